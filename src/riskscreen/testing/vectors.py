"""Vectors, read from a file beside their instrument: answers, and what they must give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import attrs

from riskscreen._json.places import locate
from riskscreen._json.reading import parse
from riskscreen._json.values import JsonValue
from riskscreen.errors import AnswersError, Problem, RiskscreenError, describe, near_names, pointer_to
from riskscreen.library import load
from riskscreen.model.number import plain
from riskscreen.screening.instrument import Instrument

MOST_BYTES = 1 << 26  # what `riskscreen vectors` writes can be long
OF_FILE = ("instrument", "vectors", "notes")
OF_INSTRUMENT = ("id", "version")
OF_VECTOR = ("id", "because", "answers", "partial", "outcomes", "scales")
Ends = tuple[str, str]


@attrs.frozen
class Vector:
    """Answers, and the lowest and the highest that each outcome and scale must have with them, as they are written."""

    id: str
    answers: Mapping[str, object]
    outcomes: Mapping[str, Ends]
    scales: Mapping[str, Ends]
    partial: bool
    because: str
    line: int


def instrument_and_vectors(definition: Path, vectors: Path) -> tuple[Instrument, list[Vector]]:
    """The instrument in one file, and the vectors for it in another.

    Raises:
        InstrumentError: With every problem of the definition.
        AnswersError: With every problem of the vectors, each with line and column.
    """
    try:
        instrument = load(definition)
    except RiskscreenError as error:
        raise error.named(str(definition)) from error
    source = vectors.read_bytes()
    try:
        return instrument, read_vectors(source, instrument)
    except RiskscreenError as error:
        raise error.named(str(vectors)) from error


def read_vectors(source: bytes | str, instrument: Instrument) -> list[Vector]:
    """The vectors in this JSON text.

    Raises:
        AnswersError: With every problem of their form; answers are checked when they are scored.
    """
    document = parse(source, most_bytes=MOST_BYTES, raises=AnswersError)
    problems = list(_problems(document, instrument))
    if problems:
        places = locate(source, {problem.pointer for problem in problems})
        raise AnswersError(problem.at(*places[problem.pointer]) for problem in problems)
    parts = cast("list[dict[str, Any]]", cast("dict[str, JsonValue]", document)["vectors"])
    places = locate(source, {pointer_to("vectors", n) for n in range(len(parts))})
    return [_vector(part, places[pointer_to("vectors", n)][0]) for n, part in enumerate(parts)]


def _vector(part: Mapping[str, Any], line: int) -> Vector:
    outcomes, scales = ({name: _ends(expected) for name, expected in part.get(kind, {}).items()}
                        for kind in ("outcomes", "scales"))
    return Vector(part["id"], part["answers"], outcomes, scales, part.get("partial", False), part.get("because", ""),
                  line)


def _ends(expected: object) -> Ends:
    ends = expected if isinstance(expected, list) else [expected]
    return _written(ends[0]), _written(ends[-1])


def _written(end: Any) -> str:  # noqa: ANN401  # the id of a level, a number, or one that is written as a text
    return end if isinstance(end, str) else plain(end)


def _problems(document: JsonValue, instrument: Instrument) -> Iterator[Problem]:
    yield from _object_problems(document, "", OF_FILE, ("instrument", "vectors"))
    if not isinstance(document, dict):
        return
    yield from _instrument_problems(document.get("instrument", {}), instrument)
    vectors = document.get("vectors", [])
    if not isinstance(vectors, list) or not all(isinstance(vector, dict) for vector in vectors):
        yield Problem("A-wrong-type", "/vectors", "Vectors are a list of objects.", found=describe(vectors))
        return
    seen: set[object] = set()
    for n, vector in enumerate(cast("list[dict[str, JsonValue]]", vectors)):
        yield from _vector_problems(vector, pointer_to("vectors", n))
        if (name := str(vector.get("id", n))) in seen:
            yield Problem("A-wrong-type", pointer_to("vectors", n, "id"), "Two vectors have the same id.",
                          found=describe(name), expected="an id of its own")
        seen.add(name)


def _instrument_problems(named: JsonValue, instrument: Instrument) -> Iterator[Problem]:
    """Expectations were worked out for one version: another one may have another meaning."""
    yield from _object_problems(named, "/instrument", OF_INSTRUMENT, OF_INSTRUMENT)
    if isinstance(named, dict):
        for name, own in (("id", instrument.id), ("version", instrument.version)):
            if named.get(name, own) != own:
                yield Problem("A-other-instrument", f"/instrument/{name}",
                              "These vectors were worked out for another instrument than the one beside them.",
                              found=describe(named[name]), expected=describe(own))


def _vector_problems(vector: Mapping[str, JsonValue], pointer: str) -> Iterator[Problem]:
    yield from _object_problems(vector, pointer, OF_VECTOR, ("id", "answers"))
    if not vector.get("outcomes") and not vector.get("scales"):
        yield Problem("A-missing-property", pointer, "This vector expects nothing, so it can never fail.",
                      expected="'outcomes', 'scales' or both")
    kinds = {"id": str, "because": str, "partial": bool, "answers": dict, "outcomes": dict, "scales": dict}
    for name, kind in kinds.items():
        if name in vector and type(vector[name]) is not kind:
            yield Problem("A-wrong-type", f"{pointer}/{name}", "This is of the wrong type.",
                          found=describe(vector[name]), expected=NOUNS[kind])
    for name, kinds_of_end in (("outcomes", (str,)), ("scales", (int, Decimal, str))):
        for key, expected in (part.items() if isinstance(part := vector.get(name), dict) else ()):
            ends = expected if isinstance(expected, list) else [expected]
            if (isinstance(expected, list) and len(ends) != 2) or any(type(end) not in kinds_of_end for end in ends):
                yield Problem("A-wrong-type", pointer + pointer_to(name, key), "This cannot be what is expected.",
                              found=describe(expected), expected=f"{EXPECTED[name]}, or a list of the lowest and the "
                              "highest")


NOUNS = {str: "a text", bool: "true or false", dict: "an object"}
EXPECTED = {"outcomes": "the id of a level", "scales": 'a number (or a text such as "41/9")'}


def _object_problems(found: object, pointer: str, known: Sequence[str], needed: Sequence[str]) -> Iterator[Problem]:
    if not isinstance(found, Mapping):
        yield Problem("A-wrong-type", pointer, "This is an object.", found=describe(found), expected=", ".join(known))
        return
    for name in (name for name in found if name not in known):
        yield Problem("A-unknown-property", pointer + pointer_to(name), "There is no such property here.",
                      found=describe(name), expected=", ".join(known),
                      suggestions=near_names(name, [other for other in known if other not in found]))
    for name in (name for name in needed if name not in found):
        yield Problem("A-missing-property", pointer + pointer_to(name), "This property is missing.",
                      expected=", ".join(needed))
