"""What composing one part of a definition reads of the parts before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from riskscreen.engine.compose.cut_offs import AskedCutOff
from riskscreen.engine.diagram.nodes import Diagrams, Node
from riskscreen.engine.tables import ScoreTable
from riskscreen.model.condition import Condition
from riskscreen.model.item import Item
from riskscreen.model.outcome import Outcome
from riskscreen.model.scale import Scale

GIVEN, MISSING = 0, 1  # the choices of the variable in front of an item that a rule for missing answers reads


class Parts(Protocol):
    """Diagrams of earlier parts; scored items are known by their number."""

    nodes: Diagrams
    tables: Mapping[str, ScoreTable]
    scales: Mapping[str, Scale]
    outcomes: Mapping[str, Outcome]
    items: tuple[Item, ...]
    positions: Mapping[str, int]

    def applies(self, item: int) -> Node:
        """Whether an item applies."""

    def answered(self, item: int, of: Callable[[int], object]) -> Node:
        """What an item's answer comes to, by the number of its choice, whether or not the item applies."""

    def chosen(self, item: int, options: Sequence[str]) -> Node:
        """Whether an item's answer is one of these, whether or not the item applies."""

    def was_given(self, item: int, given: Node, missing: Node) -> Node:
        """One diagram where the rater gave an answer, another where not."""

    def condition(self, condition: Condition) -> Node:
        """Whether a condition holds."""

    def cut_offs(self, scale: str) -> Sequence[AskedCutOff]:
        """The cut-offs of a scale that something reads."""

    def reached(self, scale: str) -> Node:
        """How many of its cut-offs a scale reaches."""

    def number(self, scale: str) -> Node:
        """The number of a scale."""

    def outcome(self, name: str) -> Node:
        """The rank of an outcome."""
