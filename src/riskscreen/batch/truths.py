"""Conditions for whole columns: where they hold for certain, and where they can hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from operator import and_, or_

import numpy as np

from riskscreen.batch.arrays import Flags, Truths
from riskscreen.batch.chunk import Chunk, TruthOf
from riskscreen.batch.sums import MarkingOf
from riskscreen.frozen import Frozen
from riskscreen.model.condition import Combination, Condition, ItemCondition, OutcomeCondition, ScaleCondition
from riskscreen.model.item import Item
from riskscreen.model.number import highest_within, lowest_reaching
from riskscreen.model.outcome import Outcome

Join = Callable[[list[Flags]], Flags]


class Places(Frozen):
    """Where the things that conditions refer to stand."""

    items: Mapping[str, tuple[int, Item]]
    scales: Mapping[str, tuple[int, int]]
    outcomes: Mapping[str, tuple[int, Outcome]]
    markings: MarkingOf
    checks: dict[Condition, TruthOf]


def truth_of(condition: Condition, places: Places) -> TruthOf:
    """The function that tells where the condition holds; the same conditions share what is found."""
    if condition not in places.checks:
        check = _KINDS[type(condition)](condition, places)
        places.checks[condition] = lambda chunk: chunk.remembered(check, check)
    return places.checks[condition]


def _item_truth(condition: ItemCondition, places: Places) -> TruthOf:
    n, item = places.items[condition.item]
    row = tuple(int(choice.id in condition.options) for choice in item.response.choices)
    marking = places.markings(row, row)

    def truth(chunk: Chunk) -> Truths:
        marks = chunk.marks(n, marking)
        return marks == 1, marks != 0

    return truth


def _scale_truth(condition: ScaleCondition, places: Places) -> TruthOf:
    position, unit = places.scales[condition.scale]
    at_least = None if condition.at_least is None else lowest_reaching(condition.at_least, unit)
    at_most = None if condition.at_most is None else highest_within(condition.at_most, unit)

    def truth(chunk: Chunk) -> Truths:
        low, high = chunk.spans[position]
        if at_most is None:
            return low >= at_least, high >= at_least
        if at_least is None:
            return high <= at_most, low <= at_most
        return (low >= at_least) & (high <= at_most), (high >= at_least) & (low <= at_most)

    return truth


def _outcome_truth(condition: OutcomeCondition, places: Places) -> TruthOf:
    position, outcome = places.outcomes[condition.outcome]
    rank = next(level.rank for level in outcome.levels if level.id == condition.level)
    is_upper, is_lower = condition.comparison != "at_most", condition.comparison != "at_least"

    def truth(chunk: Chunk) -> Truths:
        low, high = chunk.low_levels[position], chunk.high_levels[position]
        if not is_lower:
            return low >= rank, high >= rank
        if not is_upper:
            return high <= rank, low <= rank
        return (low == rank) & (high == rank), (high >= rank) & (low <= rank)

    return truth


def _combined_truth(combination: Combination, places: Places) -> TruthOf:
    parts = [truth_of(part, places) for part in combination.parts]
    count = combination.count or 0
    join: Join = _JOINS.get(combination.kind) or (lambda flags: _many(flags, count))

    def truth(chunk: Chunk) -> Truths:
        found = [part(chunk) for part in parts]
        if combination.kind == "not":
            return ~found[0][1], ~found[0][0]
        return join([sure for sure, _ in found]), join([possible for _, possible in found])

    return truth


def _many(flags: list[Flags], count: int) -> Flags:
    n_holding = np.zeros(len(flags[0]), np.int32)
    for each in flags:
        n_holding += each
    return n_holding >= count


_JOINS: Mapping[str, Join] = {
    "all": lambda flags: reduce(and_, flags),
    "any": lambda flags: reduce(or_, flags),
}
_KINDS: Mapping[type, Callable[..., TruthOf]] = {
    ItemCondition: _item_truth,
    ScaleCondition: _scale_truth,
    OutcomeCondition: _outcome_truth,
    Combination: _combined_truth,
}
