"""Score an array of codes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial as partial_function
from typing import TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.batch.arrays import Flags
from riskscreen.batch.columns.program import Program, steps_to
from riskscreen.batch.faults import RowNumbers, refuse
from riskscreen.batch.rows.codes import Row, answers_of
from riskscreen.batch.rows.given import Cases, given_codes
from riskscreen.batch.rows.packed import PackedCodes, fitted
from riskscreen.batch.scored import CaseResult, OutcomeColumns, ScaleColumns, ScoredCodes
from riskscreen.batch.scoring import FoundColumns, Wanted, score_columns
from riskscreen.model.named import Named
from riskscreen.model.outcome import Outcome
from riskscreen.model.scale import Scale

Scalar = TypeVar("Scalar", bound=np.generic)


def score_codes(program: Program, codes: NDArray[np.int8] | Mapping[str, NDArray[np.int8]] | PackedCodes, *,
                partial: bool, wanted: Wanted,
                score: Callable[[Mapping[str, object]], CaseResult],
                possible: Callable[[Cases, str], NDArray[np.uint32]]) -> ScoredCodes[CaseResult]:
    """The results of all rows; *score* gives the full result of one, and *possible* all ranks that an outcome can have.

    Raises:
        UsageError: For codes of another type or shape.
        AnswersError: If a row is not valid, with every problem by row and item.
    """
    compiled = program.compiled
    given: Cases = (fitted(codes, compiled.items) if isinstance(codes, PackedCodes) else
                    given_codes(compiled.items, codes))
    steps = steps_to(program, wanted.outcomes, wanted.scales)
    found = score_columns(program, steps, wanted, given, partial=partial)
    rows = RowNumbers(program, given.row, lambda row: answers_of(compiled.items, _valid(program, given.row(row))))
    refuse(found, rows, partial=partial, about="The array of codes")
    look = partial_function(possible, given)
    outcomes, scales = (_outcome_columns(program, found, look), _scale_columns(program, found))
    n_unknown, n_narrowed = (None if counts is None else _frozen(counts)
                             for counts in (found.n_unknown, found.n_narrowed))
    return ScoredCodes(compiled.definition.result, Named("outcome", outcomes), Named("scale", scales),
                       n_unknown, n_narrowed, given.n_rows, compiled.items, given, score)


def possible_ranks(program: Program, cases: Cases, outcome: str) -> NDArray[np.uint32]:
    """For each of these cases, which are valid, the ranks that an outcome can have: bit n stands for rank n."""
    wanted = attrs.evolve(wanted_of(program, [outcome], (), counts_unknown=False), possible=True)
    found = score_columns(program, steps_to(program, wanted.outcomes, ()), wanted, cases, partial=True)
    return _frozen(found.possible[wanted.outcomes[0]])


def _valid(program: Program, row: Row) -> Row:
    """The row with the code of no answer where a code stands for nothing."""
    return Row(tuple(code if code < len(item.response.choices) else -2
                     for item, code in zip(program.items, row.codes, strict=False)), row.sets)


def wanted_of(program: Program, outcomes: Collection[str] | None, scales: Collection[str] | None, *,
              counts_unknown: bool) -> Wanted:
    """The positions of these outcomes and scales, of all where nothing is said.

    Raises:
        UsageError: For one that the instrument does not have; near names are suggested.
    """
    definition = program.compiled.definition
    known_outcomes: Named[Outcome] = Named("outcome", {outcome.id: outcome for outcome in definition.outcomes})
    known_scales: Named[Scale] = Named("scale", {scale.id: scale for scale in definition.scales})
    chosen_outcomes = [known_outcomes[name].id for name in (known_outcomes if outcomes is None else outcomes)]
    chosen_scales = [known_scales[name].id for name in (known_scales if scales is None else scales)]
    return Wanted(tuple(n for n, outcome in enumerate(known_outcomes) if outcome in chosen_outcomes),
                  tuple(n for n, scale in enumerate(known_scales) if scale in chosen_scales), counts_unknown)


def _outcome_columns(program: Program, found: FoundColumns,
                     look: Callable[[str], NDArray[np.uint32]]) -> dict[str, OutcomeColumns]:
    outcomes = program.compiled.definition.outcomes
    return {outcomes[n].id: OutcomeColumns(
        outcomes[n].id, outcomes[n].title, outcomes[n].levels, _frozen(found.low_levels[n]),
        _frozen(found.high_levels[n]), _exact(found.inexact_outcomes.get(n), found.n_rows),
        partial_function(look, outcomes[n].id)) for n in found.low_levels}


def _scale_columns(program: Program, found: FoundColumns) -> dict[str, ScaleColumns]:
    scales, units = program.compiled.definition.scales, program.compiled.units
    return {scales[n].id: ScaleColumns(
        scales[n].id, scales[n].title, _frozen(found.lows[n]), _frozen(found.highs[n]), units[n],
        _exact(found.inexact_scales.get(n), found.n_rows)) for n in found.lows}


def _exact(inexact: Flags | None, n_rows: int) -> Flags:
    if inexact is None:
        return np.ndarray((n_rows,), np.bool_, b"\1", strides=(0,))  # one byte, over and over
    return _frozen(~inexact)


def _frozen(column: NDArray[Scalar]) -> NDArray[Scalar]:
    column.flags.writeable = False
    return column
