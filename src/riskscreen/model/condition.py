"""Conditions: what must be so for a rule to hold or an item to apply."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from riskscreen.frozen import Frozen
from riskscreen.model.number import Number


class ScaleCondition(Frozen):
    """A scale is at least, at most, or (both given) between two numbers; the ends are inside."""

    scale: str
    at_least: Number | None = None
    at_most: Number | None = None


class ItemCondition(Frozen):
    """An item applies and its answer is one of these options or bands."""

    item: str
    options: tuple[str, ...]

    # What is looked up by the thousand has no time for the general way of a value.
    def __eq__(self, other: object) -> bool:
        if type(other) is not ItemCondition:
            return NotImplemented
        return self.item == other.item and self.options == other.options

    def __hash__(self) -> int:
        return hash((self.item, self.options))


class OutcomeCondition(Frozen):
    """An earlier outcome stands at least at, at most at, or exactly at a level."""

    outcome: str
    comparison: Literal["at_least", "at_most", "is"]
    level: str


class Combination(Frozen):
    """All, any, none, or at least ``count`` of the parts hold; ``not`` has one part."""

    kind: Literal["all", "any", "not", "at_least"]
    parts: tuple[Condition, ...]
    count: int | None = None


Condition = ScaleCondition | ItemCondition | OutcomeCondition | Combination
Leaf = ScaleCondition | ItemCondition | OutcomeCondition


def leaves_of(condition: Condition) -> Iterator[Leaf]:
    """The comparisons in a condition, in the order of the document."""
    if isinstance(condition, Combination):
        for part in condition.parts:
            yield from leaves_of(part)
    else:
        yield condition
