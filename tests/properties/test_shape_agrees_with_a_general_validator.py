"""The check of a definition's shape against a validator of the whole of JSON Schema, which shares no code with it."""

from __future__ import annotations

from typing import Any

import jsonschema
from hypothesis import given
from hypothesis import strategies as st
from referencing import Registry

import generators
from riskscreen.definition.plain import plain_document
from riskscreen.definition.schema import schema, shape_findings

VALIDATOR: Any = jsonschema.Draft202012Validator(schema(), registry=Registry())


def test_schema_is_a_sound_schema() -> None:
    """Other programs can use it, too."""
    VALIDATOR.check_schema(schema())


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
