"""Answer sets drawn by chance, for instruments with more than can be followed."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Protocol

from riskscreen.analysis.counting.sets import ChoiceOfItem
from riskscreen.analysis.counting.whole import Whole, lowest_choices
from riskscreen.engine.compile import Compiled
from riskscreen.engine.frame import Frame
from riskscreen.engine.walk.beside import between
from riskscreen.model.truth import YES

MOST_SAMPLED, LEAST_SAMPLED = 1000, 50
_MOST_CHECKS = 5_000_000


class Chance(Protocol):
    """Where random numbers come from; `random.Random` is one such."""

    def randrange(self, stop: int, /) -> int:
        """A whole number from 0 to *stop* - 1."""


class Sample:
    """Answer sets drawn by chance, the smallest first, each with its state.

    Every answer set is as likely as any other, unless the gates alone have too many states; then ``n_answer_sets`` is
    None, and answers are drawn item by item.
    """

    def __init__(self, compiled: Compiled, chance: Chance) -> None:
        n_checks = len(compiled.items) + sum(compiled.gate_checks)
        n_sampled = max(LEAST_SAMPLED, min(MOST_SAMPLED, _MOST_CHECKS // n_checks))
        whole = Whole.of(compiled)
        self.n_answer_sets = whole.asked(lambda: whole.n_answer_sets)
        if self.n_answer_sets is None:
            drawn = [_by_item(compiled, chance) for _ in range(n_sampled)]
        else:
                        drawn = [_uniform(whole, chance) for _ in range(n_sampled)]
        lowest = lowest_choices(compiled.items)
        self.drawn: list[ChoiceOfItem] = sorted(drawn, key=lambda choices: sum(
            choice != lowest[n] for n, choice in choices.items()))
        self.states = [state_of(compiled, choices) for choices in self.drawn]
        self.counts = [1] * n_sampled

    def choices(self, place: int) -> ChoiceOfItem:
        """The choices of one answer set, by item."""
        return self.drawn[place]


def _uniform(whole: Whole, chance: Chance) -> ChoiceOfItem:
    """An answer set in which each choice is as likely as the number of answer sets that go on from it."""
    d, node, found = whole.nodes, whole.valid, dict[int, int]()
    for level, size in enumerate(d.sizes):
        if d.level[node] == level:
            ways = [whole.space.ways.of(d.true, kid)[0] * between(d, level + 1, d.level[kid]) for kid in d.kids[node]]
            found[level] = bisect_right(list(accumulate(ways)), chance.randrange(sum(ways)))
            node = d.kids[node][found[level]]
        else:
            found[level] = chance.randrange(size)
    return whole.choices_on(0, found)


def _by_item(compiled: Compiled, chance: Chance) -> ChoiceOfItem:
    """An answer set in which each choice of an item is equally likely."""
    found, state = {}, compiled.layout.empty
    for n, gate in enumerate(compiled.gates):
        if gate is None or gate(Frame(state, state)) == YES:
            found[n] = chance.randrange(len(compiled.choices[n]))
            state += compiled.layout.given(n, found[n])
    return found


def state_of(compiled: Compiled, choices: ChoiceOfItem) -> int:
    """The packed state of a complete case."""
    return compiled.layout.empty + sum(compiled.layout.given(n, choice) for n, choice in choices.items())
