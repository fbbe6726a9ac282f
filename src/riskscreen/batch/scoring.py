"""The way of many cases: columns of codes in, columns of levels and numbers out, some rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.batch.arrays import Bits, Flags, Numbers
from riskscreen.batch.columns.chunk import Chunk
from riskscreen.batch.columns.ends import InSteps
from riskscreen.batch.columns.plan import Plan
from riskscreen.batch.columns.program import Program, RankedTruths, Steps, steps_to
from riskscreen.batch.columns.single import facts_of_rows, ranks_of_rows
from riskscreen.batch.columns.ways import Way
from riskscreen.batch.rows.bits import Adder, numbers_of, unpacked
from riskscreen.batch.rows.codes import Row
from riskscreen.batch.rows.given import Cases
from riskscreen.engine.facts import Facts

NO_LEVEL = -1  # in rows that are not valid

_WORTH_COMPOSING = 1 << 13  # of fewer rows, composing a diagram takes longer than scoring them
_MOST_STEPS = 6_000  # some 0.014 ns a row each; a rule for missing answers takes 70 to 220 ns


@attrs.frozen
class Wanted:
    """What to find: outcomes and scales by position, whether to count what is unknown, and all ranks that can occur."""

    outcomes: tuple[int, ...]
    scales: tuple[int, ...]
    counts_unknown: bool
    possible: bool = False


class FoundColumns:
    """The columns that come out, filled chunk by chunk.

    ``possible`` has the ranks that an outcome can have, as bits.  ``bad`` are the rows that are not valid, which have
    no results; ``n_problems`` counts what is wrong in them.
    ``seen`` are cases that the engine scored.
    """

    def __init__(self, program: Program, wanted: Wanted, n_rows: int, *, is_wide: bool) -> None:
        self.low_levels = {n: np.empty(n_rows, np.int8) for n in wanted.outcomes}
        self.high_levels = {n: np.empty(n_rows, np.int8) for n in wanted.outcomes}
        kinds = {n: object if is_wide else _kind(program.measures[n].reach) for n in wanted.scales}
        self.lows: dict[int, Numbers] = {n: np.empty(n_rows, kind) for n, kind in kinds.items()}
        self.highs: dict[int, Numbers] = {n: np.empty(n_rows, kind) for n, kind in kinds.items()}
        self.possible = {n: np.empty(n_rows, np.uint32) for n in wanted.outcomes if wanted.possible}
        self.n_unknown = np.zeros(n_rows, np.uint16) if wanted.counts_unknown else None
        self.n_narrowed = np.zeros(n_rows, np.uint16) if wanted.counts_unknown else None
        self.inexact_outcomes: dict[int, Flags] = {}
        self.inexact_scales: dict[int, Flags] = {}
        self.bad: Flags | None = None
        self.n_problems = 0
        self.seen: dict[Row, Facts] = {}
        self.n_rows = n_rows


def _kind(reach: int) -> type:
    return np.int32 if reach < 1 << 31 else np.int64


def score_columns(program: Program, steps: Steps, wanted: Wanted, given: Cases, *, partial: bool) -> FoundColumns:
    """Score all rows."""
    n_rows, at_once = given.n_rows, given.rows_at_once
    found = FoundColumns(program, wanted, n_rows, is_wide=steps.is_wide)
    ends_of = [measure.ends for measure in program.measures]
    for start in range(0, n_rows, at_once):
        stop = min(start + at_once, n_rows)
        chunk = Chunk(given.columns(start, stop, program.n_choices), stop - start, ends_of, steps.asked_again)
        bad = _applied(program, chunk, found, partial=partial)
        _score(program, steps, chunk, slice(start, stop), found)
        if bad is not None:
            _withdraw(found, bad, start)
        del chunk  # its room is for the next one
    return found


def _applied(program: Program, chunk: Chunk, found: FoundColumns, *, partial: bool) -> Flags | None:
    """Find out what applies and which rows are not valid, item by item; a wrong code counts as an open answer."""
    bad: Bits | None = None
    for n in range(len(chunk.columns)):
        wrong = wrong_cells(program, chunk, n, partial=partial)
        if wrong is not None:
            found.n_problems += int(np.count_nonzero(unpacked(wrong, chunk.n_rows)))
            bad = wrong if bad is None else bad | wrong
    return None if bad is None else unpacked(bad, chunk.n_rows)


def wrong_cells(program: Program, chunk: Chunk, n: int, *, partial: bool) -> Bits | None:
    """Where the code of the next item is not valid, None where that is nowhere; finds out where the item applies."""
    gate, outside = program.gates[n], chunk.columns[n].outside()
    chunk.gates.append(None if gate is None else gate(chunk))
    wrong = chunk.misplaced(n, partial=partial)
    if not program.items[n].response.allows_unknown:
        wrong = wrong | chunk.unknown(n)
    if outside is not None:
        wrong = wrong | outside
    return wrong if wrong is not chunk.none and chunk.any(wrong) else None


def _score(program: Program, steps: Steps, chunk: Chunk, rows: slice, found: FoundColumns) -> None:
    _count(chunk.unknown, chunk, found.n_unknown, rows)
    if any(column.has_sets for column in chunk.columns):
        _count(chunk.narrowed, chunk, found.n_narrowed, rows)
    if steps.is_wide:
        _leave_to_the_engine(program, chunk, chunk.every, rows, found, _LeftToEngine(found.low_levels, found.lows))
    else:
        ways = _ways(program, chunk, found)
        _evaluate(program, _by_extremes(program, steps, found, ways), chunk)
        _write(chunk, rows, found, ways)
        if ways.left.outcomes or ways.left.scales:
            apart = reduce(or_, (chunk.is_open(n) for n in program.mixed), chunk.any_narrowed)
            _leave_to_the_engine(program, chunk, apart, rows, found, ways.left)
    for n in found.possible:
        _write_possible(program, chunk, rows, found, n)


def _count(where: Callable[[int], Bits], chunk: Chunk, counts: NDArray[np.uint16] | None, rows: slice) -> None:
    """Of how many items something is so, in each row."""
    if counts is not None:
        n_items = Adder()
        for n in range(len(chunk.columns)):
            n_items.add(where(n))
        counts[rows] = numbers_of(n_items.digits(), chunk.n_rows)


@attrs.frozen
class _LeftToEngine:
    """What is left to the engine: outcomes and scales by position."""

    outcomes: Iterable[int]
    scales: Iterable[int]


@attrs.frozen
class _Ways:
    """What is not told by adding up both ends: the plans to follow, in all rows, and what is left to the engine.

    Where an item that pulls both ways is open, or an answer is a set, the two ends do not tell.  What is too large for
    a plan then is left to the engine, in just the rows where that is so.
    """

    outcomes: Mapping[int, Plan]
    scales: Mapping[int, Plan]
    left: _LeftToEngine


def _ways(program: Program, chunk: Chunk, found: FoundColumns) -> _Ways:
    mixed, plans = program.compiled.mixed, program.plans
    is_open = sum(1 << n for n in program.watched if chunk.any(chunk.is_open(n)))
    is_open = _ANYTHING if chunk.any(chunk.any_narrowed) else is_open
    outcomes, left_outcomes = _planned(found.low_levels, plans.outcome, mixed.outcomes, program.outcome_ways, is_open,
                                       chunk.n_rows)
    scales, left_scales = _planned(found.lows, plans.scale, mixed.scales, program.scale_ways, is_open, chunk.n_rows)
    return _Ways(outcomes, scales, _LeftToEngine(left_outcomes, left_scales))


_ANYTHING = -1  # in place of the items that are open: answers of which some are sets


def _planned(wanted: Iterable[int], plan_of: Callable[[int], Plan | None], mixed: Sequence[int], ways: Sequence[Way],
             is_open: int, n_rows: int) -> tuple[dict[int, Plan], list[int]]:
    """The plans to follow, and what needs one and has none."""
    plans, left = dict[int, Plan](), list[int]()
    for n in wanted:
        is_needed = is_open == _ANYTHING or mixed[n] & is_open
        pays = n_rows >= _WORTH_COMPOSING and ways[n].pays(is_open)
        plan = plan_of(n) if is_needed or pays else None
        if plan and (is_needed or plan.n_steps <= _MOST_STEPS):
            plans[n] = plan
        elif is_needed:
            left.append(n)
    return plans, left


def _by_extremes(program: Program, steps: Steps, found: FoundColumns, ways: _Ways) -> tuple[int, ...]:
    """The outcomes that it takes to find what no plan finds."""
    if not ways.outcomes and not ways.scales:
        return steps.outcomes
    return steps_to(program, found.low_levels.keys() - ways.outcomes.keys(),
                    found.lows.keys() - ways.scales.keys()).outcomes


def _evaluate(program: Program, outcomes: Iterable[int], chunk: Chunk) -> None:
    for n in outcomes:
        n_levels = len(program.compiled.definition.outcomes[n].levels)
        chunk.low_levels[n], chunk.high_levels[n] = _levels(program.rules[n], n_levels, chunk)


def _levels(rules: RankedTruths, n_levels: int, chunk: Chunk) -> tuple[list[Bits], list[Bits]]:
    """For each rank, where a rule for it or a higher one holds for certain, and where one can hold."""
    low, high = [chunk.every], [chunk.every]
    sure, possible = chunk.none, chunk.none
    for rank in range(n_levels - 1, 0, -1):
        for _, truth in (rule for rule in rules if rule[0] == rank):
            holds, can_hold = truth(chunk)
            if possible is chunk.none:
                sure, possible = holds, can_hold
            else:
                sure, possible = sure | holds, possible | can_hold
        low.insert(1, sure)
        high.insert(1, possible)
    return low, high


def _write(chunk: Chunk, rows: slice, found: FoundColumns, ways: _Ways) -> None:
    """Turn bits into columns."""
    for n in found.low_levels:
        plan = ways.outcomes.get(n)
        low, high = _in_steps(chunk, n) if plan is None else plan.bounds(chunk)
        low.write(found.low_levels[n][rows])
        high.write(found.high_levels[n][rows])
    for n in found.lows:
        plan = ways.scales.get(n)
        least, most = chunk.span(n) if plan is None else plan.bounds(chunk)
        least.write(found.lows[n][rows])
        most.write(found.highs[n][rows])


def _in_steps(chunk: Chunk, outcome: int) -> tuple[InSteps, InSteps]:
    low, high = chunk.low_levels[outcome], chunk.high_levels[outcome]
    ranks = tuple(range(len(low)))
    return InSteps(ranks, low[1:], chunk.n_rows), InSteps(ranks, high[1:], chunk.n_rows)


def _leave_to_the_engine(program: Program, chunk: Chunk, apart: Bits, rows: slice, found: FoundColumns,
                         left: _LeftToEngine) -> None:
    alone = np.flatnonzero(unpacked(apart, chunk.n_rows))
    if len(alone):
        _put(found, alone + rows.start, left, *facts_of_rows(program.compiled, chunk, alone, found.seen))


def _write_possible(program: Program, chunk: Chunk, rows: slice, found: FoundColumns, outcome: int) -> None:
    """The ranks that can occur, as bits: where they may have a hole, those at which the diagram can come out."""
    low, high, column = (each[outcome][rows] for each in (found.low_levels, found.high_levels, found.possible))
    column[:] = _BETWEEN[low, high]
    may_have_holes = high - low > 1
    if not may_have_holes.any():
        return
    plan = program.plans.outcome(outcome)
    if plan is not None:
        by_rank = dict(zip(plan.values, plan.possible(chunk), strict=True))
        column[:] = numbers_of([by_rank.get(rank, chunk.none) for rank in range(max(by_rank) + 1)], chunk.n_rows)
        return
    alone = np.flatnonzero(may_have_holes)
    ranks, kinds = ranks_of_rows(program.compiled, chunk, alone, outcome, found.seen)
    column[alone] = np.array([sum(1 << rank for rank in each) for each in ranks], np.uint32)[kinds]


_RANKS = np.arange(32)
_BETWEEN = np.where(_RANKS[:, None] <= _RANKS, (2 << _RANKS) - (1 << _RANKS[:, None]), 0).astype(np.uint32)


def _put(found: FoundColumns, rows: NDArray[np.intp], left: _LeftToEngine, facts: Iterable[Facts],
         kinds: NDArray[np.intp]) -> None:
    """Write what the engine found for each kind of case into all rows that are of it."""
    n_kinds = int(kinds.max()) + 1
    outcomes = {n: (np.empty((n_kinds, 2), np.int8), np.zeros(n_kinds, np.bool_)) for n in left.outcomes}
    scales = {n: (np.empty((n_kinds, 2), found.lows[n].dtype), np.zeros(n_kinds, np.bool_)) for n in left.scales}
    for kind, each in enumerate(facts):
        for n, (levels, inexact) in outcomes.items():
            levels[kind] = each.outcomes[n]
            inexact[kind] = each.outcomes_exact is not None and not each.outcomes_exact[n]
        for n, (ends, inexact) in scales.items():
            ends[kind] = each.scales[n]
            inexact[kind] = each.scales_exact is not None and not each.scales_exact[n]
    for n, (levels, inexact) in outcomes.items():
        found.low_levels[n][rows], found.high_levels[n][rows] = levels[kinds].T
        if inexact.any():
            found.inexact_outcomes.setdefault(n, np.zeros(found.n_rows, np.bool_))[rows] = inexact[kinds]
    for n, (ends, inexact) in scales.items():
        found.lows[n][rows], found.highs[n][rows] = ends[kinds].T
        if inexact.any():
            found.inexact_scales.setdefault(n, np.zeros(found.n_rows, np.bool_))[rows] = inexact[kinds]


def _withdraw(found: FoundColumns, bad: Flags, start: int) -> None:
    """Take away what stands in rows that are not valid: no level, no number."""
    if found.bad is None:
        found.bad = np.zeros(found.n_rows, np.bool_)
    found.bad[start: start + len(bad)] = bad
    rows = np.flatnonzero(bad) + start
    for levels in (found.low_levels, found.high_levels):
        for column in levels.values():
            column[rows] = NO_LEVEL
    for numbers in (found.lows, found.highs):
        for column in numbers.values():
            column[rows] = 0
    for counts in (found.n_unknown, found.n_narrowed, *found.possible.values()):
        if counts is not None:
            counts[rows] = 0
