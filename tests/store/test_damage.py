"""What becomes of a store that something happens to: edits by hand, damage, other programs, a full disk, a kill."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from records.samples import refusal
from riskscreen import RecordError, RiskscreenError
from riskscreen.records.counting.counts import WAYS
from riskscreen.store import RecordStore, migrations
from riskscreen.store.database import database_at
from store.edits import EDITS, edited, first_touched
from store.screenings import LATER, by_hand, filled, screening

N_EDITS = int(os.environ.get("RISKSCREEN_EDITS", "18"))
N_WRITTEN = int(os.environ.get("RISKSCREEN_WRITTEN", "3"))  # by each of several writers
N_KILLS = int(os.environ.get("RISKSCREEN_KILLS", "3"))
WRITER = Path(__file__).with_name("writer.py")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with nine records, judgements and an erasure in it."""
    path = tmp_path_factory.mktemp("whole") / "screenings.db"
    store = RecordStore(path, actor="intake desk")
    filled(store, 9)
    store.erase("pseudonym-1", because="asked for", at=LATER)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.mark.parametrize("n", range(N_EDITS))
def test_edit_by_hand_is_found(whole: Path, tmp_path: Path, n: int) -> None:
    """Whatever somebody changes, takes away, puts in or swaps in a table, with triggers put aside and put back."""
    path = tmp_path / "edited.db"
    shutil.copy(whole, path)
    rng = random.Random(n)

    said = edited(path, EDITS[n % len(EDITS)], rng)
    found = RecordStore(path, actor="a").verify()
    expected = first_touched(whole, path)

    assert found.first_bad is not None, said
    if expected is None:
        assert found.first_bad.entry in (None, found.n_checked + 1), said
    else:
        name, is_as_it_was = of_entry(whole, path, expected)
        assert found.first_bad.entry == expected == found.n_checked + 1, said
        assert found.first_bad.record in ((name,) if is_as_it_was else (name, None)), said


def of_entry(whole: Path, edited: Path, n: int) -> tuple[str | None, bool]:
    """The id of the record that an entry is about, as it was; and whether the entry itself still says what it said."""
    query = ("SELECT j.*, r.id FROM riskscreen_journal j LEFT JOIN riskscreen_record r "
             "ON r.n = coalesce(j.about, j.n) WHERE j.n = ?")
    with closing(sqlite3.connect(whole)) as before, closing(sqlite3.connect(edited)) as after:
        *entry, name = before.execute(query, [n]).fetchone()
        return name, after.execute("SELECT * FROM riskscreen_journal WHERE n = ?", [n]).fetchone() == tuple(entry)


@pytest.mark.parametrize("n", range(N_EDITS))
def test_edited_store_answers_or_says_what_is_wrong(whole: Path, tmp_path: Path, n: int) -> None:
    """Whoever asks a store that was edited by hand gets an answer or an error of ours, and never a bare one."""
    path = tmp_path / "edited.db"
    shutil.copy(whole, path)
    said = edited(path, EDITS[n % len(EDITS)], random.Random(-n - 1))
    ways = tuple(WAYS)
    asked: dict[str, Callable[[RecordStore], object]] = {
        "verify": lambda store: store.verify(), "head": lambda store: store.head, "log": lambda store: store.log(),
        "records": lambda store: [*store.records()], "at least": lambda store: [*store.records(at_least="high")],
        "history": lambda store: store.history("pseudonym-0").explain("en"),
        "counts": lambda store: store.counts(ways, today="2026-12-01").to_html(),
        "old": lambda store: store.older_than("2030-01-01"), "export": lambda store: store.export(tmp_path / "all"),
        "page": lambda store: store.export(tmp_path / "one", "pseudonym-0"),
        "append": lambda store: store.append(screening(50)),
        "erase": lambda store: store.erase("pseudonym-0", because="asked for", at=LATER)}

    for name, ask in asked.items():
        with RecordStore(path, actor="a") as store:
            try:
                ask(store)
            except RiskscreenError:
                continue
            except Exception as error:
                raise AssertionError(f"{name} of {said}") from error


