"""Rows: a label with its value on one line, and beneath them a bar, or what else fills the width.

Where axes that are given are too low, what is in the rows becomes smaller alike; before it becomes too small to be
read, labels get one line, and then there are fewer rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from riskscreen.plot.drawing.canvas import Canvas, canvas_for
from riskscreen.plot.drawing.palette import EDGE, OPEN_HATCH, Bar
from riskscreen.plot.drawing.texts import TextSide, draw_text, line_height, width_of, wrapped
from riskscreen.plot.telling import PlotTelling

_SIZE = 9.0
_BAR = 10.0
_GAP = 7.0
_BENEATH = 3.5  # letters that go below their line
_BETWEEN = 8.0  # a label and its value
_MOST_OF_VALUE = 0.6  # of the width
_LABEL_LINES = 3


@attrs.frozen
class BarRow:
    """A label, a value, and bars beneath them."""

    label: str
    value: str
    bars: tuple[Bar, ...]


RowsOf = Callable[[int], Sequence[BarRow]]  # as many rows as that at most, if they can be so few


def first_rows(telling: PlotTelling, rows: Sequence[BarRow]) -> RowsOf:
    """The first rows; where there are more, the last says how many."""
    return lambda most: rows if len(rows) <= most else [
        *rows[:most - 1], BarRow(telling.said.counted("more", len(rows) - most + 1), "", ())]


def last_rows(telling: PlotTelling, rows: Sequence[BarRow]) -> RowsOf:
    """The last rows; where there are more, the first says how many come before."""
    return lambda most: rows if len(rows) <= most else [
        BarRow(telling.said.counted("earlier", len(rows) - most + 1), "", ()), *rows[len(rows) - most + 1:]]


@attrs.frozen
class _Laid:
    """A row with its texts in lines, all in points at this scale."""

    label: tuple[str, ...]
    value: tuple[str, ...]
    bars: tuple[Bar, ...]
    scale: float

    @property
    def text_height(self) -> float:
        return max(len(self.label), len(self.value)) * line_height(_SIZE * self.scale)

    @property
    def height(self) -> float:
        return self.text_height + (_BAR + _GAP) * self.scale


def rows_picture(ax: object, rows_of: RowsOf, most_rows: int, *, title: str, caption: str) -> Axes:
    """Draw rows, the first at the top, on the axes that are given or on those of a new figure that is high enough."""
    canvas = canvas_for(ax, title=title, caption=caption,
                        height_of=lambda width: _height(_laid_rows(rows_of(most_rows), width)))
    _draw_rows(canvas, _fitted(canvas, rows_of, most_rows))
    return canvas.axes


def _fitted(canvas: Canvas, rows_of: RowsOf, most_rows: int) -> list[_Laid]:
    """The rows at the largest scale at which they fit; only where nothing else helps, too small to be read."""
    choices = [(most_rows, _LABEL_LINES, _SCALES), (most_rows, 1, _SCALES),
               *((n_rows, 1, _SCALES[-1:]) for n_rows in range(most_rows - 1, 0, -1))]
    for n_rows, n_lines, scales in choices:
        rows = rows_of(n_rows)
        for scale in scales:
            laid = _laid_rows(rows, canvas.width, scale, n_lines)
            if _height(laid) <= canvas.height + _NOTHING:
                return laid
    least = _laid_rows(rows_of(1), canvas.width, _SCALES[-1], 1)
    return _laid_rows(rows_of(1), canvas.width, _SCALES[-1] * max(_LEAST, canvas.height / _height(least)), 1)


_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6)
_NOTHING = 0.01
_LEAST = 0.1


def _height(laid: Sequence[_Laid]) -> float:
    return sum(row.height for row in laid)


def _laid_rows(rows: Sequence[BarRow], width: float, scale: float = 1.0, n_lines: int = _LABEL_LINES) -> list[_Laid]:
    return [_laid(row, width, scale, n_lines) for row in rows]


def _laid(row: BarRow, width: float, scale: float, n_lines: int) -> _Laid:
    size = _SIZE * scale
    value = wrapped(row.value, width * _MOST_OF_VALUE, size, most_lines=min(2, n_lines))
    taken = max(width_of(line, size) for line in value)
    label = wrapped(row.label, width - taken - _BETWEEN * scale, size, most_lines=n_lines)
    return _Laid(label, value, row.bars, scale)


def _draw_rows(canvas: Canvas, laid: Sequence[_Laid]) -> None:
    axes = canvas.axes
    axes.set(xlim=(0, 1), ylim=(max(_height(laid), canvas.height), 0), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    top = 0.0
    for row in laid:
        _draw(axes, row, top)
        top += row.height


def _draw(axes: Axes, row: _Laid, top: float) -> None:
    size, bar_height = _SIZE * row.scale, _BAR * row.scale
    sides: tuple[tuple[float, tuple[str, ...], TextSide], ...] = ((0, row.label, "left"), (1, row.value, "right"))
    for x, lines, side in sides:
        for n, line in enumerate(lines, 1):
            draw_text(axes, x, top + n * line_height(size) - _BENEATH * row.scale, line, size=size, ha=side)
    start = top + row.text_height
    for bar in row.bars:
        draw_bar(axes, bar, start, bar_height)
    axes.plot([0, 0], [start - 1, start + bar_height + 1], color=EDGE, linewidth=1, clip_on=False)


def draw_bar(axes: Axes, bar: Bar, top: float, height: float) -> None:
    """A bar; what is settled is solid, what is open is hatched."""
    place = (bar.start, top), bar.end - bar.start, height
    axes.add_patch(Rectangle(*place, facecolor=bar.face, edgecolor=bar.hatch or bar.face, linewidth=0,
                             hatch=OPEN_HATCH if bar.hatch else None, clip_on=False))
    axes.add_patch(Rectangle(*place, fill=False, edgecolor=EDGE, linewidth=0.8, clip_on=False))
