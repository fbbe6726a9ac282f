"""What differs between two results, in words."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import generators
from riskscreen import AnswersError, Instrument, Result, UsageError

DOORSTEP = json.loads((Path(__file__).parents[1] / "data" / "doorstep-check.json").read_text(encoding="utf-8"))
QUIET = {"former_partner": "no", "threats": "absent", "weapon": "absent"}
CASES = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def doorstep(document: dict[str, Any] = DOORSTEP, **answers: Any) -> Result:
    """The small instrument's result: one sign is medium, and threats together with a weapon are high."""
    return Instrument.from_dict(document).score(QUIET | answers, partial=True)


def body(text: str) -> str:
    """The text between the name of the instrument and what it is not for, as one line."""
    return " ".join(" ".join(text.split("\n\n")[1:-2]).split())


def test_answers_outcomes_numbers_and_rules_are_told() -> None:
    """A threat that turns out present makes it medium, by the rule of one sign."""
    result = doorstep()
    comparison = result.compare(result.what_if(threats="present"))

    assert body(comparison.explain("en")) == (
        "Answers that differ - Threats: Absent; then Present "
        "What comes out - Level of concern: Low; then Medium "
        "Numbers that differ - total: 0; then 1 - severe: 0; then 1 "
        "Rules that differ Level of concern - Medium (does not hold; then holds): At least one sign.")
    assert body(comparison.explain("nl")).startswith(
        "Antwoorden die verschillen - Bedreigingen: Afwezig; daarna Aanwezig "
        "Wat eruit komt - Mate van zorg: Laag; daarna Midden ")


def test_unknown_and_unsettled_are_never_told_as_an_answer_or_a_level() -> None:
    """An answer that becomes unknown opens the level: that stands there, with its limits."""
    result = doorstep(threats="present")
    text = body(result.compare(result.what_if(threats="unknown")).explain("en"))

    assert "Threats: Present; then Unknown" in text
    assert "Level of concern: Medium; then not settled: Low or Medium" in text


def test_items_that_come_to_apply_or_no_longer_apply_are_told() -> None:
    """The dispute over children is asked of former partners only."""
    result = doorstep()

    assert "Dispute over children: Does not apply; then Not answered yet" in body(
        str(result.compare(result.what_if(former_partner="yes"))))


def test_outcome_that_stays_is_said_to_stay() -> None:
    """Another sign instead of the first: the level stays medium."""
    comparison = doorstep(threats="present").compare(doorstep(weapon="present"))

    assert "What comes out stays the same." in body(str(comparison))


def test_equal_results_do_not_differ() -> None:
    """Nothing is listed, and that is said."""
    assert body(str(doorstep().compare(doorstep()))) == "No answer differs, and nothing that comes out."


def test_rule_without_a_reason_is_told_by_its_condition() -> None:
    """The scale and the number that it needs stand in the place of the reason."""
    document = copy.deepcopy(DOORSTEP)
    del document["outcomes"][0]["rules"][0]["because"]
    result = doorstep(document)

    assert "Medium (does not hold; then holds): total: 1 or more" in body(
        str(result.compare(result.what_if(threats="present"))))


def test_numbers_of_an_answer_stand_with_their_unit() -> None:
    """A number that is recorded is told with its unit, and handed to programs without loss."""
    document = copy.deepcopy(DOORSTEP)
    document["sections"][1]["items"].append({
        "id": "days", "text": {"en": "How long", "nl": "Hoe lang"},
        "response": {"integer": {"min": 0, "max": 99, "unit": {"en": "days", "nl": "dagen"}}}})
    comparison = doorstep(document, days=3).compare(doorstep(document, days=14))

    assert "How long: 3 days; then 14 days" in body(str(comparison))
    assert comparison.to_dict()["answers"] == [
        {"item": "days", "before": "answered", "after": "answered", "answer_before": 3, "answer_after": 14}]


@given(st.data())
@CASES
def test_every_difference_stands_in_the_text(data: st.DataObject) -> None:
    """Each answer, scale and outcome that differs is named, in every language."""
    document, answers = data.draw(generators.cases(partial=True))
    instrument = Instrument.from_dict(document)
    first = instrument.score(answers, partial=True)
    kept = {item: answer for item, answer in first.answers.to_dict().items() if data.draw(st.booleans())}
    second = first if kept == first.answers.to_dict() else stripped(instrument, kept)
    comparison = first.compare(second)

    for language in instrument.languages:
        flat = " ".join(comparison.explain(language).split())
        told = [instrument.items[answer.item].text for answer in comparison.answers]
        told += [instrument.outcomes[outcome.outcome].title for outcome in comparison.outcomes]
        assert [text for text in told if " ".join(text[language].split()) not in flat] == []
    assert json.loads(json.dumps(comparison.to_dict()))["outcomes"] == comparison.to_dict()["outcomes"]


def stripped(instrument: Instrument, answers: dict[str, Any]) -> Result:
    """The result of the answers that still apply."""
    while True:
        try:
            return instrument.score(answers, partial=True)
        except AnswersError as error:
            stale = {problem.item for problem in error.problems}
            answers = {item: answer for item, answer in answers.items() if item not in stale}


def test_what_it_is_not_for_stands_under_a_comparison() -> None:
    """The limits of the instrument are there, and the last line is ours."""
    text = doorstep().compare(doorstep(threats="present")).explain("nl")

    assert "Waarvoor dit niet is bedoeld\n  Beslissingen over mensen." in text
    assert text.endswith("\nDeze uitkomst is informatie voor een professional, geen beslissing.")


def test_language_that_the_instrument_lacks_is_refused() -> None:
    """The languages that it has are named."""
    with pytest.raises(UsageError, match="en, nl"):
        doorstep().compare(doorstep()).explain("de")
