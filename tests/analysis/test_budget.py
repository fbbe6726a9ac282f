"""Past the budget of steps a sample is drawn, and everything that rests on it says so."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from random import Random
from typing import Any

import pytest

import riskscreen
from analysis.documents import SIGNS, count_rule, critical_items, instrument, rule, section
from riskscreen import Instrument
from riskscreen.analysis.counting import sample, whole

PUBLISHED = Path(__file__).resolve().parents[1] / "published"
GATED = instrument([section("first", ["gate"]),
                    section("rest", ["a", "b", "c"], applies_when={"item": "gate", "is": ["present"]})],
                   [SIGNS], [rule(name, {"item": name, "is": ["present"]}) for name in ("gate", "a", "b", "c")])


@pytest.fixture
def few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A budget that even small instruments exceed."""
    monkeypatch.setattr(whole, "MOST_STEPS", 10)


@pytest.fixture
def some_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A budget that is soon used up, so that these tests do not take the time of the real one."""
    monkeypatch.setattr(whole, "MOST_STEPS_IN_ALL", 40_000)
    monkeypatch.setattr(sample, "MOST_SAMPLED", 200)


def weighted(n_items: int) -> dict[str, Any]:
    """Three scales of the same items with weights that have nothing to do with each other, and a rule about each."""
    document = count_rule(n_items, 1)
    chance, names = Random(1), [f"s{n}" for n in range(1, n_items + 1)]
    document["response_scales"]["presence"]["options"] += [
        {"id": f"often_{n}", "label": {"en": f"{n} times"}, "score": n} for n in (2, 3)]
    document["scales"] = [{"id": name, "sum": "all", "weights": {each: chance.randrange(-999_999, 999_999)
                                                                for each in names}} for name in "abc"]
    document["outcomes"][0]["rules"] = [rule(f"over_{name}", {"scale": name, "at_least": 100_000}) for name in "abc"]
    return document


def test_what_takes_too_many_steps_is_sampled(some_steps: None) -> None:
    """Nearly every answer set of twenty weighted items has a sum of its own; how many there are is still exact."""
    analysis = Instrument.from_dict(weighted(20)).analyse(seed=7)

    assert (analysis.exact, analysis.seed) == (False, 7)
    assert analysis.n_sampled == sum(analysis.levels.values()) > 0
    assert analysis.n_answer_sets == 4**20
    assert not any(part.exact for part in (*analysis.outcomes.values(), *analysis.items.values()))


def test_what_fits_the_budget_stays_exact_beside_a_sample(some_steps: None) -> None:
    """A scale is counted for itself, and needs no sample because of the rules."""
    document = weighted(20)
    document["scales"].append(SIGNS)

    analysis = Instrument.from_dict(document).analyse()

    assert not analysis.exact
    assert not analysis.scales["a"].exact
    assert analysis.scales["signs"].exact
    assert analysis.scales["signs"].counts[0] == 3**20


def test_a_rule_for_each_item_is_counted_exactly() -> None:
    """Forty rules about an item each have 2^40 joint states, and need no sample: one answer set is low."""
    analysis = Instrument.from_dict(critical_items(40)).analyse()

    assert analysis.exact
    assert dict(analysis.levels) == {"low": 1, "high": 2**40 - 1}
    assert {each.holds_alone for each in analysis.outcomes["concern"].rules.values()} == {1}


def test_what_took_too_many_joint_states_is_counted_exactly() -> None:
    """ASSIST has eight scores of six to seven items, which answers to other items open; its answer sets are counted."""
    analysis = riskscreen.load(PUBLISHED / "assist.json").analyse()

    assert analysis.exact
    assert {sum(outcome.levels.values()) for outcome in analysis.outcomes.values()} == {analysis.n_answer_sets}


def test_same_seed_gives_the_same_sample(few_steps: None) -> None:
    """An analysis can be repeated, and another seed gives another sample."""
    sampled = Instrument.from_dict(critical_items(12))

    assert sampled.analyse(seed=1) == sampled.analyse(seed=1)
    assert sampled.analyse(seed=1) != sampled.analyse(seed=2)


def test_sample_draws_every_answer_set_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate is present in eight of nine answer sets, though it has two answers; gates take few steps."""
    monkeypatch.setattr(whole, "MOST_STEPS", 30)

    analysis = Instrument.from_dict(GATED).analyse()

    assert not analysis.exact
    assert analysis.n_answer_sets == 9
    assert 0.85 < analysis.outcomes["concern"].rules["gate"].can_hold / analysis.n_sampled < 0.93


def test_sampled_items_change_the_level_as_scoring_shows(few_steps: None) -> None:
    """In a sample, too, the example of an item is real."""
    sampled = Instrument.from_dict(GATED)

    for item in sampled.analyse().items.values():
        assert item.is_monotone is None
        if item.example is not None:
            before = sampled.score(item.example.answer_set.answers)
            assert before.what_if({item.id: item.example.answer}).at_most != before.at_most


def test_sampled_share_is_near_the_exact_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The share of an item of a count rule is known; a thousand draws come near it."""
    counted = Instrument.from_dict(count_rule(7, 3))
    share = counted.analyse().items["s1"].share
    monkeypatch.setattr(whole, "MOST_STEPS", 10)

    drawn = counted.analyse().items["s1"]

    assert not drawn.exact
    assert abs(drawn.share - share) < 0.08


def test_vectors_and_differences_say_that_they_are_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither claims to be complete."""
    monkeypatch.setattr(whole, "MOST_STEPS", 60)
    sampled = riskscreen.load("sash-style")

    difference = sampled.compare(sampled, seed=3)

    assert not any(vector.exact for vector in sampled.vectors())
    assert (difference.exact, difference.seed, difference.n_moved) == (False, 3, 0)
    assert "seed 3" in difference.explain()


def test_analysis_is_a_value() -> None:
    """It can be kept, compared, hashed, copied between processes and given to programs."""
    analysis = riskscreen.load("stalking-red-flags").analyse()

    assert pickle.loads(pickle.dumps(analysis)) == analysis
    assert hash(analysis) == hash(riskscreen.load("stalking-red-flags").analyse())
    assert json.loads(json.dumps(analysis.to_dict())) == analysis.to_dict()
