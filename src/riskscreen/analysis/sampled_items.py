"""How much items matter in a sample: every other answer to every item is tried in each drawn answer set."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.analysis.differing import scores_of
from riskscreen.analysis.sample import Choices, Sample
from riskscreen.engine.bounds import bounded, reapplied
from riskscreen.engine.compile import Compiled
from riskscreen.engine.one_outcome import OneOutcome
from riskscreen.model.answer import Answer


class SampledItems:
    """Tries other answers to one item at a time, in every answer set of a sample.

    Where another answer changes which items apply, only bounds of the level are known, and what lies within them counts
    as no change.
    """

    def __init__(self, compiled: Compiled, sample: Sample) -> None:
        self._compiled = compiled
        self._sample = sample
        self._n_outcome = [outcome.id for outcome in compiled.definition.outcomes].index(compiled.definition.result)
        self._outcome = OneOutcome(compiled, self._n_outcome)
        self._ranks: dict[int, int] = {}

    def changes(self, item: int) -> Iterator[tuple[Choices, int]]:
        """Each answer set in which another choice for the item changes the level, with the first such choice."""
        for choices, state in zip(self._sample.drawn, self._sample.states, strict=True):
            if item in choices:
                rank = self._rank(state)
                found = next((other for other in range(len(self._compiled.choices[item])) if other != choices[item]
                              and self._differs(choices, state, item, other, rank)), None)
                if found is not None:
                    yield choices, found

    def lowering(self, item: int) -> tuple[Choices, Choices] | None:
        """Two answer sets: the second has the answer with the higher score, and a lower level; none for a gate."""
        scores = scores_of(self._compiled, item)
        if self._compiled.is_gate[item] or len(set(scores.values())) < 2:
            return None
        for choices, state in zip(self._sample.drawn, self._sample.states, strict=True):
            own = scores.get(choices.get(item, -1))
            for other, score in scores.items():
                if own is not None and score > own and self._rank(self._changed(state, item, choices[item], other)) \
                        < self._rank(state):
                    return choices, {**choices, item: other}
        return None

    def _differs(self, choices: Choices, state: int, item: int, other: int, rank: int) -> bool:
        if not self._compiled.is_gate[item]:
            return self._rank(self._changed(state, item, choices[item], other)) != rank
        low, high = bounded(self._compiled, self._entries({**choices, item: other})).outcomes[self._n_outcome]
        return not low <= rank <= high

    def _entries(self, choices: Choices) -> list[Answer]:
        entries = []
        for n, item in enumerate(self._compiled.items):
            choice = item.response.choices[choices[n]].id if n in choices else None
            entries.append(Answer(item.id, "unanswered" if choice is None else "answered", choice=choice))
        return reapplied(self._compiled, entries)

    def _changed(self, state: int, item: int, choice: int, other: int) -> int:
        given = self._compiled.layout.given
        return state - given(item, choice) + given(item, other)

    def _rank(self, state: int) -> int:
        rank = self._ranks.get(state)
        if rank is None:
            rank = self._ranks[state] = self._outcome.bounds(state, state)[0]
        return rank
