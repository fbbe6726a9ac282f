"""Rows one under the other, each a text with what is drawn beside or beneath it.

Where axes that are given are too low, what is in the rows becomes smaller alike; before it becomes too small to be
read, labels get one line, and then there are fewer rows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Protocol

import attrs
from matplotlib.axes import Axes

from riskscreen.plot.drawing.canvas import Canvas, canvas_for
from riskscreen.plot.drawing.palette import INK, LINE
from riskscreen.plot.drawing.texts import TextSide, draw_text, line_height, wrapped
from riskscreen.plot.telling import PlotTelling

BENEATH = 3.5  # letters that go below their line
_LABEL_LINES = 3
_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6)
_NOTHING = 0.01
_LEAST = 0.1


@attrs.frozen
class RowPlace:
    """Where a row is drawn: its top in points, and the part of the width, from the left, that is not its own."""

    axes: Axes
    top: float
    left: float

    def x(self, part: float) -> float:
        """Where a part of the width of rows lies on the axes."""
        return self.left + part * (1 - self.left)

    def write(self, x: float, lines: Sequence[str], size: float, *, side: TextSide = "left", color: str = INK) -> None:
        """Write lines, the first at the top of the row."""
        for n, line in enumerate(lines, 1):
            draw_text(self.axes, self.x(x), self.top + n * line_height(size) - BENEATH * size / 9, line, size=size,
                      ha=side, color=color)


class LaidRow(Protocol):
    """A row with its texts in lines."""

    @property
    def height(self) -> float:
        """In points."""

    def draw(self, place: RowPlace) -> None:
        """Draw it there."""


class PictureRow(Protocol):
    """A row before it is known how wide it is."""

    def laid(self, width: float, scale: float, n_lines: int) -> LaidRow:
        """It at a width in points, at a scale, with so many lines of its label at most."""


class BesideRows(Protocol):
    """What is drawn at the left of all rows."""

    @property
    def width(self) -> float:
        """What it takes of the width, in points."""

    def draw(self, axes: Axes, width: float, tops: Sequence[float], bottom: float) -> None:
        """Draw it on the part *width* of the axes, for rows that begin at *tops*."""


RowsOf = Callable[[int], Sequence[PictureRow]]  # as many rows as that at most, if they can be so few


@attrs.frozen
class LineRow:
    """A line of its own; a heading has a line beneath it."""

    text: str
    is_heading: bool = False

    def laid(self, width: float, scale: float, n_lines: int) -> _LaidLine:
        """It in lines."""
        size = (9.5 if self.is_heading else 9.0) * scale
        return _LaidLine(wrapped(self.text, width, size, most_lines=min(2, n_lines)), size, self.is_heading)


@attrs.frozen
class _LaidLine:
    lines: tuple[str, ...]
    size: float
    is_heading: bool

    @property
    def height(self) -> float:
        return len(self.lines) * line_height(self.size) + self.size * (0.9 if self.is_heading else 0.4)

    def draw(self, place: RowPlace) -> None:
        gap = self.size * 0.45 if self.is_heading else 0.0
        attrs.evolve(place, top=place.top + gap).write(0, self.lines, self.size)
        if self.is_heading:
            y = place.top + self.height - self.size * 0.3
            place.axes.plot([place.x(0), place.x(1)], [y, y], color=LINE, linewidth=0.8, clip_on=False)


def first_rows(telling: PlotTelling, rows: Sequence[PictureRow]) -> RowsOf:
    """The first rows; where there are more, the last says how many."""
    return lambda most: rows if len(rows) <= most else [
        *rows[:most - 1], LineRow(telling.said.counted("more", len(rows) - most + 1))]


def last_rows(telling: PlotTelling, rows: Sequence[PictureRow]) -> RowsOf:
    """The last rows; where there are more, the first says how many come before."""
    return lambda most: rows if len(rows) <= most else [
        LineRow(telling.said.counted("earlier", len(rows) - most + 1)), *rows[len(rows) - most + 1:]]


def rows_picture(ax: object, rows_of: RowsOf, most_rows: int, *, title: str, caption: str,
                 beside: BesideRows | None = None) -> Axes:
    """Draw rows, the first at the top, on the axes that are given or on those of a new figure that is high enough."""
    taken = 0.0 if beside is None else beside.width
    canvas = canvas_for(ax, title=title, caption=caption,
                        height_of=lambda width: _height(_laid_rows(rows_of(most_rows), width - taken)))
    _draw_rows(canvas, _fitted(canvas, rows_of, most_rows, taken), taken, beside)
    return canvas.axes


def _fitted(canvas: Canvas, rows_of: RowsOf, most_rows: int, taken: float) -> list[LaidRow]:
    """The rows at the largest scale at which they fit; only where nothing else helps, too small to be read."""
    width = canvas.width - taken
    for n_lines in (_LABEL_LINES, 1):
        for scale in _SCALES:
            laid = _laid_rows(rows_of(most_rows), width, scale, n_lines)
            if _fits(laid, canvas):
                return laid

    def fits_without(n_left_out: int) -> bool:
        return _fits(_laid_rows(rows_of(most_rows - n_left_out), width, _SCALES[-1], 1), canvas)

    n_left_out = bisect_left(range(most_rows - 1), True, key=fits_without)  # what is looked for
    laid = _laid_rows(rows_of(most_rows - n_left_out), width, _SCALES[-1], 1)
    if _fits(laid, canvas):
        return laid
    return _laid_rows(rows_of(1), width, _SCALES[-1] * max(_LEAST, canvas.height / _height(laid)), 1)


def _fits(laid: Sequence[LaidRow], canvas: Canvas) -> bool:
    return _height(laid) <= canvas.height + _NOTHING


def _height(laid: Sequence[LaidRow]) -> float:
    return sum(row.height for row in laid)


def _laid_rows(rows: Sequence[PictureRow], width: float, scale: float = 1.0,
               n_lines: int = _LABEL_LINES) -> list[LaidRow]:
    return [row.laid(width, scale, n_lines) for row in rows]


def _draw_rows(canvas: Canvas, laid: Sequence[LaidRow], taken: float, beside: BesideRows | None) -> None:
    axes, left, bottom = canvas.axes, taken / canvas.width, max(_height(laid), canvas.height)
    axes.set(xlim=(0, 1), ylim=canvas.limits(bottom, 0), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    tops = []
    top = 0.0
    for row in laid:
        row.draw(RowPlace(axes, top, left))
        tops.append(top)
        top += row.height
    if beside is not None:
        beside.draw(axes, left, tops, top)
