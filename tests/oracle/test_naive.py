"""The oracle against values worked out by hand; the engine is compared with it elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from oracle import naive

DOORSTEP = Path(__file__).parents[1] / "data" / "doorstep-check.json"
NO_YES = [{"id": "no", "score": 0}, {"id": "yes", "score": 1}]


def item(name: str, options: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    """An item that is answered no or yes, unless other options are given."""
    return {"id": name, "response": {"options": NO_YES if options is None else options}, **more}


def instrument(items: list[dict[str, Any]], *scales: dict[str, Any], **outcome: Any) -> dict[str, Any]:
    """As much of an instrument as the oracle reads: one section, some scales, one outcome of three levels."""
    return {
        "sections": [{"id": "only", "items": items}],
        "scales": list(scales),
        "outcomes": [{"id": "concern", "levels": [{"id": "low"}, {"id": "medium"}, {"id": "high"}], **outcome}]
        if outcome
        else [],
    }


def scale_values(document: dict[str, Any], answers: dict[str, Any]) -> Mapping[str, tuple[Fraction | int, ...]]:
    """Scale to its least and its most."""
    values: Mapping[str, tuple[Fraction | int, ...]] = naive.bounds(document, answers)["scales"]
    return values


@pytest.fixture
def doorstep() -> dict[str, Any]:
    """The instrument of the format's page."""
    document: dict[str, Any] = json.loads(DOORSTEP.read_text(encoding="utf-8"), parse_float=Decimal)
    return document


# The instrument of the format's page


def test_doorstep_without_a_sign_is_low(doorstep: dict[str, Any]) -> None:
    """Where no rule holds, an outcome has its lowest level."""
    found = naive.complete(doorstep, {"former_partner": "no", "threats": "absent", "weapon": "absent"})

    assert found == {
        "scales": {"total": 0, "severe": 0},
        "rules": {("concern", "any_sign"): False, ("concern", "both_severe"): False},
        "outcomes": {"concern": "low"},
        "applies": {"former_partner", "threats", "weapon"},
    }


def test_doorstep_section_applies_to_former_partners_only(doorstep: dict[str, Any]) -> None:
    """For former partners the dispute is asked, and its point alone reaches medium."""
    answers = {"former_partner": "yes", "threats": "absent", "weapon": "absent", "custody": "present"}

    found = naive.complete(doorstep, answers)

    assert found["applies"] == {"former_partner", "threats", "weapon", "custody"}
    assert found["scales"] == {"total": 1, "severe": 0}
    assert found["outcomes"] == {"concern": "medium"}


def test_doorstep_has_the_highest_level_of_the_rules_that_hold(doorstep: dict[str, Any]) -> None:
    """Threats and a weapon make both rules hold; the higher of medium and high counts."""
    found = naive.complete(doorstep, {"former_partner": "no", "threats": "present", "weapon": "present"})

    assert found["rules"] == {("concern", "any_sign"): True, ("concern", "both_severe"): True}
    assert found["outcomes"] == {"concern": "high"}


def test_doorstep_with_an_unknown_gate_counts_the_answer_behind_it_where_it_applies(doorstep: dict[str, Any]) -> None:
    """An unknown gate leaves two completions: without the dispute (0 points, low) and with it (1 point, medium)."""
    answers = {"former_partner": "unknown", "threats": "absent", "weapon": "absent", "custody": "present"}

    found = naive.bounds(doorstep, answers)

    assert found["n_completions"] == 2
    assert found["applies"]["custody"] == "sometimes"
    assert found["scales"] == {"total": (0, 1), "severe": (0, 0)}
    assert found["rules"] == {("concern", "any_sign"): (True, True), ("concern", "both_severe"): (True, False)}
    assert found["outcomes"] == {"concern": ("low", "medium")}


