"""Rows that the engine itself scores, each different one once."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

import numpy as np
from numpy.typing import NDArray

from riskscreen.batch.arrays import Codes
from riskscreen.batch.bits import unpacked
from riskscreen.batch.chunk import Chunk
from riskscreen.batch.codes import UNKNOWN_CODE
from riskscreen.engine.bounds import bounded, reapplied
from riskscreen.engine.compile import Compiled
from riskscreen.engine.facts import Facts
from riskscreen.model.answer import Answer


def facts_of_rows(compiled: Compiled, chunk: Chunk, rows: NDArray[np.intp]) -> Iterator[tuple[NDArray[np.intp], Facts]]:
    """For each different case among the rows, where it stands and its facts.

    Unknown and unanswered are one to scoring; what stands under a gate that is shut is nothing.
    """
    table = np.empty((len(compiled.items), len(rows)), np.int8)
    for n in range(len(compiled.items)):
        codes = chunk.columns[n].codes()[rows]
        table[n] = np.where(codes < 0, UNKNOWN_CODE, codes)
        gate = chunk.gates[n]
        if gate is not None:
            table[n, ~unpacked(gate[1], chunk.n_rows)[rows]] = UNKNOWN_CODE
    _, firsts, inverse = np.unique(_keys(compiled, table), return_index=True, return_inverse=True)
    order = np.argsort(inverse, kind="stable")
    starts = np.searchsorted(inverse[order], np.arange(len(firsts) + 1))
    for n, first in enumerate(firsts):
        yield rows[order[starts[n]: starts[n + 1]]], _facts(compiled, table[:, first].tolist())


def _keys(compiled: Compiled, table: Codes) -> NDArray[np.generic]:
    """One key a row, equal where all codes are; a number where it fits into 63 bits, since those are sorted quickly."""
    sizes = [len(item.response.choices) + 1 for item in compiled.items]
    if prod(sizes) >= 1 << 63:
        rows = np.ascontiguousarray(table.T)
        return rows.view(np.dtype((np.void, rows.shape[1]))).ravel()
    keys = np.zeros(table.shape[1], np.int64)
    for size, codes in zip(sizes, table, strict=True):
        keys = keys * size + (codes + 1)
    return keys


def _facts(compiled: Compiled, row: list[int]) -> Facts:
    entries = [_entry(item.id, item.response.choices[code].id if code >= 0 else None)
               for item, code in zip(compiled.items, row, strict=True)]
    return bounded(compiled, reapplied(compiled, entries))


def _entry(item: str, choice: str | None) -> Answer:
    return Answer(item, "unanswered" if choice is None else "answered", given=choice, choice=choice)
