"""An instrument in words: what it asks, and what its levels rest on."""

from __future__ import annotations

import copy
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import generators
import riskscreen
from riskscreen import Instrument, UsageError
from riskscreen.catalogue import packaged_names
from riskscreen.explain.text.views import instrument_text

DOORSTEP = json.loads((Path(__file__).parents[1] / "data" / "doorstep-check.json").read_text(encoding="utf-8"))
SOME = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def flat(text: str) -> str:
    """The text as one line, so that it can be searched whatever its wrapping and indent."""
    return " ".join(word for line in text.splitlines() for word in re.sub(r"^ *- ", "", line).split())


def told(language: str = "en", **changes: Any) -> str:
    """The small instrument of the format's page in words, with other top-level parts."""
    return flat(instrument_text(Instrument.from_dict(copy.deepcopy(DOORSTEP) | changes).definition, language))


def told_rule(when: dict[str, Any], language: str = "en") -> str:
    """The words for a condition, as the only rule of an outcome after that of the small instrument."""
    last = {"id": "last", "title": {"en": "Last", "nl": "Laatste"}, "levels": DOORSTEP["outcomes"][0]["levels"],
            "rules": [{"id": "only", "level": "high", "when": when, "because": {"en": "Why.", "nl": "Reden."}}]}
    text = told(language, outcomes=[*DOORSTEP["outcomes"], last])
    return re.split(r"(?:Why|Reden)\. ", text)[1].split(" Medium: ")[0].split(" Midden: ")[0]


def told_scale(scale: dict[str, Any]) -> str:
    """The words for a scale that stands after those of the small instrument."""
    titled = scale | {"id": "extra", "title": {"en": "Extra", "nl": "Extra"}}
    return told(scales=[*DOORSTEP["scales"], titled]).split(" Extra ")[1].split(" What comes out")[0]


THREATS = {"item": "threats", "is": ["present"]}
WEAPON = {"item": "weapon", "is": ["present"]}
CONDITIONS = [
    ({"scale": "total", "at_least": 2}, "total: 2 or more"),
    ({"scale": "total", "at_most": 2}, "total: 2 or less"),
    ({"scale": "total", "between": [1, 2]}, "total: 1 to 2"),
    ({"scale": "total", "between": [2, 2]}, "total: 2"),
    ({"not": {"scale": "total", "between": [2, 2]}}, "total: anything but 2"),
    (THREATS, "Threats: Present"),
    ({"item": "threats", "is": ["absent", "present"]}, "Threats: Absent or Present"),
    ({"item": "former_partner", "is": ["yes"]}, "Were they partners? Yes"),
    ({"outcome": "concern", "at_least": "medium"}, "Level of concern: Medium or higher"),
    ({"outcome": "concern", "at_least": "high"}, "Level of concern: High"),
    ({"outcome": "concern", "at_most": "medium"}, "Level of concern: Medium or lower"),
    ({"outcome": "concern", "at_most": "low"}, "Level of concern: Low"),
    ({"outcome": "concern", "is": "medium"}, "Level of concern: Medium"),
    ({"all": [THREATS, WEAPON]}, "all of these: Threats: Present Weapon: Present"),
    ({"any": [THREATS, WEAPON]}, "any of these: Threats: Present Weapon: Present"),
    ({"at_least": 2, "of": [THREATS, WEAPON]}, "2 or more of these: Threats: Present Weapon: Present"),
    ({"all": [THREATS]}, "Threats: Present"),
    ({"not": THREATS}, "Threats: anything but Present"),
    ({"not": {"not": THREATS}}, "Threats: Present"),
    ({"not": {"scale": "total", "at_least": 2}}, "total: less than 2"),
    ({"not": {"scale": "total", "at_most": 2}}, "total: more than 2"),
    ({"not": {"scale": "total", "between": [1, 2]}}, "total: less than 1, or more than 2"),
    ({"not": {"outcome": "concern", "at_least": "medium"}}, "Level of concern: lower than Medium"),
    ({"not": {"outcome": "concern", "at_most": "medium"}}, "Level of concern: higher than Medium"),
    ({"not": {"any": [THREATS, WEAPON]}}, "none of these: Threats: Present Weapon: Present"),
    ({"not": {"all": [THREATS, WEAPON]}}, "not all of these: Threats: Present Weapon: Present"),
    ({"not": {"at_least": 2, "of": [THREATS, WEAPON]}}, "fewer than 2 of these: Threats: Present Weapon: Present"),
]


