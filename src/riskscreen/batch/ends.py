"""One end of a scale in every row: in binary digits where it is a small sum, else in numbers."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from riskscreen.batch.arrays import Bits, Numbers
from riskscreen.batch.bits import Digits, at_least, numbers_of, packed
from riskscreen.frozen import Frozen


class End(Protocol):
    """The least, or the most, of a scale in every row."""

    def reaches(self, number: int) -> Bits:
        """Where it is this number or more."""

    def numbers(self) -> Numbers:
        """The number in every row."""


class InDigits(Frozen):
    """A sum, raised by a constant so that it is nowhere below zero."""

    digits: Digits
    raised: int
    every: Bits
    n_rows: int

    def reaches(self, number: int) -> Bits:
        """Where it is this number or more."""
        return at_least(self.digits, number + self.raised, self.every)

    def numbers(self) -> Numbers:
        """The number in every row."""
        found = numbers_of(self.digits, self.n_rows)
        return found.astype(np.int64) - self.raised if self.raised else found


class InNumbers(Frozen):
    """Any other."""

    found: Numbers

    def reaches(self, number: int) -> Bits:
        """Where it is this number or more."""
        return packed(self.found >= number)

    def numbers(self) -> Numbers:
        """The number in every row."""
        return self.found


Ends = tuple[End, End]
