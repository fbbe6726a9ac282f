"""What a database says when it refuses, as one problem of ours with a stable code."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from riskscreen.errors import Problem, RecordError
from riskscreen.printable import printable

# What nothing is wrong with but that it cannot be read or written now.
OUT_OF_REACH = frozenset({"R-store-unreachable", "R-store-unwritable", "R-store-busy"})

_WORDS = {
    "R-store-unreachable": "The store cannot be opened.",
    "R-store-unwritable": "The store cannot be written: its disk is full, or it may only be read. Nothing was lost, "
                          "and nothing was kept.",
    "R-store-busy": "Another program holds the store, and did not let go of it in time. Try again.",
    "R-not-a-store": "This is no store of riskscreen.",
    "R-store-damaged": "The store is damaged.",
    "R-store-refused": "The database refused this: a store is only added to.",
}
_OF_SQLITE = {
    sqlite3.SQLITE_CANTOPEN: "R-store-unreachable", sqlite3.SQLITE_PERM: "R-store-unreachable",
    sqlite3.SQLITE_FULL: "R-store-unwritable", sqlite3.SQLITE_READONLY: "R-store-unwritable",
    sqlite3.SQLITE_IOERR: "R-store-unwritable",
    sqlite3.SQLITE_BUSY: "R-store-busy", sqlite3.SQLITE_LOCKED: "R-store-busy",
    sqlite3.SQLITE_NOTADB: "R-not-a-store", sqlite3.SQLITE_CORRUPT: "R-store-damaged",
    sqlite3.SQLITE_CONSTRAINT: "R-store-refused",
}
_OF_POSTGRESQL = {"53": "R-store-unwritable", "25": "R-store-unwritable", "42501": "R-store-unwritable",
                  "55P03": "R-store-busy", "40": "R-store-busy", "57": "R-store-unreachable",
                  "08": "R-store-unreachable", "28": "R-store-unreachable", "3D": "R-store-unreachable",
                  "P0001": "R-store-refused", "23": "R-store-refused"}
_MOST_BITS = 0xFF  # the rest of a code of SQLite says more than is needed


def store_problem(code: str, found: str | None = None, expected: str | None = None) -> Problem:
    """A problem of a whole store."""
    return Problem(code, "", _WORDS[code], found=found, expected=expected)


@contextmanager
def translated(about: str) -> Iterator[None]:
    """Say what the database refuses in our words, and which store it is about.

    Raises:
        RecordError: With the one problem.
    """
    try:
        yield
    except RecordError as error:
        raise (error if error.about else error.named(about)) from error.__cause__
    except DBAPIError as error:
        raise RecordError([_problem(error.orig)], about=about) from error
    except SQLAlchemyError as error:
        raise RecordError([store_problem("R-store-damaged", printable(str(error).splitlines()[0]))],
                          about=about) from error


def _problem(error: BaseException | None) -> Problem:
    if isinstance(error, sqlite3.Error):
        code = _OF_SQLITE.get(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & _MOST_BITS)
        return store_problem(code or "R-store-damaged", str(error))
    said = error.args[0] if error is not None and error.args else ""
    if isinstance(said, dict):
        state = str(said.get("C", ""))
        code = next((code for start, code in _OF_POSTGRESQL.items() if state.startswith(start)), "R-store-damaged")
        return store_problem(code, f"{said.get('M', '')} ({state})")
    return store_problem("R-store-unreachable", str(said))
