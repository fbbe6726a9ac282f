"""Answers that are sets: one of several options, or of the numbers in a range, not known which."""

from __future__ import annotations

import copy
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import generators
import riskscreen
from explain.test_result_text import flat
from riskscreen import AnswersError, Instrument

SASH = riskscreen.load("sash-style")
DOORSTEP = json.loads((Path(__file__).parent / "data" / "doorstep-check.json").read_text(encoding="utf-8"))


def rated(*, unknown: bool = True, missing: Any = None) -> Instrument:
    """Two items with low, medium and high, 0 to 2, one that asks a number of days, in bands, and one for an age."""
    document: Any = copy.deepcopy(DOORSTEP)
    three = {"options": [{"id": name, "score": n, "label": {"en": name.capitalize(), "nl": name.capitalize()}}
                         for n, name in enumerate(("low", "medium", "high"))]}
    if not unknown:
        three["unknown"] = False
    days = {"integer": {"min": 0, "max": 30}, "bands": [
        {"id": name, "from": start, "score": n, "label": {"en": name.capitalize(), "nl": name.capitalize()}}
        for n, (name, start) in enumerate((("few", 0), ("some", 10), ("many", 20)))]}
    if not unknown:
        days["unknown"] = False
    text = {"en": "What?", "nl": "Wat?"}
    sure = {"id": "sure", "text": {"en": "Sure?", "nl": "Zeker?"}, "suggests": "high"}
    document["sections"] = [{"id": "core", "title": text, "items": [
        {"id": "a", "text": {"en": "Anger", "nl": "Woede"}, "response": three, "indicators": [sure]},
        {"id": "b", "text": {"en": "Blows", "nl": "Slagen"}, "response": three},
        {"id": "days", "text": {"en": "Days", "nl": "Dagen"}, "response": days},
        {"id": "age", "text": {"en": "Age", "nl": "Leeftijd"}, "response": {"decimal": {
            "min": 0, "max": 120, "places": 1, "unit": {"en": "years", "nl": "jaar"}}}},
        {"id": "note", "text": {"en": "Note", "nl": "Notitie"}, "response": {"text": {"max_length": 20}}}]}]
    total: Any = {"id": "total", "sum": {"sections": ["core"]}}
    if missing is not None:
        total["missing"] = missing
    document["scales"] = [total]
    document["outcomes"][0]["rules"] = []
    del document["outcomes"][0]["rules"]
    document["outcomes"][0] |= {"scale": "total", "bands": [
        {"level": "low", "from": 0}, {"level": "medium", "from": 2}, {"level": "high", "from": 4}]}
    del document["response_scales"]
    return Instrument.from_dict(document)


RATED = rated()
KNOWN = {"a": "low", "b": "low", "days": 0, "age": 40}


def ids(levels: Any) -> list[str]:
    """The ids of some levels."""
    return [level.id for level in levels]


def problems_of(answers: Any, instrument: Instrument = RATED) -> list[tuple[str, str]]:
    """The codes and the places of all that is wrong with answers."""
    with pytest.raises(AnswersError) as caught:
        instrument.score(answers)
    return [(problem.code, problem.pointer) for problem in caught.value.problems]


def test_set_rules_out_what_is_not_in_it() -> None:
    """A rater who knows it is at least medium need not say unknown, which would allow low again."""
    unknown, narrowed = (RATED.score(KNOWN | {"b": "medium", "a": given}) for given in ("unknown", ["medium", "high"]))

    assert ids(unknown.possible) == ["low", "medium"]
    assert ids(narrowed.possible) == ["medium"]
    assert (narrowed.scales["total"].least, narrowed.scales["total"].most) == (2, 3)
    assert (narrowed.narrowed, narrowed.unknown, narrowed.unanswered) == (("a",), (), ())
    assert repr(narrowed) == "<Result doorstep-check 0.1.0: medium, 1 narrowed>"


