"""Reasons as rows: what holds on one side, and the facts that it rests on at the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from riskscreen.explain.blocks.reason import Fact, Ground, Noted, ReasonLines
from riskscreen.explain.html.markup import Html, HtmlCase, element, joined
from riskscreen.explain.html.parts import heading, nested


class ReasonRows:
    """The reasons of a case, with what was noted for its answers."""

    def __init__(self, case: HtmlCase, noted: Noted) -> None:
        self.case, self.terms, self.noted = case, case.terms, noted

    def of(self, reasons: Sequence[ReasonLines], rank: int) -> Html:
        """Reasons as rows; those that rest on reasons of their own stand above these as headings of *rank*."""
        parts: list[Html] = []
        for stands_above, alike in groupby(reasons, key=_has_reasons):
            if stands_above:
                parts += [self._group(reason, rank) for reason in alike]
            else:
                parts.append(element("ul", *map(self._row, alike), class_="rs-why", role="list"))
        return joined(parts)

    def _group(self, reason: ReasonLines, rank: int) -> Html:
        first, *more = reason.head
        return element("section", heading(rank, self.terms.own(first.text)), nested(self.terms, more),
                       *(part for ground in reason.grounds for part in self._beneath(ground, rank)), class_="rs-of")

    def _beneath(self, ground: Ground, rank: int) -> Iterator[Html]:
        if ground.text is not None:
            yield element("p", self.terms.own(ground.text), class_="rs-small")
        if ground.facts or ground.also is not None:
            yield element("div", *self._facts(ground), class_="rs-beside")
        yield self.of(ground.reasons, rank + 1)

    def _row(self, reason: ReasonLines) -> Html:
        told = [*(self.terms.own(line.text) for line in reason.head[:1]), nested(self.terms, reason.head[1:])]
        numbers = [element("div", self.terms.own(text), class_="rs-small") for ground in reason.grounds
                   for text in (ground.text, ground.also) if text is not None]
        facts = [fact for ground in reason.grounds for fact in self._facts(ground)]
        return element("li", element("div", element("div", *told, class_="rs-holds-by"), *numbers),
                       element("div", *facts) if facts else "")

    def _facts(self, ground: Ground) -> Iterator[Html]:
        for fact in ground.facts:
            yield element("div", joined(self._fact(fact), " "), class_="rs-fact")

    def _fact(self, fact: Fact) -> Iterator[Html]:
        words = self.terms.words
        entry, source = self.case.answers[fact.item], self.noted.source_of(fact.item)
        if fact.told is not None:
            yield element("b", self.terms.own(fact.told))
        if fact.is_again:
            yield element("span", words("why.above"), class_="rs-small")
            return
        if entry.because is not None:
            yield self.terms.own(entry.because)
        for text in self.noted.ticked(fact.item):
            yield element("div", text, class_="rs-small")
        if self.noted.is_marked_missing(fact.item):
            yield element("span", words("why.no_fact"), class_="rs-none")
        if source is not None:
            yield element("span", words("source", text=source), class_="rs-small")


def _has_reasons(reason: ReasonLines) -> bool:
    return any(ground.reasons for ground in reason.grounds)
