"""The level of an outcome in words, or what open answers leave of it.

The levels of a route are alternatives: they are named one by one, and never by two ends.
"""

from __future__ import annotations

from collections.abc import Sequence

from riskscreen.explain.words.terms import Speaks, Terms
from riskscreen.model.outcome import Level


def standing_words(terms: Terms, possible: Sequence[Level]) -> str:
    """*Medium*, *not settled: Low or Medium*, or of a route *still possible: A or B*."""
    named = possible_words(terms, possible)
    if possible[0].kind == "route" or len(possible) == 1:
        return named
    return terms.words("level.open", levels=named)


def possible_words(terms: Speaks, possible: Sequence[Level]) -> str:
    """The same, where it is clear that it is about what may come: *Low or Medium*.

    Of a degree, five levels and more in a row are named by their ends: *A to F*.
    """
    if len(possible) == 1:
        return terms.text(possible[0].label)
    if possible[0].kind == "route":
        return terms.words("level.possible", levels=alternatives(terms, possible))
    return terms.words.either([name for run in _runs(possible) for name in _named(terms, run)])


def _runs(levels: Sequence[Level]) -> list[list[Level]]:
    """The levels, those in a row together."""
    runs: list[list[Level]] = []
    for level in levels:
        if runs and runs[-1][-1].rank + 1 == level.rank:
            runs[-1].append(level)
        else:
            runs.append([level])
    return runs


def _named(terms: Speaks, run: Sequence[Level]) -> list[str]:
    labels = [terms.text(level.label) for level in run]
    return labels if len(run) < _LONG else [terms.words("list.to", first=labels[0], last=labels[-1])]


_LONG = 5


def alternatives(terms: Speaks, levels: Sequence[Level]) -> str:
    """Levels of a route as one phrase, the last one first: the most pressing is not to be missed."""
    return terms.words.either([terms.text(level.label) for level in reversed(levels)])


def loose_words(terms: Terms, level: Level) -> str:
    """That more levels of an outcome may be told as possible than can occur."""
    return terms.words({"degree": "loose", "route": "loose.route"}[level.kind])
