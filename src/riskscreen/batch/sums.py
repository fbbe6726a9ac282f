"""The fields of the engine's layout for whole columns: what all answers together add, at least and at most."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from riskscreen.batch.arrays import Bytes, Ends, Numbers
from riskscreen.batch.chunk import IF_APPLIES, Chunk
from riskscreen.batch.marks import Marking, marking_of
from riskscreen.engine.layout import Column

Row = tuple[int, ...]
EndsOf = Callable[[Chunk], Ends]
MarkingOf = Callable[[Row, Row], Marking]

_MOST_IN_HALF_A_BYTE = 15
_LOWER_HALF, _HALF = np.uint8(0x0F), np.uint8(4)
_MOST_IN_A_BYTE = 255
_WIDTHS = ((8, np.uint16), (16, np.uint32), (32, np.uint64))
MOST_IN_64_BITS = (1 << 62) - 1


class Markings:
    """One marking for each pattern, so that columns that count alike are marked once."""

    def __init__(self) -> None:
        self._known: dict[tuple[Row, Row], Marking] = {}

    def __call__(self, given: Row, opened: Row) -> Marking:
        key = given, opened
        if key not in self._known:
            self._known[key] = marking_of(given, opened)
        return self._known[key]


def sum_of(column: Column, markings: MarkingOf) -> EndsOf:
    """The function that adds up a column of the layout: the least and the most of it in each row."""
    rows = {n: (column.given[n], column.open[n]) for n in column.given}
    weights = {n: _weight(given, opened) for n, (given, opened) in rows.items()}
    if all(weights.values()) and sum(weights.values()) <= _MOST_IN_A_BYTE:
        marked = [(n, markings(_over(given, weights[n]), _over(opened, weights[n])), weights[n])
                  for n, (given, opened) in rows.items() if any(given) or any(opened)]
        return _added_marks(_runs(marked))
    return _added_tables(rows)


def _weight(given: Row, opened: Row) -> int:
    """The one number that every answer adds or does not add; 0 where there are others."""
    amounts = {*given, *opened} - {0}
    if not amounts:
        return 1
    weight = amounts.pop()
    return weight if not amounts and 0 < weight <= _MOST_IN_HALF_A_BYTE else 0


def _over(row: Row, weight: int) -> Row:
    return tuple(amount // weight for amount in row)


Marked = tuple[int, Marking, int]


def _runs(marked: Sequence[Marked]) -> list[list[Marked]]:
    """The items in runs that together stay within half a byte."""
    runs: list[list[Marked]] = []
    room = 0
    for entry in marked:
        if entry[2] > room:
            runs.append([])
            room = _MOST_IN_HALF_A_BYTE
        runs[-1].append(entry)
        room -= entry[2]
    return runs


def _added_marks(runs: list[list[Marked]]) -> EndsOf:
    def ends(chunk: Chunk) -> Ends:
        if not runs:
            nothing = np.zeros(chunk.n_rows, np.uint8)
            return nothing, nothing
        low, high = _ends_of_run(chunk, runs[0])
        for run in runs[1:]:
            more = _ends_of_run(chunk, run)
            low, high = low + more[0], high + more[1]
        return low, high

    return ends


def _ends_of_run(chunk: Chunk, run: list[Marked]) -> tuple[Bytes, Bytes]:
    total: Bytes | None = None
    for n, marking, weight in run:
        marks = chunk.marks(n, marking)
        marks = marks if weight == 1 else marks * np.uint8(weight)
        if total is None:
            total = marks.copy() if len(run) > 1 else marks
        else:
            total += marks
    assert total is not None
    high: Bytes = total & _LOWER_HALF
    low: Bytes = high - (total >> _HALF)
    return low, high


def _added_tables(rows: Mapping[int, tuple[Row, Row]]) -> EndsOf:
    """Both ends in one number, looked up and added together; what is below zero is raised to it, and lowered again."""
    spans = {n: _spans(given, opened) for n, (given, opened) in rows.items()}
    bias = {n: -min(low for low, _ in by_code.values()) for n, by_code in spans.items()}
    most = sum(max(high for _, high in by_code.values()) + bias[n] for n, by_code in spans.items())
    if most >= 1 << _WIDTHS[-1][0]:
        return _added_apart(spans) if most <= MOST_IN_64_BITS else _never
    half, kind = next((bits, kind) for bits, kind in _WIDTHS if most < 1 << bits)
    tables = []
    for n, by_code in spans.items():
        table = np.zeros(256, kind)
        for code, (low, high) in by_code.items():
            table[code] = low + bias[n] + (high + bias[n] << half)
        tables.append((n, table))
    lowered, mask = sum(bias.values()), (1 << half) - 1

    def ends(chunk: Chunk) -> Ends:
        total: Numbers = np.zeros(chunk.n_rows, kind)
        for n, table in tables:
            total += table.take(chunk.effective(n), mode="clip")
        low, high = (total & kind(mask)).astype(np.int64), (total >> kind(half)).astype(np.int64)
        return low - lowered, high - lowered

    return ends


def _added_apart(spans: Mapping[int, Mapping[int, tuple[int, int]]]) -> EndsOf:
    """Each end by itself, for numbers of which two do not fit into 64 bits."""
    tables = []
    for n, by_code in spans.items():
        table = np.zeros((2, 256), np.int64)
        for code, ends_of_code in by_code.items():
            table[:, code] = ends_of_code
        tables.append((n, table))

    def ends(chunk: Chunk) -> Ends:
        total = np.zeros((2, chunk.n_rows), np.int64)
        for n, table in tables:
            total += table.take(chunk.effective(n), axis=1, mode="clip")
        return total[0], total[1]

    return ends


def _never(_: Chunk) -> Ends:
    raise AssertionError("Numbers past 64 bits are left to the engine; please report this.")


def _spans(given: Row, opened: Row) -> dict[int, tuple[int, int]]:
    """The least and the most that each code adds, where the item applies and where it may."""
    sure = {code: (amount, amount) for code, amount in enumerate(given)}
    sure |= dict.fromkeys((0xFF, 0xFE), (min(opened), max(opened)))
    maybe = {code & 0x3F | IF_APPLIES: (min(0, low), max(0, high)) for code, (low, high) in sure.items()}
    return {0xFD: (0, 0), **sure, **maybe}
