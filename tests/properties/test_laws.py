"""What scoring promises for every instrument and every set of answers."""

import copy
import json
import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import generators
import riskscreen
from oracle import naive
from riskscreen import Instrument
from riskscreen.engine import bounds


def levels(result: riskscreen.Result) -> dict[str, tuple[str, str]]:
    """The bounds of every outcome."""
    return {name: (outcome.at_least.id, outcome.at_most.id) for name, outcome in result.outcomes.items()}


def numbers(result: riskscreen.Result) -> dict[str, tuple[Fraction, Fraction]]:
    """The bounds of every scale."""
    return {name: (Fraction(scale.least), Fraction(scale.most)) for name, scale in result.scales.items()}


def shuffled(document: Any, shuffle: random.Random) -> Any:
    """The document with the keys of its objects in another order."""
    if isinstance(document, dict):
        keys = list(document)
        shuffle.shuffle(keys)
        return {key: shuffled(document[key], shuffle) for key in keys}
    return [shuffled(part, shuffle) for part in document] if isinstance(document, list) else document


@given(generators.cases(partial=True), st.randoms(use_true_random=False))
def test_order_of_keys_rules_and_answers_changes_nothing(case: tuple[Any, Any], shuffle: random.Random) -> None:
    """Rules have no order: an outcome has the highest level that a rule reaches."""
    document, answers = case
    other = shuffled(copy.deepcopy(document), shuffle)
    for outcome in other["outcomes"]:
        shuffle.shuffle(outcome.get("rules", []))

    result = Instrument.from_dict(document).score(answers, partial=True)
    same = Instrument.from_dict(other).score(shuffled(answers, shuffle), partial=True)

    assert levels(result) == levels(same)
    assert numbers(result) == numbers(same)


@given(generators.documents(), st.randoms(use_true_random=False))
def test_order_of_keys_and_languages_does_not_change_the_digest(document: Any, shuffle: random.Random) -> None:
    """The digest is of what a definition says, not of how it is written down."""
    other = shuffled(document, shuffle)

    assert Instrument.from_dict(other).digest == Instrument.from_dict(document).digest


@given(generators.cases())
def test_order_of_items_changes_nothing(case: tuple[Any, Any]) -> None:
    """Where no item hangs on another, items can stand in any order."""
    document, answers = case
    assume(not any("applies_when" in part for section, item in naive.items_of(document) for part in (section, item)))
    other = copy.deepcopy(document)
    other["sections"].reverse()
    for section in other["sections"]:
        section["items"].reverse()

    assert levels(Instrument.from_dict(document).score(answers)) == levels(Instrument.from_dict(other).score(answers))


@given(st.data())
def test_answer_turned_unknown_only_widens(data: st.DataObject) -> None:
    """Knowing less never raises the lowest level that is possible, and never lowers the highest."""
    document, answers = data.draw(generators.cases(evidence=False))
    assume(not any("missing" in scale for scale in document.get("scales", [])))
    allowed = [item["id"] for _, item in naive.items_of(document) if naive.options_of(document, item)
               and naive.response_of(document, item).get("unknown", True) and item["id"] in answers]
    assume(allowed)
    forgotten = data.draw(st.sampled_from(allowed))
    instrument = Instrument.from_dict(document)

    known = instrument.score(answers)
    less = instrument.score(answers | {forgotten: "unknown"}, partial=True)

    for name, outcome in known.outcomes.items():
        assert less.outcomes[name].at_least <= outcome.at_least
        assert less.outcomes[name].at_most >= outcome.at_most
    for name, scale in known.scales.items():
        assert less.scales[name].least <= scale.least
        assert less.scales[name].most >= scale.most


@given(generators.documents())
def test_written_definition_reads_the_same(document: Any) -> None:
    """JSON, plain values and the model go round without loss, in content and in digest."""
    instrument = Instrument.from_dict(document)

    assert riskscreen.loads(instrument.to_json()) == instrument
    assert riskscreen.loads(instrument.to_json()).digest == instrument.digest
    assert Instrument.from_dict(instrument.to_dict()) == instrument


