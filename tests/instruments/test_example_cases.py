"""The example cases: real sketches of a published study, and synthetic ones."""

import json
from typing import Any

import pytest

import riskscreen
from riskscreen.catalogue import example_cases, packaged_file


def case(name: str) -> dict[str, Any]:
    """One example answers file."""
    source = packaged_file("examples", "cases", name)
    assert source is not None
    found: dict[str, Any] = json.loads(source)
    return found


def screened(name: str) -> riskscreen.Result:
    """The result of one example case."""
    found = case(name)
    return riskscreen.load(found["instrument"]["id"]).score(found["answers"])


@pytest.mark.parametrize("name", example_cases())
def test_example_is_complete_and_scores(name: str) -> None:
    """Every example says where it comes from and when, and can be scored."""
    found = case(name)

    assert found["case"]
    assert found["source"]
    assert found["as_of"]
    assert found["notes"]
    assert screened(name).instrument.version == found["instrument"]["version"]


@pytest.mark.parametrize("name", ["21-at-intake-sash-style.json", "21-later-sash-style.json", "24-sash-style.json"])
def test_published_outcome_is_high(name: str) -> None:
    """Two cases have a published outcome, high.

    This guards against regressions and validates nothing: the rule was written knowing these cases.
    """
    assert screened(name).level == "high"


@pytest.mark.parametrize(("name", "at_least", "rules"), [
    ("20-stalking-red-flags.json", "medium", {"other_flag"}),
    ("22-stalking-red-flags.json", "high", {"grave_threat", "weapon", "violence_now", "several_flags", "other_flag"}),
    ("23-stalking-red-flags.json", "high", {"weapon", "violence_now", "several_flags", "other_flag"}),
])
def test_former_partner_is_no_red_flag(name: str, at_least: str, rules: set[str]) -> None:
    """Two flags beside former partner leave nine unknown ones to decide; two cases are high for their own flags."""
    result = screened(name)
    without = result.what_if(r4="absent")

    assert (result.at_least, result.at_most) == (at_least, "high")
    assert {rule.rule for rule in result.trace.outcomes[0].rules if rule.holds == "holds"} == rules
    assert (without.at_least, without.at_most) == (result.at_least, result.at_most)


@pytest.mark.parametrize(("name", "at_least", "at_most"), [
    ("synthetic-low-sash-style.json", "low", "low"),
    ("synthetic-medium-sash-style.json", "medium", "medium"),
    ("synthetic-undetermined-sash-style.json", "medium", "high"),
])
def test_synthetic_examples_show_every_kind_of_result(name: str, at_least: str, at_most: str) -> None:
    """Low, medium and undetermined are shown by invented cases, which say that they are invented."""
    result = screened(name)

    assert (result.at_least, result.at_most) == (at_least, at_most)
    assert "invented" in case(name)["notes"].lower() or "synthetic" in case(name)["notes"].lower()


def test_unknown_answers_never_make_a_study_case_low() -> None:
    """What the study does not say is unknown, and unknown is never harmless."""
    study = [name for name in example_cases() if not name.startswith("synthetic")]

    assert study
    assert all(screened(name).at_most > "low" for name in study)