def test_item_behind_an_unknown_gate_is_only_completed_where_it_applies(doorstep: dict[str, Any]) -> None:
    """Nothing answered: 2 ways each for threats and weapon, and 1 + 2 ways for the gate with what is behind it."""
    found = naive.bounds(doorstep, {})

    assert found["n_completions"] == 2 * 2 * (1 + 2)
    assert found["scales"] == {"total": (0, 3), "severe": (0, 2)}
    assert found["outcomes"] == {"concern": ("low", "high")}


def test_unknown_and_left_out_are_equally_open(doorstep: dict[str, Any]) -> None:
    """Unknown and unanswered differ for people; for the bounds both can still become anything."""
    given = {"former_partner": "no", "threats": "present"}

    assert naive.bounds(doorstep, given) == naive.bounds(doorstep, {**given, "weapon": "unknown"})


def test_complete_refuses_open_items(doorstep: dict[str, Any]) -> None:
    """A complete case has no item unknown or unanswered."""
    with pytest.raises(ValueError, match="wants an answer to every scored item"):
        naive.complete(doorstep, {"former_partner": "no", "threats": "present"})


def test_answer_that_is_no_option_is_refused(doorstep: dict[str, Any]) -> None:
    """The oracle does not guess what a wrong option could mean."""
    with pytest.raises(ValueError, match="'maybe' is none of"):
        naive.bounds(doorstep, {"threats": "maybe"})


# Rounding


@pytest.mark.parametrize(
    ("value", "how", "expected"),
    [
        ("2.5", "half_up", "3"),
        ("-2.5", "half_up", "-3"),
        ("-2.4", "half_up", "-2"),
        ("2.5", "half_even", "2"),
        ("-3.5", "half_even", "-4"),
        ("2.9", "down", "2"),
        ("-2.9", "down", "-2"),
        ("2.1", "up", "3"),
        ("-2.1", "up", "-3"),
        ("-2", "up", "-2"),
    ],
)
def test_rounding_is_symmetric_around_zero(value: str, how: str, expected: str) -> None:
    """Half up goes away from zero on both sides, down towards zero, up away from zero."""
    assert naive.rounded(Fraction(value), 0, how) == Fraction(expected)


def test_rounding_keeps_the_places_asked_for() -> None:
    """0.125 lies halfway between 0.12 and 0.13: away from zero gives 0.13, the even one is 0.12."""
    assert naive.rounded(Fraction("0.125"), 2, "half_up") == Fraction("0.13")
    assert naive.rounded(Fraction("0.125"), 2, "half_even") == Fraction("0.12")


# Missing-data rules


def fifteen_items(missing: dict[str, Any]) -> dict[str, Any]:
    """Fifteen items, no or yes, as the geriatric depression scale has them, and their sum."""
    return instrument(
        [item(f"q{number}") for number in range(1, 16)], {"id": "total", "sum": "all", "missing": missing}
    )


def answered(n_yes: int, n_no: int) -> dict[str, str]:
    """The first items yes, the next no, the rest left out."""
    return {f"q{number}": "yes" if number <= n_yes else "no" for number in range(1, n_yes + n_no + 1)}


def test_prorate_gives_the_mean_of_what_was_answered_to_what_is_missing() -> None:
    """The example of the GDS: 5 points on 12 of 15 items, so 5 + (5 / 12) * 3 = 6.25, rounded to 6."""
    exact = fifteen_items({"allow": 3, "method": "prorate"})
    whole = fifteen_items({"allow": 3, "method": "prorate", "round": "half_up"})

    assert scale_values(exact, answered(5, 7)) == {"total": (Fraction("6.25"), Fraction("6.25"))}
    assert scale_values(whole, answered(5, 7)) == {"total": (6, 6)}


def test_past_the_allowed_number_missing_answers_widen_the_bounds() -> None:
    """Two are allowed and three are missing: the sum is 5 to 8."""
    assert scale_values(fifteen_items({"allow": 2, "method": "prorate"}), answered(5, 7)) == {"total": (5, 8)}


