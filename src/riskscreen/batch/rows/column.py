"""The answers to one item in some rows: in which of them stands what, as bits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np

from riskscreen.batch.arrays import Bits, Codes, Flags, SetBits
from riskscreen.batch.rows.bits import packed
from riskscreen.batch.rows.codes import NOT_APPLICABLE_CODE, UNKNOWN_CODE

_FEW_OPTIONS = 4


class Column(Protocol):
    """What scoring asks of the answers to an item."""

    @property
    def n_choices(self) -> int:
        """How many options the item has."""

    @property
    def lowest(self) -> int:
        """The least code that there is."""

    def outside(self) -> Bits | None:
        """Where a code stands for nothing, None where that is nowhere; it counts as unknown from then on.

        Asked once, before all else.
        """

    def option(self, option: int) -> Bits:
        """Where the answer is this option but not the first, by its position."""

    def opened(self) -> Bits:
        """Where there is no option: unknown or no answer."""

    def unknown(self) -> Bits:
        """Where the answer is unknown."""

    def not_applicable(self) -> Bits:
        """Where it is said that the item does not apply."""

    def codes(self) -> Codes:
        """The codes themselves; that of no answer where there is a set."""

    @property
    def has_sets(self) -> bool:
        """Whether an answer is a set: several options, of which one is right."""

    def narrowed(self) -> Bits:
        """Where the answer is a set; asked where there are sets, as are the others below."""

    def in_set(self, option: int) -> Bits:
        """Where the answer is a set with this option."""

    def sets(self) -> SetBits:
        """The sets themselves."""


class SideBySide:
    """The columns of few rows, one below the other, looked at together: NumPy is asked once, and not once for each."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes

    @cached_property
    def lowest(self) -> list[int]:
        """The least code of each column."""
        return list(np.minimum.reduce(self._codes, axis=1).tolist())

    @cached_property
    def highest(self) -> list[int]:
        """The greatest code of each column."""
        return list(np.maximum.reduce(self._codes, axis=1).tolist())

    @cached_property
    def not_zero(self) -> Sequence[Bits]:
        """Where each column has anything but the first option."""
        return list(np.packbits(self._codes, axis=1))

    @cached_property
    def second(self) -> Sequence[Bits]:
        """Where each column has the second option, which nearly all items have."""
        return list(np.packbits(self._codes == 1, axis=1))


class CodesColumn:
    """Codes of one byte, looked at when something is asked, and once for each question.

    What is compared is written into *scratch*, over what stood there, to stay near; *beside* are few rows of all
    columns, where this one stands at *place*.
    """

    def __init__(self, codes: Codes, n_choices: int, scratch: Flags, sets: SetBits | None = None,
                 beside: SideBySide | None = None, place: int = 0) -> None:
        self._codes = codes
        self._beside = beside
        self._place = place
        self._scratch = scratch
        self._sets = sets
        self.has_sets = sets is not None and bool(sets.any())
        self._found: dict[object, Bits] = {}
        self.n_choices = n_choices
        self.lowest = NOT_APPLICABLE_CODE

    def outside(self) -> Bits | None:
        """Where a code stands for nothing, None where that is nowhere."""
        codes = self._codes
        self.lowest, highest = self._ends()
        if self.lowest >= NOT_APPLICABLE_CODE and highest < self.n_choices:
            return None
        self._beside = None  # there it still stands
        wrong = (codes < NOT_APPLICABLE_CODE) | (codes >= self.n_choices)
        self._codes = np.where(wrong, np.int8(UNKNOWN_CODE), codes)
        self.lowest = int(np.minimum.reduce(self._codes))
        return packed(wrong)

    def _ends(self) -> tuple[int, int]:
        if self._beside is not None:
            return self._beside.lowest[self._place], self._beside.highest[self._place]
        return int(np.minimum.reduce(self._codes)), int(np.maximum.reduce(self._codes))

    def option(self, option: int) -> Bits:
        """Where the answer is this option."""
        if self.n_choices == 2 and self.lowest >= 0:
            return self._once("not zero", self._not_zero)
        if option == 1 and self._beside is not None:
            return self._beside.second[self._place]
        return self._once(option, lambda: self._where(np.equal, option))

    def opened(self) -> Bits:
        """Where there is no option."""
        return self._once("opened", self._opened)

    def _opened(self) -> Bits:
        if self.lowest >= 0:
            return np.zeros(-(-len(self._codes) // 8), np.uint8)
        if self.n_choices > _FEW_OPTIONS:
            return self._where(np.less, 0)
        rest = self._not_zero()  # the options are looked at anyway, and what is left is not zero
        for option in range(1, self.n_choices):
            rest = rest ^ self.option(option)
        return rest

    def _not_zero(self) -> Bits:
        return packed(self._codes) if self._beside is None else self._beside.not_zero[self._place]

    def unknown(self) -> Bits:
        """Where the answer is unknown."""
        if self.lowest >= UNKNOWN_CODE:
            return self.opened()
        return self._once("unknown", lambda: self._where(np.equal, UNKNOWN_CODE))

    def not_applicable(self) -> Bits:
        """Where it is said that the item does not apply."""
        return self._where(np.equal, NOT_APPLICABLE_CODE)

    def codes(self) -> Codes:
        """The codes themselves."""
        return self._codes

    def narrowed(self) -> Bits:
        """Where the answer is a set."""
        return self._once("narrowed", lambda: packed(self.sets()))

    def in_set(self, option: int) -> Bits:
        """Where the answer is a set with this option."""
        return self._once(("in set", option), lambda: packed(self.sets() & np.uint64(1 << option)))

    def sets(self) -> SetBits:
        """The sets themselves."""
        assert self._sets is not None, "there are sets"
        return self._sets

    def _where(self, compare: np.ufunc, code: int) -> Bits:
        return packed(compare(self._codes, code, out=self._scratch))

    def _once(self, key: object, find: Callable[[], Bits]) -> Bits:
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = find()
        return found