@pytest.mark.parametrize("given", [["high", "medium"], ("medium", "high"), {"high", "medium"},
                                   frozenset({"medium", "high"}), {"answer": ["high", "medium"]}])
def test_any_kind_of_set_is_the_same_answer(given: Any) -> None:
    """It is written in the order of the definition, so equal sets have equal bytes."""
    result = RATED.score(KNOWN | {"a": given})

    assert result == RATED.score(KNOWN | {"a": ["medium", "high"]})
    assert result.answers.to_dict()["a"] == ["medium", "high"]
    entry = result.to_dict()["trace"]["items"][0]  # type: ignore[index]
    assert entry == {"item": "a", "state": "narrowed", "applies": "always", "given": ["medium", "high"],
                     "choices": ["medium", "high"]}


def test_set_of_one_is_that_answer_and_of_all_is_unknown() -> None:
    """There is one way to say each."""
    assert RATED.score(KNOWN | {"a": ["high"]}) == RATED.score(KNOWN | {"a": "high"})
    assert RATED.score(KNOWN | {"a": ["low", "high", "medium"]}) == RATED.score(KNOWN | {"a": "unknown"})
    assert RATED.score(KNOWN | {"days": {"from": 4, "to": 4}}) == RATED.score(KNOWN | {"days": 4})
    assert RATED.score(KNOWN | {"days": {"from": 0}}) == RATED.score(KNOWN | {"days": "unknown"})
    assert problems_of(KNOWN | {"a": ["low", "high", "medium"], "days": {"to": 30}}, rated(unknown=False)) == [
        ("A-unknown-not-allowed", "/answers/a"), ("A-unknown-not-allowed", "/answers/days")]


@pytest.mark.parametrize(("given", "least", "most", "written"), [
    ({"from": 5, "to": 19}, 0, 1, {"from": 5, "to": 19}), ({"from": 20}, 2, 2, {"from": 20, "to": 30}),
    ({"to": 10}, 0, 1, {"from": 0, "to": 10}), ({"from": "12", "to": 13}, 1, 1, {"from": 12, "to": 13}),
    ({"answer": {"from": 9, "to": 20}}, 0, 2, {"from": 9, "to": 20})])
def test_range_of_numbers_leaves_the_bands_that_it_meets(given: Any, least: int, most: int, written: Any) -> None:
    """Both ends are inside, either may be left out."""
    result = RATED.score(KNOWN | {"days": given})

    assert (result.scales["total"].least, result.scales["total"].most) == (least, most)
    assert result.narrowed == ("days",)
    assert result.answers.to_dict()["days"] == written


def test_range_of_a_number_that_is_only_recorded_is_kept() -> None:
    """Decimals stay exact; in JSON they are texts."""
    result = RATED.score(KNOWN | {"age": {"from": Decimal("17.5"), "to": 21}})

    assert result.narrowed == ("age",)
    assert result.to_dict()["answers"]["age"] == {"from": "17.5", "to": 21}  # type: ignore[index]
    assert "Age: 17.5 to 21 years" in flat(result.explain(details=True))
    assert RATED.score(result.to_dict()["answers"]) == result


@pytest.mark.parametrize(("given", "problems"), [
    ({"a": []}, [("A-empty-set", "/answers/a")]),
    ({"days": {"from": 9, "to": 3}}, [("A-empty-set", "/answers/days")]),
    ({"a": ["low", "low"]}, [("A-repeated-option", "/answers/a/1")]),
    ({"a": ["low", "unknown"]}, [("A-unknown-in-set", "/answers/a/1")]),
    ({"a": ["low", "hihg"]}, [("A-unknown-option", "/answers/a/1")]),
    ({"a": ["low", None]}, [("A-wrong-type", "/answers/a/1")]),
    ({"a": ["low", ["high"]]}, [("A-wrong-type", "/answers/a/1")]),
    ({"a": {"answer": []}}, [("A-empty-set", "/answers/a")]),
    ({"days": [3, 4]}, [("A-wrong-type", "/answers/days")]),
    ({"note": ["x", "y"]}, [("A-wrong-type", "/answers/note")]),
    ({"note": {"from": 1}}, [("A-wrong-type", "/answers/note")]),
    ({"a": {"from": "low"}}, [("A-wrong-type", "/answers/a")]),
    ({"days": {"from": 1.5}}, [("A-wrong-type", "/answers/days/from")]),
    ({"days": {"from": -1, "to": 31}}, [("A-out-of-range", "/answers/days/from"), ("A-out-of-range",
                                                                                "/answers/days/to")]),
    ({"days": {"from": "unknown"}}, [("A-wrong-type", "/answers/days/from")]),
    ({"days": {"answer": {"answer": 3}}}, [("A-wrong-type", "/answers/days")]),
    ({"days": {}}, [("A-missing", "/answers/days")]),
    ({"a": [], "b": ["low", "low"]}, [("A-empty-set", "/answers/a"), ("A-repeated-option", "/answers/b/1")])])
