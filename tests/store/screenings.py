"""Records to keep, and a hand that changes what was kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from records.samples import LATER, MADE_AT, flags, judged, kept
from riskscreen.records.record import Record
from riskscreen.store import RecordStore

__all__ = ["LATER", "MADE_AT", "by_hand", "filled", "flags", "judged", "kept", "screening"]


def screening(n: int = 0, **said: Any) -> Record:
    """A record that differs from all others: of a case of its own, unless said otherwise."""
    answers = {"r1": "present" if n % 2 else "unknown", "r6": "absent"}
    return kept(flags(**answers), **{"case": f"pseudonym-{n}", "notes": f"note {n}", **said})


def filled(store: RecordStore, n: int) -> list[Record]:
    """Keep so many records, two of each case, every third of them judged; all of them as they are kept."""
    records = [screening(k, case=f"pseudonym-{k // 2}") for k in range(n)]
    for k, record in enumerate(records):
        store.append(record)
        if k % 3 == 0:
            records[k] = store.judge(record.id, "urgency", "high", because="Seen near the school.", by="unit 4",
                                     at=LATER)
    return records


def by_hand(place: str, *statements: str, without_triggers: Sequence[str] = ()) -> None:
    """What somebody does to the file with a tool for databases; these triggers are put aside meanwhile."""
    with closing(sqlite3.connect(place)) as connection, connection:
        made = [connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()[0]
                for name in without_triggers]
        for statement in (*(f"DROP TRIGGER {name}" for name in without_triggers), *statements, *made):
            connection.execute(statement)
