"""What a result says of a case, held against every completion of its open answers."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import generators
import riskscreen
from explain.reading_text import flat, sentences
from riskscreen import Instrument, Result
from riskscreen.engine.trace import OutcomeTrace, RuleTrace
from riskscreen.explain.blocks.case import Case
from riskscreen.explain.blocks.open_groups import OpenGroup, open_groups, open_names
from riskscreen.explain.blocks.reason import facts_in
from riskscreen.explain.blocks.result import why_lines, why_told
from riskscreen.explain.blocks.why import Why
from riskscreen.explain.find.open_answers import open_behind
from riskscreen.explain.words.levels import possible_words
from riskscreen.explain.words.terms import Terms
from riskscreen.model.outcome import Level
from riskscreen.testing import instruments, partial_answers
from riskscreen.testing.completing import completions

DOORSTEP = json.loads((Path(__file__).parents[1] / "data" / "doorstep-check.json").read_text(encoding="utf-8"))
QUIET = {"former_partner": "no", "threats": "absent", "weapon": "absent"}


def doorstep(answers: dict[str, Any], **changes: Any) -> Result:
    return Instrument.from_dict(DOORSTEP | changes).score(answers, partial=True)


def outcome(*rules: dict[str, Any]) -> list[dict[str, Any]]:
    """The small instrument's outcome with other rules."""
    return [DOORSTEP["outcomes"][0] | {"rules": list(rules)}]


def rule(name: str, level: str, when: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "level": level, "when": when, "because": {"en": f"By {name}.", "nl": f"Door {name}."}}


def is_item(name: str, *options: str) -> dict[str, Any]:
    return {"item": name, "is": list(options)}


CONDITIONS = st.recursive(
    st.builds(is_item, st.sampled_from(["threats", "weapon"]), st.sampled_from(["absent", "present"])),
    lambda inner: st.lists(inner, min_size=1, max_size=2).map(lambda parts: {"any": parts})
    | st.lists(inner, min_size=1, max_size=2).map(lambda parts: {"all": parts}), max_leaves=3)


@st.composite
def drawn(draw: st.DrawFn) -> Result:
    """A case with few completions, in which no rule for missing answers plays a part.

    Half of them are about two items, of which several rules ask the same, so that one of these may have to hold.
    """
    if draw(st.booleans()):
        rules = draw(st.lists(st.tuples(st.sampled_from(["medium", "high"]), CONDITIONS), min_size=1, max_size=4))
        answers = draw(st.sampled_from([{"threats": "absent"}, {"threats": "present"}, {}]))
        return doorstep({"former_partner": "no"} | answers, outcomes=outcome(*(
            rule(f"r{n}", level, when) for n, (level, when) in enumerate(rules))))
    instrument = draw(instruments(missing=False))
    return instrument.score(draw(partial_answers(instrument, most_completions=60)), partial=True)


def told(result: Result) -> Case:
    return Case(Terms(result.instrument.definition, result.instrument.languages[0]), result.trace)


def completed(result: Result) -> Iterator[tuple[OutcomeTrace, dict[str, RuleTrace]]]:
    """The result's outcome in each completion, with its rules by id."""
    definition = result.instrument.definition
    for answers in completions(definition, result.answers.to_dict()):
        trace = result.instrument.score(answers, partial=True).trace
        found = next(found for found in trace.outcomes if found.outcome == definition.result)
        yield found, {each.rule: each for each in found.rules}


def texts(lines: Any) -> list[str]:
    return [line.text for line in lines]


# Why it is what it is


@given(drawn())
def test_rule_that_is_told_as_deciding_holds_in_every_completion(result: Result) -> None:
    """Each rule under *Why* is enough on its own: it holds whatever the open answers are, and reaches the level."""
    case = told(result)

    for found, rules in completed(result):
        for name in case.result.decided_by:
            assert rules[name].holds == "holds"
            assert found.at_least >= rules[name].level == result.at_least.id


@given(drawn())
def test_one_of_the_rules_that_are_told_as_such_holds_in_every_completion(result: Result) -> None:
    """Where no rule is certain, *at least one of these holds* is so whatever the open answers turn out to be."""
    case = told(result)
    if case.result.decided_by or result.at_least.rank == 0:
        return
    listed = {each.rule for each in case.result.rules
              if each.holds == "undecided" and result.at_least.ladder.index(each.level) >= result.at_least.rank}

    assert case.terms.words("why.one_of") in texts(Why(case).decided(case.result, 0))
    for _, rules in completed(result):
        assert any(rules[name].holds == "holds" for name in listed)


