"""Which open answers can play a part in a rule that is still open."""

from __future__ import annotations

from collections.abc import Iterable

from riskscreen.engine.trace import ConditionTrace, OutcomeTrace
from riskscreen.explain.case import Case
from riskscreen.explain.scale_words import selected_items
from riskscreen.model.condition import Combination, ItemCondition, Leaf, OutcomeCondition, ScaleCondition, leaves_of
from riskscreen.model.scale import Combine, Lookup, Points


def open_behind(case: Case, outcome: OutcomeTrace) -> tuple[str, ...]:
    """The open items that decide if an outcome gets higher than its lowest possible level, in document order.

    All other open answers, whatever they turn out to be, leave that as it is.
    """
    search = _Search(case)
    search.outcome(outcome, outcome.at_least.rank + 1)
    return tuple(item for item in case.open_items if ("item", item) in search.seen)


def decisive_rank(outcome: OutcomeTrace, condition: OutcomeCondition) -> int:
    """The lowest rank whose rules decide a condition on an outcome; what lies below it changes nothing."""
    rank = outcome.at_least.ladder.index(condition.level)
    return rank + 1 if condition.comparison == "at_most" else rank


class _Search:
    """A walk from an outcome back to the items; everything is visited once."""

    def __init__(self, case: Case) -> None:
        self.case, self.terms = case, case.terms
        self.seen: set[tuple[str, ...]] = set()

    def outcome(self, outcome: OutcomeTrace, lowest: int) -> None:
        for rule in outcome.rules:
            if rule.holds == "undecided" and outcome.at_least.ladder.index(rule.level) >= lowest \
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
        if not self._is_new("scale", name):
            return
        scale, traced = self.terms.scales[name], self.case.scales[name]
        formula = scale.formula
        for part in traced.contributions:
            if isinstance(formula, Combine | Lookup):
                self._scale(part.source)
            elif part.least == part.most:
                continue
            elif isinstance(formula, Points):
                self._leaves(leaves_of(formula.entries[int(part.source)][0]))
            else:
                self._item(part.source)
        if scale.missing is not None and not isinstance(formula, Combine | Lookup | Points):
            for item in selected_items(self.terms, formula.selection):  # how many are missing matters as well
                self._item(item.id)

    def _item(self, name: str) -> None:
        """The item, and where it is not sure to apply, the items that settle it."""
        if self._is_new("item", name) and self.case.may_not_apply(name):
            for condition in (self.terms.section_of[name].applies_when, self.terms.items[name].applies_when):
                if condition is not None:
                    self._leaves(leaves_of(condition))

    def _is_new(self, *name: str) -> bool:
        is_new = name not in self.seen
        self.seen.add(name)
        return is_new
