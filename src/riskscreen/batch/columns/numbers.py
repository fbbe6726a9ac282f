"""Scales for whole columns: the least and the most that each number can be.

They follow `engine.spans` step by step, on arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import lcm

import attrs
import numpy as np

from riskscreen.batch.arrays import Numbers, Truths
from riskscreen.batch.columns.chunk import Chunk, EndsOf
from riskscreen.batch.columns.ends import End, Ends, InNumbers
from riskscreen.batch.columns.missing import Filling, rounded
from riskscreen.batch.columns.sums import MOST_IN_64_BITS
from riskscreen.batch.columns.truths import Places, truth_of
from riskscreen.batch.rows.bits import unpacked
from riskscreen.engine.spans import distinct_scores
from riskscreen.engine.tables import ScoreTable
from riskscreen.model.number import common_unit, in_units, lowest_reaching, product, quotient, ratio
from riskscreen.model.scale import Combine, Count, Highest, Lookup, Points, Rounding, Scale, Sum

MOST_ROWS_OF_LOOKUP = 512


@attrs.frozen
class Measure:
    """How to find a scale; ``reach`` is the largest size that it, or a step on the way to it, can have.

    It goes in binary digits, eight rows a byte, or in numbers.
    """

    ends: EndsOf
    unit: int
    reach: int
    in_digits: bool = False


@attrs.frozen
class Sources:
    """What scales are computed from: the fields of the layout, the tables of scores, conditions, earlier scales."""

    fields: Mapping[object, EndsOf]
    in_digits: frozenset[object]
    steps: Mapping[object, Callable[[Chunk], Truths]]
    tables: Mapping[str, ScoreTable]
    places: Places
    measures: Mapping[str, Measure]


def measure_of(scale: Scale, sources: Sources) -> Measure:
    """How to find a scale, rounded where it says so."""
    measure = _FORMULAS[type(scale.formula)](scale, sources)
    return measure if scale.round is None else _rounded(measure, scale.round)


def _wide(end: End) -> Numbers:
    return end.numbers().astype(np.int64)


def _added(scale: Scale, sources: Sources) -> Measure:
    table = sources.tables[scale.id]
    ends, rule = sources.fields["total", scale.id], scale.missing
    reach = sum(max((abs(score or 0) for score in row), default=0) for row in table.scores.values())
    if rule is None:
        return Measure(ends, table.unit, reach, in_digits=("total", scale.id) in sources.in_digits)
    n_items = len(table.scores)
    factor = lcm(*range(1, n_items + 1)) if rule.method == "prorate" and rule.round is None else 1
    most_filled_in = (reach + table.unit) * factor * (n_items + 1)
    if 2 * most_filled_in * n_items > MOST_IN_64_BITS:
        return Measure(ends, table.unit * factor, MOST_IN_64_BITS + 1)
    filling = Filling(rule, table.unit, factor)
    fields = [sources.fields[kind, scale.id] for kind in ("answered_total", "n_answered", "n_missing")]

    def filled_in(chunk: Chunk) -> Ends:
        low, high = (_wide(end) * factor for end in ends(chunk))
        points, n_answered, n_missing = (field(chunk) for field in fields)
        in_doubt = n_missing[1].reaches(1) & ~n_missing[0].reaches(rule.allow + 1)
        rows = np.flatnonzero(unpacked(in_doubt, chunk.n_rows))
        if len(rows):
            low[rows], high[rows] = filling.between((low[rows], high[rows]), *(
                (_wide(least)[rows], _wide(most)[rows]) for least, most in (points, n_answered, n_missing)))
        return InNumbers(low), InNumbers(high)

    return Measure(filled_in, table.unit * factor, most_filled_in)


def _highest(scale: Scale, sources: Sources) -> Measure:
    table = sources.tables[scale.id]
    scores = distinct_scores(table)
    steps = [(score, sources.steps["reaches", scale.id, score]) for score in scores]
    lowest = scores[0] if scores else 0

    def ends(chunk: Chunk) -> Ends:
        low, high = (np.zeros(chunk.n_rows, np.int64) for _ in range(2))
        for score, reached in steps:
            sure, possible = (unpacked(bits, chunk.n_rows) for bits in reached(chunk))
            if score == lowest:  # whether any item counts at all
                low[possible], high[possible] = min(0, lowest), max(0, lowest)
                high[sure] = lowest
            low[sure] = score
            high[possible & (high < score)] = score
        return InNumbers(low), InNumbers(high)

    return Measure(ends, table.unit, max(map(abs, scores), default=0))


def _points(scale: Scale, sources: Sources) -> Measure:
    formula = scale.formula
    assert isinstance(formula, Points)
    unit = common_unit(ratio(score) for _, score in formula.entries)
    entries = [(truth_of(condition, sources.places), in_units(ratio(score), unit))
               for condition, score in formula.entries]

    def ends(chunk: Chunk) -> Ends:
        low, high = (np.zeros(chunk.n_rows, np.int64) for _ in range(2))
        for truth, score in entries:
            sure, possible = (unpacked(bits, chunk.n_rows) for bits in truth(chunk))
            low += np.int64(score) * (sure if score > 0 else possible)
            high += np.int64(score) * (possible if score > 0 else sure)
        return InNumbers(low), InNumbers(high)

    return Measure(ends, unit, sum(abs(score) for _, score in entries))


def _combined(scale: Scale, sources: Sources) -> Measure:
    formula, places = scale.formula, sources.places
    assert isinstance(formula, Combine)
    factors = [(name, product(quotient(ratio(times), ratio(over)), (1, sources.measures[name].unit)))
               for name, times, over in formula.terms]
    plus = ratio(formula.plus)
    unit = common_unit([plus, *(factor for _, factor in factors)])
    constant = in_units(plus, unit)
    terms = [(places.definition.scale_numbers[name], in_units(factor, unit)) for name, factor in factors]
    reach = abs(constant) + sum(abs(in_units(factor, unit)) * sources.measures[name].reach for name, factor in factors)

    def ends(chunk: Chunk) -> Ends:
        low, high = (np.full(chunk.n_rows, constant, np.int64) for _ in range(2))
        for position, factor in terms:
            least, most = chunk.span(position)[::1 if factor > 0 else -1]
            low += factor * _wide(least)
            high += factor * _wide(most)
        return InNumbers(low), InNumbers(high)

    return Measure(ends, unit, reach)


def _looked_up(scale: Scale, sources: Sources) -> Measure:
    formula = scale.formula
    assert isinstance(formula, Lookup)
    position, source_unit = sources.places.definition.scale_numbers[formula.scale], sources.measures[formula.scale].unit
    starts = [lowest_reaching(start, source_unit) for start, _ in formula.rows]
    numbers = [ratio(number) for _, number in formula.rows]
    unit = common_unit(numbers)
    values = [in_units(number, unit) for number in numbers]
    reach = max(map(abs, [*values, *starts]))
    if reach > MOST_IN_64_BITS or len(values) > MOST_ROWS_OF_LOOKUP:
        return Measure(sources.measures[formula.scale].ends, unit, MOST_IN_64_BITS + 1)
    later_starts = np.array(starts[1:], np.int64)  # a number below the first row stands in the first row
    least_between, most_between = (_between(values, pick) for pick in (min, max))

    def ends(chunk: Chunk) -> Ends:
        low, high = (np.searchsorted(later_starts, _wide(end), side="right") for end in chunk.span(position))
        return InNumbers(least_between[low, high]), InNumbers(most_between[low, high])

    return Measure(ends, unit, reach)


def _between(values: Sequence[int], pick: Callable[[Sequence[int]], int]) -> Numbers:
    """The least, or the most, of the values from each row to each later one."""
    size = len(values)
    table = np.zeros((size, size), np.int64)
    for first in range(size):
        end = values[first]
        for last in range(first, size):
            end = pick((end, values[last]))
            table[first, last] = end
    return table


def _rounded(measure: Measure, rounding: Rounding) -> Measure:
    factor, unit, how = 10**rounding.places, measure.unit, rounding.how

    def whole(end: End) -> End:
        return InNumbers(rounded(_wide(end) * factor, np.int64(unit), how))

    def ends(chunk: Chunk) -> Ends:
        low, high = measure.ends(chunk)
        return whole(low), whole(high)

    reach = max(measure.reach * factor, 2 * unit)
    return Measure(ends, factor, reach)


_FORMULAS: dict[type, Callable[[Scale, Sources], Measure]] = {
    Sum: _added,
    Count: _added,
    Highest: _highest,
    Points: _points,
    Combine: _combined,
    Lookup: _looked_up,
}
