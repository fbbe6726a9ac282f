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
    """Adds numbers of one binary digit, each at some place, with as few steps as possible."""

    def __init__(self) -> None:
        self._waiting: list[list[Bits]] = []

    def add(self, bits: Bits, place: int = 0) -> None:
        """Add two to the power *place* in the rows that are set."""
        while len(self._waiting) <= place:
            self._waiting.append([])
        self._waiting[place].append(bits)

    def digits(self) -> Digits:
        """The sum, digit by digit."""
        found: list[Bits] = []
        carried: list[Bits] = []
        place = 0
        while place < len(self._waiting) or carried:
            here = carried + self._waiting[place] if place < len(self._waiting) else carried
            digit, carried = _digit_and_carried(here)
            found.append(_zeros_like(self._waiting) if digit is None else digit)
            place += 1
        return tuple(found)


def _digit_and_carried(bits: list[Bits]) -> tuple[Bits | None, list[Bits]]:
    """What stands at a place where these digits meet, and what goes to the next: of three make one, and one carried."""
    left, carried = bits[::-1], list[Bits]()
    while len(left) > 2:
        first, second, third = left.pop(), left.pop(), left.pop()
        either = first ^ second
        left.append(either ^ third)
        carried.append(first & second | either & third)
    if len(left) == 2:
        carried.append(left[0] & left[1])
        left = [left[0] ^ left[1]]
    return left[0] if left else None, carried


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
