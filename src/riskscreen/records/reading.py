"""The ways to a record: from its text, and from plain values; each is checked in the same way."""

from __future__ import annotations

from typing import Any, cast

import attrs

from riskscreen._json.places import locate
from riskscreen._json.reading import parse
from riskscreen._json.values import JsonValue
from riskscreen.documents.frozen_json import frozen_json, frozen_object
from riskscreen.errors import MOST_PROBLEMS, Problem, RecordError
from riskscreen.model.definition import Definition
from riskscreen.records.checking import ABOUT, MOST_BYTES, record_problems
from riskscreen.records.judgement import Judgement
from riskscreen.records.kept import Definer
from riskscreen.records.record import Record


def record_in(source: bytes | str) -> Record:
    """The record in this JSON text.

    Raises:
        RecordError: With every problem, in the order of the text, each with line and column.
    """
    document = parse(source, most_bytes=MOST_BYTES, raises=RecordError)
    problems = record_problems(document)
    if problems:
        raise _refusal(source, problems)
    return _record(cast("dict[str, Any]", document), None)


def record_of(document: dict[str, JsonValue], definition: Definition | None = None) -> Record:
    """The record in these plain values, with the definition that it was scored by where that is known.

    Raises:
        RecordError: With every problem.
    """
    if problems := record_problems(document):
        raise RecordError(problems, about=ABOUT)
    return _record(document, definition)


def record_as_kept(document: dict[str, JsonValue], definition: Definition | None) -> Record:
    """The record in plain values that were checked when they were kept, and have not changed since."""
    return _record(document, definition)


def _record(document: dict[str, Any], definition: Definition | None) -> Record:
    """The record of a document that has no problems."""
    frozen: dict[str, Any] = {"instrument": Definer(**document["instrument"]),
              "answers": frozen_object("item", document["answers"]),
              "context": None if document["context"] is None else frozen_object("property", document["context"]),
              "result": frozen_json(document["result"]),
              "judgements": tuple(Judgement(**judgement) for judgement in document["judgements"])}
    names = [field.name for field in attrs.fields(Record) if not field.name.startswith("_")]
    return Record(**{name: frozen.get(name, document[name]) for name in names if name in document},
                  definition=definition)


def _refusal(source: bytes | str, problems: list[Problem]) -> RecordError:
    shown = problems[:MOST_PROBLEMS]
    places = locate(source, {problem.pointer for problem in shown})
    placed = [problem.at(*places[problem.pointer]) for problem in shown]
    placed.sort(key=lambda problem: (problem.line, problem.column))
    return RecordError(placed, about=ABOUT, n_problems=len(problems))