@pytest.mark.parametrize("detail", ["", "{}", "[1]", '{"entries": 3}', '{"entries": [[5]]}', "[" * 3000, b"\xff"])
def test_erasure_that_was_edited_is_found(whole: Path, tmp_path: Path, detail: str | bytes) -> None:
    """Its entry says what it took away: edited, it takes away nothing, and what is gone is named."""
    path = tmp_path / "edited.db"
    shutil.copy(whole, path)

    def edit(connection: sqlite3.Connection, _: random.Random) -> str:
        connection.execute("UPDATE riskscreen_journal SET detail = ? WHERE action = 'erase'", [detail])
        return ""

    edited(path, edit, random.Random(0))
    found = RecordStore(path, actor="a").verify()

    assert found.first_bad is not None
    assert (found.first_bad.entry, found.first_bad.problem.code) == (5, "R-store-damaged")  # of the erased case


@pytest.mark.parametrize(("statement", "ask"), [
    ("UPDATE riskscreen_record SET day = 'soon'", lambda store: store.counts(today="2026-12-01")),
    ("UPDATE riskscreen_record SET day = ''", lambda store: store.counts(today="2026-12-01")),
    ("UPDATE riskscreen_record SET possible = x'ff'", lambda store: store.counts()),
    ("UPDATE riskscreen_case SET name = x'ff' WHERE rowid = 1", lambda store: store.older_than("2030-01-01")),
    ("UPDATE riskscreen_journal SET at = 'soon'", lambda store: store.log()),
    ("UPDATE riskscreen_head SET n = 'x'", lambda store: store.append(screening(50))),
    ("UPDATE riskscreen_head SET link = x'ff'", lambda store: store.append(screening(50))),
])
def test_value_that_was_never_kept_there_is_said_to_be_damage(
        whole: Path, tmp_path: Path, statement: str, ask: Callable[[RecordStore], object]) -> None:
    """A file of SQLite takes a text for a number and bytes for a text; nobody counts with these."""
    path = tmp_path / "edited.db"
    shutil.copy(whole, path)

    def edit(connection: sqlite3.Connection, _: random.Random) -> str:
        connection.execute(statement)
        return ""

    edited(path, edit, random.Random(0))
    store = RecordStore(path, actor="a")

    assert [code for code, _ in refusal(lambda: ask(store))] == ["R-store-damaged"]
    assert not store.verify()


def test_record_whose_content_is_gone_is_not_left_out(whole: Path, tmp_path: Path) -> None:
    """A case with a record less would look like one in which there was less."""
    path = tmp_path / "edited.db"
    shutil.copy(whole, path)
    store = RecordStore(path, actor="a")
    n = store.log("pseudonym-0")[0].n
    by_hand(str(path), f"DELETE FROM riskscreen_content WHERE n = {n}", without_triggers=["riskscreen_content_delete"])

    for ask in (lambda: store.history("pseudonym-0"), lambda: [*store.records()],
                lambda: store.export(tmp_path / "out")):
        assert refusal(ask) == [("R-changed", f"/{n}")]


def test_first_record_that_was_changed_is_named(whole: Path, tmp_path: Path) -> None:
    """Of two changed records the first is told, with its id; all before it was as it was kept."""
    path = tmp_path / "edited.db"
    shutil.copy(whole, path)
    store = RecordStore(path, actor="a")
    fifth, sixth = [*store.records()][4:6]
    for record in (sixth, fifth):
        by_hand(str(path), "UPDATE riskscreen_content SET body = replace(body, 'absent', 'present') WHERE n = "
                f"(SELECT n FROM riskscreen_record WHERE id = '{record.id}')",
                without_triggers=["riskscreen_content_update"])
    found = store.verify()

    assert found.first_bad is not None
    assert (found.first_bad.record, found.first_bad.problem.code) == (fifth.id, "R-changed")
    assert found.n_checked == found.first_bad.entry - 1  # type: ignore[operator]  # it has one
    assert refusal(lambda: store.record(fifth.id)) == [("R-changed", f"/{found.first_bad.entry}")]


@pytest.mark.parametrize(("table", "column"), [
    ("journal", "actor"), ("content", "body"), ("case", "name"), ("record", "possible"), ("judgement", "level"),
    ("definition", "version"), ("schema", "at")])
