"""The databases that queries are run in: tables are made there from plain values, and rows come back as mappings."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

Row = Mapping[str, Any]


class Database(ABC):
    """A connection.  ``types`` are the names of the types of columns that the tests need, by what they hold."""

    dialect: str
    types: Mapping[str, str]

    @abstractmethod
    def run(self, statement: str) -> list[Row]:
        """What a statement gives."""

    def table(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> None:
        """Make a table, in place of one of that name."""
        quoted = named(name)
        kinds = ", ".join(f"{named(column)} {self.types.get(kind, kind)}" for column, kind in columns.items())
        self.run(f"DROP TABLE IF EXISTS {quoted}")
        self.run(f"CREATE TEMPORARY TABLE {quoted} ({kinds})")
        if rows:
            self.run(f"INSERT INTO {quoted} VALUES " + ", ".join(
                f"({', '.join(map(literal, row))})" for row in rows))


class DuckDB(Database):
    """DuckDB, in memory."""

    dialect = "duckdb"
    types = {"text": "VARCHAR", "decimal": "DECIMAL(30, 6)", "float": "DOUBLE", "truth": "BOOLEAN",
             "letters-alike": "VARCHAR COLLATE NOCASE"}

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def run(self, statement: str) -> list[Row]:
        """What a statement gives."""
        found = self.connection.execute(statement)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


class Postgres(Database):
    """A PostgreSQL server."""

    dialect = "postgres"
    types = {"text": "TEXT", "decimal": "NUMERIC(30, 6)", "float": "DOUBLE PRECISION", "truth": "BOOLEAN",
             "letters-alike": "TEXT COLLATE letters_alike"}

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.run("CREATE COLLATION IF NOT EXISTS letters_alike "
                 "(provider = icu, locale = 'und-u-ks-level2', deterministic = false)")

    def run(self, statement: str) -> list[Row]:
        """What a statement gives; it is sent as it is, since drivers look for parameters."""
        found = self.connection.execute_simple(statement)
        names = [column["name"] for column in found.columns or ()]
        return [dict(zip(names, row, strict=True)) for row in found.rows or ()]


def named(name: str) -> str:
    """A quoted name."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: object) -> str:
    """A value as it stands in a statement."""
    if value is None:
        return "NULL"
    if isinstance(value, bool | int | Decimal):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"
