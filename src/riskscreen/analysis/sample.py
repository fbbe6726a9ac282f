"""Answer sets drawn by chance, for instruments with more joint states than can be followed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Protocol

from riskscreen.analysis.reach import Reached, completions, lowest_choices, reached_together
from riskscreen.engine.compile import Compiled
from riskscreen.engine.frame import Frame
from riskscreen.model.truth import YES

MOST_SAMPLED, LEAST_SAMPLED = 1000, 50
_MOST_CHECKS = 5_000_000

Choices = Mapping[int, int]


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
        gates = reached_together([(compiled, {})])
        self.n_answer_sets = None if gates is None else gates.n_answer_sets
        if gates is None:
            drawn = [_by_item(compiled, chance) for _ in range(n_sampled)]
        else:
            sums = _sums(gates)
            drawn = [_uniform(gates, sums, chance) for _ in range(n_sampled)]
        lowest = lowest_choices(compiled)
        self.drawn: list[Choices] = sorted(drawn, key=lambda choices: sum(
            choice != lowest[n] for n, choice in choices.items()))
        self.states = [_state(compiled, choices) for choices in self.drawn]
        self.counts = [1] * n_sampled

    def choices(self, place: int) -> Choices:
        """The choices of one answer set, by item."""
        return self.drawn[place]


def _uniform(gates: Reached, sums: Sequence[Sequence[list[int]]], chance: Chance) -> Choices:
    """An answer set in which each choice is as likely as the number of answer sets that go on from it."""
    found, place = {}, 0
    for step, layer, sums_of in zip(gates.steps, gates.layers, sums, strict=False):
        edges = layer.edges[place]
        if isinstance(edges, int):
            place = edges
        else:
            choice = bisect_right(sums_of[place], chance.randrange(sums_of[place][-1]))
            found[step.item], place = choice, edges[choice]
    return found


def _sums(gates: Reached) -> list[list[list[int]]]:
    """For each state of each layer, how many answer sets go on from its choices, added up choice by choice."""
    ways = completions(gates)
    return [[[] if isinstance(edges, int) else list(accumulate([after[to] for to in edges])) for edges in layer.edges]
            for layer, after in zip(gates.layers, ways[1:], strict=False)]


def _by_item(compiled: Compiled, chance: Chance) -> Choices:
    """An answer set in which each choice of an item is equally likely."""
    found, state = {}, compiled.layout.empty
    for n, gate in enumerate(compiled.gates):
        if gate is None or gate(Frame(state, state)) == YES:
            found[n] = chance.randrange(len(compiled.choices[n]))
            state += compiled.layout.given(n, found[n])
    return found


def _state(compiled: Compiled, choices: Choices) -> int:
    return compiled.layout.empty + sum(compiled.layout.given(n, choice) for n, choice in choices.items())
