"""What is walked: some diagrams with all their nodes, from the top down, in whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from riskscreen.engine.diagram.nodes import END, Diagrams

ChoicesAtLevels = Sequence[Sequence[int]] | Mapping[int, Sequence[int]]


class Table:
    """Roots and all nodes below them, numbered from 0, a node before its children.

    ``values`` are what can come out, lowest first, and the *mask* of a set of them has a bit for each; ``bit`` has the
    bit of each end, 0 for other nodes.  ``last[level]`` is the last level of the item that a level belongs to: an item
    under a rule for missing answers has two, *was it given* and *which*.
    """

    __slots__ = ("bit", "kids", "last", "level", "roots", "sizes", "values")

    def __init__(self, d: Diagrams, roots: Sequence[int], last: Sequence[int]) -> None:
        seen, todo = set(roots), list(roots)
        while todo:
            for kid in d.kids[todo.pop()]:
                if kid not in seen:
                    seen.add(kid)
                    todo.append(kid)
        nodes = sorted(seen, key=lambda node: (d.level[node], node))
        number = {node: n for n, node in enumerate(nodes)}
        self.sizes, self.last = tuple(d.sizes), tuple(last)
        self.roots = tuple(number[root] for root in roots)
        self.level = [d.level[node] for node in nodes]
        self.kids = [tuple(number[kid] for kid in d.kids[node]) for node in nodes]
        ends: set[Any] = {d.value[node] for node in nodes if d.level[node] == END}
        self.values: tuple[Any, ...] = tuple(sorted(ends))
        self.bit = [1 << self.values.index(d.value[node]) if d.level[node] == END else 0 for node in nodes]

    def ends(self, mask: int) -> tuple[Any, Any]:
        """The lowest and the highest value of a mask."""
        return self.values[(mask & -mask).bit_length() - 1], self.values[mask.bit_length() - 1]

    def past(self, nodes: Iterable[int], last: int, choices: ChoicesAtLevels) -> set[int]:
        """Where nodes lead beyond a level, by any of these choices at each level until then."""
        level, kids = self.level, self.kids
        done, todo = set[int](), list(nodes)
        while todo:
            node = todo.pop()
            if level[node] > last:
                done.add(node)
            else:
                todo.extend([kids[node][choice] for choice in choices[level[node]]])
        return done

    def of(self, mask: int) -> tuple[Any, ...]:
        """The values of a mask, lowest first."""
        return tuple(value for n, value in enumerate(self.values) if mask >> n & 1)