WEAPON_IS = [rule("there", "high", is_item("weapon", "present")), rule("gone", "medium", is_item("weapon", "absent"))]


def test_one_of_two_rules_that_share_an_open_answer_holds() -> None:
    """The weapon is there or not; either way it is at least medium, by one rule or the other."""
    text = flat(doorstep(QUIET | {"weapon": "unknown"}, outcomes=outcome(*WEAPON_IS)).explain("en"))

    assert ("Why at least Medium Whatever the open answers turn out to be, at least one of these holds: "
            "By there. By gone.") in text


def test_one_of_two_rules_is_told_with_the_rule_for_missing_answers() -> None:
    """What a rule fills in is not whatever the open answers turn out to be."""
    total = {"id": "total", "sum": {"sections": ["core"]}, "missing": {"allow": 1, "method": "as_zero"}}

    text = flat(doorstep(QUIET | {"weapon": "unknown"}, scales=[total, DOORSTEP["scales"][1]],
                         outcomes=outcome(*WEAPON_IS)).explain("en"))

    assert "With the published rule for missing answers, at least one of these holds: By there. By gone." in text
    assert "Whatever" not in text


@given(drawn())
def test_no_rule_for_a_higher_level_holds_where_that_is_said(result: Result) -> None:
    """The lowest level is told with *no rule for a higher level holds*: none does in any completion."""
    if result.at_most.rank > 0:
        return
    case = told(result)

    key = "why.no_rule.route" if result.at_most.kind == "route" else "why.no_rule"
    assert case.terms.words(key) in texts(Why(case).decided(case.result, 0))
    for found, rules in completed(result):
        assert not [name for name, each in rules.items()
                    if each.holds == "holds" and found.at_least.ladder.index(each.level) > 0]


def test_several_rules_that_decide_are_each_enough() -> None:
    """Two rules for the same level hold: each alone would do, and so it is told, here and where it is a reason."""
    [concern] = outcome(*(rule(item, "high", is_item(item, "present")) for item in ("threats", "weapon")))
    answers = QUIET | {"threats": "present", "weapon": "present"}
    after = copy.deepcopy(concern) | {
        "id": "overall", "title": {"en": "Overall", "nl": "Alles bijeen"},
        "rules": [{"id": "as_is", "level": "high", "when": {"outcome": "concern", "at_least": "high"}}]}

    assert "Why Each of these is enough on its own: By threats. By weapon." in \
        flat(doorstep(answers, outcomes=[concern]).explain("en"))
    assert "Level of concern: High, because (each is enough): By threats. By weapon." in \
        flat(doorstep(answers, outcomes=[concern, after], result="overall").explain("en"))
    for item in ("threats", "weapon"):
        assert doorstep(answers | {item: "absent"}, outcomes=[concern]).level == "high"


def test_answer_that_counts_again_is_named_once() -> None:
    """What a second number counts again is told as *named above*, once as one and once as several."""
    both = {"all": [{"scale": "total", "at_least": 2}, {"scale": "severe", "at_least": 2}]}
    one = {"all": [{"scale": "total", "at_least": 1}, {"scale": "severe", "at_least": 1}]}

    signs = {"threats": "present", "weapon": "present"}

    assert "severe: 2 (needed: 2 or more) and 2 named above" in flat(doorstep(
        QUIET | signs, outcomes=outcome(rule("both", "high", both))).explain("en"))
    assert "severe: 1 (needed: 1 or more) and 1 named above" in flat(doorstep(
        QUIET | {"threats": "present"}, outcomes=outcome(rule("one", "high", one))).explain("en"))


# What is still open


