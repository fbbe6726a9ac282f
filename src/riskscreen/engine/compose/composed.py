"""The parts of a definition as diagrams, each made once, whatever the variables are that its answers are read from."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence

from riskscreen.engine.compose.conditions import condition_diagram
from riskscreen.engine.compose.cut_offs import AskedCutOff, cut_offs_of
from riskscreen.engine.compose.scales import scale_diagram
from riskscreen.engine.conditions import conditions_of, gates_of
from riskscreen.engine.diagram.nodes import Diagrams, Node
from riskscreen.engine.tables import ScoreTable
from riskscreen.model.condition import Condition, leaves_of
from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Outcome
from riskscreen.model.scale import Scale

ComposedPart = tuple[str, object]


class Composed(ABC):
    """What definitions have in common, however they are composed; scored items are known by their number."""

    nodes: Diagrams

    def __init__(self, definition: Definition, tables: Mapping[str, ScoreTable], scales: Iterable[Scale]) -> None:
        self.definition, self.tables = definition, tables
        self.items, self.positions = definition.scored_items, definition.scored_numbers
        self.scales: Mapping[str, Scale] = {scale.id: scale for scale in scales}
        self.outcomes: Mapping[str, Outcome] = {outcome.id: outcome for outcome in definition.outcomes}
        self.choices: Sequence[Mapping[str, int]] = [
            {choice.id: c for c, choice in enumerate(item.response.choices)} for item in self.items]
        self.gates = gates_of(definition)
        self._cut_offs = dict(cut_offs_of(leaf for condition in conditions_of(definition)
                                          for leaf in leaves_of(condition)))
        self._made: dict[ComposedPart, Node] = {}

    @abstractmethod
    def answered(self, item: int, of: Callable[[int], object]) -> Node:
        """What an item's answer comes to, by the number of its choice."""

    @abstractmethod
    def was_given(self, item: int, given: Node, missing: Node) -> Node:
        """One diagram where the rater gave an answer, another where not."""

    @abstractmethod
    def _once(self, part: ComposedPart, make: Callable[[], Node], values: Iterable[object]) -> Node:
        """What was made of a part before, or is made now; *values* are all that it can come to."""

    def applies(self, item: int) -> Node:
        """Whether an item applies."""
        return self._all_of(self.gates[item])

    def _all_of(self, gates: tuple[Condition, ...]) -> Node:
        if not gates:
            return self.nodes.true
        return self._once(("gates", gates), lambda: self.nodes.every([self.condition(gate) for gate in gates]),
                          (False, True))

    def chosen(self, item: int, options: Sequence[str]) -> Node:
        """Whether an item's answer is one of these."""
        choices = self.items[item].response.choices
        return self.answered(item, lambda choice: choices[choice].id in options)

    def condition(self, condition: Condition) -> Node:
        """Whether a condition holds."""
        return self._once(("holds", condition), lambda: condition_diagram(self, condition), (False, True))

    def cut_offs(self, scale: str) -> Sequence[AskedCutOff]:
        """The cut-offs of a scale that something reads."""
        return self._cut_offs.get(scale, ())

    def reached(self, scale: str) -> Node:
        """How many of its cut-offs a scale reaches."""
        cut_offs = self.cut_offs(scale)
        return self._once(("reached", scale), lambda: scale_diagram(self, self.scales[scale], cut_offs),
                          range(len(cut_offs) + 1))

    def number(self, scale: str) -> Node:
        """The number of a scale.

        Raises:
            TooLarge: Where it takes too many steps; what it can be is then known from intervals alone.
        """
        part = "value", scale
        if part not in self._made:
            self._made[part] = scale_diagram(self, self.scales[scale], None)
        return self._made[part]

    def outcome(self, name: str) -> Node:
        """The rank of an outcome: the highest that a rule which holds is enough for."""
        return self._once(("rank", name), lambda: self._outcome(self.outcomes[name]),
                          range(len(self.outcomes[name].levels)))

    def _outcome(self, outcome: Outcome) -> Node:
        found = self.nodes.end(0)
        for rule in sorted(outcome.rules, key=lambda rule: rule.rank):
            found = self.nodes.ite(self.condition(rule.when), self.nodes.end(rule.rank), found)
        return found
