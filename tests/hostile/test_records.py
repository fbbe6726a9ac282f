"""Groups H and I of the catalogue of hostile input: saved records; what touches a store is tried with the store."""

from __future__ import annotations

import json
import os
import random
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

import riskscreen
from hostile.cases import Accepted, Refused, assert_showable, refusal
from records.samples import MADE_AT, doorstep, flags, judged, kept, sealed
from riskscreen import History, RecordError, read_record
from riskscreen.records.judgement import with_digest
from riskscreen.records.kept import digest_of
from riskscreen.records.record import Record
from riskscreen.version import SCORING

N_EDITS = 20 * int(os.environ.get("RISKSCREEN_EXAMPLES", "3"))
CHANGED = Refused("R-changed", "/digest", "something in it was changed")

Spoil = Callable[[dict[str, Any]], object]


def sample() -> Record:
    """A record with evidence, a set, an unknown answer, a context and two judgements."""
    answers = {"r1": {"answer": "present", "because": "Café at night.", "source": "report 12"}, "r2": "unknown"}
    record = kept(flags(**answers), notes="Par téléphone.", context={"category": "stalking"}, owner="team north")
    return judged(judged(record, "high"), "high", because="He rang again.")


def read(change: Spoil) -> Callable[[], object]:
    """Read the sample with a change, its digest left as it was."""

    def attempt() -> object:
        document = sample().to_dict()
        change(document)
        return read_record(json.dumps(document))

    return attempt


def resealed(change: Spoil, then: Callable[[Record], object] = lambda record: record) -> Callable[[], object]:
    """Read the sample with a change and a digest that fits it, and go on with it."""

    def attempt() -> object:
        document = sample().to_dict()
        document["judgements"] = []
        change(document)
        return then(read_record(sealed(document)))

    return attempt


def outcome(document: dict[str, Any]) -> dict[str, Any]:
    """The part of the sample that says its level."""
    found: dict[str, Any] = document["result"]["outcomes"]["urgency"]
    return found


def merged(one: dict[str, Any]) -> None:
    """The first half of one record with the second half of another."""
    one["result"] = kept(flags(r1="absent")).to_dict()["result"]


