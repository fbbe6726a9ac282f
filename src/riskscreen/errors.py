"""What riskscreen says when it refuses an input: problems, all at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

MOST_PROBLEMS = 50
MOST_SUGGESTIONS = 3
_MOST_FOUND = 80


@attrs.frozen(order=False)
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
        if self.expected is not None:
            text += f" Expected: {self.expected}."
        if self.suggestions:
            text += f" Did you mean {' or '.join(self.suggestions)}?"
        return f"{text} [{self.code}]"

    def _place(self) -> str:
        """Where it is; a wrong call (its code begins with U) has no document to be in."""
        if self.code.startswith("U-"):
            return self.pointer
        where = self.pointer or ("the document" if self.line else "")
        return where if self.line is None else f"{where} (line {self.line}, column {self.column})"

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

    ``problems`` holds at most 50 problems in document order; ``n_problems`` counts all of them.
    """

    def __init__(self, problems: Iterable[Problem], *, about: str = "") -> None:
        every = tuple(problems)
        self.about = about
        self.n_problems = len(every)
        self.problems: tuple[Problem, ...] = every[:MOST_PROBLEMS]
        super().__init__(self._text())

    def _text(self) -> str:
        lines = [str(problem) for problem in self.problems]
        if self.n_problems > len(lines):
            lines.append(f"... and {self.n_problems - len(lines)} more.")
        if len(lines) == 1 and not self.about:
            return lines[0]
        what = self.about or "The input"
        noun = "problem" if self.n_problems == 1 else "problems"
        return "\n  ".join([f"{what} has {self.n_problems} {noun}:", *lines])

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


def usage_error(code: str, message: str, *, found: object = None, expected: str | None = None,
                known: Sequence[str] = (), pointer: str = "") -> UsageError:
    """One wrong call as an error; near names of *known* are suggested when *found* is a text."""
    shown = None if found is None else describe(found)
    near = near_names(found, known) if isinstance(found, str) else ()
    return UsageError([Problem(code, pointer, message, found=shown, expected=expected, suggestions=near)])


def describe(value: object) -> str:
    """A value as its type and at most 80 characters, safe to show in a terminal."""
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, str):
        return _clipped(value)
    kind = {"int": "number", "Decimal": "number"}.get(type(value).__name__, type(value).__name__)
    try:
        if isinstance(value, Mapping | list | tuple):
            return f"{'object' if isinstance(value, Mapping) else 'list'} of {len(value)}"
        return f"{kind} {_clipped(str(value), quote='')}"
    except Exception:  # a foreign object whose own __str__ fails must not hide the problem we report
        return kind


def _clipped(text: str, quote: str = "'") -> str:
    clipped = text if len(text) <= _MOST_FOUND else text[: _MOST_FOUND - 3] + "..."
    printable = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in clipped)
    return f"{quote}{printable}{quote}"


def near_names(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """At most three of *known* within a small edit distance of *name*, nearest first."""
    folded = name.strip().casefold()
    most = min(3, max(1, len(folded) // 3))
    ranked = sorted((distance, candidate) for candidate in dict.fromkeys(known)
                    if (distance := _edit_distance(folded, candidate.casefold(), most)) <= most)
    return tuple(candidate for _, candidate in ranked[:MOST_SUGGESTIONS])


def _edit_distance(left: str, right: str, most: int) -> int:
    """How many letters to insert, drop, replace or swap with a neighbour; more than *most* is not told apart.

    Only the cells within *most* of the diagonal are worked out, so that long names and many candidates stay quick.
    """
    if abs(len(left) - len(right)) > most:
        return most + 1
    far = most + 1
    rows = [{j: j for j in range(min(most, len(right)) + 1)}]
    for i, a in enumerate(left, 1):
        before, row = rows[-1], {0: i} if i <= most else {}
        for j in range(max(1, i - most), min(len(right), i + most) + 1):
            b = right[j - 1]
            cost = min(before.get(j, far) + 1, row.get(j - 1, far) + 1, before.get(j - 1, far) + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, rows[-2].get(j - 2, far) + 1)
            row[j] = cost
        if min(row.values()) > most:
            return far
        rows.append(row)
    return rows[-1].get(len(right), far)


def pointer_to(*parts: str | int) -> str:
    """A JSON Pointer (RFC 6901) from its parts."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def _rebuild(kind: type[RiskscreenError], problems: tuple[Problem, ...], about: str, count: int) -> RiskscreenError:
    error = kind(problems, about=about)
    error.n_problems = count
    error.args = (error._text(),)
    return error
