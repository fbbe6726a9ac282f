"""From one instrument to the next: which answers carry over, and what the two instruments must agree about."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import generators
import riskscreen
from riskscreen import Instrument, InstrumentError, UsageError
from riskscreen.catalogue import packaged_names
from riskscreen.definition.same_items import same_items

DOORSTEP = Path(__file__).parent / "data" / "doorstep-check.json"
BOTH = {"en": "More", "nl": "Meer"}
SIGNS = [{"id": "seen", "text": BOTH}, {"id": "heard", "text": BOTH}]


def small(name: str, *items: dict[str, Any], **same_as: str) -> Instrument:
    """The small instrument under this name, with more items, and items that are the same as one of *first*."""
    document = json.loads(DOORSTEP.read_text(encoding="utf-8"))
    document["id"] = name
    if items:
        document["sections"].append({"id": "more", "title": BOTH, "items": list(items)})
    for section in document["sections"]:
        for item in section["items"]:
            if item["id"] in same_as:
                item["same_as"] = [{"instrument": "first", "item": same_as[item["id"]]}]
    return Instrument.from_dict(document)


def item(name: str, response: Any, **more: Any) -> dict[str, Any]:
    """An item with this response."""
    return {"id": name, "text": BOTH, "response": response, **more}


def carried(second: Instrument, first: Instrument, **answers: object) -> dict[str, object]:
    """What *second* takes over from these answers to *first*."""
    return second.carry_over(first.score(answers, partial=True))


def test_answers_carry_over_whichever_instrument_says_that_they_are_the_same() -> None:
    """It is enough that one of the two says so; the answer then serves the other in both directions."""
    first, second = small("first"), small("second", weapon="threats")

    assert carried(second, first, threats="present", weapon="absent") == {"weapon": "present"}
    assert carried(first, second, threats="absent", weapon="present") == {"threats": "present"}


def test_what_nobody_answered_is_not_carried_over_and_unknown_is() -> None:
    """Unknown is something that somebody found out; unanswered is nothing."""
    first, second = small("first"), small("second", weapon="threats", threats="weapon")

    assert carried(second, first, threats="unknown") == {"weapon": "unknown"}


def test_evidence_comes_along_with_the_indicators_that_both_have() -> None:
    """A reason and a source mean the same elsewhere; an indicator only where the item has it too."""
    first = small("first", item("hurt", "presence", indicators=SIGNS))
    second = small("second", item("hurt", "presence", indicators=SIGNS[1:]), hurt="hurt")
    given = {"answer": "present", "because": "A scar.", "indicators": ["seen", "heard"]}

    assert carried(second, first, hurt=given) == {"hurt": given | {"indicators": ["heard"]}}
    assert carried(second, first, hurt={"answer": "present", "indicators": ["seen"]}) == {"hurt": "present"}


def test_answer_to_an_item_that_does_not_apply_here_is_left_out() -> None:
    """What was asked there may not arise here, and a stale answer would be refused."""
    first, second = small("first"), small("second", custody="weapon", former_partner="former_partner")

    assert carried(second, first, former_partner="no", weapon="present") == {"former_partner": "no"}
    assert carried(second, first, former_partner="yes", weapon="present") == {
        "former_partner": "yes", "custody": "present"}


def test_numbers_and_texts_carry_over() -> None:
    """A number is taken as it was given, whatever the bands of either instrument are."""
    days = {"integer": {"min": 0, "max": 9}}
    banded = {**days, "bands": [{"id": "few", "from": 0, "label": BOTH}, {"id": "many", "from": 5, "label": BOTH}]}
    first = small("first", item("days", days), item("note", {"text": {}}))
    second = small("second", item("days", banded), item("note", {"text": {}}), days="days", note="note")

    assert carried(second, first, days=7, note="Seen twice.") == {"days": 7, "note": "Seen twice."}


OPTIONS = [{"id": "no", "label": BOTH}, {"id": "yes", "label": BOTH}]
DIFFERENT = {
    "another-option": ({"options": OPTIONS}, {"options": [*OPTIONS, {"id": "maybe", "label": BOTH}]}),
    "another-id": ({"options": OPTIONS}, "presence"),
    "not-applicable": ({"options": OPTIONS}, {"options": [OPTIONS[0], {**OPTIONS[1], "not_applicable": True}]}),
    "unknown": ({"options": OPTIONS}, {"options": OPTIONS, "unknown": False}),
    "range": ({"integer": {"min": 0, "max": 9}}, {"integer": {"min": 0, "max": 10}}),
    "decimals": ({"integer": {"min": 0, "max": 9}}, {"decimal": {"min": 0, "max": 9, "places": 1}}),
    "unit": ({"integer": {"min": 0, "max": 9, "unit": {"en": "days", "nl": "dagen"}}},
             {"integer": {"min": 0, "max": 9, "unit": {"en": "weeks", "nl": "weken"}}}),
    "length": ({"text": {"max_length": 10}}, {"text": {"max_length": 20}}),
    "kind": ({"text": {}}, {"options": OPTIONS}),
}


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_items_with_other_answers_cannot_be_the_same(one: Any, other: Any) -> None:
    """An answer that the other item could not have would be lost, or mean something else."""
    first, second = small("first", item("more_a", one)), small("second", item("more_b", other), more_b="more_a")

    for here, there in ((first, second), (second, first)):
        with pytest.raises(InstrumentError) as caught:
            here.carry_over(there.score({}, partial=True))

        (problem,) = caught.value.problems
        assert (problem.code, problem.pointer) == ("D-same-as-differs", "/sections/3/items/0/same_as/0/item")
        assert "In second, more_b is the same as more_a of first." in problem.message


def test_order_labels_and_scores_may_differ() -> None:
    """The ids are the answer; how they are shown and what they score is each instrument's own."""
    renamed = [{"id": "yes", "label": {"en": "Sure", "nl": "Zeker"}, "score": 3}, OPTIONS[0]]
    first = small("first", item("more_a", {"options": OPTIONS}))
    second = small("second", item("more_b", {"options": renamed}), more_b="more_a")

    assert carried(second, first, more_a="yes") == {"more_b": "yes"}


