"""What can happen to a store, as a table of twenty-five: each with the test that holds it."""

from __future__ import annotations

import ast
import multiprocessing
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from records.samples import refusal
from riskscreen.records.record import Record
from riskscreen.store import RecordStore, journal, migrations
from store.happening import N_STATEMENTS, STATEMENTS
from store.screenings import filled, screening

HERE = Path(__file__).parent
N_KILLS = int(os.environ.get("RISKSCREEN_KILLS", "3"))
HAPPENING = HERE / "happening.py"

GROUP_I = {
    "I1 killed in a write": "test_damage.py::test_killed_writer_loses_nothing_that_it_acknowledged",
    "I2 killed in a checkpoint": "test_group_i.py::test_killed_while_the_log_is_folded_in",
    "I3 killed in a migration": "test_group_i.py::test_killed_while_its_tables_change",
    "I4 disk full": "test_disks.py::test_full_disk_is_said_and_loses_nothing",
    "I5 disk full in a checkpoint": "test_group_i.py::test_disk_is_full_while_the_log_is_folded_in",
    "I6 file that may only be read": "test_damage.py::test_what_may_only_be_read_is_verified_and_not_written",
    "I7 folder that may only be read":
        "test_disks.py::test_store_on_a_disk_that_may_only_be_read_can_be_verified_and_nothing_else",
    "I8 deleted while open": "test_damage.py::test_file_that_was_deleted_is_not_made_anew",
    "I9 log deleted": "test_group_i.py::test_deleted_log_is_seen_by_who_noted_the_head",
    "I10 cut short": "test_damage.py::test_damaged_page_is_found_or_did_no_harm",
    "I11 a bit turned": "test_damage.py::test_damaged_page_is_found_or_did_no_harm",
    "I12 no database": "test_damage.py::test_other_files_are_no_stores",
    "I13 newer tables": "test_damage.py::test_newer_store_is_refused_and_older_one_is_brought_up_to_date",
    "I14 older tables": "test_damage.py::test_newer_store_is_refused_and_older_one_is_brought_up_to_date",
    "I15 writers at once": "test_damage.py::test_writers_at_once_keep_all",
    "I16 read during a write": "test_store.py::test_verifying_while_others_write_finds_nothing",
    "I17 lock held": "test_damage.py::test_lock_that_is_held_is_waited_for_and_then_told",
    "I18 fork while open": "test_group_i.py::test_child_of_a_fork_writes_as_any_other_process",
    "I19 threads": "test_group_i.py::test_threads_share_a_store",
    "I20 clock set back": "test_group_i.py::test_clock_that_goes_back_changes_no_order",
    "I21 head cut off": "test_group_i.py::test_end_that_was_cut_off_is_seen_by_who_noted_the_head",
    "I22 edited and chained anew": "test_damage.py::test_rewritten_store_differs_from_a_noted_head",
    "I23 two stores in one": "test_group_i.py::test_rows_of_another_store_are_found",
    "I24 a query as the name of a case": "test_store.py::test_names_that_look_like_queries_are_names",
    "I25 a planted trigger or view": "test_damage.py::test_planted_trigger_and_view_are_found",
}


def test_every_case_of_group_i_has_its_test() -> None:
    """All twenty-five, in order, and each test is there."""
    tests = {f"{path.name}::{node.name}" for path in HERE.glob("test_*.py")
             for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}

    assert [name.split()[0] for name in GROUP_I] == [f"I{n}" for n in range(1, 26)]
    assert set(GROUP_I.values()) <= tests


def killed_after(place: Path, what: str, n_lines: int, seconds: float = 0.0) -> list[str]:
    """What a process said before it was killed, some time after its n-th line."""
    with subprocess.Popen([sys.executable, HAPPENING, place, what], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(n_lines)]
        time.sleep(seconds)
        process.kill()
        return [line.strip() for line in (*lines, *process.stdout) if line.endswith("\n")]


def test_killed_while_the_log_is_folded_in(tmp_path: Path) -> None:
    """The log of SQLite goes into the file after every record: whenever that is cut short, all is there."""
    path, rng = tmp_path / "screenings.db", random.Random(1)
    acknowledged: list[str] = []
    for n in range(N_KILLS):
        acknowledged += killed_after(path, f"fold{n}", rng.randrange(1, 6))

    with RecordStore(path, actor="a") as store:
        assert set(acknowledged) <= {record.id for record in store.records()}
        assert store.verify()


