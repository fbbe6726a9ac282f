"""Strict JSON: bytes to plain values, plain values to canonical bytes and to text for people.

Valid input goes through the standard decoder, which is fast.  Only where something is wrong, or may be, does our own
walk over the tokens follow: it knows the place and the pointer of everything, and it never recurses.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Collection, Iterator
from itertools import accumulate, islice, takewhile
from typing import TYPE_CHECKING, TypeAlias

from riskscreen.errors import MOST_COUNTED, MOST_PROBLEMS, Problem, RiskscreenError, describe, parts_of, pointer_to

if TYPE_CHECKING:
    from decimal import Decimal

JsonValue: TypeAlias = "dict[str, JsonValue] | list[JsonValue] | str | int | Decimal | bool | None"
Tree: TypeAlias = "dict[str, Tree]"

MOST_DEPTH = 32
MOST_DIGITS = 400
MOST_COLUMNS = 120
_LONGEST_NAME_SHOWN = 1_000


def parse(source: bytes | str, *, most_bytes: int, raises: type[RiskscreenError]) -> JsonValue:
    """The value of a JSON text; a number with a fraction or an exponent is a Decimal.

    Stricter than the standard decoder: every name once per object, no NaN or Infinity, no half of a surrogate pair,
    at most 32 levels of brackets, no number that takes more than 400 digits to write out.  A byte-order mark of
    UTF-8 is skipped; it does not count as a column.

    Raises:
        RiskscreenError: As the class *raises*, with all problems of the text up to the first error of syntax.
    """
    text = _text_of(source, most_bytes, raises)
    problems = _problems(text) if _is_doubtful(text) else []
    if not problems:
        try:
            value: JsonValue = _DECODER.decode(text)
            return value
        except ValueError:  # from the decoder or from one of our hooks; the walk tells which, and where
            problems = _problems(text)
    raise raises(problems)


def locate(source: bytes | str, pointers: Collection[str]) -> dict[str, tuple[int, int]]:
    """Line and column of each pointer in a valid document, both counted from 1, columns in characters.

    The place of an object's member is that of its name, not of its value.  A pointer that leads nowhere, as one to a
    missing property does, gets the place of its nearest ancestor that exists.
    """
    text = _without_mark(source if isinstance(source, str) else source.decode())
    paths = {pointer: parts_of(pointer) for pointer in pointers}
    wanted: Tree = {}
    for parts in paths.values():
        branch = wanted
        for part in parts:
            branch = branch.setdefault(part, {})
    start = _after_space(text, 0)
    starts: dict[tuple[str, ...], int] = {(): start}
    _note_starts(text, start, (), wanted, starts)
    return {pointer: _place(text, _nearest(parts, starts)) for pointer, parts in paths.items()}


def exponents(source: bytes | str) -> tuple[str, ...]:
    """The pointers to the numbers of a valid document that are written with an exponent, such as ``1e3``."""
    text = _without_mark(source if isinstance(source, str) else source.decode())
    if not re.search("[0-9][eE][-+]?[0-9]", text):
        return ()
    path: list[str] = []
    return tuple(_pointer_of(path) for kind, match, _ in _walk(text, path)
                 if kind == "odd_atom" and "e" in match[0].lower())


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

    What :func:`parse` reads from it equals *value*.
    """
    return _pretty(value, indent=0, taken=0) + "\n"


# Bytes to text, and the quick looks that valid input has to pass.


def _text_of(source: bytes | str, most_bytes: int, raises: type[RiskscreenError]) -> str:
    n_bytes = len(source)
    if isinstance(source, str) and n_bytes <= most_bytes:
        n_bytes = len(source.encode("utf-8", "surrogatepass"))
    if n_bytes > most_bytes:
        message = "This is too large to be read. Check that it is the right file."
        raise raises([Problem("J-too-large", "", message, f"at least {n_bytes} bytes", f"at most {most_bytes} bytes")])
    text = _without_mark(source if isinstance(source, str) else _decoded(source, raises))
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
        before, found = _without_mark(source[: error.start].decode()), f"byte 0x{source[error.start]:02x}"
    line, column = _place(before, len(before))
    message = "The text is not UTF-8. Save it as UTF-8."
    raise raises([Problem("J-not-utf-8", "", message, found, line=line, column=column)])


