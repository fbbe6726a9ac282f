"""What reasons and next questions promise, against brute force over all subsets and all answers."""

from itertools import combinations
from typing import Any, Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import generators
import riskscreen
from riskscreen import Instrument
from riskscreen.engine.compose import meaning
from riskscreen.explain import reasons as reasons_module
from riskscreen.explain.minimal import Budget, merged_cells, minimal_counts

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
    monkeypatch.setattr(reasons_module, "MOST_QUESTIONS", 3)
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


def test_search_that_follows_many_states_ends_and_says_so() -> None:
    """What following states costs counts: thirty items that pull both ways must not take hours."""
    result = items_that_pull_both_ways().score({f"i{n}": "o3" for n in range(30)})

    assert not result.why_at_most().complete or not result.why_at_least().complete


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


@given(st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3).map(tuple), max_size=4))
def test_minimal_counts_are_the_minimal_elements_of_an_up_closed_set(corners: list[tuple[int, ...]]) -> None:
    """The search finds the minimal vectors, and merged cells stand for the same ones."""
    sizes = (3, 2, 3)

    def holds(counts: tuple[int, ...]) -> bool:
        return any(all(a >= b for a, b in zip(counts, corner, strict=True)) for corner in corners)

    inside = {corner for corner in corners if all(a <= b for a, b in zip(corner, sizes, strict=True))}
    expected = {a for a in inside if not any(b != a and all(x <= y for x, y in zip(b, a, strict=True)) for b in inside)}

    found = minimal_counts(sizes, holds, Budget(10_000))
    cells, vectors = merged_cells(sizes, found)

    assert set(found) == expected
    assert len(vectors) <= len(found)
    assert sorted(position for cell in cells for position in cell) == [0, 1, 2]
