"""Every document that we write is as its JSON Schema says, and the schemas are such that they can be relied on."""

from __future__ import annotations

import copy
import functools
import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from referencing import Registry

import riskscreen
from riskscreen import Instrument
from riskscreen._json.writing import write_pretty
from riskscreen.cli import main
from riskscreen.documents.answers_file import AnswersFile, write_answers_file
from riskscreen.documents.problems import WAYS, problems_in
from riskscreen.documents.schema import SCHEMAS
from riskscreen.testing import answers, instruments

FOLDER = Path(riskscreen.documents.schema.__file__).parent / "schemas"  # type: ignore[attr-defined]  # loaded above
SHIPPED = [entry.id for entry in riskscreen.available()]


def parts_of(schema: Any) -> Iterator[dict[str, Any]]:
    """Every object in a schema."""
    if isinstance(schema, dict):
        yield schema
        schema = [part for word, part in schema.items() if word != "examples"]
    for part in schema if isinstance(schema, list) else ():
        yield from parts_of(part)


def closed(schema: dict[str, Any]) -> dict[str, Any]:
    """That of a result, which may grow, without room for what it does not name: so what it leaves out is found."""
    narrow = copy.deepcopy(schema)
    for part in parts_of(narrow):
        if isinstance(part.get("properties"), dict) and "if" not in part:
            part.setdefault("additionalProperties", False)
    return narrow


@functools.cache
def judge(name: str) -> Any:
    """A validator of the whole of JSON Schema that knows no other document."""
    schema = closed(riskscreen.schema(name)) if name == "result" else riskscreen.schema(name)
    return jsonschema.Draft202012Validator(schema, registry=Registry())


def assert_is(name: str, document: Any) -> None:
    """The document, as it comes back from a file, is what its schema says, and says its format."""
    read = json.loads(write_pretty(document))
    assert riskscreen.FORMATS[read["format"]].schema == name
    judge(name).validate(read)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_sound_and_whole(name: str) -> None:
    """It is a schema, refers to itself alone, and asks nothing that takes long to see."""
    schema = riskscreen.schema(name)

    jsonschema.Draft202012Validator.check_schema(schema)
    assert len(schema["title"]) > 0
    assert len(schema["description"]) > 0
    for part in parts_of(schema):
        assert "uniqueItems" not in part
        if isinstance(part.get("$ref"), str):
            assert part["$ref"] in {f"#/$defs/{name}" for name in schema["$defs"]}


def test_every_schema_that_is_shipped_has_its_name() -> None:
    """No file lies there that nobody can ask for."""
    assert {path.stem for path in FOLDER.glob("*.json")} | {"instrument"} == {*SCHEMAS, "parts"}


def test_every_shared_part_is_used() -> None:
    """What no schema refers to any more is gone."""
    used = {name for schema in SCHEMAS for name in riskscreen.schema(schema).get("$defs", ())}

    assert set(json.loads((FOLDER / "parts.json").read_text("utf-8"))["$defs"]) <= used


def test_schema_that_was_given_can_be_changed() -> None:
    """It is the caller's own."""
    riskscreen.schema("answers")["properties"].clear()

    assert "instrument" in riskscreen.schema("answers")["properties"]


@pytest.mark.parametrize("name", ["answer", "results", "", "../schema", "parts", None, 3])
def test_name_of_no_schema_is_refused(name: Any) -> None:
    """Near names are suggested, and no name is a path."""
    with pytest.raises(riskscreen.UsageError) as caught:
        riskscreen.schema(name)

    assert caught.value.problems[0].code in ("U-unknown-schema", "U-wrong-type")


def test_every_format_has_its_schema_and_its_reader() -> None:
    """The table of formats says what the schemas say, and names what can be called."""
    for name, form in riskscreen.FORMATS.items():
        assert riskscreen.schema(form.schema)["properties"]["format"] == \
            {**riskscreen.schema(form.schema)["properties"]["format"], "const": name}
        if form.reader is not None:
            module, _, reader = form.reader.rpartition(".")
            assert callable(getattr(importlib.import_module(module), reader))
    parts_of_others = {"judgement", "context"}
    assert {form.schema for form in riskscreen.FORMATS.values()} == set(SCHEMAS) - parts_of_others


