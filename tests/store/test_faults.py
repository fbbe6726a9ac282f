"""What a database says, in our words: what is out of reach, what is damaged, and what nobody has heard of."""

from __future__ import annotations

import sqlite3

import pytest

from records.samples import refusal
from riskscreen.store import RecordStore
from riskscreen.store.faults import problem_of
from store.screenings import screening

# The state, its name in the manual of PostgreSQL (appendix A), and what it means for a store.
STATES = {
    "08006": ("connection_failure", "R-store-unreachable"),
    "28P01": ("invalid_password", "R-store-unreachable"),
    "3D000": ("invalid_catalog_name", "R-store-unreachable"),
    "53300": ("too_many_connections", "R-store-unreachable"),
    "57P01": ("admin_shutdown", "R-store-unreachable"),
    "57P03": ("cannot_connect_now", "R-store-unreachable"),
    "25006": ("read_only_sql_transaction", "R-store-unwritable"),
    "42501": ("insufficient_privilege", "R-store-unwritable"),
    "53100": ("disk_full", "R-store-unwritable"),
    "58030": ("io_error", "R-store-unwritable"),
    "40001": ("serialization_failure", "R-store-busy"),
    "40P01": ("deadlock_detected", "R-store-busy"),
    "55P03": ("lock_not_available", "R-store-busy"),
    "57014": ("query_canceled", "R-store-busy"),
    "23505": ("unique_violation", "R-store-refused"),
    "P0001": ("raise_exception", "R-store-refused"),
    "42P01": ("undefined_table", "R-store-damaged"),
    "XX001": ("data_corrupted", "R-store-damaged"),
    "XX002": ("index_corrupted", "R-store-damaged"),
    # Neither a sign of damage nor anything that we have a word for.
    "0A000": ("feature_not_supported", "R-store-error"),
    "22021": ("character_not_in_repertoire", "R-store-error"),
    "25P02": ("in_failed_sql_transaction", "R-store-error"),
    "53400": ("configuration_limit_exceeded", "R-store-error"),
    "54000": ("program_limit_exceeded", "R-store-error"),
    "F0000": ("config_file_error", "R-store-error"),
    "XX000": ("internal_error", "R-store-error"),
}


@pytest.mark.parametrize("state", STATES)
def test_state_of_postgresql_is_told_as_what_it_is(state: str) -> None:
    """Only what is damaged is called so, and the state stands beside what the server said."""
    name, code = STATES[state]
    problem = problem_of(Exception({"S": "ERROR", "C": state, "M": name}))

    assert (problem.code, problem.found) == (code, f"{name} (SQLSTATE {state})")


@pytest.mark.parametrize(("number", "code"), [
    (sqlite3.SQLITE_CANTOPEN, "R-store-unreachable"), (sqlite3.SQLITE_READONLY_DIRECTORY, "R-store-unwritable"),
    (sqlite3.SQLITE_FULL, "R-store-unwritable"), (sqlite3.SQLITE_BUSY_SNAPSHOT, "R-store-busy"),
    (sqlite3.SQLITE_CORRUPT_INDEX, "R-store-damaged"), (sqlite3.SQLITE_NOTADB, "R-not-a-store"),
    (sqlite3.SQLITE_NOMEM, "R-store-error"), (sqlite3.SQLITE_INTERRUPT, "R-store-error"),
    (sqlite3.SQLITE_TOOBIG, "R-store-error"), (None, "R-store-error")])
def test_number_of_sqlite_is_told_as_what_it_is(number: int | None, code: str) -> None:
    """With or without its second byte; one that is not in our list is no damage."""
    error = sqlite3.OperationalError("said")
    if number is not None:
        error.sqlite_errorcode = number

    assert (problem_of(error).code, problem_of(error).found) == (code, "said")


def test_text_that_cannot_be_read_is_damage_and_is_not_repeated() -> None:
    """What stands in a damaged file may be of a person, and has no place in a message."""
    error = sqlite3.OperationalError("Could not decode to UTF-8 column 'body' with text '{\"case\": \"pseudonym-7\"'")
    problem = problem_of(error)

    assert (problem.code, problem.found) == ("R-store-damaged", "Could not decode to UTF-8 column 'body'")


def test_server_that_is_not_there_is_out_of_reach() -> None:
    """And nothing about what it holds."""
    pytest.importorskip("pg8000", reason="the extra 'postgresql' installs it")

    assert refusal(lambda: RecordStore("postgresql://nobody@/x?unix_sock=/nowhere/.s.PGSQL.5432", actor="a")) == [
        ("R-store-unreachable", "")]


def test_text_that_a_database_cannot_hold_is_no_damage(store: RecordStore, place: str) -> None:
    """A case with a NUL in its name: SQLite takes it, PostgreSQL has no such texts, says so, and keeps nothing."""
    record = screening(case="pseudonym\0 7")
    if "://" in place:
        assert refusal(lambda: store.append(record)) == [("R-store-error", "")]
        assert [*store.records()] == []
    else:
        assert store.append(record)
        assert store.record(record.id) == record
    assert store.verify()
