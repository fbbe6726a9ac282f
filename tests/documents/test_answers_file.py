"""The answers file: strict in, exact out, and every problem at once with its place."""

from __future__ import annotations

import json
import pickle
from decimal import Decimal
from typing import Any

import pytest

import riskscreen
from riskscreen.documents.answers_file import (
    MOST_BYTES,
    MOST_BYTES_OF_RESULT,
    AnswersFile,
    read_answers_file,
    write_answers_file,
)
from riskscreen.errors import AnswersError
from riskscreen.model.named import Named
from riskscreen.model.text import MOST_CHARACTERS

RED_FLAGS = riskscreen.load("stalking-red-flags").definition
NAMED = {"id": RED_FLAGS.id, "version": RED_FLAGS.version}
ABSENT = dict.fromkeys((item.id for item in RED_FLAGS.items), "absent")
RICH = {"answer": "present", "because": "two witnesses", "source": "report 12"}


def document(**changes: Any) -> str:
    """An answers file in which everything is right but for these changes."""
    return json.dumps({"instrument": NAMED, "answers": ABSENT, **changes})


def problems_of(source: str | bytes, *, partial: bool = False) -> list[tuple[str, str]]:
    """Code and pointer of every problem of a file for the red flags."""
    with pytest.raises(AnswersError) as caught:
        read_answers_file(source, RED_FLAGS, partial=partial)
    assert all(problem.line is not None and problem.column is not None for problem in caught.value.problems)
    return [(problem.code, problem.pointer) for problem in caught.value.problems]


def test_file_says_what_stands_in_it() -> None:
    """Every property has its field; a property that is not there is None, and so differs from an empty text."""
    source = document(case="pseudonym-7", as_of="", answers=ABSENT | {"r1": RICH})

    file = read_answers_file(source, RED_FLAGS)

    assert (file.instrument, file.version) == (RED_FLAGS.id, RED_FLAGS.version)
    assert (file.case, file.as_of, file.source, file.notes, file.rater) == ("pseudonym-7", "", None, None, None)
    assert file.answers == ABSENT | {"r1": RICH}


def test_file_can_be_scored() -> None:
    """What was read with the definition scores as the answers themselves do."""
    instrument = riskscreen.load("stalking-red-flags")
    answers = ABSENT | {"r1": RICH}

    file = read_answers_file(document(answers=answers), RED_FLAGS)

    assert instrument.score(file.answers) == instrument.score(answers)


def test_file_is_frozen_hashable_and_can_be_pickled() -> None:
    """Two holders of a file cannot surprise each other."""
    source = document(answers=ABSENT | {"r1": RICH | {"indicators": []}})
    file = read_answers_file(source, RED_FLAGS)

    assert hash(file) == hash(read_answers_file(source))
    assert pickle.loads(pickle.dumps(file)) == file
    assert isinstance(file.answers["r1"], Named)
    assert file.answers["r1"]["indicators"] == ()


def test_written_file_is_read_as_the_same() -> None:
    """Write then read is the same, with evidence, decimals and every text."""
    answers = {"r1": RICH | {"indicators": ("a", "b")}, "n": Decimal("2.50"), "text": "é \u2028 \"quoted\""}
    file = AnswersFile("any", "1.0.0", answers, case="c", as_of="a", source="s", notes="n\nn", rater="r")

    assert read_answers_file(write_answers_file(file)) == file


def test_written_file_leaves_out_what_is_not_there() -> None:
    """None is not written; it would be read as an empty value."""
    assert json.loads(write_answers_file(AnswersFile("sash-style", "0.2.0", {}))) == {
        "format": "riskscreen-answers/1", "instrument": {"id": "sash-style", "version": "0.2.0"}, "answers": {}}