def test_database_refuses_changes(store: RecordStore, table: str, column: str) -> None:
    """By triggers, in both databases, whoever asks."""
    filled(store, 1)

    for statement in (f"UPDATE riskscreen_{table} SET {column} = 'x'", f"DELETE FROM riskscreen_{table}"):
        with pytest.raises(RecordError, match="R-store-refused"), store._database.transaction() as connection:
            connection.execute(text(statement))
    assert store.verify()


def test_rewritten_store_differs_from_a_noted_head(whole: Path, tmp_path: Path) -> None:
    """Who writes the whole file anew makes a chain that fits; only the head that was noted elsewhere tells."""
    noted = RecordStore(whole, actor="a").head
    anew = RecordStore(tmp_path / "anew.db", actor="a")
    filled(anew, 9)

    assert anew.verify()
    assert not anew.verify(head=noted)


def test_planted_trigger_and_view_are_found(whole: Path, tmp_path: Path) -> None:
    """Nothing may stand among our tables that we did not make, and nothing of ours may be missing."""
    for n, statement in enumerate((
            "CREATE TRIGGER planted AFTER INSERT ON riskscreen_record BEGIN SELECT 1; END",
            "CREATE VIEW planted AS SELECT 1", "DROP TRIGGER riskscreen_content_update")):
        path = tmp_path / f"{n}.db"
        shutil.copy(whole, path)
        by_hand(str(path), statement)
        found = RecordStore(path, actor="a").verify()

        assert found.first_bad is not None
        assert found.first_bad.problem.found in ("planted", "riskscreen_content_update")


@pytest.mark.parametrize("n", range(12))
def test_damaged_page_is_found_or_did_no_harm(whole: Path, tmp_path: Path, n: int) -> None:
    """A byte that flips, or a file that ends early: it is said, or all records are still what they were."""
    path = tmp_path / "damaged.db"
    content = bytearray(whole.read_bytes())
    rng = random.Random(n)
    if n % 3 == 0:
        content = content[:rng.randrange(1, len(content))]
    else:
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path.write_bytes(content)
    expected = [*RecordStore(whole, actor="a").records()]

    try:
        store = RecordStore(path, actor="a")
        if store.verify():
            assert [*store.records()] == expected
    except RecordError as error:
        assert {problem.code for problem in error.problems} <= {"R-store-damaged", "R-not-a-store", "R-newer-store"}


def test_other_files_are_no_stores(tmp_path: Path) -> None:
    """A text, a database of somebody else, a folder; none of them is touched."""
    (tmp_path / "text").write_text("riskscreen" * 400)
    with closing(sqlite3.connect(tmp_path / "other")) as connection, connection:
        connection.execute("CREATE TABLE notes (text TEXT)")
    before = (tmp_path / "other").read_bytes()

    assert [refusal(lambda name=name: RecordStore(tmp_path / name, actor="a"))[0][0]
            for name in ("text", "other", ".")] == ["R-not-a-store", "R-not-a-store", "R-store-unreachable"]
    assert (tmp_path / "other").read_bytes() == before


def test_newer_store_is_refused_and_older_one_is_brought_up_to_date(
        store: RecordStore, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A made-up second version adds a table; what was kept before is found after it."""
    records = filled(store, 2)
    second = migrations.Migration(2, lambda _: ["CREATE TABLE riskscreen_more (n BIGINT PRIMARY KEY)"])
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, second))
    with RecordStore(place, actor="a") as newer:
        assert [*newer.records()] == records
        assert newer.verify()

    monkeypatch.undo()
    assert refusal(lambda: RecordStore(place, actor="a")) == [("R-newer-store", "")]


def test_migration_that_fails_leaves_what_was(store: RecordStore, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of a step is done, or nothing of it."""
    records = filled(store, 2)
    broken = migrations.Migration(2, lambda _: ["CREATE TABLE riskscreen_more (n BIGINT)", "CREATE nothing"])
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, broken))
        with pytest.raises(RecordError):
            RecordStore(place, actor="a")

    with RecordStore(place, actor="a") as opened:
        assert [*opened.records()] == records
        assert opened.verify()


