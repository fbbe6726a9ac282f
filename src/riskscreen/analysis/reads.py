"""Which numbers something can tell apart in what answers add to: the less it can, the fewer states there are to follow.

A column is read at *cut-offs*: a number at or above one can be told from a number below it.  Numbers between the same
cut-offs mean the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import TypeAlias

from riskscreen.engine.compile import Compiled
from riskscreen.engine.frame import Frame
from riskscreen.engine.spans import distinct_scores
from riskscreen.model.condition import Condition, ItemCondition, OutcomeCondition, ScaleCondition, leaves_of
from riskscreen.model.number import highest_within, lowest_reaching
from riskscreen.model.scale import Combine, Count, Formula, Highest, Lookup, Points, Sum

CutOffs: TypeAlias = "frozenset[int] | None"
"""The cut-offs that a column is read at; None where every number counts."""

ONE = frozenset((1,))


class Reads:
    """The columns that outcomes and scales depend on, each with the cut-offs that it is read at.

    ``beside`` adds the numbers so far below and above every cut-off of a condition, for moving them; those of *only*
    one scale where one is named.
    """

    def __init__(self, compiled: Compiled, *, beside: int = 0, only: str | None = None) -> None:
        self.compiled = compiled
        self.columns: dict[object, CutOffs] = {}
        self.scales: set[int] = set()
        self._beside = range(-beside, beside + 1)
        self._only = only
        self._numbers = {scale.id: n for n, scale in enumerate(compiled.definition.scales)}
        self._ranks = {outcome.id: n for n, outcome in enumerate(compiled.definition.outcomes)}
        self._followed: set[tuple[str, int, CutOffs]] = set()

    def of_outcomes(self, outcomes: Iterable[int]) -> Reads:
        """Add what these outcomes depend on."""
        for n in outcomes:
            if self._is_new("outcome", n, None):
                for rule in self.compiled.definition.outcomes[n].rules:
                    self.of_condition(rule.when)
        return self

    def of_condition(self, condition: Condition) -> Reads:
        """Add what a condition depends on."""
        for leaf in leaves_of(condition):
            if isinstance(leaf, ItemCondition):
                self._column(leaf, ONE)
            elif isinstance(leaf, OutcomeCondition):
                self.of_outcomes((self._ranks[leaf.outcome],))
            else:
                n = self._numbers[leaf.scale]
                self.of_scale(n, self._cut_offs(leaf, self.compiled.units[n]))
        return self

    def of_scale(self, n: int, cut_offs: CutOffs = None) -> Reads:
        """Add what a scale depends on that is read at these cut-offs, in its own units."""
        self.scales.add(n)
        if self._is_new("scale", n, cut_offs):
            scale = self.compiled.definition.scales[n]
            has_column = ("total", scale.id) in self.compiled.layout.columns
            (Reads._added if has_column else _FORMULAS[type(scale.formula)])(self, n, scale.formula, cut_offs)
        return self

    def _cut_offs(self, condition: ScaleCondition, unit: int) -> frozenset[int]:
        low, high = condition.at_least, condition.at_most
        beside = self._beside if self._only in (None, condition.scale) else (0,)
        reaching = () if low is None else {lowest_reaching(low, unit) + by * unit for by in beside}
        beyond = () if high is None else {highest_within(high, unit) + 1 + by * unit for by in beside}
        return frozenset((*reaching, *beyond))

    def _added(self, n: int, _: Formula, cut_offs: CutOffs) -> None:
        key = "total", self.compiled.definition.scales[n].id
        if cut_offs is None:
            return self._column(key, None)
        field, layout, span = self.compiled.layout.fields[key], self.compiled.layout, self.compiled.spans[n]

        def number(total: int) -> int:
            state = layout.empty + (total << field.offset)
            return span(Frame(state, state))[0]

        totals = range(-field.bias, field.mask - field.bias + 1)
        found = (bisect_left(totals, cut_off, key=number) for cut_off in cut_offs)
        return self._column(key, frozenset(totals[place] for place in found if place < len(totals)))

    def _highest(self, n: int, _: Formula, __: CutOffs) -> None:
        name = self.compiled.definition.scales[n].id
        for score in distinct_scores(self.compiled.tables[name]):
            self._column(("reaches", name, score), ONE)

    def _points(self, _: int, formula: Formula, __: CutOffs) -> None:
        assert isinstance(formula, Points)
        for condition, _score in formula.entries:
            self.of_condition(condition)

    def _combined(self, _: int, formula: Formula, __: CutOffs) -> None:
        assert isinstance(formula, Combine)
        for name, _times, _over in formula.terms:
            self.of_scale(self._numbers[name])

    def _looked_up(self, _: int, formula: Formula, __: CutOffs) -> None:
        assert isinstance(formula, Lookup)
        n = self._numbers[formula.scale]
        unit = self.compiled.units[n]
        self.of_scale(n, frozenset(lowest_reaching(start, unit) for start, _ in formula.rows[1:]))

    def _column(self, key: object, cut_offs: CutOffs) -> None:
        known = self.columns.get(key, frozenset())
        self.columns[key] = None if known is None or cut_offs is None else known | cut_offs

    def _is_new(self, kind: str, n: int, cut_offs: CutOffs) -> bool:
        step = kind, n, cut_offs
        is_new = step not in self._followed
        self._followed.add(step)
        return is_new


_FORMULAS: dict[type, Callable[[Reads, int, Formula, CutOffs], None]] = {
    Sum: Reads._added,
    Count: Reads._added,
    Highest: Reads._highest,
    Points: Reads._points,
    Combine: Reads._combined,
    Lookup: Reads._looked_up,
}
