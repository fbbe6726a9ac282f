"""A sheet of a workbook (.xlsx) as a table: every cell is what it shows, or is told by its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import attrs
import pyarrow as pa

from riskscreen.cli.file_part import FilePart
from riskscreen.errors import MOST_COUNTED, FileName, Problem, UsageError, describe, pointer_to, usage_error
from riskscreen.workbook.reading import (
    CellKind,
    LargeWorkbook,
    NoWorkbook,
    SheetCell,
    Worksheet,
    place_of,
    sheets_of,
    text_of,
)

EXTRA = "excel"
MOST_BYTES = 1 << 26
MOST_UNPACKED = 1 << 28
MOST_CELLS = 1 << 23

_LARGEST = 1 << 53  # up to here a spreadsheet knows every whole number
_SHOWN_OTHERWISE = re.compile(r"%|(?<![.0#,?])0{2,}")  # 50% is kept as 0.5, and 01 as 1
_TEXT = pa.string()


def workbook_parts(name: str, title: str | None, items: Collection[str], rows_at_once: int) -> Iterator[FilePart]:
    """The rows of a sheet, which is the first that can be seen unless another one is named.

    The cells of *items* become texts, as in CSV.  Other columns keep numbers, dates and truth values, where they hold
    nothing else.  Rows without anything in them are passed over, as CSV's are.

    Raises:
        UsageError: If it is no workbook, has no such sheet, is too large, or with every cell that is not what it shows.
        OSError: If it cannot be read.
    """
    with (open(name, "rb") as file, _refusing(name),
          sheets_of(file, EXTRA, most_bytes=MOST_BYTES, most_unpacked=MOST_UNPACKED) as sheets):
        table = _table(_sheet_of(sheets, title), items)
    yield from table.parts(items, rows_at_once)


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    try:
        yield
    except NoWorkbook as error:
        raise usage_error("U-bad-table", "This is not a workbook that can be read. Save it as .xlsx, without a "
                          "password, or as CSV in UTF-8.", found=FileName(name)) from error
    except LargeWorkbook as error:
        raise usage_error("U-bad-table", "This workbook is too large to be read whole. Save the sheet as CSV in UTF-8, "
                          "which is read some rows at a time.", found=FileName(name), expected=str(error)) from error


def _sheet_of(sheets: Sequence[Worksheet], title: str | None) -> Worksheet:
    """The sheet of this title; without one the first that whoever opens the workbook sees."""
    titles = [sheet.title for sheet in sheets]
    if title is not None and title not in titles:
        raise usage_error("U-unknown-sheet", "The workbook has no such sheet.", found=title, known=titles,
                          expected=", ".join(titles))
    if title is not None:
        return sheets[titles.index(title)]
    seen = next((sheet for sheet in sheets if not sheet.is_hidden), None)
    if seen is None:
        raise NoWorkbook
    return seen


@attrs.frozen
class _Table:
    """What a sheet holds: the values below each header, and the rows of the sheet that they stand in."""

    title: str
    headers: Mapping[int, str]
    columns: Mapping[int, list[object]]
    rows: list[int]

    def parts(self, items: Collection[str], rows_at_once: int) -> Iterator[FilePart]:
        kinds = {n: _TEXT if self.headers[n] in items else _kind_of(values) for n, values in self.columns.items()}
        for first in range(0, max(1, len(self.rows)), rows_at_once):
            rows = self.rows[first:first + rows_at_once]
            cells = [values[first:first + rows_at_once] for values in self.columns.values()]
            arrays = [_array(values, kind) for values, kind in zip(cells, kinds.values(), strict=True)]
            yield FilePart(pa.RecordBatch.from_arrays(arrays, names=[*self.headers.values()]),
                           (first + len(rows)) / max(1, len(self.rows)), self._places(rows), cells)

    def _places(self, rows: Sequence[int]) -> Any:  # noqa: ANN401  # a function
        columns = {header: n for n, header in self.headers.items()}

        def place(row: int, column: str) -> str | None:
            return pointer_to(self.title, place_of(rows[row], columns[column])) if column in columns else None

        return place


def _table(sheet: Worksheet, items: Collection[str]) -> _Table:
    """The table in a sheet: headers in the first row that holds anything, and cases below.

    Raises:
        UsageError: With every cell that is not what it shows.
    """
    found = sheet.rows(MOST_CELLS)
    first = next(found, ())
    if not first:
        raise usage_error("U-bad-table", f"The sheet {describe(sheet.title)} is empty.",
                          expected="a row of headers, and a row for each case")
    table = _Table(sheet.title, {cell.column: cell.text for cell in first}, {cell.column: [] for cell in first}, [])
    flaws = [*_header_flaws(first)]
    n_flaws = len(flaws)
    for row in found:
        table.rows.append(row[0].row)
        for flaw in _take(table, row, items):
            n_flaws += 1
            flaws += [flaw] if len(flaws) < MOST_COUNTED else []
    merged = [*_merged_flaws(sheet, table, first[0].row)]
    problems = [Problem("U-bad-cell", pointer_to(sheet.title, place), message, found=describe(shown))
                for place, message, shown in [*flaws, *merged]]
    if problems:
        raise UsageError(problems, about="The workbook", n_problems=n_flaws + len(merged))
    return table


_Flaw = tuple[str, str, str]  # the place, what is wrong, and what stands there


def _take(table: _Table, row: Sequence[SheetCell], items: Collection[str]) -> Iterator[_Flaw]:
    """Put a row below the headers; what is wrong with its cells."""
    values = {}
    for cell in row:
        header = table.headers.get(cell.column)
        if header is None:
            yield cell.place, "This stands in a column without a header. Name the column, or take it out.", cell.text
        else:
            values[cell.column] = cell.value
            if flaw := _flaw(cell, is_item=header in items):
                yield cell.place, flaw, cell.text
    for column, below in table.columns.items():
        below.append(values.get(column))


def _header_flaws(headers: Iterable[SheetCell]) -> Iterator[_Flaw]:
    for cell in headers:
        if cell.kind not in ("text", "number"):
            yield cell.place, _FLAWS.get(cell.kind, "") or _FLAWS_OF_ITEMS[cell.kind], cell.text


def _flaw(cell: SheetCell, *, is_item: bool) -> str | None:
    """Why a cell cannot be taken for what it shows; dates and truth values only where an answer should stand."""
    if cell.kind == "text":
        return None
    if cell.kind == "number":
        if not cell.is_finite:
            return "This is no number that a spreadsheet can have. Write what it should be."
        if is_item and _SHOWN_OTHERWISE.search(cell.pattern):
            return f"This number is kept as {cell.text} and shown otherwise ({cell.pattern}). Write it as a text."
        return None
    return _FLAWS.get(cell.kind) or (_FLAWS_OF_ITEMS[cell.kind] if is_item else None)


_FLAWS: Mapping[CellKind, str] = {
    "formula": "A formula stands here. Copy the column, and paste its values in its place.",
    "error": "An error stands here, as of a formula that went wrong. Write what it should be.",
}
_FLAWS_OF_ITEMS: Mapping[CellKind, str] = {
    "date": "A date or a time stands here, perhaps made of a text by the spreadsheet. Write what it should be, as a "
            "text.",
    "boolean": "A truth value of the spreadsheet stands here. Write what it should be, as a text.",
}


def _merged_flaws(sheet: Worksheet, table: _Table, top_row: int) -> Iterator[_Flaw]:
    """The merged cells that reach into the table: nobody can tell which of them their text is for."""
    last_row, columns = max(table.rows, default=top_row), [*table.headers]
    for left, top, right, bottom in sheet.merged():
        if top <= last_row and bottom >= top_row and left <= max(columns) and right >= min(columns):
            yield (place_of(top, left), "Cells are merged here. Take them apart, and write in each what is meant.",
                   f"{place_of(top, left)}:{place_of(bottom, right)}")


def _kind_of(values: Iterable[object]) -> pa.DataType:
    """The one type of Arrow for these values, or text: it holds everything as it is typed."""
    there = [value for value in values if value is not None]
    kinds = {type(value) for value in there}
    if kinds == {bool}:
        return pa.bool_()
    if kinds and kinds <= {int, float}:
        return pa.int64() if all(_is_whole(value) for value in there) else _TEXT
    if kinds == {datetime}:
        moments: Any = there
        if all(moment.isoformat().endswith("T00:00:00") for moment in moments):
            return pa.date32()
        return pa.timestamp("us" if any(moment.microsecond for moment in moments) else "s")
    return _TEXT


def _is_whole(value: Any) -> bool:  # noqa: ANN401  # a number
    return bool(abs(value) <= _LARGEST and value == int(value))


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    if kind == _TEXT:
        return pa.array(["" if value is None else text_of(value) for value in values], kind)
    if kind == pa.int64():
        return pa.array([None if value is None else int(value) for value in values], kind)
    return pa.array(values, kind)
