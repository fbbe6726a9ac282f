"""What a database says when it refuses, as one problem of ours with a stable code."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from ssl import SSLError

from sqlalchemy.exc import DBAPIError, MultipleResultsFound, NoResultFound, SQLAlchemyError, TimeoutError

from riskscreen.errors import Problem, RecordError
from riskscreen.printable import printable

_WORDS = {
    "R-store-unreachable": "The store cannot be opened.",
    "R-store-unwritable": "The store cannot be written: its disk is full, or it may only be read. Nothing was lost, "
                          "and nothing was kept.",
    "R-store-busy": "Another program holds the store, and did not let go of it in time. Try again.",
    "R-not-a-store": "This is no store of riskscreen.",
    "R-store-damaged": "The store is damaged.",
    "R-store-refused": "The database refused this: a store is only added to.",
    "R-store-error": "The database could not do this, for a reason that riskscreen has no word for. Nothing was kept.",
}
_OF_SQLITE = {
    sqlite3.SQLITE_CANTOPEN: "R-store-unreachable", sqlite3.SQLITE_PERM: "R-store-unreachable",
    sqlite3.SQLITE_FULL: "R-store-unwritable", sqlite3.SQLITE_READONLY: "R-store-unwritable",
    sqlite3.SQLITE_IOERR: "R-store-unwritable",
    sqlite3.SQLITE_BUSY: "R-store-busy", sqlite3.SQLITE_LOCKED: "R-store-busy", sqlite3.SQLITE_PROTOCOL: "R-store-busy",
    sqlite3.SQLITE_NOTADB: "R-not-a-store", sqlite3.SQLITE_CORRUPT: "R-store-damaged",
    sqlite3.SQLITE_ERROR: "R-store-damaged",  # our queries fit our tables, so that these are not ours any more
    sqlite3.SQLITE_CONSTRAINT: "R-store-refused",
}
# By SQLSTATE, whole or its class of two characters (PostgreSQL 17, appendix A).
_OF_POSTGRESQL = {
    "08": "R-store-unreachable", "28": "R-store-unreachable",  # the connection; who may enter
    "3D000": "R-store-unreachable", "3F000": "R-store-unreachable",  # no such database, no such schema
    "53300": "R-store-unreachable",  # too many connections
    "57P01": "R-store-unreachable", "57P02": "R-store-unreachable", "57P03": "R-store-unreachable",  # stops, starts
    "57P04": "R-store-unreachable", "57P05": "R-store-unreachable",  # the database went, the session was idle
    "25006": "R-store-unwritable", "42501": "R-store-unwritable",  # may only be read; no right to
    "53000": "R-store-unwritable", "53100": "R-store-unwritable", "53200": "R-store-unwritable",  # disk, memory
    "58030": "R-store-unwritable",  # the disk fails
    "40": "R-store-busy", "55P03": "R-store-busy", "55006": "R-store-busy", "57014": "R-store-busy",  # others hold it
    "23": "R-store-refused", "P0001": "R-store-refused",  # a row that is there already; a trigger of ours
    "42P01": "R-store-damaged", "42703": "R-store-damaged", "42883": "R-store-damaged",  # not the tables we made
    "58P01": "R-store-damaged", "XX001": "R-store-damaged", "XX002": "R-store-damaged",  # a file of it is broken
}
_UNKNOWN = "R-store-error"
_OF_SQLALCHEMY = {TimeoutError: "R-store-busy", NoResultFound: "R-store-damaged",
                  MultipleResultsFound: "R-store-damaged"}
_NO_TEXT = " with text "  # what Python says of a text that is none
_CLASS = 2  # characters of an SQLSTATE
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
        raise RecordError([problem_of(error.orig)], about=about) from error
    except SSLError as error:
        raise RecordError([store_problem("R-store-unreachable", str(error))], about=about) from error
    except SQLAlchemyError as error:
        said = printable(str(error).splitlines()[0])
        raise RecordError([store_problem(_OF_SQLALCHEMY.get(type(error), _UNKNOWN), said)], about=about) from error


def problem_of(error: BaseException | None) -> Problem:
    """What the driver of a database says, as a problem; what is not known is said as it is."""
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error)
    said = error.args[0] if error is not None and error.args else ""
    if isinstance(said, dict):
        state = str(said.get("C", ""))
        code = _OF_POSTGRESQL.get(state) or _OF_POSTGRESQL.get(state[:_CLASS])
        return store_problem(code or _UNKNOWN, f"{said.get('M', '')} (SQLSTATE {state})")
    return store_problem("R-store-unreachable", str(said))


def _of_sqlite(error: sqlite3.Error) -> Problem:
    number = getattr(error, "sqlite_errorcode", None)
    if number is not None:
        return store_problem(_OF_SQLITE.get(number & _MOST_BITS, _UNKNOWN), str(error))
    said, is_of_text, _ = str(error).partition(_NO_TEXT)  # by Python itself; what stands behind it is of a case
    return store_problem("R-store-damaged" if is_of_text else _UNKNOWN, said)