def renaming(name: str, other: str, options: dict[str, str]) -> Instrument:
    """The small instrument, whose item *weapon* asks the same as the former partner of *other*, by other option ids."""
    document = small(name).to_dict()
    document["sections"][1]["items"][1]["same_as"] = [
        {"instrument": other, "item": "former_partner", "options": options}]
    return Instrument.from_dict(document)


def test_answers_carry_over_to_options_of_another_id_in_both_directions() -> None:
    """Absent here is no there; what is unknown is unknown in both, and evidence comes along."""
    first, second = small("first"), renaming("second", "first", {"absent": "no", "present": "yes"})
    evidence = {"because": "They say so.", "source": "report 12"}

    assert carried(second, first, former_partner="yes") == {"weapon": "present"}
    assert carried(second, first, former_partner="no") == {"weapon": "absent"}
    assert carried(second, first, former_partner="unknown") == {"weapon": "unknown"}
    assert carried(second, first, former_partner={"answer": "yes"} | evidence) == {
        "weapon": {"answer": "present"} | evidence}
    assert carried(first, second, weapon="present") == {"former_partner": "yes"}
    assert carried(first, second, weapon={"answer": "absent"} | evidence) == {
        "former_partner": {"answer": "no"} | evidence}


@pytest.mark.parametrize("options", [{"present": "yes"}, {"absent": "no", "present": "maybe"}])
def test_options_that_do_not_match_one_to_one_are_refused(options: dict[str, str]) -> None:
    """Each option here is one there, and each there is one here; else an answer would be lost on the way."""
    first, second = small("first"), renaming("second", "first", options)

    for here, there in ((first, second), (second, first)):
        with pytest.raises(InstrumentError) as caught:
            here.carry_over(there.score({}, partial=True))

        assert [problem.code for problem in caught.value.problems] == ["D-same-as-differs"]


def test_two_instruments_that_match_options_otherwise_are_refused() -> None:
    """Where the one calls present what the other calls absent, nobody could say what an answer means."""
    second = renaming("second", "first", {"absent": "no", "present": "yes"})
    document = small("first").to_dict()
    document["sections"][0]["items"][0]["same_as"] = [
        {"instrument": "second", "item": "weapon", "options": {"no": "present", "yes": "absent"}}]

    with pytest.raises(InstrumentError) as caught:
        carried(second, Instrument.from_dict(document))

    (problem,) = caught.value.problems
    assert problem.code == "D-same-as-differs"
    assert "which options are the same" in problem.message


def test_item_that_is_not_there_is_refused_with_near_names() -> None:
    """A slip in the name of the other item would silently carry nothing over."""
    with pytest.raises(InstrumentError) as caught:
        carried(small("second", weapon="threads"), small("first"))

    (problem,) = caught.value.problems
    assert (problem.code, problem.suggestions) == ("D-unknown-item", ("threats",))
    assert "What second 0.1.0 and first 0.1.0 share" in str(caught.value)


def test_item_with_two_counterparts_is_refused() -> None:
    """Two items that are the same as a third would be the same question asked twice."""
    first = json.loads(small("first").to_json())
    first["sections"][1]["items"][1]["same_as"] = [{"instrument": "second", "item": "weapon"}]

    with pytest.raises(InstrumentError) as caught:
        carried(small("second", weapon="threats"), Instrument.from_dict(first))

    assert [problem.code for problem in caught.value.problems] == ["D-same-as-two"]


def test_nothing_carries_over_between_instruments_that_share_nothing() -> None:
    """Equal ids are no sign that two items ask the same."""
    assert carried(small("second"), small("first"), threats="present") == {}


