"""Changes: the minimal sets of answers that, answered otherwise, move an outcome to another level."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice

import attrs

from riskscreen.engine.compile import Compiled
from riskscreen.engine.walk.case import other_answers, possible_of, standing
from riskscreen.engine.walk.changes import Moving
from riskscreen.engine.walk.families import TooMany
from riskscreen.explain.find.change import Change
from riskscreen.explain.find.groups import Given
from riskscreen.explain.find.spreads import Board, change_of, changes_in
from riskscreen.model.answer import Answers
from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Level
from riskscreen.model.value import Value, value

MOST_LISTED = 2_000


class Ways:
    """The ways that were found, to be listed when somebody asks; equal where the same was asked of equal cases."""

    def __init__(self, board: Board, moving: Moving) -> None:
        self.board, self.moving = board, moving

    def __eq__(self, other: object) -> bool:
        return self.board == other.board if isinstance(other, Ways) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.board)

    def listed(self) -> list[Change]:
        """The first ways, in as few changes as say the same."""
        return changes_in(self.board, islice(self.moving.ways(), MOST_LISTED))


@value
class Changes(Value):
    """All minimal changes that make an outcome stand at ``level``, whatever the answers that stay open.

    No part of the items of a change could make it, whatever they were answered with.  One change without groups says
    that the outcome stands there already.  A number is changed to the first of its band, which stands for all of them.

    ``n_sets`` is how many plain sets of new answers there are, counted without listing them.  They are listed when they
    are first asked for: ``changes`` has them in groups, and where there are very many, the smallest, which stand for
    ``n_listed`` sets; `expand` goes through all of them.  ``complete`` is false where the search had to stop: what is
    listed is right, but more may exist.
    """

    outcome: str
    level: Level
    n_sets: int
    complete: bool
    definition: Definition = attrs.field(repr=False)
    ways: Ways | None = attrs.field(repr=False)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes, those of the fewest items first."""
        return () if self.ways is None else tuple(sorted(self.ways.listed(), key=_shortest_first))

    @property
    def n_listed(self) -> int:
        """How many plain sets the listed changes stand for."""
        return sum(change.n_sets for change in self.changes)

    def expand(self) -> Iterator[frozenset[Given]]:
        """Every minimal set of new answers, one by one."""
        if self.ways is not None:
            for way in self.ways.moving.ways():
                yield from change_of(self.ways.board, way).expand()

    def explain(self, language: str | None = None) -> str:
        """The changes in words.

        Args:
            language: One of the instrument's languages; English where it has it, unless said otherwise.

        Raises:
            UsageError: For a language that the instrument does not have; near names are suggested.
        """
        from riskscreen.explain.told.changes_text import changes_text  # noqa: PLC0415

        return changes_text(self, language)

    def to_dict(self) -> dict[str, object]:
        """The changes in plain values, ready for JSON."""
        return {"outcome": self.outcome, "level": self.level.id, "complete": self.complete, "n_sets": self.n_sets,
                "n_listed": self.n_listed, "changes": [change.to_dict() for change in self.changes]}

    def __str__(self) -> str:
        return self.explain()

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)


def changes_of(compiled: Compiled, answers: Answers, outcome: str, level: Level) -> Changes:
    """All minimal changes that move the outcome to the level."""
    definition, meaning = compiled.definition, compiled.meaning
    by_item = {entry.item: entry for entry in answers.entries}
    entries = tuple(by_item[item.id] for item in compiled.items)
    claim = compiled.claim(outcome, level.rank, level.rank)
    others = other_answers(meaning, claim, entries)
    try:
        moving = Moving(claim, possible_of(meaning, entries), standing(meaning, entries), others.levels,
                        {level: [len(same) for same in ways] for level, ways in others.choices.items()})
        n_sets = moving.n_sets
    except TooMany:
        return Changes(outcome, level, 0, complete=False, definition=definition, ways=None)
    board = Board(compiled.items, entries,
                  tuple(tuple(sorted(meaning.at_level[level] for level in items)) for items in moving.members),
                  tuple(others.choices[items[0]] for items in moving.members))
    return Changes(outcome, level, n_sets, complete=not meaning.is_loose(claim.table), definition=definition,
                   ways=Ways(board, moving))


def _shortest_first(change: Change) -> tuple[int, int]:
    return sum(group.count for group in change.groups), len(change.groups)
