"""Which column says what: headers under the names that people use, with a language where they have one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from riskscreen.errors import Problem, near_names
from riskscreen.importing.grid import Cell, Grid, refused
from riskscreen.model.value import Value, value

Names = Mapping[str, tuple[str, ...]]
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_IN_BRACKETS = re.compile(r".*\(([^()]*)\)\s*")


@value
class Column(Value):
    """A column: what it says, in which language (none where that makes no difference), and its header."""

    kind: str
    language: str | None
    header: Cell


@value
class Row(Value):
    """One row: its texts by what they say and in which language."""

    number: int
    cells: Mapping[tuple[str, str | None], Cell]

    def cell(self, kind: str) -> Cell | None:
        """The cell that says this; None where it is empty or where there is no such column."""
        return self.cells.get((kind, None))

    def text(self, kind: str) -> str:
        """The text of that cell, empty where there is none."""
        cell = self.cell(kind)
        return cell.text if cell else ""

    def cells_of(self, kind: str) -> dict[str, Cell]:
        """The cells that say this, by their language."""
        return {language: cell for (of, language), cell in self.cells.items() if of == kind and language}

    def texts(self, kind: str) -> dict[str, str]:
        """What it says in each language."""
        return {language: cell.text for language, cell in self.cells_of(kind).items()}


@value
class Table(Value):
    """The rows of a sheet, its columns that say something known, and the headers of all others."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unread: tuple[str, ...]

    def empty(self, kind: str, row: Row) -> Cell:
        """The empty cell in the row that should say this."""
        header = next(column.header for column in self.columns if column.kind == kind)
        return Cell(header.sheet, row.number, header.column, "", header.text)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its texts, in the order of the columns."""
        return tuple(dict.fromkeys(column.language for column in self.columns if column.language))


def table_of(grid: Grid, names: Names, *, required: Iterable[str], in_languages: Iterable[str],
             language: str | None) -> Table:
    """The table that a grid is, once its headers are understood.

    *names* gives, for each thing that a column can say, the headers that it has; what is *in_languages* has a language
    of its own, and that is *language* where the header does not say.

    Raises:
        InstrumentError: If there are no rows, a required column is missing, a header stands twice, or cells have none.
    """
    if not grid.rows:
        raise refused([Cell(grid.name, 1, 1, "").problem("I-empty", "There is nothing in it.",
                                                         expected="a row of headers, and a row for each entry")])
    headers, *rows = grid.rows
    known = {header: kind for kind, aliases in names.items() for header in aliases}
    columns: list[Column] = []
    problems: list[Problem] = []
    for header in headers:
        base, _, suffix = header.text.partition("::")
        kind = known.get(plain_header(base))
        if kind is not None:
            columns.append(_column(kind, header, suffix, problems, language if kind in in_languages else None,
                                   has_language=kind in in_languages))
    problems += _missing(columns, required, grid, names)
    problems += _twice(columns)
    problems += _without_header(headers, rows)
    if not rows:
        problems.append(headers[0].problem("I-empty", "Below the headers there is nothing."))
    if problems:
        raise refused(problems)
    read = {column.header.column for column in columns}
    return Table(tuple(columns), tuple(_row(row, columns) for row in rows),
                 tuple(header.text for header in headers if header.text and header.column not in read))


def plain_header(text: str) -> str:
    """A header without what makes no difference: capitals, underscores and runs of blanks."""
    return " ".join(re.sub(r"[_\s-]+", " ", text).split()).casefold()


def _column(kind: str, header: Cell, suffix: str, problems: list[Problem], default: str | None, *,
            has_language: bool) -> Column:
    if not has_language:
        return Column(kind, None, header)
    tag = (in_brackets[1] if (in_brackets := _IN_BRACKETS.fullmatch(suffix)) else suffix).strip() or default
    if tag is None or _TAG.fullmatch(tag) is None:
        base = header.text.partition("::")[0]
        problems.append(header.problem("I-no-language", "It is not said in which language these texts are.",
                                       expected=f"{base}::en, or --lang with the language of texts that do not say"))
    return Column(kind, tag or "und", header)


def _missing(columns: Iterable[Column], required: Iterable[str], grid: Grid, names: Names) -> Iterator[Problem]:
    found = {column.kind for column in columns}
    headers = [cell.text for cell in grid.rows[0] if cell.text]
    for kind in required:
        if kind not in found:
            near = tuple(dict.fromkeys(header for alias in names[kind] for header in near_names(alias, headers)))
            yield Cell(grid.name, grid.rows[0][0].row, 1, "").problem(
                "I-no-column", f"There is no column {kind!r}.", suggestions=near[:3],
                expected="a header such as " + ", ".join(names[kind][:4]))


def _twice(columns: Iterable[Column]) -> Iterator[Problem]:
    seen: dict[tuple[str, str | None], Cell] = {}
    for column in columns:
        if (column.kind, column.language) in seen:
            first = seen[column.kind, column.language]
            yield column.header.problem("I-duplicate-column", f"Column {first.column} says the same already.",
                                        expected="one column for each thing, and for each language of a text")
        seen.setdefault((column.kind, column.language), column.header)


def _without_header(headers: tuple[Cell, ...], rows: Iterable[tuple[Cell, ...]]) -> Iterator[Problem]:
    named = {header.column for header in headers if header.text}
    for row in rows:
        for cell in row:
            if cell.text and cell.column not in named:
                yield cell.problem("I-no-header", "This stands in a column without a header. Check the separators, and "
                                   "put texts that hold one between quotes.")
                break


def _row(cells: tuple[Cell, ...], columns: Iterable[Column]) -> Row:
    by_column = {cell.column: cell for cell in cells if cell.text}
    return Row(cells[0].row, {
        (column.kind, column.language): Cell(cell.sheet, cell.row, cell.column, cell.text, column.header.text)
        for column in columns if (cell := by_column.get(column.header.column))})
