"""Whether an answer counts, for a whole column at once, in one byte a case.

A mark is 0x00 where the answer does not count, 0x01 where it does, and 0x11 where it is open and can.  So the sum of
marks holds two numbers: in its lower half how many can count, in its upper half how many of them are open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from riskscreen.batch.arrays import Bytes, Codes

COUNTS, OPEN, BOTH = 0x01, 0x10, 0x11
_MOST_CHOICES = 16  # so that the bit of OPEN is set in codes below zero only
_TABLE_SIZE = 256

Marking = Callable[[Codes], Bytes]


def marking_of(given: Sequence[int], opened: Sequence[int]) -> Marking:
    """How to mark a column of codes.

    Args:
        given: For each option, whether it counts, 0 or 1.
        opened: For each option, whether it counts where it completes an open answer.

    Returns:
        A function of a column without codes that are out of range.
    """
    first = given.index(1) if 1 in given else 0
    is_threshold = list(given) == list(opened) == [0] * first + [1] * (len(given) - first) and first > 0
    if not is_threshold or len(given) > _MOST_CHOICES:
        return partial(_looked_up, table=_table(given, opened))
    if len(given) == 2:
        return _second_of_two
    return partial(_reaching, first=first)


def _second_of_two(codes: Codes) -> Bytes:
    raw = codes.view(np.uint8)
    if codes.min() < -1:
        return _reaching(codes, first=1)
    return np.bitwise_and(raw, BOTH)


def _reaching(codes: Codes, first: int) -> Bytes:
    """Options count from this position on; codes below zero, seen as bytes, lie above all options."""
    raw = codes.view(np.uint8)
    marks: Bytes = np.greater_equal(raw, first).view(np.uint8)
    marks |= raw & OPEN
    return marks


def _looked_up(codes: Codes, table: Bytes) -> Bytes:
    return table.take(codes.view(np.uint8), mode="clip")


def _table(given: Sequence[int], opened: Sequence[int]) -> Bytes:
    table = np.zeros(_TABLE_SIZE, np.uint8)
    table[: len(given)] = given
    can, must = max(opened), min(opened)
    table[-2:] = COUNTS if must else BOTH if can else 0  # unknown, no answer
    return table
