"""What the cells of a table say, each different one read once.

A cell holds an answer, never a code: a whole number is the option whose id is those digits, as for a single case.
A set is a list, or a text: ``medium|high``, and for numbers ``10..20``, ``10..`` or ``..20``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.answers.check import answer_of
from riskscreen.answers.options import option_of_number
from riskscreen.batch.arrays import Codes, Flags, SetBits
from riskscreen.batch.rows.codes import NO_ANSWER_CODE, Reading, no_code, reading_of_entry
from riskscreen.errors import Problem, describe, pointer_to
from riskscreen.model.answer import State
from riskscreen.model.item import Item
from riskscreen.model.response import NumberResponse, ResponseScale

CANNOT_BE_READ = -128
# Types of which equal values are the same answer; a type of somebody else may say so of any two.
_PLAIN_KINDS = frozenset({str, int, float, bool, bytes, type(None), Decimal, *np.sctypeDict.values()})
NOTHING = object()
_MISSING_TYPES = ("NAType", "NaTType", "MaskedConstant")  # pandas' and NumPy's own, known by no more than their names
_LARGEST_TABLE = 1 << 16


@attrs.frozen
class ReadColumn:
    """What the cells of a column say; ``sets`` is None where no cell holds a set."""

    codes: Codes
    sets: SetBits | None = None


@attrs.frozen
class ItemCells:
    """A column of a table: its codes, a way to look at what stands in one row, and where floats are that say nothing.

    ``inexact`` are the cells with a float that is not a whole number for certain; None where there is none.
    ``sets`` has the options of cells that hold a set; None where none does.
    """

    codes: Codes
    value: Callable[[int], object]
    inexact: Flags | None = None
    sets: SetBits | None = None


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


def answer_in(item: Item, cell: object) -> object:
    """The answer in a cell, as it is given for a single case; `NOTHING` where there is none.

    A float that is a whole number is that number: a column of whole numbers has floats as soon as a cell is empty.
    """
    if is_empty(cell):
        return NOTHING
    if isinstance(cell, str):
        return _answer_in_text(item, str.__str__(cell))
    parts = _parts(cell)
    return _plain(cell) if parts is None else [_plain(part) for part in parts]


def _parts(cell: object) -> list[object] | None:
    """What a list has in it, as a cell of pandas an array of one dimension; None for what is no list."""
    if isinstance(cell, np.ndarray):
        return cell.tolist() if cell.ndim == 1 and cell.dtype.kind in "biufOU" else None
    return list(cell) if isinstance(cell, _LISTS) and type(cell) in _LISTS else None


_LISTS = (list, tuple, set, frozenset)


def _plain(cell: object) -> object:
    number = _whole_number_in(cell) if isinstance(cell, float | np.floating) else None
    return cell if number is None else number


def _answer_in_text(item: Item, text: str) -> object:
    """A set where the text is one; an option whose id it is comes first."""
    if isinstance(item.response, NumberResponse):
        low, dots, high = text.partition("..")
        ends = {name: end for name, end in (("from", low), ("to", high)) if end}
        return ends if dots and ends else text
    return text.split("|") if "|" in text and text not in [choice.id for choice in item.response.choices] else text


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
    entry, problems = answer_of(item, answer_in(item, cell))
    if not problems and entry.state == "narrowed":
        problems = (no_code(item, place),)
    return tuple(attrs.evolve(problem, pointer=place) for problem in problems) or (no_plain_answer(item, cell, place),)


def no_plain_answer(item: Item, cell: object, place: str) -> Problem:
    """The problem of a cell that a single case could have as an answer, and a table cannot."""
    return Problem("A-wrong-type", place, "A cell of a table holds a plain answer, without evidence.", item=item.id,
                   found=describe(cell), expected="the id of an option, ids joined by |, a number, a range such as "
                   "10..20, or unknown")


def problem_of_floats(item: Item, cells: ItemCells) -> Problem:
    """The one problem of all floats in a column that say nothing; there is one."""
    assert cells.inexact is not None, "somebody looked"
    cell = cells.value(int(np.argmax(cells.inexact)))
    (problem, *_) = problems_of_cell(item, cell, pointer_to("columns", item.id))
    return attrs.evolve(problem, message="This column has floats that are not whole numbers, or too large to be exact. "
                        "Read it as text, so that every digit stays.")


def reading_of(item: Item, cell: object) -> Reading:
    """What stands in a cell."""
    answer = answer_in(item, cell)
    if answer is NOTHING:
        return Reading(NO_ANSWER_CODE)
    if type(cell).__hash__ is None and not isinstance(cell, (*_LISTS, np.ndarray)):  # mappings, such as evidence
        return Reading(CANNOT_BE_READ)
    entry, problems = answer_of(item, answer)
    return Reading(CANNOT_BE_READ) if problems else reading_of_entry(item, entry)


def state_of(item: Item, cell: object) -> State:
    """The state of an item with this cell, where it applies; a cell that cannot be read is no answer."""
    answer = answer_in(item, cell)
    return "unanswered" if answer is NOTHING else answer_of(item, answer)[0].state


def cells_of(item: Item, column: Sequence[object] | NDArray[np.generic]) -> ItemCells:
    """The cells of a plain column: a list, a tuple, or an array of one dimension, some of it perhaps masked."""
    if not isinstance(column, np.ndarray):
        return _cells_of_values(item, column)
    cells = _cells_of_array(item, np.asarray(column))
    masked = np.ma.getmaskarray(column)
    if not masked.any():
        return cells
    cells.codes[masked] = NO_ANSWER_CODE
    return ItemCells(cells.codes, lambda row: None if masked[row] else cells.value(row),
                     None if cells.inexact is None else _flags(cells.inexact & ~masked),
                     None if cells.sets is None else np.where(masked, np.uint64(0), cells.sets))


def _cells_of_array(item: Item, values: NDArray[np.generic]) -> ItemCells:
    kind = values.dtype.kind
    if kind in "iuf" and isinstance(item.response, ResponseScale):
        codes, inexact = _codes_of_floats(item, values) if kind == "f" else (codes_of_numbers(item, values), None)
        return ItemCells(codes, lambda row: values[row].item() if kind != "f" else values[row], inexact)
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


def read_by_position(item: Item, positions: NDArray[np.integer], values: Sequence[object]) -> ReadColumn:
    """A column that is positions in a list of values; -1 and the position after the last are empty."""
    table = _read([*(reading_of(item, value) for value in values), Reading(NO_ANSWER_CODE)], len(values) + 1)
    return ReadColumn(table.codes.take(positions, mode="wrap"),
                      None if table.sets is None else table.sets.take(positions, mode="wrap"))


def read_in_a_row(parts: Sequence[ReadColumn]) -> ReadColumn:
    """Parts that follow each other."""
    if not parts:
        return ReadColumn(np.empty(0, np.int8))
    codes = np.concatenate([part.codes for part in parts])
    if all(part.sets is None for part in parts):
        return ReadColumn(codes)
    return ReadColumn(codes, np.concatenate([np.zeros(len(part.codes), np.uint64) if part.sets is None else part.sets
                                             for part in parts]))


def _read(readings: Iterable[Reading], count: int) -> ReadColumn:
    """What cells say, as columns."""
    readings = list(readings)
    codes = np.fromiter((reading.code for reading in readings), np.int8, count)
    if not any(reading.options for reading in readings):
        return ReadColumn(codes)
    return ReadColumn(codes, np.fromiter((reading.options for reading in readings), np.uint64, count))


def _cells_of_values(item: Item, values: Sequence[object]) -> ItemCells:
    kinds = set(map(type, values))
    inexact = np.fromiter(map(_is_inexact, values), np.bool_, len(values)) \
        if any(issubclass(kind, float | np.floating) for kind in kinds) else np.zeros(0, np.bool_)
    read = _read_values(item, values, kinds)
    return ItemCells(read.codes, lambda row: values[row], _flags(inexact), read.sets)


def _is_inexact(cell: object) -> bool:
    return isinstance(cell, float | np.floating) and not is_empty(cell) and _whole_number_in(cell) is None


def _read_values(item: Item, values: Sequence[object], kinds: set[type]) -> ReadColumn:
    if kinds <= _PLAIN_KINDS:
        # True, 1 and 1.0 are equal, but not the same answer: their types are told apart.
        keys: Sequence[object] = values if kinds <= {str, type(None)} else \
            list(zip(map(type, values), values, strict=True))
        with suppress(TypeError):  # something in it has no hash, such as a signalling NaN
            known = {key: reading_of(item, value) for key, value in dict(zip(keys, values, strict=True)).items()}
            codes = {key: reading.code for key, reading in known.items()}
            read = np.fromiter(map(codes.__getitem__, keys), np.int8, len(values))
            if not any(reading.options for reading in known.values()):
                return ReadColumn(read)
            sets = {key: reading.options for key, reading in known.items()}
            return ReadColumn(read, np.fromiter(map(sets.__getitem__, keys), np.uint64, len(values)))
    return _read(_read_one_by_one(item, values), len(values))


def _read_one_by_one(item: Item, values: Sequence[object]) -> Iterator[Reading]:
    """Cells some of which are of foreign types: that they equal each other counts for nothing."""
    known: dict[object, Reading] = {}
    for value in values:
        key = _key(value)
        if key is None:
            yield reading_of(item, value)
        else:
            if key not in known:
                known[key] = reading_of(item, value)
            yield known[key]


def _key(cell: object) -> object:
    """What is equal for no cells but those that say the same: texts, and lists of them; None for all others."""
    if type(cell) is str:
        return cell
    parts = _parts(cell)
    return tuple(parts) if parts and set(map(type, parts)) == {str} else None
