"""Plain text for a terminal: lines with an indent, wrapped, and nothing in them that a terminal would act on."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence

from riskscreen.explain.words.lines import Line

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
    return "\n".join(textwrap.wrap(printable(line.text), WIDTH, initial_indent=first, subsequent_indent=rest,
                                   break_on_hyphens=False))


def printable(text: str) -> str:
    r"""The text in one line, with every character that could steer a terminal or hide written out as an escape.

    That is: controls (escape sequences, carriage return), marks that turn the direction of writing, characters
    without width, and halves of surrogate pairs.  The joiners that some scripts and emoji need stay.

    Examples:
        >>> printable("safe\r\x1b[2K low")
        'safe \\x1b[2K low'
    """
    return _STEERING.sub(_escaped, _BREAKS.sub(" ", text))


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


# Written out, and not taken from the Unicode database, so that every Python version prints the same.
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]")
