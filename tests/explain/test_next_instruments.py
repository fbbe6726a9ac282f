"""Which instruments come next: in words, on the page and as data."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from riskscreen import Instrument
from riskscreen.explain.text.views import instrument_text

DOORSTEP = Path(__file__).parents[1] / "data" / "doorstep-check.json"
NO_SIGN = {"former_partner": "no", "threats": "absent", "weapon": "absent"}


@pytest.fixture
def instrument() -> Instrument:
    """An instrument whose levels lead to others: medium to *a* and *b*, high to *b* and *c*."""
    document: dict[str, Any] = json.loads(DOORSTEP.read_text(encoding="utf-8"))
    levels = document["outcomes"][0]["levels"]
    levels[1]["next"], levels[2]["next"] = ["a", "b"], ["b", "c"]
    return Instrument.from_dict(document)


def test_level_names_the_instruments_that_come_next(instrument: Instrument) -> None:
    """Each level leads to its own, and a level without any to none."""
    assert instrument.score(NO_SIGN).next_instruments == ()
    assert instrument.score(NO_SIGN | {"weapon": "present"}).next_instruments == ("a", "b")


def test_open_level_names_those_of_every_level_that_is_possible(instrument: Instrument) -> None:
    """An instrument that comes next at each possible level does so in any case; the others may."""
    result = instrument.score(NO_SIGN | {"weapon": "present", "threats": "unknown"})

    assert result.next_instruments == ("a", "b", "c")
    assert result.to_dict()["next_instruments"] == {
        "a": {"determined": False}, "b": {"determined": True}, "c": {"determined": False}}


def test_text_says_which_come_next_in_any_case(instrument: Instrument) -> None:
    """Those that hang on open answers stand apart, under words that say so."""
    result = instrument.score(NO_SIGN | {"weapon": "present", "threats": "unknown"})

    assert "Instruments that come next\n  - b\n\nInstruments that may come next\n  - a\n  - c\n" in result.explain()
    assert "Instrumenten die hierna komen\n  - b\n\nInstrumenten die misschien hierna komen\n  - a\n" in \
        result.explain("nl")
    assert "come next" not in instrument.score(NO_SIGN).explain()


def test_page_says_what_the_text_says(instrument: Instrument) -> None:
    """A reader of the page misses nothing."""
    page = instrument.score(NO_SIGN | {"weapon": "present", "threats": "unknown"}).to_html()

    assert "Instruments that come next" in page
    assert "Instruments that may come next" in page
    assert "come next" not in instrument.score(NO_SIGN).to_html()


def test_what_comes_next_may_add_up_too(instrument: Instrument) -> None:
    """Where the steps of a level include those below it, so do the instruments that come next."""
    document = instrument.to_dict()
    document["outcomes"][0]["follow_ups"] = "cumulative"

    result = Instrument.from_dict(document).score(NO_SIGN | {"weapon": "present", "threats": "unknown"})

    assert {name: found["determined"] for name, found in result.to_dict()["next_instruments"].items()} == {
        "a": True, "b": True, "c": False}


def test_other_outcomes_may_lead_on_too(instrument: Instrument) -> None:
    """An instrument that leads to several others has an outcome for each; they are named in its order."""
    document = instrument.to_dict()
    other = document["outcomes"][0] | {"id": "other", "levels": [*document["outcomes"][0]["levels"]]}
    other["levels"][1] = other["levels"][1] | {"next": ["d"]}
    document["outcomes"].insert(0, other)

    result = Instrument.from_dict(document).score(NO_SIGN | {"weapon": "present"})

    assert result.next_instruments == ("d", "a", "b")


def test_instrument_says_what_its_levels_lead_to_and_what_its_items_share() -> None:
    """Who reads an instrument sees how it hangs together with others, in the text and on the page."""
    flags = riskscreen.load("stalking-red-flags")
    english, dutch = (re.sub("<[^>]+>", "", flags.to_html(language)) for language in ("en", "nl"))

    assert english.count("Comes next: sash-style") == 1
    assert "Asks the same as: s10 of sash-style" in english
    assert "Vraagt hetzelfde als: s10 van sash-style" in dutch
    assert "Comes next: sash-style" in instrument_text(flags.definition, None)
    assert "Asks the same as: s10 of sash-style" in instrument_text(flags.definition, None)
