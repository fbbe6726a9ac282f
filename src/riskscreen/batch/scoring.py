"""The way of many cases: columns of codes in, columns of levels and numbers out, some rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from riskscreen.batch.arrays import Codes, Flags, Numbers
from riskscreen.batch.chunk import Chunk, TruthOf
from riskscreen.batch.codes import NO_ANSWER_CODE, NOT_APPLICABLE_CODE, UNKNOWN_CODE
from riskscreen.batch.program import Program, RankedTruths, Steps
from riskscreen.batch.single import facts_of_rows
from riskscreen.engine.facts import Facts
from riskscreen.frozen import Frozen

ROWS_AT_ONCE = 1 << 17
NO_LEVEL = -1  # in rows that are not valid

Columns = Callable[[int, int], Sequence[Codes]]


class Wanted(Frozen):
    """What to find: outcomes and scales by position, and whether to count what is unknown."""

    outcomes: tuple[int, ...]
    scales: tuple[int, ...]
    counts_unknown: bool


class Found:
    """The columns that come out, filled chunk by chunk.

    ``bad`` are the rows that are not valid, which have no results; ``n_problems`` counts what is wrong in them.
    """

    def __init__(self, program: Program, wanted: Wanted, n_rows: int, *, is_wide: bool) -> None:
        self.low_levels = {n: np.full(n_rows, NO_LEVEL, np.int8) for n in wanted.outcomes}
        self.high_levels = {n: np.full(n_rows, NO_LEVEL, np.int8) for n in wanted.outcomes}
        kinds = {n: object if is_wide else _kind(program.measures[n].reach) for n in wanted.scales}
        self.lows: dict[int, Numbers] = {n: np.zeros(n_rows, kind) for n, kind in kinds.items()}
        self.highs: dict[int, Numbers] = {n: np.zeros(n_rows, kind) for n, kind in kinds.items()}
        self.n_unknown = np.zeros(n_rows, np.uint16) if wanted.counts_unknown else None
        self.inexact_outcomes: dict[int, Flags] = {}
        self.inexact_scales: dict[int, Flags] = {}
        self.bad: Flags | None = None
        self.n_problems = 0
        self.n_rows = n_rows


def _kind(reach: int) -> type:
    return np.int32 if reach < 1 << 31 else np.int64


def score_columns(program: Program, steps: Steps, wanted: Wanted, columns: Columns, n_rows: int, *,
                  partial: bool) -> Found:
    """Score all rows; *columns* gives the codes of each item from one row up to another."""
    found = Found(program, wanted, n_rows, is_wide=steps.is_wide)
    for start in range(0, n_rows, ROWS_AT_ONCE):
        stop = min(start + ROWS_AT_ONCE, n_rows)
        chunk = Chunk(columns(start, stop), stop - start)
        bad = _applied(program, chunk, found, partial=partial)
        _score(program, steps, chunk, slice(start, stop), found)
        if bad is not None:
            _withdraw(found, bad, start)
    return found


def _applied(program: Program, chunk: Chunk, found: Found, *, partial: bool) -> Flags | None:
    """Find out what applies and which rows are not valid, item by item; a wrong code counts as an open answer."""
    bad: Flags | None = None
    for n in range(len(chunk.columns)):
        wrong = wrong_cells(program, chunk, n, partial=partial)
        if wrong is not None:
            found.n_problems += int(np.count_nonzero(wrong))
            bad = wrong if bad is None else bad | wrong
    return bad


def wrong_cells(program: Program, chunk: Chunk, n: int, *, partial: bool) -> Flags | None:
    """Where the code of the next item is not valid, None where that is nowhere; finds out where the item applies."""
    gate, response = program.gates[n], program.items[n].response
    chunk.gates.append(None if gate is None else gate(chunk))
    kinds = [_out_of_range(chunk, n, max(1, len(response.choices))),
             None if response.allows_unknown else _unknown(chunk, n), chunk.misplaced(n, partial=partial)]
    if chunk.columns[n].min() == NOT_APPLICABLE_CODE:  # which from here on only the gate tells
        codes = chunk.columns[n]
        chunk.columns[n] = np.where(codes == NOT_APPLICABLE_CODE, np.int8(NO_ANSWER_CODE), codes)
    wrong = [kind for kind in kinds if kind is not None]
    return reduce(or_, wrong) if wrong else None


def _out_of_range(chunk: Chunk, n: int, n_choices: int) -> Flags | None:
    codes = chunk.columns[n]
    if codes.min() >= NOT_APPLICABLE_CODE and codes.max() < n_choices:
        return None
    wrong: Flags = (codes < NOT_APPLICABLE_CODE) | (codes >= n_choices)
    chunk.columns[n] = np.where(wrong, np.int8(UNKNOWN_CODE), codes)
    return wrong


def _unknown(chunk: Chunk, n: int) -> Flags | None:
    wrong: Flags = chunk.columns[n] == UNKNOWN_CODE
    return wrong if wrong.any() else None


def _score(program: Program, steps: Steps, chunk: Chunk, rows: slice, found: Found) -> None:
    if found.n_unknown is not None:
        for codes in chunk.columns:
            found.n_unknown[rows] += codes == UNKNOWN_CODE
    apart = np.ones(chunk.n_rows, np.bool_) if steps.is_wide else _left_to_the_engine(program, steps, chunk)
    if not steps.is_wide:
        _evaluate(program, steps, chunk)
        for levels, source in ((found.low_levels, chunk.low_levels), (found.high_levels, chunk.high_levels)):
            for n, column in levels.items():
                column[rows] = source[n]
        for n in found.lows:
            found.lows[n][rows], found.highs[n][rows] = chunk.spans[n]
    if apart is not None:
        for positions, facts in facts_of_rows(program.compiled, chunk, np.flatnonzero(apart)):
            _put(found, positions + rows.start, facts)


def _evaluate(program: Program, steps: Steps, chunk: Chunk) -> None:
    for n in steps.scales:
        chunk.spans[n] = program.measures[n].ends(chunk)
    for n in steps.outcomes:
        chunk.low_levels[n], chunk.high_levels[n] = _levels(program.rules[n], chunk)


def _levels(rules: RankedTruths, chunk: Chunk) -> tuple[Codes, Codes]:
    """For each row the highest rank whose rule holds for certain, and the highest whose rule can hold.

    The rules come highest rank first: a rank counts once for each rank up to it.
    """
    low, high = np.zeros(chunk.n_rows, np.int8), np.zeros(chunk.n_rows, np.int8)
    by_rank: dict[int, list[TruthOf]] = {}
    for rank, truth in rules:
        by_rank.setdefault(rank, []).append(truth)
    sure = possible = np.zeros(chunk.n_rows, np.bool_)
    for rank in range(rules[0][0] if rules else 0, 0, -1):
        for truth in by_rank.get(rank, ()):
            holds, can_hold = truth(chunk)
            sure, possible = sure | holds, possible | can_hold
        low += sure.view(np.int8)
        high += possible.view(np.int8)
    return low, high


def _left_to_the_engine(program: Program, steps: Steps, chunk: Chunk) -> Flags | None:
    """The rows in which two extremes do not tell: a mixed item is open, or a rule for missing answers is in play."""
    flags = [chunk.is_open(n) for n in program.mixed if chunk.columns[n].min() < 0]
    flags += [in_doubt(chunk) for in_doubt in steps.in_doubt]
    if not flags:
        return None
    apart: Flags = reduce(or_, flags)
    return apart if apart.any() else None


def _put(found: Found, rows: NDArray[np.intp], facts: Facts) -> None:
    """Write what the engine found for one case into all rows that have it."""
    for n in found.low_levels:
        found.low_levels[n][rows], found.high_levels[n][rows] = facts.outcomes[n]
        if facts.outcomes_exact is not None and not facts.outcomes_exact[n]:
            found.inexact_outcomes.setdefault(n, np.zeros(found.n_rows, np.bool_))[rows] = True
    for n in found.lows:
        found.lows[n][rows], found.highs[n][rows] = facts.scales[n]
        if facts.scales_exact is not None and not facts.scales_exact[n]:
            found.inexact_scales.setdefault(n, np.zeros(found.n_rows, np.bool_))[rows] = True


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
