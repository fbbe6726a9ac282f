"""Which answers are lower than an indicator suggests, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from engine.small import OPTIONS, instrument, item, option, text

SIGNS = [{"id": "bruise", "text": text("Bruise"), "suggests": "sometimes"},
         {"id": "fracture", "text": text("Fracture"), "suggests": "often"}, {"id": "noise", "text": text("Noise")}]
TRIED = instrument(item("a", indicators=SIGNS, response={"options": [
    *(option(*each) for each in OPTIONS), {"id": "away", "label": text("Away"), "not_applicable": True}]}))


@pytest.mark.parametrize(("answer", "ticked", "suggested"), [
    ("never", ["bruise", "fracture"], ["sometimes", "often"]),
    ("sometimes", ["bruise", "fracture"], ["often"]),
    ("often", ["bruise", "fracture"], []),
    ("never", ["noise"], []),  # it suggests nothing
    ("unknown", ["fracture"], []),  # unknown is not lower than anything
    (["never", "sometimes"], ["fracture"], ["often"]),  # whichever it is
    (["never", "often"], ["fracture"], []),  # it may be as high
    ("away", ["fracture"], []),  # nor is what does not arise
    (["never", "away"], ["fracture"], []),
])
def test_lower_answer_is_hinted_at(answer: Any, ticked: list[str], suggested: list[str]) -> None:
    """Only an answer that is lower for certain; it is shown and never corrected."""
    result = TRIED.score({"a": {"answer": answer, "indicators": ticked}})

    assert [hint.suggests for hint in result.hints] == suggested
    assert all(hint.to_dict()["answer"] == answer for hint in result.hints)
