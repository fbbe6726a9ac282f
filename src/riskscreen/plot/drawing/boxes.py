"""Boxes: a label, beside it a box for each thing that is possible, and beside these what it is in words."""

from __future__ import annotations

import attrs

from riskscreen.plot.drawing.bars import draw_bar
from riskscreen.plot.drawing.palette import FAINT, INK, Bar
from riskscreen.plot.drawing.rows import RowPlace
from riskscreen.plot.drawing.texts import line_height, wrapped

_SIZE = 8.5
_BOX = 8.0
_GAP = 2.5
_LABEL_END, _BOXES, _BOXES_END, _VALUE = 0.53, 0.55, 0.7, 0.725  # of the width


@attrs.frozen
class BoxRow:
    """A label, boxes (their places in the width that all of them have), and a value; faint where it is beside the
    question.
    """

    label: str
    value: str
    boxes: tuple[Bar, ...]
    is_faint: bool = False

    def laid(self, width: float, scale: float, n_lines: int) -> _LaidBoxes:
        """It with its texts in lines."""
        size, most_lines = _SIZE * scale, min(2, n_lines)
        return _LaidBoxes(self, wrapped(self.label, width * _LABEL_END, size, most_lines=most_lines),
                     wrapped(self.value, width * (1 - _VALUE), size, most_lines=n_lines), scale)


@attrs.frozen
class _LaidBoxes:
    row: BoxRow
    label: tuple[str, ...]
    value: tuple[str, ...]
    scale: float

    @property
    def height(self) -> float:
        return max(len(self.label), len(self.value)) * line_height(_SIZE * self.scale) + _GAP * self.scale

    def draw(self, place: RowPlace) -> None:
        size, box = _SIZE * self.scale, _BOX * self.scale
        color = FAINT if self.row.is_faint else INK
        place.write(0, self.label, size, color=color)
        place.write(_VALUE, self.value, size, color=color)
        top = place.top + (line_height(size) - box) / 2 + self.scale
        for bar in self.row.boxes:
            start, end = (place.x(_BOXES + part * (_BOXES_END - _BOXES)) for part in (bar.start, bar.end))
            draw_bar(place.axes, attrs.evolve(bar, start=start, end=end), top, box)
