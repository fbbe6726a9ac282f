"""Sections and items, with gates over earlier items and indicators to look for."""

from __future__ import annotations

from hypothesis import strategies as st

from riskscreen.testing.documents.basics import (
    Document,
    Extras,
    Languages,
    WrittenPart,
    picked,
    several,
    sometimes,
    words,
)
from riskscreen.testing.documents.conditions import drawn_condition
from riskscreen.testing.documents.parts import names_of_items, response_of
from riskscreen.testing.documents.responses import KINDS, OPTION_KINDS, drawn_number_response, drawn_options, drawn_text

MOST_SECTIONS = 3
SHARED = ("presence", "how_often")


def add_sections(draw: st.DrawFn, document: Document, languages: Languages, extras: Extras, max_items: int) -> None:
    """Give the document its response scales, sections and items; the first item always has options."""
    shared = {name: drawn_options(draw, languages, extras) for name in SHARED[: draw(st.integers(0, len(SHARED)))]}
    if shared:
        document["response_scales"] = shared
    document["sections"] = []
    for _ in several(draw, lambda draw: add_item(draw, document, languages, extras), most=max_items, eagerness=8):
        pass


def add_item(draw: st.DrawFn, document: Document, languages: Languages, extras: Extras) -> WrittenPart:
    """Append an item, now and then as the first one of a new section."""
    sections = document["sections"]
    if not sections or (len(sections) < MOST_SECTIONS and sometimes(draw)):
        sections.append(drawn_section(draw, document, languages, extras))
    item = drawn_item(draw, document, languages, extras)
    sections[-1]["items"].append(item)
    return item


def drawn_section(draw: st.DrawFn, document: Document, languages: Languages, extras: Extras) -> WrittenPart:
    """A section without items yet; its gate can only refer to items of earlier sections."""
    name = f"section_{len(document['sections']) + 1}"
    section: WrittenPart = {"id": name, "title": words(languages, name), "items": []}
    if extras.wanted():
        section["guidance"] = words(languages, f"How to rate {name}")
    return _gated(draw, document, section)


def drawn_item(draw: st.DrawFn, document: Document, languages: Languages, extras: Extras) -> WrittenPart:
    """One item with its response, and maybe a gate, guidance, sources and indicators."""
    number = sum(len(section["items"]) for section in document["sections"]) + 1
    name = f"item_{number}"
    item: WrittenPart = {"id": name, "text": words(languages, name)}
    item["response"] = drawn_response(draw, document, languages, extras, first=number == 1)
    if extras.wanted():
        item["topic"] = words(languages, f"Topic of {name}")
    if extras.wanted():
        item["guidance"] = words(languages, f"How to code {name}")
    if extras.wanted() and (names := answers_of(document, item)):
        item["option_guidance"] = {name: words(languages, f"When to answer {name}") for name in names}
    if extras.wanted():
        item["sources"] = ["manual-2"]
    if extras.wanted():
        item["indicators"] = indicators_of(document, item, languages, extras)
    if extras.wanted():
        item["same_as"] = [{"instrument": "other-1", "item": name}, {"instrument": "other-2", "item": name}]
        if options := response_of(document, item).get("options"):
            item["same_as"][1]["options"] = {options[0]["id"]: f"{name}_first"}
    return _gated(draw, document, item)


def drawn_response(
    draw: st.DrawFn, document: Document, languages: Languages, extras: Extras, *, first: bool
) -> str | WrittenPart:
    """The name of a shared response scale, or a response of the item's own."""
    kind = picked(draw, OPTION_KINDS if first else KINDS)
    shared: tuple[str, ...] = tuple(document.get("response_scales", {}))
    if kind == "shared" and shared:
        return picked(draw, shared)
    if kind in ("shared", "options"):
        return drawn_options(draw, languages, extras)
    if kind == "text":
        return drawn_text(draw)
    return drawn_number_response(draw, languages, kind, extras)


def answers_of(document: Document, item: WrittenPart) -> list[str]:
    """The answers of an item that a definition can tell when to choose: options, bands and *unknown*."""
    response = response_of(document, item)
    choices = [choice["id"] for choice in [*response.get("options", ()), *response.get("bands", ())]]
    takes_unknown = "text" not in response and response.get("unknown", True)
    return [*choices, "unknown"] if takes_unknown else choices


def indicators_of(document: Document, item: WrittenPart, languages: Languages, extras: Extras) -> list[WrittenPart]:
    """Two indicators; where the item has options, one suggests one of them."""
    names = [f"{item['id']}_sign_{number}" for number in (1, 2)]
    indicators: list[WrittenPart] = [{"id": name, "text": words(languages, name)} for name in names]
    options = response_of(document, item).get("options", [])
    if options:
        indicators[0]["suggests"] = extras.picked(options)["id"]
    return indicators


def _gated(draw: st.DrawFn, document: Document, part: WrittenPart) -> WrittenPart:
    """The section or item, which now and then applies only when a condition on earlier items holds."""
    names = names_of_items(document)
    if names.items and sometimes(draw):
        part["applies_when"] = drawn_condition(draw, names)
    return part
