"""What somebody can do to the tables of a store by hand, drawn at random, so that nothing is chained anew."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

TABLES = ("journal", "content", "case", "record", "judgement", "definition", "erased", "head")
Edit = Callable[[sqlite3.Connection, random.Random], str]


def edited(path: Path, edit: Edit, rng: random.Random) -> str:
    """Do it with all triggers put aside, and put them back; what was done."""
    with closing(sqlite3.connect(path)) as connection, connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        said = edit(connection, rng)
        for _, sql in triggers:
            connection.execute(sql)
    return said


def change(connection: sqlite3.Connection, rng: random.Random) -> str:
    """Another value in one place of one row."""
    table = rng.choice(TABLES)
    column = rng.choice(columns(connection, table))
    row, value = one(connection, table, f"rowid, {column}", rng)
    other = (value + 1000 if isinstance(value, int) else "x" if not value else
             value[:(at := rng.randrange(len(value)))] + ("y" if value[at] == "x" else "x") + value[at + 1:])
    connection.execute(f"UPDATE riskscreen_{table} SET {column} = ? WHERE rowid = ?", (other, row))
    return f"{table}.{column} of row {row}: {value!r} became {other!r}"


def take_away(connection: sqlite3.Connection, rng: random.Random) -> str:
    """A row less."""
    table = rng.choice(TABLES)
    row, = one(connection, table, "rowid", rng)
    connection.execute(f"DELETE FROM riskscreen_{table} WHERE rowid = ?", (row,))
    return f"{table}: without row {row}"


def foreign(connection: sqlite3.Connection, rng: random.Random) -> str:
    """Something of a kind that was never kept there, which a file of SQLite takes."""
    table = rng.choice(TABLES)
    column = rng.choice(columns(connection, table))
    row, value = one(connection, table, f"rowid, {column}", rng)
    other = rng.choice([each for each in (b"\xff", "", "{}", "[" * 3000, "no moment", 1.5, -5) if each != value])
    try:
        connection.execute(f"UPDATE riskscreen_{table} SET {column} = ? WHERE rowid = ?", (other, row))
    except sqlite3.IntegrityError:  # the one column that takes only numbers, or a row that has this already
        return foreign(connection, rng)
    return f"{table}.{column} of row {row}: {value!r} became {other!r}"


def swap(connection: sqlite3.Connection, rng: random.Random) -> str:
    """Two contents, or the seals of two entries, change places."""
    table, column = rng.choice([("content", "body"), ("journal", "seal"), ("record", "day"), ("journal", "actor"),
                                ("content", "salt"), ("record", "id")])
    rows = connection.execute(f"SELECT rowid, {column} FROM riskscreen_{table} ORDER BY rowid").fetchall()
    rng.shuffle(rows)
    (one_row, one_value), (other_row, other_value) = next(
        (first, second) for first in rows for second in rows if first[1] != second[1]) \
        if len({value for _, value in rows}) > 1 else (rows[0], (rows[1][0], "another"))
    connection.execute(f"UPDATE riskscreen_{table} SET {column} = 'between' WHERE rowid = ?", (one_row,))
    connection.execute(f"UPDATE riskscreen_{table} SET {column} = ? WHERE rowid = ?", (one_value, other_row))
    connection.execute(f"UPDATE riskscreen_{table} SET {column} = ? WHERE rowid = ?", (other_value, one_row))
    return f"{table}.{column}: rows {one_row} and {other_row} changed places"


def put_in(connection: sqlite3.Connection, rng: random.Random) -> str:
    """A row more, like another one."""
    table = rng.choice(TABLES)
    names = columns(connection, table)
    values = list(one(connection, table, ", ".join(names), rng))
    values[0] = rng.choice((values[0] + 1000, -values[0])) if isinstance(values[0], int) else values[0] + "x"
    if table in ("record", "definition", "case"):
        values[1:3] = [f"{value}x" for value in values[1:3]]
    connection.execute(f"INSERT INTO riskscreen_{table} VALUES ({', '.join('?' * len(values))})", values)
    return f"{table}: a row more"


def cut(connection: sqlite3.Connection, rng: random.Random) -> str:
    """The end of the journal, with all that belongs to it."""
    last, = connection.execute("SELECT max(n) FROM riskscreen_journal").fetchone()
    first = rng.randrange(2, last + 1)
    for table in ("journal", "content", "record", "judgement"):
        connection.execute(f"DELETE FROM riskscreen_{table} WHERE n >= ?", (first,))
    return f"cut from entry {first} on"


def first_touched(path: Path, edited_path: Path) -> int | None:
    """The first entry of which anything differs between two stores; None where none of the first store's does.

    Told by the rows alone.  A name belongs to the first record of its case, and what an erasure says to the entries
    that it names.
    """
    with closing(sqlite3.connect(path)) as before, closing(sqlite3.connect(edited_path)) as after:
        last, = before.execute("SELECT max(n) FROM riskscreen_journal").fetchone()
        touched = {n for table in TABLES for n in _touched(table, before, after)}
    return min((n for n in touched if isinstance(n, int) and 1 <= n <= last), default=None)


def _touched(table: str, before: sqlite3.Connection, after: sqlite3.Connection) -> set[object]:
    rows, others = (_as_told(connection, table) for connection in (before, after))
    differing = rows ^ others
    if table in ("erased", "head"):
        return set()  # the journal says the same, and goes on
    if table == "case":
        return {before.execute("SELECT min(n) FROM riskscreen_journal WHERE case_key = ?", [row[0]]).fetchone()[0]
                for row in differing}
    erasures = _erasures(rows) - _erasures(others) if table == "journal" else set()
    return {row[0] for row in differing} | {n for detail in erasures for n in json.loads(detail)["entries"]}


def _erasures(journal: set[tuple[object, ...]]) -> set[str]:
    """What each erasure says that it took away, as it is written."""
    return {str(detail) for _, _, _, action, _, _, detail, *_ in journal if action == "erase"}


def _as_told(connection: sqlite3.Connection, table: str) -> set[tuple[object, ...]]:
    return set(connection.execute(f"SELECT * FROM riskscreen_{table}"))


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The names of the columns of a table."""
    return [row[1] for row in connection.execute(f"PRAGMA table_info(riskscreen_{table})")]


def one(connection: sqlite3.Connection, table: str, what: str, rng: random.Random) -> tuple[object, ...]:
    """Something of a row that is drawn."""
    rows = connection.execute(f"SELECT {what} FROM riskscreen_{table} ORDER BY rowid").fetchall()
    chosen: tuple[object, ...] = rng.choice(rows)
    return chosen


EDITS: tuple[Edit, ...] = (change, foreign, take_away, swap, put_in, cut)
