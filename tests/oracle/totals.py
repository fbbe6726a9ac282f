"""Numbers in formulas: every comparison of one is a weighted count of truths.  Nothing here may import riskscreen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, lcm

import z3

from oracle import naive

Points = tuple[tuple[z3.BoolRef, Fraction], ...]
TRUE, FALSE = z3.BoolVal(True), z3.BoolVal(False)
LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Total:
    """A number: a constant, and points for each formula that is true."""

    constant: Fraction
    points: Points = ()


def at_least(total: Total, number: Fraction) -> z3.BoolRef:
    """When a number is at least so much: a count of truths in whole points, none of them negative."""
    common = lcm(*(points.denominator for _, points in total.points))
    needed = ceil((number - total.constant) * common)
    whole = [(truth, int(points * common)) for truth, points in total.points if points]
    needed -= sum(points for _, points in whole if points < 0)
    positive = [(truth, points) if points > 0 else (z3.Not(truth), -points) for truth, points in whole]
    most = sum(points for _, points in positive)
    if max(most, needed) > LARGEST:
        raise ValueError("The scores are too large for counts of this solver.")
    if needed <= 0 or needed > most:
        return TRUE if needed <= 0 else FALSE
    return z3.PbGe(positive, needed)


def at_most(total: Total, number: Fraction) -> z3.BoolRef:
    """When a number is at most so much."""
    return at_least(Total(-total.constant, tuple((truth, -points) for truth, points in total.points)), -number)


def sums_of(total: Total) -> list[Fraction]:
    """All values that a number could have if its truths were independent, rising; it has no others."""
    sums = {total.constant}
    for _, points in total.points:
        sums |= {value + points for value in sums}
    return sorted(sums)


def stairs(start: Fraction, steps: Iterable[tuple[z3.BoolRef, Fraction]]) -> Total:
    """A number that starts low and goes to the value of each step whose formula is true, in their order.

    Where one step is true all those before it must be.
    """
    taken = list(steps)
    values = [start, *(value for _, value in taken)]
    rises = [after - before for before, after in pairwise(values)]
    return Total(start, tuple((reached, rise) for (reached, _), rise in zip(taken, rises, strict=True)))


def rounded(total: Total, places: int, how: str) -> Total:
    """A rounded number: it steps up at the least sum that is rounded so far up."""
    sums = sums_of(total)
    values = [naive.rounded(value, places, how) for value in sums]
    steps = [sums[bisect_left(values, value)] for value in sorted(set(values))]
    return stairs(values[0], ((at_least(total, step), naive.rounded(step, places, how)) for step in steps[1:]))
