"""What is told as needed while answers are open: nothing that some of the levels still possible do not ask for."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import generators
import riskscreen
from explain.test_result_text import flat
from oracle import naive
from riskscreen import Instrument, Result

DOORSTEP = json.loads((Path(__file__).parents[1] / "data" / "doorstep-check.json").read_text(encoding="utf-8"))
SOME = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
QUIET = {"former_partner": "no", "threats": "absent", "weapon": "absent"}
ASK = {"en": "Ask about weapons first.", "nl": "Vraag eerst naar wapens."}
TALK, CONTACT, CONSULT = ({"en": text, "nl": f"{text} (nl)"} for text in ("Talk.", "A contact person.", "Consult."))


def doorstep(steps: tuple[list[Any], ...] = ([TALK], [CONTACT], [CONTACT, CONSULT]), **said: Any) -> Instrument:
    """The small instrument with steps for its levels, and with more said of its outcome."""
    document = copy.deepcopy(DOORSTEP)
    for level, asked in zip(document["outcomes"][0]["levels"], steps, strict=True):
        if asked:
            level["follow_up"] = asked
    document["outcomes"][0] |= said
    return Instrument.from_dict(document)


def told(result: Result, language: str = "en") -> list[str]:
    """The steps that a result tells as needed."""
    return [step[language] for step in result.follow_up]


def page(result: Result, language: str = "en") -> str:
    """The page of a result without its marks, as one line."""
    source = re.sub("<style>.*?</style>|</?bdi>", "", result.to_html(language), flags=re.DOTALL)
    return " ".join(re.sub("<[^>]+>", " ", source).split())


LOW_TO_MEDIUM = QUIET | {"former_partner": "yes", "custody": "unknown"}
MEDIUM_TO_HIGH = QUIET | {"threats": "present", "weapon": "unknown"}


def test_step_of_one_possible_level_is_not_needed_yet() -> None:
    """Where low and medium ask for different things, nothing is needed yet: the talk of low could do harm."""
    result = doorstep().score(LOW_TO_MEDIUM)

    assert (result.at_least, result.at_most) == ("low", "medium")
    assert told(result) == []
    assert "Talk." not in result.explain()
    assert "Needed already" not in result.explain()


def test_step_of_every_possible_level_is_needed_already() -> None:
    """What medium and high both ask for is told, once, under a heading of its own; what only high asks for is not."""
    result = doorstep().score(MEDIUM_TO_HIGH)

    assert told(result) == ["A contact person."]
    for view in (flat(result.explain()), page(result)):
        assert "Needed already A contact person." in view
        assert "Consult." not in view
    assert "Wat nu al nodig is A contact person. (nl)" in flat(result.explain("nl"))


def test_steps_are_equal_only_where_every_language_says_the_same() -> None:
    """Two steps that differ in one language are two steps."""
    other = CONTACT | {"nl": "Iemand anders."}

    assert told(doorstep(([], [CONTACT], [other])).score(MEDIUM_TO_HIGH)) == []


def test_cumulative_steps_of_the_lowest_possible_level_are_needed() -> None:
    """Where the steps of a level include those below it, those of the lowest level are one of every completion."""
    instrument = doorstep(([TALK], [CONTACT], [CONSULT]), follow_ups="cumulative")

    assert told(instrument.score(LOW_TO_MEDIUM)) == ["Talk."]
    assert told(instrument.score(MEDIUM_TO_HIGH)) == ["A contact person.", "Talk."]
    assert told(instrument.score(QUIET | {"threats": "present", "weapon": "present"})) == \
        ["Consult.", "A contact person.", "Talk."]


def test_cumulative_step_stands_once() -> None:
    """A step that several levels name is told once."""
    instrument = doorstep(([TALK], [TALK, CONTACT], [TALK, CONSULT]), follow_ups="cumulative")

    assert told(instrument.score(MEDIUM_TO_HIGH)) == ["Talk.", "A contact person."]


def test_settled_level_tells_its_own_steps() -> None:
    """Once the level is settled its steps are told under its name, and no others."""
    result = doorstep().score(QUIET)

    assert told(result) == ["Talk."]
    assert "Next steps at level Low - Talk." in " ".join(result.explain().split())


@pytest.mark.parametrize("partial", [{}, QUIET | {"weapon": "unknown"}])
def test_what_to_do_while_open_stands_with_the_bounds(partial: Any) -> None:
    """While more than one level is possible, also before anything is answered, the instrument says what to do."""
    result = doorstep(when_open=[ASK]).score(partial, partial=True)

    assert [text["en"] for text in result.when_open] == ["Ask about weapons first."]
    assert re.search(r"still open\. While this is not settled Ask about weapons first\. ", flat(result.explain()))
    assert "While this is not settled Ask about weapons first." in page(result)
    assert "Zolang dit niet vaststaat Vraag eerst naar wapens." in page(result, "nl")


def test_what_to_do_while_open_is_no_step() -> None:
    """It is never told as needed, and no longer told once the level is settled."""
    instrument = doorstep(when_open=[ASK])

    assert told(instrument.score(MEDIUM_TO_HIGH)) == ["A contact person."]
    settled = instrument.score(QUIET)
    assert settled.when_open == ()
    assert "Ask about weapons" not in settled.explain() + settled.to_html()


def with_other(**more: Any) -> Instrument:
    """The small instrument with a second outcome like the first, which asks for one step more at medium and high."""
    document = doorstep().to_dict()
    other = copy.deepcopy(document["outcomes"][0]) | {"id": "other", "title": {"en": "Other", "nl": "Ander"}} | more
    for level in other["levels"][1:]:
        level["follow_up"] = [*level["follow_up"], ASK]
    document["outcomes"].append(other)
    return Instrument.from_dict(document)


def test_steps_of_another_outcome_stand_under_it() -> None:
    """Whoever reads that another outcome calls for something reads what; not again what the result asks too."""
    result = with_other().score(QUIET | {"threats": "present"})

    assert "Other: Medium Ask about weapons first. What this is not for" in bare(result)
    assert "Next steps at level Medium A contact person. Why" in bare(result)
    assert page(result).count("A contact person.") == 1
    assert "Ask about weapons first." in page(result)


def test_lowest_level_of_another_outcome_asks_for_nothing() -> None:
    """What is not called for is not told with steps, unless the levels are alternatives: then each has its own."""
    degree, route = (with_other(kind=kind, levels=[
        {**level, "follow_up": [ASK]} for level in with_other().to_dict()["outcomes"][0]["levels"]])
        for kind in ("degree", "route"))

    assert "Ask about weapons first." not in degree.score(QUIET).explain()
    assert "Ask about weapons first." in route.score(QUIET).explain()


def test_steps_of_another_outcome_are_needed_in_any_case() -> None:
    """While it is open, only what each of its possible levels asks is told."""
    result = with_other().score(LOW_TO_MEDIUM)

    assert "Ask about weapons first." not in result.explain() + result.to_html()
    assert "Ask about weapons first." in with_other().score(MEDIUM_TO_HIGH).explain()


def bare(result: Result) -> str:
    """The text of a result as one line, without the dashes of its lists."""
    return flat(result.explain()).replace("- ", "")


def test_other_outcome_says_what_to_do_while_it_is_open() -> None:
    """An outcome that is not the result says so where it is listed."""
    document = doorstep().to_dict()
    other = copy.deepcopy(document["outcomes"][0]) | {"id": "other", "title": {"en": "Other", "nl": "Ander"},
                                                      "when_open": [ASK]}
    document["outcomes"].insert(0, other)

    result = Instrument.from_dict(document).score(MEDIUM_TO_HIGH)

    assert "Other: not settled: Medium or High Ask about weapons first." in flat(result.explain())
    assert "Ask about weapons first." in page(result)


def test_data_has_what_the_views_say() -> None:
    """Who makes a view of their own needs no knowledge of which steps are safe to show."""
    told = doorstep(when_open=[ASK]).score(MEDIUM_TO_HIGH).to_dict()["outcomes"]

    assert isinstance(told, dict)
    assert (told["concern"]["follow_up"], told["concern"]["when_open"]) == ([CONTACT], [ASK])


@given(generators.cases(generators.documents(missing=False), partial=True))
@SOME
def test_step_that_is_told_as_needed_is_one_of_every_completion(case: tuple[Any, Any]) -> None:
    """Whatever the open answers turn out to be, the level that then stands asks for each step that was told."""
    document, answers = case
    result = Instrument.from_dict(document).score(answers, partial=True)
    outcomes = {outcome["id"]: outcome for outcome in document["outcomes"]}
    found = result.to_dict()["outcomes"]
    assert isinstance(found, dict)

    for completion in naive.completions(document, answers):
        levels = naive.scored(document, completion, frozenset()).outcomes
        for name, outcome in outcomes.items():
            asked = steps_of(outcome, levels[name])
            assert [step for step in found[name]["follow_up"] if step not in asked] == [], (name, completion)


@given(generators.cases(generators.documents(missing=False), partial=True))
@SOME
def test_next_that_is_told_in_any_case_is_one_of_every_completion(case: tuple[Any, Any]) -> None:
    """The same for the instruments that come next; and none comes next that was not told as what may."""
    document, answers = case
    follows = Instrument.from_dict(document).score(answers, partial=True).to_dict()["next_instruments"]
    assert isinstance(follows, dict)
    certain = {name for name, found in follows.items() if found["determined"]}

    for completion in naive.completions(document, answers):
        levels = naive.scored(document, completion, frozenset()).outcomes
        then = {name for outcome in document["outcomes"] for name in steps_of(outcome, levels[outcome["id"]], "next")}
        assert certain <= then <= set(follows)


def steps_of(outcome: Any, level: object, name: str = "follow_up") -> list[Any]:
    """What a level asks for as the document has it, with that of the levels below where these add up."""
    ranks = [each["id"] for each in outcome["levels"]]
    rank = ranks.index(level) if isinstance(level, str) else level
    lowest = 0 if outcome.get("follow_ups") == "cumulative" else rank
    return [step for each in outcome["levels"][lowest:rank + 1] for step in each.get(name, [])]


# What was said of shipped instruments, and must not be


@pytest.mark.parametrize("answers", [{}, {"in_danger": "unknown"}, {"in_danger": "no", "court_order": "unknown"}])
def test_nobody_is_told_to_carry_out_an_order_while_danger_is_open(answers: Any) -> None:
    """Whether there is danger, or an order at all, is not known: then no view tells how to carry one out."""
    result = riskscreen.load("contact-arrangements").score(answers, partial=True)
    levels = result.instrument.outcomes["route"].levels
    carry_out = set(levels[0].follow_up) - set(levels[1].follow_up)

    for language in ("en", "nl"):
        for view in (flat(result.explain(language)), page(result, language)):
            assert [step[language] for step in carry_out if step[language] in view] == []


def test_stop_talk_is_for_low_cases_only() -> None:
    """The steps of the stalking screen replace each other, so none of low is told while violence is unknown."""
    instrument = riskscreen.load("sash-style")
    quiet = {item.id: "no" if item.id == "former_partner" else "absent" for item in instrument.items.values()
             if not item.id.startswith("x")}

    result = instrument.score(quiet | {"s3": "unknown", "s8": "unknown"})

    assert (result.at_least, result.at_most) == ("low", "high")
    for language in ("en", "nl"):
        low = instrument.outcomes["concern"].level("low").follow_up[0][language]
        assert low not in flat(result.explain(language)) + page(result, language)


def test_open_steps_are_not_told_as_done() -> None:
    """With nine of ten items open nothing is told of what follows when all has been done."""
    instrument = riskscreen.load("stalking-steps")
    first = next(iter(instrument.items))
    result = instrument.score({first: "done"}, partial=True)
    all_done = instrument.outcomes["next_step"].level("all_done").follow_up

    assert len(result.unanswered) == len(instrument.items) - 1
    for language in ("en", "nl"):
        for view in (flat(result.explain(language)), page(result, language)):
            assert [step[language] for step in all_done if step[language] in view] == []
