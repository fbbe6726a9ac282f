"""Reasons in words: what stands in a report of why a level is what it is."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import generators
import riskscreen
from riskscreen import Instrument, Result, UsageError
from riskscreen.explain.find.groups import Group
from riskscreen.explain.find.reasons import Reason
from riskscreen.explain.told.reasons import Reasons, sets_blocks
from riskscreen.explain.words.catalogue import words_for
from riskscreen.explain.words.lines import Line
from riskscreen.explain.words.terms import Terms
from riskscreen.testing import partial_answers

ROOT = Path(__file__).parents[2]
DOORSTEP = json.loads((ROOT / "tests" / "data" / "doorstep-check.json").read_text(encoding="utf-8"))
CASES = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def doorstep(**answers: str) -> Result:
    """The small instrument's result: one sign is medium, and threats together with a weapon are high."""
    quiet = {"former_partner": "no", "threats": "absent", "weapon": "absent"}
    return Instrument.from_dict(DOORSTEP).score(quiet | answers, partial=True)


def case_22() -> Result:
    """The example case of a stalker who is violent, threatens and has a weapon."""
    file = json.loads((ROOT / "examples" / "cases" / "22-sash-style.json").read_text(encoding="utf-8"))
    return riskscreen.load("sash-style").score(file["answers"])


def body(text: str) -> str:
    """The text between the name of the instrument and what it is not for, as one line."""
    return " ".join(" ".join(text.split("\n\n")[1:-2]).split())


def test_single_answer_is_read_with_its_label() -> None:
    """One reason of one answer is the item's own text and the answer to it."""
    reasons = doorstep(weapon="present").why_at_least()

    assert body(reasons.explain("en")) == (
        "Level of concern: at least Medium, because of this, whatever the other answers are: - Weapon: Present")
    assert body(reasons.explain("nl")) == (
        "Mate van zorg: minstens Midden. Dat komt hierdoor, wat de andere antwoorden ook zijn: - Wapen: Aanwezig")


def test_level_that_is_highest_is_not_called_at_least() -> None:
    """At least the highest level is that level, and at most the lowest is that one."""
    high = doorstep(threats="present", weapon="present").why_at_least()
    low = doorstep().why_at_most()

    assert body(high.explain("en")).startswith("Level of concern: High, because of this, ")
    assert body(low.explain("en")).startswith("Level of concern: Low, because of this, ")


def test_answers_that_are_needed_together_stand_under_both_or_all() -> None:
    """Two answers are both, more are all, in the order of the instrument."""
    assert "Both of these: - Threats: Present - Weapon: Present" in body(
        str(doorstep(threats="present", weapon="present").why_at_least()))
    assert "All of these: - Were they partners? No - Threats: Absent - Weapon: Absent" in body(
        str(doorstep().why_at_most()))


def test_answers_that_every_reason_takes_are_told_once() -> None:
    """What differs between the reasons stands beneath what they share."""
    one, two = (Reason((Group(2, (("threats", "absent"), (item, answer))),))
                for item, answer in (("weapon", "absent"), ("former_partner", "no")))
    reasons = attrs.evolve(doorstep().why_at_most(), reasons=(one, two))

    assert body(reasons.explain("en")) == (
        "Level of concern: Low, because of this, whatever the other answers are: - Threats: Absent "
        "together with any one of these 2: 1. Weapon: Absent 2. Were they partners? No")
    assert "samen met één van deze 2: 1. Wapen: Afwezig" in body(reasons.explain("nl"))


def test_answers_that_can_stand_for_each_other_are_counted() -> None:
    """Any one of the first three red flags is enough for high, and so are any three of the others."""
    instrument = riskscreen.load("stalking-red-flags")
    answers = dict.fromkeys(instrument.items, "absent")
    flags = dict.fromkeys(("r1", "r2", "r5", "r7", "r9", "r10"), "present")
    reasons = instrument.score(answers | flags).why_at_least()
    text = {language: body(reasons.explain(language)) for language in ("en", "nl")}

    assert "for 2 reasons. Each of these is enough on its own" in text["en"]
    assert "1. Any one of these 2: - " in text["en"]
    assert "2. Any 3 of these 4: - " in text["en"]
    assert "om 2 redenen. Elk hiervan is op zichzelf genoeg" in text["nl"]
    assert "1. Eén van deze 2: - " in text["nl"]
    assert "2. 3 van deze 4 (maakt niet uit welke): - " in text["nl"]