@pytest.mark.parametrize(("when", "words"), CONDITIONS)
def test_condition_in_words(when: dict[str, Any], words: str) -> None:
    """Every form of a condition is told with names and labels, and never with a *not* of a *not*."""
    assert told_rule(when) == words


def test_condition_in_dutch() -> None:
    """The words around the instrument's texts are in its language too."""
    assert told_rule({"at_least": 2, "of": [THREATS, {"not": WEAPON}]}, "nl") == \
        "minstens 2 hiervan: Bedreigingen: Aanwezig Wapen: iets anders dan Aanwezig"


SCALES = [
    ({"count": "all", "where": ["present"]}, "Counts how many of these have the answer Present: all items"),
    ({"sum": {"sections": ["core"]}}, "Adds up the points of these: all of: All cases"),
    ({"sum": {"items": ["threats", "weapon"]}, "weights": {"weapon": 2}},
     "Adds up the points of these: Threats Weapon, times 2"),
    ({"sum": {"items": ["threats"]}, "scores": {"absent": 2, "present": 0}},
     "Adds up the points of these: Threats Points in this number: Absent: 2, Present: 0"),
    ({"highest": {"items": ["threats"]}}, "Takes the highest points among these (0 where none applies): Threats"),
    ({"points": [{"when": THREATS, "score": 3}]}, "Adds up the points of what holds: 3 if: Threats: Present"),
    ({"combine": [{"scale": "total", "times": 2, "over": 9}], "plus": 1},
     "Adds up these numbers: total, times 2, divided by 9 a fixed number: 1"),
    ({"lookup": "total", "table": [{"from": 0, "value": 50}, {"from": 2, "value": 57}]},
     "Takes a number from a table, by this number: total below 2: 50 from 2: 57"),
    ({"lookup": "total", "table": [{"from": 0, "value": 50}]},
     "Takes a number from a table, by this number: total always 50"),
    ({"sum": "all", "round": {"places": 0, "how": "half_even"}},
     "Adds up the points of these: all items Rounded to a whole number, halves to the even number."),
    ({"sum": "all", "missing": {"allow": 2, "method": "prorate", "round": "down"}},
     "Adds up the points of these: all items Published rule for missing answers: while at most 2 are missing and "
     "one or more are given, each counts as the mean of those given. The number found in that way is rounded to a "
     "whole number, towards 0."),
]


@pytest.mark.parametrize(("scale", "words"), SCALES)
def test_scale_in_words(scale: dict[str, Any], words: str) -> None:
    """Every kind of scale says what it reads and what it does with it."""
    assert told_scale(scale) == words


def test_level_names_its_rules_and_the_lowest_the_rest() -> None:
    """A level is what its rules reach; the lowest is what is left."""
    text = told()

    assert "High, if: Threats and a weapon. severe: 2 or more" in text
    assert "Low, in all other cases." in text


def test_section_says_when_it_applies() -> None:
    """A section that applies only sometimes says when, with the labels of the answers."""
    assert "Former partners Only if: Were they partners? Yes Dispute over children (custody)" in told()


def test_points_of_options_are_shown_where_there_are_any() -> None:
    """Options with scores show them, others do not."""
    text = told()

    assert "Answers, with their points: Absent (0), Present (1), Unknown" in text
    assert "Answers: No, Yes, Unknown" in text


