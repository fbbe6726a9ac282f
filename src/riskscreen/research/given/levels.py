"""The levels that each case can have, from whatever holds them: the form that all statistics are worked out from."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.batch.arrays import Flags
from riskscreen.batch.scored import OutcomeColumns, ScoredCodes
from riskscreen.errors import Problem, UsageError, near_names, usage_error, wrong_type
from riskscreen.model.outcome import Level
from riskscreen.records.record import Record
from riskscreen.research.given.columns import Foreign, PlainColumn, column_of, names_of_table, plain_column
from riskscreen.research.given.level_cells import LevelReader, Masks, is_of, levels_among
from riskscreen.research.given.records import kept_levels, without_history
from riskscreen.screening.result import OutcomeResult, Result

Ladder = Sequence[str | Level]

MOST_LEVELS = 20  # of an outcome, in definitions too
_PARTS = ("", "_at_least", "_at_most", "_possible")  # what `score_table` adds for the result
_SOURCES = "what score_codes or score_table gives, results, records, or a set of levels for each case"


@attrs.frozen(eq=False)
class LevelSets:
    """The levels that each case can have.

    Bit n of a mask is set where rank n of ``ladder`` is possible; there can be holes, and no mask is 0.  ``n_loose`` is
    the number of cases of which the levels are known to be sound, but perhaps too many.  ``outcome`` is the id of the
    outcome that they are of, where that is known, and ``labels`` are those of the rows of a table that has them.  Of a
    *route* the levels are alternatives, and no more or less of one thing.
    """

    ladder: tuple[str, ...]
    masks: Masks
    outcome: str | None = None
    n_loose: int = 0
    is_route: bool = False
    labels: Foreign = None

    def __len__(self) -> int:
        return len(self.masks)

    @property
    def least(self) -> NDArray[np.int8]:
        """The lowest rank of each case."""
        return _highest_bit(self.masks & (~self.masks + np.uint32(1)))

    @property
    def most(self) -> NDArray[np.int8]:
        """The highest rank of each case."""
        return _highest_bit(self.masks)

    @property
    def determined(self) -> Flags:
        """Where there is one level."""
        found: Flags = self.masks & (self.masks - np.uint32(1)) == 0
        return found

    @property
    def n_open(self) -> int:
        """How many cases can have more than one level."""
        return len(self) - int(np.count_nonzero(self.determined))

    def in_order(self) -> LevelSets:
        """The same, for a statistic that takes a higher level for more.

        Raises:
            UsageError: For the levels of a route, whose ranks only order its rules.
        """
        if self.is_route:
            raise usage_error("U-no-order", "The levels of a route are alternatives: none is above another.",
                              found=self.outcome, expected="rates, which has each level by itself; or an outcome whose "
                              "levels are degrees")
        return self

    def rank_of(self, level: object, *, name: str = "at") -> int:
        """The rank of a level, or of its id.

        Raises:
            UsageError: For one that the ladder does not have; near names are suggested.
        """
        if isinstance(level, Level) and not is_of(level, self.ladder, self.outcome):
            raise usage_error("U-levels-of-two-outcomes", "Levels of different outcomes have no common order.",
                              found=f"{level.id} of {level.outcome}", expected=", ".join(self.ladder))
        found = level.id if isinstance(level, Level) else level
        if not issubclass(type(found), str):
            raise wrong_type(f"The option {name} is a level.", found, ", ".join(self.ladder))
        if str.__str__(found) not in self.ladder:
            raise usage_error("U-unknown-level", "There is no such level.", found=found,
                              expected=", ".join(self.ladder), known=self.ladder)
        return self.ladder.index(str.__str__(found))



def _highest_bit(masks: Masks) -> NDArray[np.int8]:
    """The place of the highest bit of each mask, which the exponent of a float holds exactly."""
    return (np.frexp(masks.astype(np.float64))[1] - 1).astype(np.int8)


def level_sets(levels: Foreign, *, ladder: Ladder | None = None, outcome: str | None = None,
               name: str = "levels") -> LevelSets:
    """The levels that each case can have.

    Args:
        levels: What `Instrument.score_codes` gives, or one of its outcomes; a table from `Instrument.score_table`, of
            any library, or a mapping of columns; results; records or a `History`, of which the computed levels are
            taken, and no judgement; or for each case a level or its id, several that are possible as a set, a list or a
            text such as ``"low|medium"``.
        ladder: The levels from the lowest to the highest, where *levels* do not tell their order.
        outcome: Which outcome, where there are several; the instrument's result unless said otherwise.
        name: What the argument is called where it is refused.

    Raises:
        UsageError: If they cannot be read: all that is wrong with the cases at once.
    """
    order = None if ladder is None else _ladder(ladder)
    if outcome is not None and not issubclass(type(outcome), str):
        raise wrong_type("The option outcome is a text.", outcome, "the id of an outcome")
    if isinstance(levels, ScoredCodes):
        levels = levels.outcomes[levels.result if outcome is None else outcome]
    if isinstance(levels, OutcomeColumns):
        levels = _of_columns(levels)
    if isinstance(levels, LevelSets):
        return _checked(levels, order, outcome)
    levels = without_history(levels)
    names = names_of_table(levels)
    if names is not None:
        found = _outcome_in(names, outcome)
        column = attrs.evolve(column_of(levels, found + _PARTS[-1]), order=column_of(levels, found).order)
        return _of_cells(column, order, name, found)
    cells = _with_results(plain_column(name, levels), outcome, name, has_ladder=order is not None)
    return _of_cells(cells, order, name, outcome)


def _ladder(given: Ladder) -> tuple[str, ...]:
    """The ids of the levels, lowest first."""
    cells = None if isinstance(given, str | bytes) else plain_column("ladder", given).cells
    ids = [] if cells is None else [level.id if isinstance(level, Level) else level for level in cells]
    if not 1 <= len(ids) <= MOST_LEVELS or not all(issubclass(type(level), str) and level for level in ids):
        raise wrong_type("The ladder is the levels from the lowest to the highest.", given,
                         f"1 to {MOST_LEVELS} ids of levels, such as ('low', 'medium', 'high')")
    if len(set(ids)) < len(ids):
        twice = next(level for level in ids if ids.count(level) > 1)
        raise usage_error("U-bad-ladder", "A level stands in the ladder twice.", found=twice)
    return tuple(str.__str__(level) for level in ids)


def _checked(found: LevelSets, order: tuple[str, ...] | None, outcome: str | None) -> LevelSets:
    """Levels that know their order and their outcome; what is said besides must agree."""
    if order is not None and order != found.ladder:
        raise _other_order(order, found.ladder)
    if outcome is not None and found.outcome not in (None, outcome):
        raise usage_error("U-unknown-outcome", "These are the levels of one outcome.", found=outcome,
                          expected=found.outcome)
    return found


def _other_order(order: tuple[str, ...], own: tuple[str, ...]) -> UsageError:
    return usage_error("U-bad-ladder", "These levels have an order of their own.", found=", ".join(order),
                       expected=", ".join(own))


def _of_columns(columns: OutcomeColumns) -> LevelSets:
    return LevelSets(tuple(level.id for level in columns.levels), columns.possible, columns.id,
                     len(columns.exact) - int(np.count_nonzero(columns.exact)), columns.levels[0].kind == "route")


def _outcome_in(names: Sequence[str], outcome: str | None) -> str:
    """The outcome, or the only one there is, of which the table has the columns."""
    there = set(names)
    found = [name for name in names if all(name + part in there for part in _PARTS)]
    if outcome is None and len(found) == 1:
        return found[0]
    if outcome is not None and outcome in found:
        return outcome
    if outcome is None and found:
        raise usage_error("U-which-outcome", "The table has the levels of several outcomes. Name one.",
                          expected=", ".join(f"outcome={name!r}" for name in found))
    wanted = "an outcome" if outcome is None else outcome
    raise UsageError([Problem("U-missing-column", "", f"The table has no levels of {wanted}, as score_table adds them.",
                              expected=", ".join(f"{outcome or 'result'}{part}" for part in _PARTS),
                              suggestions=near_names(outcome or "", found))])


_HOLDERS = (Record, Result, OutcomeResult)


def _with_results(column: PlainColumn, outcome: str | None, name: str, *, has_ladder: bool) -> PlainColumn:
    """The cells, each result or record replaced by its levels."""
    cells = column.cells
    first = next((cell for cell in cells if isinstance(cell, _HOLDERS)), None)
    if first is None:
        return column
    kind, words = (Record, "records") if isinstance(first, Record) else (Result | OutcomeResult, "results")
    if strange := [cell for cell in cells if not isinstance(cell, kind)]:
        raise wrong_type(f"All of {name} are {words}, or none is.", strange[0], _SOURCES)
    found = kept_levels([*cells], outcome, has_ladder=has_ladder) if kind is Record else [
        _outcome_of(cell, outcome) if isinstance(cell, Result) else cell for cell in cells]
    return PlainColumn([each.possible if each.exact else _Loose(each.possible) for each in found])


def _outcome_of(result: Result, outcome: str | None) -> OutcomeResult:
    return result.outcomes[result.instrument.definition.result if outcome is None else outcome]


class _Loose(tuple[Level | str, ...]):
    """Levels of which some may be impossible."""

    __slots__ = ()


def _of_cells(column: PlainColumn, order: tuple[str, ...] | None, name: str, outcome: str | None = None) -> LevelSets:
    """The levels of each cell; all cells that have none are refused together."""
    cells = column.cells.tolist() if isinstance(column.cells, np.ndarray) else column.cells
    first = next(levels_among(cells), None)
    own = column.order or (first.ladder if first else None)
    if order and own and order != own:
        raise _other_order(order, own)
    ladder = order or own
    if ladder is None:
        raise usage_error("U-needs-ladder", f"The order of the levels in {name} is not known.",
                          expected="ladder=('low', 'medium', 'high') or whatever they are, the lowest first")
    reader = LevelReader(ladder, first.outcome if first and outcome is None else outcome)
    masks = reader.masks(cells)
    wrong = np.flatnonzero(masks == 0)
    if len(wrong):
        raise UsageError((reader.problem(cells[row], f"{name}[{row}]") for row in wrong.tolist()),
                         n_problems=len(wrong))
    return LevelSets(ladder, masks, reader.outcome, sum(isinstance(cell, _Loose) for cell in cells),
                     first is not None and first.kind == "route", column.labels)
