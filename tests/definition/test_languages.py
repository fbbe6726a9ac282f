"""Every text of a definition stands in every language, wherever it stands."""

import json
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from riskscreen import Instrument

DOORSTEP = Path(__file__).parents[1] / "data" / "doorstep-check.json"
NAMES = ("title", "text", "label", "unit", "weights", "scores", "sources", "languages", "response", "follow_up",
         "when_open", "topic", "option_guidance")


def with_scale_named(name: str) -> Any:
    """The small instrument with its response scale under another name."""
    document = json.loads(DOORSTEP.read_text(encoding="utf-8"))
    document["response_scales"][name] = document["response_scales"].pop("presence")
    for section in document["sections"]:
        for item in section["items"]:
            if item["response"] == "presence":
                item["response"] = name
    return document


@pytest.mark.parametrize("name", NAMES)
def test_response_scale_may_have_the_name_of_a_property(name: str) -> None:
    """What an author calls a response scale says nothing about what stands in it."""
    assert Instrument.from_dict(with_scale_named(name)).score({}, partial=True).at_most == "high"


@pytest.mark.parametrize("name", NAMES)
def test_language_missing_in_a_response_scale_is_found_under_any_name(name: str) -> None:
    """No name hides the options from the check of languages."""
    document = with_scale_named(name)
    del document["response_scales"][name]["options"][0]["label"]["nl"]

    with pytest.raises(riskscreen.InstrumentError) as caught:
        Instrument.from_dict(document)

    assert [(problem.code, problem.pointer) for problem in caught.value.problems] == \
        [("D-language-missing", f"/response_scales/{name}/options/0/label")]