def test_case_22_could_stand_in_a_report() -> None:
    """By its rules: violence now; a threat with a weapon; long or intense stalking that goes on after a warning."""
    text = body(str(case_22().why_at_least()))

    assert text.startswith(
        "Level of concern: High, for 7 reasons. Each of these is enough on its own, whatever the other answers are: "
        "1. Violence in this episode: Present "
        "2. Both of these: - Threats to harm: Present "
        "- Weapon at hand or used: Present "
        "3. Both of these: - Long duration or great intensity: Present "
        "- Going on after a warning or an order: Present "
        "4. Both of these: - Damaged property: Present "
        "- Recent worsening: Present "
        "and any one of these 2: - Threats to harm: Present "
        "- Weapon at hand or used: Present ")


@pytest.mark.parametrize(("claim", "sentence"), [
    ("why_at_least", "Level of concern: at least Low. No answer is needed: it is never lower than Low."),
    ("why_at_most", "Level of concern: at most High. No answer is needed: it is never higher than High.")])
def test_ends_of_the_ladder_need_no_answer(claim: str, sentence: str) -> None:
    """Nothing has to be answered for what is always so."""
    assert body(getattr(doorstep(threats="unknown", weapon="unknown"), claim)().explain("en")) == sentence


def test_search_that_stopped_says_so() -> None:
    """A list that may lack reasons is never shown as the whole."""
    reasons = attrs.evolve(doorstep(weapon="present").why_at_least(), complete=False)

    assert "too many possibilities to go through them all: there may be more reasons." in body(reasons.explain("en"))
    assert "er kunnen meer redenen zijn." in body(reasons.explain("nl"))


def test_search_that_found_nothing_names_no_reason() -> None:
    """Where not one reason was found in time, the level stands alone and the list says that it is not whole."""
    reasons = attrs.evolve(doorstep(weapon="present").why_at_least(), complete=False, reasons=())

    assert body(reasons.explain("en")).startswith(
        "Level of concern: at least Medium. The reasons could not be listed. There were too many")


def test_many_reasons_are_counted_where_they_are_not_written_out() -> None:
    """Past a dozen of them, or some dozens of answers, the text says how many it leaves out."""
    few = case_22().why_at_least()
    short = attrs.evolve(few, reasons=(*few.reasons[:1] * 12, *few.reasons[1:2]))
    long = attrs.evolve(few, reasons=(*few.reasons[:2], *few.reasons[-1:] * 4))

    assert body(short.explain("en")).endswith(
        "1 more reason is not written out here. It takes as many answers as the last one, or more.")
    assert body(long.explain("en")).endswith(
        "1 more reason is not written out here. It takes as many answers as the last one, or more.")


def test_several_reasons_that_are_left_out_are_counted() -> None:
    """Of fourteen reasons a dozen is written out, and two are not."""
    few = case_22().why_at_least()
    many = attrs.evolve(few, reasons=(*few.reasons[:1] * 12, *few.reasons[1:2] * 2))

    assert body(many.explain("en")).endswith(
        "2 more reasons are not written out here. Each takes as many answers as the last one, or more.")


@given(st.data())
@CASES
def test_shortest_come_first(data: st.DataObject) -> None:
    """What is not written out takes as many answers as what is, or more: of reasons and of changes."""
    document, answers = data.draw(generators.cases(partial=True))
    result = Instrument.from_dict(document).score(answers, partial=True)
    level = data.draw(st.sampled_from(result.instrument.outcomes[result.instrument.definition.result].levels))

    for found in (result.why_at_least(), result.why_at_most(), result.changes(to=level)):
        sizes = [sum(group.count for group in way.groups) for way in found]
        assert sizes == sorted(sizes)


def test_plain_sets_can_be_written_out() -> None:
    """Of the eleven sets of case 22 the first three are those of its first three reasons."""
    reasons = case_22().why_at_least()
    lines = [line.text for block in sets_blocks(Terms(reasons.definition, "en"), reasons, 3) for line in block]

    assert lines == [
        "Answer by answer, 3 of the 11 combinations that are enough:",
        "Violence in this episode: Present",
        "Both of these:",
        "Threats to harm: Present",
        "Weapon at hand or used: Present",
        "Both of these:",
        "Long duration or great intensity: Present",
        "Going on after a warning or an order: Present"]


