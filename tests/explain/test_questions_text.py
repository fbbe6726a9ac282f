"""What to ask next in words: which open item can settle a level, and with which answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import generators
import riskscreen
from riskscreen import Instrument, Result, UsageError
from riskscreen.explain.words import words_for

DOORSTEP = json.loads((Path(__file__).parents[1] / "data" / "doorstep-check.json").read_text(encoding="utf-8"))
CASES = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def doorstep(answers: dict[str, str], **changes: Any) -> Result:
    """The small instrument's result: one sign is medium, and threats together with a weapon are high."""
    return Instrument.from_dict(DOORSTEP | changes).score(answers, partial=True)


def body(text: str) -> str:
    """The text between the name of the instrument and what it is not for, as one line."""
    return " ".join(" ".join(text.split("\n\n")[1:-2]).split())


def test_question_that_can_settle_it_says_what_each_answer_gives() -> None:
    """With a threat the weapon decides between medium and high: either answer leaves one level."""
    questions = doorstep({"former_partner": "no", "threats": "present"}).next_questions()

    assert body(questions.explain("en")) == (
        "What to ask next, for: Level of concern One answer to this can settle it: "
        "If Absent: Medium. If Present: High. - Weapon")
    assert body(questions.explain("nl")) == (
        "Wat nu te vragen, voor: Mate van zorg Eén antwoord hierop kan de doorslag geven: "
        "Bij Afwezig: Midden. Bij Aanwezig: Hoog. - Wapen")


def test_questions_are_sorted_by_what_an_answer_can_do() -> None:
    """Nothing is known: a sign makes it at least medium; the dispute counts only if they turn out to be partners."""
    text = body(doorstep({}).next_questions().explain("en"))

    assert text == (
        "What to ask next, for: Level of concern "
        "An answer to any of these brings the limits closer together: "
        "If Absent: at least Low, at most Medium. If Present: at least Medium, at most High. - Threats - Weapon "
        "On its own, an answer to one of these changes nothing yet: - Were they partners? - Dispute over children")


def test_settled_level_says_that_open_answers_leave_it() -> None:
    """Violence settles the stalking screen as high, so that the six unknown answers of case 22 cannot change it."""
    file = Path(__file__).parents[2] / "examples" / "cases" / "22-sash-style.json"
    answers = json.loads(file.read_text(encoding="utf-8"))["answers"]
    questions = riskscreen.load("sash-style").score(answers).next_questions()

    assert body(str(questions)) == (
        "Level of concern: High. 6 answers are still open. Whatever they turn out to be, the level stays High.")


def test_complete_case_has_nothing_to_ask() -> None:
    """Where all is answered, that is said."""
    complete = doorstep({"former_partner": "no", "threats": "absent", "weapon": "absent"})

    assert body(str(complete.next_questions())) == "Level of concern: every answer that counts for this has been given."


def test_rule_for_missing_answers_claims_nothing_about_all_of_them() -> None:
    """Missing answers are filled in, so that not all of them were tried: nothing is said of whatever they are."""
    total = {"id": "total", "sum": {"sections": ["core"]}, "missing": {"method": "as_zero", "allow": 2}}
    filled = doorstep({"former_partner": "no"}, scales=[total, *DOORSTEP["scales"][1:]])

    assert "Whatever" not in filled.next_questions().explain("en")


@given(generators.cases(partial=True))
@CASES
def test_every_open_item_is_named_unless_the_level_is_settled(case: tuple[Any, Any]) -> None:
    """No open item that could matter is left out, in any language."""
    document, answers = case
    result = Instrument.from_dict(document).score(answers, partial=True)

    for outcome in result.outcomes.values():
        questions = result.next_questions(outcome.id)
        if not outcome.determined:
            for language in result.instrument.languages:
                flat = " ".join(questions.explain(language).split())
                texts = [result.instrument.items[question.item].text[language] for question in questions]
                assert [text for text in texts if " ".join(text.split()) not in flat] == []


@given(generators.cases(partial=True), st.sampled_from(["synthetic", "validated"]))
@CASES
def test_what_it_is_not_for_stands_under_questions(case: tuple[Any, Any], status: str) -> None:
    """The limits of the instrument are there unless it is validated; the last line is ours."""
    document, answers = case
    document = document | {"about": document["about"] | {"status": status}}
    result = Instrument.from_dict(document).score(answers, partial=True)
    language = result.instrument.languages[0]
    text = result.next_questions().explain(language)

    assert (f"\n  {result.instrument.about.not_for[language]}\n" in text) == (status != "validated")
    assert text.endswith(words_for(language)("last"))


def test_language_that_the_instrument_lacks_is_refused() -> None:
    """The languages that it has are named."""
    with pytest.raises(UsageError, match="en, nl"):
        doorstep({}).next_questions().explain("de")


def test_questions_for_programs_are_plain_values() -> None:
    """Ids instead of texts, in the same order."""
    questions = doorstep({"former_partner": "no", "threats": "present"}).next_questions()

    assert json.loads(json.dumps(questions.to_dict())) == {"outcome": "concern", "exact": True, "questions": [
        {"item": "weapon", "n_settling": 2, "prospects": [
            {"answer": "absent", "at_least": "medium", "at_most": "medium"},
            {"answer": "present", "at_least": "high", "at_most": "high"}]}]}
