"""One end of a scale in every row: in binary digits where it is a small sum, else in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import xor
from typing import Protocol

import attrs
import numpy as np

from riskscreen.batch.arrays import Bits, Numbers
from riskscreen.batch.rows.bits import Digits, at_least, numbers_of, packed, unpacked, write_numbers

_MOST_IN_DIGITS = (1 << 16) - 1


class End(Protocol):
    """The least, or the most, of a scale in every row."""

    def reaches(self, number: int) -> Bits:
        """Where it is this number or more."""

    def numbers(self) -> Numbers:
        """The number in every row."""

    def write(self, column: Numbers) -> None:
        """Put the number of every row into a column that can hold it."""


@attrs.frozen
class InDigits:
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

    def write(self, column: Numbers) -> None:
        """Put the number of every row into a column that can hold it."""
        write_numbers(self.digits, self.n_rows, column)
        if self.raised:
            column -= column.dtype.type(self.raised)


@attrs.frozen
class InNumbers:
    """Any other."""

    found: Numbers

    def reaches(self, number: int) -> Bits:
        """Where it is this number or more."""
        return packed(self.found >= number)

    def numbers(self) -> Numbers:
        """The number in every row."""
        return self.found

    def write(self, column: Numbers) -> None:
        """Put the number of every row into a column that can hold it."""
        column[:] = self.found


@attrs.frozen
class InSteps:
    """One of some values, in rising order: for each but the first, where it is that one or a later one."""

    values: Sequence[int]
    steps: Sequence[Bits]
    n_rows: int

    def write(self, column: Numbers) -> None:
        """Put the value of every row into a column that can hold it."""
        if len(self.steps) == 2 and self.values == (0, 1, 2):
            one, two = (unpacked(bits, self.n_rows).view(np.int8) for bits in self.steps)
            np.add(one, two, out=column)
        elif self.values[-1] - self.values[0] <= _MOST_IN_DIGITS:
            write_numbers(self._digits([value - self.values[0] for value in self.values]), self.n_rows, column)
            if self.values[0]:
                column += column.dtype.type(self.values[0])
        else:
            places = np.empty(self.n_rows, np.int64)
            write_numbers(self._digits(range(len(self.values))), self.n_rows, places)
            np.take(np.array(self.values, column.dtype), places, out=column, mode="clip")

    def _digits(self, values: Sequence[int]) -> Digits:
        """The values in binary digits: one changes at the steps to values that have it otherwise than those before."""
        found = []
        for place in range(values[-1].bit_length()):
            turns = [bits for before, value, bits in zip(values, values[1:], self.steps, strict=False)
                     if (before ^ value) >> place & 1]
            found.append(reduce(xor, turns) if turns else np.zeros_like(self.steps[0]))
        return tuple(found)


Ends = tuple[End, End]
