"""What can be seen on a picture once it is drawn: where its texts lie, and what they say."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.typing import NDArray

from riskscreen.plot.drawing.canvas import CAPTION

TOUCH = 0.75  # of a dot: boxes of letters may share so much


def fresh(width: float = 6, height: float = 4) -> Any:
    """Axes of a figure that nobody else knows, with room for a title and a caption."""
    return Figure(figsize=(width, height), dpi=100).add_axes((0.02, 0.2, 0.96, 0.6))


def drawn(axes: Axes) -> FigureCanvasAgg:
    """The canvas of a picture, drawn without a display."""
    canvas = FigureCanvasAgg(axes.figure)  # type: ignore[arg-type]  # no subfigure here
    canvas.draw()
    return canvas


def said(axes: Axes) -> list[str]:
    """All that is written on a picture."""
    return [text.get_text() for text in axes.figure.findobj(Text) if text.get_visible() and text.get_text()]


def caption(axes: Axes) -> str:
    """What stands beneath a picture, or at its lower edge where there is no room beneath."""
    inside = [text.get_text() for text in axes.texts if text.get_gid() == CAPTION]
    return (axes.get_xlabel() or "".join(inside)).replace("\n", " ")


def boxes(axes: Axes) -> dict[int, tuple[str, Any]]:
    """Each text with the box that it takes in dots."""
    canvas = FigureCanvasAgg(axes.figure)  # type: ignore[arg-type]  # no subfigure here
    axes.figure.draw_without_rendering()  # type: ignore[union-attr]  # the same; where texts lie needs no dots
    texts = [text for text in axes.figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    return {n: (text.get_text(), text.get_window_extent(canvas.get_renderer())) for n, text in enumerate(texts)}


def texts_at_odds(axes: Axes) -> list[tuple[str, str]]:
    """The texts that lie over one another, and those that leave the figure."""
    found = boxes(axes).values()
    frame = axes.figure.bbox
    over = [(one, other) for (one, a), (other, b) in combinations(found, 2)
            if min(a.x1, b.x1) - max(a.x0, b.x0) > TOUCH and min(a.y1, b.y1) - max(a.y0, b.y0) > TOUCH]
    out = [(text, "outside") for text, box in found
           if box.x0 < -TOUCH or box.y0 < -TOUCH or box.x1 > frame.x1 + TOUCH or box.y1 > frame.y1 + TOUCH]
    return over + out


def pixels(axes: Axes) -> NDArray[np.uint8]:
    """The picture as dots of red, green and blue."""
    return np.asarray(drawn(axes).buffer_rgba())[:, :, :3].copy()


def bars(axes: Axes) -> list[Rectangle]:
    """What is filled on a picture: its bars, without their outlines."""
    return [patch for patch in axes.patches if isinstance(patch, Rectangle) and patch.get_fill()]


def is_hatched(bar: Rectangle) -> bool:
    """Whether a bar is hatched."""
    return bool(bar.get_hatch())
