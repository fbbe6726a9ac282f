"""A history in lines: each screening with what changed since, and what has not been looked at again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

import attrs

from riskscreen.explain.blocks.result import not_for_lines
from riskscreen.explain.words.lines import Line, bullet
from riskscreen.explain.words.terms import Terms, language_of
from riskscreen.model.definition import Definition
from riskscreen.records.change import CaseCourse
from riskscreen.records.moment import day_or_none
from riskscreen.records.telling.entry_lines import change_lines, entry_lines, title_line
from riskscreen.records.telling.telling import Telling, hours_mislead
from riskscreen.records.timeline import OpenSince, TimelineEntry


@attrs.frozen
class HistoryTelling:
    """How a case went, and all that is needed to tell it in one language."""

    course: CaseCourse
    tellings: tuple[Telling, ...]
    today: date | None

    @property
    def first(self) -> Telling:
        """How the oldest entry is told, and what the whole history says of itself."""
        return self.tellings[0]

    def telling_of(self, entry: TimelineEntry) -> Telling:
        """How an entry is told, by its own definition."""
        return self.tellings[self.course.entries.index(entry)]


def history_telling(course: CaseCourse, language: str | None, today: object, kind: type[Terms]) -> HistoryTelling:
    """What tells a history, in text or in HTML as the *kind* of terms is.

    Raises:
        UsageError: For a language that an instrument does not have, or a day that there is not.
    """
    moments = [moment for record in course.records
               for moment in (record.moment, *(judgement.moment for judgement in record.judgements))]
    tellings = tuple(Telling(terms, with_offset=hours_mislead(moments))
                     for terms in _terms([entry.definition for entry in course.entries], language, kind))
    return HistoryTelling(course, tellings, day_or_none("today", today))


def _terms(definitions: Sequence[Definition], language: str | None, kind: type[Terms]) -> Iterator[Terms]:
    return (kind(definition, language_of(definition, language)) for definition in definitions)


def head_block(told: HistoryTelling) -> list[Line]:
    """Of which case it is, and how many screenings there were in what time."""
    words, terms = told.first.words, told.first.terms
    note = [] if terms.has_own_words else [Line(terms.words("fallback", language=terms.language))]
    first, last = (told.first.day(told.course.entries[n].moment) for n in (0, -1))
    span = words("history.on", day=first) if first == last else words("history.from_to", first=first, last=last)
    return [*note, Line(words("history", case=told.course.case)),
            Line(words.counted("history.count", len(told.course.entries), span=span))]


def entry_block(told: HistoryTelling, entry: TimelineEntry) -> list[Line]:
    """One entry, and what changed since the one before it."""
    now = told.telling_of(entry)
    changed = [line for change in told.course.changes if change.after == entry
               for line in change_lines(told.telling_of(change.before), now, change)]
    told_notes = {before.record.notes for before in told.course.entries[:told.course.entries.index(entry)]}
    return [title_line(now, entry), *entry_lines(now, entry, told_notes), *changed]


def open_block(told: HistoryTelling) -> list[Line]:
    """For each instrument when it was last filled in, and since when which items have been without an answer."""
    newest: dict[str, TimelineEntry] = {entry.record.instrument.id: entry for entry in told.course.entries}
    since = {name: [*found] for name, found in groupby(told.course.open_since,
                                                       key=lambda each: each.newest.record.instrument.id)}
    lines = [line for name, entry in newest.items() for line in _of_instrument(told, entry, since.get(name, []))]
    return [Line(told.first.words("open_since")), *lines]


def _of_instrument(told: HistoryTelling, entry: TimelineEntry, since: Sequence[OpenSince]) -> Iterator[Line]:
    telling = told.telling_of(entry)
    what = telling.words("open_since.instrument", instrument=telling.terms.text(entry.definition.title),
                         moment=telling.moment(entry.moment))
    yield Line(_with_days(telling, what, entry, told.today), 1)
    for found in since:
        items = telling.listed([telling.terms.item(item) for item in found.items])
        yield bullet(telling.words("open_since.items", moment=telling.moment(found.since.moment), items=items), 2)
    if not since:
        yield bullet(telling.words("open_since.nothing"), 2)


def _with_days(telling: Telling, what: str, entry: TimelineEntry, today: date | None) -> str:
    """How many days ago it was, where the day of reading is known; a record of a later day has no such number."""
    n_days = -1 if today is None else (today - entry.moment.date()).days
    if n_days < 0:
        return what
    return telling.words("open_since.today", what=what) if n_days == 0 else \
        telling.words.counted("open_since.days", n_days, what=what)


def limit_blocks(told: HistoryTelling) -> list[list[Line]]:
    """What the instruments are not for, each sentence once, and that all this decides nothing."""
    lines = dict.fromkeys(line for telling in told.tellings for line in not_for_lines(telling.terms))
    return [[*lines], [Line(told.first.terms.words("last"))]]
