"""A record keeps what was said of a screening, and is read again as what it is."""

from __future__ import annotations

import copy
import hashlib
import json
import pickle
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import riskscreen
from records.samples import ABSENT, LATER, MADE_AT, doorstep, flags, judged, kept, refusal, sealed
from riskscreen import Instrument, RecordError, WrongType, read_record, testing
from riskscreen.records.moment import moment_of
from riskscreen.version import SCORING

KEYS = ["format", "id", "digest", "case", "rater", "owner", "made_at", "as_of", "instrument", "scoring", "partial",
        "answers", "context", "result", "notes", "follows", "replaces", "judgements"]


def test_record_says_who_what_when_and_what_came_out() -> None:
    """Everything that was said stands in it, and what was not said is null."""
    told = {"answer": "present", "because": "He set fire to the shed.", "source": "report 12"}
    answers = {"r1": told, "r2": "unknown"}
    record = kept(flags(**answers), as_of="the day of the report", owner="team north", notes="By telephone.")

    document = record.to_dict()
    assert list(document) == KEYS
    assert document["answers"] == answers
    assert (document["case"], document["rater"], document["owner"], document["made_at"], document["as_of"]) == \
        ("pseudonym-7", "unit 4", "team north", MADE_AT, "the day of the report")
    assert (document["scoring"], document["partial"], document["notes"]) == (SCORING, True, "By telephone.")
    assert (document["context"], document["follows"], document["replaces"]) == (None, None, None)


def test_source_is_kept_where_it_is_said_and_left_out_where_not() -> None:
    """So that records from before it was kept are what they were; and an answers file need not be read again for it."""
    with_source = kept(flags(r1="present"), source="report 12")
    without = kept(flags(r1="present"))

    assert list(with_source.to_dict()) == [*KEYS[:-1], "source", KEYS[-1]]
    assert "source" not in without.to_dict()
    assert with_source.digest != without.digest
    assert read_record(with_source.to_json()) == with_source
    assert "Bron: report 12" in " ".join(riskscreen.History([with_source]).explain("nl").split())
    assert "report 12" in with_source.explain()
    assert "report 12" in with_source.to_html()
    assert refusal(lambda: read_record(sealed({**without.to_dict(), "source": None}))) == [("R-wrong-type", "/source")]


def test_result_part_is_what_the_result_says() -> None:
    """Levels and numbers stand as `Result.to_dict` writes them, without trace and texts."""
    result = flags(r1="present")
    told: Any = result.to_dict()

    part: Any = kept(result).to_dict()["result"]
    assert part == {
        "outcomes": {name: {key: outcome[key] for key in ("at_least", "at_most", "possible", "exact")}
                     for name, outcome in told["outcomes"].items()},
        "scales": told["scales"]}
    assert part["outcomes"]["urgency"] == {"at_least": "high", "at_most": "high", "possible": ["high"], "exact": True}


def test_digest_is_sha_256_of_all_but_itself_and_the_judgements() -> None:
    """Anybody can work it out: canonical JSON, which for plain ASCII is JSON with sorted names and no blanks."""
    document = kept(flags(r1="present")).to_dict()
    content = {name: part for name, part in document.items() if name not in ("digest", "judgements")}

    canonical = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    assert document["digest"] == "sha256:" + hashlib.sha256(canonical).hexdigest()


def test_id_is_the_host_s_or_made_of_the_content() -> None:
    """An id that nobody gave is the same for the same content, and differs for another."""
    assert kept(flags(r1="present"), id="2026/4711").id == "2026/4711"
    made = kept(flags(r1="present")).id
    assert made.startswith("r-")
    assert len(made) == 34
    assert kept(flags(r1="present")).id == made
    assert kept(flags(r1="absent")).id != made


def test_record_that_was_written_is_read_as_an_equal_one() -> None:
    """From text, from bytes and from a file; it can be copied, pickled and used in a set."""
    record = judged(kept(flags(r1="present")), "high")

    for again in (read_record(record.to_json()), read_record(record.to_json().encode()),
                  pickle.loads(pickle.dumps(record)), copy.deepcopy(record)):
        assert again == record
        assert len({again, record}) == 1


def test_record_is_read_from_a_path(tmp_path: Path) -> None:
    """A path is recognised by its type."""
    record = kept(flags(r1="present"))
    (tmp_path / "one.json").write_text(record.to_json(), encoding="utf-8")

    assert read_record(tmp_path / "one.json") == record


