"""Probabilities that a caller gives, as exact fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np

from riskscreen.errors import wrong_type

CONFIDENCE = "0.95"


def probability(name: str, value: object) -> Fraction:
    """A number between 0 and 1, neither of them; a float is the decimal number that it is written as.

    Raises:
        UsageError: For anything else.

    Examples:
        >>> probability("confidence", 0.95), probability("confidence", "1/3")
        (Fraction(19, 20), Fraction(1, 3))
    """
    found = _fraction(value)
    if found is None or not 0 < found < 1:
        raise wrong_type(f"The option {name} is between 0 and 1.", value, "a number such as 0.2, '0.2' or '1/5'")
    return found


def _fraction(value: object) -> Fraction | None:
    if isinstance(value, bool | np.bool_) or not isinstance(value, Fraction | Decimal | float | np.floating | str):
        return None
    text = str(float(value)) if isinstance(value, float | np.floating) else str(value)
    try:
        return Fraction(text) if len(text) <= _LONGEST else None
    except (ValueError, ZeroDivisionError):
        return None


_LONGEST = 60
