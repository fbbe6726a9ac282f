"""A result in words: what a practitioner reads of a case."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import generators
import riskscreen
from explain.reading_text import flat, sentences
from riskscreen import Instrument, Result, UsageError
from riskscreen.engine.compose import meaning
from riskscreen.explain.blocks.case import Case
from riskscreen.explain.words.terms import Terms

DOORSTEP = json.loads((Path(__file__).parents[1] / "data" / "doorstep-check.json").read_text(encoding="utf-8"))
COMPLETE = {"former_partner": "no", "threats": "absent", "weapon": "absent"}
CASES = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
HOSTILE = ("{} {0.__class__} %s ${x} \x1b[2J\x1b]52;c;aGk=\x07 \r\nLevel of concern: Low "
           "\u202ewol\u202c \u2067\u200b\x9b1m")


def doorstep(**changes: Any) -> dict[str, Any]:
    """The small instrument of the format's page, with other top-level parts."""
    return copy.deepcopy(DOORSTEP) | changes


def scored(answers: dict[str, Any], **changes: Any) -> Result:
    """The small instrument's result for these answers beside those of a quiet case."""
    return Instrument.from_dict(doorstep(**changes)).score(COMPLETE | answers, partial=True)


def sash(**answers: Any) -> Result:
    """The stalking screen with nothing present but what is given."""
    instrument = riskscreen.load("sash-style")
    absent = {name: "absent" for name in instrument.items if name.startswith("s")}
    return instrument.score({"former_partner": "no"} | absent | answers)


def test_level_stands_in_the_first_lines() -> None:
    """After title, id and version comes the level in words."""
    lines = scored({"threats": "present", "weapon": "present"}).explain("en").splitlines()

    assert lines[:4] == ["Doorstep check", "doorstep-check, version 0.1.0", "", "Level of concern: High"]


def test_why_gives_reason_number_and_answers() -> None:
    """A rule is told by its reason, the number it found, what it needs and the answers that made it hold."""
    text = flat(scored({"threats": "present"}).explain("en"))

    assert "Why At least one sign. total: 1 (needed: 1 or more) Threats: Present (1)" in text


def test_why_tells_what_decided_another_outcome() -> None:
    """A reason that rests on another outcome goes on to the rules of that one; what it says itself is said once."""
    text = flat(sash(s3="present").explain("en"))

    assert ("Why The level of concern about violence is high. The stalker has used violence in this episode. "
            "No fact is noted") in text


def test_an_answer_is_named_once_among_the_reasons() -> None:
    """What a second number counts again is told as a number only."""
    text = sash(s2="present", s4="present", s5="present").explain("en")

    assert sentences(text).count("Damaged property: Present") == 1


def test_lowest_level_says_that_no_rule_for_a_higher_one_holds() -> None:
    """The lowest level has no rule of its own; the text says what did not happen, and the numbers."""
    text = flat(scored({}).explain("en"))

    assert "Level of concern: Low" in text
    assert "No rule for a higher level holds. total: 0 severe: 0" in text


def test_unsettled_says_both_ends_and_how_much_is_open() -> None:
    """Open answers that matter come before anything that could be read as a level."""
    lines = scored({"threats": "present", "weapon": "unknown"}).explain("en").splitlines()

    assert lines[3] == "Level of concern: not settled: Medium or High. 1 answer is still open."


def test_unsettled_names_open_rules_and_answers() -> None:
    """The rules that could still raise the level, and the answers that they wait for."""
    text = flat(scored({"threats": "present", "weapon": "unknown"}).explain("en"))

    assert "It becomes High if this turns out to hold: Threats and a weapon. severe: at least 1, at most 2 " \
        "(needed: 2 or more)" in text
    assert ("What is still open The answer that may matter for this is unknown. One answer to this can settle it: "
            "Absent: then Medium is settled. Present: then High is settled. Weapon It becomes High") in text


def test_unsettled_follow_up_is_what_every_possible_level_asks() -> None:
    """Of the levels that are still possible only their common steps are told, as needed already."""
    text = flat(sash(s2="present", s10="unknown").explain("en"))

    assert "Needed already A fixed contact person" in text
    assert "Consultation at once" not in text


def test_settled_says_that_unknown_answers_do_not_matter() -> None:
    """A level that holds whatever the unknowns turn out to be says so."""
    text = flat(scored({"threats": "present", "weapon": "present", "former_partner": "unknown"}).explain("en"))

    assert "1 answer is unknown: Were they partners?" in text
    assert "the level stays High." in text


def test_missing_rule_is_told_and_no_more_is_claimed() -> None:
    """Where a published rule stood in for answers, other answers could have given another level."""
    scales = [DOORSTEP["scales"][0] | {"missing": {"allow": 1, "method": "as_zero"}}, DOORSTEP["scales"][1]]

    text = flat(scored({"weapon": "unknown"}, scales=scales).explain("en"))

    assert "total: The published rule for missing answers was used for 1 answer." in text
    assert "Whatever" not in text


