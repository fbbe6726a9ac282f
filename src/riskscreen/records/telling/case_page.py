"""All that is kept of one case, as a page to hand on: how it went, every record in full, and who looked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol, cast

from riskscreen.explain.html.markup import Html, HtmlTerms, element
from riskscreen.explain.html.parts import heading, table
from riskscreen.explain.words.terms import language_of
from riskscreen.records.again import scored_again
from riskscreen.records.history import History
from riskscreen.records.record import Record
from riskscreen.records.telling.history_lines import history_telling
from riskscreen.records.telling.history_page import page_of
from riskscreen.records.telling.record_page import record_view
from riskscreen.records.telling.telling import Telling


class Deed(Protocol):
    """What somebody did with the records of a case, as the journal of a store has it; ``at`` is ISO 8601."""

    @property
    def at(self) -> str: ...
    @property
    def action(self) -> str: ...
    @property
    def actor(self) -> str: ...


_DEEDS = {"append": "log.append", "judge": "log.judge", "read": "log.read", "history": "log.history",
          "export": "log.export"}


def case_page(history: History, log: Sequence[Deed], language: str | None) -> str:
    """The page of a case.

    Raises:
        RecordError: Where a record does not fit its definition.
        UsageError: For a language that an instrument does not have; near names are suggested.
    """
    told = history_telling(history._course, language, None, HtmlTerms)
    return page_of(told, element("section", heading(2, told.first.words("case.records")), class_="rs-block"),
                   *(_record(told.first, history, record, language) for record in history.records),
                   _log(told.first, log))


def _record(telling: Telling, history: History, record: Record, language: str | None) -> Html:
    """A record in full; one that another replaces was kept too, and is told with a word on that."""
    again = scored_again(record)
    terms = HtmlTerms(again.definition, language_of(again.definition, language))
    notes = [element("p", telling.words("case.replaced", moment=telling.moment(other.moment)), class_="rs-note")
             for other in history.records if other.replaces == record.digest]
    return element("section", *notes, record_view(terms, again, 3), class_="rs-block rs-entry")


def _log(telling: Telling, log: Sequence[Deed]) -> Html:
    words = telling.words
    columns = [words("log.moment"), words("log.deed"), words("log.actor")]
    body = element("tbody", *(element("tr", *_cells(telling, entry)) for entry in log))
    return element("section", heading(2, words("log")), table(words("log.not_here"), columns, body), class_="rs-block")


def _cells(telling: Telling, entry: Deed) -> Iterator[Html]:
    terms, moment = cast(HtmlTerms, telling.terms), datetime.fromisoformat(entry.at)
    yield element("td", element("time", telling.moment(moment), datetime=entry.at))
    yield element("td", telling.words(_DEEDS[entry.action]) if entry.action in _DEEDS else entry.action)
    yield element("td", terms.own(entry.actor))
