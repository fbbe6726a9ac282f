"""A condition that names every option of an item holds whatever the answer is, unknown and sets among them."""

from __future__ import annotations

from typing import Any

import pytest

from riskscreen import Instrument

SAID = {"en": "Said"}
SMALL = {"integer": {"min": 0, "max": 2}, "bands": [{"id": "some", "from": 0, "label": SAID}]}
SIGN = {"options": [{"id": "no", "label": SAID}, {"id": "yes", "label": SAID}]}


def asking(response: dict[str, Any], options: list[str]) -> Instrument:
    """High where the first item has one of these options; the second applies only where it has none of them."""
    condition = {"item": "first", "is": options}
    return Instrument.from_dict({
        "format": "riskscreen/1", "id": "every-option", "version": "0.1.0", "title": SAID,
        "about": {"status": "synthetic", "licence": "CC0-1.0", "intended_use": SAID, "not_for": SAID,
                  "sources": {"own": "Made up."}},
        "sections": [{"id": "all", "title": SAID, "items": [
            {"id": "first", "text": SAID, "response": response},
            {"id": "second", "text": SAID, "response": SIGN, "applies_when": {"not": condition}}]}],
        "outcomes": [{"id": "concern", "title": SAID,
                      "levels": [{"id": "low", "label": SAID}, {"id": "high", "label": SAID}],
                      "rules": [{"id": "any", "level": "high", "when": condition}]}],
        "result": "concern"})


@pytest.mark.parametrize(("response", "options", "sets"), [
    (SMALL, ["some"], [{"from": 0, "to": 1}]), (SIGN, ["no", "yes"], []),
    ({"options": [*SIGN["options"], {"id": "often", "label": SAID}]}, ["no", "yes", "often"], [["no", "yes"]])])
def test_unknown_beside_a_set_is_high_in_a_table_too(response: Any, options: list[str], sets: list[Any]) -> None:
    """A set in one row once made an unknown answer in another row one that could be none of the options."""
    instrument = asking(response, options)
    cases = [{"first": "unknown"}, *({"first": each} for each in sets)]
    scored = instrument.score_codes(instrument.pack(cases))

    assert [instrument.score(case).level for case in cases] == ["high"] * len(cases)
    assert scored.at_least.tolist() == scored.at_most.tolist() == [1] * len(cases)
