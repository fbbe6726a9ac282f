"""A definition in the engine's form, worked out by hand: where each number stands, and what each answer adds to it.

An item is never (0), sometimes (1) or often (3) so.
"""

from __future__ import annotations

from typing import Any

import pytest

from engine.small import instrument, item
from riskscreen.engine.compile import Compiled
from riskscreen.engine.layout import Field

TOTAL = {"id": "total", "sum": "all"}
OFTEN_A = {"item": "a", "is": ["often"]}


def compiled(*items: dict[str, Any], scales: list[Any]) -> Compiled:
    """The engine's form; the one outcome asks whether `a` is often so."""
    return instrument(*items, scales=scales)._compiled


@pytest.mark.parametrize(("name", "answer", "packed"), [
    # The total is at most 6, three bits; whether a is often so is the fourth.  Below are two bits for which of the two
    # items has an answer, two for which is unknown, then the least state in four bits and the most in four.
    ("a", "never", 0b0000_0000_00_01),
    ("a", "sometimes", 0b0001_0001_00_01),
    ("a", "often", 0b1011_1011_00_01),  # adds 3, and is often
    ("a", "unknown", 0b1011_0000_01_01),  # nothing to all of it
    ("b", "often", 0b0011_0011_00_10),  # adds 3; nothing asks for it by itself
    ("b", "unknown", 0b0011_0000_10_10),
])
def test_an_answer_is_one_integer(name: str, answer: str, packed: int) -> None:
    """Adding the integers of all answers up scores a case."""
    assert compiled(item("a"), item("b"), scales=[TOTAL]).answers[name][answer] == packed


@pytest.mark.parametrize(("weights", "field"), [
    ({}, Field(0, 0b111, 0)),  # 0 to 6
    ({"a": 2}, Field(0, 0b1111, 0)),  # 0 to 9
    ({"b": -1}, Field(0, 0b111, 3)),  # -3 to 3, raised by 3
    ({"a": 2, "b": -1}, Field(0, 0b1111, 3)),  # -3 to 6, raised by 3 is 0 to 9
    ({"a": -2, "b": -1}, Field(0, 0b1111, 9)),  # -9 to 0, raised by 9
])
def test_a_field_holds_the_least_and_the_most(weights: dict[str, int], field: Field) -> None:
    """It is as wide as it has to be, and what can fall below zero starts from its bias."""
    total = {"id": "total", "sum": {"items": ["a", "b"]}, **({"weights": weights} if weights else {})}

    found = compiled(item("a"), item("b"), scales=[total])

    assert found.layout.fields["total", "total"] == field
    both = found.layout.empty << found.layout.width | found.layout.empty
    assert found.layout.empty == field.bias
    assert found.start == both << 4  # two bits for each of two items


@pytest.mark.parametrize(("over", "unit"), [(1, 1), (2, 2), (4, 4), (3, 3), (10, 10)])
def test_a_scale_that_divides_is_kept_in_its_own_unit(over: int, unit: int) -> None:
    """A half of a whole number is a whole number of halves."""
    part = {"id": "part", "combine": [{"scale": "total", "over": over}]}

    assert compiled(item("a"), item("b"), scales=[TOTAL, part]).units == (1, unit)


def test_items_under_one_gate_stand_together() -> None:
    """Where b and d are asked if a is often so: a and c always apply, bits 0 and 2; b and d are bits 1 and 3."""
    found = compiled(item("a"), item("b", applies_when=OFTEN_A), item("c"), item("d", applies_when=OFTEN_A),
                     scales=[TOTAL])

    assert found.ungated == 0b0101
    assert [items for _, items in found.gated] == [0b1010]
    assert found.is_gate == (True, False, False, False)
    assert found.gate_checks == (0, 1, 0, 1)
