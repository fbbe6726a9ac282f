"""Sums of diagrams, made from the top down, where sums that can lead to nothing different are one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from math import inf

from riskscreen.engine.diagram.nodes import END, Diagrams, Node

Amounts = tuple[int, ...]
Ending = Callable[[Amounts], Sequence[int] | Callable[[int], object] | None]

_Place = tuple[int, tuple[Node, ...], Amounts]
_Interval = tuple[float, float, Node]


def total(d: Diagrams, terms: Sequence[Node], ends: Ending, allowed: float = inf) -> Node:
    """What a sum of terms comes to; at the ends of the terms stand tuples, whole points first and then counts.

    *ends(counts)* says what is asked of the points: cut-offs in rising order, and the diagram has how many of them are
    reached; a function of the points, and it has what that gives; None, and it has None.  Where the last count exceeds
    *allowed* it has None at once.
    """
    return _Sum(d, terms, ends, allowed).diagram()


class _Sum:
    """How far the terms were followed, with their counts so far, is a *place*.

    All partial sums between two bounds lead from a place to one node, so each such interval is gone through once.
    Source: Abío and others 2012, "A New Look at BDDs for Pseudo-Boolean Constraints".
    """

    def __init__(self, d: Diagrams, terms: Sequence[Node], ends: Ending, allowed: float) -> None:
        self.d, self.ends, self.allowed = d, ends, allowed
        self.terms = sorted(terms, key=d.level.__getitem__)
        self.n_open = next((n for n, term in enumerate(self.terms) if d.level[term] == END), len(self.terms))
        self.ways: dict[_Place, tuple[int, list[tuple[int, _Place | None]]]] = {}
        self.alone: dict[_Place, dict[int, _Interval]] = {}
        self.lows: dict[_Place, list[float]] = {}
        self.intervals: dict[_Place, list[_Interval]] = {}

    def diagram(self) -> Node:
        fixed = [self._amounts(term) for term in self.terms[self.n_open:]]
        width = len(fixed[0]) if fixed else self._width() if self.terms else 1
        start = _added([(0,) * width, *fixed])
        return self._followed(self._place(0, (), start), start[0])[2]

    def _width(self) -> int:
        node = self.terms[0]
        while self.d.kids[node]:
            node = self.d.kids[node][0]
        return len(self._amounts(node))

    def _amounts(self, node: Node) -> Amounts:
        amounts = self.d.value[node]
        assert isinstance(amounts, tuple)
        return amounts

    def _place(self, first: int, begun: tuple[Node, ...], amounts: Amounts) -> _Place | None:
        if amounts[1:] and amounts[-1] > self.allowed:
            return None
        return first, begun, amounts[1:]

    def _steps(self, place: _Place) -> tuple[int, list[tuple[int, _Place | None]]]:
        """The next variable, and for each of its choices what is gained and the place after it."""
        first, begun, counts = place
        d, n_open = self.d, self.n_open
        level = min(d.level[node] for node in (*begun, *self.terms[first:min(first + 1, n_open)]))
        last = first
        while last < n_open and d.level[self.terms[last]] == level:
            last += 1
        found = []
        for choice in range(d.sizes[level]):
            after = [d.at(node, level, choice) for node in (*begun, *self.terms[first:last])]
            amounts = _added([(0, *counts), *(self._amounts(node) for node in after if d.level[node] == END)])
            open_terms = tuple(sorted(node for node in after if d.level[node] != END))
            found.append((amounts[0], self._place(last, open_terms, amounts)))
        return level, found

    def _end(self, counts: Amounts, points: int) -> _Interval:
        asked = self.ends(counts)
        if asked is None:
            return -inf, inf, self.d.end(None)
        if callable(asked):
            return points, points + 1, self.d.end(asked(points))
        n = bisect_right(asked, points)
        return asked[n - 1] if n else -inf, asked[n] if n < len(asked) else inf, self.d.end(n)

    def _followed(self, place: _Place | None, points: int) -> _Interval:
        """The lowest partial sum that leads to the same node as this one, the one past the highest, and the node."""
        if place is None:
            return -inf, inf, self.d.end(None)
        alone = self.alone.setdefault(place, {})
        if points in alone:
            return alone[points]
        lows, intervals = self.lows.setdefault(place, []), self.intervals.setdefault(place, [])
        n = bisect_right(lows, points)
        if n and points < intervals[n - 1][1]:
            return intervals[n - 1]
        self.d.spend()
        made = self._end(place[2], points) if place[0] == self.n_open and not place[1] else self._beyond(place, points)
        if made[1] - made[0] == 1:  # there can be very many of these, and a list is slow to grow in its middle
            alone[points] = made
        else:
            lows.insert(n, made[0])
            intervals.insert(n, made)
        return made

    def _beyond(self, place: _Place, points: int) -> _Interval:
        if place not in self.ways:
            self.ways[place] = self._steps(place)
        level, ways = self.ways[place]
        low, high, kids = -inf, inf, []
        for gained, after in ways:
            below, above, kid = self._followed(after, points + gained)
            low, high = max(low, below - gained), min(high, above - gained)
            kids.append(kid)
        return low, high, self.d.node(level, kids)


def _added(rows: Sequence[Amounts]) -> Amounts:
    return tuple(map(sum, zip(*rows, strict=True)))