def test_prorate_with_nothing_answered_is_not_used() -> None:
    """There is no mean of no answers: two open items, both allowed to be missing, still give 0 to 2."""
    document = instrument(
        [item("a"), item("b")], {"id": "total", "sum": "all", "missing": {"allow": 2, "method": "prorate"}}
    )

    assert scale_values(document, {}) == {"total": (0, 2)}


def test_as_zero_adds_nothing_for_missing_answers() -> None:
    """5 points on 12 of 15 items stay 5."""
    document = fifteen_items({"allow": 3, "method": "as_zero"})

    assert scale_values(document, {**answered(5, 7), "q13": "unknown"}) == {"total": (5, 5)}


def test_as_zero_is_used_where_nothing_was_answered() -> None:
    """Two open items, two allowed: nothing adds up to 0."""
    document = instrument(
        [item("a"), item("b")], {"id": "total", "sum": "all", "missing": {"allow": 2, "method": "as_zero"}}
    )

    assert scale_values(document, {}) == {"total": (0, 0)}


def test_missing_rule_counts_only_items_that_apply() -> None:
    """Item b applies only where the unknown gate is yes.

    Gate no: one missing (the gate itself), 1 point on the one answered, 1 / 1 * 2 = 2.  Gate yes: two missing, which
    is more than one, so the ordinary sum: gate 1 + a 1 + b 0 or 1, that is 2 or 3.
    """
    gated = item("b", applies_when={"item": "gate", "is": ["yes"]})
    document = instrument(
        [item("gate"), item("a"), gated], {"id": "total", "sum": "all", "missing": {"allow": 1, "method": "prorate"}}
    )

    assert scale_values(document, {"gate": "unknown", "a": "yes"}) == {"total": (2, 3)}


def test_rounding_of_a_scale_comes_after_its_missing_rule() -> None:
    """Two yes and one no answered, one missing: 2 / 3 * 4 = 2.666..., with one place rounded down 2.6."""
    scale = {"id": "total", "sum": "all", "missing": {"allow": 1, "method": "prorate"}}
    document = instrument([item(name) for name in "abcd"], {**scale, "round": {"places": 1, "how": "down"}})

    found = scale_values(document, {"a": "yes", "b": "yes", "c": "no"})

    assert found == {"total": (Fraction("2.6"), Fraction("2.6"))}


def test_count_is_prorated_over_the_options_named_in_where() -> None:
    """One of two answered is yes, one is missing: 1 / 2 * 3 = 1.5."""
    scale = {"id": "n", "count": "all", "where": ["yes"], "missing": {"allow": 1, "method": "prorate"}}

    found = scale_values(instrument([item(name) for name in "abc"], scale), {"a": "yes", "b": "no"})

    assert found == {"n": (Fraction("1.5"), Fraction("1.5"))}


# Options that take an item out

TESTABLE = [{"id": "bad", "score": -3}, {"id": "good", "score": 2}, {"id": "not_testable", "not_applicable": True}]


def test_option_flagged_not_applicable_adds_nothing_and_conditions_still_see_it() -> None:
    """Sum: -3 alone.  Highest: -3, for b has no say (its own score would be 0).  Points: 4, since b is answered so."""
    document = instrument(
        [item("a", TESTABLE), item("b", TESTABLE)],
        {"id": "total", "sum": "all"},
        {"id": "top", "highest": "all"},
        {"id": "seen", "points": [{"when": {"item": "b", "is": ["not_testable"]}, "score": 4}]},
    )

    found = naive.complete(document, {"a": "bad", "b": "not_testable"})

    assert found["scales"] == {"total": -3, "top": -3, "seen": 4}


def test_highest_is_zero_where_no_item_has_a_say() -> None:
    """With every item taken out there is no largest score; the scale is 0."""
    document = instrument([item("a", TESTABLE)], {"id": "top", "highest": "all"})

    assert naive.complete(document, {"a": "not_testable"})["scales"] == {"top": 0}


