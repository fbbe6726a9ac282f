"""A table, or cases, turned into what is scored as often as somebody likes: codes, and sets beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from riskscreen.batch.arrays import Codes, Flags
from riskscreen.batch.columns.program import Program
from riskscreen.batch.faults import faults_of_columns
from riskscreen.batch.rows.cells import CANNOT_BE_READ, ItemCells, problems_of_cell
from riskscreen.batch.rows.codes import readings_of
from riskscreen.batch.rows.given import GivenCodes
from riskscreen.batch.rows.names import check_columns
from riskscreen.batch.table import given_of, mapping_cells
from riskscreen.engine.compile import Compiled
from riskscreen.errors import MOST_PROBLEMS, AnswersError, Problem, pointer_to
from riskscreen.model.item import Item


def cells_of_mapping(program: Program, data: Mapping[str, Sequence[object]]) -> list[ItemCells]:
    """The cells of each item."""
    check_columns(program.items, list(data), ())
    return mapping_cells(program, data)


def codes_of_cells(program: Program, cells: Sequence[ItemCells]) -> dict[str, Codes]:
    """The codes of each item that scoring sees.

    Raises:
        AnswersError: For cells that hold no answer to their item, or a set, with each by row and item.
    """
    items, cells = _scored(program, cells)
    _refuse(items, cells, [_unread(column) if column.sets is None else _unread(column) | (column.sets != 0)
                           for column in cells])
    return {item.id: column.codes for item, column in zip(items, cells, strict=True)}


def given_cells(program: Program, cells: Sequence[ItemCells]) -> GivenCodes:
    """The codes and sets of each item that scoring sees.

    Raises:
        AnswersError: For cells that hold no answer to their item, with each by row and item.
    """
    items, cells = _scored(program, cells)
    _refuse(items, cells, [_unread(column) for column in cells])
    return given_of(cells)


def given_cases(compiled: Compiled, cases: Iterable[object]) -> GivenCodes:
    """The codes and sets of cases, each of which is checked; an item that applies may still have no answer.

    Raises:
        AnswersError: With every problem of the first case that is not valid.
    """
    rows = [readings_of(compiled, case, partial=True) for case in cases]
    by_item = list(zip(*rows, strict=True)) or [()] * len(compiled.items)
    codes = tuple(np.array([reading.code for reading in readings], np.int8) for readings in by_item)
    sets = {n: np.array([reading.options for reading in readings], np.uint64)
            for n, readings in enumerate(by_item) if any(reading.options for reading in readings)}
    return GivenCodes(codes, len(rows), sets)


def _scored(program: Program, cells: Sequence[ItemCells]) -> tuple[Sequence[Item], Sequence[ItemCells]]:
    """The items that scoring sees; behind these are the numbers that are only recorded."""
    items = program.compiled.items
    return items, cells[:len(items)]


def _unread(column: ItemCells) -> Flags:
    unread: Flags = column.codes == CANNOT_BE_READ
    return unread if column.inexact is None else unread & ~column.inexact


def _refuse(items: Sequence[Item], cells: Sequence[ItemCells], unread: Sequence[Flags]) -> None:
    in_columns = [fault.problem for fault in faults_of_columns(items, cells)]
    n_problems = len(in_columns) + int(sum(map(np.count_nonzero, unread)))
    if n_problems:
        in_rows = _problems(items, cells, np.array(unread).T)
        raise AnswersError([*in_columns, *islice(in_rows, MOST_PROBLEMS)], about="The table", n_problems=n_problems)


def _problems(items: Sequence[Item], cells: Sequence[ItemCells], unread: Flags) -> Iterator[Problem]:
    for row, n in np.argwhere(unread).tolist():
        yield from problems_of_cell(items[n], cells[n].value(row), pointer_to("rows", row, items[n].id))
