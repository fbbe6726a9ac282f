"""How cases stand: the levels that are possible, and how many cases have them, whatever the cases were given as."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np

from riskscreen.batch.scored import OutcomeColumns, ScoredCodes
from riskscreen.batch.summary import PossibleCount, standings_of
from riskscreen.errors import RecordError
from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Level
from riskscreen.model.text import Text
from riskscreen.plot.telling import PlotTelling, free_language, telling_in
from riskscreen.records.record import Record
from riskscreen.records.shelf import definition_of
from riskscreen.research.given.columns import Foreign
from riskscreen.research.given.levels import Ladder, LevelSets, level_sets
from riskscreen.research.given.records import without_history
from riskscreen.screening.result import Result


@attrs.frozen(eq=False)
class Standings:
    """An outcome, its levels from the lowest, and the levels that each case can have, in the words of a language."""

    telling: PlotTelling
    title: str
    levels: tuple[Level, ...]
    sets: LevelSets

    @property
    def counts(self) -> tuple[PossibleCount, ...]:
        """How many cases have each set of possible levels that there is."""
        masks, counts = np.unique(self.sets.masks, return_counts=True)
        return standings_of(self.levels, dict(zip(masks.tolist(), counts.tolist(), strict=True)))

    @property
    def each_possible(self) -> list[tuple[Level, ...]]:
        """The levels that each case can have, case by case."""
        by_mask = {mask: self.possible(mask) for mask in set(self.sets.masks.tolist())}
        return [by_mask[mask] for mask in self.sets.masks.tolist()]

    @property
    def n_cases(self) -> int:
        """How many cases there are."""
        return len(self.sets)

    def possible(self, mask: int) -> tuple[Level, ...]:
        """The levels of a set, given as bits."""
        return tuple(level for level in self.levels if mask >> level.rank & 1)


def standings_in(levels: Foreign, *, ladder: Ladder | None, outcome: str | None, language: str | None) -> Standings:
    """How the cases stand that a caller gives.

    Raises:
        UsageError: If they cannot be read, or for a language that their levels do not have.
    """
    levels = without_history(levels)
    sets = level_sets(levels, ladder=ladder, outcome=outcome)
    found, title = _named(levels, sets) or _named_in(ladder) or _bare(sets, language)
    telling = telling_in(title, language)
    return Standings(telling, telling.text(title), found, sets)


_Named = tuple[tuple[Level, ...], Text]


def _named(levels: Foreign, sets: LevelSets) -> _Named | None:
    """The levels of the outcome and its title, where what was given knows them."""
    if isinstance(levels, ScoredCodes):
        levels = levels.outcomes[sets.outcome or levels.result]
    if isinstance(levels, OutcomeColumns):
        return levels.levels, levels.title
    first = levels[0] if isinstance(levels, list | tuple) and levels else None
    definition = _definition(first)
    if definition is None:
        return None
    outcome = definition.outcomes[definition.outcome_numbers[sets.outcome or definition.result]]
    return outcome.levels, outcome.title


def _definition(case: object) -> Definition | None:
    """The definition of a case that knows it."""
    if isinstance(case, Result):
        return case.instrument.definition
    try:
        return definition_of(case) if isinstance(case, Record) else None
    except RecordError:  # a ladder was given in its place
        return None


def _named_in(ladder: Ladder | None) -> _Named | None:
    """The levels of a ladder, where it is one of levels and not of their ids; the title is the id of their outcome."""
    if ladder is None or not all(isinstance(level, Level) for level in ladder):
        return None
    levels = tuple(level for level in ladder if isinstance(level, Level))
    return levels, Text.of(dict.fromkeys(levels[0].label.languages, levels[0].outcome))


def _bare(sets: LevelSets, language: str | None) -> _Named:
    """Levels that are called by their ids, in whatever language."""
    tag, outcome = free_language(language), sets.outcome or "level"
    return tuple(Level(name, Text.of({tag: name}), rank, outcome, sets.ladder)
                 for rank, name in enumerate(sets.ladder)), Text.of({tag: outcome})


def in_order(counts: Sequence[PossibleCount], levels: Sequence[Level]) -> list[PossibleCount]:
    """Every level and every set of levels that occurs, from the lowest to the highest; what is open stands between."""
    known = {(level,): 0 for level in levels} | dict(counts)
    return sorted(known.items(), key=lambda each: (each[0][0].rank, each[0][-1].rank, len(each[0])))
