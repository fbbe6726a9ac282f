"""The least and the most of each case, as places in a row of values: levels in their order, or numbers of a scale."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.batch.scored import ScaleColumns, ScoredCodes
from riskscreen.errors import Problem, UsageError, describe, near_names, wrong_shape, wrong_type
from riskscreen.model.number import Exact
from riskscreen.records.record import Record
from riskscreen.research.given.columns import Foreign, column_of, names_of_table, plain_column
from riskscreen.research.given.levels import Ladder, level_sets
from riskscreen.research.given.records import check_not_replaced, kept_scale, without_history
from riskscreen.screening.result import Result

Positions = NDArray[np.int64]
ScaleValue: TypeAlias = "str | Exact"  # the id of a level, or a number

_ENDS = ("_least", "_most")  # what `score_table` adds for a scale
_LONGEST = 100


@attrs.frozen(eq=False)
class Spans:
    """The least and the most of each case, as places among ``values``, which rise.

    ``n_loose`` is the number of cases whose ends are sound, but perhaps not reached.
    """

    values: tuple[ScaleValue, ...]
    least: Positions
    most: Positions
    n_loose: int = 0
    labels: Foreign = None

    def __len__(self) -> int:
        return len(self.least)

    @property
    def n_open(self) -> int:
        """In how many cases the two differ."""
        return int(np.count_nonzero(self.least != self.most))


def spans_of(levels: Foreign, *, scale: str | None, ladder: Ladder | None, outcome: str | None) -> Spans:
    """The ends of the level of each case, or of a scale of it.

    Raises:
        UsageError: If they cannot be read: all that is wrong with the cases at once.
    """
    if scale is None:
        found = level_sets(levels, ladder=ladder, outcome=outcome).in_order()
        return Spans(found.ladder, found.least.astype(np.int64), found.most.astype(np.int64), found.n_loose,
                     found.labels)
    if not issubclass(type(scale), str):
        raise wrong_type("The option scale is a text.", scale, "the id of a scale")
    if ladder is not None or outcome is not None:
        raise wrong_type("A scale has no ladder, and is of no outcome.", ladder or outcome, "scale alone")
    return _scale_spans(levels, str.__str__(scale))


def _scale_spans(levels: Foreign, scale: str) -> Spans:
    if isinstance(levels, ScoredCodes):
        return _of_scale_columns(levels.scales[scale])
    levels = without_history(levels)
    names = names_of_table(levels)
    if names is None:
        return _of_results(levels, scale)
    missing = [scale + end for end in _ENDS if scale + end not in names]
    if missing:
        raise UsageError(Problem("U-missing-column", "", f"The table has no column {name}; score_table adds it with "
                                 "scales=True.", suggestions=near_names(name, names)) for name in missing)
    columns = [column_of(levels, scale + end) for end in _ENDS]
    least, most = _numbers([(scale + end, column.cells) for end, column in zip(_ENDS, columns, strict=True)])
    return _placed(least, most, 1, 0, columns[0].labels)


def _of_scale_columns(columns: ScaleColumns) -> Spans:
    return _placed(columns.least, columns.most, columns.unit, len(columns.exact) - int(np.sum(columns.exact)))


def _of_results(levels: Foreign, scale: str) -> Spans:
    cells = plain_column("levels", levels).cells
    if not all(isinstance(cell, Result | Record) for cell in cells):
        raise wrong_type("Only codes, tables, results and records have scales.", levels,
                         "what score_codes or score_table gives, results, or records")
    check_not_replaced([cell for cell in cells if isinstance(cell, Record)])
    found = [kept_scale(cell, scale) if isinstance(cell, Record) else cell.scales[scale] for cell in cells]
    least, most = _numbers([("least", [each.least for each in found]), ("most", [each.most for each in found])])
    return _placed(least, most, 1, sum(not each.exact for each in found))


def _numbers(columns: Sequence[tuple[str, Sequence[object] | NDArray[np.generic]]]) -> list[NDArray[np.generic]]:
    """Columns of exact numbers: whole ones as such, others as objects; all cells that are none are refused together."""
    found, problems = [], []
    for name, cells in columns:
        array = np.array(cells) if len(cells) else np.zeros(0, np.int64)
        if array.dtype.kind not in "iu" or array.ndim != 1:
            listed = [_number(cell) for cell in (cells.tolist() if isinstance(cells, np.ndarray) else cells)]
            problems += [Problem("U-no-number", f"{name}[{row}]", "This is no number of a scale.",
                                 found=describe(cells[row]), expected="a whole number, or a text such as 6.25 or 41/9")
                         for row, number in enumerate(listed) if number is None]
            array = np.empty(len(listed), object)
            array[:] = listed
        found.append(array)
    if problems:
        raise UsageError(problems, n_problems=len(problems))
    return found


def _number(cell: object) -> Exact | None:
    """A cell as an exact number; a float only where it is whole, as pandas has them beside empty cells."""
    if isinstance(cell, float | np.floating):
        return int(cell) if float(cell).is_integer() else None
    if isinstance(cell, bool) or not isinstance(cell, int | np.integer | Fraction | str):
        return None
    if isinstance(cell, int | np.integer):
        return int(cell)
    try:
        return Fraction(cell) if not isinstance(cell, str) or len(cell) <= _LONGEST else None
    except (ValueError, ZeroDivisionError):
        return None


def _placed(least: NDArray[np.generic], most: NDArray[np.generic], unit: int, n_loose: int,
            labels: Foreign = None) -> Spans:
    if len(least) != len(most):
        raise wrong_shape("The columns are not of one length.", f"{len(least)}, {len(most)} rows")
    values, places = np.unique(np.concatenate([least, most]), return_inverse=True)
    low, high = places[:len(least)], places[len(least):]
    if np.any(low > high):
        row = int(np.argmax(low > high))
        raise wrong_shape("The least of a case is above its most.", f"row {row}")
    return Spans(tuple(_value(value, unit) for value in values.tolist()), low.astype(np.int64), high.astype(np.int64),
                 n_loose, labels)


def _value(number: Exact, unit: int) -> Exact:
    value = Fraction(number, unit) if isinstance(number, int) else number / unit
    return int(value) if value.denominator == 1 else value
