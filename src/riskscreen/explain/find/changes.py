"""The ways to another level: all minimal sets of answers that, answered otherwise, make an outcome stand there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import attrs

from riskscreen.engine.compile import Compiled
from riskscreen.engine.walk.case import other_answers, possible_of, standing
from riskscreen.engine.walk.changes import Moving
from riskscreen.engine.walk.families import TooMany
from riskscreen.explain.find.change import Change
from riskscreen.explain.find.groups import GivenAnswer
from riskscreen.explain.find.spreads import Board, change_of, changes_in
from riskscreen.model.answer import Answers
from riskscreen.model.outcome import Level

MOST_LISTED = 2_000


class Ways:
    """The ways that were found, to be listed when somebody asks; equal where the same was asked of equal cases."""

    def __init__(self, board: Board, moving: Moving) -> None:
        self.board, self.moving = board, moving

    def __eq__(self, other: object) -> bool:
        return self.board == other.board if isinstance(other, Ways) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.board)

    def listed(self) -> tuple[Change, ...]:
        """The first ways, in as few changes as say the same; those of the fewest items first."""
        found = changes_in(self.board, islice(self.moving.ways(), MOST_LISTED))
        return tuple(sorted(found, key=_shortest_first))

    def expand(self) -> Iterator[frozenset[GivenAnswer]]:
        """Every minimal set of new answers, one by one."""
        for way in self.moving.ways():
            yield from change_of(self.board, way).expand()


@attrs.frozen
class FoundChanges:
    """How many plain sets of new answers there are, and the ways to list them; None where they are too many."""

    n_sets: int
    complete: bool
    ways: Ways | None


def found_changes(compiled: Compiled, answers: Answers, outcome: str, level: Level) -> FoundChanges:
    """All minimal changes that move the outcome to the level."""
    meaning = compiled.meaning
    entries = compiled.scored(answers)
    claim = compiled.claim(outcome, level.rank, level.rank)
    others = other_answers(meaning, claim, entries)
    try:
        moving = Moving(claim, possible_of(meaning, entries), standing(meaning, entries), others.levels,
                        {level: [len(same) for same in ways] for level, ways in others.choices.items()})
        n_sets = moving.n_sets
    except TooMany:
        return FoundChanges(0, complete=False, ways=None)
    board = Board(compiled.items, entries,
                  tuple(tuple(sorted(meaning.at_level[level] for level in items)) for items in moving.members),
                  tuple(others.choices[items[0]] for items in moving.members))
    return FoundChanges(n_sets, complete=not meaning.is_loose(claim.table), ways=Ways(board, moving))


def _shortest_first(change: Change) -> tuple[int, int]:
    return sum(group.count for group in change.groups), len(change.groups)
