"""Records that come together from several places: each once, and none that another one contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskscreen.errors import Problem, describe, pointer_to
from riskscreen.records.record import Record


def once_each(records: Sequence[Record]) -> list[Record]:
    """Each record once, with the most judgements that a copy of it has."""
    found: dict[str, Record] = {}
    for record in records:
        known = found.setdefault(record.digest, record)
        if len(record.judgements) > len(known.judgements):
            found[record.digest] = record
    return [*found.values()]


def clash_problems(records: Sequence[Record]) -> Iterator[Problem]:
    """Two contents under one id, and copies of one record that were judged apart from each other."""
    by_id: dict[str, Record] = {}
    by_digest = {record.digest: record for record in once_each(records)}
    for n, record in enumerate(records):
        if by_id.setdefault(record.id, record).digest != record.digest:
            yield Problem("R-same-id", pointer_to(n, "id"), "Two records have this id and another content. One of them "
                          "is no record of yours, or needs another id.", found=describe(record.id),
                          expected="an id of its own")
        if not _is_prefix(record, by_digest[record.digest]):
            yield Problem("R-two-chains", pointer_to(n, "judgements"), "Two copies of this record were judged apart "
                          "from each other. Judge again on one of them.", found=describe(record.id),
                          expected="one line of judgements")


def _is_prefix(one: Record, other: Record) -> bool:
    """Whether one of the two only has judgements more than the other."""
    return all(mine == theirs for mine, theirs in zip(one.judgements, other.judgements, strict=False))
