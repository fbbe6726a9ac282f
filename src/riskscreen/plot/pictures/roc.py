"""Sensitivity and false alarms at each cut-off, with the whole region in which each point can lie."""

from __future__ import annotations

from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from riskscreen.plot.drawing.canvas import canvas_for
from riskscreen.plot.drawing.palette import EDGE, FAINT, INK, OPEN_HATCH, PAPER, PLAIN
from riskscreen.plot.pictures.shares import plain_telling, shares_of
from riskscreen.plot.tables.roc import RocCut, cuts_of
from riskscreen.research.columns import Foreign
from riskscreen.research.levels import Ladder

_HEIGHT = 300.0
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
        >>> [text.get_text() for text in axes.texts]
        ['high']
    """
    cuts = cuts_of(levels, happened, ladder=ladder, outcome=outcome)
    telling = plain_telling(language)
    canvas = canvas_for(ax, title=telling.said("roc.title"), caption=telling.said("roc"), height_of=lambda _: _HEIGHT)
    axes = canvas.axes
    axes.set(xlim=(-0.05, 1.25), ylim=(-0.05, 1.05), xticks=[0, 0.5, 1], yticks=[0.5, 1])
    axes.tick_params(direction="in", pad=-14, labelsize=7, colors=FAINT, length=0)
    axes.spines[:].set_visible(False)
    axes.plot([0, 1], [0, 1], color=EDGE, linewidth=0.6, linestyle=":")
    for cut in cuts:
        _draw(axes, cut)
    return axes


def _draw(axes: Axes, cut: RocCut) -> None:
    false_alarms, marked = (shares_of(each) for each in (cut.false_alarms, cut.marked))
    if false_alarms is None or marked is None:
        return
    x, width = _side(*false_alarms)
    y, height = _side(*marked)
    is_open = false_alarms[0] != false_alarms[1] or marked[0] != marked[1]
    axes.add_patch(Rectangle((x, y), width, height, facecolor=PAPER if is_open else PLAIN, edgecolor=PLAIN,
                             hatch=OPEN_HATCH if is_open else None, linewidth=0.8))
    axes.text(x + width + 0.01, y + height / 2, cut.level, fontsize=8, va="center", color=INK, parse_math=False)


def _side(least: Fraction, most: Fraction) -> tuple[float, float]:
    """Where a side begins and how long it is; never too short to be seen."""
    if least == most:
        return float(least) - _POINT, 2 * _POINT
    return float(least), float(most - least)
