"""The command what-if: the same case with some answers otherwise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from cli.running import CASES, LOW, Run, all_absent, answers_file

CASE_22 = CASES / "22-sash-style.json"


def test_what_differs_stands_before_the_result_that_then_comes_out(run: Run) -> None:
    """One sign that points to violence is enough for medium in the stalking screen."""
    ended = run("what-if", "sash-style", LOW, "s2=present")

    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("Case: synthetic-low ")
    differs, _, result = ended.out.partition("\n\nStalking screen")
    assert "Threats to harm: Absent; then Present" in differs
    assert "Level of concern: Low; then Medium" in differs
    assert "\nLevel of concern: Medium\n" in result
    assert ended.out.count("What this is not for") == 1


def test_answer_that_becomes_unknown_can_leave_more_than_one_level(run: Run) -> None:
    """Status 3 is that of the result that would come out; the words can be Dutch."""
    ended = run("what-if", "sash-style", LOW, "s3=unknown", "--lang", "nl")

    assert ended.status == 3
    assert "Afwezig; daarna Onbekend" in ended.out


def test_several_answers_can_change_at_once(run: Run) -> None:
    """Each is an item and its answer."""
    told = json.loads(run("what-if", "sash-style", LOW, "s2=present", "s10=present", "--json").out)

    assert [answer["item"] for answer in told["comparison"]["answers"]] == ["s2", "s10"]
    assert told["outcomes"]["concern"]["at_least"] == "high"


def test_json_is_what_the_library_gives(run: Run) -> None:
    """--json is the result that would come out, with what differs beside it."""
    answers = all_absent("stalking-red-flags")
    result = riskscreen.load("stalking-red-flags").score(answers)
    then = result.what_if(r1="present")

    told = json.loads(run("what-if", "stalking-red-flags", "-", "r1=present", "--json",
                          typed=answers_file("stalking-red-flags", answers)).out)

    assert told.pop("comparison") == result.compare(then).to_dict()
    assert told == then.to_dict()


def test_same_answers_do_not_differ(run: Run) -> None:
    """An answer that is the same already changes nothing, and that is said."""
    assert "No answer differs, and nothing that comes out." in run("what-if", "sash-style", LOW, "s2=absent").out


@pytest.mark.parametrize(("words", "code"), [
    (["s22=present"], "U-unknown-item"), (["=present"], "U-unknown-item"), (["s2"], "U-usage"),
    (["s2=present", "s2=absent"], "U-usage"), ([], "U-usage"),
    (["s2=presnt"], "A-unknown-option"), (["s2="], "A-wrong-type"), (["x1=present"], "A-not-applicable")])
def test_change_that_cannot_be_meant_is_refused(run: Run, words: list[str], code: str) -> None:
    """Unknown items and answers, one item twice, and an item that does not apply are no changes."""
    ended = run("what-if", "sash-style", LOW, *words, "--json")

    assert (ended.status, ended.out, ended.codes) == (2, "", [code])


def test_numbers_and_texts_are_answers_too(run: Run, varied: Path) -> None:
    """A number is handed on exactly, and what is no number is refused as an answer to its item."""
    answers: dict[str, Any] = {"former_partner": "no", "threats": "absent", "weapon": "absent", "incidents": 2,
                               "hours": 1, "letter": "a", "digit": "0"}
    typed = answers_file("varied", answers)

    told = json.loads(run("what-if", varied, "-", "hours=2.5", "remark=a=b", "digit=1", "--json", typed=typed).out)
    wrong = run("what-if", varied, "-", "incidents=many", "--json", typed=typed)

    assert [answer["answer_after"] for answer in told["comparison"]["answers"]] == ["2.5", "a=b", "1"]
    assert (wrong.status, wrong.codes) == (2, ["A-wrong-type"])


def test_file_of_the_case_stays_as_it_is(run: Run, tmp_path: Path) -> None:
    """What if is a question; it writes nothing."""
    file = tmp_path / "case.json"
    file.write_bytes(CASE_22.read_bytes())

    run("what-if", "sash-style", file, "s3=absent")

    assert file.read_bytes() == CASE_22.read_bytes()
