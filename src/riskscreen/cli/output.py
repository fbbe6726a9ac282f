"""What a command gives back, and how it is made fit for a terminal."""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Sequence
from typing import cast

import attrs

from riskscreen._json.values import JsonValue
from riskscreen._json.writing import write_pretty
from riskscreen.cli.decoration import Tint
from riskscreen.printable import printable

_MOST_COLUMNS = 100


@attrs.frozen
class Output:
    """What a command found, for people and for programs; each is made only when it is asked for.

    A document, such as a query or a schema, stands in its own lines; all else is fitted to the terminal.
    """

    text: Callable[[], str]
    data: Callable[[], object]
    is_undetermined: bool = False
    to_emphasise: Sequence[str] = ()
    tints: Sequence[Tint] = ()
    is_document: bool = False


def visible(text: str) -> str:
    """Lines of text as a terminal may have them."""
    return printable(text, keep="\n\t")


def in_json(value: object) -> str:
    """Plain values as JSON that is safe to look at in a terminal, too."""
    return printable(write_pretty(cast(JsonValue, value)), keep="\n", escaped=lambda each: json.dumps(each)[1:-1])


def fitted(text: str) -> str:
    """The text with lines that fit the terminal, where standard output is one; what is longer goes on further in."""
    if sys.stdout is None or not sys.stdout.isatty():
        return text
    width = max(shutil.get_terminal_size().columns, 40)
    return "\n".join(part for line in text.split("\n") for part in _fitted_line(line, width))


def _fitted_line(line: str, width: int) -> Sequence[str]:
    if len(line) <= width:
        return [line]
    columns = [found.end() for found in re.finditer(r"\S {2,}(?=\S)", line) if found.end() <= width // 2]
    indent = columns[-1] if columns else len(line) - len(line.lstrip()) + 2
    return textwrap.wrap(line, width, subsequent_indent=" " * indent, drop_whitespace=True, break_long_words=False,
                         break_on_hyphens=False, replace_whitespace=False, expand_tabs=False)


def wrapped(text: str, indent: str = "") -> str:
    """The text in lines that fit the terminal; its own line breaks stay."""
    width = min(shutil.get_terminal_size().columns, _MOST_COLUMNS)
    lines = [textwrap.wrap(line, max(width, 40), initial_indent=indent, subsequent_indent=indent,
                           break_long_words=False, break_on_hyphens=False) or [""] for line in text.split("\n")]
    return "\n".join(line for part in lines for line in part)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns, each as wide as its longest entry."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(entry.ljust(width) for entry, width in zip(row, widths, strict=True)).rstrip()
                     for row in rows)
