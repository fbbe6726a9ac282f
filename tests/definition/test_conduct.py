"""What a definition says beside its levels: kind, follow-ups, what to do while open, topics, when to choose what."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import generators
import riskscreen
from riskscreen import Instrument, InstrumentError
from riskscreen.explain.text.views import instrument_text

DOORSTEP = json.loads((Path(__file__).parents[1] / "data" / "doorstep-check.json").read_text(encoding="utf-8"))
ASK = {"en": "Ask about weapons.", "nl": "Vraag naar wapens."}
SOME = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def with_outcome(**more: Any) -> Any:
    """The small definition with more said of its outcome."""
    document = copy.deepcopy(DOORSTEP)
    document["outcomes"][0] |= more
    return document


def refused(document: Any) -> list[tuple[str, str]]:
    """The codes and places with which a definition is refused."""
    with pytest.raises(InstrumentError) as caught:
        Instrument.from_dict(document)
    return [(problem.code, problem.pointer) for problem in caught.value.problems]


def test_what_is_said_is_kept() -> None:
    """Kind, follow-ups, texts for an open case and topics are part of the definition, and are written again."""
    document = with_outcome(kind="route", when_open=[ASK])
    document["sections"][1]["items"][0]["topic"] = {"en": "Threats", "nl": "Bedreiging"}

    instrument = Instrument.from_dict(document)
    outcome, item = instrument.outcomes["concern"], instrument.items["threats"]

    assert (outcome.kind, outcome.follow_ups, outcome.when_open[0]["en"]) == ("route", "instead", "Ask about weapons.")
    assert item.topic is not None
    assert item.topic["nl"] == "Bedreiging"
    assert instrument.to_dict()["outcomes"] == document["outcomes"]
    assert instrument.to_dict()["sections"] == document["sections"]


@pytest.mark.parametrize("said", [{"kind": "degree"}, {"follow_ups": "instead"}, {"override": "raise_or_lower"}],
                         ids=lambda said: next(iter(said)))
def test_a_default_that_is_spelled_out_changes_no_digest(said: Any) -> None:
    """What a definition would mean anyway is left out of its canonical form."""
    assert Instrument.from_dict(with_outcome(**said)).digest == Instrument.from_dict(DOORSTEP).digest


def test_schema_is_for_editors_and_is_no_part_of_the_definition() -> None:
    """An address of a schema is taken, changes no digest, and is not written again."""
    instrument = Instrument.from_dict({"$schema": "https://example.org/riskscreen-1.json", **DOORSTEP})

    assert instrument == Instrument.from_dict(DOORSTEP)
    assert "$schema" not in instrument.to_dict()


@pytest.mark.parametrize(("said", "place"), [
    ({"kind": "route", "override": "raise"}, "/outcomes/0/override"),
    ({"kind": "route", "follow_ups": "cumulative"}, "/outcomes/0/follow_ups")])
def test_a_route_has_no_more_and_no_less(said: Any, place: str) -> None:
    """Of alternatives none is higher, or includes another."""
    assert refused(with_outcome(**said)) == [("D-route", place)]


@pytest.mark.parametrize("said", [{"kind": "degree", "override": "raise"}, {"follow_ups": "cumulative"},
                                  {"kind": "route", "override": "none"}])
def test_what_is_no_contradiction_loads(said: Any) -> None:
    """The same words beside another kind are fine."""
    assert Instrument.from_dict(with_outcome(**said)).to_dict()["outcomes"][0]["levels"]


@pytest.mark.parametrize(("said", "code", "place"), [
    ({"kind": "path"}, "D-not-one-of", "/outcomes/0/kind"),
    ({"follow_ups": "all"}, "D-not-one-of", "/outcomes/0/follow_ups"),
    ({"when_open": []}, "D-too-few", "/outcomes/0/when_open"),
    ({"when_open": [ASK] * 21}, "D-too-many", "/outcomes/0/when_open"),
    ({"when_open": [{"en": "Ask."}]}, "D-language-missing", "/outcomes/0/when_open/0"),
    ({"when_open": "Ask."}, "D-wrong-type", "/outcomes/0/when_open")])
def test_what_means_nothing_is_refused(said: Any, code: str, place: str) -> None:
    """Other words, empty lists, too many texts and languages that are not whole are problems at their place."""
    assert refused(with_outcome(**said)) == [(code, place)]


@pytest.mark.parametrize(("topic", "problem"), [
    ({"en": "x" * 61, "nl": "y"}, ("D-too-many", "/sections/1/items/0/topic/en")),
    ({"en": "Threats"}, ("D-language-missing", "/sections/1/items/0/topic"))])
def test_a_topic_is_short_and_whole(topic: Any, problem: tuple[str, str]) -> None:
    """A topic has at most 60 characters, in every language of the instrument."""
    document = copy.deepcopy(DOORSTEP)
    document["sections"][1]["items"][0]["topic"] = topic

    assert refused(document) == [problem]


def with_said(name: str, said: Any) -> Any:
    """The small definition with something in its sources or its credits."""
    document = copy.deepcopy(DOORSTEP)
    document["about"][name] = {("own" if name == "sources" else "nl"): said}
    return document


@pytest.mark.parametrize("name", ["sources", "languages"])
@pytest.mark.parametrize("said", ["Written by hand.", {"en": "Written by hand.", "nl": "Met de hand geschreven."}])
def test_a_source_or_a_credit_is_the_same_for_all_or_a_text(name: str, said: Any) -> None:
    """A citation is the same in every language; what is told of a source is told in each."""
    instrument = Instrument.from_dict(with_said(name, said))

    assert instrument.to_dict()["about"][name] == with_said(name, said)["about"][name]
    told = " ".join(instrument_text(instrument.definition, "nl").split())
    assert (said if isinstance(said, str) else said["nl"]) in told


@pytest.mark.parametrize(("name", "place"), [("sources", "own"), ("languages", "nl")])
@pytest.mark.parametrize(("said", "code"), [({"en": "By hand."}, "D-language-missing"), ("", "D-too-few"),
                                            ({}, "D-too-few"), (["By hand."], "D-wrong-type")])
def test_a_source_or_a_credit_is_whole(name: str, place: str, said: Any, code: str) -> None:
    """A text in some of the languages, nothing, or a list says too little."""
    assert refused(with_said(name, said)) == [(code, f"/about/{name}/{place}")]


WHEN = {"en": "Said or written.", "nl": "Gezegd of geschreven."}
LOOKED = {"en": "Asked, and not clear.", "nl": "Gevraagd, en niet duidelijk."}


def with_option_guidance(said: Any, **of_item: Any) -> Any:
    """The small definition, whose item *threats* says when to choose which answer."""
    document = copy.deepcopy(DOORSTEP)
    document["sections"][1]["items"][0] |= {"option_guidance": said, **of_item}
    return document


def test_when_to_choose_an_answer_is_kept_in_the_order_of_the_options() -> None:
    """An item can say it of each option and of *unknown*; the order in the file means nothing."""
    document = with_option_guidance({"unknown": LOOKED, "present": WHEN})

    instrument = Instrument.from_dict(document)

    assert [name for name, _ in instrument.items["threats"].option_guidance] == ["present", "unknown"]
    assert instrument.to_dict()["sections"] == document["sections"]
    assert instrument == Instrument.from_dict(with_option_guidance({"present": WHEN, "unknown": LOOKED}))
    assert Instrument.from_dict(DOORSTEP).items["threats"].option_guidance == ()


def test_when_to_choose_a_band_can_be_said() -> None:
    """What scoring sees of a number is an answer too."""
    bands = [{"id": "few", "from": 0, "label": {"en": "Few", "nl": "Weinig"}}]
    item = {"id": "calls", "text": {"en": "Calls", "nl": "Gesprekken"}, "option_guidance": {"few": WHEN},
            "response": {"integer": {"min": 0, "max": 9}, "bands": bands}}
    document = copy.deepcopy(DOORSTEP)
    document["sections"][1]["items"].append(item)

    assert Instrument.from_dict(document).items["calls"].option_guidance[0][1]["en"] == WHEN["en"]


UNKNOWABLE = {"options": [{"id": "absent", "label": {"en": "No", "nl": "Nee"}},
                          {"id": "present", "label": {"en": "Yes", "nl": "Ja"}}], "unknown": False}


@pytest.mark.parametrize(("said", "of_item", "problem"), [
    ({"presnt": WHEN}, {}, ("D-unknown-option", "/option_guidance/presnt")),
    ({"unknown": WHEN}, {"response": UNKNOWABLE}, ("D-unknown-option", "/option_guidance/unknown")),
    ({"present": {"en": "Said."}}, {}, ("D-language-missing", "/option_guidance/present")),
    ({"present": "Said."}, {}, ("D-wrong-type", "/option_guidance/present")),
    ({}, {}, ("D-too-few", "/option_guidance"))])
def test_guidance_of_an_answer_that_nobody_can_give_is_refused(said: Any, of_item: Any, problem: Any) -> None:
    """A slip in the name of an option would leave raters without the guidance; texts are whole as all are."""
    code, place = problem

    assert refused(with_option_guidance(said, **of_item)) == [(code, f"/sections/1/items/0{place}")]


def test_near_names_help_where_an_option_is_misspelt() -> None:
    """Whoever mistypes an option reads which one it may be."""
    with pytest.raises(InstrumentError) as caught:
        Instrument.from_dict(with_option_guidance({"presnt": WHEN}))

    assert caught.value.problems[0].suggestions == ("present",)


@pytest.mark.parametrize("name", ["title", "text", "sources", "languages", "response"])
def test_languages_of_option_guidance_are_whole_whatever_the_option_is_called(name: str) -> None:
    """An option is named by its author; no name hides its text from the check of languages."""
    options = [{"id": each, "label": {"en": each, "nl": f"{each} "}} for each in ("absent", "present", name)]

    problems = refused(with_option_guidance({name: {"en": "Said."}}, response={"options": options}))

    assert problems == [("D-language-missing", f"/sections/1/items/0/option_guidance/{name}")]


@given(generators.documents())
@SOME
def test_every_definition_is_read_as_it_was_written(document: Any) -> None:
    """Writing and reading again gives an equal definition with the same digest, in any construct."""
    instrument = Instrument.from_dict(document)

    again = riskscreen.loads(instrument.to_json())

    assert again == instrument
    assert again.digest == instrument.digest
