"""The check of a definition's shape against a validator of the whole of JSON Schema, which shares no code with it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from referencing import Registry

import generators
from docs.pages import DOORSTEP
from riskscreen.definition.plain import plain_document
from riskscreen.definition.schema import schema, shape_findings

VALIDATOR: Any = jsonschema.Draft202012Validator(schema(), registry=Registry())


def test_schema_is_a_sound_schema() -> None:
    """Other programs can use it, too."""
    VALIDATOR.check_schema(schema())


def patterns(part: Any) -> Iterator[dict[str, Any]]:
    """Every place of the schema that has a pattern."""
    if isinstance(part, dict):
        if isinstance(part.get("pattern"), str):
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from patterns(inner)


def test_every_pattern_is_said_in_words_and_has_an_example_that_fits() -> None:
    """Who writes a definition is told in words and by an example how a name is written, never by a pattern."""
    for part in patterns(schema()):
        rule = jsonschema.Draft202012Validator({"$ref": "#/$defs/here", "$defs": {**schema()["$defs"], "here": part}})
        assert all(rule.is_valid(example) for example in part["examples"])
        assert not set(part["description"]) & set("^$[]()*+\\")


@pytest.mark.parametrize(("property", "value", "expected"), [
    ("version", "1.0", "Expected: three whole numbers with points between them, such as 0.1.0."),
    ("version", "01.0.0", "Expected: three whole numbers with points between them, such as 0.1.0."),
    ("id", "Door Step", "Expected: a lower case letter, then such letters, digits or hyphens, such as "
                        "stalking-red-flags."),
    ("title", {"EN us": "Doorstep"}, "Expected: the tag of a language, such as nl."),
])
def test_what_is_expected_of_a_name_is_an_example(property: str, value: object, expected: str) -> None:
    """Nobody has to read a regular expression."""
    document = {"format": "riskscreen/1", property: value}
    problems = [problem for problem in shape_findings(document).problems if problem.code == "D-bad-id"]
    assert [str(problem).endswith(f"{expected} [D-bad-id]") for problem in problems] == [True]


@given(generators.documents())
def test_sound_documents_have_a_sound_shape(document: Any) -> None:
    """Nothing is found in a definition that loads."""
    assert VALIDATOR.is_valid(document)
    assert shape_findings(document).problems == []


@given(st.data())
def test_damaged_documents_are_judged_alike(data: st.DataObject) -> None:
    """A document has a fault of its shape exactly where a general validator finds one."""
    document, what = data.draw(generators.damaged(data.draw(generators.documents())))
    plain, _ = plain_document(document, most_bytes=1 << 20)

    problems = shape_findings(plain).problems

    assert bool(problems) != VALIDATOR.is_valid(plain), what
    assert all(problem.pointer == "" or problem.pointer.startswith("/") for problem in problems)


def test_general_validator_is_many_times_slower() -> None:
    """Why definitions have a reader of their own: docs/decisions/our-own-shape-check.md names this document."""
    document = json.loads(DOORSTEP.read_text("utf-8"))
    conditions = {"all": [{"item": "threats", "is": ["present"]}] * 50}
    document["outcomes"][0]["rules"] = [{"id": f"r{n}", "level": "high", "when": conditions} for n in range(20)]
    shape_findings(document)

    ours = _seconds(lambda: shape_findings(document))
    theirs = _seconds(lambda: VALIDATOR.is_valid(document))

    assert theirs > 10 * ours


def _seconds(work: Callable[[], object]) -> float:
    """The processor time of this process that it takes, which other programs do not add to; the best of three."""

    def once() -> float:
        started = time.process_time()
        work()
        return time.process_time() - started

    return min(once() for _ in range(3))