def test_nothing_inside_a_record_can_be_changed() -> None:
    """Frozen all the way down."""
    record = kept(flags(r1=["present", "absent"]), context={"problems": ["debts"]})

    with pytest.raises(AttributeError):
        record.case = "another"  # type: ignore[misc]
    with pytest.raises(TypeError):
        record.answers["r1"] = "absent"  # type: ignore[index]
    with pytest.raises(TypeError):
        record.result["outcomes"]["urgency"]["at_least"] = "low"  # type: ignore[index]


def test_caller_s_context_is_copied() -> None:
    """What the host changes later changes no record."""
    context = {"problems": ["debts"]}
    record = kept(flags(r1="present"), context=context)
    context["problems"].append("work")

    assert record.to_dict()["context"] == {"problems": ["debts"]}
    assert read_record(record.to_json()) == record


def test_every_kind_of_answer_is_kept() -> None:
    """Options, unknown, sets, ranges, numbers and texts, with evidence and without."""
    document = json.loads((Path(__file__).parents[1] / "data" / "doorstep-check.json").read_text(encoding="utf-8"))
    both = {"en": "More", "nl": "Meer"}
    document["sections"].append({"id": "more", "title": both, "items": [
        {"id": "days", "text": both, "response": {"integer": {"min": 0, "max": 300}}},
        {"id": "degrees", "text": both, "response": {"decimal": {"min": 30, "max": 45, "places": 1}}},
        {"id": "remarks", "text": both, "response": {"text": {"max_length": 20}}},
        {"id": "seen", "text": both, "response": "presence", "indicators": [{"id": "fracture", "text": both}]}]})
    answers = {"former_partner": "unknown", "threats": ("absent", "present"), "weapon": "absent", "days": {"from": 3},
               "degrees": Decimal("36.6"), "remarks": "Née, geen.",
               "seen": {"answer": "present", "because": "Seen.", "source": "report 1", "indicators": ["fracture"]}}
    record = kept(Instrument.from_dict(document).score(answers))

    assert record.to_dict()["answers"] == {
        "former_partner": "unknown", "threats": "unknown", "weapon": "absent", "days": {"from": 3, "to": 300},
        "degrees": "36.6", "remarks": "Née, geen.", "seen": answers["seen"]}
    assert read_record(record.to_json()).replay(Instrument.from_dict(document)).same


@given(st.data())
def test_record_of_any_case_is_read_as_equal_and_replays(data: st.DataObject) -> None:
    """Written, read and replayed: the same record, and the same result to the byte."""
    instrument = data.draw(testing.instruments(missing=True))
    result = instrument.score(data.draw(testing.partial_answers(instrument, evidence=True, sets=True)), partial=True)
    record = kept(result)

    again = read_record(record.to_json())
    assert again == record
    assert again.replay(instrument).same


def test_partial_says_that_an_item_that_applies_has_no_answer() -> None:
    """An item that only may apply can be left out of a whole case; so can a text."""
    assert not kept(doorstep().score(ABSENT)).partial
    assert kept(doorstep().score({"threats": "absent"}, partial=True)).partial
    assert not kept(doorstep().score(ABSENT | {"former_partner": "unknown"}, partial=True)).partial


