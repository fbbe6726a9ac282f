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
from riskscreen.explain.told.questions import Questions
from riskscreen.explain.words.catalogue import words_for
from riskscreen.explain.words.lines import Line
from riskscreen.explain.words.terms import Terms
from riskscreen.testing.completing import answer_of

DOORSTEP = json.loads((Path(__file__).parents[1] / "data" / "doorstep-check.json").read_text(encoding="utf-8"))
CASES = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def doorstep(answers: dict[str, str], **changes: Any) -> Result:
    """The small instrument's result: one sign is medium, and threats together with a weapon are high."""
    return Instrument.from_dict(DOORSTEP | changes).score(answers, partial=True)


def body(text: str) -> str:
    """The text between the name of the instrument and what it is not for, as one line."""
    return " ".join(" ".join(text.split("\n\n")[1:-2]).split())


def questions_lines(terms: Terms, questions: Questions) -> list[Line]:
    """All lines of the questions, one after the other."""
    return [line for block in questions.blocks(terms) for line in block]


def test_question_that_can_settle_it_says_what_each_answer_gives() -> None:
    """With a threat the weapon decides between medium and high: either answer leaves one level."""
    questions = doorstep({"former_partner": "no", "threats": "present"}).next_questions()

    assert body(questions.explain("en")) == (
        "What to ask next, for: Level of concern One answer to this can settle it: "
        "If Absent: Medium. If Present: High. - Weapon")
    assert body(questions.explain("nl")) == (
        "Vraag nu als eerste (voor: Mate van zorg) Eén antwoord hierop kan de doorslag geven: "
        "Bij Afwezig: Midden. Bij Aanwezig: Hoog. - Wapen")


def test_questions_are_sorted_by_what_an_answer_can_do() -> None:
    """Nothing is known: a sign makes it at least medium; the dispute counts only if they turn out to be partners."""
    text = body(doorstep({}).next_questions().explain("en"))

    assert text == (
        "What to ask next, for: Level of concern "
        "An answer to any of these can bring the limits closer together: "
        "If Absent: Low or Medium. If Present: Medium or High. - Threats - Weapon "
        "On its own, an answer to one of these changes nothing: - Were they partners? - Dispute over children")


def test_settled_level_leaves_nothing_to_ask() -> None:
    """Violence settles the stalking screen as high, so that the six unknown answers of case 22 cannot change it."""
    file = Path(__file__).parents[2] / "examples" / "cases" / "22-sash-style.json"
    answers = json.loads(file.read_text(encoding="utf-8"))["answers"]
    result = riskscreen.load("sash-style").score(answers)

    assert len(result.unknown) == 6
    assert result.next_questions().questions == ()
    assert body(str(result.next_questions())) == (
        "Level of concern: High. There is nothing left to ask: no open answer can change this.")
    assert body(result.next_questions().explain("nl")) == (
        "Niveau van ongerustheid: Hoog. Er is niets meer te vragen: geen open antwoord kan dit veranderen.")


def test_complete_case_has_nothing_to_ask() -> None:
    """Where all is answered, nothing is open that could change it."""
    complete = doorstep({"former_partner": "no", "threats": "absent", "weapon": "absent"})

    assert complete.next_questions().questions == ()
    assert body(str(complete.next_questions())) == (
        "Level of concern: Low. There is nothing left to ask: no open answer can change this.")


MISSING = {"id": "total", "sum": {"sections": ["core"]}, "missing": {"method": "as_zero", "allow": 2}}


def filled_in(answers: dict[str, str]) -> Result:
    """Missing answers count as 0, and one sign is enough for medium; the second rule has no rule for them."""
    return doorstep({"former_partner": "no"} | answers, scales=[MISSING, *DOORSTEP["scales"][1:]], outcomes=[
        DOORSTEP["outcomes"][0] | {"rules": DOORSTEP["outcomes"][0]["rules"][:1]}])


def test_level_that_stands_by_a_rule_for_missing_answers_can_be_asked_further() -> None:
    """Both are filled in as 0, which is low; either of them, once it is known to be present, makes it medium."""
    result = filled_in({})

    assert result.level == "low"
    assert body(result.next_questions().explain("en")) == (
        "What to ask next, for: Level of concern An answer to any of these can still change what comes out: "
        "If Absent: Low. If Present: Medium. - Threats - Weapon")


def test_answer_that_is_not_filled_in_ends_the_questions() -> None:
    """Once one is present the level is medium, but the other is still filled in: it is asked, and changes nothing."""
    assert body(filled_in({"threats": "present"}).next_questions().explain("en")) == (
        "What to ask next, for: Level of concern On its own, an answer to this changes nothing: - Weapon")
    assert filled_in({"threats": "present", "weapon": "absent"}).next_questions().questions == ()


@given(st.data())
@CASES
def test_headings_say_what_an_answer_does(data: st.DataObject) -> None:
    """What settles leaves one level, what narrows leaves no other level, what is idle leaves all of them."""
    document, answers = data.draw(generators.cases(partial=True))
    result = Instrument.from_dict(document).score(answers, partial=True)
    language = result.instrument.languages[0]
    words, terms = words_for(language), Terms(result.instrument.definition, language)
    now = set(result.possible)

    heading = None
    under: dict[str, set[str]] = {}
    for line in questions_lines(terms, result.next_questions()):
        heading = line.text if line.depth == 0 else heading
        under.setdefault(heading or "", set()).add(line.text)

    for question in result.next_questions():
        left = [set(result.what_if({question.item: answer_of(choice)}).possible)
                for choice in result.instrument.items[question.item].response.choices]
        narrows = all(levels <= now for levels in left) and any(levels != now for levels in left)
        text = terms.item(question.item)
        for key, holds in {
            "settling": len(now) > 1 and any(len(levels) == 1 for levels in left),
            "narrowing": narrows,
            "excluding": narrows,
            "changing": any(levels != now for levels in left),
            "idle": all(levels == now for levels in left),
        }.items():
            if any(text in under.get(words(f"questions.{key}.{number}"), ()) for number in ("one", "other")):
                assert holds, (key, question.item, left)


@given(generators.cases(partial=True))
@CASES
def test_every_open_item_is_named_unless_the_level_is_settled(case: tuple[Any, Any]) -> None:
    """No open item that could matter is left out, in any language."""
    document, answers = case
    result = Instrument.from_dict(document).score(answers, partial=True)

    for outcome in result.outcomes.values():
        questions = result.next_questions(outcome.id)
        assert bool(questions.questions) >= (not outcome.determined)
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

    assert json.loads(json.dumps(questions.to_dict())) == {
        "outcome": "concern", "at_least": "medium", "at_most": "high", "possible": ["medium", "high"],
        "exact": True, "questions": [
        {"item": "weapon", "n_settling": 2, "prospects": [
            {"answer": "absent", "at_least": "medium", "at_most": "medium", "possible": ["medium"]},
            {"answer": "present", "at_least": "high", "at_most": "high", "possible": ["high"]}]}]}
