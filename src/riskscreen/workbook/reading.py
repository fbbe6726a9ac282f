"""The sheets of a workbook, cell by cell: what stands there, and of what kind it is.

Nothing is guessed here: a date, a formula or an error is told as such, and whoever asked decides what to make of it.
"""

from __future__ import annotations

import math
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, BinaryIO, Literal, TypeAlias, cast

import attrs

from riskscreen.errors import needing
from riskscreen.workbook.escapes import unescaped

CellKind: TypeAlias = Literal["text", "number", "date", "boolean", "formula", "error"]
Area: TypeAlias = tuple[int, int, int, int]  # left, top, right, bottom

_KINDS: dict[str, CellKind] = {"n": "number", "d": "date", "b": "boolean", "f": "formula", "e": "error"}
_BLOCK = 1 << 20
_MARK = re.compile(rb"<(?:\w+:)?(?:row(?=[\s/>])(?:[^>]*?\sr=\"(?P<row>[0-9]{1,9})\")?|mergeCell\s[^>]*?ref=\""
                   rb"(?P<left>[A-Z]{1,3})(?P<top>[0-9]{1,7}):(?P<right>[A-Z]{1,3})(?P<bottom>[0-9]{1,7})\")")


class NoWorkbook(Exception):
    """What was read is not a workbook, or one that is damaged or has a password."""


class LargeWorkbook(Exception):
    """What was read is larger than it may be; its text says what would do."""


@attrs.frozen
class SheetCell:
    """What stands in a cell; rows and columns are counted from 1.

    A spreadsheet keeps every number as a float.  ``pattern`` is how it shows it, such as ``0%``.
    """

    row: int
    column: int
    kind: CellKind
    value: object
    pattern: str

    @property
    def place(self) -> str:
        """Where it stands, as people say it: D5."""
        return place_of(self.row, self.column)

    @property
    def text(self) -> str:
        """What stands in it as it is typed."""
        return text_of(self.value)

    @property
    def is_finite(self) -> bool:
        """Whether a number is one: what others write can say infinity."""
        return not isinstance(self.value, float) or math.isfinite(self.value)


def text_of(value: object) -> str:
    """A value of a cell as it is typed: of a number as few digits as tell it from every other.

    Examples:
        >>> text_of(3.0), text_of(0.1), text_of(1e16), text_of(True)
        ('3', '0.1', '10000000000000000', 'TRUE')
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    return str(value).removesuffix(" 00:00:00")  # a date is kept as the first moment of its day


def place_of(row: int, column: int) -> str:
    """The place of a cell as people say it.

    Examples:
        >>> place_of(5, 4), place_of(1, 27), place_of(2, 703)
        ('D5', 'AA1', 'AAA2')
    """
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


@attrs.frozen
class Worksheet:
    """A sheet of a workbook that is open."""

    _sheet: Any

    @property
    def title(self) -> str:
        """Its name."""
        return str(self._sheet.title)

    @property
    def is_hidden(self) -> bool:
        """Whether whoever opens the workbook does not see it."""
        return bool(self._sheet.sheet_state != "visible")

    def rows(self, most_cells: int) -> Iterator[Sequence[SheetCell]]:
        """The rows that hold something, each with the cells that do: some have only a colour.

        Raises:
            NoWorkbook: Where they cannot be read.
            LargeWorkbook: Where more cells than *most_cells* had to be looked at.
        """
        self._sheet.reset_dimensions()  # what it says of its size need not be so
        try:
            yield from _rows(self._sheet, most_cells)
        except LargeWorkbook:
            raise
        except Exception as error:  # it fails in very many ways on what is no workbook
            raise NoWorkbook from error

    def merged(self) -> Sequence[Area]:
        """The areas in which cells are merged: only the first cell of each holds anything.

        Raises:
            NoWorkbook: Where they cannot be read, or rows stand out of order: some of those are never seen.
        """
        areas: list[Area] = []
        row = 0
        for found in self._marks():
            if found["left"]:
                areas.append((_column(found["left"]), int(found["top"]), _column(found["right"]), int(found["bottom"])))
            else:
                before, row = row, int(found["row"] or row + 1)
                if row <= before:
                    raise NoWorkbook
        return areas

    def _marks(self) -> Iterator[re.Match[bytes]]:
        """The beginnings of rows and the merged areas, as they stand in the part of this sheet."""
        rest = b""
        try:
            with self._sheet.parent._archive.open(self._sheet._worksheet_path) as part:  # streamed sheets do not say it
                while block := part.read(_BLOCK):
                    text = rest + block
                    end = text.rfind(b">") + 1
                    yield from _MARK.finditer(text, 0, end)
                    rest = text[end:]
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError) as error:
            raise NoWorkbook from error


@contextmanager
def sheets_of(source: BinaryIO, extra: str, *, most_bytes: int, most_unpacked: int) -> Iterator[Sequence[Worksheet]]:
    """The sheets of a workbook, in their order, as long as they are looked at; *extra* brings what reads them.

    Raises:
        NoWorkbook: If it is none.
        LargeWorkbook: If it is larger than this, packed or unpacked.
        UsageError: If openpyxl is not installed.
    """
    _check_size(source, most_bytes, most_unpacked)
    load_workbook = _load_workbook(extra)
    with warnings.catch_warnings():  # of what it does not read, such as the drop-down lists of cells
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(source, read_only=True, keep_links=False)
        except Exception as error:  # it fails in very many ways on what is no workbook
            raise NoWorkbook from error
        try:
            yield [Worksheet(sheet) for sheet in book.worksheets]
        finally:
            book.close()


def _check_size(source: BinaryIO, most_bytes: int, most_unpacked: int) -> None:
    """Refuse what would fill the memory once it is unpacked."""
    if source.seek(0, 2) > most_bytes:
        raise LargeWorkbook(f"at most {most_bytes} bytes")
    source.seek(0)
    try:
        with zipfile.ZipFile(source) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise NoWorkbook from error
    if unpacked > most_unpacked:
        raise LargeWorkbook(f"at most {most_unpacked} bytes once it is unpacked")
    source.seek(0)


def _load_workbook(extra: str) -> Callable[..., Any]:  # openpyxl comes without types
    with needing("openpyxl", extra):
        from openpyxl import load_workbook  # noqa: PLC0415  # an extra
    return cast(Callable[..., Any], load_workbook)


def _rows(sheet: Any, most_cells: int) -> Iterator[Sequence[SheetCell]]:  # noqa: ANN401
    n_looked_at = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        n_looked_at += len(row) + 1
        if n_looked_at > most_cells:
            raise LargeWorkbook(f"at most {most_cells} cells")
        if cells := [_cell(number, n, found) for n, found in enumerate(row, 1) if found.value not in (None, "")]:
            yield cells


def _cell(row: int, column: int, found: Any) -> SheetCell:  # noqa: ANN401
    kind = _KINDS.get(found.data_type, "text")
    value = getattr(found.value, "text", found.value)  # a formula of several cells is an object
    if kind == "text":
        value = unescaped(str(value))
    return SheetCell(row, column, kind, value, found.number_format if kind == "number" else "")


def _column(letters: bytes) -> int:
    """The number of a column that is written in letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
