"""That an outcome stands where it should: which nodes say more than others, which items play the same part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from riskscreen.engine.compose.roles import Role
from riskscreen.engine.diagram.nodes import END
from riskscreen.engine.diagram.table import ChoicesAtLevels, Table

ClaimState = frozenset[int]


class Claim:
    """A table of truths, as states: sets of nodes that must all come true.

    Of two nodes of which one implies the other, the other says nothing; where all answers pull one way, a state is a
    single node.  What was found about nodes is kept; it changes no result.

    ``group`` has for the last level of each item the last level of the first of those next to it that play its part and
    are answered alike.
    """

    def __init__(self, table: Table, roles: Mapping[int, Role]) -> None:
        self.table = table
        self.start: ClaimState = frozenset()
        ends = {table.values[bit.bit_length() - 1]: node for node, bit in enumerate(table.bit) if bit}
        self._true, self._false = ends.get(True, -1), ends.get(False, -1)
        self._implied: dict[tuple[int, int], bool] = {}
        self.start = self.needed(table.roots)
        self.group = _groups(table, roles)

    def implies(self, one: int, other: int) -> bool:
        """Whether wherever the first node comes true, the second does."""
        if one == other or one == self._false or other == self._true:
            return True
        if one == self._true or other == self._false:
            return False
        key = one, other
        found = self._implied.get(key)
        if found is None:
            level, kids, sizes = self.table.level, self.table.kids, self.table.sizes
            first, second = level[one], level[other]
            ones = kids[one] if first <= second else (one,) * sizes[second]
            others = kids[other] if second <= first else (other,) * sizes[first]
            found = True
            for pair in zip(ones, others, strict=True):
                if not self.implies(*pair):
                    found = False
                    break
            self._implied[key] = found
        return found

    def needed(self, nodes: Iterable[int]) -> ClaimState:
        """The nodes that say all that these do; the false one alone where one of them is false."""
        left: list[int] = []
        for node in nodes:
            if node == self._false:
                return frozenset((node,))
            if not any(self.implies(one, node) for one in left):
                left = [one for one in left if not self.implies(node, one)]
                left.append(node)
        return frozenset(left) - {self._true}

    def same_choices(self, level: int) -> list[tuple[int, ...]]:
        """The choices at a level, those together that lead to the same wherever it is read."""
        same: dict[tuple[int, ...], list[int]] = {}
        read = [kids for kids, at in zip(self.table.kids, self.table.level, strict=True) if at == level]
        for choice in range(self.table.sizes[level]):
            same.setdefault(tuple(kids[choice] for kids in read), []).append(choice)
        return [tuple(choices) for choices in same.values()]

    def last(self, state: ClaimState) -> int:
        """The last level of the item that comes first for these nodes."""
        level = min([self.table.level[node] for node in state], default=END)
        return level if level == END else self.table.last[level]

    def after(self, state: ClaimState, last: int, choices: ChoicesAtLevels) -> ClaimState:
        """Where the nodes lead beyond a level, by any of these choices at each level until then."""
        return self.needed(self.table.past(state, last, choices))


def _groups(table: Table, roles: Mapping[int, Role]) -> dict[int, int]:
    lasts = sorted(set(table.last))
    levels: dict[int, list[int]] = {last: [] for last in lasts}
    for level, last in enumerate(table.last):
        levels[last].append(level)
    entries = _entries(table, lasts)
    group: dict[int, int] = {}
    for n, last in enumerate(lasts):
        before = lasts[n - 1] if n else None
        same = before is not None and last in roles and before in roles and (
            roles[last] == roles[before] or (roles[last][0] == roles[before][0]
                                             and _can_swap(table, levels[before], levels[last], entries)))
        group[last] = group[before] if same and before is not None else last
    return group


def _entries(table: Table, lasts: Sequence[int]) -> dict[int, set[tuple[int, int]]]:
    """For each item the nodes through which its levels are entered, each with the item above it."""
    entries: dict[int, set[tuple[int, int]]] = {last: set() for last in lasts}
    edges = [(-1, root) for root in table.roots]
    edges += [(table.last[table.level[node]], kid) for node, kids in enumerate(table.kids) for kid in kids]
    for above, kid in edges:
        if table.level[kid] != END and table.last[table.level[kid]] != above:
            entries[table.last[table.level[kid]]].add((above, kid))
    return entries


def _can_swap(table: Table, first: Sequence[int], second: Sequence[int],
              entries: Mapping[int, set[tuple[int, int]]]) -> bool:
    """Whether exchanging the answers of two items that stand next to each other changes nothing."""
    if [table.sizes[level] for level in first] != [table.sizes[level] for level in second]:
        return False
    one, two = first[-1], second[-1]
    nodes = {node for _, node in entries[one]} | {node for above, node in entries[two] if above < one}
    ways = list(product(*(range(table.sizes[level]) for level in first)))
    return all(_end(table, node, one, two, (*a, *b)) == _end(table, node, one, two, (*b, *a))
               for node in nodes for a in ways for b in ways if a < b)


def _end(table: Table, node: int, one: int, two: int, answers: Sequence[int]) -> int:
    """Where a node leads by the answers to two items that stand next to each other."""
    first = two + 1 - len(answers)
    while table.level[node] <= two:
        node = table.kids[node][answers[table.level[node] - first]]
    return node
