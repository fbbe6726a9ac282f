"""A time axis beside rows: each row is joined to its moment on a line that is to scale.

Rows are as high as their texts, and so cannot lie to scale themselves: where many fall on one day, their lines fan out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import attrs
from matplotlib.axes import Axes

from riskscreen.plot.drawing.calendar import ticks_between
from riskscreen.plot.drawing.palette import EDGE, FAINT, INK
from riskscreen.plot.drawing.texts import draw_text

_TICK_END, _LINE, _ROW = 50.0, 57.0, 82.0  # in points from the left
_SIZE = 7.0
_APART = 16.0  # ticks, in points
_MIDDLE = 7.0  # of the first line of a row, from its top
MOMENT = "moment"  # the gid of a dot


@attrs.frozen
class TimeAxis:
    """The moments of the rows, the last of which are drawn where there is no room for all."""

    moments: tuple[datetime, ...]
    width: float = 88.0  # in points

    def draw(self, axes: Axes, width: float, tops: Sequence[float], bottom: float) -> None:
        """Draw it at the left, from the first row that has a moment to the last one."""
        n_drawn = len(tops) if len(tops) == len(self.moments) else len(tops) - 1  # the first says how many are earlier
        if not n_drawn:
            return
        moments = self.moments[-n_drawn:]
        rows = [min(top + _MIDDLE, bottom) for top in tops[-n_drawn:]]
        point = width / self.width
        places = _to_scale(moments, rows[0], rows[-1])
        axes.plot([_LINE * point] * 2, [rows[0], rows[-1]], color=EDGE, linewidth=1, clip_on=False)
        for place, row in zip(places, rows, strict=True):
            axes.plot([_LINE * point, _ROW * point], [place, row], color=EDGE, linewidth=0.7, clip_on=False)
            axes.plot([_LINE * point], [place], color=INK, marker="o", markersize=4, clip_on=False, gid=MOMENT)
        self._draw_ticks(axes, point, moments, (rows[0], rows[-1]))

    def _draw_ticks(self, axes: Axes, point: float, moments: Sequence[datetime], ends: tuple[float, float]) -> None:
        most = int((ends[1] - ends[0]) // _APART)
        ticks = ticks_between(moments[0], moments[-1], most) if moments[-1] > moments[0] else ()
        places = _to_scale([moments[0], *(tick.moment for tick in ticks), moments[-1]], *ends)[1:-1]
        for tick, place in zip(ticks, places, strict=True):
            axes.plot([(_LINE - 3) * point, _LINE * point], [place] * 2, color=EDGE, linewidth=1, clip_on=False)
            draw_text(axes, _TICK_END * point, place + _SIZE / 3, tick.label, size=_SIZE, ha="right", color=FAINT)


def _to_scale(moments: Sequence[datetime], start: float, end: float) -> list[float]:
    """Where the moments lie between two ends; in the middle where they are all one."""
    whole = (moments[-1] - moments[0]).total_seconds()
    if not whole:
        return [(start + end) / 2] * len(moments)
    return [start + (end - start) * ((moment - moments[0]).total_seconds() / whole) for moment in moments]
