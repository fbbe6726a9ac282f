"""What a table holds before anybody asks what it means: texts in rows, and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterable

from riskscreen.errors import InstrumentError, Problem, describe, pointer_to
from riskscreen.model.value import Value, value

MOST_BYTES = 1 << 20
MOST_ROWS = 2_000  # four times as many as an instrument has items
MOST_COLUMNS = 100


@value
class Cell(Value):
    """A text and its place: the sheet (none in a CSV file), the row and the column, both counted from 1."""

    sheet: str
    row: int
    column: int
    text: str
    header: str = ""

    def problem(self, code: str, message: str, *, expected: str | None = None,
                suggestions: tuple[str, ...] = ()) -> Problem:
        """Something that is wrong here."""
        sheet = (self.sheet,) if self.sheet else ()
        return Problem(code, pointer_to(*sheet, self.row, *((self.header,) if self.header else ())), message,
                       found=describe(self.text) if self.text else None, expected=expected, suggestions=suggestions,
                       line=self.row, column=self.column)


@value
class Grid(Value):
    """The rows of one sheet, the first of which holds the headers; rows without any text are left out."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(cls, name: str, rows: Iterable[Iterable[str]]) -> Grid:
        """The grid of these texts."""
        cells = (tuple(Cell(name, row, column, text.strip()) for column, text in enumerate(texts, 1))
                 for row, texts in enumerate(rows, 1))
        return cls(name, tuple(row for row in cells if any(cell.text for cell in row)))


def refused(problems: Iterable[Problem]) -> InstrumentError:
    """The error of a source that cannot be imported, with its problems in the order of rows and columns."""
    return InstrumentError(sorted(dict.fromkeys(problems), key=_place), about="What should be imported")


def _place(problem: Problem) -> tuple[str, int, int]:
    sheet = problem.pointer.split("/")[1] if problem.pointer else ""
    return "" if sheet.isdigit() else sheet, problem.line or 0, problem.column or 0
