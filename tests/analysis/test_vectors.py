"""Vectors leave nothing out: every joint state of the rules, and both sides of every cut-off."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import generators
import riskscreen
from analysis.documents import count_rule
from analysis.listed import Listed
from analysis.test_witnesses import chosen
from conftest import N_EXAMPLES
from oracle import naive
from riskscreen import Instrument

MOST_LISTED = 500


@given(st.data())
def test_every_joint_state_of_the_rules_has_a_vector(data: st.DataObject) -> None:
    """What listing all answer sets shows of the rules, the vectors show too; and they expect what the oracle gives."""
    listed = Listed.of(data.draw(generators.documents(max_items=6)))
    assume(len(listed.every) <= MOST_LISTED)
    instrument = Instrument.from_dict(listed.document)

    vectors = instrument.vectors()

    facts = [naive.scored(listed.document, chosen(instrument, vector.answer_set), frozenset()) for vector in vectors]
    assert {tuple(each.rules.items()) for each in facts} == {tuple(each.rules.items()) for _, each in listed.every}
    assert [dict(vector.outcomes) for vector in vectors] == [each.outcomes for each in facts]
    assert [dict(vector.scales) for vector in vectors] == [each.scales for each in facts]


@settings(max_examples=max(1, N_EXAMPLES // 2))
@given(st.data())
def test_vectors_catch_every_cut_off_that_is_off_by_one(data: st.DataObject) -> None:
    """Where moving a cut-off changes an outcome at all, some vector has another outcome."""
    listed = Listed.of(data.draw(generators.documents(max_items=5)))
    assume(len(listed.every) <= 100)
    instrument = Instrument.from_dict(listed.document)
    completions = [chosen(instrument, vector.answer_set) for vector in instrument.vectors()]

    for moved in instrument.analyse().cut_offs:
        document = listed.changed_at(moved.cut_off.pointer, moved.by)
        if differs(listed.document, document, [each for each, _ in listed.every]):
            assert differs(listed.document, document, completions)


def differs(document: dict[str, Any], other: dict[str, Any], completions: list[naive.Completion]) -> bool:
    """Whether two documents give another outcome for one of these."""
    return any(naive.scored(document, each, frozenset()).outcomes != naive.scored(other, each, frozenset()).outcomes
               for each in completions)


@pytest.mark.parametrize("name", ["rihg-style", "sash-style", "stalking-red-flags"])
def test_vectors_of_shipped_instruments_score_as_expected(name: str) -> None:
    """A vector can be scored as it stands."""
    instrument = riskscreen.load(name)

    for vector in instrument.vectors():
        result = instrument.score(vector.answers)
        assert {outcome: found.level for outcome, found in result.outcomes.items()} == dict(vector.outcomes)
        assert {scale: found.value for scale, found in result.scales.items()} == dict(vector.scales)


def test_smallest_vectors_come_first() -> None:
    """A rule about two of three: nothing present, the outside of the cut-off, then the inside."""
    vectors = Instrument.from_dict(count_rule(3, 2)).vectors()

    assert [list(vector.answers.values()).count("present") for vector in vectors] == [0, 1, 2]
    assert [vector.because for vector in vectors] == [
        "Rules that hold: none.",
        "Outside the cut-off of many: signs at least 2.",
        "Rules that hold: many. Inside the cut-off of many: signs at least 2."]


def test_numbers_that_come_in_large_steps_have_neighbours_too() -> None:
    """Where no answers give the number just below a cut-off, the nearest below it is taken."""
    document = copy.deepcopy(count_rule(4, 1))
    document["scales"] = [{"id": "signs", "sum": "all", "weights": {f"s{n}": 10 for n in range(1, 5)}}]
    document["outcomes"][0]["rules"][0]["when"] = {"scale": "signs", "at_least": 25}

    vectors = Instrument.from_dict(document).vectors()

    sides = {vector.because.split(" the ")[0].split()[-1]: dict(vector.scales)["signs"] for vector in vectors
             if "cut-off" in vector.because}
    assert sides == {"Outside": 20, "Inside": 30}
