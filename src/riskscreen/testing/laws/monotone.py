"""A worse answer never lowers the level."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from riskscreen.answers.check import check_answers
from riskscreen.explain.find.what_if import changed_answers
from riskscreen.model.item import Item
from riskscreen.model.number import Number
from riskscreen.model.response import Choice, NumberResponse
from riskscreen.screening.instrument import Instrument
from riskscreen.testing.completing import answer_of, bare
from riskscreen.testing.laws.law import Law, LawCase
from riskscreen.testing.strategies import answers


def monotone(outcome: str, except_items: Collection[str]) -> Law:
    """The law for one outcome, in which some items may go the other way."""
    return Law(
        says=f"A worse answer never lowers the level of {outcome}.",
        cases=lambda instrument: answers(instrument, known_only=True).map(lambda given: {"answers": given}),
        broken_by=partial(_broken_by, outcome=outcome, except_items=frozenset(except_items)))


def _broken_by(instrument: Instrument, case: LawCase, *, outcome: str, except_items: frozenset[str]) -> Iterator[str]:
    definition = instrument.definition
    entries = check_answers(definition, case["answers"], instrument._compiled.applies, partial=True)
    given = entries.to_dict()
    before = instrument.score(given, partial=True).outcomes[outcome].at_least
    for item in definition.items:
        for worse in worse_answers(item, given[item.id]) if item.id in given and item.id not in except_items else ():
            # What only comes to apply is open then: the level may hang on it, so it is enough that it can be as high.
            changed = changed_answers(instrument._compiled, entries, {item.id: worse}).to_dict()
            after = instrument.score(changed, partial=True).outcomes[outcome].at_most
            if after < before:
                yield f"{outcome}: {before}, but {after} once {item.id} is {worse}"


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