def test_number_and_text_items_say_what_can_be_answered() -> None:
    """Numbers come with range, unit and bands, texts with their longest length."""
    items = [{"id": "rate", "text": {"en": "Breathing", "nl": "Ademhaling"}, "response": {
                "integer": {"min": 0, "max": 60, "unit": {"en": "breaths a minute", "nl": "per minuut"}},
                "bands": [{"id": "slow", "from": 0, "score": 3, "label": {"en": "Slow", "nl": "Traag"}}]}},
             {"id": "note", "text": {"en": "Note", "nl": "Notitie"}, "response": {"text": {"max_length": 90}}}]
    section = {"id": "more", "title": {"en": "More", "nl": "Meer"}, "items": items}

    text = told(sections=[*DOORSTEP["sections"], section])

    assert "A whole number from 0 to 60, in breaths a minute, or Unknown from 0: Slow (3)" in text
    assert "Note (note) A text of at most 90 characters; it is kept and never scored" in text


def test_studies_and_rights_are_shown() -> None:
    """What is known of an instrument and who holds it stands in its page."""
    about = DOORSTEP["about"] | {"status": "validated", "rights_holder": "A. Holder", "validation": [
        {"citation": "Study 1", "population": "200 cases", "n": 200, "outcome": "New violence", "figures": "AUC 0.7"}]}

    text = told(about=about)

    assert "200 cases, n = 200. New violence: AUC 0.7. (Study 1)" in text
    assert "Rights: A. Holder" in text


def test_what_an_outcome_says_of_itself_is_told() -> None:
    """That levels are alternatives, that steps add up, what to do while it is open, and what an item is about."""
    [outcome], topic = copy.deepcopy(DOORSTEP["outcomes"]), {"en": "Threats of violence", "nl": "Dreiging met geweld"}
    ask = [{"en": "Ask on.", "nl": "Vraag door."}]
    sections = copy.deepcopy(DOORSTEP["sections"])
    sections[1]["items"][0]["topic"] = topic

    route = told(outcomes=[outcome | {"kind": "route", "when_open": ask}])
    sums = told("nl", outcomes=[outcome | {"follow_ups": "cumulative"}], sections=sections)

    assert "The levels are alternatives: none of them is more than another." in route
    assert "While this is not settled: Ask on." in route
    assert "A rater may choose another one" in route
    assert "De vervolgstappen van een niveau omvatten die van de niveaus daaronder." in sums
    assert "Bedreigingen (threats) Onderwerp: Dreiging met geweld" in sums


def test_levels_that_rules_lead_to_are_told_highest_first() -> None:
    """The first that fits is the one: with two signs both rules hold, and it is high."""
    text = told()

    assert "This is the result. Of its levels, as they stand here, the first that fits is the one." in text
    assert text.index("High, if:") < text.index("Medium, if:") < text.index("Low, in all other cases.")
    answers = {"former_partner": "no", "threats": "present", "weapon": "present"}
    result = Instrument.from_dict(DOORSTEP).score(answers)
    assert [rule.holds for rule in result.trace.outcomes[0].rules] == ["holds", "holds"]
    assert result.level == "high"


def test_level_says_by_how_many_rules_it_is_reached() -> None:
    """One rule, several, none, and rules of the lowest level, which is there without them too."""
    [outcome], when = copy.deepcopy(DOORSTEP["outcomes"]), {"item": "threats", "is": ["present"]}
    because = {"en": "Said so.", "nl": "Zo gezegd."}
    outcome["levels"][2] |= {"meaning": {"en": "Act now.", "nl": "Grijp in."}}
    outcome["levels"][0] |= {"follow_up": [{"en": "Ask again.", "nl": "Vraag weer."}]}
    outcome["rules"] = [{"id": name, "level": level, "when": when, "because": because, "sources": ["own"]}
                        for name, level in (("a", "high"), ("b", "high"), ("c", "low"))]

    text = told(outcomes=[outcome])

    assert "High, if any of these holds: Said so. [own] Threats: Present Said so. [own] Threats: Present" in text
    assert "Meaning: Act now." in text
    assert "Medium: no rule leads to this level." in text
    assert "Low, in all other cases. It also has rules of its own: Said so. [own]" in text
    assert "Next steps: Ask again." in text


