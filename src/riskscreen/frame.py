"""Tables of other libraries, pandas, polars and pyarrow, through narwhals: the same kind comes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from riskscreen.batch.columns.program import Program
from riskscreen.batch.rows.cells import ItemCells, ReadColumn, cells_of, read_by_position, read_in_a_row
from riskscreen.batch.rows.names import check_columns
from riskscreen.batch.table import ResultColumn, TableOptions, names_of_results, score_cells
from riskscreen.errors import usage_error
from riskscreen.model.item import Item
from riskscreen.model.response import UNKNOWN
from riskscreen.progress import NOBODY, Ticks

Native = Any  # a table, or a column, of a library that we do not import


def score_frame(program: Program, data: Native, options: TableOptions, ticks: Ticks = NOBODY) -> Native:
    """The table with the columns of the results, in the order and with the index that it has."""
    if _is_batch(data):
        return _score_batch(program, data, options, ticks)
    frame = _frame(data, program, names_of_results(program, options))
    found = score_cells(program, frame_cells(program, frame, ticks), options)
    ticks.tick()
    return frame.with_columns(*(_series(column, frame) for column in found)).to_native()


def _score_batch(program: Program, batch: Native, options: TableOptions, ticks: Ticks) -> Native:
    """A record batch of Arrow, by way of a table of one batch."""
    import pyarrow as pa  # noqa: PLC0415  # whoever holds a record batch has it

    table = score_frame(program, _as_table(batch), options, ticks)
    return pa.RecordBatch.from_arrays([column.combine_chunks() for column in table.columns], schema=table.schema)


def _is_batch(data: Native) -> bool:
    return type(data).__name__ == "RecordBatch"


def _as_table(batch: Native) -> Native:
    import pyarrow as pa  # noqa: PLC0415  # whoever holds a record batch has it

    return pa.Table.from_batches([batch])


def cells_of_frame(program: Program, data: Native) -> list[ItemCells]:
    """The cells of each item."""
    return frame_cells(program, _frame(_as_table(data) if _is_batch(data) else data, program, ()))


def _frame(data: Native, program: Program, results: Sequence[str]) -> nw.DataFrame[Native]:
    if nw.dependencies.is_polars_lazyframe(data):  # asking it for its columns takes long, and Polars warns of that
        raise usage_error("U-wrong-type", "A lazy table has no rows yet. Collect it first, or score it in map_batches.",
                          found=type(data).__name__, expected=_TABLES)
    names: Iterable[object] | None = getattr(data, "column_names", getattr(data, "columns", None))
    if names is not None:  # before anything else, which would stumble over names that stand twice
        check_columns(program.items, list(names), results)
    frame = nw.from_native(data, eager_only=True, pass_through=True)
    if names is None or not isinstance(frame, nw.DataFrame):
        raise usage_error("U-wrong-type", "This is no table that can be scored.", found=data, expected=_TABLES)
    return frame


_TABLES = "a table of pandas, polars or pyarrow, or a mapping of columns"


def frame_cells(program: Program, frame: nw.DataFrame[Native], ticks: Ticks = NOBODY) -> list[ItemCells]:
    """The columns that belong to items."""
    return [_cells(item, frame.get_column(item.id)) for item in ticks.over(program.items)]


def _cells(item: Item, series: nw.Series[Native]) -> ItemCells:
    read = _read(item, series)
    if read is None:
        return cells_of(item, _plain(series))
    return ItemCells(read.codes, lambda row: series[row], sets=read.sets)


def _plain(series: nw.Series[Native]) -> Sequence[object] | NDArray[Any]:
    """A column as an array of numbers, those masked that are null; all else, and wider numbers, as a list."""
    kind = series.dtype
    if not (kind.is_integer() or kind.is_float()) or isinstance(kind, nw.Int128 | nw.UInt128):
        return series.to_list()
    numbers: NDArray[Any] = np.ma.MaskedArray(series.fill_null(0).to_numpy(), series.is_null().to_numpy())
    return numbers


def _read(item: Item, series: nw.Series[Native]) -> ReadColumn | None:
    """A column by its different words; None where it has no words, or not words alone."""
    kind, native = series.dtype, series.to_native()
    if not isinstance(kind, nw.String | nw.Categorical | nw.Enum):
        return None
    if series.implementation.is_polars():
        return _read_polars(item, native)
    if series.implementation.is_pyarrow():
        return _read_arrow(item, native)
    if isinstance(kind, nw.String):
        positions, values = native.factorize()
        return read_by_position(item, positions, values.tolist())
    if not hasattr(native, "cat"):  # the dictionaries of Arrow in pandas
        return None
    values = native.cat.categories.tolist()
    return None if _has_floats(values) else read_by_position(item, native.cat.codes.to_numpy(), values)


def _has_floats(values: Sequence[object]) -> bool:
    """Whether a float is among the words of a column: where one says nothing, that is told of the cells."""
    return any(isinstance(value, float | np.floating) for value in values)


def _read_polars(item: Item, column: Native) -> ReadColumn:
    """A column of texts or categories; those that are expected are read the quickest way."""
    polars = nw.get_native_namespace(column)
    if column.dtype != polars.Enum:
        expected = [*(choice.id for choice in item.response.choices), UNKNOWN, ""]
        try:
            column = column.cast(polars.Enum(expected))
        except polars.exceptions.InvalidOperationError:
            column = column.cast(polars.String)
            column = column.cast(polars.Enum(column.drop_nulls().unique(maintain_order=True)))
    values = column.dtype.categories.to_list()
    return read_by_position(item, column.to_physical().fill_null(len(values)).to_numpy(), values)


def _read_arrow(item: Item, column: Native) -> ReadColumn | None:
    found = []
    for chunk in column.chunks:
        encoded = chunk if hasattr(chunk, "dictionary") else chunk.dictionary_encode()
        # Positions may be unsigned, as DuckDB's of its ENUMs are, and -1 is none of those.
        positions: NDArray[np.integer] = encoded.indices.cast("int64").fill_null(-1).to_numpy(zero_copy_only=False)
        values = encoded.dictionary.to_pylist()
        if _has_floats(values):
            return None
        found.append(read_by_position(item, positions, values))
    return read_in_a_row(found)


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
