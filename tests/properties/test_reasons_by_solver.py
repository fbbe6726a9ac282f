"""What reasons and changes promise, against a general solver that knows the instrument from its document alone.

Brute force ends at some eight items; these have twelve to twenty.  Every case is fixed by its number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

import pytest
import z3
from hypothesis import settings

import riskscreen
from oracle import solver
from oracle.minimal_sets import Changing, Forcing, Items, unlisted
from oracle.totals import FALSE
from properties.twenty_items import drawn_answers, drawn_instrument
from riskscreen import Instrument, Result
from riskscreen.explain.told.changes import Changes
from riskscreen.explain.told.reasons import Reasons

N_EXAMPLES = max(30, settings.default.max_examples if settings.default else 0)
MOST_SETS = 80
SHIPPED = ("sash-style", "rihg-style", "stalking-red-flags")
CASES = [*((name, number) for name in SHIPPED for number in range(N_EXAMPLES // 8)),
         *(("twenty items", number) for number in range(N_EXAMPLES // 5))]
UNKNOWN = (0, 0.2)

each_case = pytest.mark.parametrize(("name", "number"), CASES)


@dataclass(frozen=True)
class Case:
    """A result, and what its instrument means to the solver."""

    result: Result
    answers: dict[str, Any]
    meaning: solver.Meaning
    outcome: str

    @property
    def bounds(self) -> riskscreen.OutcomeResult:
        """Where the outcome stands."""
        return self.result.outcomes[self.outcome]

    @property
    def reaches(self) -> tuple[z3.BoolRef, ...]:
        """When the outcome reaches each of its levels, and one above them, which it never does."""
        return (*self.meaning.reaches[self.outcome], FALSE)


@cache
def case(name: str, number: int) -> Case:
    """A case of a shipped instrument or of a generated one; every other one has unknown answers.

    One in six generated instruments pulls both ways, for which few lists are whole.  One in four cases is about the
    first outcome instead of the result.
    """
    random = Random(number)
    document = riskscreen.load(name).to_dict() if name in SHIPPED else \
        drawn_instrument(random, pulls_both_ways=number % 6 == 3)
    answers = drawn_answers(random, document, UNKNOWN[number % 2])
    outcome = document["outcomes"][0]["id"] if number % 4 == 2 else document["result"]
    return Case(Instrument.from_dict(document).score(answers), answers, solver.meaning_of(document), outcome)


@cache
def reasons_of(name: str, number: int) -> list[tuple[Reasons, Forcing]]:
    """Both lists of reasons of a case, each with the same question to the solver."""
    this = case(name, number)
    claims = ((this.result.why_at_least(this.outcome), this.reaches[this.bounds.at_least.rank]),
              (this.result.why_at_most(this.outcome), z3.Not(this.reaches[this.bounds.at_most.rank + 1])))
    return [(reasons, Forcing(this.meaning, this.answers, claim)) for reasons, claim in claims]


@cache
def changes_of(name: str, number: int) -> list[tuple[Changes, Changing]]:
    """The changes of a case to every level, each with the same question to the solver."""
    this = case(name, number)
    every = [this.result.changes(level, this.outcome) for level in this.bounds.at_least.ladder]
    return [(changes, Changing(this.meaning, this.answers, this.meaning.stands(this.outcome, changes.level.rank)))
            for changes in every]


def is_whole(found: Reasons | Changes) -> bool:
    """Whether a list claims to be complete, and is short enough to be looked at whole."""
    return found.complete and found.n_sets <= MOST_SETS


def sets_of(found: Reasons | Changes) -> Iterator[Items]:
    """The items of each plain set, of a long list the first ones."""
    for _, one in zip(range(MOST_SETS), found.expand(), strict=False):
        yield frozenset(item for item, _ in one)


@each_case
def test_bounds_are_the_levels_that_the_solver_can_reach(name: str, number: int) -> None:
    """The given answers together force both bounds, and neither of the levels next to these."""
    this = case(name, number)
    low, high = this.bounds.at_least.rank, this.bounds.at_most.rank

    for claim, is_forced in ((this.reaches[low], True), (this.reaches[low + 1], False),
                             (z3.Not(this.reaches[high + 1]), True), (z3.Not(this.reaches[high]), False)):
        forcing = Forcing(this.meaning, this.answers, claim)
        assert forcing.is_enough(forcing.items) == is_forced


@each_case
def test_reason_forces_its_claim_and_no_smaller_one_does(name: str, number: int) -> None:
    """No case with the answers of a reason is against its claim; without any one of them there is such a case."""
    for reasons, forcing in reasons_of(name, number):
        for reason in sets_of(reasons):
            assert forcing.is_enough(reason)
            assert not reasons.complete or not any(forcing.is_enough(reason - {item}) for item in reason)


@each_case
def test_no_reason_is_missing(name: str, number: int) -> None:
    """No set of given answers forces the claim that does not hold one of the reasons."""
    for reasons, forcing in reasons_of(name, number):
        if is_whole(reasons):
            assert unlisted(forcing, sets_of(reasons)) is None


@each_case
def test_change_makes_its_level_certain_and_no_smaller_one_can(name: str, number: int) -> None:
    """No case with the new answers has another level; with one item fewer, no answers make the level certain."""
    for changes, changing in changes_of(name, number):
        for _, change in zip(range(MOST_SETS), changes.expand(), strict=False):
            assert changing.is_certain(dict(change))
        for items in list(dict.fromkeys(sets_of(changes)))[:12]:
            assert not any(changing.is_enough(items - {item}) for item in items)


@each_case
def test_no_change_is_missing(name: str, number: int) -> None:
    """No other set of items can make the level certain, and those of the changes by no other answers."""
    for changes, changing in changes_of(name, number):
        if is_whole(changes):
            listed: dict[Items, list[dict[str, Any]]] = {}
            for change in map(dict, changes.expand()):
                listed.setdefault(frozenset(change), []).append(change)

            assert unlisted(changing, listed) is None
            assert not any(changing.has_another_way(ways) for ways in listed.values())


def test_most_lists_are_looked_at_whole() -> None:
    """Of the lists that name any item, more than two thirds of each kind are short enough to be held complete."""
    for lists_of in (reasons_of, changes_of):
        found = [each for one in CASES for each, _ in lists_of(*one) if any(sets_of(each))]

        assert len(found) > len(CASES) / 2
        assert sum(map(is_whole, found)) > len(found) * 2 / 3
