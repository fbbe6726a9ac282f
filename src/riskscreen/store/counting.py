"""How many records a store has of each instrument, level, month; the database counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, case, exists, func, literal_column, select

from riskscreen.errors import RecordError
from riskscreen.model.definition import Definition
from riskscreen.records.counting.counts import AlikeRecords, RecordCounts, counted
from riskscreen.store.faults import store_problem
from riskscreen.store.looking import definition_with
from riskscreen.store.tables import JUDGEMENT, RECORD

_NEWER_JUDGEMENT, _REPLACING = JUDGEMENT.alias("newer"), RECORD.alias("replacing")
# Looked up for all records at once: for each by itself it takes a database three times as long.
_NEWEST = (select(RECORD.c.case_key, func.max(RECORD.c.moment).label("moment")).group_by(RECORD.c.case_key)
           .subquery("newest"))
_LOOKED_AT = select(JUDGEMENT.c.record).distinct().subquery("looked_at")
_COLUMNS = {"instrument": RECORD.c.instrument, "version": RECORD.c.version, "level": RECORD.c.possible,
            # Alike wherever it is written: a parameter would be another one in each place.
            "month": func.substr(RECORD.c.day, literal_column("1"), literal_column("7")),
            "owner": RECORD.c.owner, "rater": RECORD.c.rater, "judged": JUDGEMENT.c.level}


def store_counts(connection: Connection, by: tuple[str, ...], today: object) -> RecordCounts:
    """The records that no other one replaces, counted by these of `_COLUMNS`."""
    rows = connection.execute(_grouped(by)).all()
    definitions = {digest: _definition(connection, digest) for digest in {row.definition for row in rows}}
    return counted(by, _alike(rows, by), definitions, today)


def _grouped(by: Sequence[str]) -> Any:  # noqa: ANN401  # a query, whose type says no more
    """Each combination that is there, with the newest judgement of the result, and how many records have it."""
    is_newest = ~exists().where(_NEWER_JUDGEMENT.c.record == JUDGEMENT.c.record,
                                _NEWER_JUDGEMENT.c.outcome == JUDGEMENT.c.outcome,
                                _NEWER_JUDGEMENT.c.n > JUDGEMENT.c.n)
    judged = (RECORD.join(_NEWEST, _NEWEST.c.case_key == RECORD.c.case_key)
              .outerjoin(JUDGEMENT, and_(JUDGEMENT.c.record == RECORD.c.n, JUDGEMENT.c.outcome == RECORD.c.outcome,
                                         is_newest))
              .outerjoin(_LOOKED_AT, _LOOKED_AT.c.record == RECORD.c.n))
    is_seen_once = and_(RECORD.c.moment == _NEWEST.c.moment, _LOOKED_AT.c.record.is_(None))
    is_replaced = exists().where(_REPLACING.c.replaces.is_not(None), _REPLACING.c.replaces == RECORD.c.digest,
                                 _REPLACING.c.case_key == RECORD.c.case_key)
    alike = [RECORD.c.definition, RECORD.c.possible, JUDGEMENT.c.level]
    asked = [_COLUMNS[name].label(f"by_{name}") for name in by]
    numbers = [func.count().label("n_alike"), func.sum(case((is_seen_once, 1), else_=0)).label("n_seen_once"),
               func.min(case((is_seen_once, RECORD.c.day))).label("oldest")]
    return (select(*asked, *alike, *numbers).select_from(judged).where(~is_replaced)
            .group_by(*(_COLUMNS[name] for name in by), *alike))


def _alike(rows: Sequence[Row[Any]], by: Sequence[str]) -> Iterator[AlikeRecords]:
    for row in rows:
        _check_day(row.oldest)
        possible = tuple(row.possible.split(" "))
        yield AlikeRecords(tuple(possible if name == "level" else row[n] for n, name in enumerate(by)), row.definition,
                           possible, row.level, row.n_alike, int(row.n_seen_once), row.oldest)


def _check_day(day: str | None) -> None:
    try:
        if day is not None:
            date.fromisoformat(day)
    except ValueError as error:
        raise RecordError([store_problem("R-store-damaged", day, "a day")]) from error


def _definition(connection: Connection, digest: str) -> Definition:
    found = definition_with(connection, digest)
    if found is None:
        raise RecordError([store_problem("R-store-damaged", f"no definition {digest}")])
    return found