def test_no_set_is_written_out_where_no_answer_is_needed() -> None:
    """The empty set is told in words, never as an empty list."""
    reasons = doorstep(threats="unknown").why_at_least()

    assert sets_blocks(Terms(reasons.definition, "en"), reasons, 3) == []


@given(generators.cases(partial=True), st.sampled_from(("why_at_least", "why_at_most")))
@CASES
def test_text_of_a_reason_names_exactly_its_items(case: tuple[Any, Any], claim: str) -> None:
    """Every answer of a reason stands in its text once, in every language, and no other item does."""
    document, answers = case
    result = Instrument.from_dict(document).score(answers, partial=True)

    for reasons in (getattr(result, claim)(outcome) for outcome in result.outcomes):
        for language in result.instrument.languages:
            terms = Terms(result.instrument.definition, language)
            for reason in reasons:
                items = Counter(item for group in reason.groups for item, _ in group.answers)
                alone = attrs.evolve(reasons, reasons=(reason,))

                assert told_items(terms, alone.blocks(terms)) == Counter(map(terms.item, items.elements()))


@given(generators.cases(partial=True), st.sampled_from(("why_at_least", "why_at_most")))
@CASES
def test_text_of_many_reasons_names_the_items_of_each(case: tuple[Any, Any], claim: str) -> None:
    """What the reasons share, with what stands under a number, are the items of the reason of that number."""
    document, answers = case
    result = Instrument.from_dict(document).score(answers, partial=True)
    terms = Terms(result.instrument.definition, result.instrument.languages[0])

    for reasons in (getattr(result, claim)(outcome) for outcome in result.outcomes):
        if len(reasons) > 1:
            blocks = reasons.blocks(terms)
            each = [block for block in blocks if block[0].number is not None]
            shared = told_items(terms, blocks[:1])

            assert each
            for reason, block in zip(reasons, each, strict=False):
                items = [terms.item(item) for group in reason.groups for item, _ in group.answers]
                assert shared + told_items(terms, [block]) == Counter(items)


def told_items(terms: Terms, blocks: Sequence[Sequence[Line]]) -> Counter[str]:
    """How often each item is named, by the text that opens a line."""
    texts = sorted(set(map(terms.item, terms.items)), key=len, reverse=True)
    found = (next((text for text in texts if line.text.startswith(text)), None) for block in blocks for line in block)
    return Counter(text for text in found if text is not None)


@given(generators.cases(partial=True), st.sampled_from(["synthetic", "research", "validated"]))
@CASES
def test_what_it_is_not_for_stands_under_reasons(case: tuple[Any, Any], status: str) -> None:
    """The limits of the instrument are there unless it is validated; the last line is ours."""
    document, answers = case
    document = document | {"about": document["about"] | {"status": status}}
    result = Instrument.from_dict(document).score(answers, partial=True)
    language = result.instrument.languages[0]
    text = result.why_at_least().explain(language)

    assert (f"\n  {result.instrument.about.not_for[language]}\n" in text) == (status != "validated")
    assert text.endswith(words_for(language)("last"))


def test_language_that_the_instrument_lacks_is_refused() -> None:
    """The languages that it has are named."""
    with pytest.raises(UsageError, match="en, nl"):
        doorstep().why_at_least().explain("de")


def test_reasons_for_programs_are_plain_values() -> None:
    """Ids instead of texts, with whether the list is whole."""
    reasons = doorstep(weapon="present").why_at_least()

    assert json.loads(json.dumps(reasons.to_dict())) == {
        "outcome": "concern", "claim": "at_least", "level": "medium", "complete": True, "n_sets": 1,
        "n_listed": 1,
        "reasons": [{"n_sets": 1, "groups": [{"count": 1, "answers": [{"item": "weapon", "answer": "present"}]}]}]}


MISSING = {"id": "total", "sum": {"sections": ["core"]}, "missing": {"allow": 2, "method": "as_zero"}}


