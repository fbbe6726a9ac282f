"""A workbook as grids; the only module that knows openpyxl."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, cast

from riskscreen.errors import Problem, RiskscreenError, needing
from riskscreen.importing.columns import plain_header
from riskscreen.importing.csv_grid import formula, too_large
from riskscreen.importing.grid import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Grid, GridCell, quoted, refused

MOST_UNPACKED = 1 << 24
_MOST_LOOKED_AT = 1 << 22
_MOST_MERGED = 1 << 18
_RANGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})\"")
_LIMIT = f"at most {MOST_ROWS} rows and {MOST_COLUMNS} columns with something in them"

Area = tuple[int, int, int, int]  # left, top, right, bottom


def is_workbook(source: bytes) -> bool:
    """Whether this is a zip file, as every workbook is."""
    return source.startswith(b"PK")


def grids_of(source: bytes, wanted: Collection[str]) -> tuple[dict[str, Grid], list[str]]:
    """The sheets of a workbook that are wanted, by their plain names; and the titles of all others, which stay unread.

    Raises:
        InstrumentError: If it is no workbook, or is too large.
        UsageError: If openpyxl is not installed.
    """
    _check_size(source)
    load_workbook = _load_workbook()
    grids: dict[str, Grid] = {}
    others = []
    try:
        with warnings.catch_warnings():  # of what it does not read, such as the drop-down lists of cells
            warnings.simplefilter("ignore")
            for sheet in load_workbook(io.BytesIO(source), read_only=True, keep_links=False).worksheets:
                name = plain_header(sheet.title)
                if name in wanted and name not in grids:
                    grids[name] = _grid(sheet)
                else:
                    others.append(sheet.title)
    except RiskscreenError:
        raise
    except Exception as error:  # it fails in very many ways on what is no workbook
        raise _no_workbook() from error
    return grids, others


def _check_size(source: bytes) -> None:
    """Refuse what would fill the memory once it is unpacked."""
    if len(source) > MOST_BYTES:
        raise refused([too_large(f"at most {MOST_BYTES} bytes")])
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise _no_workbook() from error
    if unpacked > MOST_UNPACKED:
        raise refused([too_large(f"at most {MOST_UNPACKED} bytes once it is unpacked")])


def _load_workbook() -> Callable[..., Any]:  # openpyxl comes without types
    with needing("openpyxl", "import"):
        from openpyxl import load_workbook  # noqa: PLC0415  # an extra
    return cast(Callable[..., Any], load_workbook)


def _no_workbook() -> Exception:
    return refused([Problem("I-not-a-workbook", "", "This is not a workbook that can be read. Save it as .xlsx, "
                            "without a password, or as CSV in UTF-8.")])


def _grid(sheet: Any) -> Grid:  # noqa: ANN401
    """The cells with something in them.

    Rows and columns are counted by these: a spreadsheet may declare a thousand columns that only have a colour.
    """
    sheet.reset_dimensions()  # what it says of its size need not be so
    rows: dict[int, dict[int, GridCell]] = {}
    n_looked_at = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        n_looked_at += len(row) + 1
        if cells := {n: cell for n, found in enumerate(row, 1) if (cell := _cell(sheet.title, number, n, found))}:
            rows[number] = cells
        if n_looked_at > _MOST_LOOKED_AT or len(rows) > MOST_ROWS:
            raise refused([too_large(_LIMIT, f"more, in the sheet {sheet.title!r}")])
    if len({column for cells in rows.values() for column in cells}) > MOST_COLUMNS:
        raise refused([too_large(_LIMIT, f"more, in the sheet {sheet.title!r}")])
    _mark_merged(sheet, rows)
    return Grid.of_cells(sheet.title, ((cells[column] for column in sorted(cells)) for cells in rows.values()))


def _cell(sheet: str, row: int, column: int, found: Any) -> GridCell | None:  # noqa: ANN401
    if found.value is None:
        return None
    text = _text(getattr(found.value, "text", found.value)).strip()  # a formula of several cells is an object
    flaw = _FLAWS.get(found.data_type)
    return GridCell(sheet, row, column, text, flaw=flaw(text) if flaw else "") if text else None


_FLAWS: Mapping[str, Callable[[str], str]] = {
    "f": formula,
    "e": lambda text: f"An error stands here, as of a formula that went wrong: {quoted(text)}. What should it be?",
    "d": lambda text: f"A date or a time stands here, perhaps made of a text by the spreadsheet: {quoted(text)}. What "
                      "should it be?",
}


def _mark_merged(sheet: Any, rows: dict[int, dict[int, GridCell]]) -> None:  # noqa: ANN401
    """Mark the cells that are merged with one above them: it is not clear which rows its text is for."""
    last = max((column for cells in rows.values() for column in cells), default=0)
    n_marked = 0
    for left, top, right, bottom in _merged(sheet):
        first = rows.get(top, {}).get(left)
        if first is None or first.flaw:
            continue
        flaw = f"This is merged with row {top}, which says {quoted(first.text)}. Is that meant for this row too?"
        below = [number for number in rows if top < number <= bottom]
        columns = range(left, min(right, last) + 1)
        n_marked += len(below) * len(columns)
        if n_marked > _MOST_MERGED:
            raise refused([too_large(f"at most {_MOST_MERGED} merged cells", f"more, in the sheet {sheet.title!r}")])
        for number in below:
            rows[number] |= {column: GridCell(sheet.title, number, column, first.text, flaw=flaw) for column in columns}


def _merged(sheet: Any) -> Iterator[Area]:  # noqa: ANN401
    with sheet.parent._archive.open(sheet._worksheet_path) as part:  # streamed sheets do not say it themselves
        found: Iterable[tuple[bytes, ...]] = _RANGE.findall(part.read())
    for left, top, right, bottom in found:
        yield _number(left), int(top), _number(right), int(bottom)


def _number(column: bytes) -> int:
    """The number of a column that is written in letters."""
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number


def _text(found: object) -> str:
    """A value as it is typed; a spreadsheet keeps every number as a float, and writes it with as few digits."""
    if isinstance(found, bool):
        return str(found).upper()
    if isinstance(found, float):
        return format(Decimal(repr(found)).normalize(), "f")
    return str(found).removesuffix(" 00:00:00")  # a date is kept as the first moment of its day
