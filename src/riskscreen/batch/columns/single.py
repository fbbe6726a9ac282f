"""Rows that the engine itself scores, each different one once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.batch.arrays import Codes, Numbers, SetBits
from riskscreen.batch.columns.chunk import Chunk
from riskscreen.batch.rows.bits import unpacked
from riskscreen.batch.rows.codes import UNKNOWN_CODE, Row
from riskscreen.engine.bounds import bounded, possible_ranks, reapplied
from riskscreen.engine.compile import Compiled
from riskscreen.engine.facts import Facts
from riskscreen.model.answer import Answer
from riskscreen.model.item import Item

_SMALL_SPACE = 1 << 20
_MOST_SEEN = 2_000  # with a kilobyte or so for each


@attrs.frozen
class Alike:
    """Which of some rows are alike: a row of each kind, and the kind of each row."""

    examples: NDArray[np.intp]
    kinds: NDArray[np.intp]


def facts_of_rows(compiled: Compiled, chunk: Chunk, rows: NDArray[np.intp],
                  seen: dict[Row, Facts]) -> tuple[Iterator[Facts], NDArray[np.intp]]:
    """The facts of each different case among the rows, one after the other, and which of them each row has.

    Unknown and unanswered are one to scoring; what stands under a gate that is shut is nothing.

    Args:
        compiled: The instrument.
        chunk: The rows around them.
        rows: Which rows.
        seen: Cases whose facts are known from rows before; it is added to.
    """
    cases, kinds = _cases(compiled, chunk, rows)
    return (_known(compiled, case, seen) for case in cases), kinds


def ranks_of_rows(compiled: Compiled, chunk: Chunk, rows: NDArray[np.intp], outcome: int,
                  seen: dict[Row, Facts]) -> tuple[Iterator[tuple[int, ...]], NDArray[np.intp]]:
    """The ranks that an outcome can have in each different case among the rows, and which case each row has."""
    cases, kinds = _cases(compiled, chunk, rows)
    return (possible_ranks(compiled, _entries(compiled, case), _known(compiled, case, seen))[outcome]
            for case in cases), kinds


def _cases(compiled: Compiled, chunk: Chunk, rows: NDArray[np.intp]) -> tuple[list[Row], NDArray[np.intp]]:
    table = np.empty((len(compiled.items), len(rows)), np.int8)
    sets = np.zeros((len(compiled.items), len(rows)), np.uint64)
    for n in range(len(compiled.items)):
        codes = chunk.columns[n].codes().take(rows)
        np.maximum(codes, UNKNOWN_CODE, out=table[n])
        gate = chunk.gates[n]
        if gate is not None:
            table[n][~unpacked(gate[1], chunk.n_rows).take(rows)] = UNKNOWN_CODE
        if chunk.columns[n].has_sets:
            sets[n] = chunk.columns[n].sets().take(rows)
    alike = _alike([len(item.response.choices) + 1 for item in compiled.items], table, sets)
    return [Row(tuple(table[:, row].tolist()), tuple(sets[:, row].tolist())) for row in alike.examples], alike.kinds


def _known(compiled: Compiled, case: Row, seen: dict[Row, Facts]) -> Facts:
    facts = seen.get(case)
    if facts is None:
        facts = bounded(compiled, _entries(compiled, case))
        if len(seen) < _MOST_SEEN:
            seen[case] = facts
    return facts


def _alike(sizes: Sequence[int], table: Codes, sets: SetBits) -> Alike:
    """Rows with the same codes and sets; each row is one number where it has no set, and that fits into 63 bits."""
    space = prod(sizes)
    if space >= 1 << 63 or sets.any():
        rows = np.concatenate([np.ascontiguousarray(part.T).view(np.uint8) for part in (table, sets)], axis=1)
        return _sorted_out(rows.view(np.dtype((np.void, rows.shape[1]))).ravel())
    keys: Numbers = np.zeros(table.shape[1], np.int32 if space < 1 << 31 else np.int64)
    for size, codes in zip(sizes, table, strict=True):
        keys *= keys.dtype.type(size)
        keys += codes - UNKNOWN_CODE
    if space > _SMALL_SPACE:
        return _sorted_out(keys)
    example = np.full(space, -1, np.intp)  # a place for every case that there can be: no need to sort
    example[keys] = np.arange(len(keys))
    occurring = np.flatnonzero(example >= 0)
    number = np.empty(space, np.intp)
    number[occurring] = np.arange(len(occurring))
    return Alike(example[occurring], number[keys])


def _sorted_out(keys: NDArray[np.generic]) -> Alike:
    _, examples, kinds = np.unique(keys, return_index=True, return_inverse=True)
    return Alike(examples, kinds)


def _entries(compiled: Compiled, case: Row) -> list[Answer]:
    return reapplied(compiled, [_entry(item, code, bits) for item, code, bits in
                                zip(compiled.items, case.codes, case.sets, strict=True)])


def _entry(item: Item, code: int, bits: int) -> Answer:
    choices = item.response.choices
    if bits:
        these = tuple(choice.id for n, choice in enumerate(choices) if bits >> n & 1)
        return Answer(item.id, "narrowed", given=these, choices=these)
    choice = choices[code].id if code >= 0 else None
    return Answer(item.id, "unanswered" if choice is None else "answered", given=choice, choice=choice)
