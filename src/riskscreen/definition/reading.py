"""A document or a mapping comes in, a Definition goes out, or one error with everything that is wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs

from riskscreen._json import MOST_DEPTH, JsonValue, locate, parse
from riskscreen.definition.faults import static_faults
from riskscreen.definition.link import link
from riskscreen.definition.schema import shape_problems
from riskscreen.errors import InstrumentError, Problem, describe, pointer_to
from riskscreen.model.definition import Definition

MOST_BYTES = 1 << 20


def read_definition(source: bytes | str) -> Definition:
    """The definition in this JSON text.

    Raises:
        InstrumentError: With every problem of the text, each with its line and column.
    """
    document = parse(source, most_bytes=MOST_BYTES, raises=InstrumentError)
    problems = _problems(document)
    if problems:
        places = locate(source, {problem.pointer for problem in problems})
        raise _refusal([_placed(problem, places) for problem in problems])
    return link(normalised(document))


def definition_from(mapping: Mapping[str, Any]) -> Definition:
    """The definition in a mapping of plain values.

    Raises:
        InstrumentError: With every problem of the mapping; a float is one, since scores are exact.
    """
    problems: list[Problem] = []
    document = _plain(mapping, "", problems, 0)
    problems = problems or _problems(document)
    if problems:
        raise _refusal(problems)
    return link(normalised(document))


def normalised(document: Any) -> Any:
    """The document with every text in Unicode's composed form, so that equal texts have equal bytes."""
    if isinstance(document, str):
        return document if document.isascii() else unicodedata.normalize("NFC", document)
    if isinstance(document, dict):
        return {name: normalised(value) for name, value in document.items()}
    if isinstance(document, list):
        return [normalised(value) for value in document]
    return document


def _problems(document: JsonValue) -> list[Problem]:
    problems = shape_problems(document)
    if isinstance(document, dict) and not any(problem.code == "D-unknown-format" for problem in problems):
        problems = problems + static_faults(document)
    return problems


def _refusal(problems: list[Problem]) -> InstrumentError:
    ordered = sorted(dict.fromkeys(problems), key=lambda problem: (problem.line or 0, problem.column or 0))
    return InstrumentError(ordered, about="The definition")


def _placed(problem: Problem, places: Mapping[str, tuple[int, int]]) -> Problem:
    line, column = places[problem.pointer]
    return attrs.evolve(problem, line=line, column=column)


def _plain(value: object, pointer: str, problems: list[Problem], depth: int) -> Any:
    """The value in plain JSON types; what has no plain form becomes a problem."""
    if depth > MOST_DEPTH:
        problems.append(Problem("J-too-deep", pointer, f"Values are nested at most {MOST_DEPTH} deep."))
        return None
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, Mapping):
        return {_plain_key(name, pointer, problems): _plain(part, pointer + pointer_to(str(name)), problems, depth + 1)
                for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part, f"{pointer}/{n}", problems, depth + 1) for n, part in enumerate(value)]
    hint = "a whole number or a Decimal: floats are not exact" if isinstance(value, float) else "a plain JSON value"
    problems.append(Problem("D-wrong-type", pointer, "This value cannot stand in a definition.",
                            found=describe(value), expected=hint))
    return None


def _plain_key(name: object, pointer: str, problems: list[Problem]) -> str:
    if isinstance(name, str):
        return str.__str__(name)
    problems.append(Problem("D-wrong-type", pointer, "Property names are texts.", found=describe(name)))
    return ""
