"""How the command line behaves towards who types: examples that run, help everywhere, lines that fit."""

from __future__ import annotations

import csv
import re
import shlex
from pathlib import Path

import pytest

import riskscreen
from cli.running import ROOT, Run, in_a_terminal
from riskscreen.cli.examples import EXAMPLES
from riskscreen.cli.parser import COMMANDS


def test_every_command_has_an_example_in_its_help(run: Run) -> None:
    """Whoever asks for help sees something that can be typed."""
    assert set(EXAMPLES) == set(COMMANDS)
    for name, examples in EXAMPLES.items():
        told = run(name, "--help").out
        assert all(f"  riskscreen {example}\n" in told for example in examples)


def test_every_example_runs(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In this order, each does what it is an example of; 3 says that more than one level is possible."""
    pytest.importorskip("narwhals", reason="the example of score-table wants the extra frame")
    pytest.importorskip("pyarrow", reason="the example of score-table wants the extra frame")
    for folder in ("examples", "instruments"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    monkeypatch.chdir(tmp_path)
    items = list(riskscreen.load("stalking-red-flags").items)
    with (tmp_path / "cases.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([items, ["absent"] * len(items)])

    ended = {example: run(*shlex.split(example), typed="1\nq\n") for examples in EXAMPLES.values()
             for example in examples}

    assert {example: end.err for example, end in ended.items() if end.status not in (0, 3)} == {}


@pytest.mark.parametrize("words", [("help",), ("help", "score"), ("help", "scor")])
def test_help_is_a_command_too(run: Run, words: tuple[str, ...]) -> None:
    """As elsewhere, with the near name of a command that is none."""
    ended = run(*words)

    if words[-1] == "scor":
        assert "Did you mean score?" in ended.err
    else:
        assert ended.out == run(*words[1:], "--help").out


def test_near_name_stands_before_a_long_list(run: Run) -> None:
    """Nobody reads nine names to find the slip in one."""
    told = run("show", "sash-stile").err

    assert told.index("Did you mean sash-style?") < told.index("Expected: one of")


@pytest.mark.parametrize("words", [
    ("--help",), ("list",), ("analyse", "sash-style"), ("demo",), ("check", "instruments/sash-style/instrument.json"),
    ("score", "--help"), ("why", "rihg-style", "examples/cases/03-rihg-style.json")], ids=" ".join)
def test_lines_fit_the_terminal(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Eighty columns are enough for everything but a word that is longer."""
    monkeypatch.chdir(ROOT)
    out = re.sub("\x1b\\[[0-9;]*m", "", in_a_terminal(*words, environment={"COLUMNS": "80"}).out)

    assert [line for line in out.splitlines() if len(line) > 80 and " " in line.strip()] == []
    assert out.count("\n") > 5


def test_document_keeps_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A query is copied from the screen as it is."""
    monkeypatch.chdir(ROOT)
    query = riskscreen.load("stalking-red-flags").to_sql()

    assert query.strip() in in_a_terminal("sql", "stalking-red-flags", environment={"COLUMNS": "60"}).out


@pytest.mark.parametrize(("environment", "is_bold"), [
    ({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_names_stand_out_in_lists(environment: dict[str, str], is_bold: bool) -> None:
    """Where a terminal can, and somebody has not asked otherwise."""
    out = in_a_terminal("list", environment=environment).out

    assert ("\x1b[1msash-style\x1b[0m" in out) == is_bold
    assert ("\x1b[" in out) == is_bold
