"""Where conditions stand in a definition: as gates, behind points, and in rules."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.model.condition import Condition
from riskscreen.model.definition import Definition


def gates_of(definition: Definition) -> tuple[tuple[Condition, ...], ...]:
    """For each scored item, the conditions under which it applies: its section's and its own."""
    return tuple(tuple(condition for condition in (section.applies_when, item.applies_when) if condition is not None)
                 for section in definition.sections for item in section.items if item.response.choices)


def conditions_of(definition: Definition) -> Iterator[Condition]:
    """Every condition, in the order of the document; a section's gate once, before those of its items."""
    for section in definition.sections:
        for gate in (section.applies_when, *(item.applies_when for item in section.items)):
            if gate is not None:
                yield gate
    for scale in definition.scales:
        yield from scale.formula.conditions
    for outcome in definition.outcomes:
        yield from (rule.when for rule in outcome.rules)