@given(drawn())
def test_level_becomes_what_an_open_rule_is_said_to_make_it(result: Result) -> None:
    """Where a rule under *It becomes X* turns out to hold, the level is X, or, where that is said, X or higher.

    X is a level that is possible: a rule for medium, where medium is ruled out, leads to high.
    """
    case = told(result)
    if result.determined or result.at_least.kind == "route":
        return
    lines = texts(Why(case).open(case.result, 0, result.at_least.rank + 1))
    known = result.instrument.outcomes[case.result.outcome]

    for each in case.result.rules:
        level = known.level(each.level)
        if each.holds != "undecided" or level <= result.at_least:
            continue
        ends = [end for end in result.possible if end >= level]
        others = [known.level(other.level) for other in case.result.rules if other.holds == "undecided"]
        n = sum(other > result.at_least and ends == [end for end in result.possible if end >= other]
                for other in others)
        label = case.terms.text(ends[0].label)
        is_last = len(ends) == 1
        assert case.terms.words.counted("open.if" if is_last else "open.if_or_higher", n, level=label) in lines
        for found, rules in completed(result):
            if rules[each.rule].holds == "holds":
                assert found.at_least == ends[0] if is_last else found.at_least >= ends[0]


def test_rule_for_a_level_that_is_ruled_out_is_told_with_what_it_leads_to() -> None:
    """One flag that is high by itself is open: low or high; that it is a flag, which is enough for
    medium, makes it high.
    """
    flags = riskscreen.load("stalking-red-flags")
    text = flat(flags.score(dict.fromkeys(flags.items, "absent") | {"r1": "unknown"}).explain("en"))

    assert "It becomes High if any of these turns out to hold: The stalker threatens to kill" in text
    assert "Medium or higher" not in text


def test_open_rules_are_told_by_the_level_that_they_lead_to() -> None:
    """High has two open rules and medium one or two; medium may be passed by high, and is told as *or higher*."""
    high, medium = ([rule(name, level, is_item(item, "present")) for name in names]
                    for names, level, item in (("ab", "high", "weapon"), ("cd", "medium", "threats")))

    several = flat(doorstep({"former_partner": "no"}, outcomes=outcome(*high, *medium)).explain("en"))
    single = flat(doorstep({"former_partner": "no"}, outcomes=outcome(*high[:1], *medium[:1])).explain("en"))

    assert "It becomes High if any of these turns out to hold: By a." in several
    assert "It becomes Medium or higher if any of these turns out to hold: By c." in several
    assert "It becomes High if this turns out to hold: By a." in single
    assert "It becomes Medium or higher if this turns out to hold: By c." in single


@given(drawn())
def test_open_and_missing_answers_are_counted(result: Result) -> None:
    """How many answers are open, unknown or not given yet is how many items are."""
    case, scored = told(result), {item for item, each in result.instrument.items.items() if each.response.choices}
    lines = sentences(result.explain(result.instrument.languages[0]))
    n_open = len({*result.unknown, *result.unanswered} & scored)

    if result.determined:
        waited_for = [item for item in result.unanswered if item in scored]
        for items, key in ((result.unknown, "unknown"), (waited_for, "unanswered")):
            assert not items or case.terms.words.counted(key, len(items)) in lines
    else:
        assert case.terms.words.counted("open.count", n_open) in flat("\n".join(lines))


def test_answers_that_do_not_matter_are_listed_by_their_state() -> None:
    """High stands, whatever the rest is: what is unknown and what was not given are told apart, one and more."""
    high = {"threats": "present", "weapon": "present"}
    one = flat(doorstep(high).explain("en"))
    more = flat(doorstep(high | {"former_partner": "unknown", "custody": "unknown"}).explain("en"))

    assert ("2 answers have not been given yet: Were they partners? Dispute over children "
            "Whatever they turn out to be, the level stays High.") in one
    assert "2 answers are unknown: Were they partners? Dispute over children Whatever they turn out" in more
    assert "1 answer has not been given yet: Were they partners?" in flat(
        doorstep(high, sections=DOORSTEP["sections"][:2], scales=[
            {"id": "total", "sum": {"sections": ["core"]}}, DOORSTEP["scales"][1]]).explain("en"))
    assert "1 answer is unknown: Were they partners? Whatever it turns out to be, the level stays High." in flat(
        doorstep(high | {"former_partner": "unknown"}, sections=DOORSTEP["sections"][:2], scales=[
            {"id": "total", "sum": {"sections": ["core"]}}, DOORSTEP["scales"][1]]).explain("en"))


