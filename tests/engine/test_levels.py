"""Which levels an outcome can still have, by each way to say it: worked out by hand.

An item is never (0), sometimes (1) or often (3) so; the letters are the answers to a, b, c and d, ? is unknown.
"""

from __future__ import annotations

from typing import Any

import pytest

from engine.small import answers, instrument, outcome, rule

TOTAL = {"id": "total", "sum": "all"}
A, B, C, D = ({"item": name, "is": ["often"]} for name in "abcd")


def by_rules(medium: Any, high: Any) -> dict[str, Any]:
    """An outcome with a rule for each level above the lowest."""
    return outcome("concern", rules=[rule("middle", "medium", medium), rule("top", "high", high)])


CASES: dict[str, tuple[list[dict[str, Any]], list[tuple[str, str]]]] = {
    # Totals: 0, 4, 9, 4 to 7, 1 to 7.
    "total from 4 medium, from 8 high": (
        [outcome("concern", scale="total", bands=[{"level": "medium", "from": 4}, {"level": "high", "from": 8}])],
        [("nnnn", "low"), ("sonn", "medium"), ("ooon", "high"), ("so?n", "medium"), ("s??n", "low medium")]),
    # Totals: 12, 3, 1, 1 or 2 or 4, 4 to 7.
    "total to 3 medium, to 1 high": (
        [outcome("concern", scale="total", bands=[{"level": "medium", "to": 3}, {"level": "high", "to": 1}])],
        [("oooo", "low"), ("onnn", "medium"), ("snnn", "high"), ("s?nn", "low medium high"), ("so?n", "low")]),
    # An open answer adds 0, 1 or 3, never 2: 0, 1 and 3 are low, low and high.
    "total from 2 medium, from 3 high": (
        [outcome("concern", scale="total", bands=[{"level": "medium", "from": 2}, {"level": "high", "from": 3}])],
        [("nnnn", "low"), ("?nnn", "low high"), ("s?nn", "low medium high"), ("ss?n", "medium high"),
         ("o?nn", "high")]),
    # The highest level that a rule reaches, whatever the order; where none holds, the lowest.
    "a medium, b high": (
        [by_rules(A, B)],
        [("nnnn", "low"), ("onnn", "medium"), ("oonn", "high"), ("o?nn", "medium high"), ("?onn", "high")]),
    # What is unknown is so in every completion: a or not a.
    "a or not a medium, b and not b high": (
        [by_rules({"any": [A, {"not": A}]}, {"all": [B, {"not": B}]})],
        [("nnnn", "medium"), ("?nnn", "medium"), ("n?nn", "medium"), ("??nn", "medium"), ("oonn", "medium")]),
    "two of a, b, c medium, three high": (
        [by_rules({"at_least": 2, "of": [A, B, C]}, {"at_least": 3, "of": [A, B, C]})],
        [("onno", "low"), ("oonn", "medium"), ("o?nn", "low medium"), ("oo?n", "medium high"),
         ("???o", "low medium high")]),
    "total of 3 to 5 medium, 8 or more high": (
        [by_rules({"scale": "total", "between": [3, 5]}, {"scale": "total", "at_least": 8})],
        [("ssnn", "low"), ("onnn", "medium"), ("oonn", "low"), ("o?nn", "low medium"), ("oo?n", "low high")]),
    # The first outcome is medium from 4 and high from 8; with d, one step more.
    "as the first outcome, and one more with d": (
        [outcome("first", scale="total", bands=[{"level": "medium", "from": 4}, {"level": "high", "from": 8}]),
         by_rules({"outcome": "first", "is": "medium"}, {"any": [
             {"outcome": "first", "at_least": "high"},
             {"all": [D, {"not": {"outcome": "first", "at_most": "low"}}]}]})],
        [("nnno", "low"), ("sonn", "medium"), ("snno", "high"), ("ooo?", "high"), ("so?n", "medium")]),
}


@pytest.mark.parametrize(("how", "letters", "levels"), [
    (how, *case) for how, (_, cases) in CASES.items() for case in cases])
def test_levels_are_those_of_all_completions(how: str, letters: str, levels: str) -> None:
    """The level is known where it is the same whatever the open answers turn out to be; else some are possible."""
    outcomes, _ = CASES[how]

    result = instrument(scales=[TOTAL], outcomes=outcomes).score(answers(letters))

    assert [level.id for level in result.possible] == levels.split()
    assert (result.at_least, result.at_most) == (levels.split()[0], levels.split()[-1])
    assert result.level == (levels if len(result.possible) == 1 else None)
    assert result.exact
