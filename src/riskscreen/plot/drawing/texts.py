"""Texts that are measured before they are drawn, so that they fit and never lie over one another.

All sizes are in points.  Nothing in a text is markup: a dollar sign is a dollar sign.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties, findfont

from riskscreen.plot.drawing.palette import INK
from riskscreen.printable import printable

TextSide = Literal["left", "right", "center"]

_MORE = "\u2026"
_SPACING = 1.4  # from line to line


def wrapped(text: str, width: float, size: float, *, most_lines: int = 3) -> tuple[str, ...]:
    """The text in lines of that width; what does not fit in the last of them ends with dots."""
    lines: list[str] = []
    words = printable(" ".join(text.split())).split(" ")
    while words and len(lines) < most_lines:
        line, words = _first_line(words, width, size)
        lines.append(line)
    if words:
        lines[-1] = _clipped(f"{lines[-1]} {words[0]}", width, size)
    return tuple(lines)


def _first_line(words: list[str], width: float, size: float) -> tuple[str, list[str]]:
    """As many words as fit in one line, at least a part of the first, and the words that are left."""
    space = width_of(" ", size)
    ends = list(accumulate((width_of(word, size) + space for word in words), initial=-space))[1:]
    if n := bisect_right(ends, width):
        return " ".join(words[:n]), words[n:]
    n_letters = max(1, _n_fitting(words[0], width, size))
    return words[0][:n_letters], [words[0][n_letters:], *words[1:]]


def _clipped(line: str, width: float, size: float) -> str:
    return line[:_n_fitting(line, width - width_of(_MORE, size), size)].rstrip() + _MORE


def _n_fitting(line: str, width: float, size: float) -> int:
    """How many of its first letters fit."""
    font = findfont(FontProperties())
    return bisect_right(list(accumulate(_advance(letter, size, font) for letter in line)), width)


def width_of(text: str, size: float) -> float:
    """How wide a text is at most, in the font that texts have here."""
    font = findfont(FontProperties())
    return sum(_advance(letter, size, font) for letter in text)


@lru_cache(1 << 14)
def _advance(letter: str, size: float, font: str) -> float:
    """How far a letter moves on those that follow, at most: letters are fitted to whole dots, by their number."""
    return max(_advance_on(renderer, letter, size) for renderer in _RENDERERS) * _SLACK


def _advance_on(renderer: RendererAgg, letter: str, size: float) -> float:
    prop = FontProperties(size=size)
    with_it, without = (renderer.get_text_width_height_descent(f"|{letter * n}|", prop, ismath=False)[0]  # type: ignore[no-untyped-call]  # Matplotlib has no types here
                        for n in (_MANY, 0))
    return float((with_it - without) / _MANY / renderer.dpi * 72)


_MANY = 10
_SLACK = 1.01
_RENDERERS = [RendererAgg(1, 1, dpi) for dpi in (72, 100, 200)]  # type: ignore[no-untyped-call]  # nor here


def draw_text(axes: Axes, x: float, y: float, line: str, *, size: float, ha: TextSide = "left",
              color: str = INK) -> None:
    """Write one line with its baseline there, as it is."""
    axes.text(x, y, line, ha=ha, va="baseline", fontsize=size, color=color, parse_math=False, usetex=False)


def line_height(size: float) -> float:
    """How far lines of this size are apart."""
    return size * _SPACING
