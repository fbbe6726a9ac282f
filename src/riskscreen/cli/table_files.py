"""Files of tables: CSV and Parquet, read and written some rows at a time, and workbooks."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePath

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from riskscreen.cli.file_part import FilePart
from riskscreen.cli.files import Unreachable
from riskscreen.cli.spreadsheet import bare, guarded, in_one_form
from riskscreen.cli.workbook_files import workbook_parts
from riskscreen.cli.workbook_writer import WorkbookTableWriter
from riskscreen.errors import FileName, Problem, UsageError, describe, usage_error

ROWS_AT_ONCE = 1 << 17
WORKBOOK = ".xlsx"
_BYTES_AT_ONCE = 1 << 24
_KINDS = {".csv": "CSV", ".parquet": "Parquet", WORKBOOK: "A workbook"}


def kind_of(name: str) -> str:
    """The kind of a file of a table, by its ending.

    Raises:
        UsageError: If it is none of those that are known.
    """
    kind = PurePath(name).suffix.lower()
    if kind not in _KINDS:
        raise usage_error("U-table-kind", "Tables are read and written as CSV, Parquet or Excel workbooks.",
                          found=FileName(name), expected="a name that ends in .csv, .parquet or .xlsx")
    return kind


def read_parts(name: str, items: Collection[str] = (), sheet: str | None = None) -> Iterator[FilePart]:
    """The rows of a file, some at a time; every cell of a CSV file is text, and an empty one is an empty text.

    Args:
        name: The file.
        items: The columns that hold answers; of a workbook these are texts, too.
        sheet: The sheet of a workbook; else the first one.

    Raises:
        UsageError: If the file is not what its ending says or damaged, a row is longer or shorter than the first, or
            cells of a workbook are not what they show.
        Unreachable: If the system does not let it be read to its end.
    """
    try:
        if kind_of(name) == WORKBOOK:
            yield from workbook_parts(name, sheet, items, ROWS_AT_ONCE)
        else:
            yield from _csv(name) if kind_of(name) == ".csv" else _parquet(name)
    except pa.ArrowCancelled as error:  # Arrow hears of Ctrl-C first
        raise KeyboardInterrupt from error
    except (pa.ArrowException, UnicodeDecodeError, OSError) as error:
        # What is wrong with the content comes as an error of the system, too, but only the system numbers its errors.
        if isinstance(error, OSError) and error.errno is not None:
            raise Unreachable.by("read", describe(FileName(name)), error) from error
        said = str(error).partition("\n")[0].rstrip(".")
        raise UsageError([Problem("U-bad-table", "", f"This file cannot be read as a table: {said}.",
                                  found=describe(FileName(name)))]) from error


def _parquet(name: str) -> Iterator[FilePart]:
    with pyarrow.parquet.ParquetFile(name, page_checksum_verification=True) as file:
        n_rows = 0
        for batch in file.iter_batches(ROWS_AT_ONCE):
            batch.validate(full=True)  # texts in Parquet are not looked at otherwise
            n_rows += len(batch)
            yield FilePart(batch, n_rows / file.metadata.num_rows)
        if not n_rows:
            yield FilePart(pa.RecordBatch.from_pylist([], schema=file.schema_arrow), 1.0)


def _csv(name: str) -> Iterator[FilePart]:
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
            # The file is read ahead, so where it is says less.
            yield FilePart(bare(batch), min(1.0, n_batches * _BYTES_AT_ONCE / size))
        if not n_batches:
            yield FilePart(bare(pa.RecordBatch.from_pylist([], schema=file.schema)), 1.0)


@contextmanager
def table_writer(path: str, kind: str, *, raw: bool = False) -> Iterator[TableWriter | WorkbookTableWriter]:
    """What writes a file of this kind, bit by bit; it is whole when it was closed."""
    if kind != WORKBOOK:
        yield TableWriter(path, kind, raw=raw)
        return
    writer = WorkbookTableWriter(path)
    try:
        yield writer
    finally:
        writer.abandon()


class TableWriter:
    """Writes batches to a file of CSV or Parquet; the first one says which columns it has.

    In CSV, texts that a spreadsheet would take for formulas are guarded, unless they are wanted *raw*.
    """

    def __init__(self, path: str, kind: str, *, raw: bool = False) -> None:
        self._path, self._kind, self._raw = path, kind, raw
        self._writer: pa.csv.CSVWriter | pa.parquet.ParquetWriter | None = None

    def write(self, batch: pa.RecordBatch, given: FilePart) -> None:
        """Append the rows of a batch, whose first columns were given, and are not results of ours.

        Raises:
            UsageError: If a file of this kind cannot hold one of the columns.
        """
        try:
            if self._kind == ".csv":
                batch = in_one_form(batch) if self._raw else guarded(in_one_form(batch), given.batch.num_columns)
            if self._writer is None:
                self._writer = _writer(self._path, self._kind, batch.schema)
            self._writer.write_batch(batch)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise self._unfit(batch) from error

    def _unfit(self, batch: pa.RecordBatch) -> UsageError:
        """What cannot be written, column by column."""
        return UsageError(
            [Problem("U-table-kind", "", f"{_KINDS[self._kind]} cannot hold the column {name}.",
                     found=str(column.type), expected="a file of the other kind, or a table without this column")
             for name, column in zip(batch.schema.names, batch.columns, strict=True)
             if not _fits(self._kind, pa.RecordBatch.from_arrays([column], [name]))], about="The table")

    def close(self) -> None:
        """Write what is still to be written."""
        if self._writer is not None:
            self._writer.close()


def _writer(target: str | BytesIO, kind: str, schema: pa.Schema) -> pa.csv.CSVWriter | pa.parquet.ParquetWriter:
    if kind == ".csv":
        return pyarrow.csv.CSVWriter(target, schema)
    return pyarrow.parquet.ParquetWriter(target, schema, write_page_checksum=True)


def _fits(kind: str, batch: pa.RecordBatch) -> bool:
    """Whether a batch can be written."""
    try:
        batch = in_one_form(batch) if kind == ".csv" else batch
        with _writer(BytesIO(), kind, batch.schema) as writer:
            writer.write_batch(batch)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return False
    return True
