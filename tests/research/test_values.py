"""What statistics give can be held: frozen, compared by value, pickled, printed, handed to other libraries."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest

import riskscreen
from explain.reading_html import read_html
from research.examples import C_HAPPENED, C_LEVELS, LADDER
from riskscreen import research
from riskscreen.research import accuracy, agreement, auc, items, net_benefit, rates, sweep
from riskscreen.research.given.levels import LevelSets, level_sets

FLAGS = riskscreen.load("stalking-red-flags")
HOSTILE = "<script>alert(1)</script>\u202e\x1b[2J{n}"

MADE: dict[str, Callable[..., Any]] = {
    "accuracy": lambda levels, ladder: accuracy(levels, C_HAPPENED, at=ladder[2], ladder=ladder),
    "auc": lambda levels, ladder: auc(levels, C_HAPPENED, ladder=ladder),
    "net_benefit": lambda levels, ladder: net_benefit(levels, C_HAPPENED, at=ladder[2], thresholds=[.1, .2],
                                                      ladder=ladder),
    "agreement": lambda levels, ladder: agreement(levels, levels[::-1], weights="quadratic", ladder=ladder),
    "agreement of no case": lambda levels, ladder: agreement([], [], weights="linear", ladder=ladder),
    "items": lambda levels, ladder: items(FLAGS, [dict.fromkeys(FLAGS.items, answer)
                                                  for answer in ("absent", "present", "unknown")]),
    "rates": lambda levels, ladder: rates(levels, C_HAPPENED, ladder=ladder),
    "sweep": lambda levels, ladder: sweep(levels, C_HAPPENED, ladder=ladder),
    "sweep of levels alone": lambda levels, ladder: sweep(levels, ladder=ladder),
    "accuracy of no case": lambda levels, ladder: accuracy([], [], at=ladder[2], ladder=ladder),
    "auc of no case": lambda levels, ladder: auc([], [], ladder=ladder),
    "rates of no case": lambda levels, ladder: rates([], [], ladder=ladder),
    "sweep of no case": lambda levels, ladder: sweep([], [], ladder=ladder),
    "net_benefit of no case": lambda levels, ladder: net_benefit([], [], at=ladder[0], thresholds=[.1], ladder=ladder),
}


def made(name: str) -> Any:
    """A value of example C."""
    return MADE[name](C_LEVELS, LADDER)


@pytest.mark.parametrize("name", MADE)
def test_value_is_frozen_and_compared_by_value(name: str) -> None:
    """Two that were worked out from the same cases are one, and stay so."""
    value = made(name)

    assert value == made(name)
    assert hash(value) == hash(made(name))
    assert pickle.loads(pickle.dumps(value)) == value
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        value.cases = None


@pytest.mark.parametrize("name", MADE)
def test_value_tells_itself_in_both_languages(name: str) -> None:
    """No sentence of one language stands in the other, and what is not known falls back to English."""
    value = made(name)
    english, dutch = value.explain("en"), value.explain("nl")

    assert str(value) == english == value.explain() == value.explain("fr")
    assert set(english.split("\n")) & set(dutch.split("\n")) <= {""}
    assert "zaken" in dutch
    assert len(repr(value)) <= 120
    assert repr(value).startswith(f"<{type(value).__name__} ")
    assert max(map(len, english.split("\n"))) <= 100


@pytest.mark.parametrize("name", MADE)
def test_nothing_in_a_level_breaks_out_of_what_is_shown(name: str) -> None:
    """A level may be called anything: nothing of it is obeyed, in a notebook or in a terminal."""
    ladder = ("low", HOSTILE + "medium", HOSTILE)
    value = MADE[name]([{ladder[LADDER.index(level)] for level in levels} for levels in C_LEVELS], ladder)
    html = value._repr_html_()

    assert "<script" not in html
    assert read_html(html)
    for text in (html, str(value), repr(value)):
        assert "\u202e" not in text
        assert "\x1b" not in text


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize("name", MADE)
def test_table_is_taken_by_other_libraries(name: str, library: str) -> None:
    """Columns of one length, each of one kind: text, whole numbers or floats."""
    frames = pytest.importorskip(library, reason=f"{library} is not installed (extra tables)")
    value = made(name)
    table = value.to_table()
    frame = frames.DataFrame(table)

    assert list(frame.columns) == list(table)
    assert len({len(column) for column in table.values()}) == 1
    assert all(len({type(cell) for cell in column if cell is not None}) <= 1 for column in table.values())


def test_table_has_a_row_for_each_statistic() -> None:
    """With ends and limits as floats, and the counts, which are exact."""
    table = made("rates").to_table()

    assert {name: column[1] for name, column in table.items()} == {
        "level": "medium", "statistic": "rate", "least": .2, "most": .8,
        "lower_limit": pytest.approx(.0362, abs=1e-4), "upper_limit": pytest.approx(.9638, abs=1e-4),
        "least_count": 1, "least_of": 5, "most_count": 4, "most_of": 5}
    assert made("net_benefit").to_table()["threshold"] == [.1] * 3 + [.2] * 3
    assert made("sweep").to_table()["at"] == ["medium"] * 7 + ["high"] * 7


def test_cases_whose_levels_may_be_too_many_are_told() -> None:
    """Where the engine could not tell exactly, the ends are sound, and say that they may be wider."""
    levels = LevelSets(LADDER, level_sets(C_LEVELS, ladder=LADDER).masks, n_loose=2)
    found = accuracy(levels, C_HAPPENED, at="high")

    assert not found.exact
    assert "Of 2 cases the engine could not tell exactly" in found.explain()
    assert made("accuracy").exact


def test_every_public_name_is_documented() -> None:
    """Each says what it is, and each function shows it."""
    for name in research.__all__:
        documented = getattr(research, name).__doc__ or ""

        assert documented, name
        assert not name.islower() or ">>> " in documented, name