def filled_in(total: dict[str, Any] = MISSING, **answers: str) -> Result:
    """The small instrument, in which missing signs count as 0; one sign is medium."""
    document = DOORSTEP | {"scales": [total, DOORSTEP["scales"][1]]}
    document["outcomes"] = [DOORSTEP["outcomes"][0] | {"rules": DOORSTEP["outcomes"][0]["rules"][:1]}]
    return Instrument.from_dict(document).score({"former_partner": "no"} | answers, partial=True)


def test_rule_for_missing_answers_is_part_of_a_reason() -> None:
    """A missing weapon counts as 0, which is low: that it is missing is a part of the reason, like an answer."""
    total = {"id": "total", "sum": {"sections": ["core"]}, "missing": {"allow": 1, "method": "as_zero"}}
    result = filled_in(total, threats="absent")

    assert result.level == "low"
    assert result.what_if(weapon="present").level == "medium"
    reasons = result.why_at_most()
    assert reasons.complete
    for language, told in {
        "en": "Level of concern: Low, because of this, whatever the other answers are: Both of these: "
              "- Threats: Absent - Weapon: Not answered yet",
        "nl": "Mate van zorg: Laag. Dat komt hierdoor, wat de andere antwoorden ook zijn: Dit allebei: "
              "- Bedreigingen: Afwezig - Wapen: Nog niet ingevuld",
    }.items():
        assert body(reasons.explain(language)).startswith(told)
    assert "Weapon: Unknown" in body(filled_in(total, threats="absent", weapon="unknown").why_at_most().explain("en"))


def test_several_reasons_beside_a_rule_for_missing_answers() -> None:
    """A threat alone makes it medium, or a weapon of somebody who is no former partner."""
    total = {"id": "total", "sum": {"items": ["threats"]}, "missing": {"allow": 1, "method": "as_zero"}}
    both = {"all": [{"item": "former_partner", "is": ["no"]}, {"item": "weapon", "is": ["present"]}]}
    first = DOORSTEP["outcomes"][0]["rules"][0]
    outcome = DOORSTEP["outcomes"][0] | {"rules": [first, {"id": "both", "level": "medium", "when": both}]}
    instrument = Instrument.from_dict(DOORSTEP | {"scales": [total, DOORSTEP["scales"][1]], "outcomes": [outcome]})
    reasons = instrument.score({"former_partner": "no", "threats": "present", "weapon": "present"}).why_at_least()

    assert body(reasons.explain("en")) == (
        "Level of concern: at least Medium, for 2 reasons. Each of these is enough on its own, whatever the other "
        "answers are: 1. Threats: Present 2. Both of these: - Were they partners? No - Weapon: Present")


def test_that_nothing_is_answered_can_be_the_reason() -> None:
    """Both may be missing and then count as 0: low because neither is answered, and not whatever they are."""
    result = filled_in()

    assert result.level == "low"
    assert body(result.why_at_most().explain("en")).startswith(
        "Level of concern: Low, because of this, whatever the other answers are: Both of these: "
        "- Threats: Not answered yet - Weapon: Not answered yet")
    assert body(result.why_at_least().explain("en")).startswith(
        "Level of concern: at least Low. No answer is needed: it is never lower than Low.")


@given(st.data())
@CASES
def test_reason_is_enough_whatever_the_other_answers_are(data: st.DataObject) -> None:
    """With other answers, or none, to the items that a reason does not name, its claim holds all the same."""
    document, answers = data.draw(generators.cases(partial=True))
    instrument = Instrument.from_dict(document)
    result = instrument.score(answers, partial=True)
    reasons = data.draw(st.sampled_from((result.why_at_least(), result.why_at_most())))

    for chosen in islice(reasons.expand(), 5):
        alone = dict(chosen)
        kept = {item: answer for item, answer in answers.items() if item in alone}
        try:
            enough = instrument.score(kept, partial=True)
        except riskscreen.AnswersError:  # its own gate is not among the answers of the reason
            continue
        assert is_so(reasons, enough)
        others = {item: answer for item, answer in data.draw(partial_answers(instrument)).items() if item not in alone}
        with contextlib.suppress(riskscreen.AnswersError):
            assert is_so(reasons, instrument.score(others | kept, partial=True))


def is_so(reasons: Reasons, result: Result) -> bool:
    """Whether the claim of these reasons holds of a result."""
    found = result.outcomes[reasons.outcome]
    return found.at_least >= reasons.level if reasons.claim == "at_least" else found.at_most <= reasons.level
