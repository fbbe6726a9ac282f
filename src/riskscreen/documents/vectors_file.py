"""Vectors in a file: answers, and what they must give; read as strictly as all that is ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from riskscreen._json.places import locate
from riskscreen._json.reading import parse
from riskscreen._json.values import JsonValue
from riskscreen._json.writing import digest
from riskscreen.definition.places import document_order
from riskscreen.definition.write import document_of
from riskscreen.documents.problems import problems_in
from riskscreen.errors import MOST_COUNTED, MOST_PROBLEMS, AnswersError, Problem, describe, pointer_to
from riskscreen.model.definition import Definition

MOST_BYTES = 1 << 26  # what `riskscreen vectors` writes can be long


def read_vectors_file(source: bytes | str, definition: Definition | None = None) -> dict[str, Any]:
    """The file of vectors in this JSON text, in plain values.

    With a *definition* it must be for that one.  Answers are checked when they are scored.

    Raises:
        AnswersError: With every problem of its form, each with line and column.
    """
    document = parse(source, most_bytes=MOST_BYTES, raises=AnswersError)
    problems = [*problems_in(_without_answers(document), "vectors", family="answers")]
    if isinstance(document, dict):
        problems += islice(_meant_otherwise(document), MOST_COUNTED)
        problems += [] if definition is None else _other_instrument(document, definition)
    if problems:
        problems.sort(key=document_order(document))
        places = locate(source, {problem.pointer for problem in problems[:MOST_PROBLEMS]})
        raise AnswersError([problem.at(*places.get(problem.pointer, (1, 1))) for problem in problems],
                           about="The file of vectors")
    assert isinstance(document, dict), "a document of another form has a problem"
    return document


def _without_answers(document: JsonValue) -> JsonValue:
    """The document with empty answers: the definition says far more of them than a schema can."""
    vectors = document.get("vectors") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(vectors, list):
        return document
    return {**document, "vectors": [
        {**vector, "answers": {}} if isinstance(vector, dict) and isinstance(vector.get("answers"), dict) else vector
        for vector in vectors]}


def _meant_otherwise(document: dict[str, JsonValue]) -> Iterator[Problem]:
    """What has a sound shape, and cannot be meant."""
    vectors, seen = document.get("vectors"), set[str]()
    for n, vector in enumerate(vectors if isinstance(vectors, list) else ()):
        if not isinstance(vector, dict):
            continue
        if not vector.get("outcomes") and not vector.get("scales"):
            yield Problem("A-missing-property", pointer_to("vectors", n), "This vector expects nothing, so it can "
                          "never fail.", expected="'outcomes', 'scales' or both")
        name = vector.get("id")
        if isinstance(name, str) and name in seen:
            yield Problem("A-wrong-type", pointer_to("vectors", n, "id"), "Two vectors have the same id.",
                          found=describe(name), expected="an id of its own")
        seen.add(str(name))


def _other_instrument(document: Mapping[str, JsonValue], definition: Definition) -> Iterator[Problem]:
    """Expectations were worked out for one version: another one may have another meaning."""
    named = document.get("instrument")
    if not isinstance(named, dict):
        return
    own = {"id": definition.id, "version": definition.version}
    if "digest" in named:
        own["digest"] = digest(document_of(definition))
    for name, here in own.items():
        if isinstance(there := named.get(name), str) and there != here:
            yield Problem("A-other-instrument", pointer_to("instrument", name), "These vectors were worked out for "
                          "another instrument than the one beside them.", found=describe(there),
                          expected=describe(here))
