"""What a JSON text can hold, and the limits that every one is held to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from decimal import Decimal

JsonValue: TypeAlias = "dict[str, JsonValue] | list[JsonValue] | str | int | Decimal | bool | None"

MOST_DEPTH = 32
MOST_DIGITS = 400


def takes_too_many_digits(token: str) -> bool:
    """Whether a number, written out without its exponent, is longer than any that is read."""
    if len(token) <= MOST_DIGITS and "e" not in token and "E" not in token:
        return False
    mantissa, _, exponent = token.lower().partition("e")
    if len(mantissa) > len("-.") + MOST_DIGITS or len(exponent.lstrip("+-0")) > len(str(MOST_DIGITS)):
        return True
    return len(f"{exactly(token):f}".replace("-", "").replace(".", "")) > MOST_DIGITS


def exactly(token: str) -> Decimal:
    """The number that a token says, digit by digit."""
    from decimal import Decimal  # only here, for most files hold whole numbers and the import takes its time

    return Decimal(token)


def is_encodable(text: str) -> bool:
    """Whether the text has no half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def without_mark(text: str) -> str:
    """The text without the byte-order mark that it may begin with."""
    return text.removeprefix("\ufeff")


def place_of(text: str, start: int) -> tuple[int, int]:
    """Line and column, both counted from 1."""
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
