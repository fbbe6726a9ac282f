"""The database of a store: a file of SQLite, or a server of PostgreSQL; one transaction at a time is written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import attrs
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, text

from riskscreen.errors import FileName, RecordError, describe
from riskscreen.store.faults import store_problem, translated
from riskscreen.store.server import server_at
from riskscreen.store.tables import SCHEMA

_SECONDS_OF_PATIENCE = 30
_LOCK = 0x7269736B  # what those who write to a store of PostgreSQL wait for; any number would do


@attrs.frozen
class Database:
    """Where a store is.  No two threads and no two processes share a connection, after a fork neither.

    ``path`` is the file of SQLite, None for PostgreSQL.  ``alone`` makes connections that begin no transaction, for
    what may stand in none.
    """

    name: str
    path: Path | None
    engine: Engine
    alone: Engine

    @property
    def about(self) -> str:
        """How errors name it; never with a password."""
        return f"The store {describe(FileName(self.name))}"

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction that is kept whole, or not at all; no other one writes meanwhile.

        Raises:
            RecordError: Where the database refuses.
        """
        with translated(self.about), self.engine.begin() as connection:
            if self.path is None:  # SQLite waits by itself, with BEGIN IMMEDIATE
                connection.execute(text(f"SET LOCAL lock_timeout = {int(_SECONDS_OF_PATIENCE * 1000)}"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
            yield connection

    @contextmanager
    def by_itself(self) -> Iterator[Connection]:
        """A connection for what may stand in no transaction, as clearing up may not."""
        engine = self.alone.execution_options(isolation_level="AUTOCOMMIT")
        with translated(self.about), engine.connect() as connection:
            if self.path is None:
                connection.execute(text(f"SET lock_timeout = {int(_SECONDS_OF_PATIENCE * 1000)}"))
            yield connection

    @contextmanager
    def looked_into(self) -> Iterator[Connection]:
        """A connection that only reads, also where nothing may be written, and does not see what others write then."""
        with translated(self.about), self._reading().begin() as connection:
            yield connection

    def _reading(self) -> Engine:
        if self.path is None:
            return self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        return _sqlite(self.path, "mode=ro" if _is_written(self.path) else "mode=ro&immutable=1", "BEGIN")


def database_at(place: str | os.PathLike[str], *, create: bool) -> Database:
    """The database at a path or a URL.

    Raises:
        RecordError: Where the file is not there, and shall not be made, or is no store.
        UsageError: For a URL of another database, or with a setting that there is not.
    """
    if isinstance(place, str) and "://" in place:
        name, engine, alone = server_at(place)
        return Database(name, None, engine, alone)
    path = Path(place).absolute()
    database = Database(str(place), path, _sqlite(path, _WRITTEN, "BEGIN IMMEDIATE"), _sqlite(path, _WRITTEN, None))
    if path.is_dir():
        raise RecordError([store_problem("R-store-unreachable", "a folder", "a file")], about=database.about)
    if not path.exists():
        if not create:
            raise RecordError([store_problem("R-store-unreachable", "no such file")], about=database.about)
        _make_file(database)
    return database


def _make_file(database: Database) -> None:
    """An empty file that others than its owner cannot read."""
    try:
        os.close(os.open(str(database.path), os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise RecordError([store_problem("R-store-unreachable", error.strerror or str(error))],
                          about=database.about) from error


def _is_written(path: Path) -> bool:
    """Whether its folder may be written, or a log beside it must be read."""
    return os.access(path.parent, os.W_OK) or path.with_name(path.name + "-wal").exists()


def _sqlite(path: Path, mode: str, begin: str | None) -> Engine:
    engine = create_engine(URL.create("sqlite+pysqlite"), poolclass=NullPool, creator=lambda: _connected(path, mode))
    if begin is not None:
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    """A connection that leaves transactions to us, and loses nothing that it acknowledged.

    Raises:
        RecordError: Where the file is there and may only be read, of which SQLite says that it cannot be opened.
    """
    is_written = mode == _WRITTEN
    try:
        return _opened(f"file:{quote(str(path))}?{mode}", (*_ALWAYS, *(_WHERE_WRITTEN if is_written else ())))
    except sqlite3.OperationalError as error:
        if is_written and path.exists() and not all(os.access(each, os.W_OK) for each in (path, path.parent)):
            raise RecordError([store_problem("R-store-unwritable", "it may only be read")]) from error
        raise


def _opened(uri: str, settings: Sequence[str]) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=_SECONDS_OF_PATIENCE, isolation_level=None)
    try:
        for setting in settings:
            connection.execute(f"PRAGMA {setting}")
    except sqlite3.Error:
        connection.close()  # SQLAlchemy never gets hold of it
        raise
    return connection


_WRITTEN = "mode=rw"
_ALWAYS = ("trusted_schema = OFF",)  # a planted view or trigger calls no function
_WHERE_WRITTEN = ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON")


def is_foreign(connection: Connection) -> bool:
    """Whether a file of SQLite has tables, and none of a store."""
    found = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master")}
    return bool(found) and SCHEMA.name not in found