@given(generators.cases(evidence=True))
def test_answers_of_a_result_score_the_same(case: tuple[Any, Any]) -> None:
    """A result carries its answers and their evidence whole."""
    document, answers = case
    instrument = Instrument.from_dict(document)
    result = instrument.score(answers)

    again = instrument.score(result.answers.to_dict(), partial=True)

    assert again.to_dict() == result.to_dict()
    assert json.loads(json.dumps(result.to_dict())) == result.to_dict()


@given(generators.cases(partial=True))
def test_past_the_budget_bounds_are_sound_and_say_so(case: tuple[Any, Any]) -> None:
    """Past the budget of states, bounds hold every completion, and those marked exact are reached."""
    document, answers = case
    expected = naive.bounds(document, answers)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bounds, "MOST_STATES", 0)
        result = Instrument.from_dict(document).score(answers, partial=True)

    for name, outcome in result.outcomes.items():
        low, high = expected["outcomes"][name]
        assert outcome.at_least <= low
        assert outcome.at_most >= high
        assert not outcome.exact or (outcome.at_least, outcome.at_most) == (low, high)
    for name, scale in result.scales.items():
        least, most = expected["scales"][name]
        assert Fraction(scale.least) <= least <= most <= Fraction(scale.most)
        assert not scale.exact or (scale.least, scale.most) == (least, most)


@given(generators.cases(partial=True))
def test_trace_alone_recomputes_the_result(case: tuple[Any, Any]) -> None:
    """Each outcome follows from the rules in its trace, and each sum, count and combination from its contributions."""
    document, answers = case
    instrument = Instrument.from_dict(document)
    trace = instrument.score(answers, partial=True).trace

    for outcome in trace.outcomes:
        ladder = outcome.at_least.ladder
        sure = [ladder.index(rule.level) for rule in outcome.rules if rule.holds == "holds"]
        possible = [ladder.index(rule.level) for rule in outcome.rules if rule.holds != "does_not_hold"]
        low, high = max(sure, default=0), max(possible, default=0)
        assert low <= outcome.at_least.rank <= outcome.at_most.rank <= high
        assert outcome.n_states or (low, high) == (outcome.at_least.rank, outcome.at_most.rank)
    for scale in trace.scales:
        rule = instrument.scales[scale.scale]
        is_plain = rule.round is None and scale.filled_in is None and not scale.may_be_filled_in
        if is_plain and scale.kind in ("sum", "count"):
            least, most = (sum(Fraction(getattr(part, end)) for part in scale.contributions)
                           for end in ("least", "most"))
            assert least <= scale.least <= scale.most <= most
            assert trace.outcomes[0].n_states or (least, most) == (scale.least, scale.most)


@given(st.data())
def test_damaged_definition_is_refused_with_our_own_error_or_still_means_something(data: st.DataObject) -> None:
    """Whatever is broken in a document, it loads or says what is wrong; nothing else comes out."""
    damaged, what = data.draw(generators.damaged(data.draw(generators.documents())))
    try:
        instrument = Instrument.from_dict(damaged)
    except riskscreen.InstrumentError as error:
        assert error.problems, what
        assert all(problem.code and problem.message for problem in error.problems)
    else:
        assert Instrument.from_dict(instrument.to_dict()) == instrument


@given(st.text() | st.binary())
def test_any_text_is_a_definition_or_our_own_error(source: str | bytes) -> None:
    """No input makes the reader fail in a way of its own."""
    with pytest.raises(riskscreen.InstrumentError) as caught:
        riskscreen.loads(source)

    assert caught.value.problems


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.binary(max_size=4)
    | st.sampled_from(["absent", "present", "unknown", "yes", "no"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.sampled_from(
        ["answer", "because", "indicators"]), inner, max_size=3), max_leaves=5)


@given(st.dictionaries(st.sampled_from([f"r{n}" for n in range(1, 13)]) | st.text(max_size=4), JUNK, max_size=14)
       | JUNK, st.booleans())
def test_any_answers_are_scored_or_our_own_error(answers: Any, partial: bool) -> None:
    """Whatever is given as answers, there is a result or an error that says what is wrong."""
    instrument = riskscreen.load("stalking-red-flags")
    try:
        result = instrument.score(answers, partial=partial)
    except riskscreen.AnswersError as error:
        assert error.problems
    else:
        given = {item for item, answer in answers.items()}
        assert set(result.unanswered) | given == set(instrument.items)
