"""What records are told with: the terms of a definition, the words around them, and how moments are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise

from riskscreen.explain.html.markup import HtmlTerms, HtmlWords
from riskscreen.explain.words.catalogue import Words, words_for
from riskscreen.explain.words.terms import Terms


class Telling:
    """The terms of one definition and the words for records, in text or in HTML as the terms are.

    Moments are written as they were recorded; with their offset from UTC where the hours alone do not tell which of
    those that are told of was first.
    """

    def __init__(self, terms: Terms, *, with_offset: bool = False) -> None:
        self.terms, self.with_offset = terms, with_offset
        words = words_for(terms.language, "records")
        self.words: Words = words
        if isinstance(terms, HtmlTerms):
            self.words = HtmlWords(words, "" if terms.has_own_words else terms.language)

    def moment(self, moment: datetime) -> str:
        """A moment: its day, its hour, and its offset where that is needed."""
        told = self.words("moment", day=self.day(moment), time=f"{moment:%H:%M}")
        return self.words("moment.offset", moment=told, offset=_offset(moment)) if self.with_offset else told

    def listed(self, parts: Sequence[str]) -> str:
        """The parts in one line, with semicolons between them where a part has commas of its own."""
        words = self.terms.words
        return words.listed(parts, "list.semicolon" if any("," in part for part in parts) else "list.comma")

    def day(self, moment: datetime) -> str:
        """The day of a moment."""
        return day_words(self.words, moment)


def day_words(words: Words, day: date) -> str:
    """*30 November 2026*."""
    return words("day", day=day.day, month=_month(words, day.month), year=day.year)


def month_words(words: Words, month: str) -> str:
    """*November 2026*, of a month that is written as 2026-11."""
    year, _, number = month.partition("-")
    return words("month", month=_month(words, int(number)), year=year)


def _month(words: Words, number: int) -> str:
    return words("months").split("|")[number - 1]


def hours_mislead(moments: Iterable[datetime]) -> bool:
    """Whether the days and hours as they were recorded stand in another order than the moments.

    So it is in the night when the clock goes back, and where records come from several time zones.

    Examples:
        >>> summer, winter = "2026-10-25T02:30:00+02:00", "2026-10-25T02:10:00+01:00"
        >>> hours_mislead(map(datetime.fromisoformat, (summer, winter)))
        True
    """
    in_order = sorted(set(moments))
    return any(one.replace(tzinfo=None) >= other.replace(tzinfo=None) for one, other in pairwise(in_order))


def _offset(moment: datetime) -> str:
    """*+01:00*."""
    return moment.isoformat()[-6:]
