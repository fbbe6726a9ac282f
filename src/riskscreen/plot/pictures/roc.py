"""Sensitivity and false alarms at each cut-off, with the whole region in which each point can lie."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import attrs
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from riskscreen.plot.drawing.canvas import Canvas, canvas_for
from riskscreen.plot.drawing.palette import EDGE, FAINT, LINE, OPEN_HATCH, PAPER, PLAIN
from riskscreen.plot.drawing.texts import TextSide, draw_text, line_height, width_of, wrapped
from riskscreen.plot.pictures.shares import ends_caption, plain_telling, shares_of
from riskscreen.plot.tables.roc import RocCut, cuts_of
from riskscreen.research.given.columns import Foreign
from riskscreen.research.given.happened import observed
from riskscreen.research.given.levels import Ladder

_HEIGHT = 300.0
_SIZE = 8.0
_LEFT, _X_RANGE = -0.13, 1.53
_BOTTOM, _Y_RANGE = -0.1, 1.15
_NAMES, _COLUMN = 1.08, 0.3  # where their column begins, and how wide it is
_POINT = 0.012  # of the side: half of a mark where nothing is open


def roc(levels: Foreign, happened: Foreign, *, ladder: Ladder | None = None, outcome: str | None = None,
        ax: object = None, language: str | None = None) -> Axes:
    """Draw, for each level as the cut-off, which part of those it happened to are marked, over that of the others.

    Where open cases leave a share open, the point lies somewhere in the hatched rectangle, and in no narrower one with
    its sides; where nothing is open it is a square.  A cut-off at which a share is undefined is left out.

    Args:
        levels: As `riskscreen.research.accuracy` takes them.
        happened: For each case True, False, or None where it is not known; or the name of a column of the table.
        ladder: The levels from the lowest to the highest, where *levels* do not tell their order.
        outcome: Which outcome, where there are several; the instrument's result unless said otherwise.
        ax: The Matplotlib axes to draw on; without any, those of a new figure, six inches wide.
        language: English unless said otherwise.

    Raises:
        UsageError: If the cases cannot be read, or where Matplotlib is not installed.

    Examples:
        >>> from matplotlib.figure import Figure
        >>> from riskscreen import plot
        >>> axes = plot.roc([{"low"}, {"low", "high"}, {"high"}], [False, True, True], ladder=["low", "high"],
        ...                 ax=Figure().subplots())
        >>> axes.texts[-1].get_text()
        'high'
    """
    cases = observed(levels, happened, ladder=ladder, outcome=outcome)
    cuts = [cut for cut in map(_drawn, cuts_of(cases)) if cut is not None]
    telling = plain_telling(language)
    canvas = canvas_for(ax, title=telling.said("roc.title"), height_of=lambda _: _HEIGHT,
                        caption=ends_caption(telling, "roc", cases.about))
    axes = canvas.axes
    axes.set(xlim=(_LEFT, _LEFT + _X_RANGE), ylim=canvas.limits(_BOTTOM, _BOTTOM + _Y_RANGE), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    _draw_square(canvas)
    for cut in cuts:
        axes.add_patch(Rectangle((cut.x, cut.y), cut.width, cut.height, facecolor=PAPER if cut.is_open else PLAIN,
                                 edgecolor=PLAIN, hatch=OPEN_HATCH if cut.is_open else None, linewidth=0.8))
    _name(canvas, cuts)
    return axes


def _draw_square(canvas: Canvas) -> None:
    """All that there can be, from none to all on both sides, and the line on which nothing is told apart."""
    axes, point = canvas.axes, _Y_RANGE / canvas.height
    room = -0.9 * _LEFT / _X_RANGE * canvas.width
    size = min(7.0, -0.8 * _BOTTOM / point, room / width_of("100%", 1))
    axes.add_patch(Rectangle((0, 0), 1, 1, fill=False, edgecolor=LINE, linewidth=0.8))
    axes.plot([0, 1], [0, 1], color=EDGE, linewidth=0.6, linestyle=":")
    for part, side in zip((0, 50, 100), _SIDES, strict=True):
        draw_text(axes, part / 100, -size * point, f"{part}%", size=size, ha=side, color=FAINT)
        if part:
            draw_text(axes, -0.01, part / 100 - size / 3 * point, f"{part}%", size=size, ha="right", color=FAINT)


_SIDES: tuple[TextSide, ...] = ("left", "center", "right")


@attrs.frozen
class _Region:
    """A cut-off as it is drawn: its name, and the rectangle in which its point lies."""

    level: str
    x: float
    y: float
    width: float
    height: float
    is_open: bool


def _drawn(cut: RocCut) -> _Region | None:
    false_alarms, marked = (shares_of(each) for each in (cut.false_alarms, cut.marked))
    if false_alarms is None or marked is None:
        return None
    (x, width), (y, height) = _side(*false_alarms), _side(*marked)
    is_open = false_alarms[0] != false_alarms[1] or marked[0] != marked[1]
    return _Region(cut.level, x, y, width, height, is_open)


def _name(canvas: Canvas, cuts: Sequence[_Region]) -> None:
    """Write the names in a column, each with a line to its rectangle: as many may lie at one place as there are."""
    point = _Y_RANGE / canvas.height  # in units of the axes
    size = min(_SIZE, canvas.height / _Y_RANGE / line_height(1) / max(len(cuts), 1))
    step, width = line_height(size) * point, _COLUMN / _X_RANGE * canvas.width
    heights = _apart([cut.y + cut.height / 2 for cut in cuts], step)
    for cut, height in zip(cuts, heights, strict=True):
        canvas.axes.plot([cut.x + cut.width, _NAMES], [cut.y + cut.height / 2, height], color=EDGE, linewidth=0.5)
        draw_text(canvas.axes, _NAMES + 0.01, height - size / 3 * point, *wrapped(cut.level, width, size, most_lines=1),
                  size=size)


def _apart(wanted: Sequence[float], step: float) -> list[float]:
    """Places that are a step apart at least, in the order of those wanted and near them, from 0 to 1."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    places = dict.fromkeys(order, 0.0)
    floor = 0.0
    for n in order:
        places[n] = floor = max(floor, min(1, wanted[n]))
        floor += step
    ceiling = 1.0
    for n in reversed(order):
        places[n] = min(places[n], ceiling)
        ceiling = places[n] - step
    return [places[n] for n in range(len(wanted))]


def _side(least: Fraction, most: Fraction) -> tuple[float, float]:
    """Where a side begins and how long it is; never too short to be seen."""
    if least == most:
        return float(least) - _POINT, 2 * _POINT
    return float(least), float(most - least)
