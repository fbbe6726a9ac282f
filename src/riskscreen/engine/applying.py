"""Whether an item of a case applies, whatever the open answers before it turn out to be: exact, as everything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from riskscreen.answers.check import Applies
from riskscreen.engine.tables import score_tables
from riskscreen.model.answer import Answer
from riskscreen.model.condition import Combination, Condition, ItemCondition, leaves_of
from riskscreen.model.definition import Definition
from riskscreen.model.item import Item
from riskscreen.model.truth import NO, UNDECIDED, YES, Truth, combined

if TYPE_CHECKING:
    from riskscreen.engine.compose.meaning import Meaning


def applies_to(definition: Definition, meaning: Callable[[], Meaning]) -> Applies:
    """The function that tells, while answers are read item by item, whether an item applies.

    Its parts tell, taken one by one, unless they ask twice about an item: only then *meaning* is asked for.
    """
    gates, twice = gates_by_item(definition), asks_twice(definition)
    choices = {item.id: {choice.id for choice in item.response.choices} for item in definition.items}

    def applies(item: Item, before: Mapping[str, Answer]) -> Truth:
        conditions = gates[item.id]
        truth = min((_truth(condition, before, choices) for condition in conditions), default=YES)
        if truth != UNDECIDED or item.id not in twice:
            return truth
        from riskscreen.engine.walk.gates import holds  # noqa: PLC0415  # a plain case does without

        return holds(meaning(), conditions, before)

    return applies


def applies_in(definition: Definition) -> Applies:
    """The same for a definition that was not compiled."""
    made: list[Meaning] = []

    def meaning() -> Meaning:
        if not made:
            from riskscreen.engine.compose.meaning import Meaning  # noqa: PLC0415  # a plain case does without

            made.append(Meaning(definition, score_tables(definition)))
        return made[0]

    return applies_to(definition, meaning)


def asks_twice(definition: Definition) -> frozenset[str]:
    """The items whose conditions, with those of the items they ask about, ask more than once about one."""
    gates = gates_by_item(definition)
    return frozenset(item.id for item in definition.items if _repeats(item.id, gates))


def _repeats(item: str, gates: Mapping[str, tuple[Condition, ...]]) -> bool:
    seen, todo = set[str](), [item]
    while todo:
        for leaf in (leaf for gate in gates[todo.pop()] for leaf in leaves_of(gate)):
            assert isinstance(leaf, ItemCondition), _ITEMS_ONLY
            if leaf.item in seen:
                return True
            seen.add(leaf.item)
            todo.append(leaf.item)
    return False


def _truth(condition: Condition, before: Mapping[str, Answer], choices: Mapping[str, set[str]]) -> Truth:
    """Whether a condition on earlier items holds, each of its parts taken by itself."""
    if isinstance(condition, Combination):
        parts = [_truth(part, before, choices) for part in condition.parts]
        return combined(condition.kind, parts, condition.count)
    assert isinstance(condition, ItemCondition), _ITEMS_ONLY
    entry = before[condition.item]
    left = set(entry.left) or choices[condition.item]
    if left.isdisjoint(condition.options):
        return NO
    return entry.applies if left <= set(condition.options) else min(entry.applies, UNDECIDED)


_ITEMS_ONLY = "link admits only conditions on items here"


def gates_by_item(definition: Definition) -> Mapping[str, tuple[Condition, ...]]:
    """For each item, scored or not, the conditions under which it applies: its section's and its own."""
    return {item.id: tuple(gate for gate in (section.applies_when, item.applies_when) if gate is not None)
            for section in definition.sections for item in section.items}
