"""What an answer rests on: the fact that was noted, what was ticked, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.explain.blocks.case import Case


def evidence_words(case: Case, item: str) -> Iterator[str]:
    """All that was given for an answer, each with what it is."""
    yield from ticked_words(case, item)
    entry, words = case.answers[item], case.terms.words
    if entry.because is not None:
        yield words("details.because", text=entry.because)
    if entry.source is not None:
        yield words("source", text=entry.source)


def ticked_words(case: Case, item: str) -> Iterator[str]:
    """The indicators that were ticked, in the order of the definition."""
    ticked = case.answers[item].indicators
    for indicator in case.terms.items[item].indicators:
        if indicator.id in ticked:
            yield case.terms.words("details.ticked", text=case.terms.text(indicator.text))
