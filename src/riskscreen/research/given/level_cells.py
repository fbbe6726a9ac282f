"""The levels in a cell: a level or its id, or several of which one is right, as the bits of their ranks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from riskscreen.errors import Problem, describe, near_names
from riskscreen.model.outcome import Level
from riskscreen.research.given.columns import is_nothing

Masks = NDArray[np.uint32]

_SEVERAL = (tuple, list, set, frozenset)


class _Texts(dict[str, int]):
    """The masks of texts; what was read once is looked up."""

    def __init__(self, ladder: tuple[str, ...]) -> None:
        super().__init__({level: 1 << rank for rank, level in enumerate(ladder)})
        self.bits = dict(self)

    def __missing__(self, text: str) -> int:
        self[text] = mask = _together([self.bits.get(part, 0) for part in text.split("|")])
        return mask


class LevelReader:
    """Cells to masks: 0 where a cell has no level, or something that is none."""

    def __init__(self, ladder: tuple[str, ...], outcome: str | None) -> None:
        self.ladder, self.outcome = ladder, outcome
        self.texts = _Texts(ladder)

    def masks(self, cells: Sequence[object]) -> Masks:
        """The masks of all cells."""
        all_texts = set(map(type, cells)) == {str}
        return np.fromiter(map(self.texts.__getitem__ if all_texts else self.mask, cells), np.uint32, len(cells))  # type: ignore[arg-type]  # they are texts

    def mask(self, cell: object) -> int:
        """The mask of one."""
        if isinstance(cell, Level | str):
            return self._one(cell)
        return _together([self._one(level) for level in cell]) if isinstance(cell, _SEVERAL) else 0

    def _one(self, level: object) -> int:
        if isinstance(level, Level):
            return self.texts.bits[level.id] if is_of(level, self.ladder, self.outcome) else 0
        return self.texts[str.__str__(level)] if isinstance(level, str) else 0

    def problem(self, cell: object, pointer: str) -> Problem:
        """What is wrong with a cell that has no levels."""
        expected = ", ".join(self.ladder)
        several = isinstance(cell, _SEVERAL)
        if is_nothing(cell) or cell == "" or (several and not cell):
            return Problem("U-no-level", pointer, "There is no level. Where nothing is known, all are possible.",
                           found=describe(cell), expected=expected)
        parts = cell if isinstance(cell, _SEVERAL) else \
            cell.split("|") if isinstance(cell, str) else [cell]
        wrong = next(part for part in parts if not self.mask(part))
        if isinstance(wrong, Level):
            return Problem("U-levels-of-two-outcomes", pointer, "Levels of different outcomes have no common order.",
                           found=describe(f"{wrong.id} of {wrong.outcome}"), expected=expected)
        near = near_names(str.__str__(wrong), self.ladder) if isinstance(wrong, str) else ()
        return Problem("U-unknown-level", pointer, "There is no such level.", found=describe(wrong),
                       expected=expected, suggestions=near)


def _together(masks: Sequence[int]) -> int:
    """The levels of all, where each has some."""
    return reduce(or_, masks) if masks and all(masks) else 0


def levels_among(cells: Iterable[object]) -> Iterator[Level]:
    """The levels among the cells, those that are not their ids alone."""
    for cell in cells:
        for level in cell if isinstance(cell, _SEVERAL) else (cell,):
            if isinstance(level, Level):
                yield level


def is_of(level: Level, ladder: tuple[str, ...], outcome: str | None) -> bool:
    return level.ladder == ladder and outcome in (None, level.outcome)