def test_answers_without_a_part_are_told_together() -> None:
    """Only the weapon can move it; the rest, taken together, cannot."""
    text = flat(doorstep({"threats": "absent"}, outcomes=outcome(rule("w", "high", is_item("weapon", "present")))
                         ).explain("en"))

    assert ("What is still open The answer that may matter for this has not been given yet. "
            "One answer to this can settle it: Absent: then Low is settled. Present: then High is settled. Weapon "
            "It becomes High if") in text
    assert ("Also without an answer: Were they partners? Not answered yet Dispute over children: Not answered yet "
            "(it is not clear yet if this applies) Whatever they turn out to be, the level does not depend on them."
            ) in text


def test_part_by_part_is_said_where_only_the_whole_is_settled() -> None:
    """A weapon is there or not, so one of both holds, although each alone is open."""
    either = {"any": [is_item("weapon", "present"), is_item("weapon", "absent")]}

    text = flat(doorstep(QUIET | {"weapon": "unknown"}, outcomes=outcome(rule("either", "high", either))
                         ).explain("en", details=True))

    assert "High (holds): By either." in text
    assert "any of these: Weapon: Present (here: Unknown; still open) Weapon: Absent (here: Unknown; still open) " \
        "Part by part this stays open; all answers together settle it." in text
    assert "These limits were found by following all that the open answers can lead to together." in text


# What an open answer would settle


@given(drawn())
def test_group_says_of_each_of_its_answers_what_scoring_with_it_gives(result: Result) -> None:
    """*X: then L is settled*, *X: then L or M*, *otherwise it stays as it is*: with that answer it is so."""
    case = told(result)
    if result.determined:
        return
    for group in groups_of(result):
        for item in group.items:
            by_levels: dict[tuple[Level, ...], list[str]] = {}
            for choice in case.answers[item].left or [each.id for each in case.items[item].response.choices]:
                after = result.what_if({item: answer_of(result, item, choice)})
                by_levels.setdefault(after.possible, []).append(case.terms.choice(item, choice))
            assert sorted(group.effect) == sorted(effects(case, by_levels, result.possible))


def groups_of(result: Result) -> list[OpenGroup]:
    """The groups that the views of a result show."""
    found = open_groups(told(result), result.next_questions().questions)
    return [group for each in found for group in each.groups]


def answer_of(result: Result, item: str, choice: str) -> object:
    """An option, or the first number of a band."""
    return next(getattr(each, "start", each.id) for each in result.instrument.items[item].response.choices
                if each.id == choice)


def effects(case: Case, by_levels: dict[tuple[Level, ...], list[str]], now: tuple[Level, ...]) -> Iterator[str]:
    """The sentences that are true of these answers."""
    words, terms = case.terms.words, case.terms
    changing = {levels: labels for levels, labels in by_levels.items() if levels != now}
    for levels, labels in changing.items():
        key = "open.settles" if len(levels) == 1 else "open.leaves"
        yield words(key, answer=words.either(labels), level=possible_words(terms, levels))
    if changing and now in by_levels:
        yield words("open.else")


@given(drawn())
def test_every_open_answer_that_may_matter_stands_in_one_group(result: Result) -> None:
    """None is left out, none stands twice, and what they all are is said only where it is so of each."""
    if result.determined:
        return
    case, items = told(result), [item for group in groups_of(result) for item in group.items]

    assert sorted(items) == sorted(open_behind(case, case.result))
    lead, _ = open_names(case, items)
    states = {case.answers[item].state for item in items}
    sentences_of = {case.terms.words.counted(f"open.{state}", len(items)): state
                    for state in ("unknown", "unanswered")}
    assert lead is None or states == {sentences_of[lead]}
    assert lead is None or not any(case.may_not_apply(item) for item in items)


def test_open_answers_stand_in_groups_of_equal_effect() -> None:
    """Case 7: one more signal of the incident that is high settles it; those of the other parts do nothing alone."""
    result = riskscreen.load("rihg-style").score({"b5": "high"}, partial=True)
    settling, idle = open_groups(told(result), result.next_questions().questions)

    assert [each.items for each in settling.groups] == [
        ("b1", "b2", "b3", "b4", "b6", "b7", "b8", "b9", "b10", "b11")]
    assert settling.groups[0].effect == ("High: then High is settled.", "Otherwise it stays as it is.")
    assert [each.items for each in idle.groups] == [
        ("a1", "a2", "a3", "c1", "c2", "c3", "c4", "c5", "c6")]
    assert idle.groups[0].effect == ()
    assert "None of the 19 answers that may matter for this has been given yet." in flat(result.explain("en"))


