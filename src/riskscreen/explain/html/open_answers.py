"""What is open as rows: the answers of equal effect on one side, and what they would settle at the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from riskscreen.explain.blocks.evidence import evidence_words
from riskscreen.explain.blocks.open_groups import OpenGroup, open_groups, open_names
from riskscreen.explain.find.questions import Question
from riskscreen.explain.html.markup import Html, HtmlCase, element, joined
from riskscreen.explain.html.parts import heading


def open_rows(case: HtmlCase, questions: Sequence[Question], rank: int) -> Html:
    """The open answers that may matter, what to ask first on top, with headings of *rank*."""
    found = open_groups(case, questions)
    lead, named = open_names(case, [item for each in found for group in each.groups for item in group.items])
    parts = [element("p", lead)] if lead is not None else []
    for each in found:
        parts += [heading(rank, each.title), element("ul", *(_row(case, group, named) for group in each.groups),
                                                     class_="rs-ask", role="list")]
    return joined(parts)


def _row(case: HtmlCase, group: OpenGroup, named: Callable[[str], str]) -> Html:
    items = [element("li", case.terms.own(named(item)), *(
        element("div", case.terms.own(text), class_="rs-small") for text in evidence_words(case, item)))
        for item in group.items]
    effect = element("div", *(element("div", text) for text in group.effect)) if group.effect else ""
    return element("li", element("ul", *items, class_="rs-chips", role="list"), effect)
