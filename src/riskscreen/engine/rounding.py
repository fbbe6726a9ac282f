"""Rounding of ratios to whole numbers, exactly."""

from __future__ import annotations


def rounded(numerator: int, denominator: int, how: str) -> int:
    """The ratio as a whole number; *denominator* is positive.

    The ways mean what they mean in decimal arithmetic: ``half_up`` takes ties away from zero, ``half_even`` to the even
    neighbour, ``down`` goes towards zero and ``up`` away from it.

    Examples:
        >>> [rounded(n, 2, "half_up") for n in (5, -5, 3)]
        [3, -3, 2]
        >>> [rounded(n, 2, "half_even") for n in (5, -5, 3)]
        [2, -2, 2]
    """
    whole, rest = divmod(abs(numerator), denominator)
    goes_up = {
        "half_up": 2 * rest >= denominator,
        "half_even": 2 * rest > denominator or (2 * rest == denominator and whole % 2 == 1),
        "down": False,
        "up": rest > 0,
    }[how]
    size = whole + goes_up
    return size if numerator >= 0 else -size
