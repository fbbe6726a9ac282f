"""Whole instruments, built in document order so that every name exists before it is used."""

from __future__ import annotations

from functools import partial

from hypothesis import strategies as st

from riskscreen.testing.documents.basics import (
    LANGUAGES,
    SOURCES,
    Document,
    Extras,
    Languages,
    WrittenPart,
    picked,
    several,
    words,
)
from riskscreen.testing.documents.items import add_sections
from riskscreen.testing.documents.outcomes import drawn_outcome
from riskscreen.testing.documents.parts import names_of_items
from riskscreen.testing.documents.samples import Samples
from riskscreen.testing.documents.scales import drawn_scale


@st.composite
def documents(
    draw: st.DrawFn, *, max_items: int = 6, max_scales: int = 4, max_outcomes: int = 3, missing: bool = True
) -> Document:
    """A valid instrument as a plain document, with whole numbers as int and all others as Decimal.

    Args:
        draw: Given by Hypothesis.
        max_items: Most items, of all kinds together.
        max_scales: Most scales.
        max_outcomes: Most outcomes.
        missing: Whether scales may have a rule for missing answers; the laws about unknown answers want none.
    """
    languages = picked(draw, LANGUAGES)
    extras = Extras(draw(st.integers(0, 1000)))
    document = head_of(languages, extras)
    add_sections(draw, document, languages, extras, max_items)
    names = names_of_items(document)
    samples = Samples(document)
    document["scales"] = []
    scales = partial(drawn_scale, document=document, names=names, missing=missing)
    for scale in several(draw, scales, most=max_scales, eagerness=4):
        document["scales"].append(titled(scale, languages, extras))
        names.scales[scale["id"]] = samples.values()
    document["outcomes"] = []
    outcomes = partial(drawn_outcome, names=names, languages=languages, extras=extras, samples=samples)
    for outcome in several(draw, outcomes, most=max_outcomes, eagerness=2):
        document["outcomes"].append(outcome)
        names.outcomes[outcome["id"]] = tuple(level["id"] for level in outcome["levels"])
    document["result"] = picked(draw, tuple(names.outcomes))
    if extras.wanted():
        document["accepted"] = [{"finding": "F-scale-unused", "at": place, "because": words(languages, "Shown.")}
                                for place in ("/scales/0", "/scales/1")]
    return document


def head_of(languages: Languages, extras: Extras) -> Document:
    """All that stands before the items."""
    return {
        "format": "riskscreen/1",
        "id": "generated-1",
        "version": extras.picked(("0.1.0", "1.12.3", "2.0.0-rc.1")),
        "title": words(languages, "Generated"),
        "about": about_of(languages, extras),
    }


def about_of(languages: Languages, extras: Extras) -> WrittenPart:
    """What an instrument must say about itself, and now and then all that it may say."""
    about: WrittenPart = {
        "status": extras.picked(("synthetic", "draft", "research")),
        "licence": "CC0-1.0",
        "intended_use": words(languages, "Testing"),
        "not_for": words(languages, "Decisions about people"),
        "sources": dict(SOURCES),
    }
    if extras.wanted():
        about |= {name: words(languages, name) for name in ("authorised_users", "training")}
        about |= {name: f"The {name}." for name in ("rights_holder", "permission", "contact")}
        about |= {"review_by": "2031-01-31", "languages": dict.fromkeys(languages, "A translator")}
    if extras.wanted():
        about["sources"]["own"] = words(languages, "Written by hand")
    return about


def titled(scale: WrittenPart, languages: Languages, extras: Extras) -> WrittenPart:
    """The scale, with a title now and then."""
    return {**scale, "title": words(languages, scale["id"])} if extras.wanted() else scale
