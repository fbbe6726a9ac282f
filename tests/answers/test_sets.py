"""Answers of which one is right: what is refused in a set or a range, and where."""

from __future__ import annotations

import pytest

from engine.small import instrument, item, option
from riskscreen import AnswersError

SURE = {"options": [option("no"), option("yes")], "unknown": False}
TRIED = instrument(item("a"), item("b", response=SURE), item("days", response={"integer": {"min": 0, "max": 30}}))
DAYS = "a whole number from 0 to 30, or unknown"


@pytest.mark.parametrize(("name", "answer", "code", "pointer", "found", "expected"), [
    ("a", ["never", "often", "never"], "A-repeated-option", "/answers/a/2", "'never'", "each option once"),
    ("a", [], "A-empty-set", "/answers/a", "an empty set", "never, sometimes, often, or unknown"),
    ("b", ["yes", "no"], "A-unknown-not-allowed", "/answers/b", None, "no, yes"),
    ("days", {"from": 3, "to": 31}, "A-out-of-range", "/answers/days/to", "number 31", DAYS),
    ("days", {"from": 9, "to": 3}, "A-empty-set", "/answers/days", "from 9 to 3", DAYS),
])
def test_set_that_cannot_be_meant_is_refused(name: str, answer: object, code: str, pointer: str, found: str | None,
                                             expected: str) -> None:
    """One problem, at the element or the end at fault, or at the whole set."""
    with pytest.raises(AnswersError) as caught:
        TRIED.score({name: answer}, partial=True)

    (problem,) = caught.value.problems
    assert (problem.code, problem.pointer, problem.found, problem.expected) == (code, pointer, found, expected)


@pytest.mark.parametrize(("name", "answer", "state", "left"), [
    ("a", ["often", "never"], "narrowed", ("never", "often")),  # in the order of the definition
    ("a", ["often"], "answered", ("often",)),
    ("a", ["sometimes", "often", "never"], "unknown", ()),
    ("b", ["yes"], "answered", ("yes",)),
    ("days", {"from": 5, "to": 5}, "answered", ()), ("days", {"to": 30}, "unknown", ()),
])
def test_set_of_one_is_that_answer_and_of_all_is_unknown(name: str, answer: object, state: str,
                                                         left: tuple[str, ...]) -> None:
    """What lies between is narrowed; a number without bands leaves no choice that scoring could see."""
    entries = {entry.item: entry for entry in TRIED.score({name: answer}, partial=True).answers.entries}

    assert (entries[name].state, entries[name].left) == (state, left)
