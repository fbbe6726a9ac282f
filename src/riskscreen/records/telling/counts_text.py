"""Counts of records as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from riskscreen.explain.text.layout import page
from riskscreen.explain.words.lines import Line, bullet
from riskscreen.explain.words.terms import Terms
from riskscreen.records.counting.tables import CountedInstrument
from riskscreen.records.telling.counts_lines import InstrumentTelling, counts_telling


def counts_text(today: date | None, instruments: Sequence[CountedInstrument], language: str | None,
                smallest: int) -> str:
    """The counts in words; errors are those of `RecordCounts.explain`."""
    telling = counts_telling(today, instruments, language, smallest, Terms)
    return page([[Line(telling.title(telling.words))], *([*_instrument(told)] for told in telling.told),
                 [Line(note) for note in telling.notes()]])


def _instrument(told: InstrumentTelling) -> Iterator[Line]:
    words = told.words
    yield Line(words("counts.row", what=told.title, n=told.total))
    for what, number in told.parts():
        yield bullet(words("counts.row", what=what, n=number), 1)
    for table in told.found.tables:
        yield Line(told.table(table.by), 1)
        for row in table.rows:
            yield bullet(words("counts.row", what=told.value(table.by, row.value), n=told.number(row.n)), 2)
        if not table.rows:
            yield bullet(words("counts.too_few"), 2)