CASES: dict[str, tuple[Callable[[], object], tuple[Refused, ...] | Accepted]] = {
    "H1-level-edited": (read(lambda found: outcome(found).update(at_least="low")), (CHANGED,)),
    "H2-answer-edited": (read(lambda found: found["answers"].update(r2="absent")), (CHANGED,)),
    "H2-evidence-edited": (read(lambda found: found["answers"]["r1"].update(because="")), (CHANGED,)),
    "H3-number-edited": (read(lambda found: found["result"]["scales"]["other_flags"].update(least=5)), (CHANGED,)),
    "H3-trace-added": (read(lambda found: found.update(trace={})), (Refused("R-unknown-property", "/trace"),)),
    "H4-definition-swapped": (
        read(lambda found: found["instrument"].update(digest=doorstep().digest)), (CHANGED,)),
    "H4-definition-swapped-and-sealed": (
        resealed(lambda found: found["instrument"].update(digest=doorstep().digest), lambda record: record.replay()),
        (Refused("R-no-definition", "/instrument/digest", "The definition that this was scored by is not here"),)),
    "H4-definition-of-another-instrument-on-the-shelf": (
        resealed(lambda found: found["instrument"].update(digest=doorstep().digest),
                 lambda record: record.replay(doorstep())),
        (Refused("R-no-definition", "/instrument/digest"),)),
    "H5-version-absent": (
        resealed(lambda found: found["instrument"].update(version="9.0.0"), lambda record: record.replay()),
        (Refused("R-no-definition", "/instrument/digest", "stalking-red-flags 9.0.0"),)),
    "H6-scoring-lower": (resealed(lambda found: found.update(scoring=0), lambda record: record.replay()),
                         Accepted("it is replayed, and the two numbers are said")),
    "H7-scoring-higher": (
        resealed(lambda found: found.update(scoring=SCORING + 1), lambda record: record.replay()),
        (Refused("R-newer-scoring", "/scoring", "a later riskscreen"),)),
    "H8-unknown-format": (read(lambda found: found.update(format="riskscreen-record/2")),
                          (Refused("R-unknown-format", "/format", "'riskscreen-record/1'"),)),
    "H8-no-format": (read(lambda found: found.pop("format")), (Refused("R-missing-property", "/format"),)),
    "H9-field-removed": (read(lambda found: found.pop("notes")), (Refused("R-missing-property", "/notes"),)),
    "H9-field-of-a-judgement-removed": (
        read(lambda found: found["judgements"][0].pop("because")),
        (Refused("R-missing-property", "/judgements/0/because", "never empty"),)),
    "H10-field-added": (read(lambda found: found.update(riskk="low")),
                        (Refused("R-unknown-property", "/riskk", "'riskk'"),)),
    "H11-key-order": (lambda: read_record(json.dumps(dict(reversed(sample().to_dict().items())), sort_keys=True)),
                      Accepted("the digest is over canonical JSON, whose order is fixed")),
    "H12-white-space": (lambda: read_record(json.dumps(sample().to_dict(), indent=7)),
                        Accepted("white space means nothing")),
    "H13-nfd": (lambda: read_record(unicodedata.normalize("NFD", sample().to_json())),
                Accepted("the digest is over composed texts, however they were stored")),
    "H14-one-as-1.0": (lambda: read_record(sample().to_json().replace('"scoring": 1', '"scoring": 1.0')),
                       (Refused("R-wrong-type", "/scoring", "a whole number"),)),
    "H15-no-offset": (resealed(lambda found: found.update(made_at="2026-11-30T14:05:00")),
                      (Refused("R-wrong-time", "/made_at", "the offset"),)),
    "H15-judgement-without-offset": (
        lambda: judged(kept(flags()), "high", at="2026-11-30T14:05:00"),
        (Refused("R-wrong-time", "/judgements/0/at"),)),
    "H16-earlier-than-what-it-follows": (
        lambda: kept(flags(), made_at="2026-11-30T14:04:59+01:00", follows=sample()),
        (Refused("R-earlier", "/made_at", "or later"),)),
    "H16-earlier-in-a-history": (
        lambda: History([sample(), kept(flags(), made_at="2026-11-29T00:00:00Z", follows=sample().digest)]),
        (Refused("R-earlier", "/1/made_at"),)),
    "H17-fold": (lambda: kept(flags(), made_at="2026-10-25T02:10:00+01:00",
                              follows=kept(flags(), made_at="2026-10-25T02:30:00+02:00")),
                 Accepted("the offset tells which of two hours it was")),
    "H18-same-id-other-content": (lambda: History([kept(flags(), id="1"), kept(flags(r1="present"), id="1")]),
                                  (Refused("R-same-id", "/1/id", "Two records have this id"),)),
    "H18-same-record": (lambda: History([sample(), sample()]), Accepted("the same record twice is one")),
    "H19-override-without-a-reason": (lambda: judged(kept(flags()), "high", because=""),
                                      (Refused("R-empty", "/judgements/0/because"),)),
    "H19-override-without-a-reason-by-hand": (
        read(lambda found: found["judgements"].__setitem__(1, with_digest({**found["judgements"][1], "because": " "}))),
        (Refused("R-empty", "/judgements/1/because"),)),
    "H20-erased-content": (resealed(lambda found: found.update(answers={}), lambda record: record.replay().same),
                           Accepted("answers that were taken out are a case with none, and it does not replay")),
    "H20-link-to-what-was-erased": (lambda: History([kept(flags(), follows="sha256:" + 64 * "0")]),
                                    Accepted("what it follows is not here, and nothing is said of it")),
    "H21-merged-halves": (read(merged), (CHANGED,)),
    "H21-merged-judgements": (
        read(lambda found: found.update(judgements=judged(kept(flags()), "high").to_dict()["judgements"])),
        (Refused("R-other-record", "/judgements/0/of", "of another record"),)),
    "H22-replay-gives-another-level": (
        resealed(lambda found: outcome(found).update(at_least="low", possible=["low", "high"]),
                 lambda record: record.replay().same), Accepted("it is read, and its replay is false and shouts")),
    "I20-clock-backwards": (lambda: judged(sample(), "high", at="2026-11-30T14:19:59+01:00"),
                            (Refused("R-earlier", "/judgements/2/at", "Check the moment"),)),
    "I22-judgement-taken-out-and-sealed": (
        read(lambda found: found["judgements"].pop(0)), (Refused("R-broken-chain", "/judgements/0/before"),)),
    "I22-judgements-swapped": (read(lambda found: found["judgements"].reverse()), (
        Refused("R-broken-chain", "/judgements/0/before"), Refused("R-broken-chain", "/judgements/1/before"))),
    "I22-judgement-edited": (read(lambda found: found["judgements"][1].update(level="low")), (
        Refused("R-changed", "/judgements/1/digest", "This judgement is not what was kept"),)),
    "I23-judged-apart": (
        lambda: History([judged(kept(flags()), "high"), judged(kept(flags()), "high", because="Another.")]),
        (Refused("R-two-chains", "/1/judgements"),)),
    "I24-sql-in-the-case": (lambda: kept(flags(), case="'; DROP TABLE records; --"), Accepted("a text is a text")),
}


@pytest.mark.parametrize("name", CASES)
def test_record_is_taken_or_refused_as_the_table_says(name: str) -> None:
    """With the code and the place; what is accepted is what it says."""
    attempt, becomes = CASES[name]
    if isinstance(becomes, Accepted):
        attempt()
        return
    error = refusal(attempt)
    problems = sorted(error.problems, key=lambda problem: problem.pointer)
    assert [(problem.code, problem.pointer) for problem in problems] == [(each.code, each.pointer) for each in becomes]
    assert all(each.says in str(problem) for each, problem in zip(becomes, problems, strict=True))
    assert isinstance(error, RecordError)
    assert_showable(error)


@pytest.mark.parametrize("name", ["H20-erased-content", "H22-replay-gives-another-level"])
def test_what_was_edited_and_sealed_does_not_replay(name: str) -> None:
    """A new digest makes an edit readable, and not true."""
    assert CASES[name][0]() is False


