"""What each kind of scale computes, with the least and the most where answers are open: worked out by hand.

An item is never (0), sometimes (1) or often (3) so; the letters are the answers to a, b, c and d, ? is unknown.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from engine.small import answers, instrument, item, option, span

TOTAL = {"id": "total", "sum": "all"}
OFTEN = {"id": "oftens", "count": "all", "where": ["often"]}
HALF: dict[str, Any] = {"id": "scale", "combine": [{"scale": "total", "over": 2}]}
CASES: dict[str, tuple[list[dict[str, Any]], list[tuple[str, Any, Any]]]] = {
    "sum": (
        [{"id": "scale", "sum": "all"}],
        [("nnnn", 0, 0), ("sons", 5, 5), ("oooo", 12, 12), ("so?n", 4, 7), ("????", 0, 12)]),
    "sum of twice a less b": (
        [{"id": "scale", "sum": {"items": ["a", "b"]}, "weights": {"a": 2, "b": -1}}],
        [("nnnn", 0, 0), ("osnn", 5, 5), ("sonn", -1, -1), ("?onn", -3, 3), ("s?nn", -1, 2)]),
    "sum with other scores": (
        [{"id": "scale", "sum": {"items": ["a", "b"]}, "scores": {"never": 2, "sometimes": 1, "often": 0}}],
        [("nnnn", 4, 4), ("sooo", 1, 1), ("oonn", 0, 0), ("?nnn", 2, 4), ("??oo", 0, 4)]),
    "count of two options": (
        [{"id": "scale", "count": "all", "where": ["sometimes", "often"]}],
        [("nnnn", 0, 0), ("sonn", 2, 2), ("ssoo", 4, 4), ("s??n", 1, 3), ("????", 0, 4)]),
    "highest of three": (
        [{"id": "scale", "highest": {"items": ["a", "b", "c"]}}],
        [("nnno", 0, 0), ("nsnn", 1, 1), ("sonn", 3, 3), ("ns?n", 1, 3), ("o??n", 3, 3)]),
    "points: 5 for a, 2 for b with c, 1 less for d": (
        [{"id": "scale", "points": [
            {"when": {"item": "a", "is": ["often"]}, "score": 5},
            {"when": {"all": [{"item": "b", "is": ["often"]}, {"item": "c", "is": ["often"]}]}, "score": 2},
            {"when": {"item": "d", "is": ["often"]}, "score": -1}]}],
        [("nnnn", 0, 0), ("ooon", 7, 7), ("nono", -1, -1), ("?oon", 2, 7), ("no??", -1, 2)]),
    # Open a: never 0/2 - 0 + 1, sometimes 1/2 - 0 + 1, often 3/2 - 1 + 1; with b sometimes 3/2, 2 and 2.
    "half of the total, less the number of often, and 1": (
        [TOTAL, OFTEN, {"id": "scale", "plus": 1, "combine": [
            {"scale": "total", "over": 2}, {"scale": "oftens", "times": -1}]}],
        [("nnnn", 1, 1), ("sonn", 2, 2), ("oooo", 3, 3), ("?nnn", 1, Fraction(3, 2)), ("?snn", Fraction(3, 2), 2)]),
    "looked up: 10, from 4 it is 20, from 8 it is 15": (
        [TOTAL, {"id": "scale", "lookup": "total", "table": [
            {"from": 0, "value": 10}, {"from": 4, "value": 20}, {"from": 8, "value": 15}]}],
        [("nnnn", 10, 10), ("sonn", 20, 20), ("ooon", 15, 15), ("s?nn", 10, 20), ("oo?n", 15, 20)]),
    # Halves of 1, 3, 5, 7, and of 1, 2 or 4.
    "half of the total, rounded half up": (
        [TOTAL, {**HALF, "round": {"places": 0, "how": "half_up"}}],
        [("snnn", 1, 1), ("onnn", 2, 2), ("ossn", 3, 3), ("oosn", 4, 4), ("s?nn", 1, 2)]),
    "half of the total, rounded half even": (
        [TOTAL, {**HALF, "round": {"places": 0, "how": "half_even"}}],
        [("snnn", 0, 0), ("onnn", 2, 2), ("ossn", 2, 2), ("oosn", 4, 4), ("s?nn", 0, 2)]),
    "half of the total, rounded down": (
        [TOTAL, {**HALF, "round": {"places": 0, "how": "down"}}],
        [("snnn", 0, 0), ("onnn", 1, 1), ("ossn", 2, 2), ("oosn", 3, 3), ("s?nn", 0, 2)]),
    "half of the total, rounded up": (
        [TOTAL, {**HALF, "round": {"places": 0, "how": "up"}}],
        [("snnn", 1, 1), ("onnn", 2, 2), ("ossn", 3, 3), ("oosn", 4, 4), ("s?nn", 1, 2)]),
}


@pytest.mark.parametrize(("kind", "letters", "least", "most"), [
    (kind, *case) for kind, (_, cases) in CASES.items() for case in cases])
def test_scale_is_worked_out(kind: str, letters: str, least: Any, most: Any) -> None:
    """The number of a scale is exact, and with open answers the least and the most are what it can really be."""
    scales, _ = CASES[kind]

    result = instrument(scales=scales).score(answers(letters))

    assert span(result, "scale") == (least, most)
    assert result.scales["scale"].exact


@pytest.mark.parametrize(("first", "second", "least", "most"), [
    ("low", "lower", -2, -2), ("lower", "lower", -5, -5), ("aside", "lower", -5, -5), ("aside", "aside", 0, 0),
    ("unknown", "lower", -5, -2)])
def test_highest_of_scores_below_zero(first: str, second: str, least: int, most: int) -> None:
    """An answer that takes its item out is not 0 there, where 0 would be the highest; with no item left it is 0."""
    below = {"response": {"options": [option("low", -2), option("lower", -5), option("aside", not_applicable=True)]}}
    tried = instrument(item("a", **below), item("b", **below), scales=[{"id": "scale", "highest": "all"}], outcomes=[
        {"id": "sign", "title": {"en": "Sign"}, "scale": "scale", "bands": [{"level": "no", "from": -3}],
         "levels": [{"id": "yes", "label": {"en": "Yes"}}, {"id": "no", "label": {"en": "No"}}]}])

    assert span(tried.score({"a": first, "b": second}), "scale") == (least, most)
