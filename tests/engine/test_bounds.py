"""Bounds, worked out by hand: two extremes where they tell, all levels that can occur, and walks where they do not.

An item is never (0), sometimes (1) or often (3) so; the letters are the answers to a, b, c and d, ? is unknown, and a
point says nothing.
"""

from __future__ import annotations

from typing import Any

import pytest

from engine.small import answers, instrument, item, outcome, rule
from riskscreen import Instrument
from riskscreen.answers.check import check_answers
from riskscreen.engine.bounds import bounded, extremes, facts_of, possible_ranks, reapplied
from riskscreen.model.answer import Answer
from riskscreen.model.truth import NO, UNDECIDED, YES

TOTAL = {"id": "total", "sum": "all"}
A, B = ({"item": name, "is": ["often"]} for name in "ab")


def entries(tried: Instrument, letters: str) -> tuple[Answer, ...]:
    """The answers as the engine has them."""
    compiled = tried._compiled
    return compiled.scored(check_answers(compiled.definition, answers(letters), compiled.applies, partial=True))


def by_bands(medium: int, high: int) -> Instrument:
    """Medium and high from these totals of a, b, c and d; nothing but the total is packed."""
    return instrument(scales=[TOTAL], outcomes=[outcome("concern", scale="total", bands=[
        {"level": "medium", "from": medium}, {"level": "high", "from": high}])])


@pytest.mark.parametrize(("letters", "least", "most"), [
    ("nnnn", 0, 0), ("sonn", 4, 4), ("so?n", 4, 7), ("????", 0, 12), ("o...", 3, 12)])
def test_extremes_are_the_least_and_the_most_of_every_number(letters: str, least: int, most: int) -> None:
    """An open answer adds 0 to the one and 3 to the other."""
    tried = by_bands(4, 8)

    assert extremes(tried._compiled, entries(tried, letters)) == (least, most)


@pytest.mark.parametrize(("letters", "ranks"), [
    # From 2 medium, from 3 high; the totals that can be are:
    ("nnnn", (0,)),  # 0
    ("?nnn", (0, 2)),  # 0, 1, 3: never 2
    ("s?nn", (0, 1, 2)),  # 1, 2, 4
    ("ss?n", (1, 2)),  # 2, 3, 5
    ("o??n", (2,)),  # 3 and more
])
def test_ranks_are_those_that_occur(letters: str, ranks: tuple[int, ...]) -> None:
    """What lies between the ends and is reached by no answer is left out."""
    tried = by_bands(2, 3)
    case = entries(tried, letters)

    assert possible_ranks(tried._compiled, case, bounded(tried._compiled, case)) == (ranks,)


@pytest.mark.parametrize(("when", "letters", "by_extremes", "truth"), [
    ({"any": [A, {"not": A}]}, "?nnn", UNDECIDED, YES),  # a, or not
    ({"all": [A, {"not": A}]}, "?nnn", UNDECIDED, NO),  # a, and not
    ({"all": [A, {"not": B}]}, "??nn", UNDECIDED, UNDECIDED),  # true for a alone
    ({"all": [A, {"not": B}]}, "?onn", NO, NO),
    ({"any": [{"all": [A, B]}, {"all": [{"not": A}, B]}]}, "?onn", UNDECIDED, YES),  # b, whatever a is
])
def test_walks_tell_what_extremes_do_not(when: Any, letters: str, by_extremes: int, truth: int) -> None:
    """An answer that pulls both ways is the same one in both places."""
    tried = instrument(outcomes=[outcome("concern", rules=[rule("any", "medium", when)])])
    compiled, case = tried._compiled, entries(tried, letters)

    assert facts_of(compiled, *extremes(compiled, case)).rules == ((by_extremes,),)
    found = bounded(compiled, case)
    assert found.rules == ((truth,),)
    assert found.outcomes == (((0, 1) if truth == UNDECIDED else (1, 1) if truth == YES else (0, 0)),)


@pytest.mark.parametrize(("before", "now", "state", "applies", "choice"), [
    # b is asked only where a is often so.
    ("os", "o", "answered", YES, "sometimes"),
    ("os", "n", "not_applicable", NO, None),  # what it was given is gone
    ("os", "?", "answered", UNDECIDED, "sometimes"),
    ("n.", "o", "unanswered", YES, None),  # it applies now, and nobody was asked
    ("o?", "n", "not_applicable", NO, None),
])
def test_an_answer_on_which_others_hang_is_tried_out(before: str, now: str, state: str, applies: int,
                                                     choice: str | None) -> None:
    """The other item applies or not as the new answer says, without its old answer where it does not."""
    tried = instrument(item("a"), item("b", applies_when=A))
    new, _ = entries(tried, now + ".")
    _, old = entries(tried, before)

    _, found = reapplied(tried._compiled, [new, old])

    assert (found.state, found.applies, found.choice) == (state, applies, choice)
