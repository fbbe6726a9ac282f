"""Counts of records as a page: for each instrument its numbers, and tables with a bar as long as a row counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import cast

from riskscreen.explain.html.markup import Html, HtmlTerms, HtmlWords, element
from riskscreen.explain.html.parts import heading, level_mark, page_in
from riskscreen.records.counting.small_numbers import ShownNumber
from riskscreen.records.counting.tables import CountedInstrument, CountRow, CountTable
from riskscreen.records.telling.counts_lines import InstrumentTelling, counts_telling
from riskscreen.version import VERSION

_BAR = 100


def counts_page(today: date | None, instruments: Sequence[CountedInstrument], language: str | None,
                smallest: int) -> str:
    """The counts as a page of its own; errors are those of `RecordCounts.to_html`."""
    telling = counts_telling(today, instruments, language, smallest, HtmlTerms)
    words = cast(HtmlWords, telling.words)
    notes = element("div", *(element("p", note) for note in telling.notes()), class_="rs-block rs-limits")
    foot = element("div", element("p", words("made_with", version=VERSION)), class_="rs-foot")
    head = element("div", heading(1, telling.title(words), class_="rs-name"), class_="rs-head")
    return page_in(words.language, telling.title(words.plain), head, *map(_instrument, telling.told), notes, foot,
                   styles=("counts",))


def _instrument(told: InstrumentTelling) -> Html:
    words = cast(HtmlWords, told.words)
    about = [] if told.found.instrument is None else [element("p", words.placed(told.found.instrument),
                                                              class_="rs-small")]
    facts = [(words("counts.n"), told.number(told.found.n)), *told.parts()]
    numbers = element("dl", *(element("div", element("dt", what), element("dd", number)) for what, number in facts),
                      class_="rs-numbers")
    tables = element("div", *(_table(told, table) for table in told.found.tables), class_="rs-tables")
    return element("section", heading(2, words.placed(told.title)), *about, numbers, tables, class_="rs-block")


def _table(told: InstrumentTelling, table: CountTable) -> Html:
    words, title = told.words, told.table(table.by)
    if not table.rows:
        return element("div", heading(3, title), element("p", words("counts.too_few")))
    most = max((row.n for row in table.rows if isinstance(row.n, int)), default=0)
    head = element("thead", element("tr", element("th", title, scope="col"),
                                    element("th", words("counts.n"), scope="col", class_="rs-n")))
    body = element("tbody", *(element("tr", *_cells(told, table.by, row, most)) for row in table.rows))
    caption = element("caption", element("span", title, class_="rs-unseen"))
    return element("div", heading(3, title), element("table", caption, head, body, class_="rs-table rs-counted"))


def _cells(told: InstrumentTelling, by: str, row: CountRow, most: int) -> Iterator[Html]:
    yield element("th", _value(told, by, row), scope="row")
    yield element("td", element("span", told.number(row.n)), _bar(row.n, most), class_="rs-n")


def _value(told: InstrumentTelling, by: str, row: CountRow) -> Html:
    """A level by shape and word; several, of which it is not settled which, and all else by their names."""
    names = row.value if isinstance(row.value, tuple) else (row.value,)
    levels = told.levels(tuple(map(str, names))) if by in ("level", "judged") else []
    if len(levels) == 1:
        return level_mark(cast(HtmlTerms, told.terms), levels[0])
    return cast(HtmlWords, told.words).placed(told.value(by, row.value))


def _bar(number: ShownNumber, most: int) -> Html:
    """A bar as long as the number among the others; none for a number that is not shown."""
    if not isinstance(number, int):
        return Html()
    rect = element("rect", x="0", y="0", width=str(round(_BAR * number / most)), height="8", fill="currentColor")
    return element("svg", rect, class_="rs-length", viewBox=f"0 0 {_BAR} 8", preserveAspectRatio="none",
                   aria_hidden="true", focusable="false")
