"""The formulas against naive scoring, on generated instruments of every construct but rules for missing answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import z3
from hypothesis import given
from hypothesis import strategies as st

import generators
from oracle import naive, solver

NO_YES = [{"id": "no", "score": 0}, {"id": "yes", "score": 1}]


def given_answers(meaning: solver.Meaning, answers: dict[str, Any]) -> list[z3.BoolRef]:
    """That every scored item with a known answer has that answer."""
    options = {item["id"]: naive.options_of(meaning.document, item) for _, item in naive.items_of(meaning.document)}
    return [
        has[naive.chosen_option(options[item], naive.bare(answers[item]))]
        for item, has in meaning.answers.items()
        if not naive.is_open(answers, item)
    ]


def ranks(meaning: solver.Meaning, outcome: str, answers: dict[str, Any]) -> list[int]:
    """The ranks at which an outcome can stand."""
    found = z3.Solver()
    found.add(given_answers(meaning, answers))
    n_ranks = len(meaning.reaches[outcome])
    return [rank for rank in range(n_ranks) if found.check(meaning.stands(outcome, rank)) == z3.sat]


@given(st.data())
def test_formulas_give_a_complete_case_its_numbers_rules_and_levels(data: st.DataObject) -> None:
    """Where every answer is known, each formula is true or false as naive scoring says."""
    document, answers = data.draw(generators.cases(generators.documents(missing=False), unknown=False))
    expected = naive.complete(document, answers)
    meaning = solver.meaning_of(document)
    found = z3.Solver()
    found.add(given_answers(meaning, answers))
    assert found.check() == z3.sat
    model = found.model()

    def is_true(formula: z3.BoolRef) -> bool:
        return z3.is_true(model.eval(formula, model_completion=True))

    assert {item for item, applies in meaning.applies.items() if is_true(applies)} == expected["applies"]
    assert {scale: total.constant + sum(points for truth, points in total.points if is_true(truth))
            for scale, total in meaning.scales.items()} == expected["scales"]
    assert {rule: is_true(holds) for rule, holds in meaning.rules.items()} == expected["rules"]
    for outcome in document["outcomes"]:
        rank = naive.rank(outcome, expected["outcomes"][outcome["id"]])
        assert is_true(meaning.stands(outcome["id"], rank))


@given(st.data())
def test_solver_finds_the_bounds_of_all_completions(data: st.DataObject) -> None:
    """The lowest and the highest level that the formulas allow are those of listing every completion."""
    document, answers = data.draw(generators.cases(generators.documents(missing=False), partial=True))
    expected = naive.bounds(document, answers)["outcomes"]
    meaning = solver.meaning_of(document)

    for outcome in document["outcomes"]:
        possible = ranks(meaning, outcome["id"], answers)

        ends = tuple(outcome["levels"][rank]["id"] for rank in (min(possible), max(possible)))
        assert ends == expected[outcome["id"]]


def three_items(**scale: Any) -> dict[str, Any]:
    """Three items, answered no or yes, and one scale; high from 2."""
    items = [{"id": name, "response": {"options": NO_YES}} for name in ("a", "b", "c")]
    rule = {"id": "two", "level": "high", "when": {"scale": "total", "at_least": 2}}
    return {
        "sections": [{"id": "only", "items": items}],
        "scales": [{"id": "total", **scale}],
        "outcomes": [{"id": "concern", "levels": [{"id": "low"}, {"id": "high"}], "rules": [rule]}],
    }


def test_two_of_three_points_reach_a_cut_off_of_two() -> None:
    """With one yes the other two items decide, with two it is high, with two no it is low."""
    meaning = solver.meaning_of(three_items(sum="all"))

    assert ranks(meaning, "concern", {"a": "yes"}) == [0, 1]
    assert ranks(meaning, "concern", {"a": "yes", "b": "yes"}) == [1]
    assert ranks(meaning, "concern", {"a": "no", "b": "no"}) == [0]


def test_half_is_rounded_up_to_the_cut_off() -> None:
    """One and a half points are two when a half goes up, and one when it goes down."""
    for how, expected in (("half_up", [1]), ("down", [0])):
        scale = {"sum": "all", "weights": {"a": Decimal("1.5")}, "round": {"places": 0, "how": how}}
        meaning = solver.meaning_of(three_items(**scale))

        assert ranks(meaning, "concern", {"a": "yes", "b": "no", "c": "no"}) == expected


def test_rule_for_missing_answers_is_refused() -> None:
    """The formulas say nothing about who answered, so such a rule is not silently left out."""
    with pytest.raises(ValueError, match="missing answers are not read"):
        solver.meaning_of(three_items(sum="all", missing={"allow": 1, "method": "as_zero"}))
