"""The questions as data: what a front end needs, in whole numbers, as the schema promises."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given

import riskscreen
from docs.pages import ROOT
from engine.diagrams_as_data import DOORSTEP, paths
from riskscreen import Instrument, UsageError
from riskscreen.documents.schema import schema_of
from riskscreen.testing.documents.whole import documents

SCHEMA = schema_of("form")
PAGE = ROOT / "docs" / "reference" / "form.md"


def small(**item: Any) -> Instrument:
    """The small instrument of the tests, with an item otherwise."""
    document = json.loads(DOORSTEP.read_text("utf-8"))
    document["sections"][1]["items"][0] |= item
    return Instrument.from_dict(document)


def label(text: str) -> dict[str, str]:
    return {"en": text, "nl": f"{text} (nl)"}


def numbers_in(value: object) -> list[object]:
    """Every number in plain values."""
    if isinstance(value, dict | list):
        parts = value.values() if isinstance(value, dict) else value
        return [number for part in parts for number in numbers_in(part)]
    return [] if isinstance(value, str | bool) else [value]


@given(documents())
def test_every_form_is_what_is_promised(document: dict[str, Any]) -> None:
    """It fits the schema in all languages and in one; every number in it is whole; it goes through JSON unchanged."""
    instrument = Instrument.from_dict(document)
    for form in (instrument.form(), instrument.form(instrument.languages[0])):
        jsonschema.Draft202012Validator(SCHEMA).validate(form)
        assert {type(number) for number in numbers_in(form)} <= {int}
        assert json.loads(json.dumps(form)) == form


@pytest.mark.parametrize("path", paths(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_instruments_that_are_here_have_a_form(path: Any) -> None:
    """Shipped and published, with all their items, levels and diagrams."""
    instrument = riskscreen.load(path)
    form = instrument.form()

    jsonschema.Draft202012Validator(SCHEMA).validate(form)
    assert [item["id"] for section in form["sections"] for item in section["items"]] == list(instrument.items)
    assert [[level["id"] for level in outcome["levels"]] for outcome in form["outcomes"]] \
        == [[level.id for level in outcome.levels] for outcome in instrument.outcomes.values()]
    assert form["diagrams"] == [instrument.diagram(outcome).to_dict() for outcome in instrument.outcomes]


def test_schema_refuses_what_it_does_not_describe() -> None:
    """It is a schema of the draft that it names."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    form = small().form()
    for change in ({"format": "riskscreen-form/2"}, {"more": 1}, {"sections": []}, {"title": 1}):
        assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(form | change), change


def test_an_item_has_what_a_form_asks_and_shows() -> None:
    """Text, topic, guidance, options with theirs, signs, when it applies, and what asks the same elsewhere."""
    document = json.loads(DOORSTEP.read_text("utf-8"))
    threats = document["sections"][1]["items"][0]
    threats |= {"topic": label("Threat"), "guidance": label("Ask."),
                "option_guidance": {"absent": label("Asked, and no."), "unknown": label("Nobody could tell.")},
                "indicators": [{"id": "knife", "text": label("A knife"), "suggests": "present"}],
                "same_as": [{"instrument": "other", "item": "q", "options": {"present": "1"}}]}
    document["response_scales"]["presence"]["options"][1]["guidance"] = label("If seen.")
    form = Instrument.from_dict(document).form("nl")

    assert form["sections"][1]["items"][0] == {
        "id": "threats", "text": "Bedreigingen", "topic": "Threat (nl)", "guidance": "Ask. (nl)",
        "response": {"kind": "options", "unknown": True, "unknown_guidance": "Nobody could tell. (nl)", "options": [
            {"id": "absent", "label": "Afwezig", "guidance": "Asked, and no. (nl)"},
            {"id": "present", "label": "Aanwezig", "guidance": "If seen. (nl)"}]},
        "indicators": [{"id": "knife", "text": "A knife (nl)", "suggests": "present"}],
        "same_as": [{"instrument": "other", "item": "q", "options": {"present": "1"}}]}
    assert form["sections"][2]["applies_when"] == {"item": "former_partner", "is": ["yes"]}


def test_decimals_are_whole_steps() -> None:
    """With one place, 1.5 is 15, and the same in the diagram."""
    bands = [{"id": "absent", "label": label("Few"), "from": Decimal("-0.5"), "score": 0},
             {"id": "present", "label": label("Many"), "from": Decimal("1.5"), "score": 1}]
    number = {"min": Decimal("-0.5"), "max": Decimal("9.5"), "places": 1, "unit": label("weeks")}
    form = small(response={"decimal": number, "bands": bands, "unknown": False}).form("en")

    assert form["sections"][1]["items"][0]["response"] == {
        "kind": "number", "min": -5, "max": 95, "places": 1, "unit": "weeks", "unknown": False,
        "bands": [{"id": "absent", "from": -5, "label": "Few"}, {"id": "present", "from": 15, "label": "Many"}]}
    assert form["diagrams"][0]["variables"][1] == {"item": "threats", "kind": "band", "choices": ["absent", "present"],
                                                   "places": 1, "starts": [-5, 15], "most": 95}


def test_a_text_and_a_number_that_is_only_kept() -> None:
    """They are asked, and no diagram reads them."""
    document = json.loads(DOORSTEP.read_text("utf-8"))
    document["sections"][0]["items"] += [
        {"id": "remarks", "text": label("Remarks"), "response": {"text": {"max_length": 80}}},
        {"id": "age", "text": label("Age"), "response": {"integer": {"min": 0, "max": 120}}}]
    form = Instrument.from_dict(document).form("en")

    assert [item["response"] for item in form["sections"][0]["items"][1:]] == [
        {"kind": "text", "max_length": 80}, {"kind": "number", "min": 0, "max": 120, "places": 0, "unknown": True}]
    assert {variable["item"] for variable in form["diagrams"][0]["variables"]}.isdisjoint({"remarks", "age"})


def test_outcomes_have_what_follows() -> None:
    """Steps, what to do while open, and how the levels go together."""
    form = riskscreen.load("sash-style").form("en")
    concern = next(outcome for outcome in form["outcomes"] if outcome["id"] == form["result"])

    assert concern["when_open"]
    assert concern["levels"][-1]["follow_up"]
    assert {outcome["kind"] for outcome in form["outcomes"]} == {"degree"}
    assert "route" in {outcome["kind"] for outcome in riskscreen.load("stalking-steps").form()["outcomes"]}


def test_other_language_is_refused_with_near_names() -> None:
    """As everywhere."""
    with pytest.raises(UsageError, match=r"Found: 'ne'.*\[U-unknown-language\]"):
        small().form("ne")


def test_every_property_is_on_the_page() -> None:
    """What the schema knows, the page explains."""
    text = PAGE.read_text(encoding="utf-8")
    parts = [SCHEMA, SCHEMA["properties"]["instrument"], *SCHEMA["$defs"].values()]

    assert {name for part in parts for name in part.get("properties", {}) if f"`{name}`" not in text
            and f'"{name}"' not in text} == set()
