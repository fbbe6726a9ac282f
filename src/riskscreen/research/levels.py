"""The levels that each case can have, from whatever holds them: the form that all statistics are worked out from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.batch.arrays import Flags
from riskscreen.batch.scored import OutcomeColumns, ScoredCodes
from riskscreen.errors import Problem, UsageError, describe, near_names, usage_error, wrong_type
from riskscreen.model.outcome import Level
from riskscreen.research.columns import Foreign, PlainColumn, column_of, is_nothing, names_of_table, plain_column
from riskscreen.screening.result import OutcomeResult, Result

Masks = NDArray[np.uint32]
Ladder = Sequence[str | Level]

MOST_LEVELS = 20  # of an outcome, in definitions too
_PARTS = ("", "_at_least", "_at_most", "_possible")  # what `score_table` adds for the result
_SEVERAL = (tuple, list, set, frozenset)
_SOURCES = "what score_codes or score_table gives, results, or a set of levels for each case"


@attrs.frozen(eq=False)
class LevelSets:
    """The levels that each case can have.

    Bit n of a mask is set where rank n of ``ladder`` is possible; there can be holes, and no mask is 0.  ``n_loose`` is
    the number of cases of which the levels are known to be sound, but perhaps too many.  ``outcome`` is the id of the
    outcome that they are of, where that is known, and ``labels`` are those of the rows of a table that has them.
    """

    ladder: tuple[str, ...]
    masks: Masks
    outcome: str | None = None
    n_loose: int = 0
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

    def rank_of(self, level: object, *, name: str = "at") -> int:
        """The rank of a level, or of its id.

        Raises:
            UsageError: For one that the ladder does not have; near names are suggested.
        """
        if isinstance(level, Level) and not _is_of(level, self.ladder, self.outcome):
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
            any library, or a mapping of columns; results; or for each case a level or its id, several that are possible
            as a set, a list or a text such as ``"low|medium"``.
        ladder: The levels from the lowest to the highest, where *levels* do not tell their order.
        outcome: Which outcome, where there are several; the instrument's result unless said otherwise.
        name: What the argument is called where it is refused.

    Raises:
        UsageError: If they cannot be read: all that is wrong with the cases at once.
    """
    order = None if ladder is None else _ladder(ladder)
    if outcome is not None and not issubclass(type(outcome), str):
        raise wrong_type("The option outcome is a text.", outcome, "the id of an outcome")
    if isinstance(levels, LevelSets):
        return _checked_order(levels, order)
    if isinstance(levels, ScoredCodes):
        levels = levels.outcomes[levels.result if outcome is None else outcome]
    if isinstance(levels, OutcomeColumns):
        return _checked_order(_of_columns(levels), order)
    names = names_of_table(levels)
    if names is not None:
        found = _outcome_in(names, outcome)
        column = attrs.evolve(column_of(levels, found + _PARTS[-1]), order=column_of(levels, found).order)
        return _of_cells(column, order, name, found)
    return _of_cells(_with_results(plain_column(name, levels), outcome, name), order, name)


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


def _checked_order(found: LevelSets, order: tuple[str, ...] | None) -> LevelSets:
    if order is not None and order != found.ladder:
        raise _other_order(order, found.ladder)
    return found


def _other_order(order: tuple[str, ...], own: tuple[str, ...]) -> UsageError:
    return usage_error("U-bad-ladder", "These levels have an order of their own.", found=", ".join(order),
                       expected=", ".join(own))


def _of_columns(columns: OutcomeColumns) -> LevelSets:
    return LevelSets(tuple(level.id for level in columns.levels), columns.possible, columns.id,
                     len(columns.exact) - int(np.count_nonzero(columns.exact)))


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


def _with_results(column: PlainColumn, outcome: str | None, name: str) -> PlainColumn:
    """The cells, each result replaced by its levels."""
    cells = column.cells
    if not any(isinstance(cell, Result | OutcomeResult) for cell in cells):
        return column
    if not all(isinstance(cell, Result | OutcomeResult) for cell in cells):
        strange = next(cell for cell in cells if not isinstance(cell, Result | OutcomeResult))
        raise wrong_type(f"All of {name} are results, or none is.", strange, _SOURCES)
    results = [_outcome_of(cell, outcome) if isinstance(cell, Result) else cell for cell in cells]
    return PlainColumn([_Loose(result.possible) if not result.exact else result.possible for result in results])


