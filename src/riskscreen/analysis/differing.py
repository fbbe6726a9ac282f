"""Answer sets that differ in one item: how often that changes the level, and whether a higher answer can lower it.

Changing an answer can also change which items apply.  Those that still apply keep their answers; those that come to
apply may be answered in any way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from riskscreen.analysis.diagram import Descent, Diagram, Followed
from riskscreen.engine.compile import Compiled
from riskscreen.model.scale import Count

Ways = frozenset[int]
Alternatives: TypeAlias = "tuple[int, frozenset[Ways]]"
"""A node, and for each other answer to the item the nodes that it can have led to by now."""
Two: TypeAlias = "tuple[int, int]"
Choices = dict[int, int]


class Differing:
    """The pairs of answer sets of a diagram that differ in one item, all items at once."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.compiled = diagram.reached.compiled
        self.layer_of = {step.item: n for n, step in enumerate(diagram.reached.steps)}
        n_layers = len(diagram.layers)
        changing: list[set[Alternatives]] = [set() for _ in range(n_layers)]
        lowering: list[set[Two]] = [set() for _ in range(n_layers)]
        for item, layer in self.layer_of.items():
            changing[layer + 1].update(pair for _, _, pair in self._changes(item))
            lowering[layer + 1].update(pair for _, _, _, pair in self._rises(item))
        self.changed = Followed(changing, self._after_change, self._is_changed)
        self.lowered = Followed(lowering, self._after_rise, self._is_lowered)

    @property
    def is_complete(self) -> bool:
        """Whether all pairs could be followed; where not, nothing here counts."""
        return self.changed.is_complete and self.lowered.is_complete

    def n_changing(self, item: int) -> int:
        """In how many answer sets some other answer to the item changes the level, whatever comes to apply by it."""
        layer = self.layer_of[item]
        counts = self.diagram.layers[layer].counts
        return sum(counts[node] * self.changed.ways(layer + 1, pair) for node, _, pair in self._changes(item))

    def change(self, item: int) -> tuple[Choices, int] | None:
        """The choices of an answer set, and the other choice for the item that changes its level."""
        layer = self.layer_of[item]
        found = next(((node, choice, pair) for node, choice, pair in self._changes(item)
                      if self.changed.ways(layer + 1, pair)), None)
        if found is None:
            return None
        node, choice, pair = found
        descent = self.changed.descent(layer + 1, pair)
        choices = self._before(layer, node) | {item: choice} | self._chosen(layer + 1, pair[0], descent)
        edges = self.diagram.layers[layer].edges[node]
        assert isinstance(edges, tuple)
        return choices, next(other for other, to in enumerate(edges)
                             if other != choice and self._does_change(layer + 1, pair[0], to, descent))

    def lowering(self, item: int) -> tuple[Choices, Choices] | None:
        """Two answer sets: the second has the answer with the higher score, and a lower level."""
        layer = self.layer_of[item]
        for node, low, high, pair in self._rises(item):
            if self.lowered.ways(layer + 1, pair):
                descent, before = self.lowered.descent(layer + 1, pair), self._before(layer, node)
                return (before | {item: low} | self._chosen(layer + 1, pair[0], descent),
                        before | {item: high} | self._chosen(layer + 1, pair[1], descent))
        return None

    def _changes(self, item: int) -> Iterator[tuple[int, int, Alternatives]]:
        layer = self.layer_of[item]
        for node, edges in enumerate(self.diagram.layers[layer].edges):
            if isinstance(edges, tuple):
                for choice, to in enumerate(edges):
                    alternatives = frozenset(frozenset((other,)) for other in edges if other != to)
                    if pair := self._hopeful(layer + 1, to, alternatives):
                        yield node, choice, pair

    def _rises(self, item: int) -> Iterator[tuple[int, int, int, Two]]:
        layer, scores = self.layer_of[item], scores_of(self.compiled, item)
        rises = [(low, high) for low in scores for high in scores if scores[low] < scores[high]]
        for node, edges in enumerate(self.diagram.layers[layer].edges):
            if isinstance(edges, tuple):
                for low, high in rises:
                    if self._may_lower(layer + 1, edges[low], edges[high]):
                        yield node, low, high, (edges[low], edges[high])

    def _hopeful(self, layer: int, node: int, alternatives: frozenset[Ways]) -> Alternatives | None:
        """The alternatives in which no way has the level of the node for certain."""
        nodes = self.diagram.layers[layer]
        low, high = nodes.lowest[node], nodes.highest[node]
        left = frozenset(ways for ways in alternatives if not any(
            way == node or low == high == nodes.lowest[way] == nodes.highest[way] for way in ways))
        return (node, left) if left else None

    def _may_lower(self, layer: int, node: int, other: int) -> bool:
        nodes = self.diagram.layers[layer]
        return node != other and nodes.highest[node] > nodes.lowest[other]

    def _after_change(self, layer: int, pair: Alternatives) -> list[tuple[int | None, Alternatives]]:
        node, alternatives = pair
        found: list[tuple[int | None, Alternatives]] = []
        for choice, to in self._steps(layer, node):
            after = frozenset(self._ways(layer, ways, choice) for ways in alternatives)
            if following := self._hopeful(layer + 1, to, after):
                found.append((choice, following))
        return found

    def _ways(self, layer: int, ways: Ways, choice: int | None) -> Ways:
        """Where these nodes can lead, if the item is answered so wherever it is answered."""
        all_edges = self.diagram.layers[layer].edges
        found: set[int] = set()
        for way in ways:
            edges = all_edges[way]
            if isinstance(edges, int):
                found.add(edges)
            else:
                found.update(edges if choice is None else (edges[choice],))
        return frozenset(found)

    def _after_rise(self, layer: int, pair: Two) -> list[tuple[int | None, Two]]:
        node, other = pair
        found: list[tuple[int | None, Two]] = []
        for choice, to in self._steps(layer, node):
            for own, other_to in self._steps(layer, other):
                is_same = choice is None or own is None or choice == own
                if is_same and self._may_lower(layer + 1, to, other_to):
                    found.append((own if choice is None else choice, (to, other_to)))
        return found

    def _steps(self, layer: int, node: int) -> list[tuple[int | None, int]]:
        edges = self.diagram.layers[layer].edges[node]
        return [(None, edges)] if isinstance(edges, int) else [*enumerate(edges)]

    def _is_changed(self, pair: Alternatives) -> bool:
        labels = self.diagram.layers[-1].lowest
        return any(all(labels[way] != labels[pair[0]] for way in ways) for ways in pair[1])

    def _is_lowered(self, pair: Two) -> bool:
        labels = self.diagram.layers[-1].lowest
        return labels[pair[0]] > labels[pair[1]]

    def _does_change(self, layer: int, node: int, other: int, descent: Descent[Alternatives]) -> bool:
        ways: Ways = frozenset((other,))
        for choice, _ in descent:
            ways = self._ways(layer, ways, choice)
            layer += 1
        last = descent[-1][1][0] if descent else node
        return self._is_changed((last, frozenset((ways,))))

    def _before(self, layer: int, node: int) -> Choices:
        """An answer set of the items before a node."""
        return self.diagram.reached.choices(self.diagram.layers[layer].first_states[node], layer)

    def _chosen(self, layer: int, node: int, descent: Descent[Two] | Descent[Alternatives]) -> Choices:
        """The choices of one side on the way down, by item: none where an item does not apply to it."""
        found = {}
        for choice, _ in descent:
            edges = self.diagram.layers[layer].edges[node]
            if isinstance(edges, tuple):
                assert choice is not None
                found[self.diagram.reached.steps[layer].item] = choice
                node = edges[choice]
            else:
                node = edges
            layer += 1
        return found


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


