"""A mapping as the plain values that JSON knows: what has no such form is named, once, and the rest is kept."""

from __future__ import annotations

from collections import UserDict
from decimal import Decimal
from typing import Any

from riskscreen.definition.plain import plain_document


def test_names_that_json_cannot_have_are_left_out() -> None:
    """A number is no name, half a character cannot be written; what stands under the others stays."""
    document, problems = plain_document({"a": Decimal("1.50"), 7: "x", "\ud800": "y", "b": (None,)}, most_bytes=1_000)

    assert document == {"a": Decimal("1.50"), "b": [None]}
    assert [(problem.code, problem.found) for problem in problems] == [
        ("D-wrong-type", "number 7"), ("J-lone-surrogate", r"'\ud800'")]


def test_copying_ends_where_nobody_counts_on() -> None:
    """Of endless problems 1,000 are told, and no document comes of it."""
    document, problems = plain_document({"floats": [0.5] * 1_001}, most_bytes=100_000)

    assert document is None
    assert [problem.pointer for problem in problems] == [f"/floats/{n}" for n in range(1_000)]


class Twice(UserDict[str, int]):
    """A mapping that has a name twice."""

    def items(self) -> Any:
        return [("a", 1), ("b", 2), ("a", 3)]


def test_name_that_stands_twice_is_refused() -> None:
    """The first stays; which of them was meant is for the author to say."""
    document, problems = plain_document({"inside": Twice()}, most_bytes=1_000)

    assert document == {"inside": {"a": 1, "b": 2}}
    assert [(problem.code, problem.pointer) for problem in problems] == [("J-duplicate-key", "/inside/a")]
