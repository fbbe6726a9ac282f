"""Conditions as functions of a frame, with three-valued truth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import attrs

from riskscreen.engine.frame import Check, Frame
from riskscreen.engine.layout import Field, Layout
from riskscreen.model.condition import Combination, Condition, ItemCondition, OutcomeCondition, ScaleCondition
from riskscreen.model.definition import Definition
from riskscreen.model.number import highest_within, lowest_reaching
from riskscreen.model.truth import NEGATED, NO, TRUTHS, UNDECIDED, YES, Truth, combined


@attrs.frozen
class Known:
    """Where the things that conditions refer to stand."""

    layout: Layout
    definition: Definition
    units: Mapping[str, int]


def check_of(condition: Condition, known: Known) -> Check:
    """The function that tells whether the condition holds in all, some or none of what a frame stands for."""
    if isinstance(condition, ItemCondition):
        return _item_check(known.layout.fields[condition])
    if isinstance(condition, ScaleCondition):
        return _scale_check(condition, known)
    if isinstance(condition, OutcomeCondition):
        return _outcome_check(condition, known)
    if condition.kind in _NEEDED and (fields := _distinct_fields(condition, known)):
        return _bits_check(fields, _NEEDED[condition.kind](condition))
    return _combination_check(condition, [check_of(part, known) for part in condition.parts])


# how many of the parts have to hold
_NEEDED: Mapping[str, Callable[[Combination], int]] = {
    "all": lambda combination: len(combination.parts),
    "any": lambda combination: 1,
    "at_least": lambda combination: combination.count or 0,
}


def _distinct_fields(combination: Combination, known: Known) -> list[Field]:
    """The field of each part, where all parts are about items and no two are the same; else none."""
    if len(set(combination.parts)) < len(combination.parts):
        return []
    fields = [known.layout.fields[part] for part in combination.parts if isinstance(part, ItemCondition)]
    return fields if len(fields) == len(combination.parts) else []


def _bits_check(fields: Iterable[Field], needed: int) -> Check:
    """Counts the conditions on items that hold, each of which is one bit, all at once."""
    mask = sum(1 << field.offset for field in fields)

    def check(frame: Frame) -> Truth:
        if (frame.least & mask).bit_count() >= needed:
            return YES
        return UNDECIDED if (frame.most & mask).bit_count() >= needed else NO

    return check


def _item_check(field: Field) -> Check:
    offset = field.offset

    def check(frame: Frame) -> Truth:
        return TRUTHS[(frame.least >> offset & 1) + (frame.most >> offset & 1)]

    return check


def _scale_check(condition: ScaleCondition, known: Known) -> Check:
    position, unit = known.definition.scale_numbers[condition.scale], known.units[condition.scale]
    at_least = None if condition.at_least is None else lowest_reaching(condition.at_least, unit)
    at_most = None if condition.at_most is None else highest_within(condition.at_most, unit)

    def check(frame: Frame) -> Truth:
        low, high = frame.lows[position], frame.highs[position]
        truth = YES
        if at_least is not None and low < at_least:
            truth = UNDECIDED if high >= at_least else NO
        if at_most is not None and high > at_most:
            truth = min(truth, UNDECIDED if low <= at_most else NO)
        return truth

    return check


def _outcome_check(condition: OutcomeCondition, known: Known) -> Check:
    position = known.definition.outcome_numbers[condition.outcome]
    outcome = known.definition.outcomes[position]
    rank = outcome.level(condition.level).rank
    lowest = rank if condition.comparison in ("at_least", "is") else 0
    highest = rank if condition.comparison in ("at_most", "is") else len(outcome.levels)

    def check(frame: Frame) -> Truth:
        low, high = frame.low_levels[position], frame.high_levels[position]
        if lowest <= low and high <= highest:
            return YES
        return UNDECIDED if high >= lowest and low <= highest else NO

    return check


def _combination_check(combination: Combination, checks: list[Check]) -> Check:
    kind, count = combination.kind, combination.count
    if kind == "not":
        only = checks[0]
        return lambda frame: NEGATED[only(frame)]

    def check(frame: Frame) -> Truth:
        return combined(kind, [part(frame) for part in checks], count)

    return check
