"""Families of minimal sets, counted and compared without listing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import comb

NONE, EMPTY = 0, 1  # the family without a member; the family of the empty set alone

CellCounts = tuple[tuple[int, int], ...]  # pairs of a cell and how many of it, cells in order


class TooMany(Exception):
    """A family, or the walk that makes it, takes more steps than it may."""


class Families:
    """Families of count vectors as zero-suppressed diagrams, one node a family.

    Source: Minato 1993, "Zero-Suppressed BDDs for Set Manipulation in Combinatorial Problems".

    Items that are alike make a *cell*; a vector says how many of each cell.  A node has a family for each count of its
    cell, and stands for plain sets where all cells have one member.
    """

    def __init__(self, most_steps: int) -> None:
        self.left = most_steps
        self._nodes: list[tuple[int, tuple[int, ...]]] = [(-1, ()), (-1, ())]
        self._known: dict[tuple[int, tuple[int, ...]], int] = {}
        self._without: dict[tuple[int, int], int] = {}
        self._either: dict[tuple[int, int], int] = {}
        self._totals: dict[int, int] = {NONE: 0, EMPTY: 1}

    def spend(self) -> None:
        """Take one of the steps that are left.

        Raises:
            TooMany: Where there are none.
        """
        self.left -= 1
        if self.left < 0:
            raise TooMany

    def node(self, cell: int, kids: Sequence[int]) -> int:
        """The family that has, for each count of the cell, this family of the rest."""
        last = len(kids)
        while last and kids[last - 1] == NONE:
            last -= 1
        if last < 2:
            return kids[0] if last else NONE
        key = cell, tuple(kids[:last])
        found = self._known.get(key)
        if found is None:
            self.spend()
            found = self._known[key] = len(self._nodes)
            self._nodes.append(key)
        return found

    def past(self, family: int, cell: int) -> int:
        """The members with nothing of the cells before this one."""
        while family > EMPTY and self._nodes[family][0] < cell:
            family = self._nodes[family][1][0]
        return family

    def of(self, family: int, cell: int) -> tuple[int, ...]:
        """What a family has for each count of a cell that no cell of it comes before."""
        return self._nodes[family][1] if family > EMPTY and self._nodes[family][0] == cell else (family,)

    def without(self, family: int, smaller: int) -> int:
        """The members that are not as large in all counts as a member of the other family."""
        if family in (NONE, smaller) or smaller == EMPTY:
            return NONE
        if smaller == NONE:
            return family
        key = family, smaller
        found = self._without.get(key)
        if found is None:
            self.spend()
            cell = min(self._nodes[one][0] for one in key if one > EMPTY)
            less, kids = self.of(smaller, cell), []
            for count, kid in enumerate(self.of(family, cell)):
                for other in less[:count + 1]:
                    kid = self.without(kid, other)
                kids.append(kid)
            found = self._without[key] = self.node(cell, kids)
        return found

    def either(self, one: int, other: int) -> int:
        """The smallest members of both, where no member of one is as large as another of the same."""
        if NONE in (one, other) or one == other:
            return one or other
        if EMPTY in (one, other):
            return EMPTY
        key = min(one, other), max(one, other)
        found = self._either.get(key)
        if found is None:
            self.spend()
            cell = min(self._nodes[one][0], self._nodes[other][0])
            first, second, kids = self.of(one, cell), self.of(other, cell), list[int]()
            for count in range(max(len(first), len(second))):
                kid = self.either(first[count] if count < len(first) else NONE,
                                  second[count] if count < len(second) else NONE)
                for less in kids:
                    kid = self.without(kid, less)
                kids.append(kid)
            found = self._either[key] = self.node(cell, kids)
        return found

    def n_sets(self, family: int, sizes: Sequence[int]) -> int:
        """How many plain sets the members stand for, with so many items in each cell."""
        return self._counted(family, sizes, {NONE: 0, EMPTY: 1})

    def _counted(self, family: int, sizes: Sequence[int], memo: dict[int, int]) -> int:
        if family not in memo:
            cell, kids = self._nodes[family]
            found = 0
            for count, kid in enumerate(kids):
                found += comb(sizes[cell], count) * self._counted(kid, sizes, memo)
            memo[family] = found
        return memo[family]

    def totals(self, family: int) -> int:
        """How many items the members take in all, as a set of bits: bit n where a member takes n."""
        found = self._totals.get(family)
        if found is None:
            found = 0
            for count, kid in enumerate(self._nodes[family][1]):
                found |= self.totals(kid) << count
            self._totals[family] = found
        return found

    def members(self, family: int) -> Iterator[CellCounts]:
        """Each vector, the smallest first; cells of which there is none are left out."""
        for total in bits_of(self.totals(family)):
            yield from self._members(family, total, ())

    def _members(self, family: int, total: int, chosen: CellCounts) -> Iterator[CellCounts]:
        if family <= EMPTY:
            yield chosen
            return
        cell, kids = self._nodes[family]
        for count, kid in enumerate(kids):
            if total >= count and self.totals(kid) >> total - count & 1:
                yield from self._members(kid, total - count, (*chosen, (cell, count)) if count else chosen)


def bits_of(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
