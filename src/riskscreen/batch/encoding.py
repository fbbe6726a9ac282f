"""A table turned into codes, which are scored as often as somebody likes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from riskscreen.batch.arrays import Codes
from riskscreen.batch.columns.program import Program
from riskscreen.batch.faults import faults_of_columns
from riskscreen.batch.rows.cells import CANNOT_BE_READ, Cells, problems_of_cell
from riskscreen.batch.rows.names import check_columns
from riskscreen.batch.table import mapping_cells
from riskscreen.errors import MOST_PROBLEMS, AnswersError, Problem, pointer_to
from riskscreen.model.item import Item


def codes_of_mapping(program: Program, data: Mapping[str, Sequence[object]]) -> dict[str, Codes]:
    """The codes of each item that scoring sees."""
    check_columns(program.items, list(data), ())
    return codes_of_cells(program, mapping_cells(program, data))


def codes_of_cells(program: Program, cells: Sequence[Cells]) -> dict[str, Codes]:
    """The codes of each item that scoring sees.

    Raises:
        AnswersError: For cells that hold no answer to their item, with each by row and item.
    """
    items = program.compiled.items
    cells = cells[:len(items)]  # behind these are the numbers that are only recorded
    in_columns = [fault.problem for fault in faults_of_columns(items, cells)]
    unread = [column.codes == CANNOT_BE_READ if column.inexact is None else
              (column.codes == CANNOT_BE_READ) & ~column.inexact for column in cells]
    n_problems = len(in_columns) + int(sum(map(np.count_nonzero, unread)))
    if n_problems:
        in_rows = _problems(items, cells, np.array(unread).T)
        raise AnswersError([*in_columns, *islice(in_rows, MOST_PROBLEMS)], about="The table", n_problems=n_problems)
    return {item.id: column.codes for item, column in zip(items, cells, strict=True)}


def _problems(items: Sequence[Item], cells: Sequence[Cells], unread: Codes) -> Iterator[Problem]:
    for row, n in np.argwhere(unread).tolist():
        yield from problems_of_cell(items[n], cells[n].value(row), pointer_to("rows", row, items[n].id))
