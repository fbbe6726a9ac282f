"""What the check says of test vectors: what they leave untried, and what they expect and do not get."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from analysis.faults.planted import DANGER, STRAIN, base
from riskscreen import Instrument

INSTRUMENT = Instrument.from_dict(base())
WHOLE: list[dict[str, Any]] = [vector.to_json() for vector in INSTRUMENT.vectors()]


def found_with(vectors: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    """The findings with these vectors."""
    return {(each.severity, each.code, each.pointer) for each in INSTRUMENT.check(vectors)}


def test_whole_vectors_leave_nothing_to_find() -> None:
    """The vectors that the analysis makes try every rule and every cut-off, both as values and as they are written."""
    assert INSTRUMENT.check(WHOLE) == INSTRUMENT.check(INSTRUMENT.vectors()) == ()


def test_without_vectors_nothing_is_said_of_them() -> None:
    """A definition that has none yet is not blamed; an empty list of them leaves everything untried."""
    codes = {code for _, code, _ in found_with([])}

    assert INSTRUMENT.check() == ()
    assert codes == {"F-vectors-miss-side", "F-vectors-miss-rule"}


def test_cut_off_with_one_side_untried_is_found() -> None:
    """The nearest number on each side has to be tried, or a cut-off that moves by one goes unnoticed."""
    left = [vector for vector in WHOLE if vector["scales"]["weighed"] != 6]

    (finding,) = INSTRUMENT.check(left)

    assert (finding.code, finding.pointer) == ("F-vectors-miss-side", f"{STRAIN}/bands/2/from")
    assert finding.witness is not None
    assert INSTRUMENT.score(finding.witness).scales["weighed"].value == 6


def test_rule_that_holds_in_no_vector_is_found() -> None:
    """The example is a vector that could be added."""
    left = [vector for vector in WHOLE if vector["answers"]["control"] != "much"]

    found = {each.pointer: each for each in INSTRUMENT.check(left)}[f"{DANGER}/rules/2"]

    assert found.code == "F-vectors-miss-rule"
    assert found.witness is not None
    assert found.witness["control"] == "much"


def test_rule_that_holds_in_every_vector_is_found() -> None:
    """A rule that always holds could be true for any reason."""
    left = [vector for vector in WHOLE if vector["answers"]["control"] == "much"]

    assert ("doubt", "F-vectors-miss-rule", f"{DANGER}/rules/2") in found_with(left)


@pytest.mark.parametrize(("part", "name", "told", "place"), [
    ("outcomes", "danger", "medium", "/outcomes/0"),
    ("outcomes", "strain", ["low", "medium"], "/outcomes/1"),
    ("scales", "grave", 1, "/scales/1"),
    ("outcomes", "danger", {"level": "low"}, "/outcomes/0"),
])
def test_vector_that_expects_something_else_is_found(part: str, name: str, told: object, place: str) -> None:
    """What a person worked out and what is scored differ: one of them is wrong."""
    vectors = copy.deepcopy(WHOLE)
    vectors[0][part][name] = told

    (finding,) = INSTRUMENT.check(vectors)

    assert (finding.severity, finding.code, finding.pointer) == ("fault", "F-vector-wrong", place)
    assert f"The vector 'v1' expects {name} to be " in finding.message


def test_open_vector_expects_both_ends() -> None:
    """A vector with an unknown answer expects the lowest and the highest level, as those of shipped instruments do."""
    first = copy.deepcopy(WHOLE[0])
    first["answers"]["control"] = "unknown"
    first["outcomes"] |= {"danger": ["low", "high"], "overall": ["low", "high"]}
    first["scales"] |= {"signs": [0, 2], "weighed": [0, 2]}

    assert INSTRUMENT.check([*WHOLE, first]) == ()


@pytest.mark.parametrize("answers", [{"threats": "presnt"}, {}, None, 7])
def test_vector_that_cannot_be_scored_is_found(answers: Any) -> None:
    """A vector with answers that are none shows nothing; the others are still looked at."""
    (finding,) = INSTRUMENT.check([*WHOLE, {"id": "broken", "answers": answers, "outcomes": {}}])

    assert (finding.severity, finding.code, finding.pointer) == ("fault", "F-vector-wrong", "")
    assert finding.message.startswith("The vector 'broken' cannot be scored: ")


def test_reasons_about_vectors_wait_for_vectors() -> None:
    """Without vectors nothing is found about them, and no reason is called useless for that."""
    document = {**base(), "accepted": [{"finding": "F-vectors-miss-rule", "at": f"{DANGER}/rules/2",
                                        "because": {"en": "Tried by hand.", "nl": "Met de hand nagegaan."}}]}
    instrument = Instrument.from_dict(document)

    assert instrument.check() == ()
    assert [each.code for each in instrument.check(WHOLE)] == ["F-accepted-not-found"]