@pytest.mark.parametrize(("changes", "problem"), [
    ({"instrument": "stalking-red-flags"}, ("A-wrong-type", "/instrument")),
    ({"instrument": NAMED | {"id": None}}, ("A-wrong-type", "/instrument/id")),
    ({"instrument": NAMED | {"digest": "sha256:0"}}, ("A-other-content", "/instrument/digest")),
    ({"instrument": NAMED | {"digest": 7}}, ("A-wrong-type", "/instrument/digest")),
    ({"instrument": NAMED | {"digset": "x"}}, ("A-unknown-property", "/instrument/digset")),
    ({"instrument": {"id": RED_FLAGS.id}}, ("A-missing-property", "/instrument/version")),
    ({"instrument": NAMED | {"id": "sash-style"}}, ("A-other-instrument", "/instrument/id")),
    ({"instrument": NAMED | {"version": "9.0.0"}}, ("A-other-version", "/instrument/version")),
    ({"answers": []}, ("A-not-a-mapping", "/answers")),
    ({"answers": None}, ("A-not-a-mapping", "/answers")),
    ({"answers": ABSENT | {"r1": "Present"}}, ("A-unknown-option", "/answers/r1")),
    ({"answers": ABSENT | {"r99": "present"}}, ("A-unknown-item", "/answers/r99")),
    ({"answers": ABSENT | {"r1": None}}, ("A-wrong-type", "/answers/r1")),
    ({"answers": ABSENT | {"r1": RICH | {"becuase": "x"}}}, ("A-unknown-property", "/answers/r1/becuase")),
    ({"case": 7}, ("A-wrong-type", "/case")),
    ({"as_of": None}, ("A-wrong-type", "/as_of")),
    ({"notes": "x" * (MOST_CHARACTERS + 1)}, ("A-too-long", "/notes")),
    ({"rater": ["x"]}, ("A-wrong-type", "/rater")),
    ({"sorce": "x"}, ("A-unknown-property", "/sorce")),
    ({"level": "high"}, ("A-unknown-property", "/level")),
    ({"trace": {}}, ("A-unknown-property", "/trace")),
    ({"result": "urgency", "outcomes": {}, "sorce": "x"}, ("A-unknown-property", "/sorce")),
])
def test_file_with_one_thing_wrong_has_one_problem(changes: dict[str, Any], problem: tuple[str, str]) -> None:
    """The problem is told with its code and its place, and nothing comes back."""
    assert problems_of(document(**changes)) == [problem]


@pytest.mark.parametrize(("source", "code"), [
    ("", "J-empty"), ("{", "J-syntax"), ('{"answers": {}, "answers": {}}', "J-duplicate-key"), (b"\xff", "J-not-utf-8"),
    ('{"answers": {"r1": NaN}}', "J-not-a-number"), ("[" * 33, "J-too-deep")])
def test_text_that_is_no_json_is_refused_as_such(source: str | bytes, code: str) -> None:
    """The file is read as strictly as a definition."""
    assert problems_of(source)[0][0] == code


def test_file_beyond_the_limit_is_refused() -> None:
    """One byte more than the limit is too much."""
    with pytest.raises(AnswersError) as caught:
        read_answers_file(" " * (MOST_BYTES + 1))

    assert [problem.code for problem in caught.value.problems] == ["J-too-large"]


@pytest.mark.parametrize("value", [[], "text", 7, None, True])
def test_document_that_is_no_object_is_refused(value: object) -> None:
    """An answers file is an object."""
    assert problems_of(json.dumps(value)) == [("A-not-a-mapping", "")]


@pytest.mark.parametrize("value", [{}, ABSENT, {"case": "x"}])
def test_bare_answers_are_told_from_a_file_with_slips(value: object) -> None:
    """Answers alone are one misunderstanding, not a dozen unknown properties."""
    assert problems_of(json.dumps(value)) == [("A-no-instrument", "")]


def test_file_without_answers_or_instrument_says_which() -> None:
    """Both are required."""
    assert problems_of(json.dumps({"answers": ABSENT})) == [("A-missing-property", "/instrument")]
    assert problems_of(json.dumps({"instrument": NAMED})) == [("A-missing-property", "/answers")]


def test_all_problems_come_together_in_the_order_of_the_text() -> None:
    """Who mends a file wants to go through it once, from top to bottom."""
    source = ('{\n "caze": "x",\n "answers": {"r2": "yes", "r1": "maybe"},\n "notes": 3,\n'
              ' "instrument": {"id": "stalking-red-flags", "version": "0.2.0"}\n}')

    with pytest.raises(AnswersError) as caught:
        read_answers_file(source, RED_FLAGS, partial=True)

    assert [(problem.code, problem.line, problem.column) for problem in caught.value.problems] == [
        ("A-unknown-property", 2, 2), ("A-unknown-option", 3, 14), ("A-unknown-option", 3, 27), ("A-wrong-type", 4, 2)]
    assert caught.value.problems[0].suggestions == ("case",)


def test_answers_for_another_instrument_are_not_compared_with_this_one() -> None:
    """One problem says it all; every answer would look wrong besides."""
    source = json.dumps({"instrument": {"id": "sash-style", "version": "0.2.0"}, "answers": {"s1": "present"}})

    assert problems_of(source) == [("A-other-instrument", "/instrument/id")]


def test_more_problems_than_an_error_shows_are_counted() -> None:
    """Fifty are shown, all are counted."""
    with pytest.raises(AnswersError) as caught:
        read_answers_file(document(**{f"extra{n}": n for n in range(70)}))

    assert (len(caught.value.problems), caught.value.n_problems) == (50, 70)


