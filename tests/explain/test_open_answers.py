"""Which open answers a result names as those that its level may depend on, and of which it says that it does not."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explain.reading_text import flat
from riskscreen import Instrument, Result
from riskscreen.explain.blocks.case import Case
from riskscreen.explain.find.open_answers import open_behind, said_not_to_matter
from riskscreen.explain.words.terms import Terms
from riskscreen.testing import partial_answers
from riskscreen.testing.laws.said import SAID_IS_SO

DOORSTEP = json.loads((Path(__file__).parents[1] / "data" / "doorstep-check.json").read_text(encoding="utf-8"))


def text(english: str) -> dict[str, str]:
    return {"en": english, "nl": english}


def option(name: str, score: int | None) -> dict[str, Any]:
    """An option with a score; None takes the item out."""
    score_of = {"not_applicable": True} if score is None else {"score": score}
    return {"id": name, "label": text(name.replace("_", " ").capitalize()), **score_of}


def item(name: str, **scores: int | None) -> dict[str, Any]:
    return {"id": name, "text": text(name.capitalize()),
            "response": {"options": [option(option_id, score) for option_id, score in scores.items()]}}


def instrument(*items: dict[str, Any], scale: dict[str, Any], when: dict[str, Any]) -> Instrument:
    """Low or high, by one scale over these items."""
    levels = [{"id": name, "label": text(name.capitalize())} for name in ("low", "high")]
    return Instrument.from_dict(DOORSTEP | {
        "id": "open-answers", "result": "concern",
        "sections": [{"id": "all", "title": text("All"), "items": list(items)}],
        "scales": [{"id": "best", **scale}],
        "outcomes": [{"id": "concern", "title": text("Level of concern"), "levels": levels,
                      "rules": [{"id": "reached", "level": "high", "when": when}]}]})


def told(result: Result) -> Case:
    return Case(Terms(result.instrument.definition, "en"), result.trace)


CONTACT, SHELTER = item("contact", worse=-2, better=-1), item("shelter", same=0, does_not_arise=None)
HIGHEST = {"scale": {"highest": "all"}, "when": {"scale": "best", "at_least": 0}}


def test_item_that_may_take_no_part_in_a_highest_may_matter() -> None:
    """Contact is -2; shelter brings 0 or nothing, so that the highest is 0, high, or -2, low: shelter decides."""
    result = instrument(CONTACT, SHELTER, **HIGHEST).score({"contact": "worse", "shelter": "unknown"})

    assert (result.at_least.id, result.at_most.id) == ("low", "high")
    assert open_behind(told(result), told(result).result) == ("shelter",)
    assert said_not_to_matter(told(result)) == ()
    explained = flat(result.explain("en"))
    assert "The answer that may matter for this is unknown." in explained
    assert "does not depend on" not in explained


def test_gate_that_takes_an_item_out_of_a_highest_may_matter() -> None:
    """Shelter was answered and brings 0 if it applies; while it is open whether it does, the gate decides."""
    asked, contact = item("asked", no=5, yes=5), item("contact", worse=-2)
    shelter = item("shelter", same=0) | {"applies_when": {"item": "asked", "is": ["yes"]}}
    scale = {"highest": {"items": ["contact", "shelter"]}}

    result = instrument(asked, contact, shelter, scale=scale, when=HIGHEST["when"]).score(
        {"asked": "unknown", "contact": "worse", "shelter": "same"})

    assert open_behind(told(result), told(result).result) == ("asked",)


def test_what_takes_no_part_in_a_highest_does_not_bring_0() -> None:
    """The highest of -2 and nothing is -2: neither text nor trace says that nothing is 0."""
    scored = instrument(CONTACT, SHELTER, **HIGHEST).score

    unknown = scored({"contact": "worse", "shelter": "unknown"})
    out = scored({"contact": "worse", "shelter": "does_not_arise"})

    assert "Shelter: Unknown (0, or nothing)" in flat(unknown.explain("en", details=True))
    assert [(part.source, part.least, part.most) for part in out.trace.scales[0].contributions] == [("contact", -2, -2)]
    assert "Does not arise (0" not in flat(out.explain("en", details=True))


def test_gate_of_the_only_number_in_a_highest_may_matter() -> None:
    """Shelter was answered and brings 1 if it applies, else the highest is 0, since nothing does: the gate decides."""
    shelter = item("shelter", same=1) | {"applies_when": {"item": "asked", "is": ["yes"]}}
    scale = {"highest": {"items": ["shelter"]}}

    result = instrument(item("asked", no=5, yes=5), shelter, scale=scale, when={"scale": "best", "at_least": 1}).score(
        {"asked": "unknown", "shelter": "same"})

    assert open_behind(told(result), told(result).result) == ("asked",)


def test_nothing_is_0_in_a_highest_without_scores_below_0() -> None:
    """Shelter brings 0 or nothing, which is one where no score is below 0: it can never matter, and this is said."""
    result = instrument(item("contact", quiet=0, loud=1), SHELTER, scale={"highest": "all"}, when={
        "scale": "best", "at_least": 1}).score({"contact": "unknown", "shelter": "unknown"})

    assert open_behind(told(result), told(result).result) == ("contact",)
    assert "Also without an answer: Shelter: Unknown Whatever it turns out to be, the level does not depend on it." in \
        flat(result.explain("en"))


@pytest.mark.parametrize("scale", [
    {"sum": "all"}, {"sum": "all", "weights": {"shelter": 5}}, {"count": "all", "where": ["loud"]}])
def test_item_that_adds_nothing_is_said_not_to_matter(scale: dict[str, Any]) -> None:
    """To a sum or a count nothing is 0: shelter adds 0 whatever is answered."""
    result = instrument(item("contact", quiet=0, loud=1), SHELTER, scale=scale, when={
        "scale": "best", "at_least": 1}).score({"contact": "unknown", "shelter": "unknown"})

    assert said_not_to_matter(told(result)) == ("shelter",)


def test_scale_that_open_answers_cannot_move_is_not_followed() -> None:
    """A rule that hangs on one item alone is not said to hang on what another rule has counted already."""
    document = copy.deepcopy(DOORSTEP)
    document["outcomes"][0]["rules"].append({"id": "third", "level": "high", "when": {"any": [
        {"item": "custody", "is": ["present"]}, {"scale": "severe", "at_least": 2}]}})

    result = Instrument.from_dict(document).score(
        {"former_partner": "yes", "threats": "absent", "weapon": "unknown", "custody": "unknown"})

    assert open_behind(told(result), told(result).result) == ("weapon", "custody")  # either alone is enough for medium
    settled = result.what_if(threats="present", weapon="absent")
    assert open_behind(told(settled), told(settled).result) == ("custody",)


def test_points_hang_on_the_conditions_that_can_still_bring_some() -> None:
    """One for contact; none for shelter, whether or not it is the same."""
    points = [{"when": {"item": name, "is": [answer]}, "score": score}
              for name, answer, score in (("contact", "better", 1), ("shelter", "same", 0))]

    result = instrument(CONTACT, SHELTER, scale={"points": points}, when={"scale": "best", "at_least": 1}).score(
        {"contact": "unknown", "shelter": "unknown"})

    assert open_behind(told(result), told(result).result) == ("contact",)
    assert said_not_to_matter(told(result)) == ("shelter",)


def test_scale_of_scales_hangs_on_what_they_read() -> None:
    """Twice the signs that are severe: the weapon may bring two more, the dispute over children is in another scale."""
    document = copy.deepcopy(DOORSTEP)
    document["scales"].append({"id": "twice", "combine": [{"scale": "severe", "times": 2}]})
    document["outcomes"][0]["rules"] = [{"id": "both", "level": "high", "when": {"scale": "twice", "at_least": 4}}]

    result = Instrument.from_dict(document).score(
        {"former_partner": "yes", "threats": "present", "weapon": "unknown", "custody": "unknown"})

    assert open_behind(told(result), told(result).result) == ("weapon",)


def test_nothing_is_said_where_a_rule_for_missing_answers_may_stand_in() -> None:
    """An answer could then give another level than the rule does."""
    result = instrument(item("contact", quiet=0, loud=1), SHELTER, scale={
        "sum": "all", "missing": {"allow": 1, "method": "as_zero"}}, when={"scale": "best", "at_least": 1},
    ).score({"contact": "unknown", "shelter": "same"})

    assert result.determined
    assert said_not_to_matter(told(result)) == ()


SCORES = st.none() | st.integers(-2, 1)


@given(st.data())
def test_what_is_said_of_a_highest_is_so(data: st.DataObject) -> None:
    """The law, on small instruments in which much is below 0, takes no part, or hangs on another answer."""
    scores = data.draw(st.lists(st.lists(SCORES, min_size=1, max_size=2), min_size=2, max_size=4))
    items = [item(f"x{n}", **{f"o{m}": score for m, score in enumerate(row)}) for n, row in enumerate(scores)]
    for n in range(1, len(items)):
        if data.draw(st.booleans()):
            items[n]["applies_when"] = {"item": f"x{data.draw(st.integers(0, n - 1))}", "is": ["o0"]}
    drawn = instrument(*items, scale={"highest": "all"}, when={"scale": "best", "at_least": data.draw(
        st.sampled_from([0, -1]))})
    answers = data.draw(partial_answers(drawn))

    assert list(SAID_IS_SO.broken_by(drawn, {"answers": answers})) == []
