"""Colours: levels go from light to dark, so that their order is seen in grey, and by whoever sees colours otherwise.

Ink, edges and the highest level have the colours of our pages.  The brown and the red of their middle and their highest
level are told apart by lightness hardly at all, and so are not taken here.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from riskscreen.model.outcome import Level

INK = "#1a1d21"
FAINT = "#474e56"
EDGE = "#6b737b"
LINE = "#c9ced4"
PAPER = "#ffffff"
PLAIN = "#164a94"

OPEN_HATCH = "////"

_LOWEST, _MIDDLE, _HIGHEST = (0xA9, 0xD3, 0xDE), (0xC8, 0x8A, 0x2C), (0x8C, 0x15, 0x15)


@attrs.frozen
class Bar:
    """A part of the width, from ``start`` to ``end`` (0 is the left end, 1 the right); what is open is hatched."""

    start: float
    end: float
    face: str
    hatch: str | None = None  # the colour of its hatching


def bar_of(levels: Sequence[Level], start: float, end: float) -> Bar:
    """A bar for cases with these possible levels: solid for one, hatched for several, or for none that is named."""
    if len(levels) == 1:
        return Bar(start, end, colour_of(levels[0]))
    return Bar(start, end, PAPER, colour_of(levels[-1]) if levels else EDGE)


def colour_of(level: Level) -> str:
    """The colour of a level by its place on its ladder; all levels of a route, which has no lower and higher, have one.
    """
    return PLAIN if level.kind == "route" else ladder_colours(len(level.ladder))[level.rank]


def hatch_of(level: Level) -> str:
    """The colour of hatching for a level among others: its own, but dark enough for thin lines on paper."""
    own = colour_of(level)
    return _hexadecimal([int(own[n:n + 2], 16) * 7 // 10 for n in (1, 3, 5)])


def ladder_colours(n_levels: int) -> tuple[str, ...]:
    """The colours of so many levels, the lowest first.

    Examples:
        >>> ladder_colours(3)
        ('#a9d3de', '#c88a2c', '#8c1515')
    """
    return tuple(_between(2 * rank, n_levels - 1) for rank in range(n_levels))


def _between(doubled: int, last: int) -> str:
    """The colour at ``doubled / (2 * last)`` of the way from the lowest over the middle to the highest."""
    if doubled <= last:
        start, end, part = _LOWEST, _MIDDLE, doubled
    else:
        start, end, part = _MIDDLE, _HIGHEST, doubled - last
    return _hexadecimal([a + (b - a) * part // max(last, 1) for a, b in zip(start, end, strict=True)])


def _hexadecimal(colour: Sequence[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
