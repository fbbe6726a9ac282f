"""What reasons and next questions promise, against brute force over all subsets and all answers."""

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any, Literal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import generators
import riskscreen
from riskscreen import Instrument
from riskscreen.engine.compose import meaning
from riskscreen.engine.walk import reasons as walk

MOST_WITH_MISSING_RULES = 25

Claim = Literal["at_least", "at_most"]
MOST_GIVEN = 8


def claimed(result: riskscreen.Result, outcome: str, claim: Claim) -> int:
    """The rank of the bound that the claim is about."""
    found = result.outcomes[outcome]
    return found.at_least.rank if claim == "at_least" else found.at_most.rank


def forces(instrument: Instrument, answers: dict[str, Any], outcome: str, claim: Claim, rank: int) -> bool:
    """Whether these answers alone give the claimed bound."""
    reached = claimed(instrument.score(answers, partial=True), outcome, claim)
    return reached >= rank if claim == "at_least" else reached <= rank


def brute_force(result: riskscreen.Result, outcome: str, claim: Claim) -> set[frozenset[str]]:
    """Every minimal set of given items that forces the claim, by trying all subsets, small ones first."""
    instrument, rank = result.instrument, claimed(result, outcome, claim)
    scored = {item for item, entry in instrument.items.items() if entry.response.choices}
    given = {item: answer for item, answer in result.answers.to_dict().items()
             if item in scored and item not in result.unknown}
    found: set[frozenset[str]] = set()
    for size in range(len(given) + 1):
        for chosen in map(frozenset, combinations(given, size)):
            if not any(known <= chosen for known in found) \
                    and forces(instrument, applying(instrument, given, chosen), outcome, claim, rank):
                found.add(chosen)
    return found


def applying(instrument: Instrument, given: dict[str, Any], chosen: frozenset[str]) -> dict[str, Any]:
    """The chosen answers, without those that their own gates shut out."""
    answers = {item: given[item] for item in instrument.items if item in chosen}
    while True:
        try:
            instrument.score(answers, partial=True)
        except riskscreen.AnswersError as error:
            stale = {problem.item for problem in error.problems}
            answers = {item: answer for item, answer in answers.items() if item not in stale}
        else:
            return answers


@given(st.data())
def test_reasons_are_all_minimal_sets(data: st.DataObject) -> None:
    """The reasons, written out, are exactly the minimal subsets that brute force finds, for generated instruments."""
    document, answers = data.draw(generators.cases(generators.documents(missing=False)))
    claim: Claim = data.draw(st.sampled_from(("at_least", "at_most")))
    result = Instrument.from_dict(document).score(answers, partial=True)
    assume(len(answers) <= MOST_GIVEN)

    for outcome in result.outcomes:
        found = result.why_at_least(outcome) if claim == "at_least" else result.why_at_most(outcome)
        plain = [frozenset(item for item, _ in reason) for reason in found.expand()]

        assert found.complete
        assert len(plain) == len(set(plain)) == found.n_sets
        assert set(plain) == brute_force(result, outcome, claim)


@settings(max_examples=MOST_WITH_MISSING_RULES)
@given(st.data())
def test_reasons_under_rules_for_missing_answers_are_all_minimal_sets(data: st.DataObject) -> None:
    """There, that an answer is missing is a fact too; what a reason does not name may be answered or missing."""
    document, answers = data.draw(generators.cases(generators.documents(missing=True), partial=True))
    assume(len(document_items(document)) <= MOST_ITEMS)
    instrument = Instrument.from_dict(document)
    result = instrument.score(answers, partial=True)

    for outcome in result.outcomes:
        found = result.why_at_least(outcome)
        assert found.complete
        assert {frozenset(reason) for reason in found.expand()} == facts_that_force(result, outcome)


MOST_ITEMS = 4


def document_items(document: Any) -> list[str]:
    """The ids of all items."""
    return [item["id"] for section in document["sections"] for item in section["items"]]


def facts_that_force(result: riskscreen.Result, outcome: str) -> set[frozenset[tuple[str, Any]]]:
    """Every minimal set of facts with which all ways to answer, or not answer, the other items give the bound."""
    instrument, rank = result.instrument, result.outcomes[outcome].at_least.rank
    scored = {item for item, entry in instrument.items.items() if entry.response.choices}
    under = {item for scale in instrument.definition.scales if scale.missing
             for n in instrument._compiled.tables[scale.id].scores for item in [instrument._compiled.items[n].id]}
    known = {entry.item: entry for entry in result.answers.entries
             if entry.item in scored and entry.state != "not_applicable"
             and (entry.state == "answered" or entry.item in under)}
    facts = {item: entry.given if entry.given is not None else "unknown" if entry.state == "unknown" else None
             for item, entry in known.items()}
    lows = [(way, instrument.score(answers, partial=True).outcomes[outcome].at_least.rank)
            for way, answers in every_way(instrument, sorted(scored))]
    found: set[frozenset[tuple[str, Any]]] = set()
    for size in range(len(facts) + 1):
        for chosen in combinations(sorted(facts), size):
            named = frozenset((item, facts[item]) for item in chosen)
            if not any(less <= named for less in found) and all(
                    low >= rank for way, low in lows if all(way[item] == known[item].choice for item in chosen)):
                found.add(named)
    return found


