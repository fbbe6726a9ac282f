"""What the engine does to stay quick and small on the largest instruments changes no result that it calls exact."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

import generators
from oracle import naive
from riskscreen import Instrument, Result
from riskscreen.engine import compile, polarity
from riskscreen.engine.compose import meaning


def scored(document: Any, answers: Any, budget: tuple[Any, str]) -> Result:
    """The result where this budget is spent from the start."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(*budget, 0)
        return Instrument.from_dict(document).score(answers, partial=True)


@given(generators.cases(partial=True, sets=True))
def test_without_comparing_items_every_state_is_followed(case: tuple[Any, Any]) -> None:
    """Where there are too many scores to compare, every item counts as mixed, and the bounds stay exact."""
    document, answers = case
    expected = naive.bounds(document, answers)

    result = scored(document, answers, (polarity, "MOST_COMPARED"))

    assert {name: (outcome.at_least.id, outcome.at_most.id) for name, outcome in result.outcomes.items()} == \
        expected["outcomes"]
    assert {name: (Fraction(scale.least), Fraction(scale.most)) for name, scale in result.scales.items()} == \
        expected["scales"]


@given(generators.cases(partial=True, sets=True))
def test_without_quick_answers_the_result_is_the_same(case: tuple[Any, Any]) -> None:
    """Where the packed integers would not fit into memory, cases go the careful way, which gives the same."""
    document, answers = case

    assert scored(document, answers, (compile, "_MOST_BYTES")).to_dict() == \
        Instrument.from_dict(document).score(answers, partial=True).to_dict()


@given(generators.cases(partial=True, sets=True))
def test_without_steps_bounds_are_sound_and_say_so(case: tuple[Any, Any]) -> None:
    """Where following states takes too long, bounds hold every completion and are not called exact without reason."""
    document, answers = case
    expected = naive.bounds(document, answers)

    result = scored(document, answers, (meaning, "MOST_STEPS"))

    for name, outcome in result.outcomes.items():
        low, high = expected["outcomes"][name]
        assert {level.id for level in outcome.possible} >= set(expected["possible"][name])
        assert outcome.at_least <= low
        assert outcome.at_most >= high
        assert not outcome.exact or (outcome.at_least, outcome.at_most) == (low, high)
