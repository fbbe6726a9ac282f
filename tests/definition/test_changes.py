"""What two definitions say differently, worked out by hand."""

from __future__ import annotations

import copy
from typing import Any

from engine.small import LEVELS, instrument, item, option, outcome, text
from riskscreen import Instrument
from riskscreen.definition.changes import changes_between

BANDS = {"scale": "total", "bands": [{"level": "medium", "from": 3}, {"level": "high", "from": 6}]}
BEFORE = instrument(item("a"), item("b"), scales=[{"id": "total", "sum": "all"}],
                    outcomes=[outcome("concern", **BANDS)]).to_dict()


def after(**changes: Any) -> dict[str, Any]:
    """The definition before, with the parts that are named in another way."""
    return copy.deepcopy(BEFORE) | changes


def told(document: dict[str, Any]) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The changes of parts and of texts, as data."""
    parts, texts = changes_between(Instrument.from_dict(BEFORE).definition, Instrument.from_dict(document).definition)
    return [part.to_dict() for part in parts], [text.to_dict() for text in texts]


def test_band_that_moved_is_a_cut_off() -> None:
    """Nothing else of the bands is another."""
    document = after()
    document["outcomes"][0]["bands"][1]["from"] = 5

    assert told(document) == ([{
        "part": "bands", "id": "concern", "how": "cut-off",
        "before": "{scale: total, bands: [{level: medium, from: 3}, {level: high, from: 6}]}",
        "after": "{scale: total, bands: [{level: medium, from: 3}, {level: high, from: 5}]}"}], [])


def test_text_stands_with_its_part_and_place() -> None:
    """A label that reads otherwise changes no level; an option that scores otherwise is no text."""
    document = after()
    document["outcomes"][0]["levels"][2]["label"] = text("severe")
    document["sections"][0]["items"][1]["response"]["options"][1]["score"] = 2

    parts, texts = told(document)

    assert texts == [{"part": "level", "id": "concern.high", "place": "/label/en", "before": "high",
                      "after": "severe"}]
    assert [(part["part"], part["id"], part["how"]) for part in parts] == [("item", "b", "changed")]


def test_bands_that_became_a_rule_are_removed() -> None:
    """And what stands there now is added; the level it gives stays where it was."""
    document = after(outcomes=[outcome("concern", rules=[
        {"id": "much", "level": LEVELS[2], "when": {"scale": "total", "at_least": 6}}])])

    parts, _ = told(document)

    assert [(part["part"], part["id"], part["how"], part["before"] is None, part["after"] is None)
            for part in parts] == [("bands", "concern", "removed", False, True),
                                   ("rule", "concern.much", "added", True, False)]


def test_what_a_definition_says_of_itself_is_a_part_each() -> None:
    """Versions whose answers it takes, findings it accepts, a shared response scale."""
    options = [option("no"), option("yes", 1)]
    parts, _ = told(after(
        reads=["0.0.9"], accepted=[{"finding": "F-scale-unused", "at": "/scales/0", "because": text("Shown.")}],
        response_scales={"yes_no": {"options": options}}))

    assert {(part["part"], part["id"], part["how"]) for part in parts} == {
        ("instrument", "reads", "added"), ("accepted finding", "F-scale-unused at /scales/0", "added"),
        ("response scale", "yes_no", "added")}
