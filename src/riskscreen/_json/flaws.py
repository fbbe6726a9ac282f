"""Every flaw of a JSON text as a problem with its place, up to the first error of syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from riskscreen._json.values import MOST_DEPTH, MOST_DIGITS, is_encodable, place_of, takes_too_many_digits
from riskscreen._json.walk import (
    AFTER,
    CLOSING,
    END,
    FIRST_ITEM,
    FIRST_NAME,
    ITEM,
    NAME,
    NAMES,
    OPENING,
    SOUND_STRING_BUT_ITS_END,
    plain_text,
    walk,
)
from riskscreen.errors import MOST_COUNTED, MOST_PROBLEMS, Problem, describe, pointer_to

_LONGEST_NAME_SHOWN = 1_000

_MESSAGES = {
    "J-duplicate-key": "This name stands more than once in the same object. Keep one of them.",
    "J-not-a-number": "JSON has neither NaN nor Infinity. Write a number, or leave the value out.",
    "J-number-range": f"This number takes more than {MOST_DIGITS} digits to write out. Check it for a slip.",
    "J-lone-surrogate": "Half of a surrogate pair is not a character. Write both halves, or the character itself.",
    "J-control-character": r"A string may not hold this character. Close it before, or write an escape such as \n.",
    "J-too-deep": f"Brackets may be nested {MOST_DEPTH} deep. Take out the levels that are not needed.",
}
_ADVICE_ON_TOKENS = {
    "": "The text ends too early. Close what is open; perhaps the file is cut off.",
    "'": "Names and strings stand in double quotes, not in single ones.",
    **dict.fromkeys("/#", "JSON has no comments. Remove it."),
    **dict.fromkeys("+-.0123456789", "Write a number like 12 or -0.5: no plus sign, no zero in front."),
    **dict.fromkeys(["true", "false", "null", "none"], "Write true, false or null, in small letters."),
}
_ADVICE_ON_STRINGS = {
    '"': "This string is never closed. Add its closing quote.",
    "\\": r"A backslash only begins an escape such as \n or \u00e9. For the backslash itself, write two.",
}


def problems_of(text: str) -> list[Problem]:
    """The problems of a text in document order; those beyond the most that an error shows are only counted."""
    problems: list[Problem] = []
    path: list[str] = []
    for code, match, expected in islice(_flaws(text, path), MOST_COUNTED):
        is_shown = len(problems) < MOST_PROBLEMS
        problems.append(_problem(code, match, expected, path) if is_shown else problems[-1])
    return problems


def _flaws(text: str, path: list[str]) -> Iterator[tuple[str, re.Match[str], str]]:
    """Code and match of each flaw, and what was expected if the grammar tells; *path* as for the walk."""
    names: list[set[str]] = []
    for kind, match, expected in walk(text, path):
        if kind == "misfit":
            yield _code_of_misfit(match, expected), match, expected
        elif kind in OPENING:
            names.append(set())
        elif kind in CLOSING:
            names.pop()
        elif kind in _CODE_OF_ODD and (code := _CODE_OF_ODD[kind](match[0])):
            yield code, match, ""
        if kind in NAMES and expected in (FIRST_NAME, NAME):
            if path[-1] in names[-1]:
                yield "J-duplicate-key", match, ""
            names[-1].add(path[-1])


def _code_of_odd_string(token: str) -> str | None:
    return None if is_encodable(plain_text(token)) else "J-lone-surrogate"


def _code_of_odd_atom(token: str) -> str | None:
    if token.endswith(("NaN", "Infinity")):
        return "J-not-a-number"
    return "J-number-range" if takes_too_many_digits(token) else None


_CODE_OF_ODD = {"odd_string": _code_of_odd_string, "odd_atom": _code_of_odd_atom}


def _code_of_misfit(match: re.Match[str], expected: str) -> str:
    if match[0] in OPENING and match[0] in AFTER[expected]:
        return "J-too-deep"
    is_control = match.lastgroup == "broken_string" and match.string[_start_of(match)] < " "
    return "J-control-character" if is_control else "J-syntax"


def _start_of(match: re.Match[str]) -> int:
    """Where a token begins; where a broken string breaks, unless its only fault is that it never ends."""
    if match.lastgroup != "broken_string":
        return match.start()
    sound = re.compile(SOUND_STRING_BUT_ITS_END).match(match.string, match.start())
    return sound.end() if sound and sound.end() < match.end() else match.start()


def _problem(code: str, match: re.Match[str], expected: str, path: list[str]) -> Problem:
    start = _start_of(match)
    line, column = place_of(match.string, start)
    found = None
    if match.lastgroup == "odd_atom":
        found = describe(match[0])
    elif expected:  # one character is enough here, and of somebody's answer no more may be shown
        found = describe(match.string[start]) if match[0] else END
    parts = path[:-1] if expected in (FIRST_ITEM, FIRST_NAME, NAME) else path  # where no member has begun
    is_misplaced = code == "J-syntax" and match.lastgroup != "broken_string"
    message = _MESSAGES.get(code) or _advice(match, expected)
    return Problem(code, pointer_of(parts), message, found, expected if is_misplaced else None,
                   line=line, column=column)


def pointer_of(path: list[str]) -> str:
    """The pointer, as far as it can be shown: a very long name, or one with half a character, ends it early."""
    return pointer_to(*takewhile(lambda name: len(name) <= _LONGEST_NAME_SHOWN and is_encodable(name), path))


def _advice(match: re.Match[str], expected: str) -> str:
    token = match[0]
    if match.lastgroup == "broken_string":
        return _ADVICE_ON_STRINGS[match.string[_start_of(match)]]
    if expected == END:
        return "The value before this is the whole document. Remove what follows it."
    if token in CLOSING and expected in (ITEM, NAME):
        return "A bracket may not follow a comma. Remove the comma."
    if match.lastgroup not in ("broken_atom", "end"):
        return "This may not stand here. Write what is expected instead of it, or before it."
    other = "This is not JSON. Write what is expected; text stands in double quotes."
    return _ADVICE_ON_TOKENS.get(token.lower()) or _ADVICE_ON_TOKENS.get(token[0], other)
