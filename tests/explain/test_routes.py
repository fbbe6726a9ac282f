"""Levels that are alternatives: named one by one in every view, and never as more or less of one thing."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import generators
from cli.running import started
from explain.test_result_text import flat
from riskscreen import Instrument, Result
from riskscreen.engine.compose import meaning
from riskscreen.explain.text.views import instrument_text

DOORSTEP = json.loads((Path(__file__).parents[1] / "data" / "doorstep-check.json").read_text(encoding="utf-8"))
SOME = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
QUIET = {"former_partner": "no", "threats": "absent", "weapon": "absent"}
ALL_OPEN = {"former_partner": "unknown", "threats": "unknown", "weapon": "unknown"}
B_OR_A = QUIET | {"threats": "present", "weapon": "unknown"}
C_OR_B = QUIET | {"former_partner": "yes", "custody": "unknown"}
LABELS = ({"en": "C", "nl": "C"}, {"en": "B", "nl": "B"}, {"en": "A", "nl": "A"})
# What only can be said of degrees: no view of a route has any of these words.
OF_DEGREES = re.compile(r"at (?:least|most) [ABC]\b|\b[ABC] or (?:higher|lower)|(?:higher|lower) than [ABC]\b|"
                        r"(?:minstens|hoogstens) [ABC]\b|\b[ABC] of (?:hoger|lager)|(?:hoger|lager) dan [ABC]\b|"
                        r"limits|grenzen|\b(?:low|medium) to (?:medium|high)|at_least|at_most")


def document(**said: Any) -> dict[str, Any]:
    """The small instrument with its levels as the routes C, B and A."""
    found = copy.deepcopy(DOORSTEP)
    found["outcomes"][0] |= {"title": {"en": "Route", "nl": "Route"}, "kind": "route", **said}
    for level, label in zip(found["outcomes"][0]["levels"], LABELS, strict=True):
        level["label"] = label
    return found


def scored(answers: Any, **said: Any) -> Result:
    """The result of that instrument."""
    return Instrument.from_dict(document(**said)).score(answers, partial=True)


def body(result: Result, language: str) -> str:
    """The page of a result without its marks and its style, as one line."""
    source = re.sub("<style>.*?</style>|</?bdi>", "", result.to_html(language), flags=re.DOTALL)
    return " ".join(re.sub("<[^>]+>", " ", source).split())


@pytest.mark.parametrize(("answers", "english", "dutch"), [
    (ALL_OPEN, "Route: still possible: A, B or C", "Route: nog mogelijk: A, B of C"),
    (B_OR_A, "Route: still possible: A or B", "Route: nog mogelijk: A of B"),
    (C_OR_B, "Route: still possible: B or C", "Route: nog mogelijk: B of C")])
def test_open_routes_are_named_one_by_one(answers: Any, english: str, dutch: str) -> None:
    """What is still possible is listed, what must not be missed first."""
    result = scored(answers)

    assert english in flat(result.explain("en"))
    assert dutch in flat(result.explain("nl"))
    assert english.removeprefix("Route: ") in body(result, "en")


def test_labels_with_commas_stay_apart() -> None:
    """Where a label has commas of its own, semicolons keep the alternatives apart."""
    found = document()
    found["outcomes"][0]["levels"][1]["label"] = {"en": "B: report, inform and mediate", "nl": "B: melden, bemiddelen"}

    result = Instrument.from_dict(found).score(ALL_OPEN, partial=True)

    assert "still possible: A; B: report, inform and mediate; or C. " in flat(result.explain())
    assert "nog mogelijk: A; B: melden, bemiddelen; of C. " in flat(result.explain("nl"))


def test_what_is_ruled_out_is_asked_as_why_not() -> None:
    """The rule that holds says why not C; the open rule says what it may become."""
    text = flat(scored(B_OR_A).explain())

    assert "Why not C At least one sign. total: " in text
    assert "It becomes A if this turns out to hold: Threats and a weapon." in text
    assert "Waarom niet C " in flat(scored(B_OR_A).explain("nl"))


def test_open_rule_below_the_last_leads_to_either() -> None:
    """A rule for B leaves A possible beside it."""
    text = flat(scored(ALL_OPEN).explain())

    assert "It becomes A or B if this turns out to hold: At least one sign." in text
    assert "Why not" not in text


def test_settled_route_stands_by_itself() -> None:
    """A route that is settled is told like any level, with its steps under its name."""
    found = document()
    found["outcomes"][0]["levels"][0]["follow_up"] = [{"en": "Visit.", "nl": "Ga langs."}]
    result = Instrument.from_dict(found).score(QUIET)

    assert "Route: C Next steps for C Visit. Why No rule for any of the others holds." in flat(result.explain())
    assert "Vervolgstappen bij C Ga langs." in flat(result.explain("nl"))


@pytest.mark.parametrize("answers", [ALL_OPEN, B_OR_A, C_OR_B, QUIET, QUIET | {"threats": "present"}])
def test_no_view_orders_the_routes(answers: Any) -> None:
    """Nothing that is shown, printed or asked of a route says more, less, at least or at most of its levels."""
    result = scored(answers)
    views = [view for language in ("en", "nl") for view in (
        result.explain(language, details=True), body(result, language),
        result.why_at_least().explain(language), result.why_at_most().explain(language),
        result.next_questions().explain(language), result.changes(to="high").explain(language),
        result.compare(result.what_if(weapon="present")).explain(language))]
    views += [repr(result), repr(result.outcomes), repr(result.next_questions()), repr(result.trace.outcomes)]

    assert [found for view in views for found in OF_DEGREES.findall(" ".join(view.split()))] == []


def test_shapes_and_colours_order_no_routes() -> None:
    """The page draws no bars and no colours of low and high for alternatives."""
    body = scored(B_OR_A).to_html().partition("</style>")[2].rpartition("</style>")[2]

    assert "rs-bars" not in body
    assert not re.search(r'class="[^"]*rs-(low|mid|top)', body)


def test_result_prints_what_is_possible() -> None:
    """The short form of a result names the routes by their ids."""
    assert repr(scored(B_OR_A)) == "<Result doorstep-check 0.1.0: high or medium, 1 unknown>"
    assert repr(scored(B_OR_A).outcomes["concern"]) == "<OutcomeResult concern: high or medium>"
    assert repr(scored(QUIET).outcomes["concern"]) == "<OutcomeResult concern: low>"


def test_table_says_what_is_possible() -> None:
    """The summary of a table names the routes of the cases that are open."""
    instrument = Instrument.from_dict(document())

    text = str(instrument.score_codes(instrument.encode([B_OR_A, ALL_OPEN])).summary())

    assert "high or medium " in text
    assert "high or medium or low " in text


def test_condition_on_a_route_names_its_levels() -> None:
    """A later outcome that asks for a route or one above it is told with these routes."""
    found = document()
    found["outcomes"].append({
        "id": "later", "title": {"en": "Later", "nl": "Later"},
        "levels": [{"id": "no", "label": {"en": "No", "nl": "Nee"}}, {"id": "yes", "label": {"en": "Yes", "nl": "Ja"}}],
        "rules": [{"id": "pressing", "level": "yes", "when": {"outcome": "concern", "at_least": "medium"}},
                  {"id": "calm", "level": "yes", "when": {"not": {"outcome": "concern", "at_most": "medium"}}}]})

    text = flat(instrument_text(Instrument.from_dict(found).definition, "en"))

    assert "Route: A or B" in text
    assert "Route: anything but B or C" in text


@pytest.mark.parametrize(("answers", "said"), [
    (B_OR_A, ["Route: why not C? Because of this, whatever the other answers are: - Threats: Present"]),
    (C_OR_B, ["Route: why not A? "]),
    (QUIET | {"threats": "present", "weapon": "absent"}, ["Route: why not C? ", "Route: why not A? "]),
    (QUIET | {"threats": "present", "weapon": "present"}, ["Route: A, because of this, "]),
    (QUIET, ["Route: C, because of this, "]),
    (ALL_OPEN, ["Route: in this way the answers rule nothing out."])])
def test_command_asks_why_not(tmp_path: Path, answers: Any, said: list[str]) -> None:
    """`why` asks of a route why not another, for each side that is ruled out."""
    definition, file = tmp_path / "route.json", tmp_path / "answers.json"
    definition.write_text(json.dumps(document()), encoding="utf-8")
    file.write_text(json.dumps({"instrument": {"id": "doorstep-check", "version": "0.1.0"}, "answers": answers}),
                    encoding="utf-8")

    done = started("why", definition, file, "--partial")

    told = " ".join(done.out.split())
    assert [each for each in said if each not in told] == [], told
    assert OF_DEGREES.findall(told) == []


@given(generators.cases(partial=True))
@SOME
def test_whatever_is_a_route_is_told_as_one(case: tuple[Any, Any]) -> None:
    """With every outcome of any instrument as a route, no view says what is only true of degrees."""
    found, answers = copy.deepcopy(case[0]), case[1]
    for outcome in found["outcomes"]:
        outcome |= {"kind": "route", "follow_ups": "instead", "override": "none"}
    result = Instrument.from_dict(found).score(answers, partial=True)
    language = result.instrument.languages[0]
    labels = "|".join(re.escape(level.label[language]) for outcome in result.instrument.outcomes.values()
                      for level in outcome.levels)
    of_levels = re.compile(rf"(at least|at most|minstens|hoogstens) ({labels})|({labels}) "
                           r"(or higher|or lower|of hoger|of lager)")

    views = [result.explain(language, details=True), result.why_at_least().explain(language),
             result.why_at_most().explain(language), result.next_questions().explain(language)]

    assert [found for view in views for found in of_levels.findall(" ".join(view.split()))] == []


def test_questions_about_a_route_say_what_they_can_rule_out() -> None:
    """Nothing is known: a threat, or a weapon, rules out C; with two things asked of it, neither settles it alone."""
    two = {"id": "two", "level": "high", "when": {"all": [
        {"item": "threats", "is": ["present"]}, {"item": "weapon", "is": ["present"]}]}}
    one = {"id": "one", "level": "medium", "when": {"any": [
        {"item": "threats", "is": ["present"]}, {"item": "weapon", "is": ["present"]}]}}
    alone = {"id": "alone", "level": "high", "when": {"all": [
        {"item": item, "is": ["present"]} for item in ("threats", "weapon", "custody")]}}

    several = scored({"former_partner": "no"}, rules=[one, two]).next_questions()
    single = scored({"former_partner": "yes", "threats": "present"}, rules=[
        {"id": "w", "level": "medium", "when": {"item": "weapon", "is": ["present"]}}, alone]).next_questions()

    assert ("An answer to any of these can rule something out: If Absent: still possible: B or C. "
            "If Present: still possible: A or B. - Threats - Weapon") in " ".join(str(several).split())
    assert "can settle it" not in str(several)
    assert "can settle it" in str(single)


def test_one_question_that_can_rule_something_out_stands_alone() -> None:
    """A threat rules out C; whether just one of weapon and dispute is there moves it up, and neither alone tells."""
    def is_there(name: str) -> dict[str, Any]:
        return {"item": name, "is": ["present"]}

    just_one = {"all": [{"any": [is_there("weapon"), is_there("custody")]},
                        {"not": {"all": [is_there("weapon"), is_there("custody")]}}]}
    rules = [
        {"id": "a", "level": "high", "when": {"all": [is_there("threats"), just_one]}},
        {"id": "b", "level": "medium", "when": {"any": [is_there("threats"), just_one]}}]

    text = " ".join(str(scored({"former_partner": "yes"}, rules=rules).next_questions()).split())

    assert ("An answer to this can rule something out: If Absent: still possible: B or C. If Present: still possible: "
            "A or B. - Threats On its own, an answer to one of these changes nothing: - Weapon - Dispute over children"
            ) in text


def test_reasons_for_a_route_are_counted() -> None:
    """Neither A nor B would need both a threat and a weapon, and without custody there are more ways to be C."""
    text = " ".join(str(scored(QUIET | {"former_partner": "yes", "custody": "absent"}, rules=[
        {"id": "a", "level": "high", "when": {"all": [
            {"item": "threats", "is": ["present"]}, {"any": [
                {"item": "weapon", "is": ["present"]}, {"item": "custody", "is": ["present"]}]}]}},
        {"id": "b", "level": "medium", "when": {"item": "former_partner", "is": ["yes"]}}]).why_at_most()).split())

    assert ("Route: why not A? For 2 reasons. Each of these is enough on its own, whatever the other answers are: "
            "1. Threats: Absent 2. Both of these: - Weapon: Absent - Dispute over children: Absent") in text


def test_route_that_is_never_taken_needs_no_answer() -> None:
    """Without a rule for A no answers lead there."""
    reasons = scored(QUIET, rules=[
        {"id": "b", "level": "medium", "when": {"item": "threats", "is": ["present"]}}]).what_if(
        threats="present").why_at_most()

    assert "Route: why not A? No answer is needed: it never comes to that." in " ".join(str(reasons).split())


def test_too_many_possibilities_may_name_a_route_that_is_impossible(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the budget of steps it is said that some of those named may be impossible after all."""
    monkeypatch.setattr(meaning, "MOST_STEPS", 0)
    odd = {"id": "odd", "level": "high", "when": {"all": [
        {"item": "weapon", "is": ["present"]}, {"not": {"item": "weapon", "is": ["present"]}}]}}

    text = " ".join(scored(ALL_OPEN, rules=[odd]).explain("en").split())

    assert "still possible: A, B or C" in text
    assert "some of those named may be impossible after all." in text
