"""The analysis against numbers that can be worked out with a formula or by hand."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Any

import pytest

import riskscreen
from analysis.documents import count_rule, rule
from riskscreen import Instrument


@pytest.mark.parametrize(("n_items", "cut_off"), [(1, 1), (7, 3), (20, 10), (60, 31)])
def test_count_rule_has_binomial_counts(n_items: int, cut_off: int) -> None:
    """Of 2^n answer sets, those with k or more present are the binomial coefficients from k on."""
    analysis = Instrument.from_dict(count_rule(n_items, cut_off)).analyse()

    reaching = sum(comb(n_items, k) for k in range(cut_off, n_items + 1))
    assert analysis.exact
    assert dict(analysis.levels) == {"low": 2**n_items - reaching, "high": reaching}
    assert analysis.scales["signs"].counts == {k: comb(n_items, k) for k in range(n_items + 1)}


@pytest.mark.parametrize(("n_items", "cut_off"), [(1, 1), (7, 3), (20, 10), (60, 31)])
def test_item_of_a_count_rule_decides_where_one_is_missing(n_items: int, cut_off: int) -> None:
    """An item decides where exactly k - 1 of the others are present."""
    analysis = Instrument.from_dict(count_rule(n_items, cut_off)).analyse()

    assert {item.share for item in analysis.items.values()} == {
        Fraction(comb(n_items - 1, cut_off - 1), 2**(n_items - 1))}
    assert all(item.is_monotone for item in analysis.items.values())


def test_moving_the_cut_off_of_a_count_rule_moves_one_coefficient() -> None:
    """One lower lets those with k - 1 in, one higher leaves those with k out."""
    analysis = Instrument.from_dict(count_rule(20, 10)).analyse()

    assert [(moved.by, *((move.before, move.after, move.count) for move in moved.moves))
            for moved in analysis.cut_offs] == [(-1, ("low", "high", comb(20, 9))), (1, ("high", "low", comb(20, 10)))]


def test_twenty_three_way_items_are_counted_exactly() -> None:
    """rihg-style is low where each section has no high and at most one medium: 1 + 3, 1 + 11 and 1 + 6 ways."""
    analysis = riskscreen.load("rihg-style").analyse()

    assert analysis.exact
    assert analysis.n_answer_sets == 3**20
    assert analysis.levels["low"] == (1 + 3) * (1 + 11) * (1 + 6)
    assert sum(analysis.levels.values()) == 3**20


def test_total_beside_its_subscales_is_counted_exactly() -> None:
    """High where the mean of four subscales of fifteen reaches 10: where 40 or more of sixty are present."""
    document = count_rule(60, 1)
    names = [f"s{n}" for n in range(1, 61)]
    document["scales"] = [{"id": f"part_{k}", "sum": {"items": names[15 * k:15 * k + 15]}} for k in range(4)]
    document["scales"].append({"id": "mean", "combine": [
        {"scale": f"part_{k}", "over": 4} for k in range(4)], "round": {"places": 0, "how": "down"}})
    document["outcomes"][0]["rules"] = [rule("mean", {"scale": "mean", "at_least": 10}),
                                        rule("part", {"scale": "part_3", "at_least": 16})]

    analysis = Instrument.from_dict(document).analyse()

    assert analysis.exact
    assert analysis.levels["high"] == sum(comb(60, k) for k in range(40, 61))


def test_gated_items_count_only_where_they_apply() -> None:
    """sash-style has thirteen items for all, and three more for former partners."""
    analysis = riskscreen.load("sash-style").analyse()

    assert analysis.n_answer_sets == 2**13 * (1 + 2**3)


def test_protective_answer_is_found_with_both_answer_sets() -> None:
    """Where a high answer takes the level away, the item is not monotone, and two answer sets show it."""
    document = count_rule(3, 2)
    document["outcomes"][0]["rules"][0]["when"] = {"all": [
        {"scale": "signs", "at_least": 1}, {"not": {"item": "s1", "is": ["present"]}}]}

    item = Instrument.from_dict(document).analyse().items["s1"]

    assert item.is_monotone is False
    assert item.counterexample is not None
    before, after = item.counterexample.before.answers, item.counterexample.after.answers
    assert (before["s1"], after["s1"]) == ("absent", "present")
    assert {name: after[name] for name in ("s2", "s3")} == {name: before[name] for name in ("s2", "s3")}


def test_rule_that_never_holds_has_no_example() -> None:
    """A cut-off beyond the range of its scale leaves a level that nothing reaches."""
    analysis = Instrument.from_dict(count_rule(3, 4)).analyse()

    many: Any = analysis.outcomes["concern"].rules["many"]
    assert (many.can_hold, many.example, analysis.levels["high"]) == (0, None, 0)
    assert analysis.outcomes["concern"].level_reach["high"].example is None
