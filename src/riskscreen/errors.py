"""What riskscreen says when it refuses an input: problems, all at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager
from itertools import islice

import attrs

from riskscreen.printable import printable

_LONG = 120  # characters of what is expected

MOST_PROBLEMS = 50
MOST_COUNTED = 1_000
MOST_SUGGESTIONS = 3
_MOST_FOUND = 80
_LONGEST_NAME = 1_000
_MOST_LETTERS = 10_000


@attrs.frozen
class Problem:
    """One thing that is wrong with an input.

    ``code`` is stable and listed in the reference.  ``pointer`` is a JSON Pointer into the document that was given.
    ``suggestions`` are near names; they are never applied.
    """

    code: str
    pointer: str
    message: str
    found: str | None = None
    expected: str | None = None
    suggestions: tuple[str, ...] = ()
    item: str | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        text = f"{place}: {self.message}" if (place := self._place()) else self.message
        if self.found is not None:
            text += f" Found: {self.found}."
        meant = f" Did you mean {' or '.join(self.suggestions)}?" if self.suggestions else ""
        expected = "" if self.expected is None else f" Expected: {self.expected}."
        text += meant + expected if len(expected) > _LONG else expected + meant  # nobody reads a list to find a slip
        return f"{printable(text)} [{self.code}]"

    def at(self, line: int, column: int) -> Problem:
        """The same problem, found at this place of a text."""
        return attrs.evolve(self, line=line, column=column)

    def _place(self) -> str:
        """Where it is; a wrong call (its code begins with U) has no document to be in."""
        if self.code.startswith("U-"):
            return self.pointer
        where = _shortened(self.pointer) or ("the document" if self.line else "")
        line = "row" if self.code.startswith("I-") else "line"  # the rows of a table can hold several lines
        return where if self.line is None else f"{where} ({line} {self.line}, column {self.column})"

    def to_dict(self) -> dict[str, object]:
        """The same facts for programs; what is not known is left out."""
        facts: dict[str, object] = {"code": self.code, "pointer": self.pointer, "message": self.message}
        for name in ("found", "expected", "item", "line", "column"):
            value = getattr(self, name)
            if value is not None:
                facts[name] = value
        if self.suggestions:
            facts["suggestions"] = list(self.suggestions)
        return facts


class RiskscreenError(Exception):
    """The base of every error that riskscreen raises on purpose.

    ``problems`` holds at most 50 problems in document order; ``n_problems`` counts all of them, up to 1,000, and all
    that a table has.
    """

    def __init__(self, problems: Iterable[Problem], *, about: str = "", n_problems: int | None = None) -> None:
        every = tuple(islice(problems, MOST_COUNTED))
        self.about = about
        self.n_problems = len(every) if n_problems is None else n_problems
        self.problems: tuple[Problem, ...] = every[:MOST_PROBLEMS]
        super().__init__(self._text())

    def _text(self) -> str:
        lines = [str(problem) for problem in self.problems]
        at_least = "at least " if self.n_problems == MOST_COUNTED else ""
        if self.n_problems > len(lines):
            lines.append(f"... and {at_least}{self.n_problems - len(lines)} more.")
        if len(lines) == 1 and not self.about:
            return lines[0]
        what = printable(self.about) or "The input"
        noun = "problem" if self.n_problems == 1 else "problems"
        return "\n  ".join([f"{what} has {at_least}{self.n_problems} {noun}:", *lines])

    def __str__(self) -> str:
        """The problems as they read in a terminal; KeyError, which some kinds are too, would put quotes around them."""
        return self._text()

    def named(self, about: str) -> RiskscreenError:
        """The same error, now saying which input it is about, such as the name of a file."""
        return _rebuild(type(self), self.problems, about, self.n_problems)

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.problems, self.about, self.n_problems)

    def to_dict(self) -> dict[str, object]:
        """Kind, number of problems and the problems themselves, ready for JSON."""
        return {
            "error": type(self).__name__,
            "n_problems": self.n_problems,
            "problems": [problem.to_dict() for problem in self.problems],
        }


class InstrumentError(RiskscreenError):
    """An instrument definition has no meaning; nothing was loaded."""


class AnswersError(RiskscreenError):
    """The answers of a case are not valid; nothing was scored."""


class RecordError(RiskscreenError):
    """A saved result is not what it claims to be."""


class UsageError(RiskscreenError):
    """A call that cannot be meant: an unknown name, a wrong type."""


class UnknownName(UsageError, KeyError):
    """A look-up by a name that does not exist; a `KeyError` too, for programs that look up as Python does."""


class WrongType(UsageError, TypeError):
    """A call with a value of a type that it does not take; a `TypeError` too."""


def usage_error(code: str, message: str, *, found: object = None, expected: str | None = None,
                known: Sequence[str] = (), pointer: str = "") -> UsageError:
    """One wrong call as an error; near names of *known* are suggested when *found* is a text."""
    shown = None if found is None else describe(found)
    near = near_names(str.__str__(found), known) if issubclass(type(found), str) else ()
    kind = UnknownName if code.startswith("U-unknown-") else WrongType if code == "U-wrong-type" else UsageError
    return kind([Problem(code, pointer, message, found=shown, expected=expected, suggestions=near)])


def check_word(code: str, noun: str, word: object, known: Sequence[str]) -> None:
    """Refuse a word that is none of those known; near ones are suggested."""
    if not issubclass(type(word), str) or str.__str__(word) not in known:
        raise usage_error(code, f"There is no such {noun}.", found=word, expected=", ".join(known), known=known)


def wrong_type(what: str, found: object, expected: str) -> UsageError:
    """A value that a call does not take, as an error; nothing, ``None``, is told as well."""
    return WrongType([Problem("U-wrong-type", "", what, found=describe(found), expected=expected)])


def wrong_shape(message: str, found: str, expected: str | None = None) -> UsageError:
    """Arrays or columns that do not fit, as an error; *found* is said as it is."""
    return UsageError([Problem("U-wrong-shape", "", message, found=found, expected=expected)])


@contextmanager
def needing(package: str, extra: str) -> Iterator[None]:
    """Say how to get a package that is only needed for some of the work, where it is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != package:
            raise
        raise usage_error("U-needs-extra", f"This needs {package}, which is not installed.",
                          expected=f"the extra {extra}; in a checkout: pip install '.[{extra}]'") from error


