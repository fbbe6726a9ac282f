"""Scales and tables at the edge of what columns can do, worked out by hand or held against the single case."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import riskscreen
from batch.rows import random_codes, scored_alone
from docs.pages import DOORSTEP
from riskscreen import Instrument, UsageError
from riskscreen.batch.columns import single
from riskscreen.batch.rows import given as given_rows

BOTH = {"en": "More", "nl": "Meer"}


def instrument(n_items: int, scores: list[int], scales: list[dict[str, Any]]) -> Instrument:
    """An instrument of this many items with an option for each score; its result is *high* from 1 on its last scale."""
    found = json.loads(DOORSTEP.read_text(encoding="utf-8"))
    options = [{"id": f"option_{n}", "label": BOTH, "score": score} for n, score in enumerate(scores)]
    found["response_scales"] = {"many": {"options": options}}
    found["sections"] = [{"id": "core", "title": BOTH, "items": [
        {"id": f"item_{n}", "text": BOTH, "response": "many"} for n in range(n_items)]}]
    found["scales"] = scales
    found["outcomes"] = [{"id": "concern", "title": BOTH, "scale": scales[-1]["id"], "levels": [
        {"id": "low", "label": BOTH}, {"id": "high", "label": BOTH}], "bands": [{"level": "high", "from": 1}]}]
    return Instrument.from_dict(found)


def test_mean_of_answers_fills_in_whole_tables() -> None:
    """Four items of 0 to 3: with one missing, 1 + 2 + 3 becomes 8; with two, nothing is filled in."""
    filled = instrument(4, [0, 1, 2, 3], [{"id": "total", "sum": "all", "missing": {"allow": 1, "method": "prorate"}}])
    codes = np.array([[1, 2, 3, -1], [1, 2, -1, -1], [1, 2, 3, 0]], np.int8)

    total = filled.score_codes(codes).scales["total"]

    assert (total.least / total.unit).tolist() == [8, 3, 6]
    assert (total.most / total.unit).tolist() == [8, 9, 6]


def test_mean_of_no_answer_fills_in_nothing() -> None:
    """Where all answers are missing there is no mean, however many may be: two items of 3 to 5 are 6 to 10 together."""
    filled = instrument(2, [3, 5], [{"id": "total", "sum": "all", "missing": {"allow": 2, "method": "prorate"}}])

    total = filled.score_codes(np.array([[-1, -1], [1, -1]], np.int8)).scales["total"]

    assert (total.least // total.unit).tolist() == [6, 10]
    assert (total.most // total.unit).tolist() == [10, 10]


def test_numbers_past_64_bits_stay_exact() -> None:
    """A mean over 60 items needs a unit past 64 bits: such scales are Python's own whole numbers."""
    wide = instrument(60, [0, 1], [{"id": "total", "sum": "all", "missing": {"allow": 30, "method": "prorate"}}])
    codes = np.zeros((2, 60), np.int8)
    codes[0, ::2], codes[1, :7] = -1, 1

    total = wide.score_codes(codes).scales["total"]

    assert total.least.dtype == object
    assert [least // total.unit for least in total.least] == [0, 7]
    assert total.unit > 2**64


@pytest.mark.parametrize("scores", [[0, 1_000_000], [-3, 0, 5], [7, 7], list(range(50)), [5, 0, 2]])
def test_scores_of_any_size_and_order(scores: list[int]) -> None:
    """Large, negative, equal, many and falling scores; sums, weights and the highest."""
    many = instrument(9, scores, [
        {"id": "total", "sum": "all"}, {"id": "top", "highest": "all"},
        {"id": "weighed", "sum": "all", "weights": {"item_1": 1000, "item_2": -3}}])
    codes = random_codes(many, 60, 1, tidiness=1.0)

    scored = many.score_codes(codes, partial=True)

    for n, row in enumerate(codes):
        alone = scored_alone(many, row)
        assert {name: (column.least[n], column.most[n]) for name, column in scored.scales.items()} == \
            {name: (scale.least, scale.most) for name, scale in alone.scales.items()}


def test_one_item_that_pushes_both_ways_keeps_exact_bounds() -> None:
    """The difference of a sum and itself is 0, whatever is unknown; extremes of single items would not tell."""
    both = instrument(2, [0, 1], [
        {"id": "one", "sum": "all"}, {"id": "other", "sum": "all"},
        {"id": "difference", "combine": [{"scale": "one"}, {"scale": "other", "times": -1}]}])

    scored = both.score_codes(np.array([[-1, 0], [-1, -1], [1, 1]], np.int8))

    assert scored.scales["difference"].least.tolist() == scored.scales["difference"].most.tolist() == [0, 0, 0]
    assert scored.scales["one"].most.tolist() == [1, 2, 2]


def test_only_what_is_asked_for_is_found() -> None:
    """Scales and outcomes that nobody asks for are not there; wrong names are answered with near ones."""
    sash = riskscreen.load("sash-style")
    codes = random_codes(sash, 5, 3, tidiness=1.0)

    few = sash.score_codes(codes, partial=True, outcomes=["concern"], scales=["factors"], count_unknown=False)

    assert (list(few.outcomes), list(few.scales), few.n_unknown) == (["concern"], ["factors"], None)
    with pytest.raises(UsageError, match="Did you mean factors"):
        sash.score_codes(codes, partial=True, scales=["factor"])


@pytest.mark.parametrize("codes", [
    [[0, 0]], np.zeros((2, 17)), np.zeros((2, 17), np.int64), {"s1": [0]}, np.zeros((2, 17), np.bool_)])
def test_codes_of_another_type_are_refused(codes: Any) -> None:
    """Floats, truth values and wider numbers are not codes, even where their values would fit."""
    with pytest.raises(UsageError):
        riskscreen.load("sash-style").score_codes(codes)


def test_codes_and_answers_go_back_and_forth() -> None:
    """What is encoded is decoded to the same answers."""
    sash = riskscreen.load("sash-style")
    case = {"former_partner": "no", **{f"s{n}": "absent" for n in range(1, 14)}, "s4": "unknown"}

    codes = sash.encode([case])

    assert sash.decode(codes[0]) == case
    assert sash.score_codes(codes).case(0) == sash.score(case)


@pytest.mark.parametrize("scores", [[3, 5], [-5, -3], [-2, 4]])
@pytest.mark.parametrize("formula", [
    {"highest": {"sections": ["core", "partner"]}}, {"highest": {"sections": ["partner"]}},
    {"sum": {"sections": ["partner"]}}, {"sum": "all", "missing": {"allow": 2, "method": "prorate"}},
    {"sum": "all", "missing": {"allow": 2, "method": "prorate", "round": "half_even"}},
    {"sum": "all", "missing": {"allow": 1, "method": "as_zero"}}])
def test_item_under_an_open_gate_is_scored_as_alone(scores: list[int], formula: dict[str, Any]) -> None:
    """Whether it counts hangs on an open answer: every row of the small instrument, against the single case."""
    found = json.loads(DOORSTEP.read_text(encoding="utf-8"))
    for option, score in zip(found["response_scales"]["presence"]["options"], scores, strict=True):
        option["score"] = score
    found["scales"].append({"id": "more", **formula})
    gated = Instrument.from_dict(found)
    codes = np.array(list(np.ndindex(4, 4, 4, 4)), np.int8) - 2
    codes = codes[(codes[:, 0] != 0) | (codes[:, 3] == -2)]

    more = gated.score_codes(codes, partial=True).scales["more"]

    alone = [scored_alone(gated, row).scales["more"] for row in codes]
    assert [Fraction(int(least), more.unit) for least in more.least] == [scale.least for scale in alone]
    assert [Fraction(int(most), more.unit) for most in more.most] == [scale.most for scale in alone]


@pytest.mark.parametrize(("small_space", "most_seen"), [(0, 2000), (1 << 20, 0), (1 << 20, 3)])
def test_rows_for_the_engine_are_found_alike_in_every_way(monkeypatch: pytest.MonkeyPatch, small_space: int,
                                                          most_seen: int) -> None:
    """Sorted or given a place each, remembered or not: rows with the same codes have the same results."""
    arrangements = riskscreen.load("contact-arrangements")
    codes = random_codes(arrangements, 200, 12, tidiness=1.0)
    whole = arrangements.score_codes(codes, partial=True)
    monkeypatch.setattr(single, "_SMALL_SPACE", small_space)
    monkeypatch.setattr(single, "_MOST_SEEN", most_seen)
    monkeypatch.setattr(given_rows, "ROWS_AT_ONCE", 64)

    assert arrangements.score_codes(codes, partial=True) == whole
    for n in (0, 77, 199):
        alone = scored_alone(arrangements, codes[n])
        assert (whole.at_least[n], whole.at_most[n]) == (
            alone.outcomes[whole.result].at_least.rank, alone.outcomes[whole.result].at_most.rank)
