"""Rows that the engine itself scores, each different one once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.batch.arrays import Codes, Numbers
from riskscreen.batch.columns.chunk import Chunk
from riskscreen.batch.rows.bits import unpacked
from riskscreen.batch.rows.codes import UNKNOWN_CODE
from riskscreen.engine.bounds import bounded, reapplied
from riskscreen.engine.compile import Compiled
from riskscreen.engine.facts import Facts
from riskscreen.model.answer import Answer

_SMALL_SPACE = 1 << 20
_MOST_SEEN = 2_000  # with a kilobyte or so for each


@attrs.frozen
class Alike:
    """Which of some rows are alike: a row of each kind, and the kind of each row."""

    examples: NDArray[np.intp]
    kinds: NDArray[np.intp]


def facts_of_rows(compiled: Compiled, chunk: Chunk, rows: NDArray[np.intp],
                  seen: dict[bytes, Facts]) -> tuple[Iterator[Facts], NDArray[np.intp]]:
    """The facts of each different case among the rows, one after the other, and which of them each row has.

    Unknown and unanswered are one to scoring; what stands under a gate that is shut is nothing.

    Args:
        compiled: The instrument.
        chunk: The rows around them.
        rows: Which rows.
        seen: Cases whose facts are known from rows before, as their codes; it is added to.
    """
    table = np.empty((len(compiled.items), len(rows)), np.int8)
    for n in range(len(compiled.items)):
        codes = chunk.columns[n].codes().take(rows)
        np.maximum(codes, UNKNOWN_CODE, out=table[n])
        gate = chunk.gates[n]
        if gate is not None:
            table[n][~unpacked(gate[1], chunk.n_rows).take(rows)] = UNKNOWN_CODE
    alike = _alike([len(item.response.choices) + 1 for item in compiled.items], table)
    return (_known(compiled, table[:, row], seen) for row in alike.examples), alike.kinds


def _known(compiled: Compiled, codes: Codes, seen: dict[bytes, Facts]) -> Facts:
    key = codes.tobytes()
    facts = seen.get(key)
    if facts is None:
        facts = _facts(compiled, codes.tolist())
        if len(seen) < _MOST_SEEN:
            seen[key] = facts
    return facts


def _alike(sizes: Sequence[int], table: Codes) -> Alike:
    """Rows with the same codes; each row is one number where that fits into 63 bits."""
    space = prod(sizes)
    if space >= 1 << 63:
        rows = np.ascontiguousarray(table.T)
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


def _facts(compiled: Compiled, row: list[int]) -> Facts:
    entries = [_entry(item.id, item.response.choices[code].id if code >= 0 else None)
               for item, code in zip(compiled.items, row, strict=True)]
    return bounded(compiled, reapplied(compiled, entries))


def _entry(item: str, choice: str | None) -> Answer:
    return Answer(item, "unanswered" if choice is None else "answered", given=choice, choice=choice)
