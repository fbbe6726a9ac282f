"""Nodes: one variable a level, one child a choice, equal functions one node.

Source: Bryant 1986, "Graph-Based Algorithms for Boolean Function Manipulation"; here a variable may have more than two
choices, and an end any value.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NewType

Node = NewType("Node", int)  # a number, and never that of a variable, of a choice or of a value

END = 1 << 30  # the level of the ends, below every variable

_FRAMES_A_LEVEL = 4


class TooLarge(Exception):
    """The steps that composing may take are used up; what was being composed has no diagram."""


class Diagrams:
    """Reduced nodes over variables that have ``sizes[level]`` choices each.

    A node is a number.  Two nodes are one exactly where their functions are equal, so ``==`` is a proof.  Everything is
    made of three things: a choice between two diagrams (`ite`), a change of what stands at the ends (`map`), and a sum
    (`riskscreen.engine.diagram.sums`).
    """

    def __init__(self, sizes: Iterable[int]) -> None:
        self.sizes = list(sizes)
        self.level: list[int] = []
        self.kids: list[tuple[Node, ...]] = []
        self.value: list[object] = []
        self.left = 0
        self._known: dict[Hashable, Node] = {}
        self._chosen: dict[tuple[Node, Node, Node], Node] = {}
        self._once: dict[Hashable, Node] = {}
        self._unequal: dict[tuple[Node, Node], Node] = {}
        self.true, self.false = self.end(True), self.end(False)  # the two truths
        _make_room(len(self.sizes))

    def spend(self, steps: int = 1) -> None:
        """Take from the steps that composing may still make.

        Raises:
            TooLarge: Where none are left.
        """
        self.left -= steps
        if self.left < 0:
            raise TooLarge

    def end(self, value: object) -> Node:
        """The diagram that is this value everywhere; ``True`` and 1 are two values."""
        key = type(value), value
        if key not in self._known:
            self._known[key] = self._added(END, (), value)
        return self._known[key]

    def node(self, level: int, kids: Sequence[Node]) -> Node:
        """What stands behind each choice of a variable; nothing is made where all lead to the same."""
        first = kids[0]
        if kids.count(first) == len(kids):
            return first
        key = level, tuple(kids)
        found = self._known.get(key)
        if found is None:
            self.spend()
            found = self._known[key] = self._added(level, key[1], None)
        return found

    def _added(self, level: int, kids: tuple[Node, ...], value: object) -> Node:
        self.level.append(level)
        self.kids.append(kids)
        self.value.append(value)
        return Node(len(self.level) - 1)

    def new_variable(self, n_choices: int) -> int:
        """A variable below all there are; gives its level."""
        self.sizes.append(n_choices)
        return len(self.sizes) - 1

    def at(self, node: Node, level: int, choice: int) -> Node:
        """The function with this variable set, where no variable above it is read."""
        return self.kids[node][choice] if self.level[node] == level else node

    def ite(self, test: Node, yes: Node, no: Node) -> Node:
        """*yes* where *test* is true, else *no*."""
        if yes == no:
            return yes
        if self.level[test] == END:
            return yes if test == self.true else no
        key = test, yes, no
        found = self._chosen.get(key)
        if found is None:
            self.spend()
            level = min(self.level[test], self.level[yes], self.level[no])
            kids = []
            for choice in range(self.sizes[level]):
                kids.append(self.ite(self.at(test, level, choice), self.at(yes, level, choice),
                                     self.at(no, level, choice)))
            found = self._chosen[key] = self.node(level, kids)
        return found

    def unequal(self, one: Node, other: Node) -> Node:
        """True where two diagrams have unequal values."""
        if one == other:
            return self.false
        if self.level[one] == END and self.level[other] == END:
            return self.true
        key = one, other
        found = self._unequal.get(key)
        if found is None:
            self.spend()
            level = min(self.level[one], self.level[other])
            kids = []
            for choice in range(self.sizes[level]):
                kids.append(self.unequal(self.at(one, level, choice), self.at(other, level, choice)))
            found = self._unequal[key] = self.node(level, kids)
        return found

    def negated(self, test: Node) -> Node:
        """True where *test* is false."""
        return self.ite(test, self.false, self.true)

    def every(self, tests: Sequence[Node]) -> Node:
        """True where all are true; of none, everywhere."""
        found = self.true
        for test in reversed(tests):
            found = self.ite(test, found, self.false)
        return found

    def some(self, tests: Sequence[Node]) -> Node:
        """True where one or more are true; of none, nowhere."""
        found = self.false
        for test in reversed(tests):
            found = self.ite(test, self.true, found)
        return found

    def map(self, of: Callable[..., object], root: Node) -> Node:
        """The diagram with another value at each end."""
        return self._mapped(of, root, {})

    def _mapped(self, of: Callable[..., object], root: Node, memo: dict[Node, Node]) -> Node:
        found = memo.get(root)
        if found is None:
            if self.level[root] == END:
                found = self.end(of(self.value[root]))
            else:
                kids = []
                for kid in self.kids[root]:
                    kids.append(self._mapped(of, kid, memo))
                self.spend()
                found = self.node(self.level[root], kids)
            memo[root] = found
        return found

    def within(self, root: Node, low: int, high: int) -> Node:
        """True where a diagram of whole numbers has one from *low* to *high*."""
        return self.once((root, low, high), lambda: self.map(lambda number: low <= number <= high, root))

    def once(self, key: Hashable, make: Callable[[], Node]) -> Node:
        """What was made of the same before, or is made now."""
        found = self._once.get(key)
        if found is None:
            found = self._once[key] = make()
        return found

    def ends_of(self, root: Node) -> set[object]:
        """The values that a diagram has somewhere."""
        return {self.value[node] for node in self.below([root]) if self.level[node] == END}

    def below(self, roots: Iterable[Node]) -> frozenset[Node]:
        """These nodes and all below them."""
        seen = set(roots)
        todo = list(seen)
        while todo:
            for kid in self.kids[todo.pop()]:
                if kid not in seen:
                    seen.add(kid)
                    todo.append(kid)
        return frozenset(seen)


def _make_room(n_levels: int) -> None:
    """Composing goes down a diagram by calls: as many as there are variables may be under way at once.

    Calls of Python in Python take no room but memory, so the limit, which is there for those that never end, is raised
    where it would be met; it is never lowered.
    """
    needed = 1000 + _FRAMES_A_LEVEL * n_levels
    if sys.getrecursionlimit() < needed:
        sys.setrecursionlimit(needed)
