"""How often another answer to one item alone changes the level.

Where another answer changes which items apply, those that still apply keep their answers, and those that come to apply
may be answered in any way: the level changes only where it does so whatever they are answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from riskscreen.analysis.diagram import Diagram, Followed

Nodes = frozenset[int]
Alternatives: TypeAlias = "tuple[int, frozenset[Nodes]]"
"""A node, and for each other answer to the item the nodes that it can have led to by now."""
Choices = dict[int, int]


class Changing:
    """Answers that differ in one item, for all items of a diagram at once.

    Answers to an item on which no other hangs lead to nodes that are followed as one set: the level changes where in
    the end not all are the same.  Answers to a gate are followed each with what can come to apply by the others.
    """

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self._is_gate = diagram.reached.compiled.is_gate
        sets: list[set[Nodes]] = [set() for _ in diagram.layers]
        pairs: list[set[Alternatives]] = [set() for _ in diagram.layers]
        for item, layer in diagram.layer_of.items():
            if self._is_gate[item]:
                pairs[layer + 1].update(pair for _, _, pair in self._alternatives(item))
            else:
                sets[layer + 1].update(nodes for _, _, nodes in self._apart(item))
        self._sets = Followed(sets, self._after_set, lambda nodes: len({diagram.labels[node] for node in nodes}) > 1)
        self._pairs = Followed(pairs, self._after_pair, self._is_changed)

    @property
    def is_complete(self) -> bool:
        """Whether all could be followed; where not, nothing here counts."""
        return self._sets.is_complete and self._pairs.is_complete

    def n_changing(self, item: int) -> int:
        """In how many answer sets some other answer to the item changes the level."""
        layer = self.diagram.layer_of[item]
        counts = self.diagram.layers[layer].counts
        if self._is_gate[item]:
            return sum(counts[node] * self._pairs.ways(layer + 1, pair) for node, _, pair in self._alternatives(item))
        return sum(counts[node] * len(edges) * self._sets.ways(layer + 1, nodes)
                   for node, edges, nodes in self._apart(item))

    def change(self, item: int) -> tuple[Choices, int] | None:
        """The choices of an answer set, and another choice for the item that changes its level."""
        return self._change_of_gate(item) if self._is_gate[item] else self._change(item)

    def _change(self, item: int) -> tuple[Choices, int] | None:
        layer = self.diagram.layer_of[item]
        for node, edges, nodes in self._apart(item):
            if self._sets.ways(layer + 1, nodes):
                chosen, _ = self._sets.descent(layer + 1, nodes)
                label = self._end(layer + 1, edges[0], chosen)
                other = next(choice for choice, to in enumerate(edges)
                             if to != edges[0] and self._end(layer + 1, to, chosen) != label)
                return self._choices(layer, node, item, 0, edges[0], chosen), other
        return None

    def _change_of_gate(self, item: int) -> tuple[Choices, int] | None:
        layer = self.diagram.layer_of[item]
        for node, choice, pair in self._alternatives(item):
            if self._pairs.ways(layer + 1, pair):
                chosen, (end, _) = self._pairs.descent(layer + 1, pair)
                edges = dict(self.diagram.forks(item))[node]
                other = next(other for other, to in enumerate(edges) if other != choice and self._is_changed(
                    (end, frozenset((self._followed(layer + 1, to, chosen),)))))
                return self._choices(layer, node, item, choice, edges[choice], chosen), other
        return None

    def _choices(self, layer: int, node: int, item: int, choice: int, to: int, chosen: list[int | None]) -> Choices:
        return self.diagram.before(layer, node) | {item: choice} | self.diagram.after(layer + 1, to, chosen)

    def _apart(self, item: int) -> Iterator[tuple[int, tuple[int, ...], Nodes]]:
        layer = self.diagram.layer_of[item]
        for node, edges in self.diagram.forks(item):
            nodes = frozenset(edges)
            if self._may_part(layer + 1, nodes):
                yield node, edges, nodes

    def _may_part(self, layer: int, nodes: Nodes) -> bool:
        """Whether these nodes can lead to more than one label."""
        spans = self.diagram.layers[layer]
        return len(nodes) > 1 and min(spans.lowest[n] for n in nodes) < max(spans.highest[n] for n in nodes)

    def _after_set(self, layer: int, nodes: Nodes) -> list[tuple[int | None, Nodes]]:
        found: list[tuple[int | None, Nodes]] = []
        for choice, _ in self.diagram.edges(layer, min(nodes)):
            after = self._step(layer, nodes, choice)
            if self._may_part(layer + 1, after):
                found.append((choice, after))
        return found

    def _alternatives(self, item: int) -> Iterator[tuple[int, int, Alternatives]]:
        layer = self.diagram.layer_of[item]
        for node, edges in self.diagram.forks(item):
            for choice, to in enumerate(edges):
                pair = self._hopeful(layer + 1, to, frozenset(frozenset((other,)) for other in edges if other != to))
                if pair is not None:
                    yield node, choice, pair

    def _hopeful(self, layer: int, node: int, alternatives: frozenset[Nodes]) -> Alternatives | None:
        """The alternatives in which nothing has the level of the node for certain."""
        spans = self.diagram.layers[layer]
        low, high = spans.lowest[node], spans.highest[node]
        left = frozenset(nodes for nodes in alternatives if not any(
            other == node or low == high == spans.lowest[other] == spans.highest[other] for other in nodes))
        return (node, left) if left else None

    def _after_pair(self, layer: int, pair: Alternatives) -> list[tuple[int | None, Alternatives]]:
        node, alternatives = pair
        found: list[tuple[int | None, Alternatives]] = []
        for choice, to in self.diagram.edges(layer, node):
            after = self._hopeful(layer + 1, to, frozenset(self._step(layer, nodes, choice) for nodes in alternatives))
            if after is not None:
                found.append((choice, after))
        return found

    def _step(self, layer: int, nodes: Nodes, choice: int | None) -> Nodes:
        """Where these nodes can lead if the item of the layer is answered so, wherever it is answered."""
        all_edges = self.diagram.layers[layer].edges
        found: set[int] = set()
        for node in nodes:
            edges = all_edges[node]
            if isinstance(edges, int):
                found.add(edges)
            else:
                found.update(edges if choice is None else (edges[choice],))
        return frozenset(found)

    def _followed(self, layer: int, node: int, chosen: list[int | None]) -> Nodes:
        nodes: Nodes = frozenset((node,))
        for choice in chosen:
            nodes = self._step(layer, nodes, choice)
            layer += 1
        return nodes

    def _end(self, layer: int, node: int, chosen: list[int | None]) -> int:
        """The label to which these choices lead from a node, to which they all apply."""
        for nodes, choice in zip(self.diagram.layers[layer:], chosen, strict=False):
            edges = nodes.edges[node]
            if isinstance(edges, int):
                node = edges
            else:
                assert choice is not None
                node = edges[choice]
        return self.diagram.labels[node]

    def _is_changed(self, pair: Alternatives) -> bool:
        labels = self.diagram.labels
        return any(all(labels[node] != labels[pair[0]] for node in nodes) for nodes in pair[1])
