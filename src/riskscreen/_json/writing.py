"""Plain values to canonical bytes, to a digest, and to text for people."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from riskscreen._json.values import JsonValue, exactly

if TYPE_CHECKING:
    from decimal import Decimal

MOST_COLUMNS = 120


def write_canonical(value: JsonValue) -> bytes:
    """Canonical JSON (RFC 8785): equal values give equal bytes, whatever their order or their trailing zeros.

    Numbers are written as the nearest double, as the RFC asks: beyond 15 digits different numbers may look the same.

    Raises:
        OverflowError: If a number is too large for a double.

    Examples:
        >>> from decimal import Decimal
        >>> write_canonical({"b": Decimal("1.50"), "a": []})
        b'{"a":[],"b":1.5}'
    """
    return _canonical(value, str).encode()


def digest(value: JsonValue) -> str:
    """The SHA-256 of the canonical bytes, with every name and string in Unicode's composed form (NFC)."""
    import hashlib  # only here, for it loads OpenSSL: a tenth of a cold start that needs no digest
    from unicodedata import normalize

    canonical = _canonical(value, lambda text: normalize("NFC", text)).encode()
    return f"sha256:{hashlib.sha256(canonical).hexdigest()}"


def write_pretty(value: JsonValue) -> str:
    """JSON for people: two spaces a level, and one line for what fits into 120 columns.

    What `parse` reads from it equals *value*.
    """
    return _pretty(value, indent=0, taken=0) + "\n"


_quoted = json.JSONEncoder(ensure_ascii=False).encode


def _canonical(value: JsonValue, written: Callable[[str], str]) -> str:
    if isinstance(value, dict):
        members = [(written(name), member) for name, member in value.items()]
        members.sort(key=lambda member: member[0].encode("utf-16-be"))  # by UTF-16 units, as the RFC wants it
        return "{" + ",".join([f"{_quoted(name)}:{_canonical(member, written)}" for name, member in members]) + "}"
    if isinstance(value, list):
        return "[" + ",".join([_canonical(item, written) for item in value]) + "]"
    if isinstance(value, str):
        return _quoted(written(value))
    return _quoted(value) if value is None or isinstance(value, bool) else _number_of_ecmascript(value)


def _number_of_ecmascript(number: int | Decimal) -> str:
    """A number as JavaScript prints it (ECMA-262, Number::toString)."""
    if isinstance(number, int) and abs(number) < 2**53:
        return str(number)
    nearest = float(number) + 0.0  # of the two zeros, the one without a sign
    if math.isinf(nearest):
        raise OverflowError("a number is too large for a double")
    if nearest == 0 or 1e-6 <= abs(nearest) < 1e21:
        text = f"{exactly(repr(nearest)):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return repr(nearest).replace("e-0", "e-")


def _pretty(value: JsonValue, indent: int, taken: int) -> str:
    """A value as text; *taken* columns of its first line go to what stands before it and to a comma after it."""
    if not isinstance(value, dict | list):
        return _quoted(value) if value is None or isinstance(value, str | int) else f"{value:f}"
    inner = indent + 2
    if isinstance(value, dict):
        brackets, names = "{}", [f"{_quoted(name)}: " for name in value]
        parts = [name + _pretty(member, inner, inner + len(name) + 1)
                 for name, member in zip(names, value.values(), strict=True)]
    else:
        brackets, parts = "[]", [_pretty(item, inner, inner + 1) for item in value]
    flat = brackets[0] + ", ".join(parts) + brackets[1]
    if not parts or (taken + len(flat) <= MOST_COLUMNS and "\n" not in flat):
        return flat
    margin = "\n" + " " * inner
    return brackets[0] + margin + f",{margin}".join(parts) + "\n" + " " * indent + brackets[1]