def test_partial_file_may_leave_items_out() -> None:
    """Only where it is read as partial; then nothing else is looked away from."""
    source = document(answers={"r1": "present"})

    assert read_answers_file(source, RED_FLAGS, partial=True).answers == {"r1": "present"}
    assert {code for code, _ in problems_of(source)} == {"A-missing"}
    assert problems_of(document(answers={"r1": "?"}), partial=True) == [("A-unknown-option", "/answers/r1")]


def test_form_alone_can_be_read_without_a_definition() -> None:
    """So a program can learn which instrument a file is for."""
    assert read_answers_file(document(answers={"any": "thing"})).instrument == RED_FLAGS.id


def result_document(**changes: Any) -> dict[str, Any]:
    """What a host program keeps of a case: the result in plain values, with whose it is."""
    result = riskscreen.load("stalking-red-flags").score(ABSENT | {"r1": RICH, "r2": "unknown"})
    return {"case": "pseudonym-7", "as_of": "2026-03-01", "rater": "desk 3", **result.to_dict(), **changes}


def test_result_can_stand_in_place_of_an_answers_file() -> None:
    """Its answers and its case are kept, and its digest with them."""
    told = result_document()

    file = read_answers_file(json.dumps(told), RED_FLAGS)

    assert file.answers == ABSENT | {"r1": RICH, "r2": "unknown"}
    assert (file.case, file.as_of, file.rater) == ("pseudonym-7", "2026-03-01", "desk 3")
    assert file.digest == riskscreen.load("stalking-red-flags").digest
    assert read_answers_file(write_answers_file(file), RED_FLAGS) == file


def test_what_a_result_says_was_found_is_not_looked_at() -> None:
    """A level that somebody wrote into it changes nothing: everything is found again from the answers."""
    told = result_document(outcomes={"urgency": {"level": "low"}}, scales=None, trace="gone", unknown=[])

    file = read_answers_file(json.dumps(told), RED_FLAGS)

    assert riskscreen.load("stalking-red-flags").score(file.answers).level == "high"


def test_result_of_an_earlier_version_can_be_read() -> None:
    """Results had no format before, and the version of the package in place of the number of scoring."""
    told = result_document(engine="0.1.0")
    del told["format"], told["scoring"]

    assert read_answers_file(json.dumps(told), RED_FLAGS).case == "pseudonym-7"


def test_format_may_be_left_out() -> None:
    """Files of before it was there are read as before; what is written says it."""
    file = read_answers_file(document(), RED_FLAGS)

    assert read_answers_file(document(format="riskscreen-answers/1"), RED_FLAGS) == file
    assert json.loads(write_answers_file(file))["format"] == "riskscreen-answers/1"


@pytest.mark.parametrize("found", ["riskscreen-answers/2", "riskscreen-result/2", "riskscreen/1", 1, None, [], {}])
def test_document_in_another_format_has_that_one_problem(found: object) -> None:
    """What else stands in it may be right in that format, so nothing is said of it."""
    source = document(format=found, answers={"r99": 3}, result="x", outcomes={}, sorce="y")

    assert problems_of(source) == [("A-unknown-format", "/format")]
    with pytest.raises(AnswersError, match="'riskscreen-answers/1' or 'riskscreen-result/1'"):
        read_answers_file(source)


@pytest.mark.parametrize(("named", "problem"), [
    ({"id": "sash-style"}, ("A-other-instrument", "/instrument/id")),
    ({"version": "9.0.0"}, ("A-other-version", "/instrument/version")),
    ({"digest": "sha256:" + 64 * "0"}, ("A-other-content", "/instrument/digest"))])
def test_result_of_another_definition_is_refused(named: dict[str, str], problem: tuple[str, str]) -> None:
    """Id, version and digest must be those of the instrument."""
    told = result_document()

    assert problems_of(json.dumps(told | {"instrument": told["instrument"] | named})) == [problem]


def test_result_with_open_answers_is_read_as_partial_only() -> None:
    """As with any file: what nobody answered is looked away from only where that is asked for."""
    told = json.dumps(riskscreen.load("stalking-red-flags").score({"r1": "present"}, partial=True).to_dict())

    assert {code for code, _ in problems_of(told)} == {"A-missing"}
    assert read_answers_file(told, RED_FLAGS, partial=True).answers == {"r1": "present"}


def test_a_result_may_be_larger_than_answers_alone() -> None:
    """The limit for a result leaves room for a long trace, and is one too."""
    filled = json.dumps(result_document(trace="x" * MOST_BYTES))

    assert read_answers_file(filled, RED_FLAGS).case == "pseudonym-7"
    with pytest.raises(AnswersError, match="J-too-large"):
        read_answers_file(json.dumps(result_document(trace="x" * MOST_BYTES_OF_RESULT)))
