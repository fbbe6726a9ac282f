"""Which open answers can play a part in a rule that is still open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from riskscreen.engine.trace import ConditionTrace, Contribution, OutcomeTrace
from riskscreen.explain.find.named_trace import NamedTrace, selected_items
from riskscreen.model.condition import Combination, ItemCondition, Leaf, OutcomeCondition, ScaleCondition, leaves_of
from riskscreen.model.scale import Formula, Highest, Points


def open_behind(case: NamedTrace, outcome: OutcomeTrace) -> tuple[str, ...]:
    """The open items that may decide if an outcome gets higher than its lowest possible level, in document order.

    Once these are known, all other open answers, whatever they turn out to be, leave the outcome as it is; unless a
    rule for missing answers stands in for some, since such a rule can then no longer be used.
    """
    search = _Search(case)
    search.outcome(outcome, outcome.at_least.rank + 1)
    return tuple(item for item in case.open_items if ("item", item) in search.seen)


def said_not_to_matter(case: NamedTrace) -> tuple[str, ...]:
    """The items without an answer of which a result says that its level does not depend on them, jointly.

    Nothing is said where a rule for missing answers may have stood in for some: with answers it would not.
    """
    if case.may_be_filled_in:
        return ()
    told = () if case.is_settled else open_behind(case, case.result)
    return tuple(item for item in case.without_answer if item not in told)


def decisive_rank(outcome: OutcomeTrace, condition: OutcomeCondition) -> int:
    """The lowest rank whose rules decide a condition on an outcome; what lies below it changes nothing."""
    rank = outcome.at_least.rank_of(condition.level)
    return rank + 1 if condition.comparison == "at_most" else rank


class _Search:
    """A walk from an outcome back to the items; everything is visited once."""

    def __init__(self, case: NamedTrace) -> None:
        self.case = case
        self.seen: set[tuple[str, ...]] = set()

    def outcome(self, outcome: OutcomeTrace, lowest: int) -> None:
        for rule in outcome.rules:
            if rule.holds == "undecided" and outcome.at_least.rank_of(rule.level) >= lowest \
                    and self._is_new("rule", outcome.outcome, rule.rule):
                self._traced(rule.when)

    def _traced(self, traced: ConditionTrace) -> None:
        condition = traced.condition
        if not isinstance(condition, Combination):
            self._leaves([condition])
        for part in traced.parts:
            if part.holds == "undecided":
                self._traced(part)

    def _leaves(self, leaves: Iterable[Leaf]) -> None:
        for leaf in leaves:
            if isinstance(leaf, ItemCondition):
                self._item(leaf.item)
            elif isinstance(leaf, ScaleCondition):
                self._scale(leaf.scale)
            else:
                outcome = self.case.outcomes[leaf.outcome]
                self.outcome(outcome, decisive_rank(outcome, leaf))

    def _scale(self, name: str) -> None:
        scale, traced = self.case.scales_by_id[name], self.case.scales[name]
        if not self._is_new("scale", name) or (traced.least == traced.most and not traced.n_missing):
            return
        formula = scale.formula
        for part in traced.contributions:
            if formula.scales:
                self._scale(part.source)
            elif isinstance(formula, Points):
                if part.least != part.most:
                    self._leaves(leaves_of(formula.entries[int(part.source)][0]))
            elif self._can_differ(formula, part, traced.contributions):
                self._item(part.source)
        if scale.missing is not None and formula.selection is not None:
            for item in selected_items(self.case.definition, formula.selection):  # how many are missing matters as well
                self._item(item.id)

    def _can_differ(self, formula: Formula, part: Contribution, contributions: Sequence[Contribution]) -> bool:
        """Whether an item can bring different things to a scale, of which bringing nothing can be one."""
        if part.least != part.most:
            return True
        if not isinstance(formula, Highest) or self.case.takes_part(part.source):
            return False
        # In the highest of some numbers nothing is like 0 only where none of them is below 0.
        return part.least != 0 or any(other.least < 0 for other in contributions)

    def _item(self, name: str) -> None:
        """The item, and where it is not sure to apply, the items that settle it."""
        if self._is_new("item", name) and self.case.may_not_apply(name):
            for condition in (self.case.section_of[name].applies_when, self.case.items[name].applies_when):
                if condition is not None:
                    self._leaves(leaves_of(condition))

    def _is_new(self, *name: str) -> bool:
        is_new = name not in self.seen
        self.seen.add(name)
        return is_new