def _without_mark(text: str) -> str:
    return text.removeprefix("\ufeff")


_NOT_BRACKET_OR_QUOTE = bytes(set(range(256)) - set(b'[]{}"'))
_CHANGE_OF_DEPTH = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


def _is_doubtful(text: str) -> bool:
    """Whether a text has, or may have, what the decoder takes without a word or cannot take at all."""
    if "\\ud" in text or "\\uD" in text or not _is_encodable(text):
        return True  # an escape that may be half of a surrogate pair, or such a half itself
    return _nests_too_deep(text.encode())


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


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
    if _takes_too_many_digits(token):
        raise ValueError("too many digits")
    return int(token)


def _decimal(token: str) -> Decimal:
    if _takes_too_many_digits(token):
        raise ValueError("too many digits")
    return _exactly(token)


def _exactly(token: str) -> Decimal:
    from decimal import Decimal  # only here, for most files hold whole numbers and the import takes its time

    return Decimal(token)


def _takes_too_many_digits(token: str) -> bool:
    if len(token) <= MOST_DIGITS and "e" not in token and "E" not in token:
        return False
    mantissa, _, exponent = token.lower().partition("e")
    if len(mantissa) > len("-.") + MOST_DIGITS or len(exponent.lstrip("+-0")) > len(str(MOST_DIGITS)):
        return True
    return len(f"{_exactly(token):f}".replace("-", "").replace(".", "")) > MOST_DIGITS


def _not_a_number(token: str) -> JsonValue:
    raise ValueError(f"{token} is not a number")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_whole_number, parse_float=_decimal, parse_constant=_not_a_number)


_PASSING = json.JSONDecoder()
_SPACES = frozenset(" \t\n\r")

# The walk.  The state of the grammar is what it expects next, in the words of an error message.

_VALUE, _FIRST_ITEM, _ITEM = "a value", "a value or ']'", "a value after the comma"
_FIRST_NAME, _NAME = "a name in double quotes or '}'", "a name in double quotes after the comma"
_COLON, _NEXT_ITEM, _NEXT_MEMBER = "':'", "',' or ']'", "',' or '}'"
_END = "the end of the text"
_VALUE_IS_DONE = ""

_OPENING, _CLOSING = frozenset("[{"), frozenset("]}")
_NAMES = {"string": _COLON, "odd_string": _COLON}
_VALUE_STARTS = {
    **dict.fromkeys(["string", "odd_string", "atom", "odd_atom"], _VALUE_IS_DONE), "[": _FIRST_ITEM, "{": _FIRST_NAME}
