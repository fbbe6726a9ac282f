"""A CSV file as a grid: with or without a byte-order mark, with commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from riskscreen.errors import Problem
from riskscreen.importing.grid import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Grid, GridCell, quoted, refused

_SEPARATORS = (",", ";", "\t")


def csv_grid(source: bytes, *, most_bytes: int = MOST_BYTES, most_rows: int = MOST_ROWS) -> Grid:
    """The rows of a CSV file.

    Raises:
        InstrumentError: If it is too large, is not text in UTF-8, has a quote that is never closed, or has rows that
            are longer than the headers: what stands in them has moved to the wrong columns.
    """
    text = _text(source, most_bytes)
    grid = Grid.of("", _rows(text, _separator(text), most_rows))
    problems = [*_beyond_headers(grid)]
    if problems:
        raise refused(problems)
    return Grid.of_cells("", ((_cell(cell) for cell in row) for row in grid.rows))


def _cell(cell: GridCell) -> GridCell:
    if not cell.text.startswith("="):
        return cell
    return GridCell(cell.sheet, cell.row, cell.column, cell.text, flaw=formula(cell.text))


def formula(text: str) -> str:
    """Why a formula cannot be taken, though its value may once have been shown."""
    return f"A formula stands here: {quoted(text)}. Which value does it have?"


def _beyond_headers(grid: Grid) -> Iterator[Problem]:
    headers, *rows = grid.rows or [()]
    named = {header.column for header in headers if header.text}
    for row in rows:
        beyond = next((cell for cell in row if cell.text and cell.column not in named), None)
        if beyond:
            yield beyond.problem("I-no-header", "This stands in a column without a header. Check the separators, and "
                                 "put texts that hold one between quotes.")


def _text(source: bytes, most_bytes: int) -> str:
    if len(source) > most_bytes:
        raise refused([too_large(f"at most {most_bytes} bytes")])
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = source.count(b"\n", 0, error.start) + 1
        raise refused([Problem("I-not-text", "", "This is not text in UTF-8. Save it as CSV in UTF-8.", line=row,
                               column=error.start - source.rfind(b"\n", 0, error.start),
                               found=f"byte 0x{source[error.start]:02x}")]) from error
    if "\0" in text:
        raise refused([Problem("I-not-text", "", "This is not text: it holds a NUL character. Save it as CSV in UTF-8.",
                               line=text.count("\n", 0, text.index("\0")) + 1, column=1)])
    return text


def too_large(expected: str, found: str | None = None) -> Problem:
    """The problem of a source that nobody should have to wait for."""
    return Problem("I-too-large", "", "This is too large to be imported. Check that it is the right file.",
                   found=found, expected=expected)


def _separator(text: str) -> str:
    """The separator that divides the first row into the most parts; where none does, the comma."""
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    if first.lower().startswith("sep=") and len(first) == len("sep=") + 1:
        return first[-1]
    return max(_SEPARATORS, key=lambda separator: len(next(csv.reader([first], delimiter=separator), [])))


def _rows(text: str, separator: str, most_rows: int) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    n_rows = n_filled = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "limit" in str(error):
                raise refused([too_large(f"at most {csv.field_size_limit()} characters in a cell")]) from error
            raise refused([Problem("I-quote", "", "A quote is opened and not closed, or closed and followed by more. "
                                   "Write a quote inside a text twice.", line=n_rows + 1, column=1)]) from error
        n_rows += 1
        while row and not row[-1].strip():
            row.pop()
        n_filled += bool(row)
        if n_filled > most_rows or len(row) > MOST_COLUMNS:
            raise refused([too_large(f"at most {most_rows} rows and {MOST_COLUMNS} columns")])
        yield [] if n_rows == 1 and row and row[0].lower().startswith("sep=") else row
