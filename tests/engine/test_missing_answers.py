"""What a published rule for missing answers makes of a scale, within what it allows and past it: worked out by hand.

The scale adds up a, b, c and d: never 0, sometimes 1, often 3; ? is unknown, a point is what nobody said.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from engine.small import OPTIONS, answers, instrument, item, option, outcome, span

CASES: dict[str, tuple[dict[str, Any], list[tuple[str, Any, Any]]]] = {
    # The mean of what was given, times four: (1+3)/2, (1+1+3)/3; three are too many, so that each can be 0 to 3.
    "two are prorated": (
        {"allow": 2, "method": "prorate"},
        [("so??", 8, 8), ("sso?", Fraction(20, 3), Fraction(20, 3)), ("sson", 5, 5), ("s???", 1, 10), ("????", 0, 12)]),
    # 20/3 is nearest to 7, 8/3 to 3, 4/3 to 1; one who said nothing is missing like one who could not tell.
    "two are prorated, rounded half up": (
        {"allow": 2, "method": "prorate", "round": "half_up"},
        [("sso?", 7, 7), ("ssn?", 3, 3), ("nns.", 1, 1), ("so?.", 8, 8), ("s??.", 1, 10)]),
    "one counts as zero": (
        {"allow": 1, "method": "as_zero"},
        [("so?n", 4, 4), ("ooo?", 9, 9), ("nn.n", 0, 0), ("so??", 4, 10), ("????", 0, 12)]),
    # With all four allowed, zero stands for all; a mean is never taken of nothing.
    "all four count as zero": (
        {"allow": 4, "method": "as_zero"},
        [("????", 0, 0), ("s???", 1, 1), ("so??", 4, 4), ("sso?", 5, 5), ("sson", 5, 5)]),
    "all four are prorated": (
        {"allow": 4, "method": "prorate"},
        [("????", 0, 12), ("s???", 4, 4), ("so??", 8, 8), ("n??.", 0, 0), ("o...", 12, 12)]),
}


@pytest.mark.parametrize(("rule", "letters", "least", "most"), [
    (rule, *case) for rule, (_, cases) in CASES.items() for case in cases])
def test_missing_answers_are_filled_in_as_far_as_is_allowed(rule: str, letters: str, least: Any, most: Any) -> None:
    """Within the rule a scale has one number; past it, and without an answer to take a mean of, it is open."""
    missing, _ = CASES[rule]
    tried = instrument(scales=[{"id": "scale", "sum": "all", "missing": missing}])

    assert span(tried.score(answers(letters), partial=True), "scale") == (least, most)


@pytest.mark.parametrize(("given", "number"), [
    # Out of the divisor: (3+3)/2 times the three that are left.
    (("often", "aside", "unknown", "often"), 9),
    (("often", "aside", "aside", "unknown"), 6),
    (("aside", "aside", "aside", "often"), 3),
    (("sometimes", "aside", "unknown", "unknown"), 3),
    (("aside", "aside", "aside", "aside"), 0)])
def test_item_that_is_taken_out_has_no_part_in_the_mean(given: tuple[str, ...], number: int) -> None:
    """An answer such as *not testable* counts neither as given nor as missing."""
    options = {"response": {"options": [*(option(*each) for each in OPTIONS), option("aside", not_applicable=True)]}}
    tried = instrument(*(item(name, **options) for name in "abcd"), scales=[
        {"id": "scale", "sum": "all", "missing": {"allow": 2, "method": "prorate"}}])

    assert span(tried.score(dict(zip("abcd", given, strict=True))), "scale") == (number, number)


@pytest.mark.parametrize(("letters", "at_least", "at_most"), [
    # A total of 8 is high, of 4 medium: 4 prorated is 8; past the rule 4 to 10, and 1 to 10.
    ("so??", "high", "high"), ("sson", "medium", "medium"), ("so?n", "medium", "medium"), ("s???", "low", "high"),
    ("oo??", "high", "high")])
def test_levels_follow_from_what_is_filled_in(letters: str, at_least: str, at_most: str) -> None:
    """The rule comes first, and the levels are read from the number that it gives."""
    tried = instrument(scales=[{"id": "scale", "sum": "all", "missing": {"allow": 2, "method": "prorate"}}], outcomes=[
        outcome("concern", scale="scale", bands=[{"level": "medium", "from": 4}, {"level": "high", "from": 8}])])

    result = tried.score(answers(letters))

    assert (result.at_least, result.at_most) == (at_least, at_most)
