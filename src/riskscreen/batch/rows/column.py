"""The answers to one item in some rows: in which of them stands what, as bits."""

from __future__ import annotations

from collections.abc import Callable
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


class CodesColumn:
    """Codes of one byte, looked at when something is asked, and once for each question.

    What is compared is written into *scratch*, over what stood there, to stay near.
    """

    def __init__(self, codes: Codes, n_choices: int, scratch: Flags, sets: SetBits | None = None) -> None:
        self._codes = codes
        self._scratch = scratch
        self._sets = sets
        self.has_sets = sets is not None and bool(sets.any())
        self._found: dict[object, Bits] = {}
        self.n_choices = n_choices
        self.lowest = NOT_APPLICABLE_CODE

    def outside(self) -> Bits | None:
        """Where a code stands for nothing, None where that is nowhere."""
        codes = self._codes
        self.lowest, highest = int(np.minimum.reduce(codes)), int(np.maximum.reduce(codes))
        if self.lowest >= NOT_APPLICABLE_CODE and highest < self.n_choices:
            return None
        wrong = (codes < NOT_APPLICABLE_CODE) | (codes >= self.n_choices)
        self._codes = np.where(wrong, np.int8(UNKNOWN_CODE), codes)
        self.lowest = int(np.minimum.reduce(self._codes))
        return packed(wrong)

    def option(self, option: int) -> Bits:
        """Where the answer is this option."""
        if self.n_choices == 2 and self.lowest >= 0:
            return self._once("not zero", lambda: packed(self._codes))
        return self._once(option, lambda: self._where(np.equal, option))

    def opened(self) -> Bits:
        """Where there is no option."""
        return self._once("opened", self._opened)

    def _opened(self) -> Bits:
        if self.lowest >= 0:
            return np.zeros(-(-len(self._codes) // 8), np.uint8)
        if self.n_choices > _FEW_OPTIONS:
            return self._where(np.less, 0)
        rest = packed(self._codes)  # the options are looked at anyway, and what is left is not zero
        for option in range(1, self.n_choices):
            rest ^= self.option(option)
        return rest

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
