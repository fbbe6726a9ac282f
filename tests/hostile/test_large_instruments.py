"""The largest instruments that are allowed: they load, and a case of theirs is scored exactly, or is said not to be."""

from __future__ import annotations

from typing import Any

from hostile.cases import document
from riskscreen import Instrument

BOTH = {"en": "More", "nl": "Meer"}


def instrument(n_items: int, scores: list[int], scales: list[dict[str, Any]]) -> Instrument:
    """An instrument of this many items with an option for each score; its result is *high* from 1 on its last scale."""
    found = document()
    options = [{"id": f"option_{n}", "label": BOTH, "score": score} for n, score in enumerate(scores)]
    found["response_scales"] = {"many": {"options": options}}
    found["sections"] = [{"id": "core", "title": BOTH, "items": [
        {"id": f"item_{n}", "text": BOTH, "response": "many"} for n in range(n_items)]}]
    found["scales"] = scales
    found["outcomes"] = [{"id": "concern", "title": BOTH, "scale": scales[-1]["id"], "levels": [
        {"id": "low", "label": BOTH}, {"id": "high", "label": BOTH}], "bands": [{"level": "high", "from": 1}]}]
    return Instrument.from_dict(found)


def test_largest_instrument_is_scored() -> None:
    """500 items with 50 options each: the bounds of the sum of all are 500 times the least and the highest score."""
    result = instrument(500, list(range(50)), [{"id": "total", "sum": "all"}]).score({}, partial=True)

    assert (result.scales["total"].least, result.scales["total"].most) == (0, 500 * 49)
    assert (result.at_least, result.at_most) == ("low", "high")
    assert len(result.trace.scales[0].contributions) == 500


def test_mean_of_very_many_answers_is_filled_in_exactly() -> None:
    """Half of 500 items answered with 1: the mean over all of them gives 500, without rounding."""
    missing = {"allow": 250, "method": "prorate"}
    largest = instrument(500, [0, 1], [{"id": "total", "sum": "all", "missing": missing}])
    answers = {item: "option_1" if n % 2 else "unknown" for n, item in enumerate(largest.items)}

    result = largest.score(answers)

    assert result.scales["total"].value == 500
    assert result.level == "high"


def test_too_many_states_to_follow_are_not_called_exact() -> None:
    """60 open items that push one number both ways have more joint states than can be followed."""
    weights = {f"item_{n}": n * n % 97 + 1 for n in range(60)}
    result = instrument(60, [1, 8, 29, 64, 113], [
        {"id": "one", "sum": "all"}, {"id": "other", "sum": "all", "weights": weights},
        {"id": "both", "combine": [{"scale": "one", "times": -50}, {"scale": "other"}]}]).score({}, partial=True)

    assert not result.exact
    assert (result.at_least, result.at_most) == ("low", "high")
    assert result.scales["one"].exact
    assert (result.scales["one"].least, result.scales["one"].most) == (60, 60 * 113)
    assert not result.scales["both"].exact


def test_items_that_all_go_one_way_are_exact_however_many() -> None:
    """500 open items that can only raise a number need no states to be followed."""
    result = instrument(500, list(range(50)), [
        {"id": "total", "sum": "all"}, {"id": "double", "combine": [{"scale": "total", "times": 2}]}]).score(
            {}, partial=True)

    assert result.exact
    assert not result.trace.outcomes[0].followed
