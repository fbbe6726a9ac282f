"""What each kind of condition means."""

from __future__ import annotations

from typing import assert_never

from riskscreen.engine.compose.cut_offs import ends_of
from riskscreen.engine.compose.parts import Parts
from riskscreen.engine.diagram.nodes import Node
from riskscreen.engine.diagram.sums import total
from riskscreen.model.condition import Combination, Condition, ItemCondition, OutcomeCondition, ScaleCondition


def condition_diagram(parts: Parts, condition: Condition) -> Node:
    """Whether a condition holds."""
    match condition:
        case ItemCondition():
            item = parts.positions[condition.item]
            return parts.nodes.ite(parts.applies(item), parts.chosen(item, condition.options), parts.nodes.false)
        case ScaleCondition():
            return _of_scale(parts, condition)
        case OutcomeCondition():
            return _of_outcome(parts, condition)
        case Combination():
            return _of_parts(parts, condition)
        case _:
            assert_never(condition)


def _of_scale(parts: Parts, condition: ScaleCondition) -> Node:
    cut_offs = list(parts.cut_offs(condition.scale))
    has_to, must_not = ends_of(condition)
    low = 0 if has_to is None else cut_offs.index(has_to) + 1
    high = len(cut_offs) if must_not is None else cut_offs.index(must_not)
    return parts.nodes.within(parts.reached(condition.scale), low, high)


def _of_outcome(parts: Parts, condition: OutcomeCondition) -> Node:
    levels = parts.outcomes[condition.outcome].levels
    rank = levels[0].rank_of(condition.level)
    low = 0 if condition.comparison == "at_most" else rank
    high = len(levels) if condition.comparison == "at_least" else rank
    return parts.nodes.within(parts.outcome(condition.outcome), low, high)


def _of_parts(parts: Parts, condition: Combination) -> Node:
    d, tests = parts.nodes, [condition_diagram(parts, part) for part in condition.parts]
    match condition.kind:
        case "all":
            return d.every(tests)
        case "any":
            return d.some(tests)
        case "not":
            return d.negated(tests[0])
        case "at_least":
            one, none = d.end((1,)), d.end((0,))
            return d.map(bool, total(d, [d.ite(test, one, none) for test in tests], lambda _: [condition.count or 0]))
        case _:
            assert_never(condition.kind)
