"""Which column says what: headers under the names that people use, with a language where they have one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

import attrs

from riskscreen.errors import Problem, near_names
from riskscreen.importing.grid import Grid, GridCell, quoted, refused

HeaderNames = Mapping[str, tuple[str, ...]]
_BOUND = re.compile(r"bind::?", re.IGNORECASE)


@attrs.frozen
class SheetColumn:
    """A column: what it says, in which language (none where that makes no difference), and its header."""

    kind: str
    language: str | None
    header: GridCell


@attrs.frozen
class SheetRow:
    """One row: its cells by what they say and in which language."""

    sheet: str
    number: int
    cells: Mapping[tuple[str, str | None], GridCell]

    def cell(self, kind: str) -> GridCell | None:
        """The cell that says this; None where it is empty or where there is no such column."""
        return self.cells.get((kind, None))

    def text(self, kind: str) -> str:
        """The text of that cell, empty where there is none that can be taken."""
        cell = self.cell(kind)
        return cell.text if cell and not cell.flaw else ""

    def flaw(self, kind: str, language: str | None = None) -> str:
        """Why the text of that cell cannot be taken; empty where it can, or where there is none."""
        cell = self.cells.get((kind, language))
        return cell.flaw if cell else ""

    def cells_of(self, kind: str) -> dict[str, GridCell]:
        """The cells that say this, by their language."""
        return {language: cell for (of, language), cell in self.cells.items() if of == kind and language}

    def texts(self, kind: str) -> dict[str, str]:
        """What it says in each language, as far as it can be taken."""
        return {language: cell.text for language, cell in self.cells_of(kind).items() if not cell.flaw}

    def rest(self, *used: str) -> str:
        """What the row says besides, each with its header; empty where that is nothing."""
        return ", ".join(f"{cell.header} {quoted(cell.text)}" for (kind, _), cell in self.cells.items()
                         if kind not in used)


@attrs.frozen
class SheetTable:
    """The rows of a sheet, its columns that say something known, and the headers of others that say something.

    ``beside`` holds the first cell of each column without a header, with how many cells there are.
    """

    sheet: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    unread: tuple[str, ...]
    beside: tuple[tuple[GridCell, int], ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that its rows have texts in, in the order of the columns."""
        used = {language for row in self.rows for _, language in row.cells}
        return tuple(dict.fromkeys(column.language for column in self.columns
                                   if column.language and column.language in used))


def languages_in(grid: Grid, names: HeaderNames, in_languages: Collection[str]) -> list[str]:
    """What the headers of texts say of their language, as they say it; an empty text where they do not."""
    return [language for header in grid.rows[0] for kind, language in [_meaning(header, names)] if kind in in_languages]


def table_of(grid: Grid, names: HeaderNames, *, required: Iterable[str], in_languages: Collection[str],
             tags: Mapping[str, str]) -> SheetTable:
    """The table that a grid is, once its headers are understood.

    *names* gives, for each thing that a column can say, the headers that it has; what is *in_languages* has a language
    of its own, the tag of which *tags* has for what the header says.

    Raises:
        InstrumentError: If there are no rows, or a required column is missing.
    """
    if not grid.rows:
        raise refused([nothing_in(grid)])
    headers, *rows = grid.rows
    columns = [SheetColumn(kind, tags[language] if kind in in_languages else None, header) for header in headers
               for kind, language in [_meaning(header, names)] if kind]
    problems = [*_missing(columns, required, grid, names)]
    if not rows:
        problems.append(headers[0].problem("I-empty", "Below the headers there is nothing."))
    if problems:
        raise refused(problems)
    read = {column.header.column for column in columns}
    filled = {cell.column for row in rows for cell in row if cell.text}
    unread = tuple(header.text for header in headers if header.text and header.column in filled - read)
    return SheetTable(grid.name, tuple(columns), tuple(_row(grid.name, row, columns) for row in rows), unread,
                      tuple(_beside({header.column for header in headers if header.text}, rows)))


def nothing_in(grid: Grid) -> Problem:
    """The problem of a source without any text."""
    return GridCell(grid.name, 1, 1, "").problem("I-empty", "There is nothing in it.",
                                                 expected="a row of headers, and a row for each entry")


def plain_header(text: str) -> str:
    """A header without what makes no difference: capitals, underscores and runs of blanks."""
    return " ".join(re.sub(r"[_\s-]+", " ", text).split()).casefold()


def _meaning(header: GridCell, names: HeaderNames) -> tuple[str | None, str]:
    """What a column says, None where that is nothing known, and in which language."""
    text = _BOUND.sub("", header.text, count=1)
    base, _, language = text.partition("::" if "::" in text else ":")
    base = plain_header(base)
    kind = None if header.flaw else next((kind for kind, aliases in names.items() if base in aliases), None)
    return kind, language.strip()


def _missing(columns: Iterable[SheetColumn], required: Iterable[str], grid: Grid,
             names: HeaderNames) -> Iterator[Problem]:
    found = {column.kind for column in columns}
    headers = [cell.text for cell in grid.rows[0] if cell.text]
    for kind in required:
        if kind not in found:
            near = tuple(dict.fromkeys(header for alias in names[kind] for header in near_names(alias, headers)))
            yield GridCell(grid.name, grid.rows[0][0].row, 1, "").problem(
                "I-no-column", f"There is no column {kind!r}.", suggestions=near[:3],
                expected="a header such as " + ", ".join(names[kind][:4]))


def _beside(named: Collection[int], rows: Iterable[tuple[GridCell, ...]]) -> Iterator[tuple[GridCell, int]]:
    found: dict[int, list[GridCell]] = {}
    for row in rows:
        for cell in row:
            if cell.text and cell.column not in named:
                found.setdefault(cell.column, []).append(cell)
    return ((cells[0], len(cells)) for _, cells in sorted(found.items()))


def _row(sheet: str, cells: tuple[GridCell, ...], columns: Iterable[SheetColumn]) -> SheetRow:
    by_column = {cell.column: cell for cell in cells if cell.text or cell.flaw}
    found: dict[tuple[str, str | None], list[GridCell]] = {}
    for column in columns:
        if cell := by_column.get(column.header.column):
            found.setdefault((column.kind, column.language), []).append(
                GridCell(cell.sheet, cell.row, cell.column, cell.text, column.header.text, cell.flaw))
    return SheetRow(sheet, cells[0].row, {place: _one(same) for place, same in found.items()})


def _one(cells: list[GridCell]) -> GridCell:
    """The cell that stands for all of these, which say the same thing, though perhaps not in the same words."""
    first = cells[0]
    if all((cell.text, cell.flaw) == (first.text, first.flaw) for cell in cells):
        return first
    said = " and ".join(f"{cell.header} {quoted(cell.text)}" for cell in cells)
    return GridCell(first.sheet, first.row, first.column, " / ".join(cell.text for cell in cells), first.header,
                    f"Several columns say this, and differently: {said}. Which is right?")