@pytest.mark.parametrize(("override", "words"), [
    ("raise", "A rater may raise a level in their own judgement, with a reason. The level found here stays beside it."),
    ("raise_or_lower", "A rater may raise or lower a level in their own judgement, with a reason. The level found here "
     "stays beside it."),
    ("none", "A rater's own judgement stands beside a level and does not replace it."),
])
def test_what_a_rater_may_do_is_what_the_definition_says(override: str, words: str) -> None:
    """The sentence is that of the outcome's own *override*."""
    assert words in told(outcomes=[DOORSTEP["outcomes"][0] | {"override": override}])


@pytest.mark.parametrize(("status", "words"), [
    ("synthetic", "Made up, to show or to try something."), ("draft", "A draft: not ready for use."),
    ("research", "For research: not validated."), ("validated", "Validated.")])
def test_status_is_what_the_definition_says(status: str, words: str) -> None:
    """The first sentence of the page is that of the status."""
    assert f"doorstep-check, version 0.1.0 {words} What this is for Showing the format." in \
        told(about=DOORSTEP["about"] | {"status": status})


def test_all_that_is_said_about_an_instrument_stands_under_its_name() -> None:
    """Each part of *about*, and each finding that the authors keep, is told with what it is."""
    about = DOORSTEP["about"] | {
        "permission": "Asked.", "contact": "A desk", "review_by": "2030-01-01", "supersedes": "0.0.9",
        "authorised_users": {"en": "Anybody.", "nl": "Iedereen."}, "training": {"en": "None.", "nl": "Geen."},
        "languages": {"nl": "By hand."}, "validation": [
            {"citation": "S", "population": "P", "n": 2, "outcome": "O", "figures": "F"}]}
    accepted = [{"finding": "F-unused-item", "at": "/items", "because": {"en": "Asked to be kept.", "nl": "Blijft."}}]

    text = told(about=about, accepted=accepted)

    for words in ("What this is for Showing the format.", "Who may use it Anybody.", "Training None.",
                  "What studies found P, n = 2. O: F. (S)", "Licence: CC0-1.0", "Permission: Asked.", "Contact: A desk",
                  "To be reviewed by: 2030-01-01", "Replaces: 0.0.9", "Language nl: By hand.",
                  "Sources own: Written for this page.",
                  "What the check of the definition finds, and why it is kept F-unused-item at /items: Asked to be "
                  "kept."):
        assert words in text


def test_an_item_is_told_with_all_that_helps_to_answer_it() -> None:
    """Guidance, what to look for and what it suggests, sources, and options that leave the item without points."""
    response = {"options": [
        {"id": "no", "score": 0, "label": {"en": "No", "nl": "Nee"}, "guidance": {"en": "Never.", "nl": "Nooit."}},
        {"id": "yes", "score": 2, "label": {"en": "Yes", "nl": "Ja"}},
        {"id": "moot", "label": {"en": "Moot", "nl": "Zinloos"}, "not_applicable": True}]}
    fire = {"id": "fire", "text": {"en": "Fire", "nl": "Vuur"}, "response": "shared", "sources": ["own"],
            "option_guidance": {"yes": {"en": "Seen.", "nl": "Gezien."}, "unknown": {"en": "Dark.", "nl": "Donker."}},
            "indicators": [{"id": "ash", "text": {"en": "Ash", "nl": "As"}, "suggests": "yes"}]}
    heat = {"id": "heat", "text": {"en": "Heat", "nl": "Warmte"}, "response": {
        "decimal": {"min": 30, "max": 45, "places": 1}, "unknown": False}}
    section = {"id": "more", "title": {"en": "More", "nl": "Meer"}, "items": [fire, heat]}

    text = told(sections=[*DOORSTEP["sections"], section],
                response_scales=DOORSTEP["response_scales"] | {"shared": response})

    assert ("What is asked What the answers mean Answers, with their points: No (0), Yes (2), Moot (then the item has "
            "no points, not even 0), Unknown No: Never.") in text
    assert "Fire (fire)" in text
    assert "Yes: Seen. Unknown: Dark. Look for: Ash (suggests Yes) Sources: own" in text
    assert "Heat (heat) A number from 30 to 45, decimals: at most 1" in text
    assert "What is counted total" in text
    assert "What comes out A rater may" in text


