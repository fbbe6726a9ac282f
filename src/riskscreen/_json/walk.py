"""The tokens of a JSON text, each with where it stands and what was expected there; it never recurses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from riskscreen._json.values import MOST_DEPTH

# The state of the grammar is what it expects next, in the words of an error message.
VALUE, FIRST_ITEM, ITEM = "a value", "a value or ']'", "a value after the comma"
FIRST_NAME, NAME = "a name in double quotes or '}'", "a name in double quotes after the comma"
_COLON, _NEXT_ITEM, _NEXT_MEMBER = "':'", "',' or ']'", "',' or '}'"
END = "the end of the text"
_VALUE_IS_DONE = ""

OPENING, CLOSING = frozenset("[{"), frozenset("]}")
NAMES = {"string": _COLON, "odd_string": _COLON}
_VALUE_STARTS = {
    **dict.fromkeys(["string", "odd_string", "atom", "odd_atom"], _VALUE_IS_DONE), "[": FIRST_ITEM, "{": FIRST_NAME}
AFTER = {
    VALUE: _VALUE_STARTS,
    FIRST_ITEM: {**_VALUE_STARTS, "]": _VALUE_IS_DONE},
    ITEM: _VALUE_STARTS,
    FIRST_NAME: {**NAMES, "}": _VALUE_IS_DONE},
    NAME: NAMES,
    _COLON: {":": VALUE},
    _NEXT_ITEM: {",": ITEM, "]": _VALUE_IS_DONE},
    _NEXT_MEMBER: {",": NAME, "}": _VALUE_IS_DONE},
    END: {"end": END},
}
# "Odd" is sound JSON, or nearly, that needs a second look: escapes and surrogates, exponents, long numbers, NaN.
# The patterns stay texts, compiled (and kept by re) at the first fault: it would double the time of an import.
SOUND_STRING_BUT_ITS_END = r'"(?:[^"\\\x00-\x1f]++|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*+'
_ATOM_CHARACTER = r'[^ \t\n\r\[\]{},:"]'
_TOKEN = r"(?![ \t\n\r])(?:" + "|".join([
    r"(?P<mark>[\[\]{},:])",
    r'(?P<string>"[^"\\\x00-\x1f\ud800-\udfff]*+")',
    rf'(?P<odd_string>{SOUND_STRING_BUT_ITS_END}")',
    rf"(?P<atom>(?:true|false|null|-?(?:0|[1-9][0-9]{{0,99}})(?:\.[0-9]{{1,99}})?)(?!{_ATOM_CHARACTER}))",
    rf"(?P<odd_atom>(?:NaN|-?Infinity|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?)(?!{_ATOM_CHARACTER}))",
    r'(?P<broken_string>"(?:[^"\\]++|\\.)*+"?)',
    rf"(?P<broken_atom>{_ATOM_CHARACTER}++)",
    r"(?P<end>\Z)",
]) + ")"
# Further elements of a list that are sound and hold nothing, or no comma: they are passed over together.
_PLAIN_ELEMENT = rf'(?:true|false|null|-?(?:0|[1-9][0-9]{{0,99}})(?:\.[0-9]{{1,99}})?)(?!{_ATOM_CHARACTER})'
_RUN = rf'(?:[ \t\n\r]*+,[ \t\n\r]*+(?:{_PLAIN_ELEMENT}|"[^"\\\x00-\x1f\ud800-\udfff,]*+"|\[\]|\{{\}}))++'


def walk(text: str, path: list[str]) -> Iterator[tuple[str, re.Match[str], str]]:
    """Kind and match of every token but commas and colons, and what was expected in its place.

    *path* is an empty list, kept to be the path of the current token.  The first token that may not stand where it
    does comes as a "misfit", and is the last.
    """
    after_values = [END]
    expected = VALUE
    at, kind, token = 0, "", re.compile(_TOKEN, re.DOTALL)
    while kind != "end" and (match := token.search(text, at)):
        kind = match[0] if match.lastgroup == "mark" else match.lastgroup or ""
        after = AFTER[expected].get(kind)
        if after is None or (kind in OPENING and len(path) == MOST_DEPTH):
            yield "misfit", match, expected
            return
        if kind == ",":
            if after == ITEM:
                path[-1] = str(int(path[-1]) + 1)
        elif kind != ":":
            if after == _COLON:
                path[-1] = plain_text(match[0])
            elif kind in CLOSING:
                path.pop()
                after_values.pop()
            yield kind, match, expected
            if kind in OPENING:
                path.append("0")
                after_values.append(_NEXT_ITEM if kind == "[" else _NEXT_MEMBER)
        expected = after or after_values[-1]
        at = match.end() if expected != _NEXT_ITEM else _end_of_run(text, match.end(), path)


def _end_of_run(text: str, at: int, path: list[str]) -> int:
    """Where the plain elements that follow in a list end; *path* is moved to the last of them."""
    run = re.compile(_RUN).match(text, at) if len(path) < MOST_DEPTH else None
    if run is None:
        return at
    path[-1] = str(int(path[-1]) + run[0].count(","))
    return run.end()


def plain_text(string: str) -> str:
    return str(json.loads(string)) if "\\" in string else string[1:-1]
