"""A mapping of Python values as the plain values that JSON knows, copied once, so that nothing can change later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from decimal import Decimal
from itertools import islice
from typing import Any

import attrs

from riskscreen._json.values import MOST_DEPTH, MOST_DIGITS
from riskscreen.definition.places import Place, pointer_at
from riskscreen.errors import MOST_COUNTED, Problem, describe


def plain_document(document: object, *, most_bytes: int, wrong_type: str = "D-wrong-type",
                   what: str = "a definition") -> tuple[Any, list[Problem]]:
    """The document in plain values, with None for what has no plain form, and a problem for each such part.

    It may be as large as a JSON text may be; one that is larger is not copied to its end.  *wrong_type* is the code of
    a value that cannot stand in it, and *what* says what it is.
    """
    copying = _Copying(most_bytes, wrong_type, what)
    with suppress(_Stopped):
        return copying.copied(document, None, 0), copying.problems
    return None, copying.problems


class _Stopped(BaseException):
    """There is no use in copying on; no error, so that no foreign code can catch it."""


@attrs.define
class _Copying:
    """Copies a value and all that is in it; ``room`` is how many bytes of JSON may still come."""

    room: int
    wrong_type: str
    what: str
    problems: list[Problem] = attrs.field(factory=list)

    def copied(self, value: Any, place: Place, depth: int) -> Any:
        """The value in plain types."""
        kind = type(value)
        if value is None or kind is bool:
            self.take(len("null"))
            return value
        if issubclass(kind, str):
            return self.text(str.__str__(value), place)
        if issubclass(kind, int):
            return self.number(int.__index__(value), place)
        if issubclass(kind, Decimal) and Decimal.is_finite(value):
            return self.number(Decimal(value), place)
        if issubclass(kind, Mapping | list | tuple):
            return self.container(value, place, depth)
        hint = "a whole number or a Decimal: floats are not exact" if issubclass(kind, float) else "a plain JSON value"
        return self.refuse(self.wrong_type, place, f"This value cannot stand in {self.what}.", value, hint)

    def text(self, value: str, place: Place) -> str | None:
        try:
            self.take(len(value.encode()) + len('""'))
        except UnicodeEncodeError:
            self.refuse("J-lone-surrogate", place, "Half of a surrogate pair is not a character.", value,
                        "whole characters")
            return None
        return value

    def number(self, value: int | Decimal, place: Place) -> int | Decimal | None:
        self.take(1)
        if _n_digits(value) > MOST_DIGITS:
            self.refuse("J-number-range", place, f"This number takes more than {MOST_DIGITS} digits to write out. "
                        "Check it for a slip.", value, f"at most {MOST_DIGITS} digits")
            return None
        return value

    def container(self, value: Any, place: Place, depth: int) -> Any:
        if depth >= MOST_DEPTH:
            return self.refuse("J-too-deep", place, f"Values are nested at most {MOST_DEPTH} deep.", value,
                               f"at most {MOST_DEPTH} levels")
        is_mapping = issubclass(type(value), Mapping)
        try:  # the methods of a foreign mapping or list may do anything
            inside = self.entries(value.items()) if is_mapping else self.entries(value)
            self.take(len("[]") + len(inside) * (2 if is_mapping else 1) - 1)  # with its commas and colons
            members = self.members(inside, place) if is_mapping else []
        except Exception:
            return self.refuse(self.wrong_type, place, "This could not be read: its own code failed.", value,
                               "a plain dict or list")
        if is_mapping:
            return {name: self.copied(part, (place, name), depth + 1) for name, part in members}
        return [self.copied(part, (place, n), depth + 1) for n, part in enumerate(inside)]

    def entries(self, found: Iterable[Any]) -> list[Any]:
        """What a list or a view of members holds, up to the first that there is no room for."""
        return list(islice(found, self.room // len("0,") + 1))

    def members(self, inside: list[Any], place: Place) -> list[tuple[str, Any]]:
        """The members of an object that have a name of their own."""
        members: dict[str, Any] = {}
        for name, part in inside:
            if not issubclass(type(name), str):
                self.refuse(self.wrong_type, place, "Property names are texts.", name, "a text")
            elif (plain := str.__str__(name)) in members:
                self.refuse("J-duplicate-key", (place, plain), "This name stands more than once in the same object. "
                            "Keep one of them.", plain, "every name once")
            elif self.text(plain, place) is not None:
                members[plain] = part
        return list(members.items())

    def take(self, n_bytes: int) -> None:
        self.room -= n_bytes
        if self.room < 0:
            self.problems = [Problem("J-too-large", "", f"This is too large for {self.what}. Check that it is the "
                                     "right one.", expected="no more than a JSON text of 1 MiB can hold")]
            raise _Stopped

    def refuse(self, code: str, place: Place, message: str, found: object, expected: str) -> None:
        self.problems.append(Problem(code, pointer_at(place), message, found=describe(found), expected=expected))
        if len(self.problems) == MOST_COUNTED:
            raise _Stopped


def _n_digits(number: int | Decimal) -> int:
    """How many digits the number takes to write out, roughly where it is whole and very many."""
    if isinstance(number, int):
        return number.bit_length() * 3 // 10
    digits, exponent = len(number.as_tuple().digits), int(number.as_tuple().exponent)
    return digits + exponent if exponent >= 0 else max(digits, 1 - exponent)
