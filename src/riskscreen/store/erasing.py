"""Erasing a case: its content, its salts and its pseudonym go, and the entry that says so stays."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from riskscreen.errors import RecordError
from riskscreen.store.database import Database
from riskscreen.store.faults import store_problem
from riskscreen.store.journal import Journal
from riskscreen.store.looking import known_key
from riskscreen.store.tables import CASE, CONTENT, ERASED, JUDGEMENT, RECORD

_CLEARED = ("content", "record", "judgement", "case")


def erase(journal: Journal, case: str, *, because: str, at: str) -> int:
    """Take all that was kept of a case away; how many records that were.

    Raises:
        RecordError: Where nothing was kept of it.
    """
    connection = journal.connection
    key = known_key(connection, case)
    records = [*connection.scalars(select(RECORD.c.n).where(RECORD.c.case_key == key))]
    judgements = [*connection.scalars(select(JUDGEMENT.c.n).where(JUDGEMENT.c.case_key == key))]
    numbers = sorted([*records, *judgements])
    n = journal.write("erase", case_key=key, detail={"because": because, "at": at, "entries": [*numbers]})
    if numbers:  # else somebody took its rows away by hand
        connection.execute(insert(ERASED), [{"n": number, "by_entry": n} for number in numbers])
    of_case = {CONTENT: CONTENT.c.n.in_(select(ERASED.c.n).where(ERASED.c.by_entry == n)),
               RECORD: RECORD.c.case_key == key, JUDGEMENT: JUDGEMENT.c.case_key == key, CASE: CASE.c.key == key}
    for table, condition in of_case.items():
        connection.execute(delete(table).where(condition))
    return len(records)


def clear(database: Database) -> None:
    """Write the files anew, without the room where something was.

    Raises:
        RecordError: Where another program kept its hold on the files: the case is erased, and the next clearing, at the
            next erasure, writes them anew.
    """
    with database.by_itself() as connection:
        if database.path is None:
            connection.exec_driver_sql("VACUUM (FULL) " + ", ".join(f"riskscreen_{table}" for table in _CLEARED))
        else:
            _truncate(connection)
            connection.exec_driver_sql("VACUUM")
            _truncate(connection)


def _truncate(connection: Connection) -> None:
    """Empty the log that is written ahead of the file."""
    if connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]:
        raise RecordError([store_problem("R-store-busy")])
