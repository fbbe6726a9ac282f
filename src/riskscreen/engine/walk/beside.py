"""Diagrams followed side by side over all answers: in how many ways each end comes out, and the smallest way to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod

from riskscreen.engine.diagram.nodes import END, Diagrams, Node

WalkState = tuple[Node, ...]
WalkedWay = dict[int, int]
"""A choice for some levels; all others have their lowest."""


class Prices:
    """What each choice at each level adds to the price of a way; the smaller of two ways has the lower price.

    First counts how many choices are not the lowest of their level; of ways in which as many are, the smaller is the
    one that has the lower choice at the first level, in *order*, at which they differ.
    """

    def __init__(self, sizes: Sequence[int], lowest: Sequence[int], order: Sequence[int]) -> None:
        self.lowest = tuple(lowest)
        self._one = prod(sizes)
        self._weights: list[tuple[int, int, list[int]]] = []
        self.of: list[list[int]] = [[] for _ in sizes]
        weight = self._one
        for level in order:
            weight //= sizes[level]
            rising = [lowest[level], *(choice for choice in range(sizes[level]) if choice != lowest[level])]
            self._weights.append((level, weight, rising))
            self.of[level] = [rising.index(choice) * weight + (choice != lowest[level]) * self._one
                              for choice in range(sizes[level])]

    def way(self, price: int) -> WalkedWay:
        """The way that has this price."""
        left, found = price % self._one, WalkedWay()
        for level, weight, rising in self._weights:
            place, left = divmod(left, weight)
            found[level] = rising[place]
        return found


class Beside:
    """The states that some roots come to together, level by level: how many ways lead to each, and the lowest price.

    The last root is a truth, and what makes it false is left out.  States for which *is_over* holds are not followed.
    ``ends`` are those in which every root has come to its end.
    """

    def __init__(self, d: Diagrams, roots: Sequence[Node], prices: Prices,
                 is_over: Callable[[WalkState], bool] | None = None) -> None:
        self.d, self.prices, self._is_over = d, prices, is_over
        self.at: list[dict[WalkState, tuple[int, int]]] = [{} for _ in range(len(d.sizes) + 1)]
        start = tuple(roots)
        first = min(min([d.level[node] for node in start]), len(d.sizes))
        if start[-1] != d.false and not (is_over and is_over(start)):
            self.at[first][start] = between(d, 0, first), 0
        for level in range(first, len(d.sizes)):
            if self.at[level]:
                self._follow(level)

    @property
    def ends(self) -> Mapping[WalkState, tuple[int, int]]:
        """What comes out."""
        return self.at[-1]

    def _follow(self, level: int) -> None:
        d, levels, kids, false, is_over = self.d, self.d.level, self.d.kids, self.d.false, self._is_over
        size, prices, last = d.sizes[level], self.prices.of[level], len(d.sizes)
        for state, (n_ways, price) in self.at[level].items():
            d.spend()
            columns = [kids[node] if levels[node] == level else (node,) * size for node in state]
            for after, more in zip(zip(*columns, strict=True), prices, strict=True):
                if after[-1] == false or (is_over and is_over(after)):
                    continue
                then = min(min([levels[node] for node in after]), last)
                coming = n_ways if then == level + 1 else n_ways * between(d, level + 1, then)
                known = self.at[then].get(after)
                self.at[then][after] = (coming, price + more) if known is None else (
                    known[0] + coming, min(known[1], price + more))


class WalkedWays:
    """In how many ways two truths come true together, and the price of the smallest; what was found is kept."""

    def __init__(self, d: Diagrams, prices: Prices) -> None:
        self.d, self.prices = d, prices
        self._known: dict[tuple[int, int], tuple[int, int]] = {}

    def of(self, one: Node, other: Node) -> tuple[int, int]:
        """The ways from the first level that either reads on, and the lowest price; no ways have none."""
        d = self.d
        if one == d.false or other == d.false:
            return 0, 0
        if d.level[one] == d.level[other] == END:
            return 1, 0
        key = one, other
        found = self._known.get(key)
        if found is None:
            d.spend()
            found = self._known[key] = self._of(one, other)
        return found

    def _of(self, one: Node, other: Node) -> tuple[int, int]:
        d = self.d
        level = min(d.level[one], d.level[other])
        size, count, least = d.sizes[level], 0, -1
        ones = d.kids[one] if d.level[one] == level else (one,) * size
        others = d.kids[other] if d.level[other] == level else (other,) * size
        for one, other, more in zip(ones, others, self.prices.of[level], strict=True):
            n_ways, price = self.of(one, other)
            if n_ways:
                count += n_ways * between(d, level + 1, min(d.level[one], d.level[other]))
                least = price + more if least < 0 else min(least, price + more)
        return count, max(least, 0)


def between(d: Diagrams, level: int, then: int) -> int:
    """In how many ways the levels from one up to another can be answered."""
    return 1 if level >= then else prod(d.sizes[level:then])


def end_of(d: Diagrams, root: Node, way: Mapping[int, int]) -> object:
    """What comes out for one choice at every level."""
    while d.level[root] != END:
        root = d.kids[root][way[d.level[root]]]
    return d.value[root]
