"""What happened in each case, beside the levels that it can have: yes, no, or not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.errors import Problem, UsageError, describe, usage_error, wrong_shape
from riskscreen.research.given.about import AboutCases
from riskscreen.research.given.columns import Foreign, PlainColumn, column_of, is_nothing, names_of_table, plain_column
from riskscreen.research.given.levels import Ladder, LevelSets, level_sets

YES, NO, NOT_KNOWN = 1, 0, -1
Happened = NDArray[np.int8]
_EXPECTED = "True or False, or 1 or 0; None where it is not known"
_CODES: dict[object, int] = {1: YES, 0: NO, None: NOT_KNOWN}  # True and False are these too, and so are 1.0 and 0.0
_QUICK = {bool, type(None)}


@attrs.frozen(eq=False)
class Observed:
    """The levels that each case can have, and what happened in it."""

    levels: LevelSets
    happened: Happened

    def __len__(self) -> int:
        return len(self.levels)

    @property
    def about(self) -> AboutCases:
        """How many cases there are, and how much is open in them."""
        return AboutCases(len(self), self.levels.n_open, self.levels.n_loose,
                          int(np.count_nonzero(self.happened == NOT_KNOWN)))

    def counts(self) -> Counter[tuple[int, int]]:
        """How many cases have which possible levels (as a mask), with what having happened."""
        keys = self.levels.masks.astype(np.int64) * 3 + (self.happened + 1)
        size = 3 << len(self.levels.ladder)
        if size <= len(keys):  # counting is quicker than sorting
            counts = np.bincount(keys, minlength=size)
            found = np.flatnonzero(counts)
            counts = counts[found]
        else:
            found, counts = np.unique(keys, return_counts=True)
        return Counter({(key // 3, key % 3 - 1): n for key, n in zip(found.tolist(), counts.tolist(), strict=True)})


def happened_beside(levels: Foreign, happened: Foreign, n_cases: int, labels: Foreign) -> Happened:
    """What happened in cases that were read already.

    Raises:
        UsageError: If it cannot be read, or is not of these cases.
    """
    column = happened_column(levels, happened)
    codes = happened_codes(column)
    check_same_cases(n_cases, labels, len(codes), column.labels)
    return codes


def observed(levels: Foreign, happened: Foreign, *, ladder: Ladder | None = None,
             outcome: str | None = None) -> Observed:
    """Levels and what happened, case by case.

    Raises:
        UsageError: If either cannot be read, with all that is wrong in both.
    """
    column = happened_column(levels, happened)
    errors: list[UsageError] = []
    with _kept(errors):
        read = level_sets(levels, ladder=ladder, outcome=outcome)
    with _kept(errors):
        codes = happened_codes(column)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise UsageError((problem for error in errors for problem in error.problems),
                         n_problems=sum(error.n_problems for error in errors))
    check_same_cases(len(read), read.labels, len(codes), column.labels)
    return Observed(read, codes)


@contextmanager
def _kept(errors: list[UsageError]) -> Iterator[None]:
    """Go on after an error, which is told together with others."""
    try:
        yield
    except UsageError as error:
        errors.append(error)


def happened_column(levels: Foreign, happened: Foreign) -> PlainColumn:
    """The column of what happened; a text names one of the table that *levels* is."""
    if not issubclass(type(happened), str):
        return plain_column("happened", happened)
    names = names_of_table(levels) or []
    if happened not in names:
        raise usage_error("U-missing-column", "The table has no such column of what happened.", found=happened,
                          known=names)
    return column_of(levels, happened)


def happened_codes(column: PlainColumn) -> Happened:
    """Yes, no and not known as 1, 0 and -1.

    Raises:
        UsageError: With every value that is none of these.
    """
    cells = column.cells
    codes = _of_numbers(cells) if isinstance(cells, np.ndarray) and cells.dtype.kind in "biuf" else _of_values(cells)
    wrong = np.flatnonzero(codes == _WRONG)
    if len(wrong):
        raise UsageError((Problem("U-wrong-type", f"happened[{row}]", "It happened, or not, or that is not known.",
                                  found=describe(_plain(cells[row])), expected=_EXPECTED) for row in wrong.tolist()),
                         n_problems=len(wrong))
    return codes


def _of_numbers(numbers: NDArray[np.generic]) -> Happened:
    """An array of NumPy, all at once; what is not a number is not known."""
    return np.select([numbers == 1, numbers == 0, numbers != numbers], [YES, NO, NOT_KNOWN], _WRONG).astype(np.int8)


def _of_values(cells: Foreign) -> Happened:
    listed = cells.tolist() if isinstance(cells, np.ndarray) else cells
    read = _CODES.__getitem__ if set(map(type, listed)) <= _QUICK else _code
    return np.fromiter(map(read, listed), np.int8, len(listed))


def _plain(cell: Foreign) -> object:
    return cell.item() if isinstance(cell, np.generic) else cell


def _code(cell: object) -> int:
    if is_nothing(cell):
        return NOT_KNOWN
    return _CODES.get(cell, _WRONG) if isinstance(cell, bool | int | float | np.bool_) else _WRONG


_WRONG = -2


def check_same_cases(n_cases: int, labels: Foreign, n_others: int, other_labels: Foreign,
                     name: str = "happened") -> None:
    """Refuse another number of cases, and rows of pandas with other labels: what belongs together is taken by position.

    Raises:
        UsageError: For either.
    """
    if n_others != n_cases:
        raise wrong_shape(f"There is one value of {name} for each case.", f"{n_others} values for {n_cases} cases")
    if _differ(labels, other_labels):
        raise wrong_shape(f"The rows of {name} have other labels than those of the levels, or another order.",
                          "two different indexes", "columns of one table, or arrays without labels")


def _differ(one: Foreign, other: Foreign) -> bool:
    return hasattr(one, "equals") and hasattr(other, "equals") and not one.equals(other)
