"""Strict JSON: bytes to plain values.

Valid input goes through the standard decoder, which is fast.  Only where something is wrong, or may be, does our own
walk over the tokens follow: it knows the place and the pointer of everything.
"""

from __future__ import annotations

import json
from itertools import accumulate
from typing import TYPE_CHECKING

from riskscreen._json.values import (
    MOST_DEPTH,
    JsonValue,
    exactly,
    is_encodable,
    place_of,
    takes_too_many_digits,
    without_mark,
)
from riskscreen.errors import Problem, RiskscreenError

if TYPE_CHECKING:
    from decimal import Decimal


def parse(source: bytes | str, *, most_bytes: int, raises: type[RiskscreenError]) -> JsonValue:
    """The value of a JSON text; a number with a fraction or an exponent is a Decimal.

    Stricter than the standard decoder: every name once per object, no NaN or Infinity, no half of a surrogate pair,
    at most 32 levels of brackets, no number that takes more than 400 digits to write out.  A byte-order mark of
    UTF-8 is skipped; it does not count as a column.

    Raises:
        RiskscreenError: As the class *raises*, with all problems of the text up to the first error of syntax.
    """
    text = _text_of(source, most_bytes, raises)
    problems = _problems_of(text) if _is_doubtful(text) else []
    if not problems:
        try:
            value: JsonValue = _DECODER.decode(text)
            return value
        except ValueError:  # from the decoder or from one of our hooks; the walk tells which, and where
            problems = _problems_of(text)
    raise raises(problems)


def _problems_of(text: str) -> list[Problem]:
    from riskscreen._json.flaws import problems_of  # sound input, which is most of it, needs none of this

    return problems_of(text)


def _text_of(source: bytes | str, most_bytes: int, raises: type[RiskscreenError]) -> str:
    n_bytes = len(source)
    if isinstance(source, str) and n_bytes <= most_bytes:
        n_bytes = len(source.encode("utf-8", "surrogatepass"))
    if n_bytes > most_bytes:
        message = "This is too large to be read. Check that it is the right file."
        raise raises([Problem("J-too-large", "", message, f"at least {n_bytes} bytes", f"at most {most_bytes} bytes")])
    text = without_mark(source if isinstance(source, str) else _decoded(source, raises))
    if not text.strip(" \t\n\r"):
        message = "There is nothing here to read. Check that the file was saved."
        raise raises([Problem("J-empty", "", message, line=1, column=1)])
    return text


def _decoded(source: bytes, raises: type[RiskscreenError]) -> str:
    # A NUL so early is legal UTF-8, but no JSON: it is UTF-16 or UTF-32 without a mark.
    if b"\0" in source[:2] or source.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "The text looks like UTF-16 or UTF-32. Save it as UTF-8."
        raise raises([Problem("J-not-utf-8", "", message, line=1, column=1)])
    try:
        return source.decode()
    except UnicodeDecodeError as error:
        before, found = without_mark(source[: error.start].decode()), f"byte 0x{source[error.start]:02x}"
    line, column = place_of(before, len(before))
    message = "The text is not UTF-8. Save it as UTF-8."
    raise raises([Problem("J-not-utf-8", "", message, found, line=line, column=column)])


_NOT_BRACKET_OR_QUOTE = bytes(set(range(256)) - set(b'[]{}"'))
_CHANGE_OF_DEPTH = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


def _is_doubtful(text: str) -> bool:
    """Whether a text has, or may have, what the decoder takes without a word or cannot take at all."""
    if "\\ud" in text or "\\uD" in text or not is_encodable(text):
        return True  # an escape that may be half of a surrogate pair, or such a half itself
    return _nests_too_deep(text.encode())


def _nests_too_deep(encoded: bytes) -> bool:
    """Right up to the first error of syntax, which is as far as the decoder, which recurses, and the walk go."""
    skeleton = encoded.replace(rb"\\", b"").replace(rb"\"", b"").translate(None, _NOT_BRACKET_OR_QUOTE)
    brackets = b"".join(skeleton.replace(b'""', b"").split(b'"')[::2])
    return max(accumulate(map(_CHANGE_OF_DEPTH.__getitem__, brackets)), default=0) > MOST_DEPTH


# The standard decoder, with hooks that stop it at what it would let through.


def _object(members: list[tuple[str, JsonValue]]) -> JsonValue:
    named = dict(members)
    if len(named) < len(members):
        raise ValueError("a name stands twice")
    return named


def _whole_number(token: str) -> int:
    # Checked first: int() refuses long numbers too, but at a length that any program may change.
    if takes_too_many_digits(token):
        raise ValueError("too many digits")
    return int(token)


def _decimal(token: str) -> Decimal:
    if takes_too_many_digits(token):
        raise ValueError("too many digits")
    return exactly(token)


def _not_a_number(token: str) -> JsonValue:
    raise ValueError(f"{token} is not a number")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_whole_number, parse_float=_decimal, parse_constant=_not_a_number)
