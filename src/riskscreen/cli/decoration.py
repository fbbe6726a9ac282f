"""Bold and colour for words that stand on a screen; the words say the same without."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

import attrs

Colour: TypeAlias = Literal["teal", "amber", "red"]

# The hues of the pages, among the 256 of terminals: each has a contrast of at least 4 on white and on black.
COLOURS: Mapping[Colour, int] = {"teal": 30, "amber": 130, "red": 161}
_BOLD = "\x1b[1m"
_END = "\x1b[0m"


@attrs.frozen
class Tint:
    """A colour for words, and the pattern in which they stand: the group ``word`` is what gets it."""

    pattern: str
    colour: Colour


def decorated(text: str, in_bold: Sequence[str], tints: Sequence[Tint]) -> str:
    """The text with the first of each of these words in bold, and tints, where standard output can show them.

    A terminal that says nothing of 256 colours gets none: its few are not to be read on every ground.
    """
    if not _can_be_bold():
        return text
    bold = {span: _BOLD for word in dict.fromkeys(in_bold) for span in _first(word, text)}
    tinted = dict(_tinted(text, tints)) if _has_colours() else {}
    spans = sorted({*bold, *tinted})
    parts, done = [], 0
    for start, end in spans:
        if start >= done:
            parts += [text[done:start], tinted.get((start, end), ""), bold.get((start, end), ""), text[start:end], _END]
            done = end
    return "".join(parts) + text[done:]


def _can_be_bold() -> bool:
    """Whether standard output is a terminal that can, and nobody has asked for plain text."""
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    return is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _has_colours() -> bool:
    return "256color" in os.environ.get("TERM", "") or bool(os.environ.get("COLORTERM"))


def _first(word: str, text: str) -> Iterator[tuple[int, int]]:
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    if found:
        yield found.span()


def _tinted(text: str, tints: Sequence[Tint]) -> Iterator[tuple[tuple[int, int], str]]:
    for tint in tints:
        for found in re.finditer(tint.pattern, text, re.MULTILINE):
            yield found.span("word"), f"\x1b[38;5;{COLOURS[tint.colour]}m"