def test_every_case_of_group_h_is_here() -> None:
    """H1 to H22, each at least once."""
    assert {f"H{n}" for n in range(1, 23)} <= {name.partition("-")[0] for name in CASES}


# Bytes that are no record.


@pytest.mark.parametrize(("source", "code"), [
    (b"", "J-empty"), (b"\xff\xfe{", "J-not-utf-8"),
    (b'{"a": ' * 40, "J-too-deep"), (b" " * (1 << 22) + b"{}", "J-too-large"),
    (b'{"a": NaN}', "J-not-a-number"), (b'{"a": 1, "a": 2}', "J-duplicate-key"), (b"[]", "R-wrong-type"),
    (b"null", "R-wrong-type"), (b'"x"', "R-wrong-type"), (b"7", "R-wrong-type")])
def test_bytes_that_are_no_record_are_refused(source: bytes, code: str) -> None:
    """As those of a definition are, with the same codes."""
    error = refusal(lambda: read_record(source))

    assert error.problems[0].code == code
    assert isinstance(error, RecordError)


@pytest.mark.parametrize(("change", "code"), [
    (lambda found: found.update(answers={f"r{n}": "present" for n in range(501)}), "R-too-many"),
    (lambda found: found.update(judgements=1001 * found["judgements"][:1]), "R-too-many"),
    (lambda found: found["answers"].update(r1=51 * ["present"]), "R-too-many"),
    (lambda found: found.update(notes=10_001 * "x"), "R-too-long"),
])
def test_what_is_beyond_the_limits_is_refused_without_being_looked_into(change: Spoil, code: str) -> None:
    """Size and counts are checked before all else."""
    error = refusal(read(change))

    assert [problem.code for problem in error.problems] == [code]


# Edits that nobody sealed.


def places_in(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The places of all leaves."""
    if isinstance(value, dict):
        return [found for name in value for found in places_in(value[name], (*place, name))]
    if isinstance(value, list):
        return [found for n in range(len(value)) for found in places_in(value[n], (*place, n))]
    return [place]


def edited(chance: random.Random, document: dict[str, Any]) -> None:
    """One leaf changed, taken out or doubled, or two swapped."""
    *around, last = chance.choice(places_in(document))
    holder: Any = document
    for step in around:
        holder = holder[step]
    value = holder[last]
    deed = chance.choice(("text", "other", "drop", "add"))
    if deed == "drop":
        del holder[last]
    elif deed == "add" and isinstance(holder, dict):
        holder[f"{last}{chance.randrange(10)}"] = value
    elif isinstance(value, bool):
        holder[last] = not value
    elif isinstance(value, int):
        holder[last] = value + chance.choice((-1, 1))
    elif isinstance(value, str) and deed == "text" and value:
        n = chance.randrange(len(value))
        holder[last] = value[:n] + chance.choice("abcxyz019-") + value[n + 1:]
    else:
        holder[last] = chance.choice(("high", "low", None, "x", 0))


@pytest.mark.parametrize("seed", range(5))
def test_random_edits_that_are_not_sealed_are_all_found(seed: int) -> None:
    """Whatever leaf is changed, taken out or added: the record is refused, or says what it said."""
    chance, original = random.Random(seed), sample()
    for _ in range(max(10, N_EDITS // 5)):
        document = original.to_dict()
        edited(chance, document)
        text = json.dumps(document)
        if document == original.to_dict():
            continue
        try:
            found = read_record(text)
        except RecordError:
            continue
        assert found == original, text


@pytest.mark.parametrize("seed", range(3))
def test_random_bytes_changed_are_never_read_as_another_record(seed: int) -> None:
    """A flipped, missing or doubled byte: refused with an error of ours, or without any meaning."""
    chance, original = random.Random(seed), sample()
    source = original.to_json().encode()
    for _ in range(max(10, N_EDITS // 3)):
        n = chance.randrange(len(source))
        instead = chance.choice(([], [chance.randrange(256)], [source[n], source[n]]))
        changed = source[:n] + bytes(instead) + source[n + 1:]
        try:
            found = read_record(changed)
        except RecordError:
            continue
        assert found == original


def test_numbers_are_equal_however_they_are_written() -> None:
    """In a context, 1 and 1.0 are one number, and have one digest."""
    assert digest_of({"a": 1}) == digest_of({"a": Decimal("1.0")})


def test_every_value_of_a_record_counts_in_its_digest() -> None:
    """Of two records that differ in one thing that is said, the digests differ."""
    said: dict[str, Any] = {"case": "x", "rater": "x", "owner": "x", "made_at": MADE_AT.replace("14:05", "14:06"),
                            "as_of": "x", "notes": "x", "id": "x", "context": {"category": "stalking"},
                            "follows": "sha256:" + 64 * "1", "replaces": "sha256:" + 64 * "1"}
    digests = {kept(flags(r1="present"), **{name: value}).digest for name, value in said.items()}

    assert len(digests | {kept(flags(r1="present")).digest}) == len(said) + 1
    assert riskscreen.SCORING == SCORING
