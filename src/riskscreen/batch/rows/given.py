"""The codes that somebody gives: one array of rows, or one column an item, checked for their shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import attrs
import numpy as np

from riskscreen.batch.arrays import Codes, Flags, SetBits
from riskscreen.batch.rows.codes import NO_ANSWER_CODE, UNKNOWN_CODE, Row
from riskscreen.batch.rows.column import CodesColumn, Column, SideBySide
from riskscreen.errors import Problem, UsageError, describe, near_names, wrong_shape
from riskscreen.model.item import Item

ROWS_AT_ONCE = 1 << 18

_FEW_ROWS = 1 << 14  # of so few, asking NumPy takes longer than what it does


class Cases(Protocol):
    """The codes of many cases, in whatever form they are kept."""

    @property
    def n_rows(self) -> int:
        """How many cases there are."""

    @property
    def rows_at_once(self) -> int:
        """How many rows are scored together."""

    def columns(self, start: int, stop: int, n_choices: Sequence[int]) -> Sequence[Column]:
        """The answers to each item from one row up to another."""

    def row(self, n: int) -> Row:
        """One row."""

    def n_narrowed(self, item: int, among: Flags | None = None) -> int:
        """How often an answer is a set, in all rows or among some."""

    def n_unknown(self, item: int, among: Flags | None = None) -> int:
        """How often an item is unknown, in all rows or among some."""


@attrs.frozen
class GivenCodes:
    """Columns of codes, as they were given: views of them, never copies.

    ``sets`` has, for items with an answer that is a set, which options it has; cells can be sets, codes cannot.
    """

    by_item: tuple[Codes, ...]
    n_rows: int
    sets: Mapping[int, SetBits] = attrs.field(factory=dict)

    @property
    def rows_at_once(self) -> int:
        """How many rows are scored together."""
        return ROWS_AT_ONCE if self._are_columns else max(1, ROWS_AT_ONCE // 2)  # rows are turned, which takes room

    @property
    def _are_columns(self) -> bool:
        """Whether each column stands in one piece of memory."""
        return all(column.strides == (1,) for column in self.by_item)

    def columns(self, start: int, stop: int, n_choices: Sequence[int]) -> list[Column]:
        """The answers to each item from one row up to another."""
        scratch = np.empty(stop - start, np.bool_)
        parts: Sequence[Codes] = [column[start:stop] for column in self.by_item]
        beside: SideBySide | None = None
        if parts and (0 < stop - start <= _FEW_ROWS or not self._are_columns):
            stacked = np.stack(parts)
            parts = list(stacked)
            beside = SideBySide(stacked) if 0 < stop - start <= _FEW_ROWS else None
        sets = {n: column[start:stop] for n, column in self.sets.items()}
        return [CodesColumn(part, count, scratch, sets.get(n), beside, n)
                for n, (part, count) in enumerate(zip(parts, n_choices, strict=False))]

    def row(self, n: int) -> Row:
        """One row."""
        sets = tuple(int(self.sets[item][n]) if item in self.sets else 0 for item in range(len(self.by_item)))
        return Row(tuple(int(column[n]) for column in self.by_item), sets)

    def n_narrowed(self, item: int, among: Flags | None = None) -> int:
        """How often an answer is a set, in all rows or among some."""
        return 0 if item not in self.sets else int(np.count_nonzero(
            self.sets[item] if among is None else self.sets[item][among]))

    def n_unknown(self, item: int, among: Flags | None = None) -> int:
        """How often an item is unknown, in all rows or among some."""
        unknown = self.by_item[item] == UNKNOWN_CODE
        return int(np.count_nonzero(unknown if among is None else unknown & among))


def given_row(row: Row) -> GivenCodes:
    """One row by itself."""
    return GivenCodes(tuple(np.array([code], np.int8) for code in row.codes), 1,
                      {n: np.array([bits], np.uint64) for n, bits in enumerate(row.sets) if bits})


def is_table_of_codes(cases: object) -> bool:
    """Whether this is a mapping of columns of which one has the type of codes."""
    return isinstance(cases, Mapping) and any(
        isinstance(column := cases[name], np.ndarray) and column.dtype == np.int8 for name in cases)


def given_codes(items: Sequence[Item], codes: object) -> GivenCodes:
    """The columns of these codes; what is masked in them is no answer.

    Raises:
        UsageError: For another type or shape, and for columns that are missing or too many; near names are suggested.
    """
    columns = _named(items, codes) if isinstance(codes, Mapping) else _matrix(items, codes)
    lengths = {len(column) for column in columns}
    if len(lengths) > 1:
        raise wrong_shape("The columns are not of one length.",
                          found=", ".join(map(str, sorted(lengths))) + " rows")
    return GivenCodes(tuple(columns), lengths.pop() if lengths else 0)


def _matrix(items: Sequence[Item], codes: object) -> list[Codes]:
    if not isinstance(codes, np.ndarray) or codes.dtype != np.int8:
        raise _wrong_type(codes)
    if codes.ndim != 2 or codes.shape[1] != len(items):
        raise wrong_shape("The array of codes does not have a column for each item.",
                          found=f"shape {codes.shape}", expected=f"(number of cases, {len(items)})")
    return list(_unmasked(codes).T)


def _named(items: Sequence[Item], codes: Mapping[str, object]) -> list[Codes]:
    check_names(items, list(codes))
    for name in codes:
        column = codes[name]
        if not isinstance(column, np.ndarray) or column.dtype != np.int8:
            raise _wrong_type(column)
        if column.ndim != 1:
            raise wrong_shape("A column of codes has one dimension.", found=f"shape {column.shape}")
    return [_unmasked(column) for item in items if isinstance(column := codes[item.id], np.ndarray)]


def _unmasked(codes: Codes) -> Codes:
    """Plain codes, as they stand in memory; under a mask stands a value that nobody meant."""
    return np.asarray(codes.filled(NO_ANSWER_CODE) if isinstance(codes, np.ma.MaskedArray) else codes)


def _wrong_type(codes: object) -> UsageError:
    found = f"an array of {codes.dtype}" if isinstance(codes, np.ndarray) else describe(codes)
    return UsageError([Problem("U-wrong-type", "", "Codes stand in an array of whole numbers of one byte.", found=found,
                               expected="a NumPy array of int8, or one for each item, by its id")])


def check_names(items: Sequence[Item], names: Sequence[str]) -> None:
    """Refuse columns of which no item is, and items that have no column."""
    known = [item.id for item in items]
    problems = [Problem("U-unknown-column", "", "The instrument has no such item.", found=describe(name),
                        suggestions=near_names(name, known) if isinstance(name, str) else ())
                for name in names if name not in known]
    problems += [Problem("U-missing-column", "", f"The item {item.id} has no column.", item=item.id)
                 for item in items if item.id not in names]
    if problems:
        raise UsageError(problems, about="The table of codes")
