"""What the cells of a table say, each different one read once."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from decimal import Decimal
from operator import index

import numpy as np
from numpy.typing import NDArray

from riskscreen.answers import answer_of
from riskscreen.batch.arrays import Codes
from riskscreen.batch.codes import CODES_OF_STATES, NO_ANSWER_CODE, NOT_APPLICABLE_CODE, meanings
from riskscreen.frozen import Frozen
from riskscreen.model.item import Item
from riskscreen.model.response import NumberResponse, ResponseScale

CANNOT_BE_READ = -128
NOTHING = object()
_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")
_MISSING_TYPES = ("NAType", "NaTType")  # pandas' own, which are not asked for more than their names


class Cells(Frozen):
    """A column of a table: its codes, and a way to look at what stands in one row."""

    codes: Codes
    value: Callable[[int], object]


def is_empty(cell: object) -> bool:
    """Whether a cell holds nothing: null, NaN or an empty text."""
    if cell is None or type(cell).__name__ in _MISSING_TYPES:
        return True
    if isinstance(cell, float):
        return cell != cell
    return isinstance(cell, str) and cell == ""


def answer_in(item: Item, cell: object) -> object:
    """The answer in a cell, as it is given for a single case; `NOTHING` where there is none.

    A whole number is a code where the item has options.  Where it asks for a number, a text of digits is one too: files
    of text hold no others.
    """
    if is_empty(cell):
        return NOTHING
    response = item.response
    if isinstance(response, ResponseScale) and hasattr(type(cell), "__index__") and not isinstance(cell, bool):
        code = index(cell)  # type: ignore[arg-type]  # asked in the line above
        if code in (NO_ANSWER_CODE, NOT_APPLICABLE_CODE):
            return NOTHING
        return meanings(item).get(code, cell)
    if isinstance(response, NumberResponse) and isinstance(cell, str) and _NUMBER.fullmatch(cell):
        return Decimal(cell)
    return cell


def code_of(item: Item, cell: object) -> int:
    """The code of what stands in a cell."""
    if isinstance(item.response, ResponseScale) and type(cell) is int and cell == NOT_APPLICABLE_CODE:
        return NOT_APPLICABLE_CODE
    answer = answer_in(item, cell)
    if answer is NOTHING:
        return NO_ANSWER_CODE
    entry, problems = answer_of(item, answer)
    if problems:
        return CANNOT_BE_READ
    if entry.state in CODES_OF_STATES:
        return CODES_OF_STATES[entry.state]
    return next((n for n, choice in enumerate(item.response.choices) if choice.id == entry.choice), 0)


def cells_of(item: Item, column: object) -> Cells:
    """The cells of a plain column: a list, a tuple or an array."""
    if isinstance(column, np.ndarray) and column.dtype.kind in "iu" and isinstance(item.response, ResponseScale):
        return Cells(codes_in_range(item, column), lambda row: int(column[row]))
    values = column.tolist() if isinstance(column, np.ndarray) else column
    assert isinstance(values, Sequence), "columns are checked before they are read"
    return Cells(_codes_of_values(item, values), lambda row: values[row])


def codes_in_range(item: Item, column: NDArray[np.integer]) -> Codes:
    """Whole numbers as codes; those that are none cannot be read."""
    fits = (column >= NOT_APPLICABLE_CODE) & (column < len(item.response.choices))
    return np.where(fits, column, CANNOT_BE_READ).astype(np.int8)


def codes_by_position(item: Item, positions: NDArray[np.integer], values: Sequence[object]) -> Codes:
    """The codes of a column that is positions in a list of values; -1 and the position after the last are empty."""
    table = np.array([*(code_of(item, value) for value in values), NO_ANSWER_CODE], np.int8)
    return table.take(positions, mode="wrap")


def _codes_of_values(item: Item, values: Sequence[object]) -> Codes:
    kinds = set(map(type, values))
    # True, 1 and 1.0 are equal, but only one of them can be a code: their types are told apart.
    keys: Sequence[object] = values if kinds <= {str, type(None)} else list(zip(map(type, values), values, strict=True))
    try:
        codes = {key: code_of(item, value) for key, value in dict(zip(keys, values, strict=True)).items()}
    except TypeError:  # something in it has no hash; lists and mappings are no cells
        return np.array([code_of(item, value) if isinstance(value, Hashable) else CANNOT_BE_READ for value in values],
                        np.int8)
    return np.fromiter(map(codes.__getitem__, keys), np.int8, len(values))
