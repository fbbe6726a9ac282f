"""What a table holds before anybody asks what it means: texts in rows, and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from riskscreen.errors import InstrumentError, Problem, describe, pointer_to
from riskscreen.printable import printable

MOST_BYTES = 1 << 20
MOST_ROWS = 2_000  # four times as many as an instrument has items
MOST_COLUMNS = 100
_MOST_QUOTED = 2_000


@attrs.frozen
class GridCell:
    """A text and its place: the sheet (none in a CSV file), the row and the column, both counted from 1.

    A cell with a *flaw* cannot be taken for what it shows; the flaw is a sentence that says why.
    """

    sheet: str
    row: int
    column: int
    text: str
    header: str = ""
    flaw: str = ""

    def problem(self, code: str, message: str, *, expected: str | None = None,
                suggestions: tuple[str, ...] = ()) -> Problem:
        """Something that is wrong here."""
        sheet = (self.sheet,) if self.sheet else ()
        return Problem(code, pointer_to(*sheet, self.row, *((self.header,) if self.header else ())), message,
                       found=describe(self.text) if self.text else None, expected=expected, suggestions=suggestions,
                       line=self.row, column=self.column)


@attrs.frozen
class Grid:
    """The rows of one sheet, the first of which holds the headers; rows without any text are left out."""

    name: str
    rows: tuple[tuple[GridCell, ...], ...]

    @classmethod
    def of(cls, name: str, rows: Iterable[Iterable[str]]) -> Grid:
        """The grid of these texts."""
        return cls.of_cells(name, ((GridCell(name, row, column, text.strip()) for column, text in enumerate(texts, 1))
                                   for row, texts in enumerate(rows, 1)))

    @classmethod
    def of_cells(cls, name: str, rows: Iterable[Iterable[GridCell]]) -> Grid:
        """The grid of these cells."""
        return cls(name, tuple(cells for cells in map(tuple, rows) if any(cell.text or cell.flaw for cell in cells)))


def refused(problems: Iterable[Problem]) -> InstrumentError:
    """The error of a source that cannot be imported, with its problems in the order of rows and columns."""
    return InstrumentError(sorted(dict.fromkeys(problems), key=_place), about="What should be imported")


def quoted(text: str) -> str:
    """A text of the source in one line, to stand in a sentence of ours; a very long one without its end."""
    line = printable(" ".join(text.split()))
    return f"\"{line if len(line) <= _MOST_QUOTED else line[:_MOST_QUOTED - 3] + '...'}\""


def _place(problem: Problem) -> tuple[str, int, int]:
    sheet = problem.pointer.split("/")[1] if problem.pointer else ""
    return "" if sheet.isdigit() else sheet, problem.line or 0, problem.column or 0