def test_killed_while_its_tables_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step to new tables is done whole or not at all, whenever it is cut short; all that was kept is there, and who
    opens it next makes the step."""
    whole, rng = tmp_path / "whole.db", random.Random(2)
    second = migrations.Migration(2, lambda _: STATEMENTS)
    with RecordStore(whole, actor="a") as store:
        records = filled(store, 3)
    for n in range(N_KILLS):
        folder = tmp_path / str(n)
        folder.mkdir()
        path = folder / "screenings.db"
        shutil.copy(whole, path)
        said = killed_after(path, "migrate", rng.randrange(1, N_STATEMENTS + 2), rng.random() / 100)
        n_new = _n_new_tables(path)

        assert n_new == N_STATEMENTS or (n_new == 0 and "made" not in said)
        if n_new:
            assert refusal(lambda path=path: RecordStore(path, actor="a")) == [("R-newer-store", "")]
        else:
            _holds(path, records)
        with monkeypatch.context() as patch:
            patch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, second))
            _holds(path, records)
            assert _n_new_tables(path) == N_STATEMENTS
        shutil.rmtree(folder)


def _n_new_tables(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        found: int = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name GLOB "
                                        "'riskscreen_more_*'").fetchone()[0]
    return found


def _holds(path: Path, records: list[Record]) -> None:
    with RecordStore(path, actor="a") as store:
        assert [*store.records()] == records
        assert store.verify()


def test_disk_is_full_while_the_log_is_folded_in(tmp_path: Path) -> None:
    """What does not fit stays in the log, and is found there."""
    path = tmp_path / "screenings.db"
    acknowledged = subprocess.run([sys.executable, HAPPENING, path, "full"], capture_output=True, text=True,
                                  check=False).stdout.split()

    assert len(acknowledged) == 5
    with RecordStore(path, actor="a") as store:
        assert [record.id for record in store.records()] == acknowledged
        assert store.verify()


def test_deleted_log_is_seen_by_who_noted_the_head(tmp_path: Path) -> None:
    """Without its log a file is an older one of itself, which only somebody can tell who noted how far it went."""
    path, copied = tmp_path / "screenings.db", tmp_path / "copied.db"
    with RecordStore(path, actor="a") as store:
        store.append(screening(0))
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            store.append(screening(1))
            head = store.head
            shutil.copy(path, copied)  # and not what stands beside it
    with RecordStore(copied, actor="a") as store:
        assert not store.verify(head=head)


def test_end_that_was_cut_off_is_seen_by_who_noted_the_head(tmp_path: Path) -> None:
    """An older copy put in its place is whole, and not what it was."""
    path, older = tmp_path / "screenings.db", tmp_path / "older.db"
    with RecordStore(path, actor="a") as store:
        store.append(screening(0))
    shutil.copy(path, older)
    with RecordStore(path, actor="a") as store:
        store.append(screening(1))
        head = store.head
    with RecordStore(older, actor="a") as store:
        assert store.verify()
        assert not store.verify(head=head)


def _in_a_child(store: RecordStore) -> None:
    store.append(screening(7))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of forks in a process with threads
def test_child_of_a_fork_writes_as_any_other_process(tmp_path: Path) -> None:
    """A server that forks after it opened its store: parent and child both write, and the chain is one."""
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("this system does not fork")
    with RecordStore(tmp_path / "screenings.db", actor="a") as store:
        store.append(screening(0))
        child = multiprocessing.get_context("fork").Process(target=_in_a_child, args=(store,))
        child.start()
        store.append(screening(1))
        child.join(60)

        assert child.exitcode == 0
        assert len([*store.records()]) == 3
        assert store.verify()


def test_threads_share_a_store(tmp_path: Path) -> None:
    """Eight threads with one store, five records each."""
    failures: list[Exception] = []

    def keep(first: int) -> None:
        try:
            for n in range(5):
                store.append(screening(first * 10 + n))
        except Exception as error:  # told by the assertion
            failures.append(error)

    with RecordStore(tmp_path / "screenings.db", actor="a") as store:
        threads = [threading.Thread(target=keep, args=[n]) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failures == []
        assert len([*store.records()]) == 40
        assert store.verify()


def test_clock_that_goes_back_changes_no_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries stand in the order in which they were made, whatever the clock of the machine said."""
    with RecordStore(tmp_path / "screenings.db", actor="a") as store:
        store.append(screening(0))

        class Earlier(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:
                return datetime(2001, 1, 1, tzinfo=UTC)

        monkeypatch.setattr(journal, "datetime", Earlier)
        store.append(screening(1))

        assert store.verify()
        entries = store.log()
        assert [entry.n for entry in entries] == sorted(entry.n for entry in entries)
        assert entries[-1].at < entries[0].at


def test_rows_of_another_store_are_found(tmp_path: Path) -> None:
    """Two stores cannot be made one by copying rows."""
    one, other = tmp_path / "one.db", tmp_path / "other.db"
    for path, first in ((one, 0), (other, 5)):
        with RecordStore(path, actor="a") as store:
            store.append(screening(first))
    with closing(sqlite3.connect(one)) as connection, connection:
        connection.execute("ATTACH ? AS other", [str(other)])
        connection.execute("INSERT INTO riskscreen_journal SELECT n + 1000, at, actor, action, case_key, about, "
                           "detail, seal, link FROM other.riskscreen_journal")
    with RecordStore(one, actor="a") as store:
        assert not store.verify()
