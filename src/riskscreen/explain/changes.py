"""Changes: the minimal sets of answers that, answered otherwise, move an outcome to another level."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from math import prod

import attrs

from riskscreen.engine.compile import Compiled
from riskscreen.explain.board import MOST_SETTINGS, Board, Spread
from riskscreen.explain.change import Change
from riskscreen.explain.groups import Given
from riskscreen.explain.minimal import Budget, Counts, minimal_counts
from riskscreen.explain.setting import Setting
from riskscreen.explain.spreads import changes_in
from riskscreen.model.answer import Answers
from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Level
from riskscreen.model.value import Value, value

MOST_QUESTIONS = 20_000


@value
class Changes(Value):
    """All minimal changes that make an outcome stand at ``level``, whatever the answers that stay open.

    No part of the items of a change could make it, whatever they were answered with.  One change without groups says
    that the outcome stands there already.  A number is changed to the first of its band, which stands for all of them.
    ``complete`` is false where the search had to stop: what is listed is right, but more may exist.
    """

    outcome: str
    level: Level
    changes: tuple[Change, ...]
    complete: bool
    definition: Definition = attrs.field(repr=False)

    @property
    def n_sets(self) -> int:
        """How many plain sets of new answers all changes stand for."""
        return sum(change.n_sets for change in self.changes)

    def expand(self) -> Iterator[frozenset[Given]]:
        """Every minimal set of new answers, one by one."""
        for change in self.changes:
            yield from change.expand()

    def explain(self, language: str | None = None) -> str:
        """The changes in words.

        Args:
            language: One of the instrument's languages; English where it has it, unless said otherwise.

        Raises:
            UsageError: For a language that the instrument does not have; near names are suggested.
        """
        from riskscreen.explain.changes_text import changes_text  # noqa: PLC0415

        return changes_text(self, language)

    def to_dict(self) -> dict[str, object]:
        """The changes in plain values, ready for JSON."""
        return {"outcome": self.outcome, "level": self.level.id, "complete": self.complete, "n_sets": self.n_sets,
                "changes": [change.to_dict() for change in self.changes]}

    def __str__(self) -> str:
        return self.explain()

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)


def changes_of(compiled: Compiled, answers: Answers, outcome: str, level: Level) -> Changes:
    """All minimal changes that move the outcome to the level."""
    definition = compiled.definition
    position = next(n for n, found in enumerate(definition.outcomes) if found.id == outcome)
    if _n_settings(compiled) > MOST_SETTINGS:
        return Changes(outcome, level, (), complete=False, definition=definition)
    by_item = {entry.item: entry for entry in answers.entries}
    budget = Budget(MOST_QUESTIONS)
    board = Board(compiled, [by_item[item.id] for item in compiled.items], position, level.rank)
    changes = changes_in(board, list(_least(board, budget)))
    return Changes(outcome, level, tuple(sorted(changes, key=_shortest_first)),
                   complete=budget.is_exact and not budget.is_spent, definition=definition)


def _n_settings(compiled: Compiled) -> int:
    return prod(len(choices) + 1 for choices, is_gate in
                zip(compiled.choices, compiled.is_gate, strict=True) if is_gate)


def _least(board: Board, budget: Budget) -> Iterator[list[Spread]]:
    """For each minimal choice of how many items of each cell are changed, the ways to change them.

    The search begins with the fewest that sums allow.  Where these cannot land on the level itself, for instance
    because each overshoots it, one more is tried in each cell.
    """
    settings = [Setting(board, way, entries, budget) for way, entries in board.ways]

    def is_near(counts: Counts) -> bool:
        return any(setting.is_near(counts) for setting in settings)

    waiting = [(sum(counts), counts) for counts in minimal_counts(board.sizes, is_near, budget)]
    heapify(waiting)
    seen, found = {counts for _, counts in waiting}, list[Counts]()
    while waiting and not budget.is_spent:
        _, counts = heappop(waiting)
        if any(all(a <= b for a, b in zip(known, counts, strict=True)) for known in found):
            continue
        if spreads := [spread for setting in settings for spread in setting.spreads(counts)]:
            found.append(counts)
            yield spreads
            continue
        for more in _one_more(counts, board.sizes):
            if more not in seen:
                seen.add(more)
                heappush(waiting, (sum(more), more))


def _one_more(counts: Counts, sizes: Counts) -> Iterator[Counts]:
    for position, (count, size) in enumerate(zip(counts, sizes, strict=True)):
        if count < size:
            yield counts[:position] + (count + 1,) + counts[position + 1:]


def _shortest_first(change: Change) -> tuple[int, int]:
    return sum(group.count for group in change.groups), len(change.groups)
