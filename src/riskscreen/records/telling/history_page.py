"""A history as a page: the timeline to read at a glance, and beneath it each screening as a note for the file."""

from __future__ import annotations

from typing import cast

from riskscreen.explain.html.markup import Html, HtmlTerms, HtmlWords, element
from riskscreen.explain.html.parts import block, heading, nested, whole_page
from riskscreen.records.change import CaseCourse
from riskscreen.records.telling.chart import charts
from riskscreen.records.telling.history_lines import (
    HistoryTelling,
    entry_block,
    head_block,
    history_telling,
    limit_blocks,
    open_block,
)
from riskscreen.records.timeline import TimelineEntry
from riskscreen.version import VERSION


def history_page(course: CaseCourse, language: str | None, today: object) -> str:
    """The history as a page of its own; errors are those of `History.to_html`."""
    return page_of(history_telling(course, language, today, HtmlTerms))


def page_of(told: HistoryTelling, *more: Html) -> Html:
    """The page of a history, and before its end what else there is to tell of the case."""
    terms = cast(HtmlTerms, told.first.terms)
    *limits, last = limit_blocks(told)
    title = cast(HtmlWords, told.first.words).plain("history", case=told.course.case)
    return whole_page(
        terms, title, _head(told, terms), charts(told),
        *(_entry(told, entry) for entry in told.course.entries), block(2, terms, open_block(told)), *more,
        *(block(2, terms, lines, "rs-block rs-limits") for lines in limits),
        element("div", nested(terms, last), element("p", told.first.words("made_with", version=VERSION)),
                class_="rs-foot"),
        styles=("history",))


def _head(told: HistoryTelling, terms: HtmlTerms) -> Html:
    *notes, title, count = head_block(told)
    return element("div", *(element("p", terms.own(note.text), class_="rs-note") for note in notes),
                   heading(1, terms.own(title.text), class_="rs-name"), element("p", terms.own(count.text)),
                   class_="rs-head")


def _entry(told: HistoryTelling, entry: TimelineEntry) -> Html:
    terms = cast(HtmlTerms, told.telling_of(entry).terms)
    return block(2, terms, entry_block(told, entry), "rs-block rs-entry")
