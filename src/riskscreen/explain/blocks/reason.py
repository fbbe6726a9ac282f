"""A reason with what it rests on: numbers, answers with the facts noted for them, and reasons beneath."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from riskscreen.explain.blocks.case import Case
from riskscreen.explain.blocks.evidence import ticked_words
from riskscreen.explain.words.lines import Line, bullet


@attrs.frozen
class Fact:
    """An answer that a reason rests on; ``told`` is None where the reason says the answer already.

    What was noted for it stands with the first reason that rests on it; then it ``is_again``.
    """

    item: str
    told: str | None
    is_again: bool = False


@attrs.frozen
class Ground:
    """One thing that a reason rests on: a number, an outcome, or answers alone, which have no text of their own."""

    text: str | None = None
    facts: tuple[Fact, ...] = ()
    also: str | None = None
    reasons: tuple[ReasonLines, ...] = ()


@attrs.frozen
class ReasonLines:
    """What holds, in one line or more, and what it rests on."""

    head: tuple[Line, ...]
    grounds: tuple[Ground, ...] = ()


class Noted:
    """What was noted for the answers that reasons rest on, each once."""

    def __init__(self, case: Case, reasons: Sequence[ReasonLines]) -> None:
        self.case = case
        self.items = tuple(dict.fromkeys(fact.item for fact in facts_in(reasons) if not fact.is_again))
        self.missing = tuple(item for item in self.items if not self._has_fact(item))
        sources = {case.answers[item].source for item in self.items if item not in self.missing}
        self.source = next(iter(sources)) if len(sources) == 1 else None

    def _has_fact(self, item: str) -> bool:
        entry = self.case.answers[item]
        return entry.because is not None or bool(entry.indicators)

    def is_marked_missing(self, item: str) -> bool:
        """Whether to say of this answer that nothing was noted; where that is so of all, it is said once for all."""
        return item in self.missing and len(self.missing) < len(self.items)

    def source_of(self, item: str) -> str | None:
        """The source of a fact, but for the one that all have."""
        source = self.case.answers[item].source
        return None if source == self.source else source

    def ticked(self, item: str) -> list[str]:
        """The indicators that were ticked."""
        return list(ticked_words(self.case, item))

    def lines(self, depth: int) -> list[Line]:
        """For how many of the answers nothing was noted, and the source that all facts have."""
        words, n_missing = self.case.terms.words, len(self.missing)
        lines = []
        if self.items and n_missing == len(self.items):
            lines.append(Line(words("why.no_facts"), depth))
        elif n_missing:
            lines.append(Line(words.counted("why.facts_missing", n_missing, total=len(self.items)), depth))
        return lines if self.source is None else [*lines, Line(words("why.source", text=self.source), depth)]


def facts_in(reasons: Sequence[ReasonLines]) -> Iterator[Fact]:
    """The facts of reasons and of those beneath them."""
    for reason in reasons:
        for ground in reason.grounds:
            yield from ground.facts
            yield from facts_in(ground.reasons)


def reason_lines(noted: Noted, reasons: Sequence[ReasonLines], depth: int) -> list[Line]:
    """The reasons, one after the other, each above what it rests on."""
    return [line for reason in reasons for line in (
        *(Line(head.text, head.depth + depth, is_bullet=head.is_bullet) for head in reason.head),
        *(line for ground in reason.grounds for line in _ground_lines(noted, ground, depth + 1)))]


def _ground_lines(noted: Noted, ground: Ground, depth: int) -> Iterator[Line]:
    if ground.text is not None:
        yield Line(ground.text, depth)
        depth += 1
    for fact in ground.facts:
        yield from _fact_lines(noted, fact, depth)
    if ground.also is not None:
        yield bullet(ground.also, depth)
    yield from reason_lines(noted, ground.reasons, depth)


def _fact_lines(noted: Noted, fact: Fact, depth: int) -> Iterator[Line]:
    """The answer and what was noted for it in one line; of an answer that the reason says, what was noted alone."""
    words, told = noted.case.terms.words, fact.told
    if fact.is_again:
        if told is not None:
            yield bullet(words("points", what=told, points=words("why.above")), depth)
        return
    evidence = " ".join(fact_words(noted, fact.item))
    if told is None:
        yield from ([Line(evidence, depth)] if evidence else [])
    else:
        yield bullet(words("why.fact", told=told, fact=evidence) if evidence else told, depth)


def fact_words(noted: Noted, item: str) -> Iterator[str]:
    """What was noted for an answer, or that nothing was."""
    words, entry = noted.case.terms.words, noted.case.answers[item]
    if entry.because is not None:
        yield words("details.because", text=entry.because)
    yield from noted.ticked(item)
    if noted.is_marked_missing(item):
        yield words("why.no_fact")
    source = noted.source_of(item)
    if source is not None:
        yield words("source", text=source)