def test_count_counts_a_not_applicable_option_only_where_it_is_named() -> None:
    """One item is not testable: counted by the scale that names that option, not by the other."""
    document = instrument(
        [item("a", TESTABLE), item("b", TESTABLE)],
        {"id": "good", "count": "all", "where": ["good"]},
        {"id": "untested", "count": "all", "where": ["not_testable"]},
    )

    assert naive.complete(document, {"a": "not_testable", "b": "bad"})["scales"] == {"good": 0, "untested": 1}


def test_not_applicable_option_is_not_in_the_divisor_of_prorating() -> None:
    """a is good (2), b not testable, c missing: 2 / 1 * (1 + 1) = 4; with b in the divisor it would be 3."""
    document = instrument(
        [item(name, TESTABLE) for name in "abc"],
        {"id": "total", "sum": "all", "missing": {"allow": 1, "method": "prorate"}},
    )

    assert scale_values(document, {"a": "good", "b": "not_testable"}) == {"total": (4, 4)}


def test_unknown_item_can_turn_out_to_be_not_applicable() -> None:
    """The unknown item is worth -3, 2 or, taken out, nothing: three completions, from -3 to 2."""
    document = instrument([item("a", TESTABLE)], {"id": "total", "sum": "all"})

    found = naive.bounds(document, {"a": "unknown"})

    assert (found["n_completions"], found["scales"]) == (3, {"total": (-3, 2)})


# Other scales


def test_weights_and_own_scores_of_a_scale_multiply() -> None:
    """Reverse scored, yes is 0 and no is 2; a counts 1.5 times: 1.5 * 2 + 1 * 0 = 3."""
    scale = {
        "id": "total",
        "sum": {"items": ["a", "b"]},
        "weights": {"a": Decimal("1.5")},
        "scores": {"no": 2, "yes": 0},
    }

    found = naive.complete(instrument([item("a"), item("b")], scale), {"a": "no", "b": "yes"})

    assert found["scales"] == {"total": 3}


def test_combine_is_exact_where_a_float_is_not() -> None:
    """(2 * 1) / 9 + 0.5 is 13 / 18, as a fraction."""
    document = instrument(
        [item("a")],
        {"id": "one", "sum": "all"},
        {"id": "ninth", "combine": [{"scale": "one", "times": 2, "over": 9}], "plus": Decimal("0.5")},
    )

    assert naive.complete(document, {"a": "yes"})["scales"]["ninth"] == Fraction(13, 18)


@pytest.mark.parametrize(("answer", "expected"), [("below", 10), ("exact", 20), ("between", 20), ("above", 30)])
def test_lookup_takes_the_last_row_that_starts_at_or_below_the_number(answer: str, expected: int) -> None:
    """Rows start at 2, 4 and 6: 0 is below the first and takes it, 4 and 5 take the second, 99 the last."""
    scores = {"below": 0, "exact": 4, "between": 5, "above": 99}
    rows = [{"from": 2, "value": 10}, {"from": 4, "value": 20}, {"from": 6, "value": 30}]
    document = instrument(
        [item("a", [{"id": name, "score": score} for name, score in scores.items()])],
        {"id": "raw", "sum": "all"},
        {"id": "norm", "lookup": "raw", "table": rows},
    )

    assert naive.complete(document, {"a": answer})["scales"]["norm"] == expected


# Numbers and texts

PULSE = {
    "integer": {"min": 0, "max": 300},
    "bands": [
        {"id": "slow", "from": 0, "score": 3},
        {"id": "normal", "from": 51},
        {"id": "fast", "from": 91, "score": 1},
    ],
}


@pytest.mark.parametrize(("number", "points"), [(0, 3), (50, 3), (51, 0), (90, 0), (91, 1), (300, 1)])
def test_number_is_scored_by_its_band(number: int, points: int) -> None:
    """A band starts at its `from` and ends before the next one."""
    document = instrument([{"id": "pulse", "response": PULSE}], {"id": "total", "sum": "all"})

    assert naive.complete(document, {"pulse": number})["scales"] == {"total": points}


