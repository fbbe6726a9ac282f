"""What changes promise, against brute force over all sets of new answers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import generators
import riskscreen
from riskscreen import Instrument, Result
from riskscreen.engine.walk import changes as walk

MOST_SETS = 3_000


def others(result: Result, item: str) -> list[Any]:
    """The answers that this item does not have now; a number stands for its band."""
    response = result.instrument.items[item].response
    entry = next(entry for entry in result.answers.entries if entry.item == item)
    return [getattr(choice, "start", choice.id) for choice in response.choices if choice.id != entry.choice]


def brute_force(result: Result, outcome: str, level: str) -> set[frozenset[tuple[str, Any]]]:
    """Every minimal set of new answers that gives the level, by trying all of them, few items first."""
    scored = [item for item, entry in result.instrument.items.items() if entry.response.choices]
    found: set[frozenset[tuple[str, Any]]] = set()
    for size in range(len(scored) + 1):
        made = [frozenset(changes.items()) for items in combinations(scored, size)
                if not any({item for item, _ in known} <= set(items) for known in found)
                for changes in ways(result, items) if gives(result, changes, outcome, level)]
        found.update(made)
    return found


def ways(result: Result, items: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Every way to answer these items otherwise."""
    for answers in product(*(others(result, item) for item in items)):
        yield dict(zip(items, answers, strict=True))


def gives(result: Result, changes: dict[str, Any], outcome: str, level: str) -> bool:
    """Whether the case then has the level, whatever stays open."""
    try:
        then = result.what_if(changes).outcomes[outcome]
    except riskscreen.AnswersError:  # an item that would not apply
        return False
    return then.level is not None and then.level.id == level


def n_sets(result: Result) -> int:
    """How many sets of new answers brute force has to try."""
    total = 1
    for item, entry in result.instrument.items.items():
        total *= 1 + len(others(result, item)) if entry.response.choices else 1
    return total


@given(st.data())
def test_changes_are_all_minimal_sets_of_new_answers(data: st.DataObject) -> None:
    """The changes, written out, are exactly what brute force finds, for generated instruments and every level."""
    document, answers = data.draw(generators.cases(partial=True))
    result = Instrument.from_dict(document).score(answers, partial=True)
    assume(n_sets(result) <= MOST_SETS)

    for outcome in result.instrument.outcomes.values():
        for level in outcome.levels:
            changes = result.changes(level, outcome.id)
            plain = list(changes.expand())

            assert changes.complete
            assert len(plain) == len(set(plain)) == changes.n_sets
            assert set(plain) == brute_force(result, outcome.id, level.id)


NAMES = ("sash-style", "rihg-style", "stalking-red-flags")


def drawn_result(data: st.DataObject, *, complete: bool) -> Result:
    """A case of a shipped instrument, scored."""
    instrument = riskscreen.load(data.draw(st.sampled_from(NAMES)))
    answers: dict[str, Any] = {}
    for item in instrument.items.values():
        if item.id[0] == "x" and answers["former_partner"] == "no":
            continue
        known = [choice.id for choice in item.response.choices]
        must_be_known = complete or item.id == "former_partner"
        answers[item.id] = data.draw(st.sampled_from(known if must_be_known else [*known, "unknown"]))
    return instrument.score(answers)


@given(st.data())
def test_every_change_of_a_shipped_instrument_gives_its_level(data: st.DataObject) -> None:
    """Scored anew with the changed answers, the case has that level for certain."""
    result = drawn_result(data, complete=False)
    level = data.draw(st.sampled_from(result.at_least.ladder))

    for change in list(result.changes(level).expand())[:20]:
        then = result.what_if(dict(change))
        assert then.level == level
        if not then.unanswered:
            assert result.instrument.score(then.answers.to_dict()).level == level


@given(st.data())
def test_changes_and_reasons_recompute_each_other(data: st.DataObject) -> None:
    """In a complete case, what breaks a claim are the minimal sets that meet each of its reasons, and the other way."""
    result = drawn_result(data, complete=True)
    claim = data.draw(st.sampled_from(("at_least", "at_most")))
    rank, ladder = result.at_least.rank, result.at_least.ladder
    reasons = result.why_at_least() if claim == "at_least" else result.why_at_most()
    breaking = [result.changes(level) for level in (ladder[:rank] if claim == "at_least" else ladder[rank + 1:])]
    assert reasons.complete
    assert all(changes.complete for changes in breaking)
    assume(reasons.n_sets <= MOST_DUAL and sum(changes.n_sets for changes in breaking) <= MOST_DUAL)
    enough = {frozenset(item for item, _ in reason) for reason in reasons.expand()}
    broken = least(frozenset(item for item, _ in change) for changes in breaking for change in changes.expand())

    gated = set(result.not_applicable)  # no reason can name them, but a change can bring them in
    assert all(reason & change for reason in enough for change in broken)
    if not any(change & gated for change in broken):
        assert meeting(enough) == broken
        assert meeting(broken) == enough


MOST_DUAL = 150


def least(sets: Iterator[frozenset[str]]) -> set[frozenset[str]]:
    """Those that hold no other."""
    every = set(sets)
    return {one for one in every if not any(other < one for other in every)}


def meeting(sets: set[frozenset[str]]) -> set[frozenset[str]]:
    """The minimal sets that have something in common with each of these."""
    found: set[frozenset[str]] = {frozenset()}
    for one in sets:
        found = least(wider for have in found for wider in ([have] if have & one else (have | {item} for item in one)))
    return found


def test_open_answer_changes_by_what_it_turns_out_to_be() -> None:
    """One urgent sign is unknown: low if it turns out absent, high if it turns out present."""
    flags = riskscreen.load("stalking-red-flags")
    result = flags.score(dict.fromkeys(flags.items, "absent") | {"r1": "unknown"})

    assert list(result.changes(to="low").expand()) == [frozenset({("r1", "absent")})]
    assert frozenset({("r1", "present")}) in set(result.changes(to="high").expand())


def test_level_that_stands_already_needs_no_change() -> None:
    """The one change to the level of the case itself is empty."""
    flags = riskscreen.load("stalking-red-flags")
    result = flags.score(dict.fromkeys(flags.items, "absent"))

    assert [change.groups for change in result.changes(to="low")] == [()]


def test_level_that_no_answers_reach_has_no_changes() -> None:
    """A level without a rule is never reached, which is said for certain."""
    document = riskscreen.load("stalking-red-flags").to_dict()
    outcome = document["outcomes"][0]
    outcome["rules"] = [rule for rule in outcome["rules"] if rule["level"] != "high"]
    flags = Instrument.from_dict(document)

    changes = flags.score(dict.fromkeys(flags.items, "absent")).changes(to="high")

    assert (len(changes), changes.complete) == (0, True)


def test_search_past_its_budget_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that may lack changes is never passed off as whole, and what it has still holds."""
    monkeypatch.setattr(walk, "MOST_STEPS", 60)
    sash = riskscreen.load("sash-style")
    answers = dict.fromkeys(sash.items, "absent") | {"former_partner": "yes"}

    changes = sash.score(answers).changes(to="high")

    assert not changes.complete
    assert "there may be more ways" in str(changes)


def test_unknown_level_is_answered_with_near_names() -> None:
    """A wrong level is a wrong call, with the names that exist."""
    flags = riskscreen.load("stalking-red-flags")

    with pytest.raises(riskscreen.UsageError) as caught:
        flags.score({}, partial=True).changes(to="hihg")

    assert caught.value.problems[0].code == "U-unknown-level"
    assert caught.value.problems[0].suggestions == ("high",)
