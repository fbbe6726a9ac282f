"""The fields of the engine's layout for many rows: what all answers together add, at least and at most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from riskscreen.batch.arrays import Numbers, Truths
from riskscreen.batch.columns.chunk import IF_APPLIES, Chunk, EndsOf
from riskscreen.batch.columns.ends import Ends, InDigits, InNumbers
from riskscreen.batch.rows.bits import Adder
from riskscreen.engine.layout import AddedColumn

ChoiceRow = tuple[int, ...]

MOST_IN_64_BITS = (1 << 62) - 1
_MOST_IN_DIGITS = 1 << 12
_WIDTHS = ((8, np.uint16), (16, np.uint32), (32, np.uint64))


def sum_of(column: AddedColumn, gated: frozenset[int]) -> EndsOf:
    """The function that adds up a column of the layout: the least and the most of it in each row.

    Args:
        column: What each choice of each item adds.
        gated: The items that do not always apply.
    """
    rows = _rows(column)
    return _added_digits(rows, _lowest(rows)) if goes_in_digits(column, gated) else _added_tables(rows)


def goes_in_digits(column: AddedColumn, gated: frozenset[int]) -> bool:
    """Whether a column of the layout is added up in binary digits."""
    rows = _rows(column)
    lowest = _lowest(rows)
    reach = sum(max(*map(abs, given), *map(abs, opened)) - lowest[n] for n, (given, opened) in rows.items())
    return reach <= _MOST_IN_DIGITS and not any(low < 0 and n in gated for n, low in lowest.items())


def _rows(column: AddedColumn) -> Mapping[int, tuple[ChoiceRow, ChoiceRow]]:
    return {n: (column.given[n], column.open[n]) for n in column.given}


def _lowest(rows: Mapping[int, tuple[ChoiceRow, ChoiceRow]]) -> Mapping[int, int]:
    return {n: min(0, *given, *opened) for n, (given, opened) in rows.items()}


def any_of(column: AddedColumn) -> Callable[[Chunk], Truths]:
    """The function that tells where a column of zeros and ones has a one: for certain, and possibly."""

    def found(chunk: Chunk) -> Truths:
        low, high = chunk.none, chunk.none
        for n, given in column.given.items():
            sure, possible = counted(chunk, n, options_of(given), min(column.open[n]), max(column.open[n]))
            low, high = low | sure, high | possible
        return low, high

    return found


def options_of(given: Iterable[int]) -> ChoiceRow:
    """The options that count, of which *given* has 1 for those and 0 for all others."""
    return tuple(option for option, counts in enumerate(given) if counts)


def counted(chunk: Chunk, item: int, options: ChoiceRow, must: int, can: int) -> Truths:
    """Where an answer counts, for certain and possibly.

    Args:
        chunk: The rows.
        item: The item, which counts only where it applies.
        options: The options that count.
        must: 1 where an open answer counts for certain.
        can: 1 where it counts possibly.
    """
    return chunk.remembered((item, options, must, can), lambda _: _counted(chunk, item, options, must, can))


def _counted(chunk: Chunk, item: int, options: ChoiceRow, must: int, can: int) -> Truths:
    chosen, gate = chunk.chosen(item, options), chunk.gates[item]
    opened = chunk.opened(item) if must or can else chunk.none
    sure, possible = chosen | opened if must else chosen, chosen | opened if can else chosen
    return (sure, possible) if gate is None else (sure & gate[0], possible & gate[1])


def _added_digits(rows: Mapping[int, tuple[ChoiceRow, ChoiceRow]], lowest: Mapping[int, int]) -> EndsOf:
    """Sums in binary digits; what an item can take away is added first to every row."""
    parts = []
    for n, (given, opened) in rows.items():
        raised = [tuple(amount - lowest[n] for amount in row) for row in (given, opened)]
        least, most = min(raised[1]), max(raised[1])
        for place in range(max(*raised[0], most).bit_length()):
            options = options_of(amount >> place & 1 for amount in raised[0])
            if options or least >> place & 1 or most >> place & 1:
                parts.append((n, options, least >> place & 1, most >> place & 1, place))
    raised_by = -sum(lowest.values())

    def ends(chunk: Chunk) -> Ends:
        low, high = Adder(), Adder()
        for n, options, least, most, place in parts:
            sure, possible = counted(chunk, n, options, least, most)
            low.add(sure, place)
            high.add(possible, place)
        return (InDigits(low.digits(), raised_by, chunk.every, chunk.n_rows),
                InDigits(high.digits(), raised_by, chunk.every, chunk.n_rows))

    return ends


def _added_tables(rows: Mapping[int, tuple[ChoiceRow, ChoiceRow]]) -> EndsOf:
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
        return InNumbers(low - lowered), InNumbers(high - lowered)

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
        return InNumbers(total[0]), InNumbers(total[1])

    return ends


def _never(_: Chunk) -> Ends:
    raise AssertionError("Numbers past 64 bits are left to the engine; please report this.")


def _spans(given: ChoiceRow, opened: ChoiceRow) -> dict[int, tuple[int, int]]:
    """The least and the most that each code adds, where the item applies and where it may."""
    sure = {code: (amount, amount) for code, amount in enumerate(given)}
    sure |= dict.fromkeys((0xFF, 0xFE), (min(opened), max(opened)))
    maybe = {code & 0x3F | IF_APPLIES: (min(0, low), max(0, high)) for code, (low, high) in sure.items()}
    return {0xFD: (0, 0), **sure, **maybe}
