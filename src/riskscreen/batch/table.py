"""A table of answers in, columns of results out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Sized
from typing import Literal

import attrs
import numpy as np

from riskscreen.batch.arrays import Codes, Flags, Numbers
from riskscreen.batch.columns.program import Program, steps_to
from riskscreen.batch.faults import RowNumbers, faults_of_columns, problems_of, refuse
from riskscreen.batch.rows.cells import NOTHING, ItemCells, answer_in, cells_of
from riskscreen.batch.rows.given import GivenCodes
from riskscreen.batch.rows.names import check_columns
from riskscreen.batch.scoring import FoundColumns, Wanted, score_columns
from riskscreen.errors import Problem, UsageError, describe, usage_error, wrong_shape
from riskscreen.model.number import exact, plain
from riskscreen.progress import NOBODY, Ticks

OnError = Literal["raise", "mark"]
PROBLEM = "problem"
_AFTER_LEVELS = ("", "_at_least", "_at_most")
_AFTER_POSSIBLE = "_possible"


@attrs.frozen
class TableOptions:
    """How a table is scored: whether items may go unanswered, what becomes of bad rows, what is added."""

    partial: bool
    on_error: OnError
    with_scales: bool


@attrs.frozen
class ResultColumn:
    """A column to add.  ``values`` are positions among ``words`` where it has words, and -1 is an empty cell then.

    Without words it holds whole numbers, and ``is_empty`` says where there is none.  The words of levels are categories
    in their order.
    """

    name: str
    values: Numbers
    words: tuple[str, ...] | None = None
    is_empty: Flags | None = None
    are_levels: bool = False


def checked_options(options: TableOptions) -> TableOptions:
    """The options, if they can be meant."""
    if options.on_error not in ("raise", "mark"):
        raise usage_error("U-wrong-type", "Rows that are not valid are refused, or marked.", found=options.on_error,
                          expected="'raise' or 'mark'")
    return options


def names_of_results(program: Program, options: TableOptions) -> list[str]:
    """The names of the columns that are added, in order."""
    definition = program.compiled.definition
    names = [definition.result + after for after in (*_AFTER_LEVELS, _AFTER_POSSIBLE)] + ["n_unknown", "n_narrowed"]
    if options.with_scales:
        names += [scale.id + after for scale in definition.scales for after in ("_least", "_most")]
    return names + [PROBLEM] * (options.on_error == "mark")


def score_mapping(program: Program, data: Mapping[str, Sequence[object]],
                  options: TableOptions, ticks: Ticks) -> dict[str, Sequence[object]]:
    """The columns of a mapping, and those of the results as lists."""
    check_columns(program.items, list(data), names_of_results(program, options))
    cells = mapping_cells(program, data, ticks)
    found = score_cells(program, cells, options)
    ticks.tick()
    return {**data, **{column.name: _as_list(column) for column in found}}


def mapping_cells(program: Program, data: Mapping[str, Sequence[object]], ticks: Ticks = NOBODY) -> list[ItemCells]:
    """The columns of a mapping that belong to items.

    Raises:
        UsageError: For a column that is no list, tuple or array, and for columns that differ in length.
    """
    columns = {item.id: data[item.id] for item in program.items}
    problems = [Problem("U-wrong-type", "", f"The column {name} is not a list of cells.", found=describe(column),
                        expected="a list, a tuple, or an array of one dimension")
                for name, column in data.items() if not _is_column(column, is_read=name in columns)]
    if problems:
        raise UsageError(problems, about="The table")
    lengths = sorted({len(column) for column in data.values()})
    if len(lengths) > 1:
        raise wrong_shape("The columns are not of one length.",
                          found=", ".join(map(str, lengths)) + " rows")
    return [cells_of(item, columns[item.id]) for item in ticks.over(program.items)]


def _is_column(column: object, *, is_read: bool) -> bool:
    """Whether this is a list of cells; a column that is only passed on need have no more than a length."""
    if isinstance(column, np.ndarray):
        return column.ndim == 1 and column.dtype.names is None if is_read else column.ndim > 0
    return isinstance(column, list | tuple) or (not is_read and isinstance(column, Sized))


def score_cells(program: Program, cells: Sequence[ItemCells], options: TableOptions) -> list[ResultColumn]:
    """The columns of results, by the cells of each item that a row must answer.

    Raises:
        AnswersError: If a row is not valid, with every problem by row and item, unless they are marked.
    """
    definition = program.compiled.definition
    scales = tuple(range(len(definition.scales))) if options.with_scales else ()
    result = definition.result_number
    wanted = Wanted((result,), scales, counts_unknown=True, possible=True)
    given = given_of(cells)
    found = score_columns(program, steps_to(program, wanted.outcomes, scales), wanted, given, partial=options.partial)
    rows = RowNumbers(program, given.row, lambda row: _answers_in(program, cells, row), are_answers=True)
    if options.on_error == "raise":
        refuse(found, rows, partial=options.partial, about="The table", columns=faults_of_columns(program.items, cells))
    return [*_levels(program, found, result), *_numbers(program, found, options),
            *_problems(found, rows, options)]


def given_of(cells: Sequence[ItemCells]) -> GivenCodes:
    """Columns of a table as scoring takes them."""
    return GivenCodes(tuple(column.codes for column in cells), len(cells[0].codes) if cells else 0,
                      {n: column.sets for n, column in enumerate(cells) if column.sets is not None})


def _answers_in(program: Program, cells: Sequence[ItemCells], row: int) -> dict[str, object]:
    answers = {item.id: answer_in(item, column.value(row)) for item, column in zip(program.items, cells, strict=True)}
    return {item: answer for item, answer in answers.items() if answer is not NOTHING}


def _levels(program: Program, found: FoundColumns, result: int) -> Iterator[ResultColumn]:
    outcome = program.compiled.definition.outcomes[result]
    words = tuple(level.id for level in outcome.levels)
    low, high = found.low_levels[result], found.high_levels[result]
    level: Codes = np.where(low == high, low, np.int8(-1))
    for after, values in zip(_AFTER_LEVELS, (level, low, high), strict=True):
        yield ResultColumn(outcome.id + after, values, words, are_levels=True)
    masks, positions = _numbered(found.possible[result])
    yield ResultColumn(outcome.id + _AFTER_POSSIBLE, positions - (masks[0] == 0), tuple(
        "|".join(level.id for level in outcome.levels if mask >> level.rank & 1) for mask in masks if mask))


def _numbered(masks: Numbers) -> tuple[list[int], Numbers]:
    """The different numbers in a column, in rising order, and which of them stands in each row."""
    distinct, positions = np.unique(masks, return_inverse=True)
    return distinct.tolist() or [0], positions.astype(np.int64)


def _numbers(program: Program, found: FoundColumns, options: TableOptions) -> Iterator[ResultColumn]:
    """How much is open, and the scales: whole where their unit is one, else as texts, so that nothing is rounded."""
    assert found.n_unknown is not None, "it is wanted"
    assert found.n_narrowed is not None, "it is wanted"
    is_empty = found.bad
    if is_empty is None and options.on_error == "mark":  # a type that can be empty, whatever rows these happen to be
        is_empty = np.zeros(found.n_rows, np.bool_)
    yield ResultColumn("n_unknown", found.n_unknown, is_empty=is_empty)
    yield ResultColumn("n_narrowed", found.n_narrowed, is_empty=is_empty)
    for n, least in found.lows.items():
        name, unit = program.compiled.definition.scales[n].id, program.compiled.units[n]
        for after, values in (("_least", least), ("_most", found.highs[n])):
            if unit == 1 and values.dtype != object:
                yield ResultColumn(name + after, values, is_empty=is_empty)
                continue
            distinct, positions = np.unique(values, return_inverse=True)
            positions = positions.astype(np.int64)
            if is_empty is not None:
                positions[is_empty] = -1
            yield ResultColumn(name + after, positions, tuple(plain(exact(int(v), unit)) for v in distinct))


def _problems(found: FoundColumns, rows: RowNumbers, options: TableOptions) -> Iterator[ResultColumn]:
    """What is wrong with each row, for those who asked that rows be marked."""
    if options.on_error != "mark":
        return
    positions = np.full(found.n_rows, -1, np.int64)
    texts: dict[str, int] = {}
    for row in np.flatnonzero(found.bad) if found.bad is not None else ():
        said = (str(attrs.evolve(problem, pointer=problem.item or ""))
                for problem in problems_of(rows, int(row), partial=options.partial))
        positions[row] = texts.setdefault(" ".join(said), len(texts))
    yield ResultColumn(PROBLEM, positions, tuple(texts))


def _as_list(column: ResultColumn) -> list[object]:
    if column.words is not None:
        words: tuple[str | None, ...] = (*column.words, None)
        return [words[position] for position in column.values.tolist()]
    values: list[object] = column.values.tolist()
    if column.is_empty is None:
        return values
    return [None if empty else value for value, empty in zip(values, column.is_empty.tolist(), strict=True)]
