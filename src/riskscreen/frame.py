"""Tables of other libraries, pandas, polars and pyarrow, through narwhals: the same kind comes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from riskscreen.batch.arrays import Codes
from riskscreen.batch.cells import Cells, cells_of, codes_by_position, codes_in_range
from riskscreen.batch.codes import NO_ANSWER_CODE
from riskscreen.batch.names import check_columns
from riskscreen.batch.program import Program
from riskscreen.batch.table import ResultColumn, TableOptions, names_of_results, score_cells
from riskscreen.errors import usage_error
from riskscreen.model.item import Item
from riskscreen.model.response import UNKNOWN, ResponseScale

Native = Any  # a table, or a column, of a library that we do not import


def score_frame(program: Program, data: Native, options: TableOptions) -> Native:
    """The table with the columns of the results, in the order and with the index that it has."""
    if type(data).__name__ == "RecordBatch":
        return _score_batch(program, data, options)
    frame = _frame(data, program, names_of_results(program, options))
    found = score_cells(program, frame_cells(program, frame), options)
    return frame.with_columns(*(_series(column, frame) for column in found)).to_native()


def _score_batch(program: Program, batch: Native, options: TableOptions) -> Native:
    """A record batch of Arrow, by way of a table of one batch."""
    import pyarrow as pa  # noqa: PLC0415  # whoever holds a record batch has it

    table = score_frame(program, pa.Table.from_batches([batch]), options)
    return pa.RecordBatch.from_arrays([column.combine_chunks() for column in table.columns], schema=table.schema)


def codes_of_frame(program: Program, data: Native) -> dict[str, Codes]:
    """The codes of each item that scoring sees."""
    frame = _frame(data, program, ())
    n_scored = len(program.compiled.items)
    return {item.id: cells.codes for item, cells in
            zip(program.items[:n_scored], frame_cells(program, frame)[:n_scored], strict=True)}


def _frame(data: Native, program: Program, results: Sequence[str]) -> nw.DataFrame[Native]:
    names: Iterable[object] | None = getattr(data, "column_names", getattr(data, "columns", None))
    if names is not None:  # before anything else, which would stumble over names that stand twice
        check_columns(program.items, list(names), results)
    frame = nw.from_native(data, eager_only=True, pass_through=True)
    if names is None or not isinstance(frame, nw.DataFrame):
        raise usage_error("U-wrong-type", "This is no table that can be scored.", found=data,
                          expected="a table of pandas, polars or pyarrow, or a mapping of columns")
    return frame


def frame_cells(program: Program, frame: nw.DataFrame[Native]) -> list[Cells]:
    """The columns that belong to items."""
    return [_cells(item, frame.get_column(item.id)) for item in program.items]


def _cells(item: Item, series: nw.Series[Native]) -> Cells:
    codes = _codes(item, series)
    if codes is None:
        return cells_of(item, series.to_list())
    return Cells(codes, lambda row: series[row])


def _codes(item: Item, series: nw.Series[Native]) -> Codes | None:
    """The codes of a column by its different values; None where each cell has to be looked at for its type."""
    kind, native = series.dtype, series.to_native()
    if kind.is_integer() and isinstance(item.response, ResponseScale):
        return codes_in_range(item, np.asarray(series.fill_null(NO_ANSWER_CODE).to_numpy(), np.int64))
    if not isinstance(kind, nw.String | nw.Categorical | nw.Enum):
        return None
    if series.implementation.is_polars():
        return _codes_of_polars(item, native)
    if series.implementation.is_pyarrow():
        return _codes_of_arrow(item, native)
    if isinstance(kind, nw.String):
        positions, values = native.factorize()
        return codes_by_position(item, positions, values.tolist())
    return codes_by_position(item, native.cat.codes.to_numpy(), native.cat.categories.tolist())


def _codes_of_polars(item: Item, column: Native) -> Codes:
    """The codes of a column of texts or categories; those that are expected are read the quickest way."""
    polars = nw.get_native_namespace(column)
    if column.dtype != polars.Enum:
        expected = [*(choice.id for choice in item.response.choices), UNKNOWN, ""]
        try:
            column = column.cast(polars.Enum(expected))
        except polars.exceptions.InvalidOperationError:
            column = column.cast(polars.String)
            column = column.cast(polars.Enum(column.drop_nulls().unique(maintain_order=True)))
    values = column.dtype.categories.to_list()
    return codes_by_position(item, column.to_physical().fill_null(len(values)).to_numpy(), values)


def _codes_of_arrow(item: Item, column: Native) -> Codes:
    found = []
    for chunk in column.chunks:
        encoded = chunk if hasattr(chunk, "dictionary") else chunk.dictionary_encode()
        # Positions may be unsigned, as DuckDB's of its ENUMs are, and -1 is none of those.
        positions: NDArray[np.integer] = encoded.indices.cast("int64").fill_null(-1).to_numpy(zero_copy_only=False)
        found.append(codes_by_position(item, positions, encoded.dictionary.to_pylist()))
    return np.concatenate(found) if found else np.empty(0, np.int8)


def _series(column: ResultColumn, frame: nw.DataFrame[Native]) -> nw.Series[Native]:
    """A column of results, as the library of the table has it: levels are ordered categories where it has those."""
    backend = frame.implementation
    if column.words is not None:
        kind = nw.Enum(column.words) if column.are_levels and not backend.is_pyarrow() else nw.String()
        words = nw.new_series(column.name, [*column.words, None], kind, backend=backend)
        positions = np.where(column.values < 0, len(column.words), column.values).astype(np.int64)
        return words[positions].alias(column.name)
    numbers = nw.new_series(column.name, column.values.astype(np.int64), nw.Int64(), backend=backend)
    if column.is_empty is None:
        return numbers
    if not backend.is_polars() and not backend.is_pyarrow():  # the usual whole numbers of pandas cannot be empty
        numbers = nw.from_native(numbers.to_native().astype("Int64"), series_only=True)
    empty = np.flatnonzero(column.is_empty).tolist()
    nothing: Any = [None] * len(empty)
    if backend.is_pyarrow():  # whose nulls are of no type until they are given one
        nothing = nw.new_series(column.name, nothing, nw.Int64(), backend=backend)
    return numbers.scatter(empty, nothing) if empty else numbers
