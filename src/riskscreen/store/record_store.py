"""A store of records: what users hold."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

import attrs
from sqlalchemy import ColumnElement, select

from riskscreen.arguments import check_flags, instance, text, text_or_none
from riskscreen.errors import Problem, RecordError, describe, usage_error, wrong_type
from riskscreen.model.definition import Definition
from riskscreen.records.counting.counts import USUAL_WAYS, RecordCounts, ways_of
from riskscreen.records.history import History
from riskscreen.records.moment import day_or_none, moment_of, moment_problem, moment_text
from riskscreen.records.record import Record
from riskscreen.records.shelf import Shelf, definition_of
from riskscreen.records.telling.case_page import case_page
from riskscreen.store.counting import store_counts
from riskscreen.store.database import database_at, is_foreign
from riskscreen.store.erasing import clear, erase
from riskscreen.store.exporting import check_free, place_of, write_out
from riskscreen.store.faults import store_problem
from riskscreen.store.importing import Imported, take_in
from riskscreen.store.journal import Journal, JournalEntry, entries_of, now
from riskscreen.store.keeping import keep
from riskscreen.store.looking import (
    OldCase,
    WantedRecords,
    conditions_of,
    definition_with,
    known_key,
    numbered_records,
    old_cases,
    records_where,
    row_with_id,
)
from riskscreen.store.migrations import is_outdated, migrate
from riskscreen.store.tables import HEAD, RECORD
from riskscreen.store.verifying import Verification, verify

_AT_A_TIME = 500


class RecordStore:
    """Records in a database: a file of SQLite, or PostgreSQL.  What is kept is added, and never changed.

    Every entry is chained to the one before it, and every look at a case is an entry too, with its actor and the time
    by the clock of this machine.  A store is a shelf: it keeps the definition of each record, for `Record.replay` and
    `History`.  It may be used from several threads and processes at once.

    Examples:
        >>> import riskscreen
        >>> from pathlib import Path
        >>> from tempfile import mkdtemp
        >>> store = RecordStore(Path(mkdtemp(), "screenings.db"), actor="intake desk")
        >>> result = riskscreen.load("stalking-red-flags").score({"r1": "present"}, partial=True)
        >>> record = result.record(case="pseudonym-7", rater="unit 4", made_at="2026-11-30T14:05:00+01:00")
        >>> store.append(record)
        True
        >>> store.record(record.id) == record, len(store.history("pseudonym-7"))
        (True, 1)
        >>> bool(store.verify())
        True
    """

    def __init__(self, place: str | os.PathLike[str], *, actor: str, create: bool = True) -> None:
        """Open a store.

        Args:
            place: A text with ``://`` is the URL of a database, such as ``postgresql://user@host/name``; any other
                text, or a path, is a file of SQLite.
            actor: Who works with it: a person, or a program that answers for its users (see `acting`).
            create: Whether to make the file where there is none.

        Raises:
            RecordError: Where it cannot be opened, or is no store.
            UsageError: For a URL of another kind of database, or where an extra is not installed.
        """
        check_flags(create=create)
        if not isinstance(place, str | os.PathLike):
            raise wrong_type("A store has a place.", place, "a pathlib.Path, a text, or the URL of a database")
        self._actor = _named("actor", actor)
        self._database = database_at(place, create=create)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def acting(self, actor: str) -> RecordStore:
        """The same store, worked with by somebody else, as a server does for each of its users."""
        other = object.__new__(RecordStore)
        other._actor, other._database = _named("actor", actor), self._database
        return other

    def append(self, record: Record, *, shelf: Shelf = None) -> bool:
        """Keep a record, with its judgements and its definition; whether anything of it was new.

        Args:
            record: The same record again is kept once; one with more judgements than the store has adds these.
            shelf: Where its definition is, if it is neither installed nor in the store.

        Raises:
            RecordError: Where the store has another content under its id (``R-same-id``) or other judgements, where it
                was made before what it follows or replaces or that is of another case, where no definition is found,
                or where the store cannot be written; then nothing was kept.
        """
        instance("record", record, Record, how="a Record, as Result.record gives")
        definition = self._definition_of(record, shelf)
        with self._writing() as journal:
            return keep(journal, record, definition)

    def judge(self, id: str, outcome: str, level: str, *, because: str, by: str, at: str | datetime) -> Record:
        """Keep what a rater concludes about a record, and give the record with it; as `Record.judged`.

        Raises:
            RecordError: Where the definition does not let a rater judge so, or with every problem of the judgement.
            UnknownName: Where there is no such record, outcome or level.
        """
        name = text("id", id)
        with self._writing() as journal:
            kept = self._with_id(journal, name)
            judged = kept.judged(outcome, level, because=because, by=by, at=at)
            keep(journal, judged, definition_of(judged))
            return judged

    def record(self, id: str) -> Record:
        """The record with this id, with its judgements.

        Raises:
            UnknownName: Where there is none; near ids are suggested.
            RecordError: Where it is not what was kept.
        """
        name = text("id", id)
        with self._writing() as journal:
            row = row_with_id(journal.connection, name)
            journal.write("read", case_key=row.case_key, about=row.n)
            return records_where(journal.connection, RECORD.c.n == row.n)[0]

    def history(self, case: str) -> History:
        """The records of a case in time.

        Raises:
            RecordError: Where nothing was kept of it (``R-unknown-case``), or a record is not what was kept.
        """
        name = text("case", case)
        with self._writing() as journal:
            return self._history(journal, name, "history")

    def records(self, *, since: date | str | None = None, until: date | str | None = None,
                instrument: str | None = None, owner: str | None = None,
                at_least: str | None = None) -> Iterator[Record]:
        """Records, one by one, in the order in which they were kept.

        Args:
            since: A day such as ``2026-11-30``: those made on it or later, by the day that stands in ``made_at``.
            until: Those made on this day or before.
            instrument: Those of the instrument with this id, in whatever version.
            owner: Those of this owner.
            at_least: A level: those whose result is at or above it, *or may be* (where answers are unknown), or was
                judged so.  What is not known is never left out as if it were low.

        Raises:
            UsageError: For a day that there is not, or a level that the result of no instrument here has.
            RecordError: Where a record is not what was kept.
        """
        wanted = WantedRecords(since=_day("since", since), until=_day("until", until),
                               owner=text_or_none("owner", owner), instrument=text_or_none("instrument", instrument),
                               at_least=text_or_none("at_least", at_least))
        with self._writing() as journal:
            conditions = conditions_of(journal.connection, wanted)
            journal.write("records", detail=attrs.asdict(wanted))
        return self._each(conditions)

    def counts(self, by: Sequence[str] = USUAL_WAYS, *, today: date | str | None = None) -> RecordCounts:
        """How many records there are, by what is asked for; a record that another one replaces is not counted.

        A small number can single out a person: `RecordCounts.instruments` and its page hide these.

        Args:
            by: Names among *instrument*, *version*, *level* (of the result, as computed), *judged* (the level that a
                rater concluded to), *month*, *owner*, *rater*.
            today: The day of counting, to say how long ago the oldest record was made that nobody looked at again.

        Raises:
            UsageError: For another name, or a day that there is not.
        """
        asked = ways_of(by)
        with self._writing() as journal:
            journal.write("counts", detail={"by": [*asked]})
            return store_counts(journal.connection, asked, today)

    def older_than(self, day: date | str) -> tuple[OldCase, ...]:
        """The cases of which no record and no judgement was made on this day or later, the oldest first.

        Nothing is erased by itself: what becomes of them is for whoever keeps the store to decide.

        Raises:
            UsageError: For a day that there is not.
        """
        limit = _day("day", day)
        if limit is None:
            raise wrong_type("A day is needed.", day, "a day such as 2026-11-30")
        with self._writing() as journal:
            journal.write("older_than", detail={"day": limit})
            return tuple(old_cases(journal.connection, limit))

    def erase(self, case: str, *, because: str, at: str | datetime) -> int:
        """Erase all of a case for good, and give how many records that were.

        Its content, its pseudonym and the salts of its seals are gone from the database and its files; that something
        was erased, when, by whom and why stays, so never name the case in *because*.  Backups, exports, and the archive
        of PostgreSQL are not reached from here.

        Raises:
            RecordError: Where nothing was kept of the case, the reason is blank, or the moment is none.
        """
        name, reason, moment = text("case", case), _named("because", because), moment_text("at", at)
        if moment_of(moment) is None:
            raise RecordError([moment_problem("/at", moment)], about="The erasure")
        with self._writing() as journal:
            n_records = erase(journal, name, because=reason, at=moment)
        clear(self._database)
        return n_records

    def export(self, path: str | os.PathLike[str], case: str | None = None, *, language: str | None = None) -> int:
        """Write out what was kept into a new folder, that only its owner may read, and give how many records that are.

        In the folder are ``records.jsonl``, a record a line with its judgements, and ``definitions``, the folder of the
        definitions that they were scored by: `import_` takes both in elsewhere.  Of one case there is also
        ``case.html``, a page with all that is kept of it: how the case went, every record in full, and who did what
        with them.  It tells of everybody in the case: read it before it is handed on.

        Args:
            path: The folder, which must not be there yet.
            case: The case; without it all cases, and no page.
            language: Of the page: a language of the instruments; English where they have it, unless said otherwise.

        Raises:
            RecordError: Where nothing was kept of the case, or a record is not what was kept.
            UsageError: For a language that an instrument does not have, or a folder that is there already.
            OSError: If the folder cannot be written.
        """
        folder, name = place_of(path), text_or_none("case", case)
        check_free(folder)
        if name is None:
            if language is not None:
                raise usage_error("U-no-page", "Only of one case there is a page, and so a language.", found=language,
                                  expected="a case, or no language")
            with self._writing() as journal:
                journal.write("export")
            return write_out(folder, self._each([]))
        with self._writing() as journal:
            history = self._history(journal, name, "export")
            log = entries_of(journal.connection, known_key(journal.connection, name))
            return write_out(folder, history, case_page(history, log, language))

    def import_(self, path: str | os.PathLike[str], *, shelf: Shelf = None) -> Imported:
        """Take in all records of a file or a folder, such as `export` writes, or none of them.

        A record that the store has already is no problem, and one that has more judgements adds these.

        Args:
            path: A folder, whose files that end in ``.jsonl`` (a record a line) or ``.json`` (one record) are read; or
                one such file.
            shelf: Where definitions are that are neither in its folder ``definitions`` nor in the store nor installed.

        Raises:
            RecordError: With every problem of every record, by its file and line: its form, its digest, another content
                under an id that the store has, or no definition.  Then nothing was kept.
            OSError: If something cannot be read.
        """
        place = place_of(path)
        with self._writing() as journal:
            return take_in(journal, place, shelf)

    def log(self, case: str | None = None) -> tuple[JournalEntry, ...]:
        """What was done, by whom and when, in order: of one case, or all.

        To look at it is no entry of its own.

        Raises:
            RecordError: Where nothing was kept of the case.
        """
        name = text_or_none("case", case)
        with self._database.looked_into() as connection:
            return entries_of(connection, None if name is None else known_key(connection, name))

    def verify(self, *, head: str | None = None) -> Verification:
        """Whether the store is whole: true where nothing was changed, taken away or put between.

        It finds slips, damage, and edits by hand.  Somebody who can rewrite the whole file can make a chain that fits:
        against that helps only a *head* that was noted elsewhere.  It writes nothing, and works on a copy that may
        only be read.

        Args:
            head: What `head` once gave: then it is also looked whether the store still goes on from there.
        """
        noted = text_or_none("head", head)
        with self._database.looked_into() as connection:
            return verify(connection, noted)

    @property
    def head(self) -> str:
        """The link of the newest entry; noted elsewhere it shows later that nothing before it was changed."""
        with self._database.looked_into() as connection:
            return str(connection.scalar(select(HEAD.c.link)))

    def definition_of(self, digest: str) -> Definition | None:
        """The definition with this digest; None where the store has none.  By this a store is a shelf."""
        with self._database.looked_into() as connection:
            return definition_with(connection, text("digest", digest))

    def close(self) -> None:
        """Let go of the connections to a server; a file is held only while it is worked with.

        A store that was closed makes new ones when it is used again.  ``with`` closes it too.
        """
        self._database.engine.dispose()

    def __enter__(self) -> RecordStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<RecordStore {self._database.name}, worked with by {self._actor}>"

    @contextmanager
    def _writing(self) -> Iterator[Journal]:
        with self._database.transaction() as connection:
            yield Journal(connection, self._actor)

    def _prepare(self) -> None:
        """Make the tables where there are none, and bring older ones up to date."""
        with self._database.looked_into() as connection:
            if self._database.path is not None and is_foreign(connection):
                raise RecordError([store_problem("R-not-a-store", "tables of another program")],
                                  about=self._database.about)
            if not is_outdated(connection):
                return
        with self._database.transaction() as connection:
            migrate(connection, now())

    def _definition_of(self, record: Record, shelf: Shelf) -> Definition:
        """From the shelf that is given; else what is known here, or in the store, or installed."""
        if shelf is not None or record._definition is not None:
            return definition_of(record, shelf)
        return definition_of(record, self, None)

    def _history(self, journal: Journal, case: str, action: str) -> History:
        """All records of a case, with an entry that they were looked at."""
        key = known_key(journal.connection, case)
        journal.write(action, case_key=key)
        return History(records_where(journal.connection, RECORD.c.case_key == key))

    def _with_id(self, journal: Journal, name: str) -> Record:
        number = row_with_id(journal.connection, name).n
        return records_where(journal.connection, RECORD.c.n == number)[0]

    def _each(self, conditions: Sequence[ColumnElement[bool]]) -> Iterator[Record]:
        """Bit by bit, so that no transaction stays open while each is looked at."""
        after = 0
        while True:
            with self._database.looked_into() as connection:
                records, after = numbered_records(connection, after, _AT_A_TIME, *conditions)
            if not records:
                return
            yield from records


def _named(name: str, value: object) -> str:
    """A text that says something."""
    found = text(name, value)
    if not found.strip():
        raise RecordError([Problem("R-empty", f"/{name}", "Something must stand here.", found=describe(found),
                                   expected="a text that is not blank")], about="The store")
    return found


def _day(name: str, value: object) -> str | None:
    """A day as it stands in the tables, None where it is left open."""
    day = day_or_none(name, value)
    return None if day is None else day.isoformat()
