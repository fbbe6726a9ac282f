"""Files of tables, CSV and Parquet, read and written some rows at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import PurePath

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from riskscreen.errors import Problem, UsageError, describe, usage_error

ROWS_AT_ONCE = 1 << 17
_BYTES_AT_ONCE = 1 << 24
_KINDS = (".csv", ".parquet")


def kind_of(name: str) -> str:
    """The kind of a file of a table, by its ending.

    Raises:
        UsageError: If it is none of those that are known.
    """
    kind = PurePath(name).suffix.lower()
    if kind not in _KINDS:
        raise usage_error("U-table-kind", "Tables are read and written as CSV or Parquet.", found=name,
                          expected="a name that ends in .csv or .parquet")
    return kind


Part = tuple[pa.RecordBatch, float]  # some rows, and how much of the file has been read with them, up to 1


def read_parts(name: str) -> Iterator[Part]:
    """The rows of a file, some at a time; every cell of a CSV file is text, and an empty one is an empty text.

    Raises:
        UsageError: If the file is not what its ending says, or a row has more or fewer cells than the first.
    """
    try:
        yield from _csv(name) if kind_of(name) == ".csv" else _parquet(name)
    except pa.ArrowInvalid as error:
        said = str(error).partition("\n")[0].rstrip(".")
        raise UsageError([Problem("U-bad-table", "", f"This file cannot be read as a table: {said}.",
                                  found=describe(name))]) from error


def _parquet(name: str) -> Iterator[Part]:
    with pyarrow.parquet.ParquetFile(name) as file:
        n_rows = 0
        for batch in file.iter_batches(ROWS_AT_ONCE):
            n_rows += len(batch)
            yield batch, n_rows / file.metadata.num_rows
        if not n_rows:
            yield pa.RecordBatch.from_pylist([], schema=file.schema_arrow), 1.0


def _csv(name: str) -> Iterator[Part]:
    reading = pyarrow.csv.ReadOptions(block_size=_BYTES_AT_ONCE)
    parsing = pyarrow.csv.ParseOptions(newlines_in_values=True)
    with pyarrow.csv.open_csv(name, reading, parsing) as file:
        names = file.schema.names
    as_text = pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)
    size = max(1, os.stat(name).st_size)
    with pyarrow.csv.open_csv(name, reading, parsing, as_text) as file:
        n_batches = 0
        for batch in file:
            n_batches += 1
            yield batch, min(1.0, n_batches * _BYTES_AT_ONCE / size)  # the file is read ahead, so where it is says less
        if not n_batches:
            yield pa.RecordBatch.from_pylist([], schema=file.schema), 1.0


class TableWriter:
    """Writes batches to a file; the first one says which columns it has."""

    def __init__(self, path: str, kind: str) -> None:
        self._path, self._kind = path, kind
        self._writer: pa.csv.CSVWriter | pa.parquet.ParquetWriter | None = None

    def write(self, batch: pa.RecordBatch) -> None:
        """Append the rows of a batch."""
        if self._writer is None:
            writer = pyarrow.csv.CSVWriter if self._kind == ".csv" else pyarrow.parquet.ParquetWriter
            self._writer = writer(self._path, batch.schema)
        self._writer.write_batch(batch)

    def close(self) -> None:
        """Write what is still to be written."""
        if self._writer is not None:
            self._writer.close()