_AFTER = {
    _VALUE: _VALUE_STARTS,
    _FIRST_ITEM: {**_VALUE_STARTS, "]": _VALUE_IS_DONE},
    _ITEM: _VALUE_STARTS,
    _FIRST_NAME: {**_NAMES, "}": _VALUE_IS_DONE},
    _NAME: _NAMES,
    _COLON: {":": _VALUE},
    _NEXT_ITEM: {",": _ITEM, "]": _VALUE_IS_DONE},
    _NEXT_MEMBER: {",": _NAME, "}": _VALUE_IS_DONE},
    _END: {"end": _END},
}
# "Odd" is sound JSON, or nearly, that needs a second look: escapes and surrogates, exponents, long numbers, NaN.
# The patterns stay texts, compiled (and kept by re) at the first fault: it would double the time of an import.
_SOUND_STRING_BUT_ITS_END = r'"(?:[^"\\\x00-\x1f]++|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*+'
_ATOM_CHARACTER = r'[^ \t\n\r\[\]{},:"]'
_TOKEN = r"(?![ \t\n\r])(?:" + "|".join([
    r"(?P<mark>[\[\]{},:])",
    r'(?P<string>"[^"\\\x00-\x1f\ud800-\udfff]*+")',
    rf'(?P<odd_string>{_SOUND_STRING_BUT_ITS_END}")',
    rf"(?P<atom>(?:true|false|null|-?(?:0|[1-9][0-9]{{0,99}})(?:\.[0-9]{{1,99}})?)(?!{_ATOM_CHARACTER}))",
    rf"(?P<odd_atom>(?:NaN|-?Infinity|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?)(?!{_ATOM_CHARACTER}))",
    r'(?P<broken_string>"(?:[^"\\]++|\\.)*+"?)',
    rf"(?P<broken_atom>{_ATOM_CHARACTER}++)",
    r"(?P<end>\Z)",
]) + ")"
# Further elements of a list that are sound and hold nothing, or no comma: they are passed over together.
_PLAIN_ELEMENT = rf'(?:true|false|null|-?(?:0|[1-9][0-9]{{0,99}})(?:\.[0-9]{{1,99}})?)(?!{_ATOM_CHARACTER})'
_RUN = rf'(?:[ \t\n\r]*+,[ \t\n\r]*+(?:{_PLAIN_ELEMENT}|"[^"\\\x00-\x1f\ud800-\udfff,]*+"|\[\]|\{{\}}))++'


def _walk(text: str, path: list[str]) -> Iterator[tuple[str, re.Match[str], str]]:
    """Kind and match of every token but commas and colons, and what was expected in its place.

    *path* is an empty list, kept to be the path of the current token.  The first token that may not stand where it
    does comes as a "misfit", and is the last.
    """
    after_values = [_END]
    expected = _VALUE
    at, kind, token = 0, "", re.compile(_TOKEN, re.DOTALL)
    while kind != "end" and (match := token.search(text, at)):
        kind = match[0] if match.lastgroup == "mark" else match.lastgroup or ""
        after = _AFTER[expected].get(kind)
        if after is None or (kind in _OPENING and len(path) == MOST_DEPTH):
            yield "misfit", match, expected
            return
        if kind == ",":
            if after == _ITEM:
                path[-1] = str(int(path[-1]) + 1)
        elif kind != ":":
            if after == _COLON:
                path[-1] = _plain(match[0])
            elif kind in _CLOSING:
                path.pop()
                after_values.pop()
            yield kind, match, expected
            if kind in _OPENING:
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


def _plain(string: str) -> str:
    return str(json.loads(string)) if "\\" in string else string[1:-1]


def _note_starts(text: str, at: int, path: tuple[str, ...], wanted: Tree, starts: dict[tuple[str, ...], int]) -> int:
    """Where the value that begins at *at* ends; the starts of all *wanted* parts of it are noted.

    What holds nothing wanted is passed over by the standard decoder, which is fast.
    """
    if not wanted or text[at] not in _OPENING:
        return _PASSING.raw_decode(text, at)[1]
    is_object, n = text[at] == "{", 0
    at = _after_space(text, at + 1)
    while text[at] not in _CLOSING:
        name, start = str(n), at
        if is_object:
            name, at = _PASSING.raw_decode(text, at)
            at = _after_space(text, text.index(":", at) + 1)
        if name in wanted:
            starts[*path, name] = start
        at = _after_space(text, _note_starts(text, at, (*path, name), wanted.get(name, {}), starts))
        if text[at] == ",":
            at = _after_space(text, at + 1)
        n += 1
    return at + 1


def _after_space(text: str, at: int) -> int:
    while text[at : at + 1] in _SPACES:
        at += 1
    return at


def _nearest(parts: tuple[str, ...], starts: dict[tuple[str, ...], int]) -> int:
    return next((starts[parts[:n]] for n in range(len(parts), -1, -1) if parts[:n] in starts), 0)


def _place(text: str, start: int) -> tuple[int, int]:
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


