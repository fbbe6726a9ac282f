"""A table as a workbook (.xlsx): texts stay texts, and numbers numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any

import pyarrow as pa

from riskscreen.cli.file_part import FilePart
from riskscreen.cli.spreadsheet import in_one_form
from riskscreen.cli.workbook_files import EXTRA
from riskscreen.errors import Problem, UsageError, usage_error
from riskscreen.workbook.escapes import escaped
from riskscreen.workbook.writing import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, SheetWriter

_TITLE = "scored"
_MOST_DIGITS = 15  # what a spreadsheet keeps of a number
_FIRST_DAY = date(1900, 3, 1)  # before it spreadsheets count one day too many
_CAN_HOLD = ("null", "boolean", "integer", "floating", "decimal", "large_string", "date", "timestamp", "time",
             "duration")


class WorkbookTableWriter:
    """Writes batches into the one sheet of a new workbook."""

    def __init__(self, path: str) -> None:
        self._path, self._n_rows, self._is_open = path, 0, True
        self._writer = SheetWriter(_TITLE, EXTRA)

    def write(self, batch: pa.RecordBatch, given: FilePart) -> None:
        """Append the rows of a batch; its first columns were given, perhaps by another workbook.

        Raises:
            UsageError: If a workbook cannot hold one of the columns, a text, or so many rows.
        """
        batch = in_one_form(batch)
        if unfit := [*_unfit_columns(batch)]:
            raise UsageError(unfit, about="The table")
        _check_size(self._n_rows + len(batch), batch.num_columns)
        if not self._n_rows:
            self._writer.write([_plain(name) for name in batch.schema.names])
        self._n_rows += len(batch)
        cells = given.cells or ()
        columns = chain(cells, (_seen_by_spreadsheets(column).to_pylist() for column in batch.columns[len(cells):]))
        for row in zip(*columns, strict=True):
            self._writer.write([_plain(value) for value in row])

    def close(self) -> None:
        """Write the workbook."""
        self._is_open = False
        self._writer.close(self._path)

    def abandon(self) -> None:
        """Leave nothing behind of a workbook that was not written to its end."""
        if self._is_open:
            self._writer.abandon()


def _unfit_columns(batch: pa.RecordBatch) -> Iterator[Problem]:
    """The columns of a type that no cell can have."""
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        if not any(getattr(pa.types, f"is_{kind}")(column.type) for kind in _CAN_HOLD):
            yield Problem("U-table-kind", "", f"A workbook cannot hold the column {name}.", found=str(column.type),
                          expected="a file of another kind, or a table without this column")


def _check_size(n_rows: int, n_columns: int) -> None:
    if n_rows >= MOST_ROWS or n_columns > MOST_COLUMNS:
        raise usage_error("U-table-kind", "A workbook cannot hold this table.",
                          expected=f"at most {MOST_ROWS - 1:,} rows and {MOST_COLUMNS:,} columns, or a name that ends "
                                   "in .csv or .parquet")


def _seen_by_spreadsheets(column: pa.Array) -> pa.Array:
    """Moments in millionths of a second: spreadsheets know no smaller parts."""
    kind = column.type
    if pa.types.is_timestamp(kind):
        return column.cast(pa.timestamp("us", kind.tz), safe=False)
    if pa.types.is_duration(kind):
        return column.cast(pa.duration("us"), safe=False)
    return column.cast(pa.time64("us"), safe=False) if pa.types.is_time(kind) else column


def _plain(value: Any) -> object:  # noqa: ANN401  # what a cell of Arrow holds
    """The value as a cell can hold it, and as a text where digits, a zone or a day would be lost."""
    way = next((way for kind, way in _WAYS if isinstance(value, kind)), None)
    return value if way is None else way(value)


def _text(text: str) -> str:
    if len(escaped(text)) > MOST_CHARACTERS:
        raise usage_error("U-table-kind", "A cell of a workbook cannot hold such a long text.",
                          found=f"a text of {len(text):,} characters",
                          expected=f"at most {MOST_CHARACTERS:,} characters, or a name that ends in .csv or .parquet")
    return text


def _exact(number: int | Decimal) -> object:
    return number if len(Decimal(number).as_tuple().digits) <= _MOST_DIGITS else format(Decimal(number), "f")


def _float(number: float) -> object:
    if math.isnan(number):
        return None
    return number if math.isfinite(number) else str(number)


def _moment(moment: datetime) -> object:
    return moment.isoformat() if moment.tzinfo or moment.date() < _FIRST_DAY else moment


def _day(day: date) -> object:
    return day.isoformat() if day < _FIRST_DAY else day


# The first that fits: a truth value is a whole number too, and a moment a day.
_WAYS: Sequence[tuple[type, Callable[[Any], object]]] = (
    (str, _text), (bool, bool), (int, _exact), (Decimal, _exact), (float, _float), (datetime, _moment), (date, _day))
