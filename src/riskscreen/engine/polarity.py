"""Which items can be taken at their extremes: for each, is one answer lowest, and one highest, in all that matters?

For something computed (a scale, a rule, an outcome), an item is *monotone* when one of its options is lowest in every
table that it enters, signs counted, and one is highest.  With only such items open, the two extremes together give the
exact bounds.  The others are *mixed*; while one of them is open, the reachable states are followed instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from riskscreen.engine.tables import ScoreTable, scored_items
from riskscreen.model.condition import Condition, ItemCondition, OutcomeCondition, ScaleCondition
from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Outcome
from riskscreen.model.scale import Combine, Highest, Lookup, Points
from riskscreen.model.value import Value, value

UP, DOWN = 1, -1
BOTH = (UP, DOWN)
Sign = int
Table = tuple[str, ...] | ItemCondition
Needs = dict[Table, set[Sign]]


@value
class Mixed(Value):
    """For each scale, rule and outcome, the mixed items, as a set of bits: bit n is scored item n."""

    scales: tuple[int, ...]
    rules: tuple[tuple[int, ...], ...]
    outcomes: tuple[int, ...]

    @property
    def anywhere(self) -> int:
        """The items that are mixed in something."""
        union = 0
        for bits in (*self.scales, *self.outcomes, *(bits for rules in self.rules for bits in rules)):
            union |= bits
        return union


def mixed_items(definition: Definition, tables: Mapping[str, ScoreTable],
                gates: Sequence[tuple[Condition, ...]]) -> Mixed:
    """Compare the options of every item over everything that each result depends on."""
    polarity = _Polarity(definition, tables, gates)
    return Mixed(
        tuple(polarity.mixed(polarity.of_scale(scale.id, UP)) for scale in definition.scales),
        tuple(tuple(polarity.mixed(polarity.of_condition(rule.when, UP)) for rule in outcome.rules)
              for outcome in definition.outcomes),
        tuple(polarity.mixed(polarity.of_outcome(outcome.id, UP)) for outcome in definition.outcomes),
    )


Need = tuple[Table, Sign]


class _Polarity:
    """Follows what depends on what, keeping the sign."""

    def __init__(self, definition: Definition, tables: Mapping[str, ScoreTable],
                 gates: Sequence[tuple[Condition, ...]]) -> None:
        self.items = scored_items(definition)
        self.positions = {item.id: n for n, item in enumerate(self.items)}
        self.scales = {scale.id: scale for scale in definition.scales}
        self.outcomes = {outcome.id: outcome for outcome in definition.outcomes}
        self.tables = tables
        self.gates = gates

    def of_condition(self, condition: Condition, sign: Sign) -> Iterator[Need]:
        if isinstance(condition, ItemCondition):
            yield condition, sign
        elif isinstance(condition, ScaleCondition):
            if condition.at_least is not None:
                yield from self.of_scale(condition.scale, sign)
            if condition.at_most is not None:
                yield from self.of_scale(condition.scale, -sign)
        elif isinstance(condition, OutcomeCondition):
            for direction in _directions(condition, self.outcomes[condition.outcome]):
                yield from self.of_outcome(condition.outcome, sign * direction)
        else:
            turned = -sign if condition.kind == "not" else sign
            for part in condition.parts:
                yield from self.of_condition(part, turned)

    def of_outcome(self, name: str, sign: Sign) -> Iterator[Need]:
        for rule in self.outcomes[name].rules:
            yield from self.of_condition(rule.when, sign)

    def of_scale(self, name: str, sign: Sign) -> Iterator[Need]:
        formula = self.scales[name].formula
        if isinstance(formula, Points):
            for condition, score in formula.entries:
                yield from self.of_condition(condition, sign if score > 0 else -sign)
        elif isinstance(formula, Combine):
            for scale, times, _ in formula.terms:
                yield from self.of_scale(scale, sign if times > 0 else -sign)
        elif isinstance(formula, Lookup):
            numbers = [number for _, number in formula.rows]
            for direction in BOTH:
                steps = [(after - before) * direction for before, after in zip(numbers, numbers[1:], strict=False)]
                if any(step > 0 for step in steps):
                    yield from self.of_scale(formula.scale, sign * direction)
        else:
            yield (name,), sign

    def mixed(self, needs: Iterable[Need]) -> int:
        """The items that have no joint lowest or highest answer, last item first: a gate passes its need on."""
        wanted: Needs = defaultdict(set)
        for table, sign in needs:
            wanted[table].add(sign)
        bits = 0
        for n in reversed(range(len(self.items))):
            rows = [tuple(sign * score for score in row) for table, signs in wanted.items()
                    if (row := self._row(table, n)) for sign in signs]
            breaks_ties = any(self._has_no_order(table, n) for table in wanted)
            if rows and (breaks_ties or not (_has_joint(min, rows) and _has_joint(max, rows))):
                bits |= 1 << n
            if rows:
                for sign in BOTH if breaks_ties else _gate_signs(rows):
                    for gate in self.gates[n]:
                        for table, direction in self.of_condition(gate, sign):
                            wanted[table].add(direction)
        return bits

    def _row(self, table: Table, n: int) -> tuple[int, ...]:
        """What each choice of item *n* adds in a table; empty where the item is not in it."""
        if isinstance(table, ItemCondition):
            if self.positions[table.item] != n:
                return ()
            return tuple(int(choice.id in table.options) for choice in self.items[n].response.choices)
        return tuple(score or 0 for score in self.tables[table[0]].scores.get(n, ()))

    def _has_no_order(self, table: Table, n: int) -> bool:
        """Whether leaving the item out is neither lowest nor highest, whatever its scores."""
        if isinstance(table, ItemCondition):
            return False
        scale, row = self.scales[table[0]], self.tables[table[0]].scores.get(n)
        if row is None:
            return False
        is_gated = bool(self.gates[n])
        if isinstance(scale.formula, Highest):
            every = [score for scores in self.tables[table[0]].scores.values() for score in scores if score is not None]
            return min(every, default=0) < 0 and (is_gated or None in row)
        return scale.missing is not None and is_gated


def _directions(condition: OutcomeCondition, outcome: Outcome) -> tuple[Sign, ...]:
    rank = next(level.rank for level in outcome.levels if level.id == condition.level)
    if condition.comparison == "at_least" or (condition.comparison == "is" and rank == len(outcome.levels) - 1):
        return (UP,)
    if condition.comparison == "at_most" or rank == 0:
        return (DOWN,)
    return BOTH


def _has_joint(extreme: object, rows: list[tuple[int, ...]]) -> bool:
    """Whether one choice is the least, or the most, in every row at once."""
    assert callable(extreme)
    return any(all(row[choice] == extreme(row) for row in rows) for choice in range(len(rows[0])))


def _gate_signs(rows: list[tuple[int, ...]]) -> tuple[Sign, ...]:
    """Whether letting the item apply can only raise, or only lower, what it enters."""
    lowest, highest = min(map(min, rows)), max(map(max, rows))
    return (UP,) if lowest >= 0 else (DOWN,) if highest <= 0 else BOTH
