"""Keeping records: each goes into the journal with its definition and its judgements, or nothing of it does."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select

from riskscreen.definition.write import document_of
from riskscreen.errors import Problem, RecordError, describe, pointer_to
from riskscreen.model.definition import Definition
from riskscreen.records.checking import earlier
from riskscreen.records.judging import judgement_problems
from riskscreen.records.record import Record
from riskscreen.records.shelf import digest_of
from riskscreen.store.journal import Journal
from riskscreen.store.looking import case_key, records_where
from riskscreen.store.rows import definition_row, judgement_row, record_row
from riskscreen.store.tables import CASE, CONTENT, DEFINITION, JUDGEMENT, RECORD


def keep(journal: Journal, record: Record, definition: Definition) -> bool:
    """Keep a record, or what it has more of than the store; whether anything was new.

    Raises:
        RecordError: Where the store has another content under its id, or other judgements, or where the record does
            not fit its definition or the records that it follows or replaces.
    """
    known = _known(journal, record)
    if known is None:
        check_fit(record, definition)
        _check_links(journal.connection, record)
        number, key = _keep_record(journal, record, definition)
        n_judgements = 0
    else:
        number, key = known.n, known.case_key
        n_judgements = _agreeing(record, records_where(journal.connection, RECORD.c.n == number)[0])
        if n_judgements < len(record.judgements):
            check_fit(record, definition)
    for judgement in record.judgements[n_judgements:]:
        n = journal.write("judge", case_key=key, about=number, content=judgement.to_dict())
        journal.connection.execute(JUDGEMENT.insert().values(
            n=n, record=number, case_key=key, **judgement_row(judgement, definition)))
    return known is None or n_judgements < len(record.judgements)


def check_fit(record: Record, definition: Definition) -> None:
    """Refuse judgements that the definition does not allow, as in a record that was made by hand.

    Raises:
        RecordError: With every one of them.
    """
    if problems := [*judgement_problems(record, definition)]:
        raise RecordError(problems, about=f"The record {record.id}")


def _check_links(connection: Connection, record: Record) -> None:
    """Refuse a record after which its case could not be told any more, or which would hide one of another case.

    Raises:
        RecordError: Where it was made before what it comes after, or where that is of another case.
    """
    key = case_key(connection, record.case)
    is_linked = or_(RECORD.c.digest.in_([getattr(record, name) for name in _LINKS]),
                    CONTENT.c.body.contains(record.digest))
    others = [] if key is None else records_where(connection, RECORD.c.case_key == key, is_linked)
    problems = [problem for other in others for problem in _order_problems(record, other)]
    for name in _LINKS:
        link = getattr(record, name)
        if link is not None and _is_elsewhere(connection, RECORD.c.digest == link, key):
            problems.append(_elsewhere(pointer_to(name)))
    if _is_elsewhere(connection, RECORD.c.replaces == record.digest, key):
        problems.append(_elsewhere("/case"))
    if problems:
        raise RecordError(problems, about=f"The record {record.id}")


_LINKS = ("follows", "replaces")


def _order_problems(record: Record, other: Record) -> Iterator[Problem]:
    for name in _LINKS:
        if getattr(record, name) == other.digest and record.moment < other.moment:
            yield earlier("/made_at", record.made_at, other.made_at)
        if getattr(other, name) == record.digest and other.moment < record.moment:
            yield Problem("R-earlier", "/made_at", "A record that the store has comes after this one, and was made "
                          "before it. Check the moments and their offsets.", found=describe(record.made_at),
                          expected=f"{other.made_at}, or earlier")


def _is_elsewhere(connection: Connection, condition: ColumnElement[bool], key: str | None) -> bool:
    is_elsewhere = condition if key is None else and_(condition, RECORD.c.case_key != key)
    return connection.execute(select(RECORD.c.n).where(is_elsewhere)).first() is not None


def _elsewhere(pointer: str) -> Problem:
    """That a link leads to another case, which is not named: who asks may not know of it."""
    return Problem("R-other-case", pointer, "This is linked to a record of another case.",
                   found="a record of another case", expected="one of this case")


def _known(journal: Journal, record: Record) -> Row[Any] | None:
    known = journal.connection.execute(select(RECORD).where(
        (RECORD.c.id == record.id) | (RECORD.c.digest == record.digest))).one_or_none()
    if known is not None and known.digest != record.digest:
        raise RecordError([Problem("R-same-id", "/id", "The store has a record with this id and another content. To "
                                   "correct a slip make a record with an id of its own, which replaces that one.",
                                   found=describe(record.id), expected="an id of its own")], about="The record")
    return known


def _agreeing(record: Record, kept: Record) -> int:
    """How many judgements the store has, where one line of judgements goes on in the other."""
    if any(mine != theirs for mine, theirs in zip(record.judgements, kept.judgements, strict=False)):
        raise RecordError([Problem("R-two-chains", "/judgements", "The store has other judgements of this record. "
                                   "Judge again on the one that it has.", found=describe(record.id),
                                   expected="one line of judgements")], about=f"The record {record.id}")
    return len(kept.judgements)


def _keep_record(journal: Journal, record: Record, definition: Definition) -> tuple[int, str]:
    """Keep a new record without its judgements; its number and the key of its case."""
    row = record_row(record, definition)
    _keep_definition(journal, definition)
    key = case_key(journal.connection, record.case)
    if key is None:
        key = secrets.token_hex(16)
        journal.connection.execute(CASE.insert().values(key=key, name=record.case))
    n = journal.write("append", case_key=key, content={**record.to_dict(), "judgements": []})
    journal.connection.execute(RECORD.insert().values(n=n, case_key=key, **row))
    return n, key


def _keep_definition(journal: Journal, definition: Definition) -> None:
    """Keep the definition, once; with it every record of the store can be replayed."""
    known = select(DEFINITION.c.n).where(DEFINITION.c.digest == digest_of(definition))
    if journal.connection.scalar(known) is None:
        n = journal.write("define", content=document_of(definition))
        journal.connection.execute(DEFINITION.insert().values(n=n, **definition_row(definition)))
