"""Whether a higher answer to one item can ever lower the level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from riskscreen.analysis.counting.sets import ChoiceOfItem
from riskscreen.analysis.counting.whole import Whole
from riskscreen.engine.compile import Compiled
from riskscreen.engine.diagram.nodes import END, Node
from riskscreen.engine.walk.beside import Beside, WalkedWay, WalkState
from riskscreen.model.scale import Count

Two = tuple[WalkState, WalkState]


class Lowering:
    """Pairs of answer sets that differ in one item, and in what applies because of it.

    A higher answer never lowers the level where, at each node of the item, the node after the lower answer implies the
    one after the higher: whatever else is answered, its rank is no higher.
    """

    def __init__(self, compiled: Compiled, whole: Whole, found: Beside) -> None:
        self.compiled, self.whole, self.d, self.found = compiled, whole, whole.nodes, found
        self._known: dict[Two, bool] = {}
        self._spans: dict[Node, tuple[int, int]] = {}

    def example(self, item: int) -> tuple[ChoiceOfItem, ChoiceOfItem] | None:
        """Two answer sets: the second has the answer with the higher score, and a lower level."""
        level, scores = self.whole.level(item), scores_of(self.compiled, item)
        rises = [(low, high) for low in scores for high in scores if scores[low] < scores[high]]
        for state, (_, price) in self.found.at[level].items() if rises else ():
            if self.d.level[state[0]] != level:
                continue
            for low, high in rises:
                two = self._after(state, level, low), self._after(state, level, high)
                if self._can_lower(two):
                    first, second = self._on(two)
                    return (self.whole.choices_on(price, {level: low}, first),
                            self.whole.choices_on(price, {level: high}, second))
        return None

    def _after(self, place: WalkState, level: int, choice: int) -> WalkState:
        return self.d.at(place[0], level, choice), self.d.at(place[1], level, choice)

    def _can_lower(self, two: Two) -> bool:
        """Whether the first can end higher than the second."""
        (one, valid), (other, other_valid) = two
        if one == other or self._span(one)[1] <= self._span(other)[0]:
            return False
        if self._span(one)[0] > self._span(other)[1]:
            return True
        if valid == other_valid:  # then the same items apply to both, and which no longer matters
            two = (one, self.d.true), (other, self.d.true)
        found = self._known.get(two)
        if found is None:
            self.d.spend()
            found = self._known[two] = any(self._can_lower(after) for *_, after in self._steps(two))
        return found

    def _span(self, node: Node) -> tuple[int, int]:
        """The lowest and the highest rank that can come of a node."""
        found = self._spans.get(node)
        if found is None:
            if self.d.level[node] == END:
                rank = self.d.value[node]
                assert isinstance(rank, int)
                found = rank, rank
            else:
                spans = [self._span(kid) for kid in self.d.kids[node]]
                found = min(low for low, _ in spans), max(high for _, high in spans)
            self._spans[node] = found
        return found

    def _level(self, two: Two) -> int:
        return min(self.d.level[node] for place in two for node in place)

    def _steps(self, two: Two) -> Iterator[tuple[int, int, Two]]:
        """The choices of both at the first level that either reads: the same, if the item applies to both."""
        level = self._level(two)
        sizes, lowest = range(self.d.sizes[level]), (self.whole.space.prices.lowest[level],)
        applies = [self.d.level[valid] != level or self.d.false not in self.d.kids[valid] for _, valid in two]
        for choice in sizes if applies[0] else lowest:
            for other in lowest if not applies[1] else (choice,) if applies[0] else sizes:
                yield choice, other, (self._after(two[0], level, choice), self._after(two[1], level, other))

    def _on(self, two: Two) -> tuple[WalkedWay, WalkedWay]:
        """The choices of both by which the first ends higher."""
        ways: tuple[WalkedWay, WalkedWay] = {}, {}
        while self._span(two[0][0])[0] <= self._span(two[1][0])[1]:
            level = self._level(two)
            choice, other, two = next(step for step in self._steps(two) if self._can_lower(step[2]))
            ways[0][level], ways[1][level] = choice, other
        return ways


def scores_of(compiled: Compiled, item: int) -> Mapping[int, int]:
    """What orders the choices of an item: their scores, or, where these are all the same, how many scales count each.

    Whole numbers in the order of the scores; a choice that takes the item out has no place in it.
    """
    choices = compiled.items[item].response.choices
    numbers = {c: choice.score for c, choice in enumerate(choices) if not choice.not_applicable}
    if len(set(numbers.values())) > 1:
        ranks = {score: rank for rank, score in enumerate(sorted(set(numbers.values())))}
        return {c: ranks[score] for c, score in numbers.items()}
    rows = [compiled.tables[scale.id].scores.get(item, ()) for scale in compiled.definition.scales
            if isinstance(scale.formula, Count)]
    return {c: sum(row[c] or 0 for row in rows if row) for c in numbers}