@pytest.mark.parametrize("moment", [
    datetime(2026, 11, 30, 13, 5, tzinfo=UTC), datetime(2026, 11, 30, 14, 5, tzinfo=timezone(timedelta(hours=1))),
    "2026-11-30T13:05:00Z", "2026-11-30T14:05+01:00", "2026-11-30T14:05:00.000001+01:00", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00"])
def test_moment_with_an_offset_is_taken(moment: Any) -> None:
    """As text or as a datetime; what is kept can be compared with other moments."""
    record = kept(flags(r1="present"), made_at=moment)

    assert read_record(record.to_json()).moment.utcoffset() is not None
    assert (record.moment < datetime.now(UTC)) is not None


@pytest.mark.parametrize("moment", [
    "", "now", "2026-11-30", "2026-11-30T14:05:00", "2026-11-30 14:05:00+01:00", "2026-11-31T14:05:00+01:00",
    "2026-11-30T25:05:00+01:00", "2026-11-30T14:05:00+25:00", "20261130T140500+0100", "2026-W49-1T14:05:00+01:00",
    "2026-11-30T14:05:00+01:00\n", "２０２６-11-30T14:05:00+01:00", "2026-11-30T14:05:60+01:00", "0000-01-01T00:00:00Z",
    datetime(2026, 11, 30, 14, 5)])  # that it has no zone is its fault
def test_moment_without_an_offset_or_that_there_is_not_is_refused(moment: Any) -> None:
    """Nobody could tell later which hour it was."""
    assert refusal(lambda: kept(flags(r1="present"), made_at=moment)) == [("R-wrong-time", "/made_at")]


def test_moments_are_compared_as_moments() -> None:
    """Twice half past two in the night when the clock goes back: the offset tells which was first."""
    assert moment_of("2026-10-25T02:30:00+02:00") < moment_of("2026-10-25T02:10:00+01:00")  # type: ignore[operator]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    """All problems come together, each with its place."""
    assert refusal(lambda: kept(flags(r1="present"), case=" ", rater="", made_at="today")) == [
        ("R-empty", "/case"), ("R-empty", "/rater"), ("R-wrong-time", "/made_at")]


@pytest.mark.parametrize(("context", "code", "place"), [
    ({"name": "Ms. A"}, "R-unknown-property", "/context/name"), ({}, "R-wrong-value", "/context"),
    ({"children": "yes"}, "R-wrong-type", "/context/children"),
    ({"age_of_victim": "34"}, "R-wrong-value", "/context/age_of_victim")])
def test_context_is_checked_when_a_record_is_made_and_when_it_is_read(context: Any, code: str, place: str) -> None:
    """By the schema of contexts, so that a name has no place in a record either, with whatever digest."""
    document = {**kept(flags(r1="present")).to_dict(), "context": context}

    assert refusal(lambda: kept(flags(r1="present"), context=context)) == [(code, place)]
    assert refusal(lambda: read_record(sealed(document))) == [(code, place)]


@pytest.mark.parametrize("option", ["case", "rater", "as_of", "owner", "notes", "id", "follows", "replaces", "context",
                                    "made_at"])
def test_value_of_a_wrong_type_is_refused(option: str) -> None:
    """A number is no text."""
    with pytest.raises(WrongType):
        kept(flags(r1="present"), **{option: 7})


def test_half_of_a_surrogate_pair_is_refused_in_any_text() -> None:
    """It could not be written."""
    said = {"case": "\ud800", "context": {"a": {"b": ["\udfff"]}}}

    assert refusal(lambda: kept(flags(r1="present"), **said)) == [
        ("J-lone-surrogate", "/case"), ("J-lone-surrogate", "/context/a/b/0")]


def test_record_that_follows_is_of_the_same_case_and_not_earlier() -> None:
    """So records of one case can be told apart from a slip of the hand."""
    first = kept(flags(r1="present"))

    assert kept(flags(r1="absent"), follows=first, made_at=LATER).follows == first.digest
    assert kept(flags(r1="absent"), follows=first.digest, made_at=LATER).follows == first.digest
    assert refusal(lambda: kept(flags(r1="absent"), case="x", follows=first)) == [("R-other-case", "/follows")]
    assert refusal(lambda: kept(flags(), replaces=first, made_at="2026-11-30T14:04:59+01:00")) == [
        ("R-earlier", "/made_at")]


def test_result_is_kept_with_the_definition_that_scored_it() -> None:
    """By id, version and digest, so that it can be found again."""
    result = flags(r1="present")

    assert kept(result).to_dict()["instrument"] == {
        "id": "stalking-red-flags", "version": result.instrument.version, "digest": result.instrument.digest}


def test_digest_that_does_not_fit_is_told_with_line_and_column() -> None:
    """The place is where the digest stands in the text."""
    text = kept(flags(r1="present")).to_json().replace('"unit 4"', '"unit 5"')

    with pytest.raises(RecordError) as refused:
        read_record(text)
    problem = refused.value.problems[0]
    assert (problem.code, problem.line, problem.column) == ("R-changed", 4, 3)


def test_sealed_edit_is_no_secret_to_replay() -> None:
    """Whoever edits a level and makes a new digest has a record that does not replay."""
    document: Any = kept(flags(r1="present")).to_dict()
    document["result"]["outcomes"]["urgency"] = {
        "at_least": "low", "at_most": "low", "possible": ["low"], "exact": True}

    replay = read_record(sealed(document)).replay()
    assert not replay.same
    assert not replay
    assert [(found.pointer, found.kept, found.now) for found in replay.differences] == [
        ("/result/outcomes/urgency/at_least", "low", "high"), ("/result/outcomes/urgency/at_most", "low", "high"),
        ("/result/outcomes/urgency/possible", ["low"], ["high"])]


def test_records_ask_no_clock() -> None:
    """Nothing under records knows the time: every moment is given by the caller."""
    folder = Path(riskscreen.__file__).parent / "records"

    asked = [path.name for path in folder.rglob("*.py")
             for word in (".now(", ".today(", "utcnow", "import time", "fromtimestamp") if word in path.read_text()]
    assert asked == []
