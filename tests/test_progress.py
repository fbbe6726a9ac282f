"""How far a long piece of work is: told after each step, and the work is the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from cli.running import in_a_terminal, started
from riskscreen.cli import bar as bars

SMALL = riskscreen.load(Path(__file__).parent / "data" / "doorstep-check.json")
RED_FLAGS = riskscreen.load("stalking-red-flags")
TABLE = {item: ["present", "unknown"] for item in RED_FLAGS.items}

Work = Callable[[Any], object]

WORKS: dict[str, Work] = {
    "mutations": lambda progress: SMALL.mutations([], progress=progress),
    "analyse": lambda progress: SMALL.analyse(progress=progress),
    "score_table": lambda progress: RED_FLAGS.score_table(TABLE, progress=progress),
}


@pytest.mark.parametrize("name", WORKS)
def test_each_step_is_told_and_changes_nothing(name: str) -> None:
    """One after the other, up to all of them; with or without somebody who is told, the same comes out."""
    told: list[tuple[int, int]] = []

    found = WORKS[name](lambda done, total: told.append((done, total)))

    assert len(told) > 3
    assert told == [(n, len(told)) for n in range(1, len(told) + 1)]
    assert found == WORKS[name](None)


@pytest.mark.parametrize("name", WORKS)
def test_who_is_told_can_end_the_work(name: str) -> None:
    """A button to stop is what a listener is for, too."""
    class Stopped(Exception):
        pass

    def stop(done: int, _: int) -> None:
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        WORKS[name](stop)


def test_bar_is_drawn_in_a_terminal_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """At once here, since nobody waits a second for a test; what is drawn again alike is not written again."""
    written: list[str] = []
    monkeypatch.setattr(bars, "_SECONDS_OF_SILENCE", -1.0)
    monkeypatch.setattr(bars, "say", written.append)
    monkeypatch.setattr("sys.stderr", type("Screen", (), {"isatty": lambda _: True})())

    with bars.bar() as draw:
        draw(1, 4)
        draw(1, 4)
        draw(4, 4, "all rows")

    assert written == [f"\r[{7 * '#':30}]  25%", f"\r[{30 * '#'}] 100%  all rows", "\n"]


def test_short_work_and_work_nobody_watches_say_nothing() -> None:
    """Within a second there is nothing to wait for, and what is piped stays clean."""
    assert "#" not in in_a_terminal("analyse", "always-do").out.split("\n")[0]
    assert started("analyse", "always-do").err == ""
