"""What the diagrams of conditions say of whole cases, worked out by hand.

An item is never (0), sometimes (1) or often (3) so; the letters are the answers to a, b, c and d.
"""

from __future__ import annotations

from typing import Any

import pytest

from engine.following import at, meaning_of
from engine.small import instrument, item, outcome, rule

TOTAL = {"id": "total", "sum": "all"}
# Medium from a total of 4, high from 8.
FIRST = outcome("first", scale="total", bands=[{"level": "medium", "from": 4}, {"level": "high", "from": 8}])
A, B, C = ({"item": name, "is": ["often"]} for name in "abc")
CASES: dict[str, tuple[Any, list[str], list[str]]] = {
    "a is sometimes or often so": (
        {"item": "a", "is": ["sometimes", "often"]}, ["snnn", "onnn", "oooo"], ["nnnn", "nooo"]),
    # Totals of 3, 4 and 5; then of 2, 6 and 0.
    "total of 3 to 5": (
        {"scale": "total", "between": [3, 5]}, ["onnn", "sonn", "ossn"], ["ssnn", "oonn", "nnnn"]),
    # Totals of 1 and 3; then of 4 and 12.
    "total of 3 at most": ({"scale": "total", "at_most": 3}, ["snnn", "nnon"], ["sonn", "oooo"]),
    # Totals of 4 and 7; then of 3 and 9.
    "the first outcome is medium": ({"outcome": "first", "is": "medium"}, ["sonn", "oosn"], ["onnn", "ooon"]),
    "the first outcome is medium at most": (
        {"outcome": "first", "at_most": "medium"}, ["nnnn", "onnn", "oosn"], ["ooon", "oooo"]),
    "the first outcome is medium at least": (
        {"outcome": "first", "at_least": "medium"}, ["sonn", "ooon"], ["nnnn", "onnn"]),
    "a and b": ({"all": [A, B]}, ["oonn", "oooo"], ["onnn", "noon", "osnn"]),
    "a or b": ({"any": [A, B]}, ["onnn", "nonn", "oonn"], ["nnoo", "ssnn"]),
    "not a": ({"not": A}, ["nooo", "snnn"], ["onnn", "oooo"]),
    "two of a, b and c": ({"at_least": 2, "of": [A, B, C]}, ["oonn", "onon", "ooon"], ["onno", "ssso"]),
}


@pytest.mark.parametrize(("what", "letters", "holds"), [
    (what, letters, holds) for what, (_, yes, no) in CASES.items()
    for found, holds in ((yes, True), (no, False)) for letters in found])
def test_diagram_says_whether_a_condition_holds(what: str, letters: str, holds: bool) -> None:
    """As one reads it."""
    when, _, _ = CASES[what]
    tried = instrument(scales=[TOTAL], outcomes=[FIRST, outcome("concern", rules=[rule("any", "medium", when)])])
    meaning, (asked,) = meaning_of(tried), tried.definition.outcomes[1].rules

    assert at(meaning, meaning.condition(asked.when), letters) is holds


@pytest.mark.parametrize(("letters", "holds"), [("oo", True), ("on", False), ("no", False), ("so", False),
                                                ("nn", False)])
def test_what_does_not_apply_is_not_so(letters: str, holds: bool) -> None:
    """Where b is asked only if a is often so, no answer of b counts without it."""
    tried = instrument(item("a"), item("b", applies_when=A),
                       outcomes=[outcome("concern", rules=[rule("any", "medium", B)])])
    meaning, (asked,) = meaning_of(tried), tried.definition.outcomes[0].rules

    assert at(meaning, meaning.condition(asked.when), letters) is holds
