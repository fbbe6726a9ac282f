"""A CSV file as a grid: with or without a byte-order mark, with commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from riskscreen.errors import Problem
from riskscreen.importing.grid import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Grid, refused

_SEPARATORS = (",", ";", "\t")


def csv_grid(source: bytes) -> Grid:
    """The rows of a CSV file.

    Raises:
        InstrumentError: If it is too large, is not text in UTF-8, or has a quote that is never closed.
    """
    text = _text(source)
    separator = _separator(text)
    grid = Grid.of("", _rows(text, separator))
    formulas = [cell.problem("I-formula", "A formula stands here. Put its value in its place.")
                for row in grid.rows for cell in row if cell.text.startswith("=")]
    if formulas:
        raise refused(formulas)
    return grid


def _text(source: bytes) -> str:
    if len(source) > MOST_BYTES:
        raise refused([too_large(f"at most {MOST_BYTES} bytes")])
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


def too_large(expected: str) -> Problem:
    """The problem of a source that nobody should have to wait for."""
    return Problem("I-too-large", "", "This is too large to be imported. Check that it is the right file.",
                   expected=expected)


def _separator(text: str) -> str:
    """The separator that divides the first row into the most parts; where none does, the comma."""
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    if first.lower().startswith("sep=") and len(first) == len("sep=") + 1:
        return first[-1]
    return max(_SEPARATORS, key=lambda separator: len(next(csv.reader([first], delimiter=separator), [])))


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    n_rows = 0
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
        if n_rows > MOST_ROWS or len(row) > MOST_COLUMNS:
            raise refused([too_large(f"at most {MOST_ROWS} rows and {MOST_COLUMNS} columns")])
        yield [] if n_rows == 1 and row and row[0].lower().startswith("sep=") else row
