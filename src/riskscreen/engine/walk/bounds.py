"""The facts of a case whose extremes do not tell: what its open answers can lead to, followed through the diagrams."""

from __future__ import annotations

from collections.abc import Sequence

from riskscreen.engine.compose.meaning import Meaning
from riskscreen.engine.diagram.table import Table
from riskscreen.engine.facts import Facts
from riskscreen.engine.walk.case import Choices, possible_of
from riskscreen.engine.walk.reach import reach
from riskscreen.model.answer import Answer
from riskscreen.model.number import Exact, in_units, ratio
from riskscreen.model.truth import NO, UNDECIDED, YES, Truth

Span = tuple[int, int]


class Walked:
    """A case, and what can come out of anything in it."""

    def __init__(self, meaning: Meaning, entries: Sequence[Answer], between: Facts, units: Sequence[int]) -> None:
        self.meaning, self.between, self.units = meaning, between, units
        self.possible: list[Choices] = possible_of(meaning, entries)

    def mask(self, table: Table) -> tuple[int, bool]:
        """The mask of what can come out, and whether each of it really can.

        A part that took too many steps to compose stands at any of the values that the extremes leave to it.
        """
        mask = reach(table, table.roots[0], self.narrowed(table))
        return mask, mask & mask - 1 == 0 or not self.meaning.is_loose(table)

    def narrowed(self, table: Table) -> list[Choices]:
        """The choices left open at each level of a table, also where a part stands that has no diagram."""
        if not self.meaning.is_loose(table):
            return self.possible
        possible = [*self.possible, *[()] * (len(table.sizes) - len(self.possible))]
        for level in self.meaning.loose.keys() & set(table.level):
            possible[level] = self._left_to(level)
        return possible

    def truth(self, table: Table) -> Truth:
        """Whether something holds in all, some or no completions."""
        can_be = table.of(self.mask(table)[0])
        return UNDECIDED if len(can_be) > 1 else YES if can_be[0] else NO

    def ranks(self, outcome: str) -> tuple[tuple[int, ...], bool]:
        """The ranks that an outcome can have, lowest first, and whether each is known to occur."""
        table = self.meaning.outcome_table(outcome)
        mask, is_exact = self.mask(table)
        return table.of(mask), is_exact

    def numbers(self, scale: str) -> tuple[Exact, Exact, bool] | None:
        """The least and the most of a scale, and whether both are known to occur; None where there is no diagram."""
        table = self.meaning.number_table(scale)
        if table is None:
            return None
        mask, is_exact = self.mask(table)
        return *table.ends(mask), is_exact

    def _left_to(self, level: int) -> Choices:
        """The choices that the extremes leave to a part without a diagram."""
        loose = self.meaning.loose[level]
        kind, part = loose.part
        every = tuple(range(len(loose.values)))
        if kind == "reached":
            n = self.meaning.definition.scale_numbers[str(part)]
            low, high = (sum(cut.in_units(self.units[n]) <= end for cut in self.meaning.cut_offs(str(part)))
                         for end in self.between.scales[n])
            return every[low:high + 1]
        if kind == "rank":
            low, high = self.between.outcomes[self.meaning.definition.outcome_numbers[str(part)]]
            return every[low:high + 1]
        return every


def walked(case: Walked, between: Facts, mixed_scales: Sequence[bool], mixed_outcomes: Sequence[bool]) -> Facts:
    """The facts *between* two extremes, with what is mixed while it is open found by walks."""
    meaning, definition = case.meaning, case.meaning.definition
    scales, scales_exact = list(between.scales), [True] * len(between.scales)
    for n, scale in enumerate(definition.scales):
        if mixed_scales[n]:
            scales[n], scales_exact[n] = _span(case, n, scale.id)
    outcomes, outcomes_exact, rules = list(between.outcomes), [True] * len(between.outcomes), list(between.rules)
    for n, outcome in enumerate(definition.outcomes):
        if mixed_outcomes[n]:
            ranks, outcomes_exact[n] = case.ranks(outcome.id)
            outcomes[n] = ranks[0], ranks[-1]
        # No outcome depends on a rule for its lowest level, so what is mixed in the rule need not be so in the outcome.
        rules[n] = tuple(
            case.truth(meaning.rule_table(rule.when))
            if mixed_outcomes[n] or rule.level == outcome.levels[0].id else truth
            for rule, truth in zip(outcome.rules, between.rules[n], strict=True))
    return Facts(tuple(scales), tuple(rules), tuple(outcomes), between.always, between.maybe,
                 _unless_all(scales_exact), _unless_all(outcomes_exact), followed=True)


def _unless_all(exact: Sequence[bool]) -> tuple[bool, ...] | None:
    return None if all(exact) else tuple(exact)


def _span(case: Walked, n: int, scale: str) -> tuple[Span, bool]:
    found = case.numbers(scale)
    if found is None:
        return case.between.scales[n], False
    least, most, is_exact = found
    return (in_units(ratio(least), case.units[n]), in_units(ratio(most), case.units[n])), is_exact
