"""The lines that every view is made of, before anybody lays them out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import attrs


@attrs.frozen
class Line:
    """One line before it is wrapped; ``depth`` counts steps of indent, ``number`` is its place in a list."""

    text: str
    depth: int = 0
    is_bullet: bool = False
    number: int | None = None


Block: TypeAlias = Sequence[Line]  # lines that stand together


def bullet(text: str, depth: int = 0) -> Line:
    """A line that opens with a dash."""
    return Line(text, depth, is_bullet=True)


def numbered(text: str, number: int, depth: int = 0) -> Line:
    """A line that opens with its number."""
    return Line(text, depth, number=number)
