"""What rests on what in a definition: rules on scales, scales on items, and so on down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from riskscreen.model.condition import Condition, ItemCondition, Leaf, OutcomeCondition, leaves_of
from riskscreen.model.definition import Definition
from riskscreen.model.scale import Formula, Selection

UsedPart: TypeAlias = "tuple[str, ...]"
"""A part by its kind and its id: an item, a scale, an outcome; a rule has the id of its outcome, too."""


class Uses:
    """For each part what it reads itself, and all that it rests on, itself among them."""

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._reads = dict(_all_reads(definition))
        self._below: dict[UsedPart, frozenset[UsedPart]] = {}
        for part, reads in self._reads.items():  # whatever a part reads stands before it
            self._below[part] = self.below(reads) | {part}
        self._filled_in = {("scale", scale.id) for scale in definition.scales if scale.missing is not None}

    def reads(self, part: UsedPart) -> tuple[UsedPart, ...]:
        """What a part reads itself, each as often as it does; an outcome reads its rules."""
        return self._reads[part]

    def of(self, part: UsedPart) -> frozenset[UsedPart]:
        """What a part rests on."""
        return self._below[part]

    def below(self, parts: Iterable[UsedPart]) -> frozenset[UsedPart]:
        """What these parts rest on, together."""
        return frozenset[UsedPart]().union(*map(self.of, parts))

    def scales(self, part: UsedPart) -> list[int]:
        """The positions of the scales that a part rests on."""
        return [n for n, scale in enumerate(self._definition.scales) if ("scale", scale.id) in self.of(part)]

    def outcomes(self, part: UsedPart) -> list[int]:
        """The positions of the outcomes that a part rests on."""
        return [n for n, outcome in enumerate(self._definition.outcomes) if ("outcome", outcome.id) in self.of(part)]

    def has_missing_rule(self, parts: Iterable[UsedPart]) -> bool:
        """Whether one of these is a scale with a rule for missing answers, which can give numbers of its own."""
        return not self._filled_in.isdisjoint(parts)

    def unused_scales(self) -> Iterator[int]:
        """The scales that no rule, no band and no other scale reads."""
        used = {part for reads in self._reads.values() for part in reads}
        return (n for n, scale in enumerate(self._definition.scales) if ("scale", scale.id) not in used)

    def is_read(self, item: str) -> bool:
        """Whether a scale or a rule reads an item."""
        return any(("item", item) in reads for reads in self._reads.values())


def _all_reads(definition: Definition) -> Iterator[tuple[UsedPart, tuple[UsedPart, ...]]]:
    for item in definition.items:
        yield ("item", item.id), ()
    for scale in definition.scales:
        yield ("scale", scale.id), tuple(_read_by(definition, scale.formula))
    for outcome in definition.outcomes:
        for rule in outcome.rules:
            yield ("rule", outcome.id, rule.id), tuple(_read_in(rule.when))
        yield ("outcome", outcome.id), tuple(("rule", outcome.id, rule.id) for rule in outcome.rules)


def _read_by(definition: Definition, formula: Formula) -> Iterator[UsedPart]:
    yield from (("scale", name) for name in formula.scales)
    if formula.selection is not None:
        yield from (("item", name) for name in _selected(definition, formula.selection))
    for condition in formula.conditions:
        yield from _read_in(condition)


def _read_in(condition: Condition) -> Iterator[UsedPart]:
    return map(_part_of, leaves_of(condition))


def _selected(definition: Definition, selection: Selection) -> Iterator[str]:
    for section in definition.sections:
        for item in section.items:
            name = section.id if selection.kind == "sections" else item.id
            if selection.kind == "all" or name in selection.names:
                yield item.id


def _part_of(leaf: Leaf) -> UsedPart:
    if isinstance(leaf, ItemCondition):
        return "item", leaf.item
    if isinstance(leaf, OutcomeCondition):
        return "outcome", leaf.outcome
    return "scale", leaf.scale
