"""Numbers of many rows in bits: one array a binary digit, eight rows a byte.

Eight rows take as long as one: adding up twenty items this way costs less than looking at their codes once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from riskscreen.batch.arrays import Bits, Flags, Numbers

Digits = tuple[Bits, ...]  # the lowest first

_DIGITS_OF_A_BYTE = 8


def packed(flags: Flags | Numbers) -> Bits:
    """One bit a row, set where there is anything but zero."""
    return np.packbits(flags)


def every_of(n_rows: int) -> Bits:
    """All rows set, and nothing past the last."""
    found = np.full(-(-n_rows // 8), 0xFF, np.uint8)
    if n_rows % 8:
        found[-1] = 0xFF << 8 - n_rows % 8 & 0xFF
    return found


def unpacked(bits: Bits, n_rows: int) -> Flags:
    """One byte a row."""
    return np.unpackbits(bits, count=n_rows).view(np.bool_)


class Adder:
    """Adds numbers of one binary digit, each of some weight, with as few steps as possible."""

    def __init__(self) -> None:
        self._waiting: list[list[Bits]] = []

    def add(self, bits: Bits, weight: int = 1) -> None:
        """Add *weight* in the rows that are set."""
        place = 0
        while weight:
            if weight & 1:
                self._put(place, bits)
            weight, place = weight >> 1, place + 1

    def _put(self, place: int, bits: Bits) -> None:
        while len(self._waiting) <= place:
            self._waiting.append([])
        waiting = self._waiting[place]
        waiting.append(bits)
        if len(waiting) == 3:
            first, second, third = waiting
            either = first ^ second
            self._waiting[place] = [either ^ third]
            self._put(place + 1, (first & second) | (either & third))

    def digits(self) -> Digits:
        """The sum, digit by digit."""
        found: list[Bits] = []
        carried: list[Bits] = []
        place = 0
        while place < len(self._waiting) or carried:
            here = [*(self._waiting[place] if place < len(self._waiting) else ()), *carried]
            digit, carried = _digit_and_carry(here)
            found.append(_zeros_like(self._waiting) if digit is None else digit)
            place += 1
        return tuple(found)


def _digit_and_carry(bits: list[Bits]) -> tuple[Bits | None, list[Bits]]:
    """What stands at a place where up to three digits meet, and what goes to the next."""
    if len(bits) < 2:
        return (bits[0] if bits else None), []
    either, both = bits[0] ^ bits[1], bits[0] & bits[1]
    if len(bits) == 2:
        return either, [both]
    return either ^ bits[2], [both | (either & bits[2])]


def _zeros_like(waiting: Iterable[Sequence[Bits]]) -> Bits:
    return np.zeros_like(next(bits for place in waiting for bits in place))


def at_least(digits: Digits, number: int, every: Bits) -> Bits:
    """Where the digits make this number or more; *every* has all rows set."""
    if number <= 0:
        return every
    if number >= 1 << len(digits):
        return np.zeros_like(every)
    reached: Bits | None = None
    for place, bits in enumerate(digits):
        if number >> place & 1:
            reached = bits if reached is None else bits & reached
        elif reached is not None:  # so far every row reaches: a digit more changes nothing
            reached = bits | reached
    assert reached is not None, "a number above zero has a digit that is one"
    return reached


def write_numbers(digits: Digits, n_rows: int, column: Numbers) -> None:
    """Put the numbers into a column that can hold them."""
    numbers = numbers_of(digits, n_rows)
    # Of one size they are copied as they are; to be turned into another type of that size takes three times as long.
    column[:] = numbers.view(column.dtype) if column.itemsize == 1 else numbers


def numbers_of(digits: Sequence[Bits], n_rows: int) -> Numbers:
    """The numbers themselves, one a row, of at most 32 digits."""
    if len(digits) > _DIGITS_OF_A_BYTE:
        high, low = (numbers_of(part, n_rows) for part in (digits[_DIGITS_OF_A_BYTE:], digits[:_DIGITS_OF_A_BYTE]))
        both: Numbers = high.astype(np.uint16 if len(digits) <= 2 * _DIGITS_OF_A_BYTE else np.uint32)
        both *= 256
        return both + low
    if not digits:
        return np.zeros(n_rows, np.uint8)
    total: Numbers = np.unpackbits(digits[-1], count=n_rows)
    for bits in reversed(digits[:-1]):
        total += total  # a shift takes thirty times as long
        total |= np.unpackbits(bits, count=n_rows)
    return total
