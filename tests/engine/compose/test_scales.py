"""What the diagrams of scales say, worked out by hand: the number, and how many of two cut-offs it reaches.

An item is never (0), sometimes (1) or often (3) so; the letters are the answers to a, b, c and d.
"""

from __future__ import annotations

from typing import Any

import pytest

from engine.following import at, meaning_of
from engine.small import instrument, outcome

TOTAL = {"id": "total", "sum": "all"}
A, B = ({"item": name, "is": ["often"]} for name in "ab")
CASES: dict[str, tuple[list[dict[str, Any]], tuple[int, int], list[tuple[str, int, int]]]] = {
    "sum": (
        [{"id": "scale", "sum": "all"}], (4, 8),
        [("nnnn", 0, 0), ("onnn", 3, 0), ("sonn", 4, 1), ("ossn", 5, 1), ("ooon", 9, 2)]),
    "count of often": (
        [{"id": "scale", "count": "all", "where": ["often"]}], (2, 4),
        [("ssss", 0, 0), ("onnn", 1, 0), ("oonn", 2, 1), ("ooon", 3, 1), ("oooo", 4, 2)]),
    "highest": (
        [{"id": "scale", "highest": "all"}], (1, 3),
        [("nnnn", 0, 0), ("nnns", 1, 1), ("ssss", 1, 1), ("nnno", 3, 2), ("sonn", 3, 2)]),
    "5 for a, 2 for b": (
        [{"id": "scale", "points": [{"when": A, "score": 5}, {"when": B, "score": 2}]}], (3, 6),
        [("ssss", 0, 0), ("nonn", 2, 0), ("onnn", 5, 1), ("oonn", 7, 2), ("oooo", 7, 2)]),
    # 5/2 is 2.5 and becomes 3, 3/2 is 1.5 and becomes 2.
    "half of the total, rounded half up": (
        [TOTAL, {"id": "scale", "combine": [{"scale": "total", "over": 2}],
                 "round": {"places": 0, "how": "half_up"}}], (2, 3),
        [("nnnn", 0, 0), ("snnn", 1, 0), ("onnn", 2, 1), ("ossn", 3, 2), ("oonn", 3, 2)]),
    # The more there is of the total, the fewer cut-offs are reached.
    "5 less the total": (
        [TOTAL, {"id": "scale", "plus": 5, "combine": [{"scale": "total", "times": -1}]}], (2, 4),
        [("nnnn", 5, 2), ("snnn", 4, 2), ("ssnn", 3, 1), ("onnn", 2, 1), ("sonn", 1, 0)]),
    # The total is in the row of 10 up to 3, and in that of 20 from 4.
    "the total and twice what it is looked up as": (
        [TOTAL, {"id": "place", "lookup": "total", "table": [{"from": 0, "value": 10}, {"from": 4, "value": 20}]},
         {"id": "scale", "combine": [{"scale": "total"}, {"scale": "place", "times": 2}]}], (30, 45),
        [("nnnn", 20, 0), ("onnn", 23, 0), ("sonn", 44, 1), ("ossn", 45, 2), ("oonn", 46, 2)]),
    # Nothing of the total is left.
    "4 and no part of the total": (
        [TOTAL, {"id": "scale", "plus": 4, "combine": [{"scale": "total", "times": 0}]}], (4, 5),
        [("nnnn", 4, 1), ("oooo", 4, 1)]),
    # The total stands in the rows from 0, from 4 and from 8.
    "looked up: 10, 20, 15": (
        [TOTAL, {"id": "scale", "lookup": "total", "table": [
            {"from": 0, "value": 10}, {"from": 4, "value": 20}, {"from": 8, "value": 15}]}], (12, 18),
        [("nnnn", 10, 0), ("onnn", 10, 0), ("sonn", 20, 2), ("ooss", 15, 1), ("oooo", 15, 1)]),
}


@pytest.mark.parametrize(("kind", "letters", "number", "n_reached"), [
    (kind, *case) for kind, (_, _, cases) in CASES.items() for case in cases])
def test_diagram_has_the_number_and_the_cut_offs(kind: str, letters: str, number: int, n_reached: int) -> None:
    """Each is a diagram of its own, and both are followed along the same answers."""
    scales, (medium, high), _ = CASES[kind]
    meaning = meaning_of(instrument(scales=scales, outcomes=[outcome("concern", scale="scale", bands=[
        {"level": "medium", "from": medium}, {"level": "high", "from": high}])]))

    assert at(meaning, meaning.number("scale"), letters) == number
    assert at(meaning, meaning.reached("scale"), letters) == n_reached


def test_a_cut_off_of_what_is_rounded_is_one_of_the_sum() -> None:
    """Half of the total, rounded half up, is 2 from a total of 3 and 3 from 5: equal questions are one node."""
    half = {"id": "half", "combine": [{"scale": "total", "over": 2}], "round": {"places": 0, "how": "half_up"}}
    meaning = meaning_of(instrument(scales=[TOTAL, half], outcomes=[
        outcome(name, scale=name, bands=[{"level": "medium", "from": medium}, {"level": "high", "from": high}])
        for name, medium, high in (("total", 3, 5), ("half", 2, 3))]))

    assert meaning.reached("half") == meaning.reached("total")
