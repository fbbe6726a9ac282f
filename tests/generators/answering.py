"""A generated instrument as a plain document, and answers to it: what both the engine and the oracle take."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from riskscreen.definition.link import link
from riskscreen.testing.answering import drawn_answers
from riskscreen.testing.documents.basics import Document
from riskscreen.testing.documents.whole import documents

MOST_COMPLETIONS = 3000


def answers_for(
    document: Document,
    *,
    unknown: bool = True,
    partial: bool = False,
    evidence: bool = False,
    most_completions: int = MOST_COMPLETIONS,
    sets: bool = False,
) -> st.SearchStrategy[dict[str, Any]]:
    """Valid answers to *document*, with no more completions left open than the oracle can try."""
    return drawn_answers(link(document), known_only=not unknown, partial=partial,
                         evidence=evidence, most_completions=most_completions, sets=sets)


@st.composite
def cases(
    draw: st.DrawFn,
    instruments: st.SearchStrategy[Document] | None = None,
    *,
    unknown: bool = True,
    partial: bool = False,
    evidence: bool = False,
    most_completions: int = MOST_COMPLETIONS,
    sets: bool = False,
) -> tuple[Document, dict[str, Any]]:
    """An instrument (one of ``documents()`` unless a strategy is given) together with answers to it."""
    document = draw(documents() if instruments is None else instruments)
    answering = answers_for(
        document, unknown=unknown, partial=partial, evidence=evidence, most_completions=most_completions,
        sets=sets
    )
    return document, draw(answering)
