"""A workbook as grids; the only module that knows openpyxl."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from riskscreen.errors import Problem, usage_error
from riskscreen.importing.csv_grid import too_large
from riskscreen.importing.grid import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Cell, Grid, refused

MOST_UNPACKED = 1 << 24
_MOST_MERGED = 10_000
_RANGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})\"")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?r=\"([A-Z]{1,3})([0-9]{1,7})\"")


def is_workbook(source: bytes) -> bool:
    """Whether this is a zip file, as every workbook is."""
    return source.startswith(b"PK")


def grids_of(source: bytes) -> dict[str, Grid]:
    """The sheets of a workbook by their names.

    Raises:
        InstrumentError: If it is no workbook, is too large, or has merged cells, formulas, dates or errors in it.
        UsageError: If openpyxl is not installed.
    """
    _check_size(source)
    sheets = _opened(source).worksheets
    problems = [problem for sheet in sheets for problem in _problems(sheet)]
    if problems:
        raise refused(problems)
    return {sheet.title: Grid.of(sheet.title, ([_text(cell.value) for cell in row] for row in sheet.iter_rows()))
            for sheet in sheets}


def _check_size(source: bytes) -> None:
    """Refuse what would take long to open: sheets that are huge once unpacked, or that reach very far."""
    limit = f"at most {MOST_BYTES} bytes, {MOST_ROWS} rows and {MOST_COLUMNS} columns"
    if len(source) > MOST_BYTES:
        raise refused([too_large(limit)])
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise refused([too_large(limit)])
            sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise _no_workbook() from error
    reached = [(column, row) for sheet in sheets for column, row in _CELL.findall(sheet)]
    merged = [_area(*ends) for sheet in sheets for ends in _RANGE.findall(sheet)]
    if any(int(row) > MOST_ROWS or _number(column) > MOST_COLUMNS for column, row in reached) or \
            sum(merged) > _MOST_MERGED:
        raise refused([too_large(limit)])


def _number(column: bytes) -> int:
    """The number of a column that is written in letters."""
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    return (abs(_number(right) - _number(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _opened(source: bytes) -> Any:  # noqa: ANN401  # openpyxl comes without types
    try:
        import openpyxl  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise usage_error("U-missing-extra", "Reading a workbook takes openpyxl, which is not installed.",
                          expected="pip install 'riskscreen[import]'") from error
    try:
        with warnings.catch_warnings():  # of what it does not read, such as the drop-down lists of cells
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(source), data_only=False, keep_links=False)
    except Exception as error:  # it fails in very many ways on what is no workbook
        raise _no_workbook() from error


def _no_workbook() -> Exception:
    return refused([Problem("I-not-a-workbook", "", "This is not a workbook that can be read. Save it as .xlsx, "
                            "without a password, or as CSV in UTF-8.")])


def _problems(sheet: Any) -> Iterator[Problem]:  # noqa: ANN401
    for area in sheet.merged_cells.ranges:
        yield Cell(sheet.title, area.min_row, area.min_col, "").problem(
            "I-merged", f"The cells {area.coord} are merged, so it is not clear which row the text belongs to.",
            expected="a text in each cell that it is meant for")
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type in _NO_TEXT:
                code, message, expected = _NO_TEXT[cell.data_type]
                yield Cell(sheet.title, cell.row, cell.column, "").problem(code, message, expected=expected)


_NO_TEXT = {
    "f": ("I-formula", "A formula stands here. Put its value in its place.", "a text or a number"),
    "e": ("I-cell", "An error stands here, as of a formula that went wrong.", "a text or a number"),
    "d": ("I-cell", "A date or a time stands here, perhaps made of a text by the spreadsheet.", "a text or a number"),
}


def _text(found: object) -> str:
    """A value as it is typed; a spreadsheet keeps every number as a float, and writes it with as few digits."""
    if found is None:
        return ""
    if isinstance(found, float):
        return format(Decimal(repr(found)).normalize(), "f")
    return str(found)
