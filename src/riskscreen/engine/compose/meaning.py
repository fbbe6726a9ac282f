"""What an instrument means, as diagrams, each composed when a question first needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import RLock

import attrs

from riskscreen.engine.compose.composed import Composed, ComposedPart
from riskscreen.engine.compose.parts import GIVEN, MISSING
from riskscreen.engine.compose.roles import roles_of, side_by_side
from riskscreen.engine.diagram.nodes import Diagrams, Node, TooLarge
from riskscreen.engine.diagram.order import order_of
from riskscreen.engine.diagram.table import Table
from riskscreen.engine.tables import ScoreTable
from riskscreen.model.condition import Condition, ItemCondition, leaves_of
from riskscreen.model.definition import Definition

MOST_STEPS = 400_000  # for one question
MOST_STEPS_IN_ALL = 1_000_000


@attrs.frozen
class Loose:
    """A variable that stands for a part which took too many steps: which part, and what its choices mean."""

    part: ComposedPart
    values: tuple[object, ...]


class Meaning(Composed):
    """Diagrams for the gates, scales, rules and outcomes of a definition; all share their nodes.

    The variables are the scored items in an order of their own, each at its ``level``; an item that a rule for missing
    answers reads has a variable in front of it, ``given``.  ``last[level]`` is the last level of a level's item.

    A part that takes more steps than there are becomes a variable of its own (``loose``), which may stand at any of its
    values: what is made of it is sound, and not exact.  What was composed is kept; it changes no result.
    """

    def __init__(self, definition: Definition, tables: Mapping[str, ScoreTable]) -> None:
        super().__init__(definition, tables, definition.scales)
        self.left_in_all = MOST_STEPS_IN_ALL
        self.loose: dict[int, Loose] = {}
        self._tables: dict[ComposedPart, Table | None] = {}
        self._lock = RLock()
        self.roles = roles_of(definition, self.items, tables, self.gates)
        self.order = side_by_side(order_of(len(self.items), list(self._meetings()),
                                           [self._read(gates) for gates in self.gates]), self.roles)
        self.level, self.given, self.last, sizes = self._levels()
        self.at_level = {level: n for n, level in enumerate(self.level)}
        self.nodes = Diagrams(sizes)

    # what can be asked for: tables to walk

    def outcome_table(self, name: str) -> Table:
        """The rank of an outcome."""
        table = self._table(("outcome", name), lambda: self.outcome(name))
        assert table is not None
        return table

    def rule_table(self, condition: Condition) -> Table:
        """Whether a condition holds."""
        table = self._table(("condition", condition), lambda: self.condition(condition))
        assert table is not None
        return table

    def gates_table(self, conditions: tuple[Condition, ...]) -> Table:
        """Whether all of these conditions hold, under which an item or a section applies."""
        table = self._table(("gates", conditions), lambda: self._all_of(conditions))
        assert table is not None
        return table

    def claim_table(self, outcome: str, low: int, high: int) -> Table:
        """Whether an outcome has a rank from *low* to *high*."""
        part = "claim", (outcome, low, high)
        table = self._table(part, lambda: self._once(part, lambda: self.nodes.map(
            lambda rank: low <= rank <= high, self.outcome(outcome)), (False, True)))
        assert table is not None
        return table

    def number_table(self, scale: str) -> Table | None:
        """The number of a scale; None where it takes too many steps."""
        return self._table(("number", scale), lambda: self.number(scale))

    def _table(self, part: ComposedPart, root: Callable[[], Node]) -> Table | None:
        if part not in self._tables:
            with self._lock:
                if part not in self._tables:
                    self._tables[part] = self._composed(root)
        return self._tables[part]

    def _composed(self, root: Callable[[], Node]) -> Table | None:
        self.nodes.left = steps = min(MOST_STEPS, self.left_in_all)
        try:
            return Table(self.nodes, [root()], self.last)
        except TooLarge:
            return None
        finally:
            self.left_in_all -= steps - self.nodes.left

    def is_loose(self, table: Table) -> bool:
        """Whether parts without a diagram stand open in a table, so that what it says is sound and may not be exact."""
        return bool(self.loose) and not self.loose.keys().isdisjoint(table.level)

    def levels_of(self, item: int) -> tuple[int, ...]:
        """The levels of an item, the one that says whether it was given first, where there is one."""
        return (self.given[item], self.level[item]) if item in self.given else (self.level[item],)

    # parts, as those who compose read them

    def answered(self, item: int, of: Callable[[int], object]) -> Node:
        """What an item's answer comes to, by the number of its choice."""
        n_choices = len(self.items[item].response.choices)
        return self.nodes.node(self.level[item], [self.nodes.end(of(choice)) for choice in range(n_choices)])

    def was_given(self, item: int, given: Node, missing: Node) -> Node:
        """One diagram where the rater gave an answer, another where not."""
        kids = {GIVEN: given, MISSING: missing}
        return self.nodes.node(self.given[item], [kids[choice] for choice in sorted(kids)])

    def _once(self, part: ComposedPart, make: Callable[[], Node], values: Iterable[object]) -> Node:
        """What was made before or is made now; where seven eighths of the steps left do not do, an open variable."""
        if part not in self._made:
            before = self.nodes.left
            self.nodes.left = own = max(before * 7 // 8, 0)
            try:
                self._made[part] = make()
                self.nodes.left += before - own
            except TooLarge:
                self.nodes.left = before - own
                self._made[part] = self._loosened(part, tuple(values))
        return self._made[part]

    def _loosened(self, part: ComposedPart, values: tuple[object, ...]) -> Node:
        level = self.nodes.new_variable(len(values))
        self.last.append(level)
        self.loose[level] = Loose(part, values)
        self.nodes.left = max(self.nodes.left, 0) + 1  # for itself
        return self.nodes.node(level, [self.nodes.end(value) for value in values])

    # variables

    def _levels(self) -> tuple[list[int], dict[int, int], list[int], list[int]]:
        under = {n for scale in self.definition.scales if scale.missing for n in self.tables[scale.id].scores}
        level, given, last, sizes = [0] * len(self.items), dict[int, int](), list[int](), list[int]()
        for n in self.order:
            if n in under:
                given[n] = len(sizes)
                sizes.append(2)
                last.append(len(sizes))
            level[n] = len(sizes)
            last.append(len(sizes))
            sizes.append(len(self.items[n].response.choices))
        return level, given, last, sizes

    def _meetings(self) -> Iterator[set[int]]:
        """Sets of items that are read together."""
        for scale in self.definition.scales:
            if scale.id in self.tables:
                yield set(self.tables[scale.id].scores)
            for when in scale.formula.conditions:
                yield self._read([when])
        for outcome in self.definition.outcomes:
            for rule in outcome.rules:
                yield self._read([rule.when])

    def _read(self, conditions: Iterable[Condition]) -> set[int]:
        """The items that conditions name themselves."""
        return {self.positions[leaf.item] for condition in conditions for leaf in leaves_of(condition)
                if isinstance(leaf, ItemCondition)}
