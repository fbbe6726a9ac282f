"""What rests on what in a definition: rules on scales, scales on items, and so on down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from riskscreen.model.condition import ItemCondition, Leaf, OutcomeCondition, leaves_of
from riskscreen.model.definition import Definition
from riskscreen.model.scale import Formula, Selection

Part: TypeAlias = "tuple[str, ...]"
"""A part by its kind and its id: an item, a scale, an outcome; a rule has the id of its outcome, too."""


class Uses:
    """For each part all that it rests on, itself among them."""

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._below: dict[Part, frozenset[Part]] = {}
        self._rules = {("rule", outcome.id, rule.id): rule for outcome in definition.outcomes for rule in outcome.rules}
        for item in definition.items:
            self._below["item", item.id] = frozenset({("item", item.id)})
        for scale in definition.scales:
            part = "scale", scale.id
            self._below[part] = self.below(self._read_by(scale.formula)) | {part}
        for outcome in definition.outcomes:
            part = "outcome", outcome.id
            self._below[part] = self.below(("rule", outcome.id, rule.id) for rule in outcome.rules) | {part}

    def of(self, part: Part) -> frozenset[Part]:
        """What a part rests on."""
        if part in self._rules:
            return self.below(map(_part_of, leaves_of(self._rules[part].when))) | {part}
        return self._below[part]

    def below(self, parts: Iterable[Part]) -> frozenset[Part]:
        """What these parts rest on, together."""
        return frozenset[Part]().union(*map(self.of, parts))

    def has_missing_rule(self, parts: Iterable[Part]) -> bool:
        """Whether one of these is a scale with a rule for missing answers, which can give numbers of its own."""
        filled_in = {("scale", scale.id) for scale in self._definition.scales if scale.missing is not None}
        return not filled_in.isdisjoint(parts)

    def unused_scales(self) -> Iterator[int]:
        """The scales that no rule, no band and no other scale reads."""
        used = {part for scale in self._definition.scales for part in self._read_by(scale.formula)}
        used |= {_part_of(leaf) for outcome in self._definition.outcomes for rule in outcome.rules
                 for leaf in leaves_of(rule.when)}
        return (n for n, scale in enumerate(self._definition.scales) if ("scale", scale.id) not in used)

    def is_read(self, item: str) -> bool:
        """Whether a scale or a rule reads an item."""
        readers = [("scale", scale.id) for scale in self._definition.scales]
        readers += [("outcome", outcome.id) for outcome in self._definition.outcomes]
        return any(("item", item) in self._below[part] for part in readers)

    def _read_by(self, formula: Formula) -> list[Part]:
        items = () if formula.selection is None else self._selected(formula.selection)
        return [*(("scale", name) for name in formula.scales), *(("item", name) for name in items),
                *(_part_of(leaf) for condition in formula.conditions for leaf in leaves_of(condition))]

    def _selected(self, selection: Selection) -> Iterator[str]:
        for section in self._definition.sections:
            for item in section.items:
                name = section.id if selection.kind == "sections" else item.id
                if selection.kind == "all" or name in selection.names:
                    yield item.id


def _part_of(leaf: Leaf) -> Part:
    if isinstance(leaf, ItemCondition):
        return "item", leaf.item
    if isinstance(leaf, OutcomeCondition):
        return "outcome", leaf.outcome
    return "scale", leaf.scale
