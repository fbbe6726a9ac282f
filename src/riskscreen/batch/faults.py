"""What is wrong in the rows that are not valid, in the words that the single case has for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice

import attrs
import numpy as np

from riskscreen.answers.check import check_answers
from riskscreen.batch.arrays import Flags
from riskscreen.batch.columns.chunk import Chunk
from riskscreen.batch.columns.program import Program
from riskscreen.batch.rows.cells import ItemCells, no_plain_answer, problem_of_floats
from riskscreen.batch.rows.codes import NOT_APPLICABLE_CODE, Row, meanings, unknown_code
from riskscreen.batch.rows.given import given_row
from riskscreen.batch.scoring import FoundColumns, wrong_cells
from riskscreen.errors import MOST_PROBLEMS, AnswersError, Problem, parts_of, pointer_to
from riskscreen.model.item import Item


@attrs.frozen
class RowNumbers:
    """How to look at one row again: as scoring sees it, and its answers as they would be given for a single case.

    In a table, whose cells ``are_answers``, a code that stands for nothing is that of a cell that cannot be read.
    """

    program: Program
    row: Callable[[int], Row]
    answers: Callable[[int], Mapping[str, object]]
    are_answers: bool = False


@attrs.frozen
class ColumnFault:
    """What is wrong with a column as a whole, and in which rows it shows; it is said once, not once a cell."""

    problem: Problem
    rows: Flags


def faults_of_columns(items: Sequence[Item], cells: Sequence[ItemCells]) -> tuple[ColumnFault, ...]:
    """What is wrong with whole columns of a table: floats that cannot be read."""
    return tuple(ColumnFault(problem_of_floats(item, column), column.inexact)
                 for item, column in zip(items, cells, strict=True) if column.inexact is not None)


def refuse(found: FoundColumns, rows: RowNumbers, *, partial: bool, about: str,
           columns: Sequence[ColumnFault] = ()) -> None:
    """Raise for the rows that are not valid, if there are any: the first problems, and a count of all.

    Raises:
        AnswersError: With the place of each problem: first those of columns, as ``/columns/ITEM``, then those of rows,
            as ``/rows/ROW/ITEM``, counted from 0.
    """
    if found.bad is None:
        return
    told = {fault.problem.item: fault.rows for fault in columns}
    every = (problem for row in np.flatnonzero(found.bad) for problem in problems_of(rows, int(row), partial=partial)
             if problem.item not in told or not told[problem.item][row])
    n_told_once = sum(int(np.count_nonzero(fault.rows)) - 1 for fault in columns)
    raise AnswersError(islice(chain((fault.problem for fault in columns), every), MOST_PROBLEMS), about=about,
                       n_problems=found.n_problems - n_told_once)


def problems_of(rows: RowNumbers, row: int, *, partial: bool) -> Iterator[Problem]:
    """Everything that is wrong in a row, in the order of its items."""
    alone, program = rows.row(row), rows.program
    answers = rows.answers(row)
    as_single = _problems_of_case(program, answers, partial=partial)
    chunk = Chunk(given_row(alone).columns(0, 1, program.n_choices), 1)
    for n, code in enumerate(alone.codes):
        if wrong_cells(program, chunk, n, partial=partial) is None:
            continue
        item = program.items[n]
        place = pointer_to("rows", row, item.id)
        if code == NOT_APPLICABLE_CODE:
            yield Problem("A-may-apply", place, "This item is said not to apply, and it does or may apply.",
                          item=item.id, expected="an answer, or the code of no answer")
        elif item.id in as_single and (rows.are_answers or code in meanings(item)):
            yield from (attrs.evolve(problem, pointer=place + pointer_to(*parts_of(problem.pointer)[2:]))
                        for problem in as_single[item.id])
        elif rows.are_answers:
            yield no_plain_answer(item, answers[item.id], place)
        else:
            yield unknown_code(item, code, place)


def _problems_of_case(program: Program, answers: Mapping[str, object], *,
                      partial: bool) -> Mapping[str, list[Problem]]:
    try:
        check_answers(program.compiled.definition, answers, program.compiled.applies, partial=partial)
    except AnswersError as error:
        by_item: dict[str, list[Problem]] = {}
        for problem in error.problems:
            by_item.setdefault(problem.item or "", []).append(problem)
        return by_item
    return {}
