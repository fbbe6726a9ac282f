"""A document of ours is read as any other, without what only foreign values need."""

from __future__ import annotations

from hostile.cases import Refused, assert_refused, document, refusal
from riskscreen import Instrument
from riskscreen.definition.reading import definition_of


def test_document_of_ours_is_what_it_was_made_from() -> None:
    """The way that mutants of a definition go."""
    definition = Instrument.from_dict(document()).definition

    assert definition_of(document()) == definition


def test_fault_in_a_document_of_ours_is_told_too() -> None:
    """A change of a sound definition can take its meaning away."""
    found = document()
    found["outcomes"][0]["rules"][0]["level"] = "hihg"

    assert_refused(refusal(lambda: definition_of(found)), Refused(
        "D-unknown-level", "/outcomes/0/rules/0/level", "Did you mean high?"))
