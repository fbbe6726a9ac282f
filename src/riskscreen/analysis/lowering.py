"""Whether a higher answer to one item can ever lower the level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from riskscreen.analysis.diagram import Diagram, Followed
from riskscreen.engine.compile import Compiled
from riskscreen.engine.polarity import Table
from riskscreen.model.condition import ItemCondition
from riskscreen.model.item import Item
from riskscreen.model.scale import Count

Two: TypeAlias = "tuple[int, int]"
Choices = dict[int, int]


class Lowering:
    """Pairs of answer sets of a diagram that differ in one item, and in what applies because of it."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self._rising = _never_lowering(diagram.reached.compiled)
        starts: list[set[Two]] = [set() for _ in diagram.layers]
        for item, layer in diagram.layer_of.items():
            starts[layer + 1].update((low_to, high_to) for *_, low_to, high_to in self._rises(item))
        labels = diagram.labels
        self._pairs = Followed(starts, self._after, lambda pair: labels[pair[0]] > labels[pair[1]])

    @property
    def is_complete(self) -> bool:
        """Whether all could be followed; where not, nothing here counts."""
        return self._pairs.is_complete

    def example(self, item: int) -> tuple[Choices, Choices] | None:
        """Two answer sets: the second has the answer with the higher score, and a lower level."""
        layer = self.diagram.layer_of[item]
        for node, low, high, low_to, high_to in self._rises(item):
            if self._pairs.ways(layer + 1, (low_to, high_to)):
                chosen, _ = self._pairs.descent(layer + 1, (low_to, high_to))
                before = self.diagram.before(layer, node)
                return (before | {item: low} | self.diagram.after(layer + 1, low_to, chosen),
                        before | {item: high} | self.diagram.after(layer + 1, high_to, chosen))
        return None

    def _rises(self, item: int) -> Iterator[tuple[int, int, int, int, int]]:
        """Each node with two choices, the second with the higher score, and where they lead."""
        scores = scores_of(self.diagram.reached.compiled, item)
        rises = [(low, high) for low in scores for high in scores if scores[low] < scores[high]]
        layer = self.diagram.layer_of[item]
        for node, edges in self.diagram.forks(item) if rises and item not in self._rising else ():
            for low, high in rises:
                if self._may_lower(layer + 1, edges[low], edges[high]):
                    yield node, low, high, edges[low], edges[high]

    def _may_lower(self, layer: int, node: int, other: int) -> bool:
        nodes = self.diagram.layers[layer]
        return node != other and nodes.highest[node] > nodes.lowest[other]

    def _after(self, layer: int, pair: Two) -> list[tuple[int | None, Two]]:
        """What follows for both, where the item is answered the same if it applies to both."""
        found: list[tuple[int | None, Two]] = []
        for choice, to in self.diagram.edges(layer, pair[0]):
            for own, other_to in self.diagram.edges(layer, pair[1]):
                is_same = choice is None or own is None or choice == own
                if is_same and self._may_lower(layer + 1, to, other_to):
                    found.append((own if choice is None else choice, (to, other_to)))
        return found


def _never_lowering(compiled: Compiled) -> set[int]:
    """Items of which the definition itself shows it.

    A higher answer adds no less wherever more can raise a level, and no more wherever more can lower one.
    """
    definition = compiled.definition
    needs, _ = compiled.polarity.needs_of_reaching(definition.result, 1)
    found = set()
    for n, item in enumerate(compiled.items):
        scores = scores_of(compiled, n)
        order = sorted(scores, key=scores.__getitem__)
        rows = [(row, signs) for table, signs in needs.items() if (row := _row(compiled, table, item, n)) is not None]
        if all(sign * row[low] <= sign * row[high] for row, signs in rows for sign in signs
               for low in order for high in order if scores[low] < scores[high]):
            found.add(n)
    return found


def _row(compiled: Compiled, table: Table, item: Item, n: int) -> tuple[int, ...] | None:
    """What each choice of an item adds to a table, if the item is in it."""
    if isinstance(table, ItemCondition):
        return tuple(int(choice.id in table.options) for choice in item.response.choices) \
            if table.item == item.id else None
    row = compiled.tables[table[0]].scores.get(n)
    return None if row is None else tuple(score or 0 for score in row)


def scores_of(compiled: Compiled, item: int) -> Mapping[int, int]:
    """What orders the choices of an item: their scores, or, where these are all the same, how many scales count each.

    Whole numbers in the order of the scores; a choice that takes the item out has no place in it.
    """
    choices = compiled.items[item].response.choices
    numbers = {c: choice.score for c, choice in enumerate(choices) if not choice.not_applicable}
    if len(set(numbers.values())) > 1:
        ranks = {score: rank for rank, score in enumerate(sorted(set(numbers.values())))}
        return {c: ranks[score] for c, score in numbers.items()}
    rows = [compiled.tables[scale.id].scores.get(item, ()) for scale in compiled.definition.scales
            if isinstance(scale.formula, Count)]
    return {c: sum(row[c] or 0 for row in rows if row) for c in numbers}
