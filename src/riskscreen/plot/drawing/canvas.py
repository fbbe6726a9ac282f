"""The axes that a picture is drawn on: those that are given, else those of a new figure, with a title and a caption.

A new figure is one of pyplot's, so that notebooks and ``pyplot.show()`` show it.  On axes that are given nothing of
pyplot is used.  The settings of Matplotlib are read, as by everybody, and never changed.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

import attrs
from matplotlib.axes import Axes

from riskscreen.arguments import instance
from riskscreen.plot.drawing.palette import FAINT, INK
from riskscreen.plot.drawing.texts import line_height, wrapped

WIDTH = 6 * 72.0  # of a new figure
TITLE_SIZE, CAPTION_SIZE = 10.5, 8.0
_MARGIN = 9.0
_MOST_HEIGHT = 400 * 72.0
_GAP = 7.0
_TITLE_LINES, _CAPTION_LINES = 4, 8


@attrs.frozen
class Canvas:
    """Where a picture is drawn, in points: ``width`` and ``height`` of what is inside the axes."""

    axes: Axes
    width: float
    height: float


def checked_axes(ax: object) -> Axes | None:
    """The axes that a caller gives, if any.

    Raises:
        WrongType: If it is something else.
    """
    return None if ax is None else instance("ax", ax, Axes, how="a Matplotlib Axes, such as Figure.subplots gives")


def canvas_for(ax: object, *, title: str, caption: str, height_of: Callable[[float], float]) -> Canvas:
    """The axes that are given, or those of a new figure as high as its content needs, with title and caption.

    Args:
        ax: The axes, or None for new ones.
        title: What is shown, of how many.
        caption: What shapes mean, and what is not claimed.
        height_of: The height that the content needs, in points, by the width that it has.
    """
    given = checked_axes(ax)
    if given is None:
        width = WIDTH - 2 * _MARGIN
        return _titled(Canvas(_new_axes(title, caption, width, height_of(width)), width, height_of(width)),
                       title, caption)
    box = given.get_window_extent()
    points = 72.0 / given.figure.dpi
    return _titled(Canvas(given, box.width * points, box.height * points), title, caption)


def _new_axes(title: str, caption: str, width: float, height: float) -> Axes:
    from matplotlib import pyplot  # noqa: PLC0415  # who gives axes needs no pyplot

    above = len(title_lines(title, width)) * line_height(TITLE_SIZE) + _GAP + _MARGIN
    below = len(caption_lines(caption, width)) * line_height(CAPTION_SIZE) + _GAP + _MARGIN
    total = min(above + height + below, _MOST_HEIGHT)
    with warnings.catch_warnings():  # settings must not be put aside here: a notebook makes some while a figure is made
        warnings.filterwarnings("ignore", "More than ", RuntimeWarning)  # when to close it is its holder's to say
        figure = pyplot.figure(figsize=(WIDTH / 72, total / 72), layout="none")
    return figure.add_axes((_MARGIN / WIDTH, below / total, width / WIDTH, (total - above - below) / total))


def _titled(canvas: Canvas, title: str, caption: str) -> Canvas:
    axes = canvas.axes
    axes.set_title("\n".join(title_lines(title, canvas.width)), loc="left", fontsize=TITLE_SIZE, color=INK, pad=_GAP,
                   parse_math=False, usetex=False, linespacing=1.2)
    axes.set_xlabel("\n".join(caption_lines(caption, canvas.width)), loc="left", fontsize=CAPTION_SIZE, color=FAINT,
                    labelpad=_GAP, parse_math=False, usetex=False, linespacing=1.2)
    return canvas


def title_lines(title: str, width: float) -> tuple[str, ...]:
    """A title in lines that fit."""
    return wrapped(title, width, TITLE_SIZE, most_lines=_TITLE_LINES)


def caption_lines(caption: str, width: float) -> tuple[str, ...]:
    """A caption in lines that fit."""
    return wrapped(caption, width, CAPTION_SIZE, most_lines=_CAPTION_LINES)