class FileName(str):
    """The name of a file: of a long one errors show the end, which tells files apart."""

    __slots__ = ()


def describe(value: object) -> str:
    """A value as its type and at most 80 characters, safe to show in a terminal."""
    kind = type(value)
    if value is None or kind is bool:
        return "null" if value is None else str(value).lower()
    if issubclass(kind, str):
        text = str.__str__(value)
        return _clipped(_ending(text) if issubclass(kind, FileName) else text, quote="'")
    name = "number" if kind.__name__ in ("int", "Decimal") else _clipped(kind.__name__)
    try:
        return _described(name, value)
    except Exception:  # a foreign object whose own methods fail must not hide the problem we report
        return name


def _described(name: str, value: object) -> str:
    """What *value* says of itself; where it holds others, only how many."""
    if isinstance(value, bytes | bytearray):
        return f"{name} {_clipped(str(value[:_MOST_FOUND]))}"
    if isinstance(value, Sized):
        noun = "object" if isinstance(value, Mapping) else "list" if isinstance(value, list | tuple) else name
        return f"{noun} of {len(value)}"
    return f"{name} {_clipped(str(value))}"


def _clipped(text: str, quote: str = "") -> str:
    clipped = text if len(text) <= _MOST_FOUND else text[: _MOST_FOUND - 3] + "..."
    return f"{quote}{printable(clipped)}{quote}"


def _ending(name: str) -> str:
    return name if len(name) <= _MOST_FOUND else "..." + name[3 - _MOST_FOUND:]


def _shortened(pointer: str) -> str:
    """A pointer that is too long to read, without its middle."""
    return pointer if len(pointer) <= 4 * _MOST_FOUND else f"{pointer[:_MOST_FOUND]}...{pointer[-_MOST_FOUND:]}"


def near_names(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """At most three of *known* within a small edit distance of *name*, nearest first.

    A very long name has none, and of very many long ones only the first are looked at: nobody may have to wait.
    """
    if len(name) > _LONGEST_NAME:
        return ()
    folded = name.strip().casefold()
    most = min(3, max(1, len(folded) // 3))
    compared = islice(dict.fromkeys(known), _MOST_LETTERS // (len(folded) + 1))
    ranked = sorted((distance, candidate) for candidate in compared
                    if (distance := _edit_distance(folded, candidate.casefold(), most)) <= most)
    return tuple(candidate for _, candidate in ranked[:MOST_SUGGESTIONS])


def _edit_distance(left: str, right: str, most: int) -> int:
    """How many letters to insert, drop, replace or swap with a neighbour; more than *most* is not told apart.

    For each number of edits: how much of *left* can be reached where *shift* letters more of *right* are used.  So the
    work grows with the edits, and hardly with the names.
    """
    ahead = len(right) - len(left)
    reached: dict[int, int] = {}
    for n_edits in range(most + 1):
        rest = most - n_edits  # a shift that so many edits cannot bring back need not be followed
        shifts = range(max(-n_edits, ahead - rest), min(n_edits, ahead + rest) + 1)
        reached = {shift: _furthest(left, right, shift, reached) for shift in shifts}
        if reached.get(ahead) == len(left):
            return n_edits
    return most + 1


def _furthest(left: str, right: str, shift: int, reached: Mapping[int, int]) -> int:
    """How much of *left* agrees with *shift* letters more of *right*, one edit after what was *reached*."""
    here = reached.get(shift, -2)
    i = max(here + 1, reached.get(shift - 1, -2), reached.get(shift + 1, -2) + 1) if reached else 0
    if here >= 0 and left[here: here + 2] == right[here + shift: here + shift + 2][::-1]:
        i = max(i, here + 2)
    i = min(i, len(left), len(right) - shift)
    if i < 0 or i + shift < 0:
        return -2
    while i < len(left) and i + shift < len(right) and left[i] == right[i + shift]:
        i += 1
    return i


def pointer_to(*parts: str | int) -> str:
    """A JSON Pointer (RFC 6901) from its parts."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def parts_of(pointer: str) -> tuple[str, ...]:
    """The parts that a JSON Pointer is made of."""
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])


def _rebuild(kind: type[RiskscreenError], problems: tuple[Problem, ...], about: str, count: int) -> RiskscreenError:
    return kind(problems, about=about, n_problems=count)
