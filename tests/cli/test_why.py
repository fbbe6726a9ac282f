"""The command why: which answers are enough for a level, and what to ask next."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import riskscreen
from cli.running import CASES, LOW, UNDETERMINED, Run, all_absent, answers_file

CASE_22 = CASES / "22-sash-style.json"


def test_settled_case_shows_its_reasons_with_status_0(run: Run) -> None:
    """Case 22 is high, which is the top: there is nothing to say of why it is not higher, and nothing to ask."""
    ended = run("why", "sash-style", CASE_22)

    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("Case: study-case-22 ")
    assert "Level of concern: High, for 7 reasons." in ended.out
    assert "at most" not in ended.out
    assert "What to ask next" not in ended.out


def test_unsettled_case_says_what_to_ask_next_with_status_3(run: Run) -> None:
    """A threat makes it at least medium; a weapon or talk of killing would make it high."""
    ended = run("why", "sash-style", UNDETERMINED)

    assert ended.status == 3
    assert "Level of concern: at least Medium, because of this, " in ended.out
    assert "What to ask next, for: Level of concern" in ended.out
    assert "If Absent: Medium or High. If Present: High." in ended.out


def test_level_below_the_top_says_why_it_is_not_higher(run: Run) -> None:
    """A case that is low is so because of what is absent, and never lower in any case."""
    out = " ".join(run("why", "sash-style", LOW, "--lang", "nl").out.split())

    assert "Hiervoor is geen antwoord nodig: het is nooit lager dan Laag." in out
    assert "Niveau van ongerustheid: Laag. Dat komt hierdoor, wat de andere antwoorden ook zijn:" in out


def test_what_it_is_not_for_stands_there_once(run: Run) -> None:
    """Several questions are answered in one view, with its limits at the end."""
    out = run("why", "sash-style", UNDETERMINED).out

    assert out.count("What this is not for") == 1
    assert out.endswith("This result is information for a professional, not a decision.\n")


def test_another_outcome_has_reasons_and_a_status_of_its_own(run: Run) -> None:
    """--outcome asks for one of the others; in case 22 whether it starts again is not settled."""
    ended = run("why", "sash-style", CASE_22, "--outcome", "recurrence")

    assert ended.status == 3
    assert "What to ask next, for: Level of concern about stalking that starts again" in ended.out


def test_unknown_outcome_is_refused_with_near_names(run: Run) -> None:
    """A slip of the finger in --outcome is pointed out."""
    ended = run("why", "sash-style", CASE_22, "--outcome", "violense")

    assert (ended.status, ended.out) == (2, "")
    assert "Did you mean violence?" in ended.err


def test_first_sets_can_be_written_out(run: Run) -> None:
    """--sets writes out so many sets, or all of them where there are fewer."""
    assert "Answer by answer, 2 of the 11 combinations" in run("why", "sash-style", CASE_22, "--sets", "2").out
    assert "Answer by answer, 11 of the 11 combinations" in run("why", "sash-style", CASE_22, "--sets", "9999").out


@pytest.mark.parametrize("number", ["-1", "1.5", "many", "10001", "9" * 5000, "\u0663"])
def test_number_of_sets_that_cannot_be_meant_is_refused(run: Run, number: str) -> None:
    """Only a whole number within reason is a number of sets."""
    ended = run("why", "sash-style", CASE_22, f"--sets={number}", "--json")

    assert (ended.status, ended.out, ended.codes) == (2, "", ["U-usage"])


def test_json_is_what_the_library_gives(run: Run) -> None:
    """--json gives reasons and questions in plain values, with the case and the instrument."""
    answers = {name: answer for name, answer in all_absent("stalking-red-flags").items() if name != "r3"}
    typed = answers_file("stalking-red-flags", answers, case="pseudonym-7")
    result = riskscreen.load("stalking-red-flags").score(answers, partial=True)

    ended = run("why", "stalking-red-flags", "-", "--partial", "--json", "--sets", "1", typed=typed)

    told = json.loads(ended.out)
    assert ended.status == 3
    assert (told["case"], told["instrument"]["id"]) == ("pseudonym-7", "stalking-red-flags")
    assert "decisions about people" in told["not_for"]["en"]
    assert told["why_at_least"].pop("sets") == [{}]
    assert told["why_at_least"] == result.why_at_least().to_dict()
    assert "why_at_most" not in told
    assert told["next_questions"] == result.next_questions().to_dict()


def test_answers_that_are_wrong_are_told_as_for_a_score(run: Run, tmp_path: Path) -> None:
    """The file, the place and the problem."""
    file = tmp_path / "case.json"
    file.write_text(answers_file("stalking-red-flags", all_absent("stalking-red-flags") | {"r2": "Present"}))

    assert run("why", "stalking-red-flags", file) == run("score", "stalking-red-flags", file)
    assert run("why", "stalking-red-flags", file).status == 2


def test_level_asked_for_comes_with_what_would_lead_there(run: Run) -> None:
    """--to adds the changes, in words and in JSON."""
    asked = ("why", "sash-style", LOW, "--to", "high")

    assert "Present (now: Absent)" in run(*asked).out
    told = json.loads(run(*asked, "--json").out)["changes"]
    assert (told["level"], told["complete"]) == ("high", True)


def test_level_asked_for_that_does_not_exist_is_refused(run: Run) -> None:
    """It is a wrong call, with status 2."""
    ended = run("why", "sash-style", LOW, "--to", "hgih", "--json")

    assert (ended.status, ended.codes) == (2, ["U-unknown-level"])
