"""Exact numbers: whole numbers and decimals in a definition, ratios where a scale divides.

Most instruments score in whole numbers, so decimals and fractions are imported only where one occurs.
"""

from __future__ import annotations

import re
from math import gcd, lcm
from operator import index
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from fractions import Fraction

Number: TypeAlias = "int | Decimal"
Exact: TypeAlias = "int | Fraction"
Ratio: TypeAlias = "tuple[int, int]"


def ratio(number: Exact | Decimal) -> Ratio:
    """The number as numerator and positive denominator."""
    return number.as_integer_ratio()


def product(left: Ratio, right: Ratio) -> Ratio:
    """Two ratios multiplied, in lowest terms."""
    numerator, denominator = left[0] * right[0], left[1] * right[1]
    divisor = gcd(numerator, denominator)
    return numerator // divisor, denominator // divisor


def quotient(left: Ratio, right: Ratio) -> Ratio:
    """One ratio divided by another, which is positive."""
    return product(left, (right[1], right[0]))


def common_unit(ratios: Iterable[Ratio]) -> int:
    """The smallest unit in which all the ratios are whole."""
    return lcm(*(denominator for _, denominator in ratios))


def in_units(amount: Ratio, unit: int) -> int:
    """The ratio counted in a unit in which it is whole."""
    return amount[0] * unit // amount[1]


def lowest_reaching(number: Number, unit: int) -> int:
    """The smallest whole number of units that is at least *number*."""
    numerator, denominator = ratio(number)
    return -(-numerator * unit // denominator)


def highest_within(number: Number, unit: int) -> int:
    """The largest whole number of units that is at most *number*."""
    numerator, denominator = ratio(number)
    return numerator * unit // denominator


def has_places(number: Number, places: int) -> bool:
    """Whether the number has at most so many decimals, zeros at the end aside.

    It reads the digits: the ratio of a number such as 1e-999999999 would fill the memory.
    """
    if isinstance(number, int):
        return True
    _, digits, exponent = number.as_tuple()
    n_beyond = -places - int(exponent)
    return n_beyond <= 0 or not any(digits[-n_beyond:])


def decimals(places: int) -> str:
    """*1 decimal*, *2 decimals*."""
    return f"{places} decimal{'' if places == 1 else 's'}"


def whole_number(value: object) -> int | None:
    """The value as a plain whole number; None for a truth value, a float, an array and all else.

    NumPy's whole numbers are some too; its arrays are not, since one may be masked.
    """
    kind = type(value)
    if kind is int:
        return value  # type: ignore[return-value]  # an int, as was just seen
    is_truth = kind.__name__ in ("bool", "bool_")  # NumPy before 2 lets its own be taken for 0 and 1
    if is_truth or hasattr(kind, "__len__") or not hasattr(kind, "__index__"):
        return None
    try:
        return int.__index__(index(value))  # type: ignore[arg-type]  # it has an index, as was just seen
    except Exception:  # a foreign object whose own code fails
        return None


def whole_decimal(value: object) -> int | None:
    """A decimal that is a whole number, as such; None for all else, and for one too large to be anything of ours.

    Its own methods are not asked, and its digits only once it is known that they are few.
    """
    from decimal import Decimal  # noqa: PLC0415

    if not issubclass(type(value), Decimal):
        return None
    number = Decimal(value)  # type: ignore[arg-type]  # a decimal, as was just seen
    return int(number) if number.is_finite() and number.adjusted() <= _MOST_DIGITS and has_places(number, 0) else None


_MOST_DIGITS = 80


_PLAIN = re.compile(r"-?[0-9]{1,500}(?:\.[0-9]{1,500})?")


def number_in(text: str) -> Number | None:
    """The number that is written in plain digits, exactly; None for any other text.

    Digits of ASCII, at most one minus before them and one point among them.  An exponent, a comma, a blank or a plus is
    none of that: what they mean depends on who reads them.

    Examples:
        >>> number_in("12"), number_in("-0.50"), number_in("1e3"), number_in("2,5"), number_in(" 2")
        (12, Decimal('-0.50'), None, None, None)
    """
    if _PLAIN.fullmatch(text) is None:
        return None
    if "." not in text:
        return int(text)
    from decimal import Decimal  # noqa: PLC0415

    return Decimal(text)


def in_lowest_form(number: Number) -> Number:
    """The number as a whole one where it is that, else without zeros at its end: equal numbers look the same."""
    if isinstance(number, int) or has_places(number, 0):
        return int(number)
    sign, digits, exponent = number.as_tuple()
    n_zeros = next(n for n, digit in enumerate(reversed(digits)) if digit)
    from decimal import Decimal  # noqa: PLC0415

    return Decimal((sign, digits[: len(digits) - n_zeros], int(exponent) + n_zeros))


def exact(numerator: int, denominator: int) -> Exact:
    """The ratio as a whole number where it is one, else as a fraction."""
    if numerator % denominator == 0:
        return numerator // denominator
    from fractions import Fraction  # noqa: PLC0415

    return Fraction(numerator, denominator)


def plain(number: Exact | Decimal) -> str:
    """The number in digits: ``6.25`` where its decimals end, else as a ratio, ``41/9``.

    Examples:
        >>> from fractions import Fraction
        >>> plain(7), plain(Fraction(-25, 4)), plain(Fraction(41, 9))
        ('7', '-6.25', '41/9')
    """
    numerator, denominator = ratio(number)
    places = _places(denominator)
    if places is None:
        return f"{numerator}/{denominator}"
    whole, rest = divmod(abs(numerator) * 10**places // denominator, 10**places)
    sign = "-" if numerator < 0 else ""
    return f"{sign}{whole}.{rest:0{places}}" if places else f"{sign}{whole}"


def as_json(number: Exact | Decimal) -> int | str:
    """The number for JSON: whole numbers as such, others as text, so that no reader makes a float of them."""
    return number if isinstance(number, int) else plain(number)


def _places(denominator: int) -> int | None:
    """How many decimals a ratio with this denominator takes, or None where they never end."""
    places = 0
    for prime in (2, 5):
        power, rest = 0, denominator
        while rest % prime == 0:
            power, rest = power + 1, rest // prime
        denominator, places = rest, max(places, power)
    return places if denominator == 1 else None
