"""Completions: answers in which every scored item that applies has a plain answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import prod

from riskscreen.answers import check_answers
from riskscreen.model.definition import Definition
from riskscreen.model.item import Item
from riskscreen.model.response import UNKNOWN, Band, Choice
from riskscreen.model.truth import NO, YES, Truth

Answers = Mapping[str, object]


def completed(definition: Definition, answers: Answers, choose: Callable[[Sequence[object]], object]) -> Answers:
    """These answers, with every open scored item that applies answered as *choose* says."""
    completion: dict[str, object] = {}
    for item, is_gated in items_with_gates(definition):
        ways = _ways_to_answer(definition, item, answers, completion, is_gated=is_gated)
        if ways:
            completion[item.id] = choose(ways) if len(ways) > 1 else ways[0]
    return completion


def completions(definition: Definition, answers: Answers) -> Iterator[Answers]:
    """Every way to answer what is open; ask `most_completions` first how many there can be."""
    found: list[dict[str, object]] = [{}]
    for item, is_gated in items_with_gates(definition):
        longer: list[dict[str, object]] = []
        for each in found:
            ways = _ways_to_answer(definition, item, answers, each, is_gated=is_gated)
            longer += [each | {item.id: way} for way in ways] if ways else [each]
        found = longer
    yield from found


def most_completions(definition: Definition, answers: Answers) -> int:
    """The number of completions if every open item applied."""
    return prod(len(item.response.choices) or 1 for item in definition.items if is_open(answers, item))


def is_open(answers: Answers, item: Item) -> bool:
    """Whether the item is unknown or unanswered."""
    return bare(answers.get(item.id, UNKNOWN)) == UNKNOWN


def bare(answer: object) -> object:
    """The answer itself, without the evidence that may come with it."""
    return answer["answer"] if isinstance(answer, Mapping) else answer


def answer_of(choice: Choice) -> object:
    """What a rater answers so that scoring sees this choice."""
    return choice.start if isinstance(choice, Band) else choice.id


def applying(definition: Definition, answers: Answers) -> dict[str, Truth]:
    """Whether each item applies in all completions of these answers, in some or in none."""
    return {entry.item: entry.applies for entry in check_answers(definition, answers, partial=True).entries}


def truth_of_applying(definition: Definition, item: Item, answers: Answers, *, is_gated: bool) -> Truth:
    """Whether one item applies, given answers to the items before it."""
    return applying(definition, answers)[item.id] if is_gated else YES


def items_with_gates(definition: Definition) -> Iterator[tuple[Item, bool]]:
    """Every item, and whether it hangs on a condition."""
    for section in definition.sections:
        for item in section.items:
            yield item, section.applies_when is not None or item.applies_when is not None


def _ways_to_answer(definition: Definition, item: Item, answers: Answers, before: Answers, *,
                    is_gated: bool) -> list[object]:
    """The answers that the item can come to have, given those before it; none where it does not apply."""
    if truth_of_applying(definition, item, before, is_gated=is_gated) == NO:
        return []
    if is_open(answers, item):
        return [answer_of(choice) for choice in item.response.choices]
    return [bare(answers[item.id])]
