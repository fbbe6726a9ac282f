"""One battery for every instrument that comes with riskscreen."""

import json
import unicodedata
from decimal import Decimal
from typing import Any

import pytest

import riskscreen
from oracle import naive
from riskscreen.catalogue import packaged_file, packaged_names

NAMES = packaged_names()
MOST_OPEN = 6  # the oracle lists every completion: 729 for six three-way items


def vectors() -> list[Any]:
    """Every vector of every instrument, named after both."""
    return [pytest.param(name, vector, id=f"{name}-{vector['id']}")
            for name in NAMES for vector in _read(name, "vectors.json")["vectors"]]


def _read(name: str, file: str) -> dict[str, Any]:
    source = packaged_file("instruments", name, file)
    assert source is not None
    document: dict[str, Any] = json.loads(source, parse_float=Decimal)
    return document


def _ends(expected: object) -> tuple[object, object]:
    return (expected[0], expected[1]) if isinstance(expected, list) else (expected, expected)


def test_the_three_instruments_are_installed() -> None:
    """A newcomer finds the instruments that the README names."""
    assert {"rihg-style", "sash-style", "stalking-red-flags"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_definition_passes_every_check(name: str) -> None:
    """Installed definitions are linked without checks at run time, so the checks run here."""
    source = packaged_file("instruments", name, "instrument.json")
    assert source is not None

    instrument = riskscreen.loads(source)

    assert instrument == riskscreen.load(name)
    assert instrument.id == name
    assert instrument.about.status == "research"
    assert set(instrument.languages) == {"en", "nl"}


@pytest.mark.parametrize("name", NAMES)
def test_texts_are_in_composed_form(name: str) -> None:
    """The quick way in does not normalise, so shipped texts are normalised already."""
    source = packaged_file("instruments", name, "instrument.json")
    assert source is not None

    assert unicodedata.is_normalized("NFC", source.decode())


@pytest.mark.parametrize("name", NAMES)
def test_every_item_and_rule_has_its_words(name: str) -> None:
    """Items have guidance and sources, rules a reason, and levels of the result a follow-up."""
    instrument = riskscreen.load(name)

    for item in instrument.items.values():
        assert item.guidance is not None, item.id
        assert item.sources, item.id
    for outcome in instrument.outcomes.values():
        assert all(rule.because is not None for rule in outcome.rules), outcome.id
    assert all(level.follow_up for level in instrument.outcomes[instrument.definition.result].levels)


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_is_accepted_with_a_reason(name: str) -> None:
    """Nothing that we ship makes no sense, or the file says why it is kept; vectors try every rule and cut-off."""
    found = riskscreen.load(name).check(_read(name, "vectors.json")["vectors"])

    assert [str(finding) for finding in found if finding.accepted is None] == []


@pytest.mark.parametrize("name", NAMES)
def test_there_are_enough_vectors(name: str) -> None:
    """At least twenty answer sets stand beside each instrument, each with the reason for what is expected."""
    found = _read(name, "vectors.json")

    assert found["instrument"] == {"id": name, "version": riskscreen.load(name).version}
    assert len(found["vectors"]) >= 20
    assert all(vector["because"] for vector in found["vectors"])


@pytest.mark.parametrize(("name", "vector"), vectors())
def test_vector_scores_as_worked_out_by_hand(name: str, vector: dict[str, Any]) -> None:
    """The engine, and the oracle, give what a person worked out from the rules."""
    result = riskscreen.load(name).score(vector["answers"], partial=vector.get("partial", False))
    n_open = len(result.unknown) + len(result.unanswered)
    oracle = naive.bounds(_read(name, "instrument.json"), vector["answers"]) if n_open <= MOST_OPEN else None

    for outcome, expected in vector["outcomes"].items():
        assert (result.outcomes[outcome].at_least, result.outcomes[outcome].at_most) == _ends(expected), outcome
        assert oracle is None or oracle["outcomes"][outcome] == _ends(expected)
    for scale, expected in vector.get("scales", {}).items():
        assert (result.scales[scale].least, result.scales[scale].most) == _ends(expected), scale
    assert set(vector["outcomes"]) == set(result.outcomes)