def test_set_that_is_none_is_refused_by_its_place(given: Any, problems: list[tuple[str, str]]) -> None:
    """All problems at once, each with its own code."""
    assert problems_of(KNOWN | given) == problems


def test_set_of_all_that_suggestions_stand_above_is_hinted_at() -> None:
    """An indicator that suggests high is a hint where the set has only lower answers, and none where high is in it."""
    lower, with_high = (RATED.score(KNOWN | {"a": {"answer": given, "indicators": ["sure"]}})
                        for given in (["low", "medium"], ["medium", "high"]))

    assert [hint.to_dict() for hint in lower.hints] == [
        {"item": "a", "indicator": "sure", "answer": ["low", "medium"], "suggests": "high"}]
    assert with_high.hints == ()
    assert "Low or Medium" in flat(lower.explain())


@pytest.mark.parametrize("method", ["as_zero", "prorate"])
def test_rule_for_missing_answers_never_counts_a_set_as_missing(method: str) -> None:
    """A narrowed item is given: 1 or 2 never becomes 0 or a mean."""
    rule = {"allow": 1, "method": method} | ({"round": "half_up"} if method == "prorate" else {})
    instrument = rated(missing=rule)

    result = instrument.score(KNOWN | {"a": ["medium", "high"], "b": "high"})

    assert (result.scales["total"].least, result.scales["total"].most) == (3, 4)
    assert result.trace.scales[0].filled_in is None
    assert instrument.score(KNOWN | {"a": ["medium", "high"], "b": "unknown"}).trace.scales[0].n_missing == 1


def test_views_say_what_the_set_is_and_never_unknown() -> None:
    """*Medium or High*, in text and on the page."""
    result = RATED.score(KNOWN | {"b": "medium", "a": ["low", "high"], "days": {"from": 5, "to": 12}})

    for view in (flat(result.explain(details=True)), result.to_html(), flat(result.explain("nl", details=True))):
        assert "Unknown" not in view
        assert "Onbekend" not in view
    assert "Anger: Low or High" in flat(result.explain(details=True))
    assert "Days: 5 to 12" in flat(result.explain(details=True))
    assert "Woede: Low of High" in flat(result.explain("nl", details=True))


def test_reason_names_the_set_as_it_was_given() -> None:
    """That it is medium or high is enough for medium here, with the answer to b."""
    result = RATED.score(KNOWN | {"b": "medium", "a": ["medium", "high"]})

    assert [sorted(reason) for reason in result.why_at_least().expand()] == [
        [("a", ("medium", "high")), ("b", "medium")]]
    assert {"item": "a", "answer": ["medium", "high"]} in [
        answer for reason in result.why_at_least() for group in reason.groups for answer in group.to_dict()["answers"]]
    assert "Anger: Medium or High" in flat(str(result.why_at_least()))
    assert "Anger" in flat(str(result.changes(to="low")))


