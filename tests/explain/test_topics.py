"""Lists and results call an item by its topic, so that nothing is stated of somebody that was not answered so."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from explain.test_result_text import flat
from riskscreen import Instrument
from riskscreen.catalogue import example_cases, packaged_file, packaged_names
from riskscreen.explain.text.views import instrument_text

DOORSTEP = json.loads((Path(__file__).parents[1] / "data" / "doorstep-check.json").read_text(encoding="utf-8"))
ASKED = {"en": "The caller has made threats", "nl": "De beller heeft gedreigd"}
TOPIC = {"en": "Threats made", "nl": "Dreiging"}
QUIET = {"former_partner": "no", "threats": "absent", "weapon": "absent"}


def document() -> dict[str, Any]:
    """The small instrument, whose item *threats* is a statement and has a topic."""
    found = copy.deepcopy(DOORSTEP)
    found["sections"][1]["items"][0] |= {"text": ASKED, "topic": TOPIC}
    return found


@pytest.fixture
def instrument() -> Instrument:
    """The small instrument with that topic."""
    return Instrument.from_dict(document())


def test_name_of_an_item_is_its_topic_or_what_it_asks(instrument: Instrument) -> None:
    """Whoever lists items need not know which of them have a topic."""
    assert instrument.items["threats"].name.to_dict() == TOPIC
    assert instrument.items["weapon"].name == instrument.items["weapon"].text


@pytest.mark.parametrize("answer", ["absent", "unknown"])
def test_result_states_nothing_that_was_not_answered_so(instrument: Instrument, answer: str) -> None:
    """A file reads *Threats made: Absent*, not that the caller has made threats."""
    result = instrument.score(QUIET | {"weapon": "present", "threats": answer})

    for language in ("en", "nl"):
        told = flat(result.explain(language))
        assert ASKED[language] not in told
        assert answer == "absent" or TOPIC[language] in told
    assert "Threats made" in result.why_at_most().explain() + str(result.changes(to="high"))
    assert ASKED["en"] not in str(result.changes(to="high")) + str(result.next_questions())


def test_question_stands_beside_its_topic_where_all_is_told(instrument: Instrument) -> None:
    """Whoever checks a result reads what was asked: in the details of the text, and on the page."""
    result = instrument.score(QUIET)

    details = flat(result.explain(details=True))
    assert "Threats made: Absent Asked: The caller has made threats Weapon: Absent" in details
    page = " ".join(re.sub("<[^>]+>", " ", result.to_html()).split())
    assert "Threats made The caller has made threats Absent" in page


def test_reason_that_says_what_an_item_asks_is_told_once() -> None:
    """The item is not told beside a reason that says the same."""
    found = document()
    found["outcomes"][0]["rules"] = [{
        "id": "threat", "level": "high", "when": {"item": "threats", "is": ["present"]},
        "because": {language: f"{text}." for language, text in ASKED.items()}}]

    told = flat(Instrument.from_dict(found).score(QUIET | {"threats": "present"}).explain())

    assert "Why The caller has made threats. No fact is noted for these answers. What this is not for" in told


def test_instrument_is_shown_with_its_questions(instrument: Instrument) -> None:
    """Whoever reads an instrument reads what is asked, whole, with the topic beside it."""
    for view in (instrument_text(instrument.definition, "en"), instrument.to_html()):
        assert ASKED["en"] in view
        assert TOPIC["en"] in view


@pytest.mark.parametrize("name", packaged_names())
@pytest.mark.parametrize("language", ["en", "nl"])
def test_shipped_items_have_a_topic_that_is_one(name: str, language: str) -> None:
    """A few words without a full stop, and no two items of an instrument with the same."""
    topics = [item.topic for item in riskscreen.load(name).items.values()]

    words = [topic[language] for topic in topics if topic is not None]
    assert len(words) == len(topics) == len(set(words))
    assert all(len(each) <= 60 and each[-1] not in ".?!:" for each in words)


@pytest.mark.parametrize("name", packaged_names())
@pytest.mark.parametrize("language", ["en", "nl"])
def test_shipped_names_have_no_colon_of_their_own(name: str, language: str) -> None:
    """What comes before a colon in a line is one thing, so that the line can be read aloud."""
    instrument = riskscreen.load(name)
    named = [item.name for item in instrument.items.values()]
    named += [scale.title for scale in instrument.scales.values() if scale.title is not None]
    for outcome in instrument.outcomes.values():
        named += [outcome.title, *(level.label for level in outcome.levels)]

    assert [each[language] for each in named if ":" in each[language]] == []


@pytest.mark.parametrize("name", example_cases())
@pytest.mark.parametrize("language", ["en", "nl"])
def test_no_line_of_an_example_states_an_item_that_was_not_answered_so(name: str, language: str) -> None:
    """What an item asks stands at most in a step to take, or in a reason, which is told with whether it holds."""
    source = packaged_file("examples", "cases", name)
    assert source is not None
    file = json.loads(source)
    instrument = riskscreen.load(file["instrument"]["id"])
    result = instrument.score(file["answers"])

    told = flat(result.explain(language))
    for outcome in instrument.outcomes.values():
        reasons = [rule.because for rule in outcome.rules if rule.because is not None]
        for text in (*reasons, *(step for level in outcome.levels for step in level.follow_up)):
            told = told.replace(text[language], "")
    stated = [item.id for item in instrument.items.values() if item.text[language] != item.name[language]
              and item.text[language] in told]
    assert stated == []
