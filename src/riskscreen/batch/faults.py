"""What is wrong in the rows that are not valid, in the words that the single case has for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

import numpy as np

from riskscreen.answers import check_answers
from riskscreen.batch.chunk import Chunk
from riskscreen.batch.codes import NOT_APPLICABLE_CODE, meanings, unknown_code
from riskscreen.batch.given import Given
from riskscreen.batch.program import Program
from riskscreen.batch.scoring import Found, wrong_cells
from riskscreen.errors import MOST_PROBLEMS, AnswersError, Problem, parts_of, pointer_to
from riskscreen.frozen import Frozen


class Rows(Frozen):
    """How to look at one row again: its codes, and its answers as they would be given for a single case.

    Where cells ``are_words``, a code that stands for nothing is that of a cell that cannot be read.
    """

    program: Program
    codes: Callable[[int], list[int]]
    answers: Callable[[int], Mapping[str, object]]
    are_words: bool = False


def refuse(found: Found, rows: Rows, *, partial: bool, about: str) -> None:
    """Raise for the rows that are not valid, if there are any: the first problems, and a count of all.

    Raises:
        AnswersError: With the place of each problem, as ``/rows/ROW/ITEM``, rows counted from 0.
    """
    if found.bad is None:
        return
    every = (problem for row in np.flatnonzero(found.bad) for problem in problems_of(rows, int(row), partial=partial))
    raise AnswersError(islice(every, MOST_PROBLEMS), about=about, n_problems=found.n_problems)


def problems_of(rows: Rows, row: int, *, partial: bool) -> Iterator[Problem]:
    """Everything that is wrong in a row, in the order of its items."""
    codes, program = rows.codes(row), rows.program
    as_single = _problems_of_case(program, rows.answers(row), partial=partial)
    alone = Given(tuple(np.array([code], np.int8) for code in codes), 1)
    chunk = Chunk(alone.columns(0, 1, program.n_choices), 1)
    for n, code in enumerate(codes):
        if wrong_cells(program, chunk, n, partial=partial) is None:
            continue
        item = program.items[n]
        place = pointer_to("rows", row, item.id)
        if code == NOT_APPLICABLE_CODE:
            yield Problem("A-may-apply", place, "This item is said not to apply, and it does or may apply.",
                          item=item.id, expected="an answer, or the code of no answer")
        elif item.id in as_single and (rows.are_words or code in meanings(item)):
            yield from (problem.__replace__(pointer=place + pointer_to(*parts_of(problem.pointer)[2:]))
                        for problem in as_single[item.id])
        else:
            yield unknown_code(item, code, place)


def _problems_of_case(program: Program, answers: Mapping[str, object], *,
                      partial: bool) -> Mapping[str, list[Problem]]:
    try:
        check_answers(program.compiled.definition, answers, partial=partial)
    except AnswersError as error:
        by_item: dict[str, list[Problem]] = {}
        for problem in error.problems:
            by_item.setdefault(problem.item or "", []).append(problem)
        return by_item
    return {}
