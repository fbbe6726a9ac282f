"""The level of an outcome in words, or what open answers leave of it.

The levels of a route are alternatives: they are named one by one, and never by two ends.
"""

from __future__ import annotations

from collections.abc import Sequence

from riskscreen.explain.terms import Terms
from riskscreen.model.outcome import Level


def standing_words(terms: Terms, low: Level, high: Level) -> str:
    """*Medium*, *not settled yet, at least Low, at most Medium*, or of a route *still possible: A or B*."""
    return _words(terms, low, high, "level.open")


def limit_words(terms: Terms, low: Level, high: Level) -> str:
    """The same, where it is clear that it is about what may come: *at least Low, at most Medium*."""
    return _words(terms, low, high, "span")


def alternatives(terms: Terms, levels: Sequence[Level]) -> str:
    """Levels of a route as one phrase, the last one first: the most pressing is not to be missed."""
    return terms.words.either([terms.text(level.label) for level in reversed(levels)])


def loose_words(terms: Terms, level: Level) -> str:
    """That more levels of an outcome may be told as possible than can occur."""
    return terms.words({"degree": "loose", "route": "loose.route"}[level.kind])


def levels_of(terms: Terms, low: Level, high: Level) -> Sequence[Level]:
    """Two levels of an outcome with those between them."""
    return terms.outcomes[low.outcome].levels[low.rank: high.rank + 1]


def _words(terms: Terms, low: Level, high: Level, key_of_degrees: str) -> str:
    least, most = terms.text(low.label), terms.text(high.label)
    if low == high:
        return least
    if low.kind == "route":
        return terms.words("level.possible", levels=alternatives(terms, levels_of(terms, low, high)))
    return terms.words(key_of_degrees, least=least, most=most)
