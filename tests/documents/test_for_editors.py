"""The line for editors: every document that we read may name its schema, and it means nothing in any of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import riskscreen
from riskscreen.cli import main
from riskscreen.testing import read_vectors

FLAGS = riskscreen.load("stalking-red-flags")
ANSWERED = FLAGS.score(dict.fromkeys(FLAGS.items, "absent") | {"r6": "present"})
ANSWERS = {"instrument": {"id": FLAGS.id, "version": FLAGS.version}, "case": "c", "answers": ANSWERED.answers.to_json()}
VECTORS = {"instrument": ANSWERS["instrument"],
           "vectors": [{"id": "one", "answers": ANSWERS["answers"], "outcomes": {"urgency": "medium"}}]}
RECORD = ANSWERED.record(case="c", rater="r", made_at="2026-11-30T14:05:00+01:00").judged(
    "urgency", "high", because="b", by="r", at="2026-11-30T15:05:00+01:00")
READ = {"instrument": FLAGS.to_dict(), "answers": ANSWERS, "result": ANSWERED.to_dict(), "vectors": VECTORS,
        "record": RECORD.to_dict()}


def with_line(document: dict[str, Any], line: object = "./any.schema.json") -> str:
    """The document as somebody keeps it for an editor: the line stands first."""
    return json.dumps({"$schema": line, **document})


def test_every_format_that_is_read_is_here() -> None:
    """So that a new one takes the line too."""
    assert {form.schema for form in riskscreen.FORMATS.values() if form.reader} == set(READ)


@pytest.mark.parametrize("name", READ)
def test_schema_takes_the_line(name: str) -> None:
    """An editor must not mark the line by which it found the schema; and completes it."""
    schema = riskscreen.schema(name)

    jsonschema.Draft202012Validator(schema).validate(json.loads(with_line(READ[name])))
    assert "$schema" in schema["properties"]


@pytest.mark.parametrize("name", ["answers", "result"])
def test_answers_with_the_line_are_the_same_answers(name: str) -> None:
    """What was read is equal, is scored alike, and has the line no more."""
    read = riskscreen.read_answers(with_line(READ[name]).encode(), FLAGS)

    assert read == riskscreen.read_answers(json.dumps(READ[name]).encode(), FLAGS)
    assert FLAGS.score(read) == ANSWERED


def test_record_with_the_line_is_the_same_record() -> None:
    """Its digest and its judgements hold, and what is kept of it has no such line."""
    read = riskscreen.read_record(with_line(READ["record"]))

    assert read == RECORD
    assert read.to_json() == RECORD.to_json()
    assert read.replay().same
    assert read.judged("urgency", "high", because="b", by="r", at="2026-11-30T16:05:00+01:00").id == RECORD.id


def test_vectors_with_the_line_are_the_same_vectors() -> None:
    """For the tests of an instrument."""
    assert read_vectors(with_line(VECTORS), FLAGS) == read_vectors(json.dumps(VECTORS), FLAGS)


@pytest.mark.parametrize(("name", "reads", "code"), [
    ("answers", riskscreen.read_answers, "A-wrong-type"), ("record", riskscreen.read_record, "R-wrong-type"),
    ("vectors", lambda source: read_vectors(source, FLAGS), "A-wrong-type"),
    ("instrument", riskscreen.loads, "D-wrong-type")])
@pytest.mark.parametrize("line", [7, True, ["./any.schema.json"]])
def test_line_that_is_no_text_is_refused(name: str, reads: Any, code: str, line: object) -> None:
    """Ignored is the address, not whatever stands there."""
    with pytest.raises(riskscreen.RiskscreenError) as caught:
        reads(with_line(READ[name], line).encode())

    assert [(problem.code, problem.pointer) for problem in caught.value.problems] == [(code, "/$schema")]


def test_near_name_of_the_line_is_told() -> None:
    """Who forgets the sign is told of it."""
    with pytest.raises(riskscreen.AnswersError) as caught:
        riskscreen.read_answers(json.dumps(ANSWERS | {"schema": "./any.schema.json"}).encode())

    assert caught.value.problems[0].suggestions == ("$schema",)


def test_commands_give_the_same_with_the_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Scored, replayed, and as vectors beside a definition."""
    said = []
    for made in (json.dumps, with_line):
        for name, document in READ.items():
            (tmp_path / f"{name}.json").write_text(made(document), encoding="utf-8")
        for words in (["score", "stalking-red-flags", "answers.json", "--json"],
                      ["what-if", "stalking-red-flags", "result.json", "r1=present"],
                      ["replay", "record.json"], ["count", "record.json"], ["check", "instrument.json"],
                      ["mutations", "stalking-red-flags", "--vectors", "vectors.json"]):
            paths = [str(tmp_path / word) if word.endswith(".json") else word for word in words]
            assert main(paths) == 0, capsys.readouterr().err
        said.append(capsys.readouterr().out)

    assert said[0] == said[1]
    assert "$schema" not in said[1]
