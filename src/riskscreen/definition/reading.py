"""A document or a mapping comes in, a Definition goes out, or one error with everything that is wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from riskscreen._json.places import exponents, locate
from riskscreen._json.reading import parse
from riskscreen._json.values import JsonValue
from riskscreen.definition.faults.all import exponent_fault, static_faults
from riskscreen.definition.faults.unresolved import Unresolved
from riskscreen.definition.link import link
from riskscreen.definition.places import document_order
from riskscreen.definition.plain import plain_document
from riskscreen.definition.schema import shape_findings
from riskscreen.errors import MOST_PROBLEMS, InstrumentError, Problem
from riskscreen.model.definition import Definition

MOST_BYTES = 1 << 20


def read_definition(source: bytes | str) -> Definition:
    """The definition in this JSON text.

    Raises:
        InstrumentError: With every problem of the text, each with its line and column.
    """
    document = parse(source, most_bytes=MOST_BYTES, raises=InstrumentError)
    problems = [*_problems(document), *map(exponent_fault, exponents(source))]
    if problems:
        shown, others = _sorted(problems, document)
        places = locate(source, {problem.pointer for problem in shown})
        raise _refusal([problem.at(*places[problem.pointer]) for problem in shown], others)
    return link(normalised(document))


def definition_from(mapping: Mapping[str, Any]) -> Definition:
    """The definition in a mapping of plain values.

    Raises:
        InstrumentError: With every problem of the mapping; a float is one, since scores are exact.
    """
    document, problems = plain_document(mapping, most_bytes=MOST_BYTES)
    if document is not None or not problems:
        seen = {problem.pointer for problem in problems}  # what has no plain form became null there: said already
        problems += [problem for problem in _problems(document) if problem.pointer not in seen]
    if problems:
        raise _refusal(*_sorted(problems, document))
    return link(normalised(document))


def definition_of(document: dict[str, Any]) -> Definition:
    """The definition in a document of ours: its values are plain, and its texts in their composed form, already.

    Raises:
        InstrumentError: With every problem of the document.
    """
    problems = _problems(document)
    if problems:
        raise _refusal(*_sorted(problems, document))
    return link(document)


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
    findings = shape_findings(document)
    if findings.is_beyond or not isinstance(document, dict):
        return findings.problems
    return [*findings.problems, *static_faults(document)]


def _sorted(problems: list[Problem], document: JsonValue) -> tuple[list[Problem], list[Problem]]:
    """The problems that an error shows, with their near names, and the others, which it only counts."""
    ordered = sorted(dict.fromkeys(problems), key=document_order(document))
    shown = [problem.with_suggestions() if isinstance(problem, Unresolved) else problem
             for problem in ordered[:MOST_PROBLEMS]]
    return shown, ordered[MOST_PROBLEMS:]


def _refusal(shown: list[Problem], others: list[Problem]) -> InstrumentError:
    return InstrumentError([*shown, *others], about="The definition")
