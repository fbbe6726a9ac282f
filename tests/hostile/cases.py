"""What the tables of hostile input are made of: an outcome that is expected, and the document that is spoilt."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from riskscreen import Problem, RiskscreenError
from riskscreen.printable import printable

DOORSTEP = Path(__file__).parents[1] / "data" / "doorstep-check.json"


@attrs.frozen
class Refused:
    """One problem: its code, its pointer, and words of its text that name what was found or expected."""

    code: str
    pointer: str
    says: str = ""


@attrs.frozen
class Accepted:
    """No problem, and the reason why there is none."""

    because: str


def document() -> dict[str, Any]:
    """A small definition that is sound, to be changed."""
    found: dict[str, Any] = json.loads(DOORSTEP.read_text(encoding="utf-8"))
    return found


def put(pointer: str, value: object) -> Callable[[dict[str, Any]], None]:
    """A change that puts a value into one place; ``-`` is the place after the last one of a list."""

    def change(found: Any) -> None:
        *parents, last = pointer.split("/")[1:]
        for part in parents:
            found = found[int(part)] if isinstance(found, list) else found[part]
        if last == "-":
            found.append(value)
        else:
            found[int(last) if isinstance(found, list) else last] = value

    return change


def drop(pointer: str) -> Callable[[dict[str, Any]], None]:
    """A change that takes something away."""

    def change(found: Any) -> None:
        *parents, last = pointer.split("/")[1:]
        for part in parents:
            found = found[int(part)] if isinstance(found, list) else found[part]
        del found[int(last) if isinstance(found, list) else last]

    return change


def refusal(attempt: Callable[[], object]) -> RiskscreenError:
    """The error that the attempt ends in; anything else that is raised is a fault of ours."""
    try:
        result = attempt()
    except RiskscreenError as error:
        return error
    raise AssertionError(f"this was accepted: {result!r}")


def assert_refused(error: RiskscreenError, *expected: Refused) -> None:
    """The error has exactly these problems, says what it should, and can be shown in a terminal."""
    assert [(problem.code, problem.pointer) for problem in error.problems] == \
        [(refused.code, refused.pointer) for refused in expected]
    for problem, refused in zip(error.problems, expected, strict=True):
        assert refused.says in str(problem)
    assert_showable(error)


def assert_showable(error: RiskscreenError) -> None:
    """Nothing in the text is obeyed by a terminal, and the same facts can be written as JSON."""
    assert printable(str(error), keep="\n") == str(error)
    assert all(len(problem.found or "") < 200 for problem in error.problems)
    json.dumps(error.to_dict()).encode()


def places(error: RiskscreenError) -> list[tuple[int | None, int | None]]:
    """Line and column of every problem."""
    return [place_of(problem) for problem in error.problems]


def place_of(problem: Problem) -> tuple[int | None, int | None]:
    """Line and column."""
    return problem.line, problem.column