def test_option_without_points_has_none_and_not_0() -> None:
    """In a highest of -1 and an item that is taken out, the highest is -1 and not 0."""
    option = {"label": {"en": "x", "nl": "x"}}
    items = [{"id": name, "text": {"en": name, "nl": name}, "response": {"options": [
        option | {"id": "low", "score": -1}, option | {"id": "moot", "not_applicable": True}]}} for name in ("a", "b")]
    instrument = Instrument.from_dict(DOORSTEP | {
        "sections": [*DOORSTEP["sections"], {"id": "more", "title": {"en": "More", "nl": "Meer"}, "items": items}],
        "scales": [*DOORSTEP["scales"], {"id": "top", "highest": {"items": ["a", "b"]}}]})
    quiet = {"former_partner": "no", "threats": "absent", "weapon": "absent"}

    assert instrument.score(quiet | {"a": "low", "b": "moot"}).scales["top"].value == -1
    assert instrument.score(quiet | {"a": "moot", "b": "moot"}).scales["top"].value == 0


@pytest.mark.parametrize(("how", "half", "words"), [
    ("half_up", 3, "a whole number, halves away from 0"), ("half_even", 2, "a whole number, halves to the even number"),
    ("down", 2, "a whole number, towards 0"), ("up", 3, "a whole number, away from 0")])
def test_rounding_is_done_as_it_is_told(how: str, half: int, words: str) -> None:
    """Of two and a half, and of minus that, which every way of rounding treats as its words say."""
    def scale(sign: int) -> dict[str, Any]:
        point = {"when": {"item": "threats", "is": ["absent"]}, "score": Decimal(sign) * 5 / 2}
        return {"id": f"r{sign + 1}", "points": [point], "round": {"places": 0, "how": how}}

    instrument = Instrument.from_dict(DOORSTEP | {"scales": [*DOORSTEP["scales"], scale(1), scale(-1)]})
    result = instrument.score({"former_partner": "no", "threats": "absent", "weapon": "absent"})

    assert (result.scales["r2"].value, result.scales["r0"].value) == (half, -half)
    assert f"Rounded to {words}." in flat(instrument_text(instrument.definition, "en"))


def test_language_that_the_instrument_lacks_is_refused() -> None:
    """A wrong language is an error with near names."""
    with pytest.raises(UsageError) as caught:
        instrument_text(riskscreen.load("sash-style").definition, "ne")

    assert caught.value.problems[0].suggestions == ("en", "nl")


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", packaged_names())
def test_shipped_instruments_are_told_whole(name: str, language: str) -> None:
    """Every text that a person reads stands in the page of its instrument."""
    instrument = riskscreen.load(name)
    document = instrument.to_dict()

    text = flat(instrument_text(instrument.definition, language))

    assert [found for found in texts_in(document, language) if flat(found) not in text] == []


@given(generators.documents())
@SOME
def test_every_text_of_an_instrument_is_told(document: Any) -> None:
    """The page loses nothing, in any language of an instrument of any construct, and fits 100 columns."""
    definition = Instrument.from_dict(document).definition

    for language in definition.languages:
        text = instrument_text(definition, language)
        assert [found for found in texts_in(document, language) if flat(found) not in flat(text)] == []
        assert [line for line in text.splitlines() if len(line) > 100] == []


def texts_in(part: Any, language: str) -> list[str]:
    """Every text of a document in one language; guidance of options that no item uses is not shown."""
    if isinstance(part, dict):
        if language in part and isinstance(part[language], str) and "riskscreen" not in part[language]:
            return [part[language]]
        return [text for key, inner in part.items() if key != "response_scales" for text in texts_in(inner, language)]
    return [text for inner in part for text in texts_in(inner, language)] if isinstance(part, list) else []