def test_one_or_all_are_told_to_be_without_an_answer() -> None:
    """One and several, unknown and not given, are told apart; where they differ, each is told with its own."""
    open_ones = ({"weapon": "unknown"}, {}, {"weapon": "unknown", "threats": "unknown"})
    said = [flat(doorstep({"former_partner": "no", "threats": "present"} | answers).explain("en"))
            for answers in open_ones[:2]]
    both = flat(doorstep({"former_partner": "no"} | open_ones[2]).explain("en"))
    mixed = flat(doorstep({"former_partner": "no", "weapon": "unknown"}).explain("en"))

    assert "The answer that may matter for this is unknown." in said[0]
    assert "The answer that may matter for this has not been given yet." in said[1]
    assert "The 2 answers that may matter for this are all unknown." in both
    assert "Threats: Not answered yet" in mixed
    assert "Weapon: Unknown" in mixed


# What was noted for the answers


@given(generators.cases(partial=True, evidence=True))
@settings(max_examples=60, deadline=None)
def test_what_was_noted_stands_with_the_reason(case: tuple[Any, Any]) -> None:
    """Each fact stands with the first reason that rests on it; how many are missing, and the source of all, is so."""
    document, answers = case
    result = Instrument.from_dict(document).score(answers, partial=True)
    language = result.instrument.languages[0]
    known = told(result)
    why = why_told(known)
    if why is None:
        return
    lines = flat("\n".join(line.text for line in why_lines(known)))
    items = {fact.item for fact in facts_in(why.reasons)}
    entries = [known.answers[item] for item in items]
    without = [entry for entry in entries if entry.because is None and not entry.indicators]
    words = known.terms.words

    for entry in entries:
        assert entry.because is None or flat(words("details.because", text=entry.because)) in lines
    some_missing = words.counted("why.facts_missing", len(without), total=len(items))
    assert (words("why.no_facts") in lines) == (bool(items) and len(without) == len(items))
    assert (flat(some_missing) in lines) == (0 < len(without) < len(items))
    assert lines.count(words("why.no_fact")) == (len(without) if len(without) < len(items) else 0)
    sources = {entry.source for entry in entries if entry not in without}
    for source in {entry.source for entry in entries} - {None}:
        assert (flat(words("why.source", text=source)) in lines) == (sources == {source})
    assert flat(result.explain(language)).count(lines) == 1


def test_answer_without_a_fact_is_marked_among_those_with_one() -> None:
    """A fact, its source, and that there is none stand beside the answers; the second time it is *named above*."""
    both = rule("both", "high", {"all": [is_item("threats", "present"), is_item("weapon", "present")]})
    again = rule("again", "high", {"all": [is_item("weapon", "present"), is_item("former_partner", "no")]})
    result = doorstep(QUIET | {"threats": {"answer": "present", "because": "He wrote it.", "source": "report 12"},
                               "weapon": "present"}, outcomes=outcome(both, again))

    text = flat(result.explain("en"))

    assert ("By both. Threats: Present. Based on: He wrote it. Weapon: Present. No fact noted. "
            "By again. Weapon: Present (named above) Were they partners? No. No fact noted. "
            "For 2 of these 3 answers no fact is noted: add them before anybody builds on this. "
            "Source of each fact: report 12") in text
    one = flat(result.what_if(former_partner={"answer": "no", "because": "Neighbours.", "source": "report 12"}
                              ).explain("en"))
    assert "For 1 of these 3 answers no fact is noted: add it before anybody builds on this." in one


# Rules for missing answers


