"""Which items can be taken at their extremes: for each, is one answer lowest, and one highest, in all that matters?

For something computed (a scale, a rule, an outcome), an item is *monotone* when one of its options is lowest in every
table that it enters, signs counted, and one is highest.  With only such items open, the two extremes together give the
exact bounds.  The others are *mixed*; while one of them is open, diagrams are walked instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import attrs

from riskscreen.engine.tables import ScoreTable
from riskscreen.model.condition import Condition, ItemCondition, OutcomeCondition, ScaleCondition
from riskscreen.model.definition import Definition
from riskscreen.model.scale import Combine, Highest, Lookup, Points

UP, DOWN = 1, -1
BOTH = (UP, DOWN)
Sign = int
ReadTable = tuple[str, ...] | ItemCondition
Needs = dict[ReadTable, set[Sign]]
NeedsKey = frozenset[tuple[ReadTable, frozenset[Sign]]]

MOST_COMPARED = 1_000_000
_COST_OF_A_CONDITION = 10


@attrs.frozen
class Mixed:
    """For each scale and outcome, the mixed items, as a set of bits: bit n is scored item n.

    ``rules`` has the same for each rule that no outcome depends on, since it is for a lowest level.
    """

    scales: tuple[int, ...]
    rules: tuple[int, ...]
    outcomes: tuple[int, ...]

    @property
    def anywhere(self) -> int:
        """The items that are mixed in something."""
        union = 0
        for bits in (*self.scales, *self.outcomes, *self.rules):
            union |= bits
        return union


class Polarity:
    """Follows what depends on what in an instrument, keeping the sign.

    A table is a scale that reads items, ``(scale id,)``, or a condition on an item.  *Needs* say in which tables
    something depends on the items, and in which directions.

    Past a budget of scores to compare, every item counts as mixed, which is safe: diagrams are walked, or bounds
    are said to be inexact.
    """

    def __init__(self, definition: Definition, tables: Mapping[str, ScoreTable],
                 gates: Sequence[tuple[Condition, ...]]) -> None:
        self.items = definition.scored_items
        self.definition = definition
        self.scales = {scale.id: scale for scale in definition.scales}
        self.outcomes = {outcome.id: outcome for outcome in definition.outcomes}
        self.tables = tables
        self.gates = gates
        self.lowest = {name: min((score for row in table.scores.values() for score in row if score is not None),
                                 default=0) for name, table in tables.items()}

    def mixed_everywhere(self) -> Mixed:
        """Compare the options of every item over everything that each result depends on."""
        budget, found = _Budget(), dict[NeedsKey, int]()

        def mixed(needs: _Needs) -> int:
            if budget.left < 0:  # then the needs themselves may not be whole
                return (1 << len(self.items)) - 1
            key = frozenset((table, frozenset(signs)) for table, signs in needs.tables.items())
            if key not in found:
                found[key] = self._mixed(needs, budget)
            return found[key]

        return Mixed(
            tuple(mixed(_Needs(self, budget).of_scale(scale.id, UP)) for scale in self.definition.scales),
            tuple(mixed(_Needs(self, budget).of_condition(rule.when, UP)) for outcome in self.definition.outcomes
                  for rule in outcome.rules if rule.level == outcome.levels[0].id),
            tuple(mixed(_Needs(self, budget).of_outcome(outcome.id, UP, 1)) for outcome in self.definition.outcomes),
        )

    def _mixed(self, needs: _Needs, budget: _Budget) -> int:
        """The items that have no joint lowest or highest answer, last item first: a gate passes its need on."""
        bits = 0
        for n in reversed(range(len(self.items))):
            is_mixed, signs = self._compared(needs, n, budget) if budget.left > 0 else (True, BOTH)
            bits |= is_mixed << n
            for sign in signs:
                for gate in self.gates[n]:
                    needs.of_condition(gate, sign)
        return bits

    def _compared(self, needs: _Needs, n: int, budget: _Budget) -> tuple[bool, tuple[Sign, ...]]:
        """Whether item *n* is mixed, and the directions in which it matters whether it applies."""
        scales = needs.scales
        tables: list[ReadTable] = [table for table in scales if n in self.tables[table[0]].scores]
        tables += needs.conditions.get(n, ())
        budget.left -= _COST_OF_A_CONDITION + len(scales) + len(tables) * len(self.items[n].response.choices)
        if not tables:
            return False, ()
        if any(self._has_no_order(table, n) for table in tables):
            return True, BOTH
        rows = [row if sign == UP else tuple(-score for score in row) for table in tables
                for row in (self._row(table, n),) for sign in needs.tables[table]]
        is_mixed = len(rows) > 1 and not (_has_joint(min, rows) and _has_joint(max, rows))
        return is_mixed, _gate_signs(rows) if self.gates[n] else ()

    def _row(self, table: ReadTable, n: int) -> tuple[int, ...]:
        """What each choice of item *n*, which is in the table, adds there."""
        if isinstance(table, ItemCondition):
            return tuple(int(choice.id in table.options) for choice in self.items[n].response.choices)
        return tuple(score or 0 for score in self.tables[table[0]].scores[n])

    def _has_no_order(self, table: ReadTable, n: int) -> bool:
        """Whether leaving the item out is neither lowest nor highest, whatever its scores."""
        if isinstance(table, ItemCondition):
            return False
        scale, is_gated = self.scales[table[0]], bool(self.gates[n])
        if isinstance(scale.formula, Highest):
            return self.lowest[table[0]] < 0 and (is_gated or None in self.tables[table[0]].scores[n])
        return scale.missing is not None and is_gated


class _Budget:
    """How many scores may still be compared."""

    def __init__(self) -> None:
        self.left = MOST_COMPARED


class _Needs:
    """The tables that something depends on, each with its signs; everything is followed once, while a budget lasts."""

    def __init__(self, polarity: Polarity, budget: _Budget) -> None:
        self.polarity = polarity
        self.budget = budget
        self.tables: Needs = defaultdict(set)
        self.scales: list[tuple[str, ...]] = []
        self.conditions: dict[int, list[ItemCondition]] = defaultdict(list)
        self._followed: set[tuple[object, ...]] = set()

    def of_condition(self, condition: Condition, sign: Sign) -> _Needs:
        """Add what a condition depends on."""
        if self._is_spent():
            return self
        if isinstance(condition, ItemCondition):
            self._of_item(condition, sign)
        elif isinstance(condition, ScaleCondition):
            if condition.at_least is not None:
                self.of_scale(condition.scale, sign)
            if condition.at_most is not None:
                self.of_scale(condition.scale, -sign)
        elif isinstance(condition, OutcomeCondition):
            rank = self.polarity.outcomes[condition.outcome].level(condition.level).rank
            if condition.comparison != "at_most":
                self.of_outcome(condition.outcome, sign, rank)
            if condition.comparison != "at_least":
                self.of_outcome(condition.outcome, -sign, rank + 1)
        else:
            for part in condition.parts:
                self.of_condition(part, -sign if condition.kind == "not" else sign)
        return self

    def _is_spent(self) -> bool:
        self.budget.left -= _COST_OF_A_CONDITION
        return self.budget.left < 0

    def _of_item(self, condition: ItemCondition, sign: Sign) -> None:
        if condition not in self.tables:
            self.conditions[self.polarity.definition.scored_numbers[condition.item]].append(condition)
        self.tables[condition].add(sign)

    def of_outcome(self, name: str, sign: Sign, rank: int) -> _Needs:
        """Add what it depends on that an outcome reaches a rank; every outcome reaches the lowest."""
        if rank > 0 and self._is_new(name, sign, rank):
            outcome = self.polarity.outcomes[name]
            for rule in outcome.rules:
                if rule.rank >= rank:
                    self.of_condition(rule.when, sign)
        return self

    def of_scale(self, name: str, sign: Sign) -> _Needs:
        """Add what a scale depends on."""
        if not self._is_new(name, sign):
            return self
        formula = self.polarity.scales[name].formula
        if isinstance(formula, Points):
            for condition, score in formula.entries:
                self.of_condition(condition, sign if score > 0 else -sign)
        elif isinstance(formula, Combine):
            for scale, times, _ in formula.terms:
                self.of_scale(scale, sign if times > 0 else -sign)
        elif isinstance(formula, Lookup):
            numbers = [number for _, number in formula.rows]
            for direction in BOTH:
                steps = zip(numbers, numbers[1:], strict=False)
                if any(after > before if direction == UP else after < before for before, after in steps):
                    self.of_scale(formula.scale, sign * direction)
        else:
            if (name,) not in self.tables:
                self.scales.append((name,))
            self.tables[name,].add(sign)
        return self

    def _is_new(self, *step: object) -> bool:
        is_new = step not in self._followed
        self._followed.add(step)
        return is_new


def _has_joint(extreme: Callable[[tuple[int, ...]], int], rows: list[tuple[int, ...]]) -> bool:
    """Whether one choice is the least, or the most, in every row at once."""
    choices = list(range(len(rows[0])))
    for row in rows:
        end = extreme(row)
        choices = [choice for choice in choices if row[choice] == end]
    return bool(choices)


def _gate_signs(rows: list[tuple[int, ...]]) -> tuple[Sign, ...]:
    """Whether letting the item apply can only raise, or only lower, what it enters."""
    lowest, highest = min(map(min, rows)), max(map(max, rows))
    return (UP,) if lowest >= 0 else (DOWN,) if highest <= 0 else BOTH
