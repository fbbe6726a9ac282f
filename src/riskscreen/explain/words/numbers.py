"""Counts and shares in the words of a language."""

from __future__ import annotations

from riskscreen.explain.words.catalogue import Words, words_for

_TENTHS = 1_000  # of a per cent, in the whole


def words_in(language: str | None) -> Words:
    """The words for what was counted, in a language; English unless said otherwise, and where it is not there."""
    return words_for(language, "analysis")


def shown(words: Words, number: int) -> str:
    """A whole number with its digits in groups."""
    return f"{number:,}".replace(",", words("number.group"))


def share(words: Words, count: int, total: int) -> str:
    """A part of the whole in per cent, to the nearest tenth; only nothing is 0, and only the whole is 100."""
    tenths = (2 * count * _TENTHS + total) // (2 * total)
    if count and not tenths:
        return words("percent.trace")
    if count < total and tenths == _TENTHS:
        return words("percent.nearly_all")
    return words("percent", number=f"{tenths // 10}{words('number.point')}{tenths % 10}")


def counted(words: Words, count: int, total: int) -> str:
    """A count and its share of the whole."""
    return words("share", count=shown(words, count), share=share(words, count, total))


def marked(words: Words, told: str, *, exact: bool) -> str:
    """The same, and that it comes from a sample where it does."""
    return told if exact else words("sampled", what=told)
