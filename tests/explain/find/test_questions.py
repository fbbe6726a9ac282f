"""What an answer to each open item leaves, worked out by hand, over so many items that none is followed one by one.

Seventy items are never (0), sometimes (1) or often (3) so, and all are open: together they come to 0 up to 210.
"""

from __future__ import annotations

from typing import Any

import pytest

from engine.small import instrument, item, outcome, rule
from riskscreen import Instrument
from riskscreen.explain.find import questions
from riskscreen.explain.find.questions import Question

NAMES = [f"i{n}" for n in range(70)]
TOTAL = {"id": "total", "sum": "all"}


def seventy(*rules: tuple[str, dict[str, Any]], first_outcomes: tuple[dict[str, Any], ...] = (),
            **last_item: Any) -> Instrument:
    """The seventy items; each rule is a level and its condition."""
    items = [*map(item, NAMES[:-1]), item(NAMES[-1], **last_item)]
    result = outcome("concern", rules=[rule(f"rule_{n}", *each) for n, each in enumerate(rules)])
    return instrument(*items, scales=[TOTAL], outcomes=[*first_outcomes, result])


def at_least(number: int) -> dict[str, Any]:
    """The total is at least this."""
    return {"scale": "total", "at_least": number}


def asked(tried: Instrument) -> dict[str, list[str]]:
    """For each open item the levels that its answers leave: never, sometimes, often."""
    found = tried.score({}, partial=True).next_questions()
    assert found.exact
    return {question.item: possible(question) for question in found}


def possible(question: Question) -> list[str]:
    """The levels of each answer, in short."""
    return [" ".join(level.id for level in prospect.possible) for prospect in question.prospects]


def test_answer_leaves_what_the_others_can_still_come_to() -> None:
    """Often is 3 and settles it; after anything else the other 69 come to anything from 0 to 207."""
    assert asked(seventy(("high", at_least(3)))) == dict.fromkeys(NAMES, ["low high", "low high", "high"])


def test_levels_between_the_ends_are_looked_for() -> None:
    """Medium from 2 and high from 3: often is high; what is sometimes so leaves 1, 2 and more; none can be left out."""
    tried = seventy(("medium", at_least(2)), ("high", at_least(3)))

    assert asked(tried) == dict.fromkeys(NAMES, ["low medium high", "low medium high", "high"])


def test_level_that_cannot_occur_between_the_ends_is_left_out() -> None:
    """Medium where nothing is often so and the total is 500, which 69 that are sometimes so never are."""
    tried = seventy(("medium", {"scale": "total", "at_least": 500}), ("high", at_least(3)))

    assert asked(tried) == dict.fromkeys(NAMES, ["low high", "low high", "high"])


def test_all_levels_between_the_ends_count_where_too_much_would_be_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """High can be without medium, and nothing is said of that; no level is lost."""
    monkeypatch.setattr(questions, "_FEW_NODES", 0)
    tried = seventy(("medium", {"scale": "total", "at_least": 500}), ("high", at_least(3)))

    assert asked(tried) == dict.fromkeys(NAMES, ["low medium high", "low medium high", "high"])


def test_what_rests_on_an_earlier_outcome_is_asked_of_it() -> None:
    """Danger is high from 3, and concern is high where danger is."""
    danger = outcome("danger", rules=[rule("much", "high", at_least(3))])
    tried = seventy(("high", {"outcome": "danger", "at_least": "high"}), first_outcomes=(danger,))

    assert asked(tried) == dict.fromkeys(NAMES, ["low high", "low high", "high"])


def test_item_on_which_another_hangs_is_followed() -> None:
    """The last item applies where the first is never so; it takes 69 that are often so to come to 207.

    Without the last these are all others; with it they are all but the first.  Whatever is said of the last, it may
    turn out not to apply.
    """
    found = asked(seventy(("high", at_least(207)), applies_when={"item": "i0", "is": ["never"]}))

    assert found == dict.fromkeys(NAMES[1:-1], ["low", "low", "low high"]) | {
        "i0": ["low high", "low", "low high"], "i69": ["low high", "low high", "low high"]}


def test_gate_that_pulls_the_same_way_is_followed() -> None:
    """The last item applies where the first is often so; only then is 208 reached, with no more than 2 short of 210."""
    found = asked(seventy(("high", at_least(208)), applies_when={"item": "i0", "is": ["often"]}))

    assert found == dict.fromkeys(NAMES[1:], ["low", "low high", "low high"]) | {"i0": ["low", "low", "low high"]}


def test_set_is_asked_of_the_answers_that_it_leaves() -> None:
    """The first is never or sometimes so, which settles nothing; each of the others can, by being often so."""
    tried = seventy(("high", at_least(3)))

    found = tried.score({"i0": ["never", "sometimes"]}, partial=True).next_questions()

    assert {question.item: possible(question) for question in found} == dict.fromkeys(
        NAMES[1:], ["low high", "low high", "high"]) | {"i0": ["low high", "low high"]}
