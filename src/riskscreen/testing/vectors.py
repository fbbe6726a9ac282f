"""Vectors, read from a file beside their instrument: answers, and what they must give."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from riskscreen._json.places import locate
from riskscreen.arguments import instance
from riskscreen.documents.vectors_file import read_vectors_file
from riskscreen.errors import RiskscreenError, pointer_to, wrong_type
from riskscreen.library import load
from riskscreen.model.number import plain
from riskscreen.screening.instrument import Instrument

ExpectedEnds = tuple[str, str]


@attrs.frozen
class Vector:
    """Answers, and the lowest and the highest that each outcome and scale must have with them, as they are written."""

    id: str
    answers: Mapping[str, object]
    outcomes: Mapping[str, ExpectedEnds]
    scales: Mapping[str, ExpectedEnds]
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
        AnswersError: With every problem of their form, each with line and column; answers are checked when they are
            scored.
        UsageError: If the source is neither text nor bytes, or the other no instrument.
    """
    instrument = instance("instrument", instrument, Instrument, how="an Instrument, such as riskscreen.load gives")
    if not issubclass(type(source), bytes | str):
        raise wrong_type("Vectors are read from text or bytes.", source, "JSON text")
    parts = read_vectors_file(source, instrument.definition)["vectors"]
    places = locate(source, {pointer_to("vectors", n) for n in range(len(parts))})
    return [_vector(part, places[pointer_to("vectors", n)][0]) for n, part in enumerate(parts)]


def _vector(part: Mapping[str, Any], line: int) -> Vector:
    outcomes, scales = ({name: _ends(expected) for name, expected in part.get(kind, {}).items()}
                        for kind in ("outcomes", "scales"))
    return Vector(part["id"], part["answers"], outcomes, scales, part.get("partial", False), part.get("because", ""),
                  line)


def _ends(expected: object) -> ExpectedEnds:
    ends = expected if isinstance(expected, list) else [expected]
    return _written(ends[0]), _written(ends[-1])


def _written(end: Any) -> str:  # noqa: ANN401  # the id of a level, a number, or one that is written as a text
    return end if isinstance(end, str) else plain(end)
