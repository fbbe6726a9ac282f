"""How things show themselves: one line for who types, a title and tables for a notebook.

What a notebook shows is made of texts that are escaped here, and of nothing else: no scripts, no links, no styles of
others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import attrs

from riskscreen.printable import printable

MOST_SHOWN = 110
MOST_ROWS = 200

Member = TypeVar("Member")


@attrs.frozen
class CellTable:
    """A table with a caption and a head; the first cell of each row is the head of that row."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


@attrs.frozen
class Sheet:
    """What a cell shows: a title, sentences and tables, in one language."""

    title: str
    notes: Sequence[str] = ()
    tables: Sequence[CellTable] = ()
    language: str = "en"


class Cell:
    """The base of what users hold: ``repr`` is one line, and a notebook shows a title and tables."""

    __slots__ = ()
    __attrs_attrs__: Any

    def _sheet(self) -> Sheet:
        """What a notebook shows; unless it is said otherwise, the fields, one a row."""
        rows = [(name, shown_in_line(found)) for name, found in _fields(self)]
        return Sheet(type(self).__name__, tables=[CellTable("", ("field", "value"), rows)])

    def _repr_html_(self) -> str:
        return html_of(self._sheet())

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={found!r}" for name, found in _fields(self))
        return one_line(f"{type(self).__name__}({told})")


class Cells(tuple[Member, ...]):
    """Several things of one kind, a tuple that shows itself as one."""

    __slots__ = ()

    def _sheet(self) -> Sheet:
        rows = [(n, shown_in_line(member)) for n, member in enumerate(self)]
        return Sheet(type(self).__name__, tables=[CellTable("", ("", ""), rows)])

    def _repr_html_(self) -> str:
        return html_of(self._sheet())

    def __repr__(self) -> str:
        return one_line(f"<{type(self).__name__} of {len(self)}: {', '.join(map(shown_in_line, self[:3]))}>")


def one_line(text: str, most: int = MOST_SHOWN) -> str:
    """The text in one line that fits; the middle of what is longer is left out.

    Examples:
        >>> one_line("x" * 1_000) == "x" * 87 + " ... " + "x" * 18
        True
    """
    shown = printable(text)
    if len(shown) <= most:
        return shown
    end = most // 6
    return f"{shown[:most - end - 5]} ... {shown[-end:]}"


def shown_in_line(found: object) -> str:
    """A text as it is, anything else as it is printed, in one line."""
    return one_line(found if type(found) is str else repr(found))


def html_of(sheet: Sheet) -> str:
    """A sheet as a fragment of HTML.

    Examples:
        >>> html_of(Sheet("1 < 2"))
        '<div class="riskscreen-cell" lang="en" dir="auto"><p><strong><bdi>1 &lt; 2</bdi></strong></p></div>'
    """
    parts = [_element("p", _element("strong", _text(sheet.title))),
             *(_element("p", _text(note)) for note in sheet.notes), *map(_table, sheet.tables)]
    return f'<div class="riskscreen-cell" lang="{_escaped(sheet.language)}" dir="auto">{"".join(parts)}</div>'


def _table(table: CellTable) -> str:
    aligned = [_START, *(_alignment([row[n] for row in table.rows]) for n in range(1, len(table.columns)))]
    head = _element("tr", "".join(_element("th", _text(column), f' scope="col" style="{style}"')
                                  for column, style in zip(table.columns, aligned, strict=True)))
    rows = [_row(row, aligned) for row in table.rows[:MOST_ROWS]]
    if len(table.rows) > MOST_ROWS:
        rows.append(f'<tr><td colspan="{len(aligned)}">... + {len(table.rows) - MOST_ROWS}</td></tr>')
    caption = _element("caption", _text(table.caption), f' style="{_CAPTION}"') if table.caption else ""
    return _element("table", caption + _element("thead", head) + _element("tbody", "".join(rows)), f' style="{_TABLE}"')


def _alignment(column: Sequence[object]) -> str:
    """Numbers stand below each other by their ends, all else by its beginning."""
    are_numbers = column and all(_NUMBER.fullmatch(str(found)) for found in column)
    return _END if are_numbers else _START


def _row(row: Sequence[object], aligned: Sequence[str]) -> str:
    first, *rest = (_text(found) for found in row)
    cells = [_element("td", text, f' style="{style}"') for text, style in zip(rest, aligned[1:], strict=True)]
    return _element("tr", _element("th", first, f' scope="row" style="{_START}"') + "".join(cells))


def _text(found: object) -> str:
    """A text that nothing in it can break out of, nor turn what stands around it."""
    return f"<bdi>{_escaped(printable(' '.join(str(found).split())))}</bdi>"


def _escaped(text: str) -> str:
    from html import escape  # noqa: PLC0415  # who only scores shows nothing, and would wait for it

    return escape(text)


def _element(name: str, content: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{content}</{name}>"


def _fields(record: Cell) -> Iterator[tuple[str, object]]:
    return ((field.name, getattr(record, field.name)) for field in record.__attrs_attrs__
            if not field.name.startswith("_"))


_NUMBER = re.compile(r"[0-9][0-9.,]*%?")

# Notebooks put what stands in a table to the end of its cell, texts too.
_START = "text-align: start; vertical-align: top"
_END = "text-align: end; vertical-align: top"
_CAPTION = "text-align: start; padding-top: 1em; font-weight: 600"
_TABLE = "min-width: 32em; margin-inline: 0"