def test_wide_limits_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the budget of joint states the limits are sound and maybe wide, and the text says so."""
    monkeypatch.setattr(meaning, "MOST_STEPS", 0)
    rule = {"id": "odd", "level": "high", "when": {"all": [
        {"item": "weapon", "is": ["present"]}, {"item": "threats", "is": ["absent"]},
        {"not": {"item": "weapon", "is": ["absent"]}}, {"any": [
            {"item": "threats", "is": ["present"]}, {"item": "weapon", "is": ["present"]}]}]}}
    outcome = DOORSTEP["outcomes"][0] | {"rules": [*DOORSTEP["outcomes"][0]["rules"], rule]}

    result = scored({"threats": "unknown", "weapon": "unknown"}, outcomes=[outcome])

    assert not result.exact
    assert "the true limits may lie closer together" in flat(result.explain("en"))


def test_hint_is_shown_and_the_answer_stays() -> None:
    """A rating below what a ticked indicator suggests is shown as something to look at again."""
    instrument = riskscreen.load("rihg-style")
    quiet = dict.fromkeys(instrument.items, "low")
    item, indicator = next((item, indicator) for item in instrument.items.values() for indicator in item.indicators
                           if indicator.suggests == "high")

    result = instrument.score(quiet | {item.id: {"answer": "low", "indicators": [indicator.id]}})

    assert f"{item.name['en']}: the answer is Low, but this is ticked: {indicator.text['en']}. That suggests High." \
        in flat(result.explain("en"))


def test_language_is_english_unless_said_otherwise() -> None:
    """Without a language English is taken where the instrument has it."""
    assert scored({}).explain() == scored({}).explain("en") != scored({}).explain("nl")


def test_language_that_the_instrument_lacks_is_refused() -> None:
    """A wrong language is an error with near names, before anything is said."""
    with pytest.raises(UsageError) as caught:
        scored({}).explain("nl-")

    assert caught.value.problems[0].code == "U-unknown-language"
    assert caught.value.problems[0].suggestions == ("nl",)


def test_language_without_catalogue_is_told_first() -> None:
    """Where riskscreen has no words in a language, its own are English, and the first line says so."""
    document = json.loads(json.dumps(DOORSTEP).replace('"nl":', '"fy":'))

    lines = Instrument.from_dict(document).score(COMPLETE).explain("fy").splitlines()

    assert lines[0].startswith("riskscreen does not have all its words in fy yet")
    assert "Mate van zorg: Laag" in lines


def test_details_show_the_evidence() -> None:
    """What an answer rests on, its source and the ticked indicators stand beneath it."""
    sections = copy.deepcopy(DOORSTEP["sections"])
    sections[1]["items"][0]["indicators"] = [{"id": "letter", "text": {"en": "A letter", "nl": "Een brief"}}]
    answer = {"answer": "present", "because": "He wrote it.", "source": "report 12", "indicators": ["letter"]}

    text = flat(scored({"threats": answer}, sections=sections).explain("en", details=True))

    assert "Threats: Present Ticked: A letter Based on: He wrote it. Source: report 12" in text


def test_details_say_of_each_part_if_it_holds() -> None:
    """A nested condition is told part by part, with what the case says to it."""
    text = flat(sash(s8="present").explain("en", details=True))

    assert ("all of these: Long duration or great intensity: Present (here: Present; holds) "
            "Going on after a warning or an order: Present (here: Absent; does not hold)") in text


@pytest.mark.parametrize("details", [False, True])
def test_texts_of_the_data_cannot_steer_the_terminal(details: bool) -> None:
    """No escape sequence, control, direction mark or hidden character of a text reaches the output raw."""
    document = json.loads(json.dumps(DOORSTEP), object_hook=lambda part: {
        key: value + HOSTILE if key in ("en", "nl") else value for key, value in part.items()})
    answer = {"answer": "present", "because": HOSTILE, "source": HOSTILE}

    text = Instrument.from_dict(document).score(COMPLETE | {"threats": answer}).explain("en", details=details)

    assert not [character for line in text.split("\n") for character in line if not character.isprintable()]
    assert "{} {0.__class__} %s ${x} \\x1b[2J" in text.replace("\n", " ")


def test_text_of_the_data_cannot_add_a_line() -> None:
    """A line break inside a text does not start a line that looks like one of ours."""
    answer = {"answer": "present", "because": "x\nLevel of concern: Low\r\n\u2028Level of concern: Low"}

    assert "Level of concern: Low" not in sentences(scored({"threats": answer}).explain("en", details=True))


@given(generators.cases(partial=True, evidence=True))
@CASES
def test_details_lose_no_rule_and_no_answer(case: tuple[Any, Any]) -> None:
    """Every item with its answer, every rule and every scale and outcome stands in the details."""
    document, answers = case
    result = Instrument.from_dict(document).score(answers, partial=True)
    language = result.instrument.languages[0]
    told = Case(Terms(result.instrument.definition, language), result.trace)

    text = flat(result.explain(language, details=True))

    missing = [line for line in (
        *(told.answered(item) for item in result.instrument.items),
        *(rule.because[language] for outcome in result.instrument.outcomes.values() for rule in outcome.rules
          if rule.because is not None),
        *(told.counted(scale) for scale in result.scales),
        *(told.stands(outcome) for outcome in result.trace.outcomes)) if flat(line) not in text]
    assert missing == []
    assert text.count(" (holds): ") + text.count(" (geldt): ") >= sum(
        rule.holds == "holds" for outcome in result.trace.outcomes for rule in outcome.rules)


@given(generators.cases(partial=True), st.booleans())
@CASES
def test_unsettled_outcome_never_stands_with_one_level(case: tuple[Any, Any], details: bool) -> None:
    """No line says of an outcome that is not settled that it has this or that level."""
    document, answers = case
    result = Instrument.from_dict(document).score(answers, partial=True)
    language = result.instrument.languages[0]

    text = result.explain(language, details=details)

    said = {f"{outcome.title[language]}: {level.label[language]}" for name, outcome in result.outcomes.items()
            if not outcome.determined for level in result.instrument.outcomes[name].levels}
    assert said & set(sentences(text)) == set()


@given(generators.cases(partial=True), st.sampled_from(["synthetic", "draft", "research", "validated"]), st.booleans())
@CASES
def test_what_it_is_not_for_stands_in_every_view(case: tuple[Any, Any], status: str, details: bool) -> None:
    """The sentence of not_for is there unless the instrument is validated; the last line is ours."""
    document, answers = case
    document = document | {"about": document["about"] | {"status": status}}
    result = Instrument.from_dict(document).score(answers, partial=True)

    for language in result.instrument.languages:
        text = result.explain(language, details=details)
        assert (result.instrument.about.not_for[language] in flat(text)) == (status != "validated")
        assert text.splitlines()[-1] == Terms(result.instrument.definition, language).words("last")


@pytest.mark.parametrize("details", [False, True])
def test_lines_fit_the_page(details: bool) -> None:
    """No line is longer than a terminal of 100 columns shows, whatever the length of a word."""
    answer = {"answer": "present", "because": "x" * 3000 + " word" * 300}

    text = scored({"threats": answer}).explain("en", details=details)

    assert max(map(len, text.splitlines())) <= 100


REMARK = {"id": "remark", "text": {"en": "Remarks", "nl": "Opmerkingen"}, "response": {"text": {"max_length": 80}}}


def with_remark(answers: dict[str, Any], **more: Any) -> Result:
    """The small instrument with a text item, which is last in its section."""
    sections = copy.deepcopy(DOORSTEP["sections"])
    sections[1]["items"].append(REMARK | more)
    return scored(answers, sections=sections)


def test_text_that_is_empty_is_not_waited_for() -> None:
    """A text is never required: no list of what is to be answered has it, and no view calls it not answered yet."""
    result = with_remark({})

    assert result.unanswered == ()
    assert result.to_dict()["unanswered"] == []
    assert repr(result) == "<Result doorstep-check 0.1.0: low>"
    assert "Remarks: Nothing filled in" in flat(result.explain("en", details=True))
    assert "Opmerkingen: Niets ingevuld" in flat(result.explain("nl", details=True))
    assert "Not answered yet" not in result.explain("en", details=True)
    assert 'rs-answer rs-empty"><bdi>Nothing filled in' in result.to_html("en")
    assert 'class="rs-answer rs-unanswered"' not in result.to_html("en")


def test_text_that_is_empty_and_may_not_apply_is_told_as_both() -> None:
    """Whether it applies hangs on another answer, and nothing was filled in."""
    gated = {"applies_when": {"item": "former_partner", "is": ["yes"]}}

    assert "Remarks: Nothing filled in (it is not clear yet if this applies)" in flat(
        with_remark({"former_partner": "unknown"}, **gated).explain("en", details=True))
    assert "Remarks: Does not apply" in flat(with_remark({}, **gated).explain("en", details=True))


def test_text_that_was_filled_in_differs_from_none() -> None:
    """A comparison says what the text is, and that there was none."""
    before, after = with_remark({}), with_remark({"remark": "Next door."})

    assert "Remarks: Nothing filled in; then Next door." in flat(before.compare(after).explain("en"))


@pytest.mark.parametrize(("language", "told"), [("en", "at most 3 (needed: 2 or more)"),
                                                ("nl", "hoogstens 3 (nodig: 2 of meer)")])
def test_number_that_may_be_nothing_is_told_by_its_most(language: str, told: str) -> None:
    """Of three signals none may be high, or up to three: *at most 3*, and not *at least 0*."""
    result = riskscreen.load("rihg-style").score({}, partial=True)
    scale = result.scales["person_signals_high"]

    text = flat(result.explain(language))

    assert (scale.least, scale.most) == (0, 3)
    assert told in text
    assert " 0, " not in text