def every_way(instrument: Instrument, items: list[str]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every way to answer these items or leave them out (None), and the answers of it to the items that apply."""
    choices = [[*instrument.items[item].response.choices, None] for item in items]
    for chosen in product(*choices):
        way = {item: None if choice is None else choice.id for item, choice in zip(items, chosen, strict=True)}
        answers = {item: getattr(choice, "start", choice.id) for item, choice in zip(items, chosen, strict=True)
                   if choice is not None}
        yield way, applying(instrument, answers, frozenset(answers))


@given(st.data())
def test_reason_alone_gives_the_bound_and_no_part_of_it_does(data: st.DataObject) -> None:
    """On the shipped instruments: each reason is enough with all else unknown, and without any one answer it is not."""
    instrument = riskscreen.load(data.draw(st.sampled_from(("sash-style", "rihg-style", "stalking-red-flags"))))
    answers = drawn_answers(data, instrument)
    result = instrument.score(answers, partial=True)

    for claim, reasons in (("at_least", result.why_at_least()), ("at_most", result.why_at_most())):
        rank = claimed(result, reasons.outcome, claim)  # type: ignore[arg-type]  # one of the two
        for reason in list(reasons.expand())[:20]:
            alone = dict(reason)
            assert all(answers[item] == answer for item, answer in alone.items())
            assert forces(instrument, alone, reasons.outcome, claim, rank)  # type: ignore[arg-type]
            for item in alone:
                fewer = applying(instrument, alone, frozenset(alone) - {item})
                assert not forces(instrument, fewer, reasons.outcome, claim, rank)  # type: ignore[arg-type]


def drawn_answers(data: st.DataObject, instrument: Instrument) -> dict[str, Any]:
    """Answers to a shipped instrument, the gate known."""
    answers: dict[str, Any] = {}
    for item in instrument.items.values():
        if item.id[0] == "x" and answers["former_partner"] == "no":
            continue
        known = [choice.id for choice in item.response.choices]
        answers[item.id] = data.draw(st.sampled_from(known if item.id == "former_partner" else [*known, "unknown"]))
    return answers


@given(st.data())
def test_next_questions_tell_what_each_answer_gives(data: st.DataObject) -> None:
    """Every open item is asked unless none can change the level; a prospect is what scoring with the answer gives."""
    document, answers = data.draw(generators.cases(partial=True))
    instrument = Instrument.from_dict(document)
    result = instrument.score(answers, partial=True)
    scored = {item for item, entry in instrument.items.items() if entry.response.choices}

    questions = result.next_questions()

    assert questions.exact
    assert (questions.at_least, questions.at_most) == (result.at_least, result.at_most)
    if not result.determined or (questions.questions and any(scale.missing for scale in instrument.scales.values())):
        assert {question.item for question in questions} == {*result.unknown, *result.unanswered} & scored
    else:
        assert questions.questions == ()
    settling = [question.n_settling for question in questions]
    assert settling == sorted(settling, reverse=True)
    for question in questions:
        response = instrument.items[question.item].response
        for prospect, choice in zip(question.prospects, response.choices, strict=True):
            answer = getattr(choice, "start", choice.id)
            then = result.what_if({question.item: answer})
            assert (prospect.at_least, prospect.at_most) == (then.at_least, then.at_most)


def test_items_that_play_the_same_part_read_as_one_line() -> None:
    """252 sets are one reason: any 5 of these 10."""
    flags = riskscreen.load("stalking-red-flags")
    document = flags.to_dict()
    rule = {"id": "five", "level": "high", "when": {"scale": "other_flags", "at_least": 5}}
    document["outcomes"][0]["rules"] = [rule]
    instrument = Instrument.from_dict(document)
    answers = dict.fromkeys(flags.items, "present") | {"r1": "unknown", "r4": "absent"}

    reasons = instrument.score(answers).why_at_least()

    assert len(reasons) == 1
    assert reasons.n_sets == 252
    assert [(group.count, len(group.answers)) for group in reasons.reasons[0].groups] == [(5, 10)]


def test_lowest_level_needs_no_reason() -> None:
    """No outcome can be lower than its lowest level: the one reason is empty."""
    flags = riskscreen.load("stalking-red-flags")
    reasons = flags.score(dict.fromkeys(flags.items, "absent")).why_at_least()

    assert [reason.groups for reason in reasons] == [()]


def test_search_past_its_budget_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that may lack reasons is never passed off as whole."""
    monkeypatch.setattr(walk, "MOST_STEPS", 3)
    flags = riskscreen.load("stalking-red-flags")

    assert not flags.score(dict.fromkeys(flags.items, "present")).why_at_least().complete


@given(st.data())
def test_reasons_from_inexact_bounds_are_enough_and_minimal_where_complete(data: st.DataObject) -> None:
    """Where states cannot all be followed, a reason still forces its level; a list that is complete is minimal too."""
    document, answers = data.draw(generators.cases(generators.documents(missing=False)))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(meaning, "MOST_STEPS", 0)
        result = Instrument.from_dict(document).score(answers, partial=True)
        found = {outcome: result.why_at_least(outcome) for outcome in result.outcomes}
    exact = Instrument.from_dict(document)

    for outcome, reasons in found.items():
        for alone in map(dict, list(reasons.expand())[:5]):
            rank = reasons.level.rank
            assert forces(exact, applying(exact, alone, frozenset(alone)), outcome, "at_least", rank)
            fewer = [applying(exact, alone, frozenset(alone) - {item}) for item in alone]
            assert not reasons.complete or not any(forces(exact, some, outcome, "at_least", rank) for some in fewer)


def items_that_pull_both_ways() -> Instrument:
    """Thirty items with more joint states than can be followed."""
    flags = riskscreen.load("stalking-red-flags").to_dict()
    options = [{"id": f"o{n}", "label": {"en": f"{n}", "nl": f"{n}"}, "score": n * n + n % 3} for n in range(4)]
    label = {"en": "Item", "nl": "Item"}
    flags["sections"] = [{"id": "all_items", "title": label, "items": [
        {"id": f"i{n}", "text": label, "response": {"options": options}} for n in range(30)]}]
    flags["scales"] = [{"id": "up", "sum": "all", "weights": {f"i{n}": n + 1 for n in range(30)}},
                       {"id": "down", "sum": "all", "weights": {f"i{n}": 40 - n for n in range(30)}},
                       {"id": "gap", "combine": [{"scale": "up"}, {"scale": "down", "times": -1}]}]
    flags["outcomes"][0]["rules"] = [{"id": "far", "level": "high", "when": {"scale": "gap", "at_least": 10}}]
    return Instrument.from_dict(flags)


def test_search_that_takes_too_many_steps_gives_one_reason_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is too much to go through, one reason is found by leaving out answers, and more are not denied."""
    monkeypatch.setattr(walk, "MOST_STEPS", 1_000)
    instrument = items_that_pull_both_ways()
    reasons = instrument.score({f"i{n}": "o3" for n in range(30)}).why_at_most()

    assert (reasons.complete, len(reasons)) == (False, 1)
    (alone,) = map(dict, reasons.expand())
    assert instrument.score(alone, partial=True).level == "low"
    for item in alone:
        assert instrument.score({other: alone[other] for other in alone if other != item}, partial=True).level is None


def test_very_many_sets_are_counted_and_the_smallest_listed() -> None:
    """Thirty items that pull both ways have 4,504 reasons; the list has the smallest of them, and says so."""
    reasons = items_that_pull_both_ways().score({f"i{n}": "o3" for n in range(30)}).why_at_most()

    assert reasons.complete
    assert reasons.n_listed < reasons.n_sets == n_minimal_sets()
    assert f"In all there are {reasons.n_sets}." in str(reasons)


def n_minimal_sets() -> int:
    """How many minimal sets of answers alone keep the gap below 10, counted by what each leaves of it.

    An answer is worth 2 n - 39 for every point, whichever of the points 0, 2, 6 and 9 it takes.
    """
    worth = [2 * n - 39 for n in range(30)]
    most = [max(0, 9 * each) for each in worth]
    given_now = [9 * each for each in worth]
    saved = sorted((free - now for free, now in zip(most, given_now, strict=True) if free > now), reverse=True)
    needed = sum(most) - 9

    def count(start: int, short: int) -> int:
        """Ways to take some of what is left that come to enough, while none that was taken can be spared."""
        found = 0
        for n in range(start, len(saved)):  # the last one taken is the smallest, so it is the one that must be needed
            if saved[n] >= short:
                found += 1
            else:
                found += count(n + 1, short - saved[n])
        return found

    return count(0, needed)


def test_questions_past_the_budget_of_steps_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is too much to follow, what each answer gives may be wide, and is said to be."""
    monkeypatch.setattr(meaning, "MOST_STEPS", 0)
    result = items_that_pull_both_ways().score({}, partial=True)

    questions = result.next_questions()

    assert len(questions) == 30
    assert not questions.exact
    assert questions.to_dict()["exact"] is False
    assert "too many possibilities" in str(questions)


def test_unknown_outcome_is_answered_with_near_names() -> None:
    """A wrong outcome is a wrong call, with the names that exist."""
    sash = riskscreen.load("sash-style")

    with pytest.raises(riskscreen.UsageError) as caught:
        sash.score({}, partial=True).why_at_least("violance")

    assert caught.value.problems[0].suggestions == ("violence",)