def test_decimal_is_placed_in_its_band_exactly() -> None:
    """38.1 is in the band that starts at 38.1; 38.05 is not."""
    bands = [{"id": "normal", "from": 30, "score": 0}, {"id": "fever", "from": Decimal("38.1"), "score": 1}]
    response = {"decimal": {"min": 30, "max": 45, "places": 2}, "bands": bands}
    document = instrument([{"id": "heat", "response": response}], {"id": "total", "sum": "all"})

    assert naive.complete(document, {"heat": Decimal("38.1")})["scales"] == {"total": 1}
    assert naive.complete(document, {"heat": Decimal("38.05")})["scales"] == {"total": 0}


def test_unknown_number_can_be_in_any_band() -> None:
    """Three bands, three completions: from 0 to 3 points."""
    document = instrument([{"id": "pulse", "response": PULSE}], {"id": "total", "sum": "all"})

    found = naive.bounds(document, {"pulse": "unknown"})

    assert (found["n_completions"], found["scales"]) == (3, {"total": (0, 3)})


def test_texts_and_numbers_without_bands_are_never_scored() -> None:
    """They apply, they can be left out, and "all" does not select them."""
    document = instrument(
        [
            item("a"),
            {"id": "story", "response": {"text": {"max_length": 20}}},
            {"id": "age", "response": {"integer": {"min": 0, "max": 120}}},
        ],
        {"id": "total", "sum": "all"},
    )

    found = naive.complete(document, {"a": "yes", "age": 40})

    assert found["scales"] == {"total": 1}
    assert found["applies"] == {"a", "story", "age"}


def test_evidence_beside_an_answer_changes_nothing() -> None:
    """An answer may stand in an object with what led to it."""
    document = instrument([item("a")], {"id": "total", "sum": "all"})

    assert naive.complete(document, {"a": {"answer": "yes", "because": "seen"}})["scales"] == {"total": 1}


# Outcomes and conditions


def three_items(**outcome: Any) -> dict[str, Any]:
    """Three items, their sum, and an outcome."""
    return instrument([item("a"), item("b"), item("c")], {"id": "total", "sum": "all"}, **outcome)


def level(document: dict[str, Any], n_yes: int) -> str:
    """The level with so many of three items answered yes."""
    answers = {name: "yes" if place < n_yes else "no" for place, name in enumerate("abc")}
    outcomes: dict[str, str] = naive.complete(document, answers)["outcomes"]
    return outcomes["concern"]


def test_bands_by_from_reach_up() -> None:
    """Medium starts at 1, high at 3; below the first band it is the lowest level all the same."""
    bands = [{"level": "medium", "from": 1}, {"level": "high", "from": 3}]

    assert [level(three_items(scale="total", bands=bands), n_yes) for n_yes in range(4)] == [
        "low",
        "medium",
        "medium",
        "high",
    ]


def test_bands_by_to_reach_down() -> None:
    """Where lower is worse: medium up to 2, high up to 0.5; above the first band it is the lowest level."""
    bands = [{"level": "medium", "to": 2}, {"level": "high", "to": Decimal("0.5")}]

    assert [level(three_items(scale="total", bands=bands), n_yes) for n_yes in range(4)] == [
        "high",
        "medium",
        "medium",
        "low",
    ]


def test_band_is_a_rule_that_is_named_after_its_level() -> None:
    """With 2 points the rule of medium (from 1) holds, that of high (from 3) does not."""
    bands = [{"level": "medium", "from": 1}, {"level": "high", "from": 3}]

    found = naive.complete(three_items(scale="total", bands=bands), {"a": "yes", "b": "yes", "c": "no"})

    assert found["rules"] == {("concern", "medium"): True, ("concern", "high"): False}


A, B, C = ({"item": name, "is": ["yes"]} for name in "abc")


