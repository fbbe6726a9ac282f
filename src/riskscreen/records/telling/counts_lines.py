"""What counts of records are told with: the words for each number, row and table, in text or in HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import cast

import attrs

from riskscreen.explain.html.markup import HtmlTerms, HtmlWords
from riskscreen.explain.words.catalogue import Words, words_for
from riskscreen.explain.words.levels import standing_words
from riskscreen.explain.words.terms import Terms, language_of
from riskscreen.model.outcome import Level
from riskscreen.records.counting.cells import result_of
from riskscreen.records.counting.small_numbers import ShownNumber
from riskscreen.records.counting.tables import PARTS, CountedInstrument, ranks_of
from riskscreen.records.telling.telling import day_words, month_words

_OF_PARTS = {"n_undetermined": "counts.undetermined", "n_judged": "counts.judged",
             "n_judged_otherwise": "counts.otherwise", "n_judged_while_open": "counts.while_open",
             "n_seen_once": "counts.seen_once"}
_OF_TABLES = {"level": "counts.by.level", "month": "counts.by.month", "owner": "counts.by.owner",
              "rater": "counts.by.rater", "judged": "counts.by.judged", "version": "counts.by.version"}
_NOT_SAID = {"owner": "counts.no_owner", "judged": "counts.not_judged"}


@attrs.frozen
class CountsTelling:
    """Counts, and the words to tell them in one language; *told* are the instruments with their terms."""

    today: date | None
    words: Words
    smallest: int
    told: tuple[InstrumentTelling, ...]

    def title(self, words: Words) -> str:
        """What it is, and of which day."""
        return words("counts") if self.today is None else words("counts.today", day=day_words(words, self.today))

    def notes(self) -> Iterator[str]:
        """What is counted, and what is hidden."""
        if not self.told:
            yield self.words("counts.none")
        yield self.words("counts.meaning")
        if self.told:
            yield self.words("counts.hidden", smallest=self.smallest) if self.smallest > 1 else \
                self.words("counts.not_hidden")


@attrs.frozen
class InstrumentTelling:
    """The counts of one instrument, and the words to tell them; without terms where all were counted together."""

    found: CountedInstrument
    words: Words
    terms: Terms | None

    @property
    def title(self) -> str:
        """What the instrument is called."""
        return self.words("counts.together") if self.terms is None else self.terms.text(self.terms.definition.title)

    @property
    def total(self) -> str:
        """How many records there are."""
        if isinstance(self.found.n, str):
            return self.words("counts.total.small", smallest=self.found.smallest)
        return self.words.counted("counts.total", self.found.n)

    def parts(self) -> Iterator[tuple[str, str]]:
        """What some of the records are, and how many these are."""
        for name in PARTS:
            if name in self.found.parts:
                yield self.words(_OF_PARTS[name]), self.number(self.found.parts[name])
        if self.found.oldest is not None:
            yield self.words("counts.oldest"), self._oldest(self.found.oldest)

    def table(self, by: str) -> str:
        """What a table is called."""
        return self.words(_OF_TABLES[by])

    def number(self, number: ShownNumber) -> str:
        """A number, that it is small, or a dash."""
        if isinstance(number, int):
            return str(number)
        return self.words("counts.small", smallest=self.found.smallest) if number == "small" else \
            self.words("counts.held")

    def value(self, by: str, value: str | tuple[str, ...] | None) -> str:
        """What a row is called."""
        if value is None:
            return self.words(_NOT_SAID[by])
        if by == "month":
            return month_words(self.words, str(value))
        if by in ("level", "judged"):
            levels = self.levels((value,) if isinstance(value, str) else value)
            return standing_words(cast(Terms, self.terms), levels) if levels else ", ".join(value)
        return str(value)

    def levels(self, names: tuple[str, ...]) -> list[Level]:
        """The levels of these names by the newest definition that has them; none where all were counted together."""
        for definition, ranks in ranks_of(names, self.found._definitions):
            return [result_of(definition).levels[rank] for rank in ranks]
        return []

    def _oldest(self, oldest: str) -> str:
        if self.found.smallest > 1:  # where numbers are hidden it is a month
            return month_words(self.words, oldest)
        day = day_words(self.words, date.fromisoformat(oldest))
        return day if self.found.days is None else self.words.counted("counts.oldest.days", self.found.days, day=day)


def counts_telling(today: date | None, instruments: Sequence[CountedInstrument], language: str | None, smallest: int,
                   kind: type[Terms]) -> CountsTelling:
    """What tells counts, in text or in HTML as the *kind* of terms is.

    Raises:
        UsageError: For a language that an instrument does not have.
    """
    words = _words(language, kind)
    told = tuple(InstrumentTelling(found, words, _terms(found, language, kind))
                 for found in instruments)
    return CountsTelling(today, words, smallest, told)


def _words(language: str | None, kind: type[Terms]) -> Words:
    words = words_for(language, "records")
    return HtmlWords(words, "" if words.language == language else language or "") if kind is HtmlTerms else words


def _terms(found: CountedInstrument, language: str | None, kind: type[Terms]) -> Terms | None:
    if not found._definitions:
        return None
    newest = found._definitions[-1]
    return kind(newest, language_of(newest, language))
