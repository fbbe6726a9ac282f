"""The command score-table: a file of many cases in, the same file with results out."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from time import monotonic
from typing import TYPE_CHECKING

import attrs

from riskscreen.cli.files import check_target, instrument_named, whole_file
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output
from riskscreen.cli.terminal import say
from riskscreen.errors import MOST_PROBLEMS, AnswersError, Problem, needing, parts_of, pointer_to
from riskscreen.model.item import Item
from riskscreen.model.response import UNKNOWN
from riskscreen.screening.instrument import Instrument

if TYPE_CHECKING:
    import pyarrow as pa

    from riskscreen.batch.summary import Summary
    from riskscreen.cli.table_files import Part

_SECONDS_OF_SILENCE = 1.0
_WIDTH_OF_BAR = 30


def score_table(options: Options) -> Output:
    """Score every row of a file; what comes out is another file with all columns and those of the results."""
    assert options.out is not None, "the parser asks for it"
    check_target(options.out, overwrite=options.overwrite, source=os.path.abspath(options.file))
    instrument = instrument_named(options.name)
    with needing("pyarrow", "frame"), needing("narwhals", "frame"):
        from riskscreen.cli.table_files import TableWriter, kind_of, read_parts  # noqa: PLC0415

        kind, _ = kind_of(options.out), kind_of(options.file)
        tally = _Tally(instrument)
        with whole_file(options.out, source=options.file, overwrite=options.overwrite) as part:
            writer = TableWriter(part, kind, raw=options.raw)
            for batch in _with_progress(read_parts(options.file)):
                scored = tally.scored(batch, options)
                if scored is not None:
                    writer.write(scored, n_given=batch.num_columns)
            writer.close()
            tally.refuse()
    summary = tally.summary()
    return Output(text=lambda: f"{summary}\nWritten to {options.out}.",
                  data=lambda: {"written": options.out, **summary.to_dict()})


class _Tally:
    """What was found so far, over all the rows that came by."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.outcome = instrument.outcomes[instrument.definition.result]
        self.n_rows = self.n_problems = 0
        self.problems: list[Problem] = []
        self.spans: Counter[tuple[str | None, str | None]] = Counter()
        self.unknown: Counter[str] = Counter()
        self.unknown_undetermined: Counter[str] = Counter()

    def scored(self, batch: pa.RecordBatch, options: Options) -> pa.RecordBatch | None:
        """The batch with its results; None from the first row on that is refused."""
        first_row, self.n_rows = self.n_rows, self.n_rows + len(batch)
        try:
            scored = self.instrument.score_table(batch, partial=options.partial, scales=options.scales,
                                                 on_error="mark" if options.mark else "raise")
        except AnswersError as error:
            told = {problem.pointer for problem in self.problems}  # of a column it is said once, not once a batch
            new = [problem for problem in error.problems if problem.pointer not in told or not _is_of_column(problem)]
            self.n_problems += error.n_problems - len(error.problems) + len(new)
            self.problems += [problem if _is_of_column(problem) else
                              attrs.evolve(problem, pointer=_moved(problem.pointer, first_row))
                              for problem in new[:MOST_PROBLEMS - len(self.problems)]]
            return None
        self._count(scored)
        return None if self.n_problems else scored

    def _count(self, scored: pa.RecordBatch) -> None:
        low, high = (f"{self.outcome.id}_{end}" for end in ("at_least", "at_most"))
        import pyarrow as pa  # noqa: PLC0415  # it is there, where there is a batch
        import pyarrow.compute as pc  # noqa: PLC0415

        grouped = pa.Table.from_batches([scored]).group_by([low, high]).aggregate([([], "count_all")])
        for row in grouped.to_pylist():
            self.spans[row[low], row[high]] += row["count_all"]
        level = scored.column(self.outcome.id)
        undetermined = scored.filter(pc.and_(level.is_null(), scored.column(low).is_valid()))
        for name, item in self.instrument.items.items():
            if name in scored.schema.names:
                self.unknown[name] += _n_unknown(scored, item)
                self.unknown_undetermined[name] += _n_unknown(undetermined, item)

    def refuse(self) -> None:
        """Raise for all rows that were not valid."""
        if self.n_problems:
            raise AnswersError(self.problems, about="The table", n_problems=self.n_problems)

    def summary(self) -> Summary:
        """How all the rows came out."""
        from riskscreen.batch.summary import Summary, in_order  # noqa: PLC0415  # NumPy is there, where there was a row

        ranks = {level.id: level.rank for level in self.outcome.levels}
        counts = {(ranks[low], ranks[high]): count for (low, high), count in self.spans.items() if low and high}
        return Summary(self.outcome.id, self.outcome.title, self.n_rows, in_order(self.outcome.levels, counts),
                       tuple((item, count) for item, count in self.unknown.items() if count),
                       tuple((item, self.unknown_undetermined[item]) for item, count in self.unknown.items() if count),
                       self.spans[None, None])


def _n_unknown(batch: pa.RecordBatch, item: Item) -> int:
    counts = batch.column(item.id).value_counts().to_pylist()
    return sum(entry["counts"] for entry in counts if entry["values"] == UNKNOWN)


def _is_of_column(problem: Problem) -> bool:
    return parts_of(problem.pointer)[0] == "columns"


def _moved(pointer: str, first_row: int) -> str:
    """The place of a problem in the whole table, from its place in a batch."""
    rows, row, *rest = parts_of(pointer)
    return pointer_to(rows, int(row) + first_row, *rest)


def _with_progress(parts: Iterator[Part]) -> Iterator[pa.RecordBatch]:
    """The batches; where somebody waits at a terminal for more than a second, they see how far it is."""
    is_watched = sys.stderr is not None and sys.stderr.isatty()
    start, n_rows, has_spoken = monotonic(), 0, False
    for batch, share in parts:
        yield batch
        n_rows += len(batch)
        if is_watched and monotonic() - start > _SECONDS_OF_SILENCE:
            has_spoken = True
            say(f"\r[{'#' * int(share * _WIDTH_OF_BAR):{_WIDTH_OF_BAR}}] {share:4.0%}  {n_rows:,} rows scored")
    if has_spoken:
        say("\n")
