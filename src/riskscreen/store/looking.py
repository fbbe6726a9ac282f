"""Finding what a store has: by its id, by its case, by day and level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, cast

import attrs
from sqlalchemy import ColumnElement, Connection, Row, and_, false, func, literal, or_, select

from riskscreen._json.reading import parse
from riskscreen._json.values import JsonValue
from riskscreen.definition.reading import read_definition
from riskscreen.errors import Problem, RecordError, describe, near_names, usage_error
from riskscreen.model.definition import Definition
from riskscreen.records.checking import MOST_BYTES
from riskscreen.records.reading import record_as_kept
from riskscreen.records.record import Record
from riskscreen.store.journal import seal_of
from riskscreen.store.rows import outcome_of
from riskscreen.store.tables import CASE, CONTENT, DEFINITION, JOURNAL, JUDGEMENT, KEPT_BY, RECORD

_MOST_NEAR = 1_000
_MOST_DEFINITIONS = 64


@attrs.frozen(kw_only=True)
class WantedRecords:
    """Which records are asked for; None asks for all.

    ``since`` and ``until`` are days as they stand in ``made_at``, both included.  ``at_least`` is a level that the
    result can have reached: by what was possible, or by a judgement.
    """

    since: str | None = None
    until: str | None = None
    instrument: str | None = None
    owner: str | None = None
    at_least: str | None = None


@attrs.frozen
class OldCase:
    """A case of which nothing was made since a day: its pseudonym, the day of the newest, and how many records."""

    case: str
    newest: str
    n_records: int


def content_of(row: Row[Any]) -> dict[str, JsonValue]:
    """What was kept in an entry, which is looked at by its seal before anything is read from it.

    Raises:
        RecordError: Where it is not what was sealed (``R-changed``).
    """
    if row.body is None or row.action != row.kept_by or seal_of(row.salt, row.body) != row.seal:
        raise RecordError([Problem("R-changed", f"/{row.n}", "This is not what was kept: the content of this entry was "
                                   "changed or taken away after it was sealed.", found=f"entry {row.n}")])
    return cast("dict[str, JsonValue]", parse(row.body, most_bytes=MOST_BYTES, raises=RecordError))


def case_key(connection: Connection, case: str) -> str | None:
    """The key that stands for a case; None where nothing was kept of it."""
    return connection.scalar(select(CASE.c.key).where(CASE.c.name == case))


def known_key(connection: Connection, case: str) -> str:
    """The key that stands for a case.

    Raises:
        RecordError: Where nothing was kept of it (``R-unknown-case``); near names are suggested.
    """
    key = case_key(connection, case)
    if key is None:
        known = connection.scalars(select(CASE.c.name).limit(_MOST_NEAR)).all()
        raise RecordError([Problem("R-unknown-case", "", "The store has no record of this case.", found=describe(case),
                                   suggestions=near_names(case, known))])
    return key


def row_with_id(connection: Connection, name: str) -> Row[Any]:
    """The row of the record with this id.

    Raises:
        UnknownName: Where there is none; near ids are suggested.
    """
    row = connection.execute(select(RECORD).where(RECORD.c.id == name)).one_or_none()
    if row is None:
        known = connection.scalars(select(RECORD.c.id).order_by(RECORD.c.n.desc()).limit(_MOST_NEAR)).all()
        raise usage_error("U-unknown-record", "The store has no record with this id.", found=name, known=known)
    return row


def records_where(connection: Connection, *conditions: ColumnElement[bool], most: int | None = None) -> list[Record]:
    """Records with their judgements and definitions, in the order in which they were kept."""
    rows = connection.execute(_with_content(RECORD).where(*conditions).order_by(RECORD.c.n).limit(most)).all()
    judgements = _judgements(connection, [row.n for row in rows])
    definitions = {digest: definition_with(connection, digest) for digest in {row.definition for row in rows}}
    return [_record(row, judgements.get(row.n, []), definitions[row.definition]) for row in rows]


def numbered_records(connection: Connection, after: int, most: int, *conditions: ColumnElement[bool],
                     ) -> tuple[list[Record], int]:
    """At most so many records after an entry, and the number of the last; for going through all bit by bit."""
    numbers = connection.scalars(select(RECORD.c.n).where(RECORD.c.n > after, *conditions)
                                 .order_by(RECORD.c.n).limit(most)).all()
    return (records_where(connection, RECORD.c.n.in_(numbers)), numbers[-1]) if numbers else ([], after)


def definition_with(connection: Connection, digest: str) -> Definition | None:
    """The definition with this digest; None where the store has none."""
    row = connection.execute(_with_content(DEFINITION).where(DEFINITION.c.digest == digest)).one_or_none()
    return None if row is None else _definition(row)


def conditions_of(connection: Connection, wanted: WantedRecords) -> list[ColumnElement[bool]]:
    """What must hold of the rows that are asked for.

    Raises:
        UnknownName: For a level that the result of no instrument here has.
    """
    days = [RECORD.c.day >= wanted.since if wanted.since else None, RECORD.c.day <= wanted.until if wanted.until
            else None]
    equal = [column == value for column, value in ((RECORD.c.instrument, wanted.instrument),
                                                   (RECORD.c.owner, wanted.owner)) if value is not None]
    level = [] if wanted.at_least is None else [_reaching(connection, wanted.at_least, wanted.instrument)]
    return [*(day for day in days if day is not None), *equal, *level]


def old_cases(connection: Connection, day: str) -> list[OldCase]:
    """The cases of which no record and no judgement was made on this day or later; the oldest first."""
    newest = (select(RECORD.c.case_key, func.max(RECORD.c.day).label("newest"), func.count().label("n"))
              .group_by(RECORD.c.case_key).subquery())
    last_judged = (select(JUDGEMENT.c.case_key, func.max(JUDGEMENT.c.day).label("newest"))
                   .group_by(JUDGEMENT.c.case_key).subquery())
    rows = connection.execute(
        select(CASE.c.name, newest.c.newest, last_judged.c.newest.label("judged"), newest.c.n)
        .join(newest, newest.c.case_key == CASE.c.key)
        .outerjoin(last_judged, last_judged.c.case_key == CASE.c.key)
        .where(newest.c.newest < day, func.coalesce(last_judged.c.newest, "") < day))
    return sorted((OldCase(row.name, max(row.newest, row.judged or ""), row.n) for row in rows),
                  key=lambda old: (old.newest, old.case))


def _definition(row: Row[Any]) -> Definition:
    content_of(row)  # looked at by its seal
    return _read(row.body)


@lru_cache(_MOST_DEFINITIONS)
def _read(body: str) -> Definition:
    return read_definition(body)


def _with_content(table: Any) -> Any:  # noqa: ANN401  # a query, whose type says no more
    """Rows with what was kept in their entry; where that is gone the row is found all the same, and refused."""
    return (select(table, CONTENT.c.salt, CONTENT.c.body, JOURNAL.c.seal, JOURNAL.c.action,
                   literal(KEPT_BY[table.name]).label("kept_by"))
            .outerjoin(CONTENT, CONTENT.c.n == table.c.n).outerjoin(JOURNAL, JOURNAL.c.n == table.c.n))


def _judgements(connection: Connection, records: Iterable[int]) -> dict[int, list[JsonValue]]:
    found: dict[int, list[JsonValue]] = {}
    query = _with_content(JUDGEMENT).where(JUDGEMENT.c.record.in_([*records])).order_by(JUDGEMENT.c.n)
    for row in connection.execute(query):
        found.setdefault(row.record, []).append(content_of(row))
    return found


def _record(row: Row[Any], judgements: list[JsonValue], definition: Definition | None) -> Record:
    return record_as_kept({**content_of(row), "judgements": judgements}, definition)


def _reaching(connection: Connection, level: str, instrument: str | None) -> ColumnElement[bool]:
    """That the result is, may be, or was judged to be at this level or above it."""
    kept = [definition for definition in _definitions(connection, instrument)
            if level in outcome_of(definition[1], definition[1].result).levels[0].ladder]
    if not kept:
        known = sorted({each.id for _, definition in _definitions(connection, instrument)
                        for each in outcome_of(definition, definition.result).levels})
        raise usage_error("U-unknown-level", "The result of no instrument in this store has such a level.",
                          found=level, expected=", ".join(known), known=tuple(known))
    return or_(false(), *(_reaches(digest, definition, level) for digest, definition in kept))


def _reaches(digest: str, definition: Definition, level: str) -> ColumnElement[bool]:
    outcome = outcome_of(definition, definition.result)
    rank = outcome.level(level).rank
    judged = select(JUDGEMENT.c.n).where(JUDGEMENT.c.record == RECORD.c.n, JUDGEMENT.c.outcome == outcome.id)
    if outcome.kind == "route":  # its levels are ways, and none is above another
        possible = (" " + RECORD.c.possible + " ").contains(f" {level} ", autoescape=True)
        return and_(RECORD.c.definition == digest,
                    or_(possible, judged.where(JUDGEMENT.c.level == level).exists()))
    return and_(RECORD.c.definition == digest,
                or_(RECORD.c.most_rank >= rank, judged.where(JUDGEMENT.c.level_rank >= rank).exists()))


def _definitions(connection: Connection, instrument: str | None) -> Iterator[tuple[str, Definition]]:
    query = _with_content(DEFINITION).order_by(DEFINITION.c.n)
    if instrument is not None:
        query = query.where(DEFINITION.c.id == instrument)
    for row in connection.execute(query):
        yield row.digest, _definition(row)
