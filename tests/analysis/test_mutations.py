"""Small mistakes in a definition: which are noticed, which mean the same, and what would notice the rest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import generators
import riskscreen
from conftest import N_EXAMPLES
from oracle import naive
from riskscreen import Instrument, RiskscreenError
from riskscreen.analysis.counting.answer_sets import AnswerSet
from riskscreen.analysis.mutation.mutants import mutants_of
from riskscreen.definition.write import document_of

INSTRUMENTS = Path(__file__).resolve().parents[2] / "instruments"
NAMES = sorted(path.parent.name for path in INSTRUMENTS.glob("*/instrument.json"))
MOST_LISTED = 60


def vectors_of(name: str) -> list[dict[str, Any]]:
    """The vectors beside a shipped instrument."""
    found: list[dict[str, Any]] = json.loads((INSTRUMENTS / name / "vectors.json").read_text())["vectors"]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_vectors_of_a_shipped_instrument_notice_every_mistake(name: str) -> None:
    """Whatever small thing somebody changes, a case that was worked out by hand fails."""
    found = riskscreen.load(name).mutations(vectors_of(name))

    assert [(tried.mutant.pointer, tried.mutant.change) for tried in found.survivors] == []
    assert found.score == 1
    assert len(found.with_fate("caught")) > 30


@settings(max_examples=max(1, N_EXAMPLES // 2))
@given(st.data())
def test_what_is_said_of_mutants_is_so(data: st.DataObject) -> None:
    """Equal ones are equal in every answer set; the others that survive differ in what is shown of them."""
    document = data.draw(generators.documents(max_items=4))
    every = naive.completions(document, {})
    assume(len(every) <= MOST_LISTED)
    instrument = Instrument.from_dict(document)

    for tried in instrument.mutations([]).tried:
        changed = Instrument(tried.mutant.definition)
        if tried.fate == "equivalent":
            other = document_of(tried.mutant.definition)
            assert all(naive.scored(document, options, frozenset()).outcomes
                       == naive.scored(other, options, frozenset()).outcomes for options in every)
        elif tried.fate == "survived":
            assert tried.witness is not None
            levels = levels_of(instrument, tried.witness)
            assert levels == {name: level if isinstance(level, tuple) else (level, level)
                              for name, level in tried.expected}
            assert levels != levels_of(changed, tried.witness)


def levels_of(instrument: Instrument, found: AnswerSet) -> dict[str, tuple[str, str]] | None:
    """The lowest and the highest level of every outcome; None where the answers are refused."""
    try:
        outcomes = instrument.score(found.answers, partial=found.partial).outcomes
    except RiskscreenError:
        return None
    return {name: (outcome.at_least.id, outcome.at_most.id) for name, outcome in outcomes.items()}


def test_each_kind_of_mistake_occurs() -> None:
    """Two shipped instruments and three published rules together have a place for every kind."""
    published = Path(__file__).resolve().parents[1] / "published"
    files = [published / f"{name}.json" for name in ("news2", "k10", "wast")]
    found = {mutant.kind for instrument in ("sash-style", "rihg-style", *files)
             for mutant in mutants_of(riskscreen.load(instrument).definition)}

    assert found == {
        "all for any", "any for all", "at_most for at_least", "cut-off off by one", "gate dropped", "gate turned",
        "item dropped", "level moved", "limit off by one", "option added", "option dropped", "rounded otherwise",
        "rule dropped", "score off by one", "scores swapped", "sign turned"}


def test_a_weak_file_of_vectors_leaves_what_it_does_not_try() -> None:
    """With the one case in which nothing is found, no rule was ever tried."""
    flags = riskscreen.load("stalking-red-flags")
    weak = [{"id": "nothing", "answers": dict.fromkeys(flags.items, "absent"), "outcomes": {"urgency": "low"}}]

    found = flags.mutations(weak)

    dropped = {tried.mutant.change for tried in found.survivors if tried.mutant.kind == "rule dropped"}
    assert {f"rule {rule.id} is gone" for rule in flags.outcomes["urgency"].rules} == dropped
    assert 0 < found.score < 1
    assert "A vector that would notice" in str(found)


def test_vector_that_the_definition_does_not_pass_is_refused() -> None:
    """With a wrong expectation every mutant would count as caught."""
    flags = riskscreen.load("stalking-red-flags")
    wrong = [{"id": "wrong", "answers": dict.fromkeys(flags.items, "absent"), "outcomes": {"urgency": "high"}}]

    with pytest.raises(riskscreen.UsageError) as caught:
        flags.mutations(wrong)

    assert (caught.value.problems[0].code, caught.value.problems[0].found) == ("U-vector-does-not-fit", "'wrong'")
