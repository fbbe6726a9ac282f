"""What is wrong with a record in plain values: its form, its digests, its moments, and its chain of judgements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from riskscreen._json.values import JsonValue
from riskscreen.definition.plain import plain_document
from riskscreen.documents.problems import problems_in
from riskscreen.errors import Problem, RecordError, describe, pointer_to
from riskscreen.records.judgement import with_digest
from riskscreen.records.kept import digest_of
from riskscreen.records.moment import moment_of, moment_problem

MOST_BYTES = 1 << 22
ABOUT = "The record"
_NEVER_EMPTY = ("id", "case", "rater")
_NEVER_EMPTY_IN_JUDGEMENT = ("because", "by")


def plain_values(document: Mapping[str, object]) -> dict[str, JsonValue]:
    """A record, or a part of one, copied in plain values, so that nothing in it can change later.

    Raises:
        RecordError: With every value that has no plain form.
    """
    plain, problems = plain_document(document, most_bytes=MOST_BYTES, wrong_type="R-wrong-type", what="a record")
    if problems:
        raise RecordError(problems, about=ABOUT)
    found: dict[str, JsonValue] = plain
    return found


def record_problems(document: JsonValue) -> list[Problem]:
    """Everything that is wrong with a record in plain values; its content only where its form is right."""
    problems = problems_in(document, "record", family="records")
    return problems or [*_content_problems(document)]  # type: ignore[arg-type]  # an object, as its form is right


def _content_problems(record: dict[str, Any]) -> Iterator[Problem]:
    if record["digest"] != (found := digest_of(record)):
        yield Problem("R-changed", "/digest", "This record is not what was kept: something in it was changed after its "
                      "digest was made.", found=describe(record["digest"]), expected=describe(found))
    for name in _NEVER_EMPTY:
        yield from _empty(pointer_to(name), record[name])
    if moment_of(record["made_at"]) is None:
        yield moment_problem("/made_at", record["made_at"])
    for n, judgement in enumerate(record["judgements"]):
        yield from _judgement_problems(pointer_to("judgements", n), judgement, record)
    yield from _chain_problems(record["judgements"])
    yield from _order_problems(record)


def _judgement_problems(pointer: str, judgement: dict[str, Any], record: dict[str, Any]) -> Iterator[Problem]:
    if judgement["digest"] != (found := with_digest(judgement)["digest"]):
        yield Problem("R-changed", pointer + "/digest", "This judgement is not what was kept: something in it was "
                      "changed after its digest was made.", found=describe(judgement["digest"]),
                      expected=describe(found))
    for name in _NEVER_EMPTY_IN_JUDGEMENT:
        yield from _empty(pointer + pointer_to(name), judgement[name])
    if moment_of(judgement["at"]) is None:
        yield moment_problem(pointer + "/at", judgement["at"])
    if judgement["of"] != record["digest"]:
        yield Problem("R-other-record", pointer + "/of", "This judgement is of another record.",
                      found=describe(judgement["of"]), expected=describe(record["digest"]))
    if judgement["outcome"] not in record["result"]["outcomes"]:
        yield Problem("R-unknown-outcome", pointer + "/outcome", "This record has no such outcome.",
                      found=describe(judgement["outcome"]), expected=", ".join(record["result"]["outcomes"]))


def _empty(pointer: str, text: str) -> Iterator[Problem]:
    if not text.strip():
        yield Problem("R-empty", pointer, "Something must stand here.", found=describe(text),
                      expected="a text that is not blank")


def _chain_problems(judgements: list[dict[str, Any]]) -> Iterator[Problem]:
    """Each judgement names the one before it, so that none can be taken out of the middle."""
    digests = [None, *(judgement["digest"] for judgement in judgements)]
    for n, (judgement, expected) in enumerate(zip(judgements, digests, strict=False)):
        if judgement["before"] != expected:
            yield Problem("R-broken-chain", pointer_to("judgements", n, "before"),
                          "This judgement was made after another one than the one that stands before it here.",
                          found=describe(judgement["before"]), expected=describe(expected))


def _order_problems(record: dict[str, Any]) -> Iterator[Problem]:
    """A judgement is not made before its record, or before the judgement that it follows."""
    moments = [record["made_at"], *(judgement["at"] for judgement in record["judgements"])]
    for n, (before, after) in enumerate(pairwise(moments)):
        if (known := moment_of(before)) and (later := moment_of(after)) and later < known:
            yield earlier(pointer_to("judgements", n, "at"), after, before)


def earlier(pointer: str, found: str, expected: str) -> Problem:
    """That something was made before what it comes after."""
    return Problem("R-earlier", pointer, "This was made before what it comes after. Check the moment and its offset.",
                   found=describe(found), expected=f"{expected}, or later")


def other_case(pointer: str, found: str, expected: str) -> Problem:
    """That two records are not of one case."""
    return Problem("R-other-case", pointer, "This is a record of another case.", found=describe(found),
                   expected=describe(expected))
