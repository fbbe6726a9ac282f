"""How the tables of a store are made, step by step: a step that was released never changes, and new ones come after it.

The statements are the same in both databases, but for the triggers that refuse what must not happen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import attrs
from sqlalchemy import Connection, inspect, select, text

from riskscreen.errors import Problem, RecordError
from riskscreen.store.tables import SCHEMA

DatabaseKind = Literal["sqlite", "postgresql"]


@attrs.frozen
class Migration:
    """The statements that lead from one version of the tables to the next."""

    version: int
    statements: Callable[[DatabaseKind], Sequence[str]]


_TABLES = """
CREATE TABLE riskscreen_journal (n BIGINT PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
    case_key TEXT, about BIGINT, detail TEXT NOT NULL, seal TEXT NOT NULL, link TEXT NOT NULL);
CREATE TABLE riskscreen_head (one INTEGER PRIMARY KEY, n BIGINT NOT NULL, link TEXT NOT NULL);
CREATE TABLE riskscreen_content (n BIGINT PRIMARY KEY, salt TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE riskscreen_case (key TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE riskscreen_record (n BIGINT PRIMARY KEY, id TEXT NOT NULL UNIQUE, digest TEXT NOT NULL UNIQUE,
    case_key TEXT NOT NULL, instrument TEXT NOT NULL, version TEXT NOT NULL, definition TEXT NOT NULL,
    moment TEXT NOT NULL, day TEXT NOT NULL, owner TEXT, rater TEXT NOT NULL, outcome TEXT NOT NULL,
    possible TEXT NOT NULL, most_rank INTEGER NOT NULL, replaces TEXT);
CREATE TABLE riskscreen_judgement (n BIGINT PRIMARY KEY, record BIGINT NOT NULL, case_key TEXT NOT NULL,
    outcome TEXT NOT NULL, level TEXT NOT NULL, level_rank INTEGER NOT NULL, day TEXT NOT NULL);
CREATE TABLE riskscreen_definition (n BIGINT PRIMARY KEY, digest TEXT NOT NULL UNIQUE, id TEXT NOT NULL,
    version TEXT NOT NULL);
CREATE TABLE riskscreen_erased (n BIGINT PRIMARY KEY, by_entry BIGINT NOT NULL);
CREATE INDEX riskscreen_record_case ON riskscreen_record (case_key);
CREATE INDEX riskscreen_record_moment ON riskscreen_record (moment);
CREATE INDEX riskscreen_record_replaces ON riskscreen_record (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX riskscreen_judgement_record ON riskscreen_judgement (record, outcome, n);
CREATE INDEX riskscreen_judgement_case ON riskscreen_judgement (case_key);
CREATE INDEX riskscreen_journal_case ON riskscreen_journal (case_key);
INSERT INTO riskscreen_head (one, n, link) VALUES (1, 0, '')
"""

_FOREVER = ("journal", "definition", "erased", "schema")
_UNTIL_ERASED = ("content", "record", "judgement")
_IS_ERASED = "EXISTS (SELECT 1 FROM riskscreen_erased WHERE riskscreen_erased.n = OLD.n)"
_CASE_IS_ERASED = ("EXISTS (SELECT 1 FROM riskscreen_journal WHERE riskscreen_journal.case_key = OLD.key "
                   "AND riskscreen_journal.action = 'erase')")
# What must hold of a row, or of what it becomes, before it may be deleted or updated; None: it never may.
_RULES: tuple[tuple[str, str, str | None], ...] = (
    *((table, deed, None) for table in _FOREVER for deed in ("UPDATE", "DELETE")),
    *((table, "UPDATE", None) for table in (*_UNTIL_ERASED, "case")),
    *((table, "DELETE", _IS_ERASED) for table in _UNTIL_ERASED),
    ("case", "DELETE", _CASE_IS_ERASED),
    ("head", "UPDATE", "NEW.n > OLD.n"),
    ("head", "DELETE", None),
)
# The columns whose values say something of one case; its key says nothing, and stays in the journal.
_OF_A_CASE = {"content": ("salt", "body"), "case": ("name",),
              "record": ("id", "digest", "moment", "rater", "replaces")}
_REFUSAL = "a store is only added to"


def _first(dialect: DatabaseKind) -> list[str]:
    tables = [statement.strip() for statement in _TABLES.split(";\n")]
    return [*tables, *(_sqlite_triggers() if dialect == "sqlite" else [*_without_samples(), *_postgresql_triggers()])]


def _without_samples() -> list[str]:
    """What PostgreSQL samples for its planner stays in its own tables after an erasure, so that it samples nothing that
    could tell of a case."""
    return [f"ALTER TABLE riskscreen_{table} " + ", ".join(f"ALTER {column} SET STATISTICS 0" for column in columns)
            for table, columns in _OF_A_CASE.items()]


def _sqlite_triggers() -> list[str]:
    refused = [f"CREATE TRIGGER riskscreen_{table}_{deed.lower()} BEFORE {deed} ON riskscreen_{table} "
               + (f"WHEN NOT {allowed} " if allowed else "") + f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
               for table, deed, allowed in _RULES]
    # INSERT OR REPLACE takes a row away without asking the triggers of DELETE.
    replaced = [f"CREATE TRIGGER riskscreen_{table}_replace BEFORE INSERT ON riskscreen_{table} "
                f"WHEN EXISTS (SELECT 1 FROM riskscreen_{table} WHERE n = NEW.n) "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
                for table in ("journal", "definition", "erased", *_UNTIL_ERASED)]
    return [*refused, *replaced]


def _postgresql_triggers() -> list[str]:
    refuse = ("CREATE FUNCTION riskscreen_refuse() RETURNS trigger LANGUAGE plpgsql AS "
              f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$")
    rows = [statement for table, deed, allowed in _RULES for statement in _postgresql_rule(table, deed, allowed)]
    emptied = [f"CREATE TRIGGER riskscreen_{table}_truncate BEFORE TRUNCATE ON riskscreen_{table} "
               "FOR EACH STATEMENT EXECUTE FUNCTION riskscreen_refuse()"
               for table in (*_FOREVER, *_UNTIL_ERASED, "case", "head")]
    return [refuse, *rows, *emptied]


def _postgresql_rule(table: str, deed: str, allowed: str | None) -> list[str]:
    """A trigger of PostgreSQL may not look into other tables in its WHEN, so that a function does."""
    name = f"riskscreen_{table}_{deed.lower()}"
    made = f"CREATE TRIGGER {name} BEFORE {deed} ON riskscreen_{table} FOR EACH ROW EXECUTE FUNCTION "
    if allowed is None:
        return [f"{made}riskscreen_refuse()"]
    row = "OLD" if deed == "DELETE" else "NEW"
    return [f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {allowed} THEN RETURN {row}; "
            f"END IF; RAISE EXCEPTION '{_REFUSAL}'; END $$", f"{made}{name}()"]


MIGRATIONS: tuple[Migration, ...] = (Migration(1, _first),)


def version_of(connection: Connection) -> int:
    """The version of the tables that are there; 0 where there are none."""
    if not inspect(connection).has_table(SCHEMA.name):
        return 0
    return max(connection.scalars(select(SCHEMA.c.version)), default=0)


def is_outdated(connection: Connection) -> bool:
    """Whether the tables are not those of the newest version that is known here."""
    return version_of(connection) != MIGRATIONS[-1].version


def migrate(connection: Connection, at: str) -> None:
    """Bring the tables to the newest version, within the transaction of this connection.

    Raises:
        RecordError: Where a later riskscreen made them (``R-newer-store``).
    """
    known, newest = version_of(connection), MIGRATIONS[-1].version
    if known > newest:
        raise RecordError([Problem("R-newer-store", "", "This store was made by a later riskscreen. Open it with that "
                                   "one, or a later one.", found=f"version {known}", expected=f"at most {newest}")])
    if not known:
        connection.execute(text(f"CREATE TABLE {SCHEMA.name} (version INTEGER PRIMARY KEY, at TEXT NOT NULL)"))
    for migration in MIGRATIONS:
        if migration.version > known:
            for statement in migration.statements(connection.dialect.name):  # type: ignore[arg-type]  # one of the two
                connection.exec_driver_sql(statement)
            connection.execute(SCHEMA.insert().values(version=migration.version, at=at))
