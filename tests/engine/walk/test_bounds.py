"""Walks over the diagrams give the bounds that every completion gives, whether or not extremes would do."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import generators
from oracle import naive
from riskscreen import Instrument
from riskscreen.answers.check import check_answers
from riskscreen.engine.bounds import extremes, facts_of
from riskscreen.engine.compose import meaning
from riskscreen.engine.walk.bounds import Walked
from riskscreen.model.truth import NO, UNDECIDED, YES

TRUTHS = {(False, True): YES, (True, False): NO, (True, True): UNDECIDED}


def walked(document: Any, answers: Any) -> Walked:
    """The case as the walks see it."""
    compiled = Instrument.from_dict(document)._compiled
    by_item = {entry.item: entry for entry in check_answers(
        compiled.definition, answers, compiled.applies, partial=True).entries}
    entries = [by_item[item.id] for item in compiled.items]
    return Walked(compiled.meaning, entries, facts_of(compiled, *extremes(compiled, entries)), compiled.units)


@given(generators.cases(partial=True, sets=True))
def test_walks_find_what_every_completion_gives(case: tuple[Any, Any]) -> None:
    """Outcomes, scales and rules each have a diagram, and what it can come to is what some completion gives."""
    document, answers = case
    expected = naive.bounds(document, answers)
    found = walked(document, answers)
    definition = found.meaning.definition

    for outcome in definition.outcomes:
        ranks, is_exact = found.ranks(outcome.id)
        assert is_exact
        assert (outcome.levels[ranks[0]].id, outcome.levels[ranks[-1]].id) == expected["outcomes"][outcome.id]
        for rule in outcome.rules:
            assert found.truth(found.meaning.rule_table(rule.when)) == TRUTHS[expected["rules"][outcome.id, rule.id]]
    for scale in definition.scales:
        least, most, is_exact = found.numbers(scale.id)  # type: ignore[misc]  # all of these have a diagram
        assert is_exact
        assert (Fraction(least), Fraction(most)) == expected["scales"][scale.id]


@given(generators.cases(partial=True, sets=True), st.integers(0, 300))
def test_walks_past_their_budget_are_sound(case: tuple[Any, Any], n_steps: int) -> None:
    """Parts that took too many steps stand at any value that the extremes leave them; nothing that can be is lost."""
    document, answers = case
    expected = naive.bounds(document, answers)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(meaning, "MOST_STEPS", n_steps)
        found = walked(document, answers)
        for outcome in found.meaning.definition.outcomes:
            ranks, is_exact = found.ranks(outcome.id)
            ladder = outcome.levels[0].ladder
            low, high = (ladder.index(level) for level in expected["outcomes"][outcome.id])
            assert ranks[0] <= low <= high <= ranks[-1]
            assert not is_exact or (ranks[0], ranks[-1]) == (low, high)