def test_next_question_asks_within_the_set() -> None:
    """What was ruled out is no answer any more."""
    questions = RATED.score(KNOWN | {"a": ["low", "high"], "b": "high", "days": 0}).next_questions()

    assert [(question.item, [prospect.answer for prospect in question.prospects]) for question in questions] == [
        ("a", ["low", "high"])]
    assert [ids(prospect.possible) for prospect in questions[0].prospects] == [["medium"], ["high"]]


def test_what_if_takes_and_keeps_sets() -> None:
    """A set can be tried, and narrowed further."""
    result = RATED.score(KNOWN | {"b": "high"}).what_if(a=["medium", "high"])

    assert ids(result.possible) == ["medium", "high"]
    assert result.what_if(days=20).narrowed == ("a",)
    assert ids(result.what_if(a="high").possible) == ["high"]
    assert "Anger: Low; then Medium or High" in flat(RATED.score(KNOWN).compare(result).explain())


def test_gate_on_a_narrowed_item_is_exact() -> None:
    """An item that applies for every option of the set applies, for none of them does not."""
    document: Any = copy.deepcopy(DOORSTEP)
    document["sections"][0]["items"][0]["response"]["options"].append(
        {"id": "maybe", "label": {"en": "Maybe", "nl": "Misschien"}})
    document["sections"][2]["applies_when"]["is"] = ["yes", "maybe"]
    instrument = Instrument.from_dict(document)
    answers = {"threats": "absent", "weapon": "absent"}

    assert problems_of(answers | {"former_partner": ["yes", "maybe"]}, instrument) == [
        ("A-missing", "/answers/custody")]
    assert instrument.score(answers | {"former_partner": ["no", "yes"]}).unanswered == ("custody",)


def test_answers_file_with_sets_is_written_and_read(tmp_path: Path) -> None:
    """A list or a range in a file, and in a kept result."""
    answers = {"a": ["medium", "high"], "b": {"answer": ["low", "medium"], "because": "report"}, "days": {"from": 3},
               "age": {"to": "20.5"}}
    file = {"instrument": {"id": "doorstep-check", "version": "0.1.0"}, "answers": answers}

    read = riskscreen.read_answers(json.dumps(file), RATED)
    result = RATED.score(read.answers)

    assert result.narrowed == ("a", "b", "days", "age")
    assert RATED.score(riskscreen.read_answers(json.dumps(result.to_dict()), RATED).answers) == result


@pytest.mark.parametrize("least", ["0.5", "0.50"])
def test_range_that_leaves_one_number_is_written_as_that_number(least: str) -> None:
    """Zeros at the end of a limit in the definition do not stay on: equal answers look the same."""
    document = RATED.to_dict()
    [age] = [item for item in document["sections"][0]["items"] if item["id"] == "age"]
    age["response"]["decimal"] |= {"min": Decimal(least), "places": 2}

    result = Instrument.from_dict(document).score({"age": {"to": "0.5"}}, partial=True)

    assert result.answers.to_json() == {"age": "0.5"}


@given(st.data())
def test_any_set_gives_the_same_after_it_is_written(data: st.DataObject) -> None:
    """Written answers score as the first ones did, with the same bytes."""
    document, answers = data.draw(generators.cases(partial=True, evidence=True, sets=True))
    instrument = Instrument.from_dict(document)
    result = instrument.score(answers, partial=True)

    assert instrument.score(result.answers.to_dict(), partial=True) == result
    assert instrument.score(json.loads(json.dumps(result.answers.to_json())), partial=True).to_dict() == \
        result.to_dict()


def test_narrowed_answer_that_plays_no_part_is_told_all_the_same() -> None:
    """What is counted as open is named somewhere, and never as without an answer."""
    result = RATED.score(KNOWN | {"age": {"from": 20, "to": 30}, "a": ["low", "medium"], "b": "low"})

    for view in (flat(result.explain()), re.sub("</?bdi>", "", result.to_html())):
        assert "One of several, not known which:" in view
        assert "20 to 30 years" in view
    assert "Woede: Low of Medium" in flat(result.explain("nl"))
    assert "without an answer" not in flat(result.explain())
