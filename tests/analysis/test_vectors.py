"""Vectors: every joint state of the rules, both sides of every cut-off, and every small mistake noticed."""

from __future__ import annotations

import copy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import generators
import riskscreen
from analysis.documents import count_rule, instrument, rule, section
from analysis.listed import Listed
from analysis.test_witnesses import chosen
from conftest import N_EXAMPLES
from oracle import naive
from riskscreen import Instrument
from riskscreen.analysis.counting.answer_sets import AnswerSet, answer_set
from riskscreen.analysis.mutation import noticing
from riskscreen.analysis.mutation.joint_vectors import joint_vectors
from riskscreen.analysis.mutation.mutants import mutants_of
from riskscreen.definition.write import document_of

MOST_LISTED = 500
MOST_MUTATED = 40


@settings(max_examples=max(1, N_EXAMPLES // 2))
@given(st.data())
def test_every_joint_state_of_the_rules_has_a_vector(data: st.DataObject) -> None:
    """What listing all answer sets shows of the rules, the vectors show too; and they expect what the oracle gives."""
    listed = Listed.of(data.draw(generators.documents(max_items=6)))
    assume(len(listed.every) <= MOST_LISTED)
    tried = Instrument.from_dict(listed.document)

    vectors = tried.vectors()

    facts = [naive.scored(listed.document, chosen(tried, vector.answer_set), frozenset())
             for vector in vectors if vector.answer_set.is_complete]
    assert {tuple(each.rules.items()) for each in facts} == {tuple(each.rules.items()) for _, each in listed.every}


def test_open_answers_do_not_stand_in_for_complete_ones() -> None:
    """What the smallest answer sets show of the rules, complete vectors show, whatever those with open answers do."""
    tried = riskscreen.load(Path(__file__).parents[1] / "published" / "phq-9.json")
    smallest = {rules_of(tried, answer_set(tried._compiled, each.choices))
                for each in joint_vectors(tried._compiled, Random(0)).found}

    shown = {rules_of(tried, vector.answer_set) for vector in tried.vectors() if vector.answer_set.is_complete}

    assert shown == smallest


def rules_of(tried: Instrument, answers: AnswerSet) -> tuple[tuple[str, object], ...]:
    """Each rule and whether it holds."""
    return tuple((rule.rule, rule.holds) for outcome in tried.score(answers.answers).trace.outcomes
                 for rule in outcome.rules)


@settings(max_examples=max(1, N_EXAMPLES // 2))
@given(st.data())
def test_vectors_expect_what_the_oracle_gives(data: st.DataObject) -> None:
    """The levels and the numbers of each vector, open ones with both ends, are those of all its completions."""
    document = data.draw(generators.documents(max_items=5))
    assume(len(naive.completions(document, {})) <= MOST_LISTED)

    for vector in Instrument.from_dict(document).vectors():
        expected = naive.bounds(document, vector.answers)
        assert {name: ends(level) for name, level in vector.outcomes} == expected["outcomes"]
        assert {name: ends(number) for name, number in vector.scales} == expected["scales"]


def ends(expected: object) -> tuple[object, object]:
    """The lowest and the highest of what a vector expects."""
    return (expected[0], expected[1]) if isinstance(expected, tuple) else (expected, expected)


@settings(max_examples=max(1, N_EXAMPLES // 4))
@given(st.data())
def test_every_mistake_that_a_complete_answer_set_shows_is_noticed(data: st.DataObject) -> None:
    """Where listing all answer sets shows another level or number of a mutant, some vector gives another too."""
    document = data.draw(generators.documents(max_items=4))
    every = naive.completions(document, {})
    assume(len(every) <= MOST_MUTATED)
    tried_on = Instrument.from_dict(document)

    found = tried_on.mutations(tried_on.vectors())

    assert found.with_fate("survived") == ()
    for tried in found.with_fate("equivalent", "undecided"):
        other = document_of(tried.mutant.definition)
        assert not differs(document, other, every), tried.mutant.change


@settings(max_examples=max(1, N_EXAMPLES // 2))
@given(st.data())
def test_vectors_catch_every_cut_off_that_is_off_by_one(data: st.DataObject) -> None:
    """Where moving a cut-off changes a level or a number at all, some vector has another."""
    listed = Listed.of(data.draw(generators.documents(max_items=5)))
    assume(len(listed.every) <= 100)
    tried = Instrument.from_dict(listed.document)
    completions = [chosen(tried, vector.answer_set) for vector in tried.vectors()
                   if vector.answer_set.is_complete]

    with_gaps = [dict(vector.answer_set.given) for vector in tried.vectors() if not vector.answer_set.is_complete]

    for moved in tried.analyse().cut_offs:
        document = listed.changed_at(moved.cut_off.pointer, moved.by)
        if differs(listed.document, document, [each for each, _ in listed.every]):
            assert differs(listed.document, document, completions) or any(
                naive.bounds(listed.document, answers) != naive.bounds(document, answers) for answers in with_gaps)


def differs(document: dict[str, Any], other: dict[str, Any], completions: list[naive.Completion]) -> bool:
    """Whether two documents give another level or number for one of these."""
    return any((one.outcomes, one.scales) != (two.outcomes, two.scales) for one, two in (
        (naive.scored(document, each, frozenset()), naive.scored(other, each, frozenset())) for each in completions))


@pytest.mark.parametrize("name", ["rihg-style", "sash-style", "stalking-red-flags"])
def test_vectors_of_shipped_instruments_score_as_expected(name: str) -> None:
    """A vector can be scored as it stands."""
    shipped = riskscreen.load(name)

    for vector in shipped.vectors():
        result = shipped.score(vector.answers)
        assert {outcome: found.level for outcome, found in result.outcomes.items()} == dict(vector.outcomes)
        assert {scale: found.value for scale, found in result.scales.items()} == dict(vector.scales)


def test_smallest_vectors_come_first() -> None:
    """A rule about two of three: one present is outside, two are inside, and the last shows that each of three counts.

    That no rule holds is shown by the outside of the cut-off, so that no vector is needed for it alone.
    """
    vectors = Instrument.from_dict(count_rule(3, 2)).vectors()

    assert [list(vector.answers.values()).count("present") for vector in vectors] == [0, 1, 2, 3]
    assert [vector.because for vector in vectors[:3]] == [
        "Rules that hold: none.",
        "Outside the cut-off of many: signs at least 2.",
        "Rules that hold: many. Inside the cut-off of many: signs at least 2."]
    assert vectors[3].because.startswith("Notices ")


def test_dropped_item_and_score_off_by_one_are_noticed() -> None:
    """A yes that alone does not reach the cut-off is tried too, since it may be left out or scored double."""
    document = instrument([section("signs", ["bmi"])], [{"id": "total", "sum": "all"}],
                          [rule("many", {"scale": "total", "at_least": 2})])
    document["sections"][0]["items"].append({"id": "often", "text": {"en": "Often"}, "response": {"options": [
        {"id": str(n), "score": n, "label": {"en": f"Times {n}"}} for n in range(3)]}})
    tried = Instrument.from_dict(document)

    found = tried.mutations(tried.vectors())

    assert found.survivors == ()
    changes = {each.mutant.change for each in found.with_fate("caught")}
    assert {"bmi is not read", "score 1 becomes 0", "score 1 becomes 2"} <= changes
    assert len(tried.vectors()) <= 6


def test_both_ends_of_a_band_are_tried() -> None:
    """With bands from 0 and from 5, only 4 and 5 show that the second begins at 5, not one earlier or later."""
    document = instrument([section("signs", [])], [{"id": "total", "sum": "all"}],
                          [rule("many", {"scale": "total", "at_least": 1})])
    document["sections"][0]["items"] = [{"id": "times", "text": {"en": "Times"}, "response": {
        "integer": {"min": 0, "max": 9},
        "bands": [{"id": "few", "from": 0, "label": {"en": "Few"}},
                  {"id": "often", "from": 5, "score": 1, "label": {"en": "Often"}}]}}]
    tried = Instrument.from_dict(document)

    moved = [each for each in tried.mutations([]).tried if each.mutant.pointer.endswith("/from")]

    assert {(each.mutant.change, each.witness.answers["times"]) for each in moved if each.witness} == {
        ("from 5 becomes 6", 5), ("from 5 becomes 4", 4)}
    assert tried.mutations(tried.vectors()).survivors == ()
    assert {vector.answers["times"] for vector in tried.vectors()} >= {4, 5}


@pytest.mark.parametrize("forbids", [False, True])
def test_rule_for_missing_answers_is_tried_with_open_ones(forbids: bool) -> None:  # a parameter
    """Two open items are filled in, three are not; where *unknown* is forbidden, items are left out instead."""
    document = count_rule(4, 3)
    document["response_scales"]["presence"] |= {"unknown": False} if forbids else {}
    document["scales"][0]["missing"] = {"allow": 2, "method": "as_zero"}
    tried = Instrument.from_dict(document)

    found = tried.vectors()

    assert {each.mutant.change for each in tried.mutations(found).survivors} == set()
    open_ones = [vector for vector in found if not vector.answer_set.is_complete]
    assert {4 - sum(answer != "unknown" for answer in vector.answers.values()) for vector in open_ones} == {2, 3}
    assert all(vector.answer_set.partial == forbids == ("partial" in vector.to_dict()) for vector in open_ones)
    for vector in open_ones:
        result = tried.score(vector.answers, partial=forbids)
        assert {name: ends(level) for name, level in vector.outcomes} == {
            name: (each.at_least, each.at_most) for name, each in result.outcomes.items()}


def test_of_a_large_instrument_some_mistakes_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the budget every second mistake or fewer is made, so that vectors do not take minutes."""
    tried = Instrument.from_dict(count_rule(12, 3))
    every, some = (list(mutants_of(tried.definition, most_work=most)) for most in (None, 100))
    n_whole = len(tried.vectors())
    monkeypatch.setattr(noticing, "MOST_WORK", 1)

    n_tried = len(tried.vectors())

    assert 0 < len(some) < len(every) / 3
    assert {mutant.change for mutant in some} < {mutant.change for mutant in every}
    assert n_tried < n_whole


def test_numbers_that_come_in_large_steps_have_neighbours_too() -> None:
    """Where no answers give the number just below a cut-off, the nearest below it is taken."""
    document = copy.deepcopy(count_rule(4, 1))
    document["scales"] = [{"id": "signs", "sum": "all", "weights": {f"s{n}": 10 for n in range(1, 5)}}]
    document["outcomes"][0]["rules"][0]["when"] = {"scale": "signs", "at_least": 25}

    vectors = Instrument.from_dict(document).vectors()

    sides = {vector.because.split(" the ")[0].split()[-1]: dict(vector.scales)["signs"] for vector in vectors
             if "cut-off" in vector.because}
    assert sides == {"Outside": 20, "Inside": 30}


def test_item_that_a_gate_asks_for_in_every_case_is_not_left_out_unsaid() -> None:
    """With the first unknown the second applies all the same: an answer set without it says that it is partial."""
    label = {"en": "Text"}
    options = [{"id": name, "label": {"en": name}, "score": 1} for name in ("no", "yes")]
    asked = {"item": "first", "is": ["no"]}
    instrument = Instrument.from_dict({
        "format": "riskscreen/1", "id": "asked-twice", "version": "0.1.0", "title": label,
        "about": {"status": "synthetic", "licence": "CC0-1.0", "intended_use": label, "not_for": label,
                  "sources": {"own": "Written for this test."}},
        "sections": [{"id": "core", "title": label, "items": [
            {"id": "first", "text": label, "response": {"options": options}},
            {"id": "second", "text": label, "response": {"options": options},
             "applies_when": {"any": [asked, {"not": asked}]}}]}],
        "scales": [{"id": "total", "sum": "all"},
                   {"id": "filled_in", "sum": "all", "missing": {"allow": 1, "method": "as_zero"}}],
        "outcomes": [{"id": "level", "title": label, "scale": "total", "bands": [{"level": "raised", "to": 2}],
                      "levels": [{"id": name, "label": {"en": name}} for name in ("low", "raised")]}],
        "result": "level"})

    for vector in instrument.vectors():
        instrument.score(dict(vector.answer_set.given), partial=vector.answer_set.partial)