def test_what_may_only_be_read_is_verified_and_not_written(whole: Path, tmp_path: Path) -> None:
    """A copy on a medium that takes no writing: every look would be an entry, and so is refused; to verify is none."""
    store = RecordStore(whole, actor="a")
    with database_at(whole, create=False).looked_into() as connection, pytest.raises(DBAPIError, match="readonly"):
        connection.execute(text("CREATE TABLE x (n)"))

    assert store.verify()


def test_full_disk_loses_nothing(tmp_path: Path) -> None:
    """Where a file may not grow the append is refused with its code, and what was acknowledged is there."""
    path = tmp_path / "screenings.db"
    done = subprocess.run([sys.executable, WRITER, path, "full", "500"], capture_output=True, text=True, check=False)
    acknowledged = done.stdout.split()
    store = RecordStore(path, actor="a")

    assert acknowledged[-1] == "R-store-unwritable", done.stderr
    assert [record.id for record in store.records()] == acknowledged[:-1]
    assert store.verify()


def test_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    """Killed at any moment, it leaves a store that is whole, and has all that it said it had kept."""
    rng = random.Random(0)
    path = tmp_path / "screenings.db"
    acknowledged: list[str] = []
    for n in range(N_KILLS):
        acknowledged += killed(path, f"w{n}", n_records=rng.randrange(1, 6))
    store = RecordStore(path, actor="a")

    assert set(acknowledged) <= {record.id for record in store.records()}
    assert len(acknowledged) >= N_KILLS
    assert store.verify()


def killed(path: Path, name: str, n_records: int) -> list[str]:
    """What a writer acknowledged before it was killed, some time after its n-th record."""
    with subprocess.Popen([sys.executable, WRITER, path, name, "10000"], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(n_records)]
        writer.kill()
        return [line.strip() for line in (*lines, *writer.stdout) if line.endswith("\n")]


def test_writers_at_once_keep_all(tmp_path: Path) -> None:
    """Eight processes that open one file at the same moment and write: one chain with all records."""
    path = tmp_path / "screenings.db"
    writers = [subprocess.Popen([sys.executable, WRITER, path, f"w{n}", str(N_WRITTEN)], stdout=subprocess.PIPE)
               for n in range(8)]
    for writer in writers:
        writer.communicate()
    with RecordStore(path, actor="a") as store:
        assert [writer.returncode for writer in writers] == [0] * 8
        assert len([*store.records()]) == 8 * N_WRITTEN
        assert store.verify()


def test_lock_that_is_held_is_waited_for_and_then_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader does not wait for a writer, and a writer not forever."""
    path = tmp_path / "screenings.db"
    RecordStore(path, actor="a").append(screening())
    monkeypatch.setattr("riskscreen.store.database._SECONDS_OF_PATIENCE", 0.2)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        store = RecordStore(path, actor="b")

        assert store.verify()
        assert refusal(lambda: store.append(screening(1))) == [("R-store-busy", "")]


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_server_whose_store_is_held_is_waited_for_and_then_told(store: RecordStore, place: str,
                                                                monkeypatch: pytest.MonkeyPatch) -> None:
    """As a file is: whoever reads does not wait, and whoever writes not forever, whatever it is that is held."""
    store.append(screening())
    monkeypatch.setattr("riskscreen.store.database._SECONDS_OF_PATIENCE", 0.2)
    with RecordStore(place, actor="b") as other:
        with store._database.transaction():
            assert other.verify()
            assert refusal(lambda: other.append(screening(1))) == [("R-store-busy", "")]
        with store._database.looked_into() as connection:
            connection.execute(text("SELECT * FROM riskscreen_content"))
            assert refusal(lambda: other.erase("pseudonym-0", because="asked", at=LATER)) == [("R-store-busy", "")]
        assert [*other.records()] == []
        assert other.append(screening(1))


def test_file_that_was_deleted_is_not_made_anew(tmp_path: Path) -> None:
    """An empty store in its place would look as if there had never been anything."""
    path = tmp_path / "screenings.db"
    store = RecordStore(path, actor="a")
    store.append(screening())
    path.unlink()

    assert refusal(lambda: store.append(screening(1))) == [("R-store-unreachable", "")]
    assert not path.exists()
