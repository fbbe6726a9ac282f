"""Golden records: what came out once comes out for good, to the byte, and nothing of them is ever changed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import riskscreen
from riskscreen import read_record
from riskscreen._json.writing import write_canonical

FOLDER = Path(__file__).parent
LISTED: dict[str, str] = json.loads((FOLDER / "listed.json").read_text(encoding="utf-8"))
RECORDS = sorted((FOLDER / "records").glob("*.json"))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_golden_record_replays(path: Path) -> None:
    """By the definition that lies beside it; what comes out has the bytes that were kept."""
    record = read_record(path)
    kept = json.loads(path.read_text(encoding="utf-8"))["result"]

    replay = record.replay(FOLDER / "definitions")
    assert replay.differences == ()
    assert write_canonical(record.to_dict()["result"]) == json.dumps(
        kept, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize("name", LISTED)
def test_nothing_golden_is_changed_or_taken_away(name: str) -> None:
    """Each file has the bytes that it had when it was added: records are only ever added."""
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == LISTED[name]


def test_every_golden_file_is_listed() -> None:
    """A file that is not listed could be changed unseen."""
    found = {str(path.relative_to(FOLDER)) for folder in ("records", "definitions")
             for path in (FOLDER / folder).iterdir()}

    assert found == set(LISTED)


def test_every_shipped_instrument_and_kind_of_answer_is_there() -> None:
    """Options, unknown, sets, ranges, numbers, decimals, texts and evidence; settled, open and judged."""
    records = [read_record(path) for path in RECORDS]
    answers = [answer for record in records for answer in record.to_dict()["answers"].values()]  # type: ignore[union-attr]
    kinds = {type(answer).__name__ for answer in answers} | {
        "range" for answer in answers if isinstance(answer, dict) and "from" in answer}

    assert {found.id for found in riskscreen.available()} <= {record.instrument.id for record in records}
    assert kinds >= {"str", "int", "list", "dict", "range"}
    assert {"unknown", "38.5", "Née, niets."} <= {answer for answer in answers if isinstance(answer, str)}
    assert {True, False} == {record.partial for record in records}
    assert {True, False} == {bool(record.judgements) for record in records}


def test_definition_of_a_golden_record_is_found_in_the_folder_by_its_name() -> None:
    """Id, version and the first digits of the digest; one that is changed is not the one."""
    record = read_record(RECORDS[0])
    moved = record.to_dict()["instrument"]

    assert isinstance(moved, dict)
    assert (FOLDER / "definitions" / f"{moved['id']}-{moved['version']}-{str(moved['digest'])[7:15]}.json").exists()
