"""Valid answers to an instrument: options, numbers, texts and *unknown*, and items left out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from generators.basics import Document, Part, drawn_some, picked, sometimes
from generators.instruments import documents
from generators.responses import placed, steps
from oracle import naive

TEXTS = ("noted", "a b", "Zo gezegd.", "naïve ☂")
MOST_COMPLETIONS = 3000
LEFT_OUT = "left_out"
ANSWERED = "answered"


@st.composite
def answers_for(
    draw: st.DrawFn,
    document: Document,
    *,
    unknown: bool = True,
    partial: bool = False,
    evidence: bool = False,
    most_completions: int = MOST_COMPLETIONS,
) -> dict[str, Any]:
    """Valid answers to *document*.

    No item is answered that applies in no completion of the answers before it; one that applies in only some of them
    may be answered or left out.

    Args:
        draw: Given by Hypothesis.
        document: A valid instrument.
        unknown: Whether the answer *unknown* may be given, where the item allows it.
        partial: Whether items that apply for certain may be left out too.
        evidence: Whether some answers carry what led to them.
        most_completions: No more completions than this are left open, so that the oracle can try all.
    """
    answers: dict[str, Any] = {}
    completions: list[naive.Completion] = [{}]
    for section, item in naive.items_of(document):
        ways = ways_to_treat(document, section, item, completions, most_completions, unknown=unknown, partial=partial)
        way = picked(draw, ways)
        if way != LEFT_OUT:
            answer = naive.UNKNOWN if way == naive.UNKNOWN else drawn_answer(draw, document, item)
            answers[item["id"]] = drawn_evidence(draw, item, answer) if evidence and sometimes(draw) else answer
        completions = [
            longer for each in completions for longer in naive.extensions(document, section, item, each, answers)
        ]
    return answers


@st.composite
def cases(
    draw: st.DrawFn,
    instruments: st.SearchStrategy[Document] | None = None,
    *,
    unknown: bool = True,
    partial: bool = False,
    evidence: bool = False,
    most_completions: int = MOST_COMPLETIONS,
) -> tuple[Document, dict[str, Any]]:
    """An instrument (one of ``documents()`` unless a strategy is given) together with answers to it."""
    document = draw(documents() if instruments is None else instruments)
    answering = answers_for(
        document, unknown=unknown, partial=partial, evidence=evidence, most_completions=most_completions
    )
    return document, draw(answering)


def ways_to_treat(
    document: Document,
    section: naive.Part,
    item: naive.Part,
    completions: list[naive.Completion],
    most_completions: int,
    *,
    unknown: bool,
    partial: bool,
) -> list[str]:
    """What may be done with an item: answer it, answer *unknown*, leave it out."""
    n_applies = sum(naive.applies(document, section, item, each) for each in completions)
    if n_applies == 0:
        return [LEFT_OUT]
    response, options = naive.response_of(document, item), naive.options_of(document, item)
    ways = [ANSWERED]
    if len(completions) + n_applies * (max(len(options), 1) - 1) > most_completions:
        return ways
    if unknown and response.get("unknown", True) and "text" not in response:
        ways += [naive.UNKNOWN] * 2
    if partial or n_applies < len(completions) or "text" in response:
        ways.append(LEFT_OUT)
    return ways


def drawn_answer(draw: st.DrawFn, document: Document, item: naive.Part) -> str | int | Decimal:
    """An option, a number within the limits or a text."""
    response = naive.response_of(document, item)
    if "text" in response:
        return picked(draw, TEXTS)
    if "options" in response:
        options: list[str] = [option["id"] for option in response["options"]]
        return picked(draw, options)
    limits = response.get("integer", response.get("decimal"))
    places = limits.get("places", 0)
    low, high = steps(limits["min"], places), steps(limits["max"], places)
    starts = [steps(band["from"], places) for band in response.get("bands", [])]
    edges = {edge for start in starts for edge in (start - 1, start) if edge >= low}
    number = picked(draw, (*sorted({low, *edges, high}), None))
    return placed(draw(st.integers(low, high)) if number is None else number, places)


def drawn_evidence(draw: st.DrawFn, item: naive.Part, answer: object) -> Part:
    """An answer with a reason, a source, or the indicators that were seen."""
    given: Part = {"answer": answer}
    for name in ("because", "source"):
        if draw(st.booleans()):
            given[name] = picked(draw, TEXTS)
    if "indicators" in item and draw(st.booleans()):
        given["indicators"] = drawn_some(draw, [indicator["id"] for indicator in item["indicators"]])
    return given
