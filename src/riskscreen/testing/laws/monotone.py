"""A worse answer never lowers the level."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from hypothesis import assume
from hypothesis import strategies as st

from riskscreen.answers import check_answers
from riskscreen.explain.what_if import changed_answers
from riskscreen.model.item import Item
from riskscreen.model.number import Number
from riskscreen.model.response import Choice, NumberResponse
from riskscreen.screening import Instrument
from riskscreen.testing.completing import answer_of, bare
from riskscreen.testing.laws.law import Case, Law
from riskscreen.testing.strategies import answers


def monotone(outcome: str, except_items: Collection[str]) -> Law:
    """The law for one outcome, in which some items may go the other way."""
    return Law(says=f"A worse answer never lowers the level of {outcome}.",
               cases=partial(_cases, except_items=frozenset(except_items)),
               broken_by=partial(_broken_by, outcome=outcome))


@st.composite
def _cases(draw: st.DrawFn, instrument: Instrument, *, except_items: frozenset[str]) -> Case:
    given = draw(answers(instrument, known_only=True))
    worse = {item.id: found for item in instrument.items.values()
             if item.id in given and item.id not in except_items and (found := worse_answers(item, given[item.id]))}
    assume(worse)
    changed = draw(st.sampled_from(list(worse)))
    return {"answers": given, "changed": changed, "to": draw(st.sampled_from(worse[changed]))}


def _broken_by(instrument: Instrument, case: Case, *, outcome: str) -> Iterator[str]:
    definition = instrument.definition
    entries = check_answers(definition, case["answers"], partial=True)
    after = changed_answers(definition, entries, {str(case["changed"]): case["to"]}).to_dict()
    before = instrument.score(entries.to_dict(), partial=True).outcomes[outcome]
    # What only comes to apply is open then: the level may depend on it, so it is enough that it can still be as high.
    found = instrument.score(after, partial=True).outcomes[outcome]
    if found.at_most < before.at_least:
        yield f"{outcome}: {before.at_least} before, {found.at_most} after the change"


def worse_answers(item: Item, answer: object) -> list[object]:
    """The answers to an item that are worse than the one given; none where there is no telling."""
    given = _choice_of(item, bare(answer))
    if given is None or given.not_applicable:
        return []
    badness = _badness(item)
    return [answer_of(choice) for choice in item.response.choices
            if not choice.not_applicable and badness[choice.id] > badness[given.id]]


def _badness(item: Item) -> dict[str, Number]:
    """How bad each answer is: its score, or its place in the list where the scores tell no two answers apart."""
    choices = item.response.choices
    has_scores = len({choice.score for choice in choices}) > 1
    return {choice.id: choice.score if has_scores else place for place, choice in enumerate(choices)}


def _choice_of(item: Item, answer: object) -> Choice | None:
    """What scoring sees of an answer."""
    response = item.response
    if isinstance(response, NumberResponse):
        return response.band_of(answer)  # type: ignore[arg-type]  # a number was drawn for it
    return next((choice for choice in response.choices if choice.id == answer), None)
