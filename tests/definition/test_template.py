"""Empty answers, and the schema of answers: what it takes is what scoring takes, kind by kind."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from engine.small import instrument, item, option, text
from riskscreen import AnswersError

YES_NO = [option("no"), option("yes")]
TRIED = instrument(
    item("a", indicators=[{"id": "sign", "text": text("A sign")}]),
    item("b", response={"options": YES_NO, "unknown": False}),
    item("days", response={"integer": {"min": 0, "max": 300}}),
    item("heat", response={"decimal": {"min": 30, "max": 45, "places": 1}, "unknown": False}),
    item("words", response={"text": {"max_length": 5}}))
SCHEMA = json.loads(json.dumps(TRIED.answers_schema()))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
OPEN = ("a", "b", "days", "heat", "words")


def test_template_has_every_item_open() -> None:
    """Null is no answer, so whoever forgets one hears of it; what can be answered stands in the notes."""
    assert TRIED.template() == {
        "format": "riskscreen-answers/1", "instrument": {"id": "small", "version": "0.1.0"}, "case": "", "as_of": "",
        "notes": "", "answers": dict.fromkeys(OPEN)}
    assert TRIED.template("en")["notes"] == (
        "a: a (never, sometimes, often, unknown)\nb: b (no, yes)\ndays: days (0 - 300, unknown)\n"
        "heat: heat (30 - 45)\nwords: words (...)")


@pytest.mark.parametrize(("name", "answer", "is_taken"), [
    ("a", "often", True), ("a", "unknown", True), ("a", "always", False), ("a", 1, False), ("a", None, False),
    ("a", ["never", "often"], True), ("a", [], False), ("a", ["never", "unknown"], False),
    ("a", {"answer": "often", "because": "Seen.", "source": "File", "indicators": ["sign"]}, True),
    ("a", {"answer": "often", "indicators": ["token"]}, False), ("a", {"because": "Seen."}, False),
    ("a", {"answer": "often", "why": "Seen."}, False),
    ("b", "yes", True), ("b", "unknown", False), ("b", ["no"], True), ("b", {"answer": "no", "indicators": []}, True),
    ("days", 300, True), ("days", "300", True), ("days", 301, False), ("days", "many", False),
    ("days", "unknown", True), ("days", {"from": 3}, True), ("days", {"from": 3, "to": 9}, True),
    ("days", {"from": 3, "below": 9}, False), ("days", {}, False),
    ("heat", 36, True), ("heat", "36.6", True), ("heat", 46, False), ("heat", "unknown", False),
    ("words", "Well.", True), ("words", "Unwell", False), ("words", "", False),
    ("colour", "red", False),
])
def test_schema_takes_what_scoring_takes(name: str, answer: Any, is_taken: bool) -> None:
    """A form that follows the schema sends nothing that is refused, and keeps nothing back that is not."""
    assert VALIDATOR.is_valid({name: answer}) == is_taken
    assert is_scored({name: answer}) == is_taken


def test_schema_is_one() -> None:
    """By the rules of JSON Schema itself."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def is_scored(answers: dict[str, Any]) -> bool:
    """Whether there is a result."""
    try:
        TRIED.score(answers, partial=True)
    except AnswersError:
        return False
    return True
