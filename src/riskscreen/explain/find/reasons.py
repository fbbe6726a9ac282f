"""Reasons: the minimal sets of given answers that alone force a level, whatever all other answers are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Literal

import attrs

from riskscreen.cell import Cell
from riskscreen.engine.compile import Compiled
from riskscreen.engine.facts import Facts
from riskscreen.engine.walk.case import facts_of
from riskscreen.engine.walk.families import CellCounts, TooMany
from riskscreen.engine.walk.reasons import Forcing, one_reason
from riskscreen.explain.find.groups import GivenAnswer, Group, n_sets_of, sets_of
from riskscreen.explain.find.minimal import merged_cells
from riskscreen.model.answer import Answer, Answers
from riskscreen.model.outcome import Level
from riskscreen.model.response import UNKNOWN

MOST_LISTED = 2_000

Side = Literal["at_least", "at_most"]


@attrs.frozen(repr=False)
class Reason(Cell):
    """One way in which answers force a level: so many of each group."""

    groups: tuple[Group, ...]

    @property
    def n_sets(self) -> int:
        """How many plain sets this reason stands for."""
        return n_sets_of(self.groups)

    def expand(self) -> Iterator[frozenset[GivenAnswer]]:
        """The plain sets of answers, each as ``(item, answer)`` pairs, one by one."""
        return sets_of(self.groups)

    def to_dict(self) -> dict[str, object]:
        """The reason in plain values."""
        return {"n_sets": self.n_sets, "groups": [group.to_dict() for group in self.groups]}


@attrs.frozen
class FoundReasons:
    """The level that is claimed, the shortest reasons for it, and how many plain sets of answers force it in all."""

    level: Level
    reasons: tuple[Reason, ...]
    n_sets: int
    complete: bool


def found_reasons(compiled: Compiled, answers: Answers, facts: Facts, outcome: str,
                  claim: Side) -> FoundReasons:
    """All minimal reasons for the bound at which an outcome stands."""
    definition, meaning = compiled.definition, compiled.meaning
    position = definition.outcome_numbers[outcome]
    levels, rank = definition.outcomes[position].levels, facts.outcomes[position][claim == "at_most"]
    wanted = compiled.claim(outcome, *((0, rank) if claim == "at_most" else (rank, len(levels) - 1)))
    entries = compiled.scored(answers)
    facts_by_level = facts_of(meaning, entries)
    try:
        forcing = Forcing(wanted, facts_by_level)
    except TooMany:
        alone = one_reason(wanted, facts_by_level)
        answered = tuple(_given(entries[meaning.at_level[level]]) for level in alone or ())
        one = () if alone is None else (Reason((Group(len(answered), answered),) if answered else ()),)
        return FoundReasons(levels[rank], one, len(one), complete=False)
    named = [tuple(_given(entries[meaning.at_level[level]]) for level in items) for items in forcing.members]
    reasons = _listed(named, forcing.families.members(forcing.found))
    return FoundReasons(levels[rank], tuple(sorted(reasons, key=_shortest_first)), forcing.n_sets,
                        complete=not meaning.is_loose(wanted.table))


def _listed(named: Sequence[tuple[GivenAnswer, ...]], vectors: Iterable[CellCounts]) -> list[Reason]:
    """The first vectors, in as few reasons as say the same."""
    counts = [_counts(vector, len(named)) for vector in islice(vectors, MOST_LISTED)]
    cells, merged = merged_cells(tuple(map(len, named)), counts)
    joined = [tuple(answer for position in cell for answer in named[position]) for cell in cells]
    return [_reason(joined, some) for some in merged]


def _given(entry: Answer) -> GivenAnswer:
    """An answer as a reason names it; where nobody answered yet, that is what it names."""
    return entry.item, UNKNOWN if entry.state == "unknown" else entry.given


def _counts(vector: CellCounts, n_cells: int) -> tuple[int, ...]:
    counts = [0] * n_cells
    for cell, count in vector:
        counts[cell] = count
    return tuple(counts)


def _reason(cells: list[tuple[GivenAnswer, ...]], counts: tuple[int, ...]) -> Reason:
    return Reason(tuple(Group(count, answers) for answers, count in zip(cells, counts, strict=True) if count))


def _shortest_first(reason: Reason) -> tuple[int, int]:
    return sum(group.count for group in reason.groups), len(reason.groups)
