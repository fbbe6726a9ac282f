"""Examples are real: scoring them shows what they are examples of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import generators
from analysis.listed import Listed
from conftest import N_EXAMPLES
from oracle import naive
from riskscreen import Instrument, Result
from riskscreen.analysis.counting.answer_sets import AnswerSet

MOST_LISTED = 300


def small(data: st.DataObject) -> Instrument:
    """A generated instrument without too many answer sets."""
    document = data.draw(generators.documents(max_items=7))
    assume(len(naive.completions(document, {})) <= MOST_LISTED)
    return Instrument.from_dict(document)


def holding(result: Result) -> set[tuple[str, str]]:
    """The rules that hold."""
    return {(outcome.outcome, rule.rule) for outcome in result.trace.outcomes for rule in outcome.rules
            if rule.holds == "holds"}


def scored(instrument: Instrument, found: AnswerSet | None) -> Result:
    """The result of an example, which is a whole case."""
    assert found is not None
    result = instrument.score(found.answers)
    assert not result.unknown
    assert all(item in found.answers or not instrument.items[item].response.choices for item in instrument.items
               if item not in result.not_applicable)
    return result


def completed(result: Result) -> Iterator[Result]:
    """The case with every answer that what came to apply can have; a rule for missing answers has no say in these."""
    still_open = [item for item in result.unanswered if result.instrument.items[item].response.choices]
    if not still_open:
        yield result
    for item in still_open[:1]:
        for choice in result.instrument.items[item].response.choices:
            yield from completed(result.what_if({item: getattr(choice, "start", choice.id)}))


@settings(max_examples=max(1, N_EXAMPLES * 2 // 3))
@given(st.data())
def test_examples_of_levels_and_numbers_have_them(data: st.DataObject) -> None:
    """Each level and number that occurs has an example that gives it, and one that does not occur has none."""
    instrument = small(data)

    analysis = instrument.analyse()

    for name, outcome in analysis.outcomes.items():
        for level in outcome.level_reach.values():
            assert (level.example is None) == (level.count == 0)
            if level.count:
                assert scored(instrument, level.example).outcomes[name].level == level.id
    for name, scale in analysis.scales.items():
        for reach in scale.numbers:
            assert scored(instrument, reach.example).scales[name].value == reach.number


@settings(max_examples=max(1, N_EXAMPLES * 2 // 3))
@given(st.data())
def test_examples_of_rules_hold(data: st.DataObject) -> None:
    """A rule has an example in which it holds, and one in which no other rule reaches as high."""
    instrument = small(data)

    analysis = instrument.analyse()

    for name, outcome in analysis.outcomes.items():
        levels = instrument.outcomes[name].levels[0].ladder
        for rule in outcome.rules.values():
            if rule.can_hold:
                assert (name, rule.id) in holding(scored(instrument, rule.example))
            if rule.holds_alone:
                others = {other for of, other in holding(scored(instrument, rule.example_alone)) if of == name}
                high = {other.id for other in outcome.rules.values()
                        if levels.index(other.level) >= levels.index(rule.level)}
                assert others & high == {rule.id}


@settings(max_examples=max(1, N_EXAMPLES * 2 // 3))
@given(st.data())
def test_examples_of_items_change_the_level(data: st.DataObject) -> None:
    """Another answer gives another level, whatever comes to apply; a counterexample gives a lower one."""
    instrument = small(data)
    name = instrument.definition.result

    analysis = instrument.analyse()

    for item in analysis.items.values():
        assert (item.example is None) == (item.n_changes == 0)
        if item.example is not None:
            before = scored(instrument, item.example.answer_set)
            after = before.what_if({item.id: item.example.answer})
            assert all(whole.outcomes[name].level != before.level for whole in completed(after))
        if item.counterexample is not None:
            before, low = (scored(instrument, each) for each in (item.counterexample.before, item.counterexample.after))
            assert before.level is not None
            assert low.level is not None
            assert low.level < before.level
            assert before.answers.to_dict()[item.id] != low.answers.to_dict()[item.id]


@settings(max_examples=max(1, N_EXAMPLES * 2 // 3))
@given(st.data())
def test_examples_of_moved_cut_offs_move(data: st.DataObject) -> None:
    """The example of a moved cut-off has the old level now, and the new one where the document says so."""
    document = data.draw(generators.documents(max_items=5))
    assume(len(naive.completions(document, {})) <= MOST_LISTED)
    instrument = Instrument.from_dict(document)

    analysis = instrument.analyse()

    for moved in analysis.cut_offs:
        changed = with_number(document, moved.cut_off.pointer, moved.by)
        for move in moved.moves:
            completion = chosen(instrument, move.example)
            assert scored(instrument, move.example).level == move.before
            assert naive.scored(changed, completion, frozenset()).outcomes[instrument.definition.result] == move.after


def with_number(document: dict[str, Any], pointer: str, by: int) -> dict[str, Any]:
    """The document with one number moved."""
    return Listed(document, []).changed_at(pointer, by)


def chosen(instrument: Instrument, found: AnswerSet) -> naive.Completion:
    """What scoring sees of the answers: options and bands."""
    entries = instrument.score(found.answers).answers.entries
    return {entry.item: entry.choice for entry in entries if entry.choice is not None}
