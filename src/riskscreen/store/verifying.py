"""Whether a store is whole: its chain, its content, what is found and counted by, and the tables themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeAlias

import attrs
from sqlalchemy import Connection, NullPool, Row, Table, create_engine, func, select
from sqlalchemy.exc import DatabaseError

from riskscreen._json.reading import parse
from riskscreen.definition.reading import read_definition
from riskscreen.errors import Problem, RecordError, RiskscreenError
from riskscreen.model.definition import Definition
from riskscreen.records.checking import MOST_BYTES
from riskscreen.records.judgement import Judgement
from riskscreen.records.reading import record_as_kept
from riskscreen.store import migrations
from riskscreen.store.faults import problem_of
from riskscreen.store.journal import link_of, seal_of
from riskscreen.store.rows import definition_row, judgement_row, record_row
from riskscreen.store.tables import (
    CASE,
    CONTENT,
    DEFINITION,
    ERASED,
    HEAD,
    JOURNAL,
    JUDGEMENT,
    KEPT_BY,
    RECORD,
    as_it_is,
)

_AT_A_TIME = 1_000
_NO_DAMAGE = frozenset({"R-store-unreachable", "R-store-busy", "R-store-error"})
_ROWS: dict[str, Table] = {KEPT_BY[table.name]: table for table in (RECORD, JUDGEMENT, DEFINITION)}


FoundRow: TypeAlias = dict[str, Any]
DatabaseParts: TypeAlias = set[tuple[Any, ...]]


@attrs.frozen
class Bad:
    """The first thing that is not as it was kept: the number of its entry, the id of its record, and what is wrong.

    ``entry`` and ``record`` are None where it is of the whole store, or where it can no longer be told.
    """

    entry: int | None
    record: str | None
    problem: Problem

    def __str__(self) -> str:
        return str(self.problem)


@attrs.frozen
class Verification:
    """What became of looking whether a store is whole.  It is true where it is.

    ``n_checked`` is how many entries were found as they were kept.  ``head`` is the link of the newest.
    """

    n_checked: int
    first_bad: Bad | None
    head: str

    def __bool__(self) -> bool:
        return self.first_bad is None

    def to_dict(self) -> dict[str, object]:
        """It in plain values, ready for JSON."""
        bad = self.first_bad
        return {"whole": bad is None, "n_checked": self.n_checked, "head": self.head, "first_bad": None if bad is None
                else {"entry": bad.entry, "record": bad.record, "problem": bad.problem.to_dict()}}


def verify(connection: Connection, noted: str | None) -> Verification:
    """What is found on looking at all of a store.

    Raises:
        DatabaseError: Where the database cannot be reached, which says nothing about what it holds.
    """
    checked = _Checked()
    try:
        for bad in checked.faults(connection, noted):
            return Verification(checked.n, bad, checked.link)
    except (DatabaseError, UnicodeError) as error:
        if isinstance(error, DatabaseError) and problem_of(error.orig).code in _NO_DAMAGE:
            raise
        said = str(error.orig if isinstance(error, DatabaseError) else error)
        return Verification(checked.n, _bad("R-store-damaged", "The database cannot read its own file.", said),
                            checked.link)
    return Verification(checked.n, None, checked.link)


def _bad(code: str, message: str, found: str | None = None, entry: int | None = None,
         record: str | None = None) -> Bad:
    return Bad(entry, record, Problem(code, "" if entry is None else f"/{entry}", message, found=found))


class _Checked:
    """What was looked at so far: how many entries, the link of the last, and what must be remembered of them."""

    def __init__(self) -> None:
        self.n, self.link = 0, ""
        self.erased: dict[int, int] = {}
        self.names: dict[str, str] = {}  # of cases, by their keys
        self.ids: dict[int, str] = {}  # of records, by their entries
        self.definitions: dict[str, Definition] = {}  # by their digests
        self.definition_of: dict[int, str] = {}  # the digest of that of a record, by its entry
        self.n_kept = dict.fromkeys(_ROWS, 0)
        self.keys: set[str] = set()

    def faults(self, connection: Connection, noted: str | None) -> Iterator[Bad]:
        """Everything that is wrong, one after the other, as far as it is asked for."""
        yield from _faults_of_tables(connection)
        self.erased = _erased(connection)
        self.names = {row.key: row.name for row in connection.execute(as_it_is(CASE))}
        is_noted = noted is None
        for entry in _entries(connection):
            yield from self._faults_of_link(entry)
            yield from self._faults_of_content(entry)
            self.n, self.link = entry.row.n, entry.row.link
            is_noted = is_noted or self.link == noted
        yield from self._faults_at_the_end(connection)
        if not is_noted:
            yield _bad("R-store-damaged", "The store does not go on from the head that was noted: its journal was cut "
                       "or written anew since.", noted)

    def _faults_of_link(self, entry: _Entry) -> Iterator[Bad]:
        """The entry is the next one, and says what it said when it was linked to the one before."""
        row = entry.row
        if row.n != self.n + 1:
            yield _bad("R-store-damaged", "An entry of the journal is gone, or was put where none was.",
                       entry=self.n + 1, record=self.ids.get(self.n + 1))
        if row.link != link_of(self.link, row._asdict()):
            yield _bad("R-store-damaged", "This entry, or its place in the journal, is not what it was.",
                       entry=row.n, record=self._record_of(entry))

    def _faults_of_content(self, entry: _Entry) -> Iterator[Bad]:
        """What was kept is what was sealed, and found by what it says; or an erasure took it."""
        row = entry.row
        is_gone = row.n in self.erased
        if row.body is None and entry.found is None and (is_gone or row.action not in _ROWS):
            return
        if row.body is None or is_gone or row.action not in _ROWS:
            yield _bad("R-store-damaged", "What was kept in this entry is gone, and no erasure says so."
                       if row.body is None and not is_gone else "Something is here that was erased, or never kept.",
                       entry=row.n, record=self._record_of(entry))
        elif seal_of(row.salt, row.body) != row.seal:
            yield _bad("R-changed", "This is not what was kept: the content of this entry was changed after it was "
                       "sealed.", entry=row.n, record=self._record_of(entry))
        elif entry.found != self._expected(row):
            yield _bad("R-store-damaged", "What this is found and counted by is not what its content says.",
                       entry=row.n, record=self._record_of(entry))
        self.n_kept[row.action] += 1

    def _expected(self, row: Row[Any]) -> FoundRow | None:
        """The row that content is found by, worked out from the content again; None where nobody can read it."""
        try:
            return _WORKED_OUT[row.action](self, row, parse(row.body, most_bytes=MOST_BYTES, raises=RecordError))
        except (RiskscreenError, LookupError, TypeError, ValueError, AttributeError, StopIteration):
            return None  # sealed, and no content of ours: somebody wrote the journal anew

    def _of_record(self, row: Row[Any], content: Any) -> FoundRow | None:  # noqa: ANN401  # plain values
        definition = self.definitions[content["instrument"]["digest"]]
        record = record_as_kept(content, definition)
        self.ids[row.n] = record.id
        self.definition_of[row.n] = record.instrument.digest
        self.keys.add(row.case_key)
        if self.names.get(row.case_key) != record.case:
            return None
        return {"n": row.n, "case_key": row.case_key, **record_row(record, definition)}

    def _of_judgement(self, row: Row[Any], content: Any) -> FoundRow | None:  # noqa: ANN401  # plain values
        definition = self.definitions[self.definition_of[row.about]]
        return {"n": row.n, "record": row.about, "case_key": row.case_key,
                **judgement_row(Judgement(**content), definition)}

    def _of_definition(self, row: Row[Any], _: Any) -> FoundRow | None:  # noqa: ANN401  # plain values
        definition = read_definition(row.body)
        found: FoundRow = {"n": row.n, **definition_row(definition)}
        self.definitions[str(found["digest"])] = definition
        return found

    def _record_of(self, entry: _Entry) -> str | None:
        """The id of the record that an entry is about, where it can still be told."""
        if entry.row.action == "define":
            return None
        found = self.ids.get(entry.row.about or entry.row.n) or (entry.found or {}).get("id")
        return found if isinstance(found, str) else None

    def _faults_at_the_end(self, connection: Connection) -> Iterator[Bad]:
        """Nothing is missing at the end, and nothing is there that no entry speaks of."""
        if [tuple(row) for row in connection.execute(as_it_is(HEAD))] != [(1, self.n, self.link)]:
            yield _bad("R-store-damaged", "The journal does not end where it ended: entries were cut off or added.",
                       entry=self.n + 1)
        expected = {JOURNAL: self.n, CONTENT: sum(self.n_kept.values()), CASE: len(self.keys),
                    **{table: self.n_kept[action] for action, table in _ROWS.items()}}
        for table, n in expected.items():
            if connection.scalar(select(func.count()).select_from(table)) != n:
                yield _bad("R-store-damaged", "Something is here that no entry of the journal speaks of.", table.name)
        if {row.n: row.by_entry for row in connection.execute(as_it_is(ERASED))} != self.erased:
            yield _bad("R-store-damaged", "What was erased is not what the journal says.", ERASED.name)
        if connection.dialect.name == "sqlite":
            said = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
            if said != "ok":
                yield _bad("R-store-damaged", "The file is damaged.", str(said))


_WORKED_OUT: dict[str, Callable[[_Checked, Row[Any], Any], FoundRow | None]] = {
    "append": _Checked._of_record, "judge": _Checked._of_judgement, "define": _Checked._of_definition}


@attrs.frozen
class _Entry:
    """An entry of the journal with its content, and the row that its content is found by."""

    row: Row[Any]
    found: FoundRow | None


def _entries(connection: Connection) -> Iterator[_Entry]:
    """All of them in order, some at a time."""
    after = -1
    content = as_it_is(CONTENT).subquery()
    query = (as_it_is(JOURNAL).add_columns(content.c.salt, content.c.body)
             .outerjoin(content, content.c.n == JOURNAL.c.n).order_by(JOURNAL.c.n).limit(_AT_A_TIME))
    while rows := connection.execute(query.where(JOURNAL.c.n > after)).all():
        first, after = rows[0].n, rows[-1].n
        found = {row["n"]: dict(row) for table in _ROWS.values() for row in
                 connection.execute(as_it_is(table).where(table.c.n.between(first, after))).mappings()}
        for row in rows:
            yield _Entry(row, found.get(row.n))


def _erased(connection: Connection) -> dict[int, int]:
    """The entries whose content was erased, by the entry that says so; that this is in the chain is seen later."""
    rows = connection.execute(as_it_is(JOURNAL).where(JOURNAL.c.action == "erase"))
    return {number: row.n for row in rows for number in _entries_in(row.detail)}


def _entries_in(detail: object) -> list[int]:
    """The numbers that an erasure names; none where somebody changed it so that it cannot be read."""
    try:
        found = json.loads(detail)["entries"]  # type: ignore[arg-type]  # a TypeError for what is no text
        return [number for number in found if isinstance(number, int)]
    except (ValueError, LookupError, TypeError, RecursionError):
        return []


def _faults_of_tables(connection: Connection) -> Iterator[Bad]:
    """The tables, indexes and triggers are those that we made, and no others are among them."""
    found, expected = _LOOKED_UP[connection.dialect.name](connection)
    if found != expected:
        names = ", ".join(sorted({str(name) for name, *_ in found ^ expected}))
        yield _bad("R-store-damaged", "The tables or the triggers of the store are not those that it was made with.",
                   names)


def _parts_of_sqlite(connection: Connection) -> tuple[DatabaseParts, DatabaseParts]:
    query = "SELECT name, type, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    return {tuple(row) for row in connection.exec_driver_sql(query)}, _fresh_parts(migrations.MIGRATIONS, query)


@cache
def _fresh_parts(steps: tuple[migrations.Migration, ...], query: str) -> DatabaseParts:
    """What a store that was made just now has."""
    engine = create_engine("sqlite://", poolclass=NullPool)  # its connection is closed at once
    with engine.begin() as connection:
        migrations.migrate(connection, "")
        return {tuple(row) for row in connection.exec_driver_sql(query)}


def _parts_of_postgresql(connection: Connection) -> tuple[DatabaseParts, DatabaseParts]:
    query = ("SELECT t.tgname::text, p.prosrc, t.tgenabled::text FROM pg_trigger t "
             "JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid "
             "WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace "
             "AND starts_with(c.relname::text, 'riskscreen_')")
    made = [statement for step in migrations.MIGRATIONS for statement in step.statements("postgresql")]
    bodies = dict(re.findall(r"CREATE FUNCTION (\w+)\(\).*\$\$(.*)\$\$", "\n".join(made)))
    triggers = re.findall(r"CREATE TRIGGER (\w+) .*EXECUTE FUNCTION (\w+)", "\n".join(made))
    return ({tuple(row) for row in connection.exec_driver_sql(query)},
            {(name, bodies[function], "O") for name, function in triggers})


_LOOKED_UP = {"sqlite": _parts_of_sqlite, "postgresql": _parts_of_postgresql}
