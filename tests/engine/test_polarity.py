"""Which items can be taken at their extremes, worked out by hand; the others, as bits, are mixed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from engine.small import instrument, outcome, rule

OFTEN, NEVER = {"item": "a", "is": ["often"]}, {"item": "a", "is": ["never"]}
A, B = 0b0001, 0b0010


def mixed(*conditions: Mapping[str, Any], scales: list[Any] | None = None) -> int:
    """The mixed items of an outcome that is high where one of the conditions holds."""
    rules = [rule(f"rule_{n}", "high", condition) for n, condition in enumerate(conditions)]
    return instrument(scales=scales, outcomes=[outcome("concern", rules=rules)])._compiled.mixed.outcomes[0]


@pytest.mark.parametrize(("conditions", "expected"), [
    ([OFTEN], 0),  # often is the most, all others are the least
    ([OFTEN, NEVER], A),  # no answer is the most in both
    ([OFTEN, {"not": NEVER}], 0),  # often is the most in both, never the least
    ([{"all": [OFTEN, {"item": "b", "is": ["never"]}]}], 0),  # two items, each in one table
    ([{"all": [OFTEN, {"not": OFTEN}]}], A),  # the most in one is the least in the other
])
def test_conditions_on_items(conditions: list[Mapping[str, Any]], expected: int) -> None:
    """An item is mixed where no answer is highest, or lowest, in all that reads it."""
    assert mixed(*conditions) == expected


@pytest.mark.parametrize(("weights", "expected"), [
    ({}, 0),  # both sums rise with a
    ({"a": -1}, A),  # one rises, the other falls
    ({"a": 2}, 0),  # steeper is no other way
    ({"b": -1}, B),
    ({"a": -1, "b": -1}, A | B),
])
def test_sums_that_read_the_same_items(weights: dict[str, int], expected: int) -> None:
    """Both sums make the level higher where they are high."""
    scales = [{"id": "one", "sum": {"items": ["a", "b"]}},
              {"id": "two", "sum": {"items": ["a", "b"]}, **({"weights": weights} if weights else {})}]

    assert mixed({"scale": "one", "at_least": 3}, {"scale": "two", "at_least": 3}, scales=scales) == expected
