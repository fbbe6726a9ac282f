"""The command score-table: a file of many cases in, the same file with results out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs

from riskscreen.cli.bar import bar
from riskscreen.cli.files import check_target, instrument_named, whole_file
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.errors import MOST_PROBLEMS, AnswersError, FileName, Problem, needing, parts_of, pointer_to, usage_error
from riskscreen.model.item import Item
from riskscreen.screening.instrument import Instrument

if TYPE_CHECKING:
    import pyarrow as pa

    from riskscreen.batch.summary import Summary
    from riskscreen.cli.file_part import FilePart



def score_table(options: Options) -> Output:
    """Score every row of a file; what comes out is another file with all columns and those of the results."""
    assert options.out is not None, "the parser asks for it"
    check_target(options.out, overwrite=options.overwrite, source=os.path.abspath(options.file))
    instrument = instrument_named(options.name)
    extra = "excel" if any(name.lower().endswith(".xlsx") for name in (options.file, options.out)) else "frame"
    with needing("pyarrow", extra), needing("narwhals", extra):
        from riskscreen.cli.table_files import kind_of, read_parts, table_writer  # noqa: PLC0415

        kind, _ = kind_of(options.out), kind_of(options.file)
        _check_sheet(options)
        tally = _Tally(instrument)
        with (whole_file(options.out, source=options.file, overwrite=options.overwrite) as part,
              table_writer(part, kind, raw=options.raw) as writer):
            for read in _with_progress(read_parts(options.file, instrument.items, options.sheet)):
                scored = tally.scored(read, options)
                if scored is not None:
                    writer.write(scored, read)
            writer.close()
            tally.refuse()
    summary = tally.summary()
    return Output(text=lambda: f"{summary}\nWritten to {options.out}.",
                  data=lambda: {"written": options.out, **summary.to_dict()})


def _check_sheet(options: Options) -> None:
    if options.sheet is not None and not options.file.lower().endswith(".xlsx"):
        raise usage_error("U-usage", "Only a workbook has sheets.", found=FileName(options.file),
                          expected="a file whose name ends in .xlsx, or no --sheet")


class _Tally:
    """What was found so far, over all the rows that came by."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.outcome = instrument.outcomes[instrument.definition.result]
        self.n_rows = self.n_problems = 0
        self.problems: list[Problem] = []
        self.possible: Counter[str | None] = Counter()
        self.open: Counter[tuple[str, str]] = Counter()  # by state and item
        self.open_undetermined: Counter[tuple[str, str]] = Counter()

    def scored(self, part: FilePart, options: Options) -> pa.RecordBatch | None:
        """The rows with their results; None from the first row on that is refused."""
        batch = part.batch
        first_row, self.n_rows = self.n_rows, self.n_rows + len(batch)
        try:
            scored = self.instrument.score_table(batch, partial=options.partial, scales=options.scales,
                                                 on_error="mark" if options.mark else "raise")
        except AnswersError as error:
            told = {problem.pointer for problem in self.problems}  # of a column it is said once, not once a batch
            new = [problem for problem in error.problems if problem.pointer not in told or not _is_of_column(problem)]
            self.n_problems += error.n_problems - len(error.problems) + len(new)
            self.problems += [problem if _is_of_column(problem) else
                              attrs.evolve(problem, pointer=_moved(problem.pointer, first_row, part))
                              for problem in new[:MOST_PROBLEMS - len(self.problems)]]
            return None
        self._count(scored)
        return None if self.n_problems else scored

    def _count(self, scored: pa.RecordBatch) -> None:
        import pyarrow.compute as pc  # noqa: PLC0415  # it is there, where there is a batch

        possible = scored.column(f"{self.outcome.id}_possible")
        self.possible += _counted(possible)
        undetermined = scored.filter(pc.and_(scored.column(self.outcome.id).is_null(), possible.is_valid()))
        for name, item in self.instrument.items.items():
            if name in scored.schema.names:
                self.open += _n_open(scored, item)
                self.open_undetermined += _n_open(undetermined, item)

    def refuse(self) -> None:
        """Raise for all rows that were not valid."""
        if self.n_problems:
            raise AnswersError(self.problems, about="The table", n_problems=self.n_problems)

    def summary(self) -> Summary:
        """How all the rows came out."""
        from riskscreen.batch.summary import Summary, open_counts, standings_of  # noqa: PLC0415  # NumPy is there, where a row was

        ranks = {level.id: level.rank for level in self.outcome.levels}
        counts = {sum(1 << ranks[level] for level in levels.split("|")): count
                  for levels, count in self.possible.items() if levels is not None}
        unknown, narrowed = (open_counts((item, self.open[state, item], self.open_undetermined[state, item])
                                         for item in self.instrument.items) for state in ("unknown", "narrowed"))
        return Summary(self.outcome.id, self.outcome.title, self.n_rows, standings_of(self.outcome.levels, counts),
                       *unknown, *narrowed, self.possible[None])


def _n_open(batch: pa.RecordBatch, item: Item) -> Counter[tuple[str, str]]:
    """How often an item is unknown, and how often it is narrowed."""
    from riskscreen.batch.rows.cells import state_of  # noqa: PLC0415  # NumPy is there, where a row was

    counts = Counter[tuple[str, str]]()
    for cell, count in _counted(batch.column(item.id)).items():
        counts[state_of(item, cell), item.id] += count
    return counts


def _counted(column: pa.Array) -> Counter[Any]:
    """How often each cell occurs; a list as a tuple."""
    import pyarrow as pa  # noqa: PLC0415  # it is there, where there is a column

    if pa.types.is_nested(column.type):
        return Counter(tuple(cell) if isinstance(cell, list) else None for cell in column.to_pylist())
    return Counter({each["values"]: each["counts"] for each in column.value_counts().to_pylist()})


def _is_of_column(problem: Problem) -> bool:
    return parts_of(problem.pointer)[0] == "columns"


def _moved(pointer: str, first_row: int, part: FilePart) -> str:
    """The place of a problem in the whole table, from its place in a part: of a workbook the sheet and the cell."""
    rows, row, *rest = parts_of(pointer)
    place = part.place(int(row), rest[0]) if part.place and rest else None
    return place or pointer_to(rows, int(row) + first_row, *rest)


def _with_progress(parts: Iterator[FilePart]) -> Iterator[FilePart]:
    """The parts; where somebody waits at a terminal, they see how far it is."""
    n_rows = 0
    with bar() as draw:
        for part in parts:
            yield part
            n_rows += len(part.batch)
            draw(part.share, 1.0, f"{n_rows:,} rows scored")