def _outcome_of(result: Result, outcome: str | None) -> OutcomeResult:
    return result.outcomes[result.instrument.definition.result if outcome is None else outcome]


class _Loose(tuple[Level, ...]):
    """Levels of which some may be impossible."""

    __slots__ = ()


def _of_cells(column: PlainColumn, order: tuple[str, ...] | None, name: str, outcome: str | None = None) -> LevelSets:
    """The levels of each cell; all cells that have none are refused together."""
    cells = column.cells.tolist() if isinstance(column.cells, np.ndarray) else column.cells
    first = next(_levels_among(cells), None)
    own = column.order or (first.ladder if first else None)
    if order and own and order != own:
        raise _other_order(order, own)
    ladder = order or own
    if ladder is None:
        raise usage_error("U-needs-ladder", f"The order of the levels in {name} is not known.",
                          expected="ladder=('low', 'medium', 'high') or whatever they are, the lowest first")
    reader = _Reader(ladder, first.outcome if first else outcome)
    masks = reader.masks(cells)
    wrong = np.flatnonzero(masks == 0)
    if len(wrong):
        raise UsageError((reader.problem(cells[row], f"{name}[{row}]") for row in wrong.tolist()),
                         n_problems=len(wrong))
    return LevelSets(ladder, masks, reader.outcome, sum(isinstance(cell, _Loose) for cell in cells), column.labels)


def _levels_among(cells: Iterable[object]) -> Iterator[Level]:
    """The levels among the cells, those that are not their ids alone."""
    for cell in cells:
        for level in cell if isinstance(cell, _SEVERAL) else (cell,):
            if isinstance(level, Level):
                yield level


def _is_of(level: Level, ladder: tuple[str, ...], outcome: str | None) -> bool:
    return level.ladder == ladder and outcome in (None, level.outcome)


class _Texts(dict[str, int]):
    """The masks of texts; what was read once is looked up."""

    def __init__(self, ladder: tuple[str, ...]) -> None:
        super().__init__({level: 1 << rank for rank, level in enumerate(ladder)})
        self.bits = dict(self)

    def __missing__(self, text: str) -> int:
        self[text] = mask = _together([self.bits.get(part, 0) for part in text.split("|")])
        return mask


class _Reader:
    """Cells to masks: 0 where a cell has no level, or something that is none."""

    def __init__(self, ladder: tuple[str, ...], outcome: str | None) -> None:
        self.ladder, self.outcome = ladder, outcome
        self.texts = _Texts(ladder)

    def masks(self, cells: Sequence[object]) -> Masks:
        """The masks of all cells."""
        all_texts = set(map(type, cells)) == {str}
        return np.fromiter(map(self.texts.__getitem__ if all_texts else self.mask, cells), np.uint32, len(cells))  # type: ignore[arg-type]  # they are texts

    def mask(self, cell: object) -> int:
        """The mask of one."""
        if isinstance(cell, Level | str):
            return self._one(cell)
        return _together([self._one(level) for level in cell]) if isinstance(cell, _SEVERAL) else 0

    def _one(self, level: object) -> int:
        if isinstance(level, Level):
            return self.texts.bits[level.id] if _is_of(level, self.ladder, self.outcome) else 0
        return self.texts[str.__str__(level)] if isinstance(level, str) else 0

    def problem(self, cell: object, pointer: str) -> Problem:
        """What is wrong with a cell that has no levels."""
        expected = ", ".join(self.ladder)
        several = isinstance(cell, _SEVERAL)
        if is_nothing(cell) or cell == "" or (several and not cell):
            return Problem("U-no-level", pointer, "There is no level. Where nothing is known, all are possible.",
                           found=describe(cell), expected=expected)
        parts = cell if isinstance(cell, _SEVERAL) else \
            cell.split("|") if isinstance(cell, str) else [cell]
        wrong = next(part for part in parts if not self.mask(part))
        if isinstance(wrong, Level):
            return Problem("U-levels-of-two-outcomes", pointer, "Levels of different outcomes have no common order.",
                           found=describe(f"{wrong.id} of {wrong.outcome}"), expected=expected)
        near = near_names(str.__str__(wrong), self.ladder) if isinstance(wrong, str) else ()
        return Problem("U-unknown-level", pointer, "There is no such level.", found=describe(wrong),
                       expected=expected, suggestions=near)


def _together(masks: Sequence[int]) -> int:
    """The levels of all, where each has some."""
    return reduce(or_, masks) if masks and all(masks) else 0
