"""The axes that a picture is drawn on: those that are given, else those of a new figure, with a title and a caption.

A new figure is one of pyplot's, so that notebooks and ``pyplot.show()`` show it.  On axes that are given nothing of
pyplot is used; a title or a caption for which there is no room beside them stands inside.  The settings of Matplotlib
are read, as by everybody, and never changed.
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
CAPTION = "caption"  # the gid of one that stands inside
_MARGIN = 9.0
_MOST_HEIGHT = 400 * 72.0
_GAP = 7.0
_TITLE_LINES, _CAPTION_LINES = 4, 8
_MOST_INSIDE = {TITLE_SIZE: 0.25, CAPTION_SIZE: 0.45}  # of the height of axes that are given


@attrs.frozen
class Canvas:
    """Where a picture is drawn, in points: ``width`` and ``height`` of what its content has of the axes.

    A title and a caption that stand inside have ``above`` and ``below`` of it.
    """

    axes: Axes
    width: float
    height: float
    above: float = 0.0
    below: float = 0.0

    def limits(self, bottom: float, top: float) -> tuple[float, float]:
        """The ends of the y-axis at which *bottom* and *top* are those of the content."""
        point = (top - bottom) / self.height
        return bottom - self.below * point, top + self.above * point


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
    if given is not None:
        return _on_given(given, title, caption)
    width = WIDTH - 2 * _MARGIN
    axes = _new_axes(title, caption, width, height_of(width))
    _set_title(axes, title_lines(title, width))
    _set_caption(axes, caption_lines(caption, width))
    return Canvas(axes, width, height_of(width))


def _new_axes(title: str, caption: str, width: float, height: float) -> Axes:
    from matplotlib import pyplot  # noqa: PLC0415  # who gives axes needs no pyplot

    above = _taken(title_lines(title, width), TITLE_SIZE) + _MARGIN
    below = _taken(caption_lines(caption, width), CAPTION_SIZE) + _MARGIN
    total = min(above + height + below, _MOST_HEIGHT)
    with warnings.catch_warnings():  # settings must not be put aside here: a notebook makes some while a figure is made
        warnings.filterwarnings("ignore", "More than ", RuntimeWarning)  # when to close it is its holder's to say
        figure = pyplot.figure(figsize=(WIDTH / 72, total / 72), layout="none")
    return figure.add_axes((_MARGIN / WIDTH, below / total, width / WIDTH, (total - above - below) / total))


def _on_given(axes: Axes, title: str, caption: str) -> Canvas:
    """Title and caption where there is room for them: outside the axes, else inside."""
    width, height = _size(axes)
    titled, captioned = title_lines(title, width), caption_lines(caption, width)
    if (engine := axes.figure.get_layout_engine()) is not None:  # it makes room for what stands outside
        _set_title(axes, titled)
        _set_caption(axes, captioned)
        engine.execute(axes.figure.figure)
        return Canvas(axes, *_size(axes))
    room_above, room_below = _room(axes)
    above = below = 0.0
    if _taken(titled, TITLE_SIZE) <= room_above:
        _set_title(axes, titled)
    else:
        above = _inside(axes, title, width, height, TITLE_SIZE)
    if _taken(captioned, CAPTION_SIZE) <= room_below:
        _set_caption(axes, captioned)
    else:
        below = _inside(axes, caption, width, height, CAPTION_SIZE)
    return Canvas(axes, width, height - above - below, above, below)


def _size(axes: Axes) -> tuple[float, float]:
    box, points = axes.get_window_extent(), 72.0 / axes.figure.dpi
    return box.width * points, box.height * points


def _room(axes: Axes) -> tuple[float, float]:
    """The points above and below axes that are free: to the edge of the figure, or half-way to the next axes."""
    box, frame = axes.get_window_extent(), axes.figure.bbox
    others = [other.get_window_extent() for other in axes.figure.axes if other is not axes]
    in_line = [other for other in others if other.x0 < box.x1 and other.x1 > box.x0]
    above = min([frame.y1 - box.y1, *((other.y0 - box.y1) / 2 for other in in_line if other.y0 >= box.y1)])
    below = min([box.y0 - frame.y0, *((box.y0 - other.y1) / 2 for other in in_line if other.y1 <= box.y0)])
    points = 72.0 / axes.figure.dpi
    return above * points, below * points


def _inside(axes: Axes, text: str, width: float, height: float, size: float) -> float:
    """Write a text at the upper or the lower edge, and give the height that it takes; none where no line fits."""
    n_lines = min(_CAPTION_LINES, int((height * _MOST_INSIDE[size] - _GAP) // line_height(size)))
    if n_lines < 1:
        return 0.0
    lines = wrapped(text, width, size, most_lines=n_lines)
    is_title = size == TITLE_SIZE
    axes.text(0, int(is_title), "\n".join(lines), transform=axes.transAxes, va="top" if is_title else "bottom",
              fontsize=size, color=INK if is_title else FAINT, linespacing=1.2, parse_math=False, usetex=False,
              gid=None if is_title else CAPTION)
    return _taken(lines, size)


def _set_title(axes: Axes, lines: tuple[str, ...]) -> None:
    axes.set_title("\n".join(lines), loc="left", fontsize=TITLE_SIZE, color=INK, pad=_GAP, parse_math=False,
                   usetex=False, linespacing=1.2)


def _set_caption(axes: Axes, lines: tuple[str, ...]) -> None:
    axes.set_xlabel("\n".join(lines), loc="left", fontsize=CAPTION_SIZE, color=FAINT, labelpad=_GAP, parse_math=False,
                    usetex=False, linespacing=1.2)


def _taken(lines: tuple[str, ...], size: float) -> float:
    return len(lines) * line_height(size) + _GAP


def title_lines(title: str, width: float) -> tuple[str, ...]:
    """A title in lines that fit."""
    return wrapped(title, width, TITLE_SIZE, most_lines=_TITLE_LINES)


def caption_lines(caption: str, width: float) -> tuple[str, ...]:
    """A caption in lines that fit."""
    return wrapped(caption, width, CAPTION_SIZE, most_lines=_CAPTION_LINES)
