"""Conditions: what must be so for a rule to hold or an item to apply."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import attrs

from riskscreen.cell import Cell
from riskscreen.model.number import Number


@attrs.frozen(repr=False)
class ScaleCondition(Cell):
    """A scale is at least, at most, or (both given) between two numbers; the ends are inside."""

    scale: str
    at_least: Number | None = None
    at_most: Number | None = None


@attrs.frozen(repr=False)
class ItemCondition(Cell):
    """An item applies and its answer is one of these options or bands."""

    item: str
    options: tuple[str, ...]


@attrs.frozen(repr=False)
class OutcomeCondition(Cell):
    """An earlier outcome stands at least at, at most at, or exactly at a level."""

    outcome: str
    comparison: Literal["at_least", "at_most", "is"]
    level: str


@attrs.frozen(repr=False)
class Combination(Cell):
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