@pytest.mark.parametrize(
    ("when", "held"),
    [
        (A, [False, True, True, True]),
        ({"not": A}, [True, False, False, False]),
        ({"all": [A, B]}, [False, False, True, True]),
        ({"any": [B, C]}, [False, False, True, True]),
        ({"at_least": 2, "of": [A, B, C]}, [False, False, True, True]),
        ({"scale": "total", "at_least": 2}, [False, False, True, True]),
        ({"scale": "total", "at_most": Decimal("1.5")}, [True, True, False, False]),
        ({"scale": "total", "between": [1, 2]}, [False, True, True, False]),
    ],
)
def test_condition_holds_as_the_format_says(when: dict[str, Any], held: list[bool]) -> None:
    """With none, one, two and three of the items a, b and c answered yes; both ends of `between` are inside."""
    document = three_items(rules=[{"id": "it", "level": "high", "when": when}])

    assert [level(document, n_yes) == "high" for n_yes in range(4)] == held


@pytest.mark.parametrize(
    ("when", "held"),
    [
        ({"outcome": "concern", "at_least": "medium"}, [False, True, True, True]),
        ({"outcome": "concern", "at_most": "medium"}, [True, True, True, False]),
        ({"outcome": "concern", "is": "medium"}, [False, True, True, False]),
    ],
)
def test_later_outcome_compares_the_levels_of_an_earlier_one(when: dict[str, Any], held: list[bool]) -> None:
    """The earlier outcome is low, medium, medium, high for 0 to 3 points; levels compare by their order."""
    bands = [{"level": "medium", "from": 1}, {"level": "high", "from": 3}]
    document = three_items(scale="total", bands=bands)
    later = {
        "id": "later",
        "levels": [{"id": "no"}, {"id": "yes"}],
        "rules": [{"id": "it", "level": "yes", "when": when}],
    }
    document["outcomes"].append(later)

    found = [
        naive.complete(document, {"a": answers[0], "b": answers[1], "c": answers[2]})["outcomes"]["later"]
        for answers in (("no", "no", "no"), ("yes", "no", "no"), ("yes", "yes", "no"), ("yes", "yes", "yes"))
    ]

    assert [each == "yes" for each in found] == held


def test_item_that_does_not_apply_answers_no_condition() -> None:
    """b does not apply, so "b is no" is false, although it is certainly not yes either; its answer is not read."""
    gated = item("b", applies_when={"item": "a", "is": ["yes"]})
    rules = [{"id": "it", "level": "high", "when": {"item": "b", "is": ["no", "yes"]}}]
    document = instrument([item("a"), gated], {"id": "total", "sum": "all"}, rules=rules)

    found = naive.bounds(document, {"a": "no", "b": "no"})

    assert found["applies"] == {"a": "always", "b": "never"}
    assert found["outcomes"] == {"concern": ("low", "low")}


def test_item_applies_where_the_gates_of_section_and_item_both_hold() -> None:
    """The section wants a, the item wants b: of four cases it applies in one."""
    document = instrument([item("a"), item("b")], {"id": "total", "sum": "all"})
    gated = item("c", applies_when={"item": "b", "is": ["yes"]})
    document["sections"].append({"id": "more", "applies_when": {"item": "a", "is": ["yes"]}, "items": [gated]})

    cases = [{"a": a, "b": b} for a in ("no", "yes") for b in ("no", "yes")]

    assert [naive.bounds(document, case)["applies"]["c"] for case in cases] == ["never"] * 3 + ["always"]


def test_bounds_keep_what_hangs_together() -> None:
    """One unknown item drives both conditions: "yes and no" can never hold, whatever the item turns out to be."""
    rules = [{"id": "it", "level": "high", "when": {"all": [A, {"item": "a", "is": ["no"]}]}}]

    found = naive.bounds(three_items(rules=rules), {"b": "no", "c": "no"})

    assert found["rules"] == {("concern", "it"): (True, False)}
    assert found["outcomes"] == {"concern": ("low", "low")}
