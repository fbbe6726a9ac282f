"""How an HTML view begins and ends: which instrument it is of, about which case, and what it was made with."""

from __future__ import annotations

from collections.abc import Mapping

from riskscreen.explain.blocks.instrument import status_words
from riskscreen.explain.html.markup import Html, HtmlTerms, element, joined
from riskscreen.explain.html.parts import heading
from riskscreen.version import VERSION

# What can be said of a case, and what it is called.
ABOUT = {"case": "subject.case", "as_of": "subject.as_of", "rater": "subject.rater", "owner": "subject.owner",
         "made_at": "subject.made_at", "id": "subject.id", "source": "subject.source", "notes": "subject.notes"}


def head(terms: HtmlTerms, rank: int, about: Mapping[str, str | None]) -> Html:
    """Title, id, version and status of an instrument, and of which case a result is."""
    definition, words = terms.definition, terms.words
    note = [] if terms.has_own_words else [element("p", words("fallback", language=terms.language), class_="rs-note")]
    facts = [element("div", element("dt", words(ABOUT[key])), " ", element("dd", terms.own(text)), class_=f"rs-{key}")
             for key, text in about.items() if text]
    return element(
        "div", *note, heading(rank, terms.own(terms.text(definition.title)), class_="rs-name"),
        element("p", element("span", words("head", id=definition.id, version=definition.version)), " ",
                element("span", status_words(terms), class_="rs-status"), class_="rs-small"),
        element("dl", joined(facts, " "), class_="rs-facts") if facts else "", class_="rs-head")


def foot(terms: HtmlTerms, digest: str, *notes: str) -> Html:
    """The version that made the view, and the fingerprint of the definition."""
    made_with = terms.words("made_with", version=VERSION, digest=digest)
    return element("div", element("p", *notes, made_with), class_="rs-foot")
