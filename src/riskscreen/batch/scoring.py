"""The way of many cases: columns of codes in, columns of levels and numbers out, some rows at a time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from riskscreen.batch.arrays import Bits, Flags, Numbers
from riskscreen.batch.bits import Adder, numbers_of, unpacked
from riskscreen.batch.chunk import Chunk
from riskscreen.batch.given import Cases
from riskscreen.batch.program import Program, RankedTruths, Steps
from riskscreen.batch.single import facts_of_rows
from riskscreen.engine.facts import Facts
from riskscreen.frozen import Frozen

NO_LEVEL = -1  # in rows that are not valid


class Wanted(Frozen):
    """What to find: outcomes and scales by position, and whether to count what is unknown."""

    outcomes: tuple[int, ...]
    scales: tuple[int, ...]
    counts_unknown: bool


class Found:
    """The columns that come out, filled chunk by chunk.

    ``bad`` are the rows that are not valid, which have no results; ``n_problems`` counts what is wrong in them.
    ``seen`` are cases that the engine scored.
    """

    def __init__(self, program: Program, wanted: Wanted, n_rows: int, *, is_wide: bool) -> None:
        self.low_levels = {n: np.empty(n_rows, np.int8) for n in wanted.outcomes}
        self.high_levels = {n: np.empty(n_rows, np.int8) for n in wanted.outcomes}
        kinds = {n: object if is_wide else _kind(program.measures[n].reach) for n in wanted.scales}
        self.lows: dict[int, Numbers] = {n: np.zeros(n_rows, kind) for n, kind in kinds.items()}
        self.highs: dict[int, Numbers] = {n: np.zeros(n_rows, kind) for n, kind in kinds.items()}
        self.n_unknown = np.zeros(n_rows, np.uint16) if wanted.counts_unknown else None
        self.inexact_outcomes: dict[int, Flags] = {}
        self.inexact_scales: dict[int, Flags] = {}
        self.bad: Flags | None = None
        self.n_problems = 0
        self.seen: dict[bytes, Facts] = {}
        self.n_rows = n_rows


def _kind(reach: int) -> type:
    return np.int32 if reach < 1 << 31 else np.int64


def score_columns(program: Program, steps: Steps, wanted: Wanted, given: Cases, *, partial: bool) -> Found:
    """Score all rows."""
    n_rows, at_once = given.n_rows, given.rows_at_once
    found = Found(program, wanted, n_rows, is_wide=steps.is_wide)
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


def _applied(program: Program, chunk: Chunk, found: Found, *, partial: bool) -> Flags | None:
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


def _score(program: Program, steps: Steps, chunk: Chunk, rows: slice, found: Found) -> None:
    if found.n_unknown is not None:
        n_unknown = Adder()
        for n in range(len(chunk.columns)):
            n_unknown.add(chunk.unknown(n))
        found.n_unknown[rows] = numbers_of(n_unknown.digits(), chunk.n_rows)
    if not steps.is_wide:
        _evaluate(program, steps, chunk)
        _write(chunk, rows, found)
    apart = chunk.every if steps.is_wide else _left_to_the_engine(program, chunk)
    if apart is not chunk.none and chunk.any(apart):
        alone = np.flatnonzero(unpacked(apart, chunk.n_rows))
        _put(found, alone + rows.start, *facts_of_rows(program.compiled, chunk, alone, found.seen))


def _evaluate(program: Program, steps: Steps, chunk: Chunk) -> None:
    for n in steps.outcomes:
        n_levels = len(program.compiled.definition.outcomes[n].levels)
        chunk.low_levels[n], chunk.high_levels[n] = _levels(program.rules[n], n_levels, chunk)


def _levels(rules: RankedTruths, n_levels: int, chunk: Chunk) -> tuple[list[Bits], list[Bits]]:
    """For each rank, where a rule for it or a higher one holds for certain, and where one can hold."""
    low, high = [chunk.every], [chunk.every]
    sure, possible = chunk.none, chunk.none
    for rank in range(n_levels - 1, 0, -1):
        for _, truth in (rule for rule in rules if rule[0] == rank):
            holds, can_hold = truth(chunk)
            sure, possible = sure | holds, possible | can_hold
        low.insert(1, sure)
        high.insert(1, possible)
    return low, high


def _write(chunk: Chunk, rows: slice, found: Found) -> None:
    """Turn bits into columns."""
    for levels, source in ((found.low_levels, chunk.low_levels), (found.high_levels, chunk.high_levels)):
        for n, column in levels.items():
            first, *others = source[n][1:] or [chunk.none]
            column[rows] = unpacked(first, chunk.n_rows)
            for reached in others:
                column[rows] += unpacked(reached, chunk.n_rows).view(np.int8)
    for n in found.lows:
        low, high = chunk.span(n)
        found.lows[n][rows], found.highs[n][rows] = low.numbers(), high.numbers()


def _left_to_the_engine(program: Program, chunk: Chunk) -> Bits:
    """The rows in which the two extremes do not tell, since a mixed item is open."""
    return reduce(or_, (chunk.is_open(n) for n in program.mixed), chunk.none)


def _put(found: Found, rows: NDArray[np.intp], facts: Iterable[Facts], kinds: NDArray[np.intp]) -> None:
    """Write what the engine found for each kind of case into all rows that are of it."""
    n_kinds = int(kinds.max()) + 1
    outcomes = {n: (np.empty((n_kinds, 2), np.int8), np.zeros(n_kinds, np.bool_)) for n in found.low_levels}
    scales = {n: (np.empty((n_kinds, 2), column.dtype), np.zeros(n_kinds, np.bool_))
              for n, column in found.lows.items()}
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


def _withdraw(found: Found, bad: Flags, start: int) -> None:
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
    if found.n_unknown is not None:
        found.n_unknown[rows] = 0
