"""How often another answer to one item alone changes the level.

Where another answer changes which items apply, those that still apply keep their answers, and those that come to apply
may be answered in any way: the level changes only where it does so whatever they are answered.
"""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.analysis.counting.sets import ChoiceOfItem
from riskscreen.analysis.counting.whole import Whole
from riskscreen.engine.diagram.nodes import END, Node
from riskscreen.engine.walk.beside import Beside, WalkedWay, WalkState, between

StateSet = frozenset[WalkState]
Others = frozenset[StateSet]
"""For each other answer to the item where it can have led by now."""


class Changing:
    """Answers that differ in one item, followed through the diagram of an outcome and of what applies.

    A *place* is a node of each.  Where no other item hangs on the item, its answers lead to nodes that are followed
    together: the level changes where they do not all end alike.  Answers to a gate are followed each with what can come
    to apply by the others.
    """

    def __init__(self, whole: Whole, root: Node) -> None:
        self.whole, self.d = whole, whole.nodes
        self.found: Beside = whole.beside(root)
        self._ways = whole.space.ways
        self._apart_known: dict[tuple[frozenset[Node], Node], int] = {}
        self._turned_known: dict[tuple[WalkState, Others], int] = {}

    def n_changing(self, item: int) -> int:
        """In how many answer sets some other answer to the item changes the level."""
        return sum(n_ways * self._ways_to_change(level, kids)
                   for level, (n_ways, _), kids in self._read(item))

    def change(self, item: int) -> tuple[ChoiceOfItem, int] | None:
        """The choices of an answer set, and another choice for the item that changes its level."""
        for level, (_, price), kids in self._read(item):
            for choice, kid in enumerate(kids):
                for other, place in enumerate(kids):
                    others = frozenset((frozenset((place,)),))
                    if place[0] != kid[0] and self._turned(kid, self._hopeful(kid, others)):
                        return self.whole.choices_on(price, {level: choice}, self._on(kid, others)), other
        return None

    def _read(self, item: int) -> Iterator[tuple[int, tuple[int, int], tuple[WalkState, ...]]]:
        """The states in which the item is read: how they are reached, and where its choices lead."""
        level = self.whole.level(item)
        for state, arrived in self.found.at[level].items():
            if self.d.level[state[0]] == level:
                yield level, arrived, tuple(self._after(state, level, c) for c in range(self.d.sizes[level]))

    def _after(self, place: WalkState, level: int, choice: int) -> WalkState:
        node, valid = place
        return self.d.at(node, level, choice), self.d.at(valid, level, choice)

    def _ways_to_change(self, level: int, kids: tuple[WalkState, ...]) -> int:
        valid = kids[0][1]
        if all(kid[1] == valid for kid in kids):
            nodes = frozenset(kid[0] for kid in kids)
            return len(kids) * self._apart(nodes, valid) * between(self.d, level + 1, self._level(*nodes, valid))
        found = 0
        for kid in kids:
            others = self._hopeful(kid, frozenset(frozenset((other,)) for other in kids if other != kid))
            found += self._turned(kid, others) * between(self.d, level + 1, self._first(kid, others))
        return found

    def _level(self, *nodes: Node) -> int:
        return min([self.d.level[node] for node in nodes])

    def _apart(self, nodes: frozenset[Node], valid: Node) -> int:
        """In how many ways, from the first level that any of these reads, they end unequal."""
        if len(nodes) == 1:
            return 0
        level = self._level(*nodes, valid)
        if self._level(*nodes) == END:
            return self._ways.of(self.d.true, valid)[0]
        key = nodes, valid
        found = self._apart_known.get(key)
        if found is None:
            d, found = self.d, 0
            d.spend()
            for choice in range(d.sizes[level]):
                then = d.at(valid, level, choice)
                if then != d.false:
                    after = frozenset([d.at(node, level, choice) for node in nodes])
                    found += self._apart(after, then) * between(d, level + 1, self._level(*after, then))
            self._apart_known[key] = found
        return found

    def _hopeful(self, place: WalkState, others: Others) -> Others:
        """The others of which nothing has for certain what the place has."""
        return frozenset(places for places in others if all(other[0] != place[0] for other in places))

    def _first(self, place: WalkState, others: Others) -> int:
        """The first level that any of these reads."""
        return min(self._level(*place), *(self._level(*other) for places in others for other in places), END)

    def _turned(self, place: WalkState, others: Others) -> int:
        """In how many ways, from the first level on, a place ends unlike everything of one of the others."""
        if not others:
            return 0
        if all(len(places) == 1 and other[1] == place[1] for places in others for other in places):
            return self._apart(frozenset((place[0], *(other[0] for places in others for other in places))), place[1])
        level = self._first(place, others)
        if self._level(place[0]) == END and any(all(self._level(other[0]) == END for other in places)
                                                for places in others):
            return self._ways.of(self.d.true, place[1])[0] * between(self.d, level, self._level(place[1]))
        key = place, others
        found = self._turned_known.get(key)
        if found is None:
            self.d.spend()
            found = sum([self._turned(after, then) * between(self.d, level + 1, self._first(after, then))
                         for _, after, then in self._steps(level, place, others)])
            self._turned_known[key] = found
        return found

    def _steps(self, level: int, place: WalkState, others: Others) -> Iterator[tuple[int, WalkState, Others]]:
        """Each choice of a place at a level, where it leads, and where the others can lead with it."""
        lowest, sizes = self.whole.space.prices.lowest[level], range(self.d.sizes[level])
        applies = self._applies(place, level)
        for choice in sizes if applies else (lowest,):
            then = frozenset(frozenset(
                self._after(other, level, own) for other in places
                for own in ((lowest,) if not self._applies(other, level) else (choice,) if applies else sizes))
                for places in others)
            after = self._after(place, level, choice)
            yield choice, after, self._hopeful(after, then)

    def _applies(self, place: WalkState, level: int) -> bool:
        """Whether the item at a level applies: where it does not, only its lowest choice is valid."""
        d, valid = self.d, place[1]
        return d.level[valid] != level or d.false not in d.kids[valid]

    def _on(self, place: WalkState, others: Others) -> WalkedWay:
        """The choices from a place on by which it ends unlike the others."""
        way, others = {}, self._hopeful(place, others)
        while (level := self._first(place, others)) != END and self._level(place[0], *(
                other[0] for places in others for other in places)) != END:
            way[level], place, others = next(step for step in self._steps(level, place, others)
                                             if self._turned(step[1], step[2]))
        return way
