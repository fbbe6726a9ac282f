"""Completions: answers in which every scored item that applies has a plain answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import prod

from riskscreen.answers.check import answer_of as checked
from riskscreen.answers.check import check_answers
from riskscreen.engine.applying import applies_in
from riskscreen.model.condition import Condition, ItemCondition, leaves_of
from riskscreen.model.definition import Definition
from riskscreen.model.item import Item
from riskscreen.model.response import UNKNOWN, Band, Choice
from riskscreen.model.truth import NO, YES, Truth

RawAnswers = Mapping[str, object]


class Gates:
    """Which items apply, asked where answers are checked, and once for all answers that open and close the same."""

    def __init__(self, definition: Definition) -> None:
        conditions = {item.id: [condition for condition in (section.applies_when, item.applies_when) if condition]
                      for section in definition.sections for item in section.items}
        self._definition, self._applies = definition, applies_in(definition)
        self._gated = {item for item, gates in conditions.items() if gates}
        self._named = tuple({name: None for gates in conditions.values() for name in _items_in(gates)})
        self._found: dict[tuple[object, ...], dict[str, Truth]] = {}

    def applies(self, item: Item, answers: RawAnswers) -> Truth:
        """Whether the item applies in all completions of the answers before it, in some or in none."""
        if item.id not in self._gated:
            return YES
        key = tuple(_key(bare(answers.get(name))) for name in self._named)
        if key not in self._found:
            given = {name: answers[name] for name in self._named if name in answers}
            entries = check_answers(self._definition, given, self._applies, partial=True).entries
            self._found[key] = {entry.item: entry.applies for entry in entries}
        return self._found[key][item.id]


def completed(definition: Definition, answers: RawAnswers, choose: Callable[[Sequence[object]], object],
              gates: Gates | None = None) -> RawAnswers:
    """These answers, with every open scored item that applies answered as *choose* says."""
    gates = gates or Gates(definition)
    completion: dict[str, object] = {}
    for item in definition.items:
        ways = _ways_to_answer(item, answers, completion, gates)
        if ways:
            completion[item.id] = choose(ways) if len(ways) > 1 else ways[0]
    return completion


def completions(definition: Definition, answers: RawAnswers) -> list[RawAnswers]:
    """Every way to answer what is open; ask `most_completions` first how many there can be."""
    gates = Gates(definition)
    found: list[dict[str, object]] = [{}]
    for item in definition.items:
        longer: list[dict[str, object]] = []
        for each in found:
            ways = _ways_to_answer(item, answers, each, gates)
            longer += [each | {item.id: way} for way in ways] if ways else [each]
        found = longer
    return list(found)


def most_completions(definition: Definition, answers: RawAnswers) -> int:
    """The number of completions if every open item applied."""
    return prod(len(left_to(answers, item)) or 1 for item in definition.items)


def is_open(answers: RawAnswers, item: Item) -> bool:
    """Whether the item is unknown or unanswered."""
    return bare(answers.get(item.id, UNKNOWN)) == UNKNOWN


def left_to(answers: RawAnswers, item: Item) -> tuple[Choice, ...]:
    """The choices of which one is right: all of them where the item is open, those of a set, or just one."""
    choices = item.response.choices
    if is_open(answers, item):
        return choices
    read, _ = checked(item, answers[item.id])
    return tuple(choice for choice in choices if choice.id in read.left or read.state == "unknown")


def bare(answer: object) -> object:
    """The answer itself, without the evidence that may come with it."""
    return answer.get("answer", answer) if isinstance(answer, Mapping) else answer


def _key(answer: object) -> object:
    """An answer as something that can be looked up, also where it is a set or a range."""
    return tuple(answer.items() if isinstance(answer, Mapping) else answer) \
        if isinstance(answer, Mapping | list) else answer


def answer_of(choice: Choice) -> object:
    """What a rater answers so that scoring sees this choice."""
    return choice.start if isinstance(choice, Band) else choice.id


def _items_in(conditions: Sequence[Condition]) -> Iterator[str]:
    """The items that conditions name."""
    for condition in conditions:
        yield from (leaf.item for leaf in leaves_of(condition) if isinstance(leaf, ItemCondition))


def _ways_to_answer(item: Item, answers: RawAnswers, before: RawAnswers, gates: Gates) -> list[object]:
    """The answers that the item can come to have, given those before it; none where it does not apply."""
    if gates.applies(item, before) == NO:
        return []
    left = left_to(answers, item)
    if is_open(answers, item) or len(left) > 1:
        return [answer_of(choice) for choice in left]
    return [bare(answers[item.id])]
