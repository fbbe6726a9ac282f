"""The searches for minimal sets against what can be worked out by hand, and against trying every answer."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import generators
from oracle import naive, solver
from oracle.minimal_sets import Changing, Forcing, Items, unlisted

MOST_TRIED = 60

NO_YES = {"options": [{"id": "no", "score": 0}, {"id": "yes", "score": 1}]}
TWO = {"id": "two", "level": "high", "when": {"scale": "total", "at_least": 2}}


@pytest.fixture
def meaning() -> solver.Meaning:
    """Three items and a fourth behind the first; high from two points."""
    items: list[dict[str, Any]] = [{"id": name, "response": NO_YES} for name in "abc"]
    items.append({"id": "d", "response": NO_YES, "applies_when": {"item": "a", "is": ["yes"]}})
    return solver.meaning_of({
        "sections": [{"id": "only", "items": items}],
        "scales": [{"id": "total", "sum": "all"}],
        "outcomes": [{"id": "concern", "levels": [{"id": "low"}, {"id": "high"}], "rules": [TWO]}]})


def sets(*words: str) -> list[Items]:
    """Each word as the set of its letters."""
    return [frozenset(word) for word in words]


def test_any_two_of_three_force_two_points(meaning: solver.Meaning) -> None:
    """One answer is not enough, two are, and the three pairs are the whole list."""
    forcing = Forcing(meaning, {"a": "yes", "b": "yes", "c": "yes", "d": "no"}, meaning.stands("concern", 1))

    assert [forcing.is_enough(each) for each in sets("", "a", "ab", "bc", "ad")] == [False, False, True, True, False]
    assert unlisted(forcing, sets("ab", "ac", "bc")) is None


def test_set_that_is_left_out_is_found(meaning: solver.Meaning) -> None:
    """With two of the three pairs listed, what is found is the third, and with none of them there is some set."""
    forcing = Forcing(meaning, {"a": "yes", "b": "yes", "c": "yes", "d": "no"}, meaning.stands("concern", 1))

    found = unlisted(forcing, sets("ab", "ac"))

    assert found is not None
    assert found - {"d"} == frozenset("bc")
    assert unlisted(forcing, []) is not None


def test_item_that_comes_to_apply_must_be_answered_for_certainty(meaning: solver.Meaning) -> None:
    """With a changed to yes, d applies and nobody answered it: it must turn out yes, or another item must be too."""
    changing = Changing(meaning, {"a": "no", "b": "no", "c": "no"}, meaning.stands("concern", 1))

    assert not changing.is_enough(frozenset("a"))
    assert changing.is_certain({"a": "yes", "d": "yes"})
    assert not changing.is_certain({"a": "yes", "d": "no"})
    assert unlisted(changing, sets("ab", "ac", "ad", "bc")) is None
    assert unlisted(changing, sets("ab", "ac", "bc")) == frozenset("ad")


def test_level_that_an_open_item_could_spoil_is_not_certain(meaning: solver.Meaning) -> None:
    """To be low with c unknown and b yes, one of both must be no; a is no, so that d does not count."""
    changing = Changing(meaning, {"a": "no", "b": "yes", "c": "unknown"}, meaning.stands("concern", 0))

    assert not changing.is_enough(frozenset())
    assert unlisted(changing, sets("b", "c")) is None
    assert changing.has_another_way([{"c": "yes"}])
    assert not changing.has_another_way([{"c": "no"}])


@given(st.data())
def test_sets_that_can_change_a_level_are_those_of_trying_every_answer(data: st.DataObject) -> None:
    """For small generated instruments each set of items is enough where some new answers to it are."""
    document, answers = data.draw(generators.cases(generators.documents(missing=False, max_items=3), partial=True))
    outcome = data.draw(st.sampled_from(document["outcomes"]))
    level = data.draw(st.sampled_from([level["id"] for level in outcome["levels"]]))
    options = {item["id"]: [option["id"] for option in naive.options_of(document, item)]
               for _, item in naive.items_of(document) if naive.options_of(document, item)}
    meaning = solver.meaning_of(document)
    changing = Changing(meaning, answers, meaning.stands(outcome["id"], naive.rank(outcome, level)))
    every = [chosen for size in range(len(options) + 1) for chosen in combinations(options, size)]
    assume(sum(n_ways(options, chosen) for chosen in every) <= MOST_TRIED)

    for chosen in every:
        ways = (dict(zip(chosen, way, strict=True)) for way in product(*(options[item] for item in chosen)))
        expected = any(certain(document, answers, way, outcome["id"]) == (level, level) for way in ways)
        assert changing.is_enough(frozenset(chosen)) == expected


def n_ways(options: dict[str, list[str]], chosen: tuple[str, ...]) -> int:
    """How many ways there are to answer the chosen items."""
    n = 1
    for item in chosen:
        n *= len(options[item])
    return n


def certain(document: Any, answers: Any, change: dict[str, str], outcome: str) -> Any:
    """The bounds of an outcome with some answers changed; a band is named by its id, which the oracle reads too."""
    return naive.bounds(document, {**answers, **change})["outcomes"][outcome]
