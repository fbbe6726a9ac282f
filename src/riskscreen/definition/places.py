"""Where something stands in a document, and which of two things stands first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from riskscreen._json.values import JsonValue
from riskscreen.errors import Problem, parts_of, pointer_to

# A place is linked to the one it is in: a pointer is written out only where there is a problem to report.
Place: TypeAlias = "tuple[Place, str | int] | None"


def pointer_at(place: Place) -> str:
    """The JSON Pointer of a place."""
    parts: list[str | int] = []
    while place is not None:
        place, part = place
        parts.append(part)
    return pointer_to(*reversed(parts))


def document_order(document: JsonValue) -> Callable[[Problem], list[int]]:
    """The key that sorts problems as their places stand in the document; what is missing stands where it should."""
    positions: dict[int, dict[str, int]] = {}

    def step(value: JsonValue, part: str) -> int | None:
        if isinstance(value, dict):
            if id(value) not in positions:
                positions[id(value)] = {name: n for n, name in enumerate(value)}
            return positions[id(value)].get(part)
        is_index = isinstance(value, list) and part.isascii() and part.isdigit() and len(part) < _LONGEST_INDEX
        return int(part) if is_index and int(part) < len(value) else None  # type: ignore[arg-type]  # a list

    def key(problem: Problem) -> list[int]:
        value, steps = document, []
        for part in parts_of(problem.pointer):
            if (n := step(value, part)) is None:
                break
            steps.append(n)
            value = value[part] if isinstance(value, dict) else value[n]  # type: ignore[index]  # a list
        return steps

    return key


_LONGEST_INDEX = 8
