"""The programme read backwards: states from which all the same follows are one node.

A label for each last state, such as its level, tells nodes apart.  What is asked of two answer sets that differ in one
item is then asked of two nodes, and there are few.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Generic, TypeAlias, TypeVar

from riskscreen.analysis.reach import Edges, Reached

Pair = TypeVar("Pair", bound=Hashable)
After: TypeAlias = "Callable[[int, Pair], Sequence[tuple[int | None, Pair]]]"

MOST_PAIRS = 300_000


class Nodes:
    """One layer of nodes: for each, where its choices lead, how many answer sets come to it, and its first state.

    ``lowest`` and ``highest`` are the ends of the labels that can follow.  Edges of the last layer mean nothing.
    """

    __slots__ = ("counts", "edges", "first_states", "highest", "lowest")

    def __init__(self) -> None:
        self.edges: list[Edges] = []
        self.counts: list[int] = []
        self.first_states: list[int] = []
        self.lowest: list[int] = []
        self.highest: list[int] = []


class Diagram:
    """The nodes of every layer, from the first item to the labels."""

    def __init__(self, reached: Reached, labels: Sequence[int]) -> None:
        self.reached = reached
        last, node_of = Nodes(), list[int]()
        known: dict[object, int] = {}
        for place, label in enumerate(labels):
            node_of.append(_node(last, known, label, (label, label), label, reached.counts[place], place))
        layers = [last]
        for layer in reversed(reached.layers[:-1]):
            nodes, after, known = Nodes(), layers[-1], {}
            found = []
            for place, edges in enumerate(layer.edges):
                to: Edges = node_of[edges] if isinstance(edges, int) else tuple([node_of[e] for e in edges])
                ends = (to,) if isinstance(to, int) else to
                span = min([after.lowest[e] for e in ends]), max([after.highest[e] for e in ends])
                found.append(_node(nodes, known, to, span, to, layer.counts[place], place))
            node_of = found
            layers.append(nodes)
        self.layers = layers[::-1]
        self.layer_of = {step.item: n for n, step in enumerate(reached.steps)}

    @property
    def labels(self) -> Sequence[int]:
        """The label of each node of the last layer."""
        return self.layers[-1].lowest

    def edges(self, layer: int, node: int) -> list[tuple[int | None, int]]:
        """Each choice with the node that it leads to; None where the item of the layer does not apply."""
        edges = self.layers[layer].edges[node]
        return [(None, edges)] if isinstance(edges, int) else [*enumerate(edges)]

    def forks(self, item: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Each node at which an item is answered, with where its choices lead."""
        for node, edges in enumerate(self.layers[self.layer_of[item]].edges):
            if isinstance(edges, tuple):
                yield node, edges

    def before(self, layer: int, node: int) -> dict[int, int]:
        """The choices of an answer set on its way to a node."""
        return self.reached.choices(self.layers[layer].first_states[node], layer)

    def after(self, layer: int, node: int, choices: Sequence[int | None]) -> dict[int, int]:
        """The choices of an answer set from a node on, by item; those of items that do not apply to it are left out."""
        found = {}
        for choice in choices:
            edges = self.layers[layer].edges[node]
            if isinstance(edges, tuple):
                assert choice is not None
                found[self.reached.steps[layer].item] = choice
                node = edges[choice]
            else:
                node = edges
            layer += 1
        return found


def _node(nodes: Nodes, known: dict[object, int], key: object, span: tuple[int, int], edges: Edges, count: int,
          place: int) -> int:
    """The node with this key, with *count* more answer sets that come to it."""
    found = known.get(key)
    if found is None:
        found = known[key] = len(nodes.edges)
        nodes.edges.append(edges)
        nodes.counts.append(0)
        nodes.first_states.append(place)
        nodes.lowest.append(span[0])
        nodes.highest.append(span[1])
    nodes.counts[found] += count
    return found


class Followed(Generic[Pair]):
    """Things of one layer (pairs of nodes, say) followed to the end, with how many ways each has to what is looked for.

    *after* gives what follows on something in a layer, with the choice that leads there; *at_end* says whether it is
    what is looked for.
    """

    def __init__(self, starts: Sequence[set[Pair]], after: After[Pair], at_end: Callable[[Pair], bool],
                 most: int = MOST_PAIRS) -> None:
        self._after: list[dict[Pair, Sequence[tuple[int | None, Pair]]]] = []
        coming: set[Pair] = set()
        for layer, new in enumerate(starts[:-1]):
            followed: dict[Pair, Sequence[tuple[int | None, Pair]]] = {}
            for pair in coming | new if most > 0 else ():
                followed[pair] = after(layer, pair)
                most -= 1 + len(followed[pair])
            self._after.append(followed)
            coming = {pair for found in followed.values() for _, pair in found}
        self.is_complete = most > 0
        self._ways: list[dict[Pair, int]] = [{pair: int(at_end(pair)) for pair in coming | starts[-1]}]
        for followed in reversed(self._after) if self.is_complete else ():
            ways = self._ways[-1]
            self._ways.append({pair: sum([ways[to] for _, to in found]) for pair, found in followed.items()})
        self._ways.reverse()

    def ways(self, layer: int, pair: Pair) -> int:
        """In how many ways what is looked for follows; only to be asked where all was followed."""
        return self._ways[layer].get(pair, 0)

    def descent(self, layer: int, pair: Pair) -> tuple[list[int | None], Pair]:
        """The choices on one such way, and what is at its end."""
        found: list[int | None] = []
        while layer < len(self._after):
            choice, pair = next((choice, to) for choice, to in self._after[layer][pair] if self.ways(layer + 1, to))
            found.append(choice)
            layer += 1
        return found, pair
