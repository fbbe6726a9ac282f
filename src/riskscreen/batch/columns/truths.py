"""Conditions for whole columns: where they hold for certain, and where they can hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from operator import and_, or_

import attrs
import numpy as np

from riskscreen.batch.arrays import Bits, Truths
from riskscreen.batch.columns.chunk import Chunk, TruthOf
from riskscreen.batch.columns.sums import counted
from riskscreen.batch.rows.bits import Adder, at_least
from riskscreen.model.condition import Combination, Condition, ItemCondition, OutcomeCondition, ScaleCondition
from riskscreen.model.definition import Definition
from riskscreen.model.number import highest_within, lowest_reaching

Join = Callable[[list[Bits]], Bits]


@attrs.frozen
class Places:
    """Where the things that conditions refer to stand."""

    definition: Definition
    units: Mapping[str, int]
    checks: dict[Condition, _Check]


def truth_of(condition: Condition, places: Places) -> TruthOf:
    """The function that tells where the condition holds; the same conditions share what is found."""
    if condition not in places.checks:
        places.checks[condition] = _Check(_KINDS[type(condition)](condition, places))
    else:
        places.checks[condition].is_shared = True
    return places.checks[condition]


class _Check:
    """Finds out where a condition holds; what several rules ask is remembered."""

    def __init__(self, find: TruthOf) -> None:
        self._find = find
        self.is_shared = False

    def __call__(self, chunk: Chunk) -> Truths:
        return chunk.remembered(self, self._find) if self.is_shared else self._find(chunk)


def _item_truth(condition: ItemCondition, places: Places) -> TruthOf:
    n = places.definition.scored_numbers[condition.item]
    choices = places.definition.scored_items[n].response.choices
    row = tuple(int(choice.id in condition.options) for choice in choices)
    options, others = (tuple(option for option, counts in enumerate(row) if counts == wanted) for wanted in (1, 0))

    def truth(chunk: Chunk) -> Truths:
        if not chunk.columns[n].has_sets:
            return counted(chunk, n, options, min(row), max(row))
        sure, possible = ~chunk.may_be(n, others), chunk.may_be(n, options)
        gate = chunk.gates[n]
        return (sure, possible) if gate is None else (sure & gate[0], possible & gate[1])

    return truth


def _scale_truth(condition: ScaleCondition, places: Places) -> TruthOf:
    position, unit = places.definition.scale_numbers[condition.scale], places.units[condition.scale]
    least = None if condition.at_least is None else lowest_reaching(condition.at_least, unit)
    above = None if condition.at_most is None else highest_within(condition.at_most, unit) + 1

    def truth(chunk: Chunk) -> Truths:
        low, high = chunk.span(position)
        sure, possible = (chunk.every,) * 2 if least is None else (low.reaches(least), high.reaches(least))
        if above is None:
            return sure, possible
        return sure & ~high.reaches(above), possible & ~low.reaches(above)

    return truth


def _outcome_truth(condition: OutcomeCondition, places: Places) -> TruthOf:
    position = places.definition.outcome_numbers[condition.outcome]
    outcome = places.definition.outcomes[position]
    rank = outcome.level(condition.level).rank
    reaches, stays = condition.comparison != "at_most", condition.comparison != "at_least"

    def truth(chunk: Chunk) -> Truths:
        low, high = chunk.low_levels[position], chunk.high_levels[position]
        sure, possible = (low[rank], high[rank]) if reaches else (chunk.every, chunk.every)
        if stays and rank + 1 < len(outcome.levels):
            return sure & ~high[rank + 1], possible & ~low[rank + 1]
        return sure, possible

    return truth


def _combined_truth(combination: Combination, places: Places) -> TruthOf:
    parts = [truth_of(part, places) for part in combination.parts]
    count = combination.count or 0
    join: Join = _JOINS.get(combination.kind) or (lambda holding: _many(holding, count))

    def truth(chunk: Chunk) -> Truths:
        found = [part(chunk) for part in parts]
        if combination.kind == "not":
            return ~found[0][1], ~found[0][0]
        return join([sure for sure, _ in found]), join([possible for _, possible in found])

    return truth


def _many(parts: list[Bits], count: int) -> Bits:
    n_holding = Adder()
    for part in parts:
        n_holding.add(part)
    return at_least(n_holding.digits(), count, np.full_like(parts[0], 0xFF))


_JOINS: Mapping[str, Join] = {
    "all": lambda parts: reduce(and_, parts),
    "any": lambda parts: reduce(or_, parts),
}
_KINDS: Mapping[type, Callable[..., TruthOf]] = {
    ItemCondition: _item_truth,
    ScaleCondition: _scale_truth,
    OutcomeCondition: _outcome_truth,
    Combination: _combined_truth,
}
