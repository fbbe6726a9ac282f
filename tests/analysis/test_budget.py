"""Past the budget of states a sample is drawn, and everything that rests on it says so."""

from __future__ import annotations

import json
import pickle

import pytest

import riskscreen
from analysis.documents import SIGNS, count_rule, critical_items, instrument, rule, section
from riskscreen import Instrument
from riskscreen.analysis import reach, sample

GATED = instrument([section("first", ["gate"]),
                    section("rest", ["a", "b", "c"], applies_when={"item": "gate", "is": ["present"]})],
                   [SIGNS], [rule(name, {"item": name, "is": ["present"]}) for name in ("gate", "a", "b", "c")])


@pytest.fixture
def some_states(monkeypatch: pytest.MonkeyPatch) -> None:
    """A budget that is soon used up, so that these tests do not take the time of the real one."""
    monkeypatch.setattr(reach, "MOST_STATES", 2_000)
    monkeypatch.setattr(sample, "MOST_SAMPLED", 200)


@pytest.fixture
def few_states(monkeypatch: pytest.MonkeyPatch) -> None:
    """A budget that even small instruments exceed; gates and single scales stay within it."""
    monkeypatch.setattr(reach, "MOST_STATES", 12)


def test_too_many_joint_states_are_sampled(some_states: None) -> None:
    """Forty rules about an item each have 2^40 joint states; the number of answer sets is still exact."""
    analysis = Instrument.from_dict(critical_items(40)).analyse(seed=7)

    assert (analysis.exact, analysis.seed) == (False, 7)
    assert analysis.n_sampled == sum(analysis.levels.values()) > 0
    assert analysis.n_answer_sets == 2**40
    assert not any(part.exact for part in (*analysis.outcomes.values(), *analysis.items.values()))


def test_what_fits_the_budget_stays_exact_beside_a_sample(some_states: None) -> None:
    """A scale has a programme of its own, and needs no sample because of the rules."""
    analysis = Instrument.from_dict(critical_items(40)).analyse()

    assert not analysis.exact
    assert analysis.scales["signs"].exact
    assert analysis.scales["signs"].counts[40] == 1


def test_cut_offs_are_moved_scale_by_scale_where_all_at_once_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A budget between the two gives the same numbers, still exact."""
    whole = riskscreen.load("sash-style").analyse()
    monkeypatch.setattr(reach, "MOST_STATES", 15_000)

    tried = riskscreen.load("sash-style").analyse()

    assert tried.exact
    assert [(move.cut_off, move.by, move.n_told_apart, [(each.before, each.after, each.count) for each in move.moves])
            for move in tried.cut_offs] == [
        (move.cut_off, move.by, move.n_told_apart, [(each.before, each.after, each.count) for each in move.moves])
        for move in whole.cut_offs]


def test_same_seed_gives_the_same_sample(few_states: None) -> None:
    """An analysis can be repeated, and another seed gives another sample."""
    sampled = Instrument.from_dict(critical_items(12))

    assert sampled.analyse(seed=1) == sampled.analyse(seed=1)
    assert sampled.analyse(seed=1) != sampled.analyse(seed=2)


def test_sample_draws_every_answer_set_alike(few_states: None) -> None:
    """The gate is present in eight of nine answer sets, though it has two answers."""
    analysis = Instrument.from_dict(GATED).analyse()

    assert not analysis.exact
    assert analysis.n_answer_sets == 9
    assert 0.85 < analysis.outcomes["concern"].rules["gate"].can_hold / analysis.n_sampled < 0.93


def test_sampled_items_change_the_level_as_scoring_shows(few_states: None) -> None:
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
    whole = counted.analyse().items["s1"].share
    monkeypatch.setattr(reach, "MOST_STATES", 10)

    drawn = counted.analyse().items["s1"]

    assert not drawn.exact
    assert abs(drawn.share - whole) < 0.08


def test_vectors_and_differences_say_that_they_are_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither claims to be complete."""
    monkeypatch.setattr(reach, "MOST_STATES", 60)
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
