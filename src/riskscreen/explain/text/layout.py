"""Plain text for a terminal: lines with an indent, wrapped, and nothing in them that a terminal would act on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from riskscreen.explain.words.lines import Line
from riskscreen.printable import in_one_line

WIDTH = 100
_INDENT = 2
_MOST_DEPTH = 24


def page(blocks: Iterable[Sequence[Line]]) -> str:
    """The blocks that have lines, with an empty line between them."""
    return "\n\n".join("\n".join(wrapped(line) for line in block) for block in blocks if block)


def wrapped(line: Line) -> str:
    """The line over as many lines of the page as it takes."""
    margin = " " * (_INDENT * min(line.depth, _MOST_DEPTH))
    mark = "- " if line.is_bullet else "" if line.number is None else f"{line.number}. "
    first, rest = margin + mark, margin + " " * len(mark)
    return "\n".join(textwrap.wrap(in_one_line(line.text), WIDTH, initial_indent=first, subsequent_indent=rest,
                                   break_on_hyphens=False))
