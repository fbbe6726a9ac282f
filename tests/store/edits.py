"""What somebody can do to the tables of a store by hand, drawn at random, so that nothing is chained anew."""

from __future__ import annotations

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


def swap(connection: sqlite3.Connection, rng: random.Random) -> str:
    """Two contents, or the seals of two entries, change places."""
    table, column = rng.choice([("content", "body"), ("journal", "seal"), ("record", "day"), ("journal", "actor"),
                                ("content", "salt"), ("record", "id")])
    rows = connection.execute(f"SELECT rowid, {column} FROM riskscreen_{table} ORDER BY random()").fetchall()
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
    values[0] = values[0] + 1000 if isinstance(values[0], int) else values[0] + "x"
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


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The names of the columns of a table."""
    return [row[1] for row in connection.execute(f"PRAGMA table_info(riskscreen_{table})")]


def one(connection: sqlite3.Connection, table: str, what: str, rng: random.Random) -> tuple[object, ...]:
    """Something of a row that is drawn."""
    rows = connection.execute(f"SELECT {what} FROM riskscreen_{table} ORDER BY rowid").fetchall()
    chosen: tuple[object, ...] = rng.choice(rows)
    return chosen


EDITS: tuple[Edit, ...] = (change, change, take_away, swap, put_in, cut)
