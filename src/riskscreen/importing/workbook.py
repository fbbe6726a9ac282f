"""A workbook as grids."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager

from riskscreen.errors import Problem
from riskscreen.importing.columns import plain_header
from riskscreen.importing.csv_grid import formula, too_large
from riskscreen.importing.grid import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Grid, GridCell, quoted, refused
from riskscreen.workbook.reading import CellKind, LargeWorkbook, NoWorkbook, SheetCell, Worksheet, sheets_of

MOST_UNPACKED = 1 << 24
_MOST_LOOKED_AT = 1 << 22
_MOST_MERGED = 1 << 18
_LIMIT = f"at most {MOST_ROWS} rows and {MOST_COLUMNS} columns with something in them"


def is_workbook(source: bytes) -> bool:
    """Whether this is a zip file, as every workbook is."""
    return source.startswith(b"PK")


def grids_of(source: bytes, wanted: Collection[str]) -> tuple[dict[str, Grid], list[str]]:
    """The sheets of a workbook that are wanted, by their plain names; and the titles of all others, which stay unread.

    Raises:
        InstrumentError: If it is no workbook, or is too large.
        UsageError: If openpyxl is not installed.
    """
    grids: dict[str, Grid] = {}
    others = []
    with _refusing(), sheets_of(io.BytesIO(source), "import", most_bytes=MOST_BYTES,
                                most_unpacked=MOST_UNPACKED) as sheets:
        for sheet in sheets:
            name = plain_header(sheet.title)
            if name in wanted and name not in grids:
                grids[name] = _grid(sheet)
            else:
                others.append(sheet.title)
    return grids, others


@contextmanager
def _refusing() -> Iterator[None]:
    """Say in our words what is wrong with the file."""
    try:
        yield
    except LargeWorkbook as error:
        raise refused([too_large(str(error))]) from error
    except NoWorkbook as error:
        raise refused([Problem("I-not-a-workbook", "", "This is not a workbook that can be read. Save it as .xlsx, "
                               "without a password, or as CSV in UTF-8.")]) from error


def _grid(sheet: Worksheet) -> Grid:
    """The cells with something in them.

    Rows and columns are counted by these: a spreadsheet may declare a thousand columns that only have a colour.
    """
    rows: dict[int, dict[int, GridCell]] = {}
    try:
        for found in sheet.rows(_MOST_LOOKED_AT):
            if cells := {cell.column: made for cell in found if (made := _cell(sheet.title, cell))}:
                rows[found[0].row] = cells
            if len(rows) > MOST_ROWS:
                raise LargeWorkbook
    except LargeWorkbook as error:
        raise _large_sheet(sheet) from error
    if len({column for cells in rows.values() for column in cells}) > MOST_COLUMNS:
        raise _large_sheet(sheet)
    _mark_merged(sheet, rows)
    return Grid.of_cells(sheet.title, ((cells[column] for column in sorted(cells)) for cells in rows.values()))


def _large_sheet(sheet: Worksheet, limit: str = _LIMIT) -> Exception:
    return refused([too_large(limit, f"more, in the sheet {sheet.title!r}")])


def _cell(sheet: str, cell: SheetCell) -> GridCell | None:
    text = cell.text.strip()
    flaw = _FLAWS.get(cell.kind)
    return GridCell(sheet, cell.row, cell.column, text, flaw=flaw(text) if flaw else "") if text else None


_FLAWS: Mapping[CellKind, Callable[[str], str]] = {
    "formula": formula,
    "error": lambda text: f"An error stands here, as of a formula that went wrong: {quoted(text)}. What should it be?",
    "date": lambda text: "A date or a time stands here, perhaps made of a text by the spreadsheet: "
                         f"{quoted(text)}. What should it be?",
}


def _mark_merged(sheet: Worksheet, rows: dict[int, dict[int, GridCell]]) -> None:
    """Mark the cells that are merged with one above them: it is not clear which rows its text is for."""
    last = max((column for cells in rows.values() for column in cells), default=0)
    n_marked = 0
    for left, top, right, bottom in sheet.merged():
        first = rows.get(top, {}).get(left)
        if first is None or first.flaw:
            continue
        flaw = f"This is merged with row {top}, which says {quoted(first.text)}. Is that meant for this row too?"
        below = [number for number in rows if top < number <= bottom]
        columns = range(left, min(right, last) + 1)
        n_marked += len(below) * len(columns)
        if n_marked > _MOST_MERGED:
            raise _large_sheet(sheet, f"at most {_MOST_MERGED} merged cells")
        for number in below:
            rows[number] |= {column: GridCell(sheet.title, number, column, first.text, flaw=flaw) for column in columns}
