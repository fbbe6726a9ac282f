"""Bars: a label with its value on one line, and beneath them a bar, with what belongs to it."""

from __future__ import annotations

import attrs
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from riskscreen.plot.drawing.palette import EDGE, INK, LINE, OPEN_HATCH, PAPER, Bar
from riskscreen.plot.drawing.rows import RowPlace
from riskscreen.plot.drawing.texts import line_height, width_of, wrapped

_SIZE = 9.0
_BAR = 10.0
_GAP = 7.0
_WHISKER = 7.0
_BETWEEN = 8.0  # a label and its value
_MOST_OF_VALUE = 0.6  # of the width


@attrs.frozen
class BarRow:
    """A label, a value, and bars beneath them.

    ``marks`` are lines across the bars; ``whisker`` is a line beneath them, with its ends; the whole width is outlined
    as so many cells.
    """

    label: str
    value: str
    bars: tuple[Bar, ...]
    marks: tuple[float, ...] = ()
    whisker: tuple[float, float] | None = None
    n_cells: int = 0

    def laid(self, width: float, scale: float, n_lines: int) -> _LaidBars:
        """It with its texts in lines."""
        size = _SIZE * scale
        value = wrapped(self.value, width * _MOST_OF_VALUE, size, most_lines=min(2, n_lines))
        taken = max(width_of(line, size) for line in value)
        label = wrapped(self.label, width - taken - _BETWEEN * scale, size, most_lines=n_lines)
        return _LaidBars(self, label, value, scale)


@attrs.frozen
class _LaidBars:
    row: BarRow
    label: tuple[str, ...]
    value: tuple[str, ...]
    scale: float

    @property
    def text_height(self) -> float:
        return max(len(self.label), len(self.value)) * line_height(_SIZE * self.scale)

    @property
    def height(self) -> float:
        return self.text_height + (_BAR + _GAP + (_WHISKER if self.row.whisker else 0)) * self.scale

    def draw(self, place: RowPlace) -> None:
        place.write(0, self.label, _SIZE * self.scale)
        place.write(1, self.value, _SIZE * self.scale, side="right")
        axes, row, start, height = place.axes, self.row, place.top + self.text_height, _BAR * self.scale
        for n in range(row.n_cells):
            _frame(axes, place.x(n / row.n_cells), place.x((n + 1) / row.n_cells), start, height)
        for bar in row.bars:
            draw_bar(axes, attrs.evolve(bar, start=place.x(bar.start), end=place.x(bar.end)), start, height)
        for mark in row.marks:
            for width, color in ((3.4, PAPER), (1.6, INK)):  # seen on what is dark too
                _line(axes, [place.x(mark)] * 2, [start, start + height + 3 * self.scale], width, color)
        if row.whisker is not None:
            lower, upper = row.whisker
            _draw_whisker(axes, place.x(lower), place.x(upper), start + height + _WHISKER / 2 * self.scale, self.scale)
        axes.plot([place.x(0)] * 2, [start - 1, start + height + 1], color=EDGE, linewidth=1, clip_on=False)


def draw_bar(axes: Axes, bar: Bar, top: float, height: float) -> None:
    """A bar; what is settled is solid, what is open is hatched."""
    place = (bar.start, top), bar.end - bar.start, height
    axes.add_patch(Rectangle(*place, facecolor=bar.face, edgecolor=bar.hatch or bar.face, linewidth=0,
                             hatch=OPEN_HATCH if bar.hatch else None, clip_on=False))
    axes.add_patch(Rectangle(*place, fill=False, edgecolor=EDGE, linewidth=0.8, clip_on=False))


def _frame(axes: Axes, left: float, right: float, top: float, height: float) -> None:
    axes.add_patch(Rectangle((left, top), right - left, height, fill=False, edgecolor=LINE, linewidth=0.8,
                             clip_on=False))


def _draw_whisker(axes: Axes, left: float, right: float, y: float, scale: float) -> None:
    _line(axes, [left, right], [y, y], 1)
    for x in (left, right):
        _line(axes, [x, x], [y - 2 * scale, y + 2 * scale], 1)


def _line(axes: Axes, xs: list[float], ys: list[float], width: float, color: str = INK) -> None:
    axes.plot(xs, ys, color=color, linewidth=width, clip_on=False, solid_capstyle="butt")
