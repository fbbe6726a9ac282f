"""What each answer to each open item would leave possible, all in one pass up the diagram and one down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from riskscreen.engine.diagram.nodes import END
from riskscreen.engine.diagram.table import Table
from riskscreen.engine.walk.facts import Levels
from riskscreen.engine.walk.reach import Possible


def prospects_of(table: Table, possible: Possible, asked: Mapping[int, Sequence[Levels]]) -> dict[int, list[int]]:
    """For each item asked, by its last level, the mask of what can still come out after each way to answer it."""
    return _Prospects(table, possible, asked).masks()


class _Prospects:
    """Every edge that a case can take leads into an item, or passes it by.

    What lies below an edge that passes an item by can come out after each of its answers.  How many edges with each
    value pass is kept as changes, at the level where they begin and at the one where they end.
    """

    def __init__(self, table: Table, possible: Possible, asked: Mapping[int, Sequence[Levels]]) -> None:
        self.table, self.possible, self.asked = table, possible, asked
        self.below: dict[int, int] = {}
        self.found = {last: [0] * len(ways) for last, ways in asked.items()}
        self.passing = [[0] * len(table.values) for _ in range(len(table.last) + 2)]
        self.first_of = {last: level for level, last in reversed(list(enumerate(table.last)))}

    def masks(self) -> dict[int, list[int]]:
        root, table = self.table.roots[0], self.table
        self._mask(root)
        here = list(self.below)  # only nodes that the case reaches now: what an answer leads to may visit others
        self._arrive(-1, root)
        for node in here:
            if table.level[node] != END:
                self._leave(node)
        now = [0] * len(table.values)
        for level, more in enumerate(self.passing):
            now = [count + change for count, change in zip(now, more, strict=True)]
            if level in self.found:
                passed = sum(1 << n for n, count in enumerate(now) if count)
                self.found[level] = [mask | passed for mask in self.found[level]]
        return self.found

    def _mask(self, node: int) -> int:
        """What can come out below a node."""
        found = self.below.get(node)
        if found is None:
            found = self.table.bit[node]
            if not found:
                kids = self.table.kids[node]
                for choice in self.possible[self.table.level[node]]:
                    found |= self._mask(kids[choice])
            self.below[node] = found
        return found

    def _leave(self, node: int) -> None:
        table = self.table
        level = table.level[node]
        last = table.last[level]
        for kid in {table.kids[node][choice] for choice in self.possible[level]}:
            if table.level[kid] > last:
                self._arrive(last, kid)

    def _arrive(self, above: int, node: int) -> None:
        """An edge from the item that ends at a level into a node of another."""
        table = self.table
        level = table.level[node]
        last = len(table.last) if level == END else table.last[level]
        first = last if level == END else self.first_of[last]
        if first > above + 1:
            for n in range(len(table.values)):
                if self._mask(node) >> n & 1:
                    self.passing[above + 1][n] += 1
                    self.passing[first][n] -= 1
        for n, way in enumerate(self.asked.get(last, ())):
            for kid in table.past((node,), last, way):
                self.found[last][n] |= self._mask(kid)
