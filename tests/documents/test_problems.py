"""What a schema of ours finds: every problem at once, in our words, with its place, and never after a long wait."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

import riskscreen
from riskscreen.documents.answers_file import MOST_BYTES, MOST_BYTES_OF_RESULT, read_answers_file
from riskscreen.documents.problems import problems_in
from riskscreen.documents.vectors_file import read_vectors_file
from riskscreen.errors import AnswersError

NAMED = {"id": "sash-style", "version": "0.2.0"}
AWHILE = 5.0  # seconds: a machine that is busy with other things takes no more, and what goes wrong takes minutes


def document(**changes: Any) -> dict[str, Any]:
    """An answers file in which everything is right but for these changes."""
    return {"instrument": NAMED, "answers": {"s1": "present"}, **changes}


def told(found: Any) -> list[str]:
    """Every problem as a person reads it."""
    return [str(problem) for problem in problems_in(found, "answers", family="answers")]


LEAVE_OUT = "leave it out where there is nothing to say."
ANSWER = "an option, 'unknown', a number or a text; a set of those; or any of these with its evidence"
KNOWN = "format, instrument, case, as_of, source, notes, rater, context, answers"


@pytest.mark.parametrize(("changes", "said"), [
    ({"case": 7},
     "/case: This must be a text. Found: number 7. Expected: a text. [A-wrong-type]"),
    ({"case": None},
     f"/case: This must be a text; {LEAVE_OUT} Found: null. Expected: a text. [A-wrong-type]"),
    ({"instrument": NAMED | {"version": None}},
     "/instrument/version: This must be a text. Found: null. Expected: a text. [A-wrong-type]"),
    ({"instrument": "sash-style"},
     "/instrument: This must be an object. Found: 'sash-style'. Expected: "
     '{"id": "...", "version": "..."}. [A-wrong-type]'),
    ({"sorce": "x"},
     f"/sorce: An answers file has no such property. Found: 'sorce'. Expected: {KNOWN}. Did you mean source? "
     "[A-unknown-property]"),
    ({"notes": "x" * 10_001},
     "/notes: This text is too long. Found: a text of 10001 characters. Expected: at most 10000 characters. "
     "[A-too-long]"),
    ({"answers": {"s1": True}},
     f"/answers/s1: This cannot stand here. Found: true. Expected: {ANSWER}. [A-wrong-type]"),
    ({"answers": {"s1": ["x"] * 51}},
     "/answers/s1: There are too many of these. Found: list of 51. Expected: at most 50. [A-too-many]"),
    ({"answers": {f"s{n}": 0 for n in range(501)}},
     "/answers: There are too many of these. Found: object of 501. Expected: at most 500. [A-too-many]"),
    ({"answers": {"s1": {"because": "x"}}},
     "/answers/s1/answer: The property 'answer' is missing. What was answered; null where it is still to be answered. "
     "[A-missing-property]"),
    ({"answers": {"s1": {"from": 1, "too": 2}}},
     "/answers/s1/too: A range of numbers has no such property. Found: 'too'. Expected: from, to. Did you mean to? "
     "[A-unknown-property]"),
    ({"answers": {"s1": {"answer": {}}}},
     "/answers/s1/answer: This is empty or too short. Found: object of 0. Expected: at least this many entries: 1. "
     "[A-wrong-value]"),
    ({"format": "riskscreen-answers/2", "case": 7},
     "/format: This version of riskscreen does not know this format. Found: 'riskscreen-answers/2'. Expected: "
     "'riskscreen-answers/1'. [A-unknown-format]"),
])
def test_one_slip_is_one_problem_that_says_what_to_do(changes: dict[str, Any], said: str) -> None:
    """Where, what is wrong, what was found, what was expected, and what it may be a slip of."""
    assert told(document(**changes)) == [said]


@pytest.mark.parametrize("answer", [
    "present", "unknown", 3, None, ["medium", "high"], [1, "2"], {"from": 1}, {"from": "1", "to": 2}, {"answer": 3},
    {"answer": ["a", "b"], "because": "x", "source": "y", "indicators": ["z"]}, {"answer": {"to": 3}}])
def test_every_form_of_an_answer_has_a_sound_shape(answer: object) -> None:
    """What an answer means is known to a definition alone; null is one that is still to be given, as in a template."""
    assert told(document(answers={"s1": answer})) == []


def test_all_problems_come_at_once_in_document_order() -> None:
    """Who mends a file goes through it once; what is missing stands where its object begins."""
    found = {"caze": "x", "answers": {"s1": {"answer": 3, "becuase": 1}, "s2": False}, "notes": 3}

    assert [(problem.code, problem.pointer) for problem in problems_in(found, "answers", family="answers")] == [
        ("A-missing-property", "/instrument"), ("A-unknown-property", "/caze"),
        ("A-unknown-property", "/answers/s1/becuase"), ("A-wrong-type", "/answers/s2"), ("A-wrong-type", "/notes")]


def fullest() -> str:
    """An answers file that is as long as it may be, with as many answers as it may have, and nothing wrong."""
    evidence = {"because": "x" * 900, "source": "y" * 900, "indicators": [f"i{n}" for n in range(10)]}
    return json.dumps(document(answers={f"s{n}": {"answer": [str(k) for k in range(10)], **evidence}
                                        for n in range(500)}))


WORST = {
    "more answers than can be": json.dumps(document(answers={f"s{n}": 0 for n in range(60_000)})),
    "properties that nothing knows": json.dumps(document(**{f"p{n}": 0 for n in range(60_000)})),
    "evidence that is all wrong": json.dumps(document(answers={
        f"s{n}": {"answer": 0, **{f"b{k}": 0 for k in range(180)}} for n in range(500)})),
    "a set without end": json.dumps(document(answers={"s1": [0] * 300_000})),
    "indicators without end": json.dumps(document(answers={"s1": {"answer": 0, "indicators": [0] * 300_000}})),
    "wrong indicators everywhere": json.dumps(document(answers={
        f"s{n}": {"answer": 0, "indicators": [0] * 600} for n in range(500)})),
    "a name without end": json.dumps(document(**{"n" * 1_000_000: 0})),
    "brackets in brackets": json.dumps(document(answers={f"s{n}": json.loads("[" * 28 + "]" * 28)
                                                         for n in range(500)})),
}


def test_the_largest_file_is_read_within_a_moment() -> None:
    """Whoever waits for it is a person, or a server with others to serve."""
    source = fullest()
    assert MOST_BYTES * 0.9 < len(source) <= MOST_BYTES

    started = time.perf_counter()
    file = read_answers_file(source)

    assert (len(file.answers), time.perf_counter() - started < AWHILE) == (500, True)


@pytest.mark.parametrize("worst", WORST)
def test_the_worst_file_is_refused_within_a_moment(worst: str) -> None:
    """However much is wrong, nothing is done that grows faster than the file."""
    assert len(WORST[worst]) <= MOST_BYTES

    started = time.perf_counter()
    with pytest.raises(AnswersError) as caught:
        read_answers_file(WORST[worst])

    assert caught.value.problems
    assert time.perf_counter() - started < AWHILE


def vectors_file(vectors: list[Any], **more: Any) -> str:
    """A file of these vectors."""
    return json.dumps({"instrument": {"id": "sash-style", "version": "0.2.0"}, "vectors": vectors, **more})


SOUND_VECTOR = {"because": "x", "answers": {f"s{n}": "present" for n in range(20)}, "outcomes": {"concern": "low"}}


def test_the_largest_file_of_vectors_that_is_written_is_read_within_a_moment() -> None:
    """As many vectors as one of the instruments here needs."""
    source = vectors_file([{"id": f"v{n}", **SOUND_VECTOR} for n in range(4_096)])

    started = time.perf_counter()
    read = read_vectors_file(source)

    assert (len(read["vectors"]), time.perf_counter() - started < 4 * AWHILE) == (4_096, True)


@pytest.mark.parametrize("vectors", [
    [0] * 1_000_000, [{}] * 99_000, [{"id": "v", **SOUND_VECTOR, **{f"p{n}": 0 for n in range(90_000)}}],
    [{"id": "v", "answers": {}, "scales": {f"s{n}": [0] * 40 for n in range(20_000)}}],
    [{"id": "v", "answers": {}, "outcomes": {f"s{n}": 0 for n in range(400)}}] * 200],
    ids=["numbers", "empty ones", "one with all the world", "too many scales", "wrong levels"])
def test_the_worst_file_of_vectors_is_refused_within_a_moment(vectors: list[Any]) -> None:
    """Nothing is looked at that there is too much of, and nothing counted that nobody will read."""
    source = vectors_file(vectors)

    started = time.perf_counter()
    with pytest.raises(AnswersError) as caught:
        read_vectors_file(source)

    assert len(caught.value.problems) > 0
    assert time.perf_counter() - started < 4 * AWHILE


def test_the_largest_result_is_read_within_a_moment() -> None:
    """What was found is passed over, however long the trace is."""
    told = riskscreen.load("sash-style").score({"s1": "present"}, partial=True).to_dict()
    told["trace"] = {"items": [{"item": "x" * 100, "state": "answered"}] * 30_000}
    source = json.dumps(told)
    assert MOST_BYTES_OF_RESULT * 0.9 < len(source) <= MOST_BYTES_OF_RESULT

    started = time.perf_counter()
    file = read_answers_file(source)

    assert (dict(file.answers), time.perf_counter() - started < AWHILE) == ({"s1": "present"}, True)