def test_answers_of_the_same_instrument_are_refused() -> None:
    """Another version of an instrument may mean something else by the same item; that is for a person to check."""
    result = small("first").score({}, partial=True)

    with pytest.raises(UsageError) as caught:
        small("first").carry_over(result)

    assert [problem.code for problem in caught.value.problems] == ["U-same-instrument"]


def test_what_is_no_result_is_refused() -> None:
    """Answers alone do not say to which instrument they were given."""
    with pytest.raises(UsageError) as caught:
        small("first").carry_over({"threats": "present"})  # type: ignore[arg-type]  # that is its fault

    assert [problem.code for problem in caught.value.problems] == ["U-wrong-type"]


@pytest.mark.parametrize(("here", "there"), [*permutations(packaged_names(), 2)])
def test_installed_instruments_agree_about_what_they_share(here: str, there: str) -> None:
    """Installed definitions are not brought together when they are loaded, so the check runs here."""
    first, second = riskscreen.load(here), riskscreen.load(there)

    pairs = same_items(first.definition, second.definition)

    assert set(pairs) <= set(first.items)
    assert {other.item for other in pairs.values()} <= set(second.items)


def test_red_flags_share_three_items_with_the_screen() -> None:
    """What the two ask in other words, or about another time, is answered again."""
    flags, screen = riskscreen.load("stalking-red-flags"), riskscreen.load("sash-style")

    assert {item: other.item for item, other in same_items(screen.definition, flags.definition).items()} == {
        "former_partner": "r4", "s4": "r7", "s10": "r2"}


@pytest.mark.parametrize(("flag", "answer"), [("present", "yes"), ("absent", "no"), ("unknown", "unknown")])
def test_a_former_partner_of_the_red_flags_is_one_in_the_screen(flag: str, answer: str) -> None:
    """Who said at the report that they were partners is not asked so again, in whichever order the two are done."""
    flags, screen = riskscreen.load("stalking-red-flags"), riskscreen.load("sash-style")

    assert carried(screen, flags, r4=flag) == {"former_partner": answer}
    assert carried(flags, screen, former_partner=answer) == {"r4": flag}
    assert carried(flags, riskscreen.load("which-screen"), former_partner=answer) == {"r4": flag}


def test_what_an_instrument_says_of_others_is_written_again() -> None:
    """Nothing of it is lost on the way from a document to an instrument and back."""
    document = small("second", weapon="threats").to_dict()
    document["outcomes"][0]["levels"][1]["next"] = ["first", "third"]

    again = Instrument.from_dict(document).to_dict()

    assert again == document
    assert again["sections"][1]["items"][1]["same_as"] == [{"instrument": "first", "item": "threats"}]


def test_which_screen_names_the_instruments_that_it_leads_to() -> None:
    """Each screen that is indicated comes next, and what is known of the two people goes along."""
    first = riskscreen.load("which-screen")
    answers = dict.fromkeys(first.items, "no") | {"stalking_suspected": "yes", "former_partner": "yes"}
    del answers["contact_unsafe"]  # there are no children

    result = first.score(answers)

    assert result.next_instruments == (
        "stalking-red-flags", "sash-style", "stalking-steps", "always-do", "consultation-criteria")
    assert riskscreen.load("sash-style").carry_over(result) == {"former_partner": "yes"}


def test_installed_instruments_lead_to_installed_ones() -> None:
    """Nobody is sent to an instrument that is not there."""
    named = {name for known in packaged_names() for outcome in riskscreen.load(known).outcomes.values()
             for level in outcome.levels for name in level.next}

    assert named
    assert named <= set(packaged_names())


@given(st.data())
def test_what_is_carried_over_can_be_scored(data: st.DataObject) -> None:
    """Whatever applies there and here, the next instrument takes what it is given, and nobody's answer is changed."""
    document = data.draw(generators.documents(max_scales=1, max_outcomes=1))
    answers = data.draw(generators.answers_for(document, evidence=True))
    result = Instrument.from_dict(document).score(answers, partial=True)
    second = Instrument.from_dict(with_gates_turned(data, {**document, "id": "second"}, result.instrument.id))

    taken = second.carry_over(result)

    given = result.answers.to_dict()
    assert taken == {name: given[name] for name in taken}
    assert second.score(taken, partial=True).answers.to_dict() == taken
    assert set(given) - set(taken) <= set(second.score(taken, partial=True).not_applicable)


def with_gates_turned(data: st.DataObject, document: dict[str, Any], other: str) -> dict[str, Any]:
    """The document with each item the same as the one of *other*, and some gates open where the others are shut."""
    sections = json.loads(generators.as_json(document["sections"]), parse_float=Decimal)
    for part in [part for section in sections for part in (section, *section["items"])]:
        if "applies_when" in part and data.draw(st.booleans()):
            part["applies_when"] = {"not": part["applies_when"]}
    for part in [part for section in sections for part in section["items"]]:
        part["same_as"] = [{"instrument": other, "item": part["id"]}]
    return {**document, "sections": sections}
