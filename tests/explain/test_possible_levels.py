"""The levels that can still occur, where they leave out what lies between: low or high, never medium."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given

import generators
import riskscreen
from explain.test_result_text import flat
from oracle import naive
from riskscreen import Instrument

FLAGS = riskscreen.load("stalking-red-flags")
ONE_UNKNOWN = dict.fromkeys(FLAGS.items, "absent") | {"r1": "unknown"}


def ids(levels: Any) -> list[str]:
    """The ids of some levels."""
    return [level.id for level in levels]


def test_level_that_no_completion_gives_is_not_possible() -> None:
    """The first red flag is enough for high; without it there is none: medium, with one flag, cannot come out."""
    result = FLAGS.score(ONE_UNKNOWN)

    assert (ids(result.possible), result.exact) == (["low", "high"], True)
    assert ids(result.outcomes["urgency"].possible) == ["low", "high"]
    assert repr(result) == "<Result stalking-red-flags 0.2.0: low or high, 1 unknown>"
    assert ids(FLAGS.score(dict.fromkeys(FLAGS.items, "unknown")).possible) == ["low", "medium", "high"]
    assert ids(FLAGS.score(ONE_UNKNOWN | {"r1": "present"}).possible) == ["high"]


def test_possible_levels_stand_in_plain_values_and_in_the_trace() -> None:
    """What a program reads has them by id, of each outcome."""
    written = FLAGS.score(ONE_UNKNOWN).to_dict()

    assert written["outcomes"]["urgency"]["possible"] == ["low", "high"]  # type: ignore[index]
    assert written["trace"]["outcomes"][0]["possible"] == ["low", "high"]  # type: ignore[index]


def test_text_names_the_levels_that_are_possible() -> None:
    """Nobody reads that medium is possible where it is not."""
    assert "not settled: Low or High. 1 answer is still open." in flat(FLAGS.score(ONE_UNKNOWN).explain())
    assert "staat nog niet vast: Laag of Hoog." in flat(FLAGS.score(ONE_UNKNOWN).explain("nl"))


def test_strip_of_levels_rules_out_what_lies_between() -> None:
    """On the page medium is ruled out, while low and high are possible."""
    page = FLAGS.score(ONE_UNKNOWN).to_html()
    steps = re.findall(r'<li class="rs-step rs-(\w+) rs-\w+">.*?<bdi>(\w+)</bdi>', page)

    assert steps == [("may", "Low"), ("out", "Medium"), ("may", "High")]


def test_steps_of_a_level_that_cannot_occur_do_not_count() -> None:
    """What low and high ask is needed, also where medium, which cannot come out, does not ask it."""
    document: Any = FLAGS.to_dict()
    step = {"en": "Write it down.", "nl": "Schrijf het op."}
    for level in document["outcomes"][0]["levels"]:
        level["follow_up"] = [] if level["id"] == "medium" else [step]
    del document["outcomes"][0]["levels"][1]["follow_up"]

    result = Instrument.from_dict(document).score(ONE_UNKNOWN)

    assert [text["en"] for text in result.follow_up] == ["Write it down."]


def test_comparison_tells_a_level_that_became_impossible() -> None:
    """Between the same ends, that medium cannot be any more is a difference."""
    two = FLAGS.score(ONE_UNKNOWN | {"r2": "unknown", "r12": "unknown"})
    one = two.what_if(r12="absent")
    assert (ids(two.possible), ids(one.possible)) == (["low", "medium", "high"], ["low", "high"])

    text = flat(two.compare(one).explain())

    assert "not settled: Low, Medium or High; then not settled: Low or High" in text
    assert two.compare(one).to_dict()["outcomes"] == [
        {"outcome": "urgency", "before": ["low", "medium", "high"], "after": ["low", "high"]}]


def test_questions_tell_what_each_answer_leaves() -> None:
    """Each prospect has the levels that it leaves; one with a hole is no wider than it is."""
    questions = FLAGS.score(ONE_UNKNOWN | {"r2": "unknown"}).next_questions()

    assert ids(questions.possible) == ["low", "high"]
    assert [(prospect.answer, ids(prospect.possible)) for prospect in questions[0].prospects] == [
        ("absent", ["low", "high"]), ("present", ["high"])]
    assert "If Absent: Low or High. If Present: High." in flat(str(questions))
    assert questions.to_dict()["questions"][0]["prospects"][0] == {  # type: ignore[index]
        "answer": "absent", "at_least": "low", "at_most": "high", "possible": ["low", "high"]}


@pytest.mark.parametrize(("possible", "told"), [
    ((0, 1), "A or B"), ((0, 1, 2, 3), "A, B, C or D"), ((0, 1, 2, 3, 4), "A to E"),
    ((0, 2, 3, 4, 5, 6), "A or C to G"), ((0, 1, 2, 3, 4, 6), "A to E or G")])
def test_five_levels_in_a_row_are_named_by_their_ends(possible: tuple[int, ...], told: str) -> None:
    """A list of many levels is not read; with a hole it is two."""
    document: Any = {
        "format": "riskscreen/1", "id": "ladder", "version": "0.1.0", "title": {"en": "Ladder"},
        "about": {"status": "synthetic", "licence": "CC0-1.0", "intended_use": {"en": "A test."},
                  "not_for": {"en": "Decisions about people."}, "sources": {"own": "A test."}},
        "sections": [{"id": "all", "title": {"en": "All"}, "items": [{
            "id": "a", "text": {"en": "Which?"}, "response": {"options": [
                {"id": f"o{n}", "label": {"en": f"Option {n}"}} for n in possible]}}]}],
        "outcomes": [{"id": "level", "title": {"en": "Level"},
                      "levels": [{"id": letter.lower(), "label": {"en": letter}} for letter in "ABCDEFG"],
                      "rules": [{"id": f"r{n}", "level": "abcdefg"[n], "when": {"item": "a", "is": [f"o{n}"]}}
                                for n in possible]}],
        "result": "level"}

    result = Instrument.from_dict(document).score({"a": "unknown"})

    assert [level.rank for level in result.possible] == list(possible)
    assert f"Level: not settled: {told}. 1 answer" in flat(result.explain())


@given(generators.cases(partial=True, most_completions=200, sets=True))
def test_prospects_are_what_completions_give(case: tuple[Any, Any]) -> None:
    """Each answer to each open item leaves just the levels of the completions with it."""
    document, answers = case
    result = Instrument.from_dict(document).score(answers, partial=True)

    for question in result.next_questions():
        item = result.instrument.items[question.item]
        for prospect in question.prospects:
            answer = next((band.start for band in getattr(item.response, "bands", ()) if band.id == prospect.answer),
                          prospect.answer)
            expected = naive.bounds(document, answers | {question.item: answer})["possible"][document["result"]]
            assert ids(prospect.possible) == expected
