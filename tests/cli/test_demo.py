"""The command demo: every example case, and one of them in full."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import CASES, Run

FILES = sorted(CASES.glob("*.json"))


def line_of(out: str, file: Path) -> str:
    """The line of the table that is about the case in *file*."""
    instrument = json.loads(file.read_text(encoding="utf-8"))["instrument"]["id"]
    start = [file.stem.removesuffix(f"-{instrument}"), instrument]
    return next(line for line in out.splitlines() if line.split()[:2] == start)


def test_every_example_case_has_its_line(run: Run) -> None:
    """No case is left out because it does not fit."""
    ended = run("demo", "--full")

    assert (ended.status, ended.err) == (0, "")
    assert FILES
    assert all(line_of(ended.out, file) for file in FILES)


@pytest.mark.parametrize(("case", "level"), [
    ("21-at-intake-sash-style", "High"), ("24-sash-style", "High"),
    ("synthetic-low-sash-style", "Low"), ("synthetic-medium-sash-style", "Medium"),
    ("synthetic-undetermined-sash-style", "Medium or High")])
def test_case_shows_the_level_that_is_known_for_it(run: Run, case: str, level: str) -> None:
    """Cases 21 and 24 have a published level, which is no validation; the synthetic ones are named after theirs."""
    assert f"  {level}  " in line_of(run("demo", "--full").out, CASES / f"{case}.json")


def test_levels_of_many_words_do_not_widen_the_table(run: Run) -> None:
    """The levels of a route are long, and there may be many; where one is cut, it is seen."""
    out = run("demo", "--full").out

    assert "still possible: " in line_of(out, CASES / "21-stalking-steps.json")
    assert " ..." in line_of(out, CASES / "21-stalking-steps.json")
    assert max(map(len, out.splitlines())) <= 110


def test_demo_is_told_in_dutch(run: Run) -> None:
    """The case in full has its evidence in Dutch too."""
    out = run("demo", "--full", "--lang", "nl").out

    assert "Een andere ex-partner werd eerder gestalkt." in out
    assert "former partner" not in out


def test_unknown_answers_are_counted(run: Run) -> None:
    """Two items of the synthetic case without a level are unknown, see its file."""
    out = run("demo", "--full").out

    assert line_of(out, CASES / "synthetic-undetermined-sash-style.json").split()[-1] == "2"


def test_one_case_is_explained_in_full(run: Run) -> None:
    """The explanation is the one that score --details gives."""
    file = CASES / "21-at-intake-sash-style.json"

    assert run("score", "sash-style", file, "--details").out.strip() in run("demo", "--full").out


@pytest.mark.parametrize(("language", "sentence"), [("en", "That is no validation"), ("nl", "Dat is geen validatie")])
def test_it_ends_by_saying_that_published_levels_are_no_validation(run: Run, language: str, sentence: str) -> None:
    """Nobody goes home with the thought that agreement with two known outcomes proves anything."""
    last = " ".join(run("demo", "--full", "--lang", language).out.split("\n\n")[-1].split())

    assert sentence in last


def test_programs_get_every_result(run: Run) -> None:
    """--json gives all cases with all that is known of them."""
    cases = json.loads(run("demo", "--full", "--json").out)["cases"]

    assert len(cases) == len(FILES)
    assert all({"name", "case", "outcomes", "trace"} <= set(case) for case in cases)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_first_look_fits_a_screen(run: Run, language: str) -> None:
    """A case of each instrument, why one has its level, and what to look at next: some thirty lines of 80 columns."""
    out = run("demo", "--lang", language).out
    instruments = {json.loads(file.read_text(encoding="utf-8"))["instrument"]["id"] for file in FILES}

    assert len(out.splitlines()) <= 36
    assert all(f" {instrument} " in out for instrument in instruments)
    assert "riskscreen demo --full" in out


def test_first_look_says_why(run: Run) -> None:
    """The reason is the one that `why` gives for the case: three factors of the study's own."""
    file = CASES / "21-at-intake-sash-style.json"
    reasons = run("why", "sash-style", file).out.partition("What to ask next")[0]

    assert "Earlier stalking of somebody else: Present" in run("demo").out
    assert "Earlier stalking of somebody else: Present" in reasons


def test_every_command_of_the_first_look_works(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is named as next can be typed as it stands; `ask` waits for somebody."""
    monkeypatch.chdir(tmp_path)
    commands = [line.split("  ")[1].split()[1:] for line in run("demo").out.splitlines()
                if line.startswith("  riskscreen ")]

    assert len(commands) == 4
    assert [run(*command).status for command in commands if command[0] != "ask"] == [0, 0, 0]
