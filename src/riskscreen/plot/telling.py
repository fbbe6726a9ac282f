"""The words of a picture: texts of the instrument, and those of riskscreen, in one language."""

from __future__ import annotations

from collections.abc import Sequence

from riskscreen.arguments import text_or_none
from riskscreen.explain.words.catalogue import FALLBACK, Words, words_for
from riskscreen.explain.words.levels import possible_words
from riskscreen.explain.words.numbers import counted, share, shown, words_in
from riskscreen.model.outcome import Level
from riskscreen.model.text import Text


class PlotTelling:
    """Labels of levels, numbers and sentences in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words: Words = words_for(language)
        self.said: Words = words_for(language, "plot")
        self._numbers = words_in(language)

    def text(self, text: Text) -> str:
        """The text in this language."""
        return text[self.language]

    def levels(self, possible: Sequence[Level]) -> str:
        """A level, or those that are possible: *Low or Medium*."""
        return possible_words(self, possible)

    def number(self, number: int) -> str:
        """A whole number with its digits in groups."""
        return shown(self._numbers, number)

    def counted(self, count: int, total: int) -> str:
        """A count with its share of the whole, where there is a whole."""
        return counted(self._numbers, count, total) if total else self.number(count)

    def share(self, count: int, total: int) -> str:
        """A part of the whole in per cent."""
        return share(self._numbers, count, total)


def telling_in(title: Text, language: str | None) -> PlotTelling:
    """The words in a language that the instrument of this title has; in its main one, where none is named.

    Raises:
        UsageError: For a language that the instrument does not have; near names are suggested.
    """
    if language is None:
        return PlotTelling(title.main_language)
    title[language]  # a text refuses a language that it does not have
    return PlotTelling(language)


def free_language(language: object) -> str:
    """The language of a picture of which no text is an instrument's: any, in English where riskscreen lacks the words.

    Raises:
        WrongType: For what is no text.
    """
    return text_or_none("language", language) or FALLBACK