@pytest.mark.parametrize(("answers", "told_words"), [
    ({"threats": "unknown"}, "The published rule for missing answers was used for 1 answer."),
    ({"threats": "unknown", "weapon": "unknown"}, "The published rule for missing answers was used for 2 answers."),
    ({"former_partner": "unknown", "threats": "unknown"},
     "Open answers decide whether the published rule for missing answers is used for this number."),
])
def test_use_of_a_rule_for_missing_answers_is_told(answers: dict[str, str], told_words: str) -> None:
    """It is used for what is missing; with a dispute that may be missing too, one more would be too many."""
    allow = 1 if "former_partner" in answers else 2
    total = DOORSTEP["scales"][0] | {"missing": {"allow": allow, "method": "as_zero"}}

    text = flat(doorstep(QUIET | answers, scales=[total, DOORSTEP["scales"][1]]).explain("en", details=True))

    assert told_words in text
    assert f"Published rule for missing answers: while at most {allow} are missing, each counts as 0." in text


# Titles, ends and evidence


def test_titles_of_the_details_stand_over_what_they_name() -> None:
    """All answers, all numbers, all rules: each list is there whole, under its title."""
    text = flat(doorstep(QUIET).explain("en", details=True))
    answers, numbers, rules = re.split("All answers|All numbers|All rules", text)[1:]

    assert "Were they partners? No" in answers
    assert "Weapon: Absent" in answers
    assert "severe: 0 Counts how many of these have the answer Present: Threats: Absent (0) Weapon: Absent" in numbers
    assert "High (does not hold): Threats and a weapon." in rules


def test_other_outcomes_stand_apart_from_the_result() -> None:
    """Every outcome but the result stands under *Other outcomes*, with its level."""
    result = riskscreen.load("sash-style").score({}, partial=True)
    text = flat(result.explain("en"))

    others = text[text.index("Other outcomes"):]
    for name, found in result.outcomes.items():
        assert (f"{found.title['en']}: not settled: " in others) == (name != result.instrument.definition.result)


@pytest.mark.parametrize(("answers", "said"), [
    ({"custody": "unknown"}, "For this the open answer to one question may matter: Dispute over children."),
    ({"threats": "unknown", "custody": "unknown"},
     "For this the open answers to 2 questions may matter: Threats; Dispute over children."),
    ({"threats": "unknown"}, None)])
def test_settled_result_names_what_another_outcome_still_hangs_on(answers: dict[str, str], said: str | None) -> None:
    """Worked out by hand: a weapon alone settles the result, and two signs of three, or the dispute, the other outcome.

    With a weapon and threats unknown, both levels of it are possible; with the dispute present it is high anyway.
    """
    signs = {"id": "signs", "count": {"items": ["threats", "weapon", "custody"]}, "where": ["present"]}
    levels = DOORSTEP["outcomes"][0]["levels"]
    care = {"id": "care", "title": {"en": "Care", "nl": "Zorg"}, "levels": [levels[0], levels[2]], "rules": [
        rule("two", "high", {"any": [{"scale": "signs", "at_least": 2}, is_item("custody", "present")]})]}
    known = {"former_partner": "yes", "threats": "absent", "weapon": "present", "custody": "present"}
    result = doorstep(known | answers,
                      scales=[*DOORSTEP["scales"], signs], result="concern",
                      outcomes=[*outcome(rule("armed", "high", is_item("weapon", "present"))), care])

    assert (result.level, result.outcomes["care"].determined) == ("high", said is None)
    for shown in (flat(result.explain("en")), flat(re.sub("<[^>]*>", "", result.to_html("en")))):
        assert (said in shown) if said else ("may matter" not in shown)


def test_page_says_what_it_was_made_with_and_names_its_parts() -> None:
    """Version and digest are those of what made it; columns and titles say what stands beneath them."""
    result = doorstep(QUIET | {"weapon": "unknown"})
    page = result.to_html("en")
    made_with = f"Made with riskscreen {riskscreen.__version__}. Fingerprint of the definition: "

    assert made_with + result.instrument.digest in re.sub("</?bdi>", "", page)
    for title in ("Item", "Answer, and what it is based on", "What counts", "Adds", "Level, and if the rule holds",
                  "Rule"):
        assert f'scope="col">{title}</th>' in page
    high = {"former_partner": "unknown", "threats": "present", "weapon": "present"}
    assert "Without an answer" in doorstep(high).to_html("en")
    assert "All numbers and all rules stand on the page on the screen; what is opened there is printed too." in page
    for scale in result.scales.values():
        assert scale.id in page
    for each in result.instrument.outcomes["concern"].rules:
        assert each.because is not None
        assert each.because["en"] in page
