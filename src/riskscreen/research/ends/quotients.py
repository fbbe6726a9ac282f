"""The least and the largest of many quotients of whole numbers, to the last digit."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

# Whole numbers of NumPy, or of Python where 64 bits are too few.
Wholes = NDArray[np.int64] | NDArray[np.object_]


def where_largest(numerators: Wholes, denominators: Wholes) -> NDArray[np.int64] | None:
    """Where the quotient is largest; None where no denominator is above nothing.

    Floats find those that come near; whole numbers decide.
    """
    defined = np.flatnonzero(denominators > 0)
    if not len(defined):
        return None
    quotients = numerators[defined] / denominators[defined]
    largest = quotients.max()
    near = defined[quotients >= largest - 1e-9 * abs(largest)]
    pairs = list(zip(numerators[near].tolist(), denominators[near].tolist(), strict=True))
    above, below = pairs[0]
    for numerator, denominator in pairs:
        if numerator * below > above * denominator:
            above, below = numerator, denominator
    largest_ones: NDArray[np.int64] = near[[numerator * below == above * denominator
                                            for numerator, denominator in pairs]]
    return largest_ones


def largest_quotient(numerators: Wholes, denominators: Wholes) -> Fraction | None:
    """The largest quotient itself."""
    found = where_largest(numerators, denominators)
    return None if found is None else Fraction(int(numerators[found[0]]), int(denominators[found[0]]))


def least_quotient(numerators: Wholes, denominators: Wholes) -> Fraction | None:
    """The least quotient."""
    found = largest_quotient(-numerators, denominators)
    return None if found is None else -found