def test_command_gives_the_same_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """For an editor, or a program that is not written in Python."""
    assert main(["schema", "result"]) == 0
    assert json.loads(capsys.readouterr().out) == riskscreen.schema("result")

    assert main(["schema", "reslt"]) == 2
    assert "Did you mean result?" in capsys.readouterr().err


def assert_instrument_is_written_soundly(instrument: Instrument) -> None:
    """Definition, template, form, and the diagrams of every outcome."""
    assert_is("instrument", instrument.to_dict())
    assert_is("answers", instrument.template(instrument.languages[0]))
    assert_is("form", instrument.form())
    for outcome in instrument.outcomes:
        assert_is("diagram", instrument.diagram(outcome).to_dict())


def assert_case_is_written_soundly(instrument: Instrument, answered: dict[str, object]) -> None:
    """Answers file, result and record."""
    result = instrument.score(answered, partial=True)
    file = AnswersFile(instrument.id, instrument.version, result.answers.to_json(), case="c", digest=instrument.digest)

    assert_is("answers", json.loads(write_answers_file(file)))
    assert_is("result", result.to_dict())
    record = result.record(case="c", rater="r", made_at="2026-11-30T14:05:00+01:00", owner="o", as_of="today")
    assert_is("record", record.to_dict())


@given(st.data())
def test_documents_of_generated_instruments_are_as_their_schemas_say(data: st.DataObject) -> None:
    """Whatever an instrument has, and whatever was answered with whatever evidence."""
    instrument = data.draw(instruments())

    assert_instrument_is_written_soundly(instrument)
    assert_case_is_written_soundly(instrument, data.draw(answers(instrument, evidence=True)))


@pytest.mark.parametrize("name", SHIPPED)
def test_documents_of_shipped_instruments_are_as_their_schemas_say(name: str) -> None:
    """Hints and next instruments are in these."""
    instrument = riskscreen.load(name)

    @settings(max_examples=3)
    @given(answers(instrument, evidence=True))
    def with_answers(answered: dict[str, object]) -> None:
        assert_case_is_written_soundly(instrument, answered)

    assert_instrument_is_written_soundly(instrument)
    with_answers()


def test_vectors_that_are_written_are_as_their_schema_says(capsys: pytest.CaptureFixture[str]) -> None:
    """What the command writes."""
    assert main(["vectors", "stalking-red-flags"]) == 0

    assert_is("vectors", json.loads(capsys.readouterr().out))


def test_results_of_the_command_line_are_as_their_schema_says(capsys: pytest.CaptureFixture[str],
                                                              tmp_path: Path) -> None:
    """With whose case it is, and with what differs."""
    case = AnswersFile("stalking-red-flags", "0.2.0", {"r1": "present"}, case="c", as_of="a", source="s", notes="n",
                       rater="r")
    (tmp_path / "case.json").write_text(write_answers_file(case))

    for words in (["score", "stalking-red-flags"], ["what-if", "stalking-red-flags"]):
        more = ["r1=absent"] if words[0] == "what-if" else []
        assert main([*words, str(tmp_path / "case.json"), *more, "--partial", "--json"]) in (0, 3)
        assert_is("result", json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("name", ["answers", "vectors", "record", "judgement"])
def test_every_keyword_of_a_schema_that_reads_can_be_told(name: str) -> None:
    """A document that breaks it comes to a person in our words: nothing of the schema is silent or breaks down."""
    silent = {"$schema", "title", "description", "examples", "properties", "items", "if", "then", "else", "$ref",
              "$defs", "anyOf"}
    schema = riskscreen.schema(name)
    named = [part[word] for part in parts_of(schema) for word in ("properties", "$defs") if word in part]

    used = {word for part in parts_of(schema) if not any(part is names for names in named) for word in part}

    assert used - silent <= set(WAYS)
    assert problems_in([], name, family="answers")
