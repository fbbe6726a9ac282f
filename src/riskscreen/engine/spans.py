"""Scales as functions of a frame: the least and the most a number can be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from math import lcm

from riskscreen.engine.checks import Known, check_of
from riskscreen.engine.frame import Check, Frame, SpanOf
from riskscreen.engine.rounding import rounded
from riskscreen.engine.tables import ScoreTable
from riskscreen.model.number import common_unit, in_units, lowest_reaching, product, quotient, ratio
from riskscreen.model.scale import Combine, Count, Highest, Lookup, MissingRule, Points, Scale, Sum

Measured = tuple[SpanOf, int]


def span_of(scale: Scale, known: Known, tables: dict[str, ScoreTable]) -> Measured:
    """The function that gives a scale's least and most from a frame, and the unit of its numbers."""
    span, unit = _FORMULAS[type(scale.formula)](scale, known, tables)
    if scale.round is None:
        return span, unit
    factor, how = 10**scale.round.places, scale.round.how
    exact_unit = unit

    def rounded_span(frame: Frame) -> tuple[int, int]:
        low, high = span(frame)
        return rounded(low * factor, exact_unit, how), rounded(high * factor, exact_unit, how)

    return rounded_span, factor


def _added(scale: Scale, known: Known, tables: dict[str, ScoreTable]) -> Measured:
    table = tables[scale.id]
    field = known.layout.fields["total", scale.id]
    offset, mask, bias = field.offset, field.mask, field.bias

    def span(frame: Frame) -> tuple[int, int]:
        return (frame.least >> offset & mask) - bias, (frame.most >> offset & mask) - bias

    if scale.missing is None:
        return span, table.unit
    return _with_missing(scale.id, scale.missing, span, known, table)


def _with_missing(name: str, rule: MissingRule, ordinary: SpanOf, known: Known, table: ScoreTable) -> Measured:
    fields = known.layout.fields
    total, answered, missing = (fields[kind, name] for kind in ("answered_total", "n_answered", "n_missing"))
    exact_mean = rule.method == "prorate" and rule.round is None
    factor = lcm(*range(1, len(table.scores) + 1)) if exact_mean else 1
    needed = 0 if rule.method == "as_zero" else 1  # a mean is taken of one answer or more

    def filled(points: int, n_answered: int, n_missing: int) -> int:
        if rule.method == "as_zero":
            return points
        if rule.round is None:
            return points * factor * (n_answered + n_missing) // n_answered
        return rounded(points * (n_answered + n_missing), n_answered * table.unit, rule.round) * table.unit

    def span(frame: Frame) -> tuple[int, int]:
        low, high = ordinary(frame)
        fewest, most = missing.read(frame.least), missing.read(frame.most)
        if most == 0 or fewest > rule.allow:
            return low * factor, high * factor
        sums = total.read(frame.least), total.read(frame.most)
        n_least = answered.read(frame.least)
        counts = range(max(n_least, needed), answered.read(frame.most) + 1)
        # What is filled in rises or falls with each of the three alone, so its ends are at ends of all three.
        used = [filled(points, n, m) for points in sums for n in (*counts[:1], *counts[-1:])
                for m in (max(fewest, 1), min(most, rule.allow))]
        always_used = fewest >= 1 and most <= rule.allow and n_least >= needed
        possible = used if always_used else [*used, low * factor, high * factor]
        return min(possible), max(possible)

    return span, table.unit * factor


def _highest(scale: Scale, known: Known, tables: dict[str, ScoreTable]) -> Measured:
    table = tables[scale.id]
    steps = [(score, known.layout.fields["reaches", scale.id, score]) for score in distinct_scores(table)]
    lowest = steps[0][0] if steps else 0

    def top(state: int) -> int | None:
        return next((score for score, field in reversed(steps) if state >> field.offset & field.mask), None)

    def span(frame: Frame) -> tuple[int, int]:
        sure, possible = top(frame.least), top(frame.most)
        if possible is None:
            return 0, 0
        return (min(0, lowest), max(0, possible)) if sure is None else (sure, possible)

    return span, table.unit


def distinct_scores(table: ScoreTable) -> list[int]:
    """The scores that occur in a table, lowest first."""
    return sorted({score for row in table.scores.values() for score in row if score is not None})


def _points(scale: Scale, known: Known, tables: dict[str, ScoreTable]) -> Measured:
    formula = scale.formula
    assert isinstance(formula, Points)
    unit = common_unit(ratio(score) for _, score in formula.entries)
    entries: list[tuple[Check, int]] = [(check_of(condition, known), in_units(ratio(score), unit))
                                        for condition, score in formula.entries]

    def span(frame: Frame) -> tuple[int, int]:
        low = high = 0
        for check, score in entries:
            truth = check(frame)
            low += score if truth == 2 or (truth == 1 and score < 0) else 0
            high += score if truth == 2 or (truth == 1 and score > 0) else 0
        return low, high

    return span, unit


def _combined(scale: Scale, known: Known, tables: dict[str, ScoreTable]) -> Measured:
    formula = scale.formula
    assert isinstance(formula, Combine)
    numbers = known.definition.scale_numbers
    factors = [(numbers[name], product(quotient(ratio(times), ratio(over)), (1, known.units[name])))
               for name, times, over in formula.terms]
    plus = ratio(formula.plus)
    unit = common_unit([plus, *(factor for _, factor in factors)])
    constant, terms = in_units(plus, unit), [(position, in_units(factor, unit)) for position, factor in factors]

    def span(frame: Frame) -> tuple[int, int]:
        low = high = constant
        for position, factor in terms:
            ends = factor * frame.lows[position], factor * frame.highs[position]
            low, high = low + min(ends), high + max(ends)
        return low, high

    return span, unit


def _looked_up(scale: Scale, known: Known, tables: dict[str, ScoreTable]) -> Measured:
    formula = scale.formula
    assert isinstance(formula, Lookup)
    position, source_unit = known.definition.scale_numbers[formula.scale], known.units[formula.scale]
    starts = [lowest_reaching(start, source_unit) for start, _ in formula.rows]
    numbers = [ratio(number) for _, number in formula.rows]
    unit = common_unit(numbers)
    values = [in_units(number, unit) for number in numbers]

    def row_of(number: int) -> int:
        return max(0, bisect_right(starts, number) - 1)

    def span(frame: Frame) -> tuple[int, int]:
        reached = values[row_of(frame.lows[position]): row_of(frame.highs[position]) + 1]
        return min(reached), max(reached)

    return span, unit


_FORMULAS: dict[type, Callable[[Scale, Known, dict[str, ScoreTable]], Measured]] = {
    Sum: _added,
    Count: _added,
    Highest: _highest,
    Points: _points,
    Combine: _combined,
    Lookup: _looked_up,
}