# From the walk to problems.

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
    **dict.fromkeys("+-.0123456789", "Write a number like 12, -0.5 or 1e3: no plus sign, no zero in front."),
    **dict.fromkeys(["true", "false", "null", "none"], "Write true, false or null, in small letters."),
}
_ADVICE_ON_STRINGS = {
    '"': "This string is never closed. Add its closing quote.",
    "\\": r"A backslash only begins an escape such as \n or \u00e9. For the backslash itself, write two.",
}


def _problems(text: str) -> list[Problem]:
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
    for kind, match, expected in _walk(text, path):
        if kind == "misfit":
            yield _code_of_misfit(match, expected), match, expected
        elif kind in _OPENING:
            names.append(set())
        elif kind in _CLOSING:
            names.pop()
        elif kind in _CODE_OF_ODD and (code := _CODE_OF_ODD[kind](match[0])):
            yield code, match, ""
        if kind in _NAMES and expected in (_FIRST_NAME, _NAME):
            if path[-1] in names[-1]:
                yield "J-duplicate-key", match, ""
            names[-1].add(path[-1])


def _code_of_odd_string(token: str) -> str | None:
    return None if _is_encodable(_plain(token)) else "J-lone-surrogate"


def _code_of_odd_atom(token: str) -> str | None:
    if token.endswith(("NaN", "Infinity")):
        return "J-not-a-number"
    return "J-number-range" if _takes_too_many_digits(token) else None


_CODE_OF_ODD = {"odd_string": _code_of_odd_string, "odd_atom": _code_of_odd_atom}


def _code_of_misfit(match: re.Match[str], expected: str) -> str:
    if match[0] in _OPENING and match[0] in _AFTER[expected]:
        return "J-too-deep"
    is_control = match.lastgroup == "broken_string" and match.string[_start_of(match)] < " "
    return "J-control-character" if is_control else "J-syntax"


def _start_of(match: re.Match[str]) -> int:
    """Where a token begins; where a broken string breaks, unless its only fault is that it never ends."""
    if match.lastgroup != "broken_string":
        return match.start()
    sound = re.compile(_SOUND_STRING_BUT_ITS_END).match(match.string, match.start())
    return sound.end() if sound and sound.end() < match.end() else match.start()


def _problem(code: str, match: re.Match[str], expected: str, path: list[str]) -> Problem:
    start = _start_of(match)
    line, column = _place(match.string, start)
    found = None
    if match.lastgroup == "odd_atom":
        found = describe(match[0])
    elif expected:  # one character is enough here, and of somebody's answer no more may be shown
        found = describe(match.string[start]) if match[0] else _END
    parts = path[:-1] if expected in (_FIRST_ITEM, _FIRST_NAME, _NAME) else path  # where no member has begun
    is_misplaced = code == "J-syntax" and match.lastgroup != "broken_string"
    message = _MESSAGES.get(code) or _advice(match, expected)
    return Problem(code, _pointer_of(parts), message, found, expected if is_misplaced else None,
                   line=line, column=column)


def _pointer_of(path: list[str]) -> str:
    """The pointer, as far as it can be shown: a very long name, or one with half a character, ends it early."""
    return pointer_to(*takewhile(lambda name: len(name) <= _LONGEST_NAME_SHOWN and _is_encodable(name), path))


def _advice(match: re.Match[str], expected: str) -> str:
    token = match[0]
    if match.lastgroup == "broken_string":
        return _ADVICE_ON_STRINGS[match.string[_start_of(match)]]
    if expected == _END:
        return "The value before this is the whole document. Remove what follows it."
    if token in _CLOSING and expected in (_ITEM, _NAME):
        return "A bracket may not follow a comma. Remove the comma."
    if match.lastgroup not in ("broken_atom", "end"):
        return "This may not stand here. Write what is expected instead of it, or before it."
    other = "This is not JSON. Write what is expected; text stands in double quotes."
    return _ADVICE_ON_TOKENS.get(token.lower()) or _ADVICE_ON_TOKENS.get(token[0], other)


# Values to text.

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
        text = f"{_exactly(repr(nearest)):f}"
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
