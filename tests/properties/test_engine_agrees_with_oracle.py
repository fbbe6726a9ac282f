"""The engine against an implementation that shares no code with it, on generated instruments of every construct."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import generators
import riskscreen
from conftest import N_EXAMPLES
from oracle import naive
from riskscreen import Instrument
from riskscreen.engine.trace import ConditionTrace

N_CASES = 5 * N_EXAMPLES  # the law on which all else rests: a hundred for each test at every run, some 7 seconds in all
TIMES = ("never", "sometimes", "always")
HOLDS = {(False, True): "holds", (True, False): "does_not_hold", (True, True): "undecided"}
AIMED = {"missing": generators.cases_with_gaps(), "outcomes": generators.cases_of_stacked_outcomes()}


@settings(max_examples=N_CASES)
@given(generators.cases(partial=True, evidence=True, sets=True))
def test_bounds_are_those_of_all_completions(case: tuple[Any, Any]) -> None:
    """Scales, rules and outcomes have exactly the bounds and the levels that listing every completion gives."""
    assert_bounds_of_all_completions(*case)


@pytest.mark.parametrize("cases", AIMED.values(), ids=AIMED)
@settings(max_examples=N_CASES)
@given(st.data())
def test_bounds_are_so_where_many_answers_are_open(cases: st.SearchStrategy[tuple[Any, Any]],
                                                   data: st.DataObject) -> None:
    """Within and past what a rule for missing answers allows, and where an outcome rests on one that is open."""
    assert_bounds_of_all_completions(*data.draw(cases))


def assert_bounds_of_all_completions(document: Any, answers: Any) -> None:
    """The engine finds for these answers what the oracle finds."""
    expected = naive.bounds(document, answers)

    result = Instrument.from_dict(document).score(answers, partial=True)

    assert {name: (outcome.at_least.id, outcome.at_most.id) for name, outcome in result.outcomes.items()} == \
        expected["outcomes"]
    assert {name: [level.id for level in outcome.possible] for name, outcome in result.outcomes.items()} == \
        expected["possible"]
    assert {name: (Fraction(scale.least), Fraction(scale.most)) for name, scale in result.scales.items()} == \
        expected["scales"]
    holds = {(outcome.outcome, rule.rule): rule.holds for outcome in result.trace.outcomes for rule in outcome.rules}
    assert holds == {rule: HOLDS[ends] for rule, ends in expected["rules"].items()}
    assert {entry.item: TIMES[entry.applies] for entry in result.answers.entries} == expected["applies"]
    assert result.exact


@pytest.mark.parametrize("cases", [generators.cases(partial=True), *AIMED.values()], ids=["every construct", *AIMED])
@settings(max_examples=N_CASES)
@given(st.data())
def test_trace_says_of_each_comparison_what_all_completions_say(cases: st.SearchStrategy[tuple[Any, Any]],
                                                                data: st.DataObject) -> None:
    """What holds in the trace holds in every completion, what does not in none, and at least and at most are exact."""
    document, answers = data.draw(cases)
    still_open = naive.open_items(document, answers)
    every = [naive.scored(document, each, still_open) for each in naive.completions(document, answers)]
    trace = Instrument.from_dict(document).score(answers, partial=True).trace

    for outcome, found in zip(document["outcomes"], trace.outcomes, strict=True):
        for rule, shown in zip(naive.rules_of(outcome), found.rules, strict=True):
            for when, condition in conditions_of(rule["when"], shown.when):
                truths = {naive.condition(when, facts) for facts in every}
                assert condition.holds == "undecided" or truths == {condition.holds == "holds"}
                if condition.holds == "undecided" and is_exact(when):
                    assert truths == {True, False}


def is_exact(when: Any) -> bool:
    """Whether the bounds of what is compared tell all of it: of a number or a level with one end, or of an answer."""
    return ("scale" in when and "between" not in when) or ("outcome" in when and "is" not in when)


def conditions_of(when: Any, shown: ConditionTrace) -> Iterator[tuple[Any, ConditionTrace]]:
    """A condition of a document with what the trace says of it, and all within it."""
    yield when, shown
    within = next((when[name] for name in ("all", "any", "of", "not") if name in when), [])
    for part, shown_part in zip(within if isinstance(within, list) else [within], shown.parts, strict=True):
        yield from conditions_of(part, shown_part)


@settings(max_examples=N_CASES)
@given(generators.cases_with_gaps())
def test_trace_says_whether_missing_answers_are_filled_in(case: tuple[Any, Any]) -> None:
    """They are if so many are missing in every completion, and may be if it hangs on an answer that is open."""
    document, answers = case
    (scale,), still_open = document["scales"], naive.open_items(document, answers)
    used = {is_filled_in(scale, naive.scored(document, each, still_open), still_open)
            for each in naive.completions(document, answers)}

    (shown,) = Instrument.from_dict(document).score(answers, partial=True).trace.scales

    assert shown.filled_in == (scale["missing"]["method"] if used == {True} else None)
    assert shown.may_be_filled_in == (used == {True, False})


def is_filled_in(scale: Any, facts: naive.Facts, still_open: frozenset[str]) -> bool:
    """Whether as many answers are missing as the rule allows, and not more, and there are some to take a mean of."""
    items = [item["id"] for item in naive.selected(scale, "all", facts)]
    n_missing = len(still_open & {*items})
    has_mean = scale["missing"]["method"] == "as_zero" or n_missing < len(items)
    return 1 <= n_missing <= scale["missing"]["allow"] and has_mean


@given(generators.cases())
def test_case_without_one_answer_is_refused_by_name(case: tuple[Any, Any]) -> None:
    """An item that is asked of everybody and has no answer is named, numbers that are only recorded as well."""
    document, answers = case
    instrument = Instrument.from_dict(document)
    for section, item in naive.items_of(document):
        if "text" not in item["response"] and not {"applies_when"} & {*section, *item}:
            left = {name: answer for name, answer in answers.items() if name != item["id"]}
            with pytest.raises(riskscreen.AnswersError) as caught:
                instrument.score(left)
            assert [(problem.code, problem.item) for problem in caught.value.problems] == [("A-missing", item["id"])]
