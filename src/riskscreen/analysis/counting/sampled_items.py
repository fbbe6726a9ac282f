"""How much items matter in a sample: every other answer to every item is tried in each drawn answer set."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.analysis.counting.lowering import scores_of
from riskscreen.analysis.counting.sample import Sample
from riskscreen.analysis.counting.sets import ChoiceOfItem
from riskscreen.engine.bounds import bounded, reapplied
from riskscreen.engine.compile import Compiled
from riskscreen.engine.one_outcome import OneOutcome
from riskscreen.model.answer import Answer

MOST_TRIED = 500_000
_CHECKS_AT_THE_COST_OF_ONE = 5


class SampledItems:
    """Tries other answers to one item at a time, in the answer sets of a sample, or in some of them where that is much.

    Where another answer changes which items apply, only bounds of the level are known, and what lies within them counts
    as no change.
    """

    def __init__(self, compiled: Compiled, sample: Sample) -> None:
        self._compiled = compiled
        self._sample = sample
        self._n_outcome = compiled.definition.result_number
        self._outcome = OneOutcome(compiled, self._n_outcome)
        self._ranks: dict[int, int] = {}
        self._given = [[compiled.layout.given(n, choice) for choice in choices.values()]
                       for n, choices in enumerate(compiled.choices)]
        self._checks = (len(compiled.items) + sum(compiled.gate_checks)) // _CHECKS_AT_THE_COST_OF_ONE + 1

    def n_tried(self, item: int) -> int:
        """In how many answer sets other answers to the item are tried."""
        cost = len(self._given[item]) * (self._checks if self._compiled.is_gate[item] else 1)
        return max(1, min(len(self._sample.drawn), MOST_TRIED // len(self._given) // cost))

    def _tried(self, item: int) -> Iterator[tuple[ChoiceOfItem, int]]:
        """Answer sets from all over the sample, which is ordered."""
        n_tried, n_drawn = self.n_tried(item), len(self._sample.drawn)
        for k in range(n_tried):
            place = k * n_drawn // n_tried
            if item in self._sample.drawn[place]:
                yield self._sample.drawn[place], self._sample.states[place]

    def changes(self, item: int) -> Iterator[tuple[ChoiceOfItem, int]]:
        """Each answer set in which another choice for the item changes the level, with the first such choice."""
        for choices, state in self._tried(item):
            rank = self._rank(state)
            found = next((other for other in range(len(self._compiled.choices[item])) if other != choices[item]
                          and self._differs(choices, state, item, other, rank)), None)
            if found is not None:
                yield choices, found

    def lowering(self, item: int) -> tuple[ChoiceOfItem, ChoiceOfItem] | None:
        """Two answer sets: the second has the answer with the higher score, and a lower level; none for a gate."""
        scores = scores_of(self._compiled, item)
        if self._compiled.is_gate[item] or len(set(scores.values())) < 2:
            return None
        for choices, state in self._tried(item):
            own = scores.get(choices[item])
            for other, score in scores.items():
                if own is not None and score > own and self._rank(self._changed(state, item, choices[item], other)) \
                        < self._rank(state):
                    return choices, {**choices, item: other}
        return None

    def _differs(self, choices: ChoiceOfItem, state: int, item: int, other: int, rank: int) -> bool:
        if not self._compiled.is_gate[item]:
            return self._rank(self._changed(state, item, choices[item], other)) != rank
        low, high = bounded(self._compiled, self._entries({**choices, item: other})).outcomes[self._n_outcome]
        return not low <= rank <= high

    def _entries(self, choices: ChoiceOfItem) -> list[Answer]:
        entries = []
        for n, item in enumerate(self._compiled.items):
            choice = item.response.choices[choices[n]].id if n in choices else None
            entries.append(Answer(item.id, "unanswered" if choice is None else "answered", choice=choice))
        return reapplied(self._compiled, entries)

    def _changed(self, state: int, item: int, choice: int, other: int) -> int:
        return state - self._given[item][choice] + self._given[item][other]

    def _rank(self, state: int) -> int:
        rank = self._ranks.get(state)
        if rank is None:
            rank = self._ranks[state] = self._outcome.bounds(state, state)[0]
        return rank
