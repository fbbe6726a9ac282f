"""Answers to an earlier version are taken where the definition says that it takes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from riskscreen import AnswersError, Instrument, read_answers

DOORSTEP: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "doorstep-check.json").read_text(encoding="utf-8"))
BOTH = {"en": "Stalking", "nl": "Stalking"}


def later(**said: object) -> Instrument:
    """The next version, in which *stalking* is asked too, and *weapon* no more."""
    document = json.loads(json.dumps(DOORSTEP)) | {"version": "0.2.0", "reads": ["0.1.0"]} | said
    items = document["sections"][1]["items"]
    items[1] = {"id": "stalking", "text": BOTH, "response": "presence"}
    document["scales"][1]["count"]["items"][1] = "stalking"
    return Instrument.from_dict({name: part for name, part in document.items() if part is not None})


def file(version: str = "0.1.0", digest: str | None = None, **answers: object) -> str:
    """An answers file of a version."""
    named = {"id": "doorstep-check", "version": version, **({} if digest is None else {"digest": digest})}
    return json.dumps({"instrument": named, "case": "x", "answers": {"former_partner": "no", **answers}})


def test_answers_of_a_version_that_is_read_are_scored_and_new_items_are_open() -> None:
    """Nobody was asked about stalking: it is not answered, and never taken for absent."""
    instrument = later()
    read = read_answers(file(threats="present"), instrument)
    result = instrument.score(read)

    assert (result.unanswered, [level.id for level in result.possible]) == (("stalking",), ["medium", "high"])
    assert result.record(rater="unit 4", made_at="2026-11-30T14:05:00+01:00").partial


def test_digest_of_the_earlier_version_is_no_other_content() -> None:
    """A result of the earlier version names its definition, and is read as well."""
    earlier = Instrument.from_dict(DOORSTEP)

    assert read_answers(file(digest=earlier.digest, threats="present"), later()).version == "0.1.0"


def test_answer_to_an_item_that_is_gone_is_refused_by_its_name() -> None:
    """What was answered then must not vanish."""
    with pytest.raises(AnswersError) as refused:
        read_answers(file(threats="present", weapon="present"), later())

    assert [(problem.code, problem.pointer) for problem in refused.value.problems] == [
        ("A-unknown-item", "/answers/weapon")]


@pytest.mark.parametrize(("version", "reads"), [("0.1.0", None), ("0.0.9", ["0.1.0"])])
def test_answers_of_another_version_are_refused(version: str, reads: list[str] | None) -> None:
    """Only the versions that are named mean the same."""
    with pytest.raises(AnswersError) as refused:
        read_answers(file(version, threats="present"), later(reads=reads))

    assert refused.value.problems[0].code == "A-other-version"


def test_versions_that_are_read_are_part_of_the_definition_and_leave_older_digests_alone() -> None:
    """Where none is named, the document and its digest are what they were."""
    instrument = later()

    assert instrument.to_dict()["reads"] == ["0.1.0"]
    assert riskscreen.loads(instrument.to_json()) == instrument
    assert "reads" not in Instrument.from_dict(DOORSTEP).to_dict()
