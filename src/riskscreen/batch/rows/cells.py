"""What the cells of a table say, each different one read once.

A cell holds an answer, never a code: a whole number is the option whose id is those digits, as for a single case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.answers import answer_of, option_of_number
from riskscreen.batch.arrays import Codes, Flags
from riskscreen.batch.rows.codes import CODES_OF_STATES, NO_ANSWER_CODE, no_code
from riskscreen.errors import Problem, describe, pointer_to
from riskscreen.model.item import Item
from riskscreen.model.response import ResponseScale

CANNOT_BE_READ = -128
# Types of which equal values are the same answer; a type of somebody else may say so of any two.
_PLAIN_KINDS = frozenset({str, int, float, bool, bytes, type(None), Decimal, *np.sctypeDict.values()})
NOTHING = object()
_MISSING_TYPES = ("NAType", "NaTType", "MaskedConstant")  # pandas' and NumPy's own, known by no more than their names
_LARGEST_TABLE = 1 << 16


@attrs.frozen
class Cells:
    """A column of a table: its codes, a way to look at what stands in one row, and where floats are that say nothing.

    ``inexact`` are the cells with a float that is not a whole number for certain; None where there is none.
    """

    codes: Codes
    value: Callable[[int], object]
    inexact: Flags | None = None


def is_empty(cell: object) -> bool:
    """Whether a cell holds nothing: null, NaN, a masked cell or an empty text."""
    if cell is None or type(cell).__name__ in _MISSING_TYPES:
        return True
    if isinstance(cell, Decimal):
        return Decimal.is_nan(cell)
    if isinstance(cell, float):
        return float.__ne__(cell, cell)
    if isinstance(cell, np.inexact | np.datetime64 | np.timedelta64):
        return bool(cell != cell)
    return isinstance(cell, str) and not str.__len__(cell)


def answer_in(cell: object) -> object:
    """The answer in a cell, as it is given for a single case; `NOTHING` where there is none.

    A float that is a whole number is that number: a column of whole numbers has floats as soon as a cell is empty.
    """
    if is_empty(cell):
        return NOTHING
    if isinstance(cell, float | np.floating):
        number = _whole_number_in(cell)
        return cell if number is None else number
    return cell


def _whole_number_in(cell: float | np.floating[Any]) -> int | None:
    """The whole number that a float is for certain; past its exact range it may stand for several."""
    plain = float.__pos__(cell) if isinstance(cell, float) else cell  # what is made like a float may do anything
    highest = _exact_below(np.dtype(float) if isinstance(plain, float) else plain.dtype)
    if not -highest < plain < highest:
        return None
    number = int(plain)
    return number if number == plain else None


def _exact_below(kind: np.dtype[Any]) -> float:
    return 2.0 ** min(np.finfo(kind).nmant + 1, 63)


def problems_of_cell(item: Item, cell: object, place: str) -> tuple[Problem, ...]:
    """What is wrong with a cell that cannot be read."""
    entry, problems = answer_of(item, answer_in(cell))
    if not problems and entry.state == "narrowed":
        problems = (no_code(item, place),)
    return tuple(attrs.evolve(problem, pointer=place) for problem in problems) or (no_plain_answer(item, cell, place),)


def no_plain_answer(item: Item, cell: object, place: str) -> Problem:
    """The problem of a cell that a single case could have as an answer, and a table cannot."""
    return Problem("A-wrong-type", place, "A cell of a table holds a plain answer, without evidence.", item=item.id,
                   found=describe(cell), expected="the id of an option, a number, or unknown")


def problem_of_floats(item: Item, cells: Cells) -> Problem:
    """The one problem of all floats in a column that say nothing; there is one."""
    assert cells.inexact is not None, "somebody looked"
    cell = cells.value(int(np.argmax(cells.inexact)))
    (problem, *_) = problems_of_cell(item, cell, pointer_to("columns", item.id))
    return attrs.evolve(problem, message="This column has floats that are not whole numbers, or too large to be exact. "
                               "Read it as text, so that every digit stays.")


def code_of(item: Item, cell: object) -> int:
    """The code of what stands in a cell."""
    answer = answer_in(cell)
    if answer is NOTHING:
        return NO_ANSWER_CODE
    entry, problems = answer_of(item, answer)
    if problems:
        return CANNOT_BE_READ
    if entry.state == "narrowed":
        return CANNOT_BE_READ
    if entry.state in CODES_OF_STATES:
        return CODES_OF_STATES[entry.state]
    return next((n for n, choice in enumerate(item.response.choices) if choice.id == entry.choice), 0)


def cells_of(item: Item, column: Sequence[object] | NDArray[np.generic]) -> Cells:
    """The cells of a plain column: a list, a tuple, or an array of one dimension, some of it perhaps masked."""
    if not isinstance(column, np.ndarray):
        return _cells_of_values(item, column)
    cells = _cells_of_array(item, np.asarray(column))
    masked = np.ma.getmaskarray(column)
    if not masked.any():
        return cells
    cells.codes[masked] = NO_ANSWER_CODE
    return Cells(cells.codes, lambda row: None if masked[row] else cells.value(row),
                 None if cells.inexact is None else _flags(cells.inexact & ~masked))


def _cells_of_array(item: Item, values: NDArray[np.generic]) -> Cells:
    kind = values.dtype.kind
    if kind in "iuf" and isinstance(item.response, ResponseScale):
        codes, inexact = _codes_of_floats(item, values) if kind == "f" else (codes_of_numbers(item, values), None)
        return Cells(codes, lambda row: values[row].item() if kind != "f" else values[row], inexact)
    # As lists, narrow floats and dates would become other things than they are.
    return _cells_of_values(item, values.tolist() if kind in "biuOUT" else list(values))


def codes_of_numbers(item: Item, numbers: NDArray[np.generic]) -> Codes:
    """The codes of whole numbers of at most 64 bits, each of which is the option with those digits as its id."""
    options = item.response.choices
    # These are never below zero; what is beyond 63 bits comes round to below zero, and so to nothing, as it should.
    known = {int(option.id): code for code, option in enumerate(options)
             if option.id.isdecimal() and option_of_number(item, int(option.id)) == option.id}
    size = max(known, default=0)
    if size > _LARGEST_TABLE:
        return np.array([known.get(number, CANNOT_BE_READ) for number in numbers.tolist()], np.int8)
    table = np.full(size + 3, CANNOT_BE_READ, np.int8)  # at both ends stands what everything beyond is
    table[[number + 1 for number in known]] = list(known.values())
    return table.take(numbers.astype(np.int64) + 1, mode="clip")


def _codes_of_floats(item: Item, floats: NDArray[np.generic]) -> tuple[Codes, Flags | None]:
    """The codes of floats, and where one is not a whole number."""
    empty = np.isnan(floats)
    whole = (np.abs(floats) < _exact_below(floats.dtype)) & (np.floor(floats) == floats)
    codes = codes_of_numbers(item, np.where(whole, floats, -1))
    codes[empty] = NO_ANSWER_CODE
    return codes, _flags(~(whole | empty))


def _flags(flags: Flags) -> Flags | None:
    return flags if flags.any() else None


def codes_by_position(item: Item, positions: NDArray[np.integer], values: Sequence[object]) -> Codes:
    """The codes of a column that is positions in a list of values; -1 and the position after the last are empty."""
    table = np.array([*(code_of(item, value) for value in values), NO_ANSWER_CODE], np.int8)
    return table.take(positions, mode="wrap")


def _cells_of_values(item: Item, values: Sequence[object]) -> Cells:
    kinds = set(map(type, values))
    inexact = np.fromiter(map(_is_inexact, values), np.bool_, len(values)) \
        if any(issubclass(kind, float | np.floating) for kind in kinds) else np.zeros(0, np.bool_)
    return Cells(_codes_of_values(item, values, kinds), lambda row: values[row], _flags(inexact))


def _is_inexact(cell: object) -> bool:
    return isinstance(cell, float | np.floating) and not is_empty(cell) and _whole_number_in(cell) is None


def _codes_of_values(item: Item, values: Sequence[object], kinds: set[type]) -> Codes:
    if kinds <= _PLAIN_KINDS:
        # True, 1 and 1.0 are equal, but not the same answer: their types are told apart.
        keys: Sequence[object] = values if kinds <= {str, type(None)} else \
            list(zip(map(type, values), values, strict=True))
        with suppress(TypeError):  # something in it has no hash, such as a signalling NaN
            codes = {key: code_of(item, value) for key, value in dict(zip(keys, values, strict=True)).items()}
            return np.fromiter(map(codes.__getitem__, keys), np.int8, len(values))
    return np.fromiter(_codes_one_by_one(item, values), np.int8, len(values))


def _codes_one_by_one(item: Item, values: Sequence[object]) -> Iterator[int]:
    """The codes of cells some of which are of foreign types: that they equal each other counts for nothing."""
    codes: dict[str, int] = {}
    for value in values:
        if type(value) is str:
            if value not in codes:
                codes[value] = code_of(item, value)
            yield codes[value]
        else:
            is_no_cell = type(value).__hash__ is None and not is_empty(value)  # lists and mappings are none
            yield CANNOT_BE_READ if is_no_cell else code_of(item, value)
