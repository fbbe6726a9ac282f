"""Works on a store until it is killed or its disk is full, and says what is done: FILE WHAT."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing

import riskscreen
from riskscreen.store import RecordStore, migrations


def kept(store: RecordStore, name: str) -> None:
    """One more record."""
    result = riskscreen.load("stalking-red-flags").score({"r1": "present"}, partial=True)
    store.append(result.record(case=name, rater="unit 4", made_at="2026-11-30T14:05:00+01:00", id=name,
                               notes="x" * 2000))


def folded(path: str, name: str) -> None:
    """Keep records, and fold the log into the file after each."""
    store = RecordStore(path, actor=name)
    with closing(sqlite3.connect(path)) as connection:
        for n in range(10_000):
            kept(store, f"{name}-{n}")
            print(f"{name}-{n}", flush=True)  # noqa: T201  # read by the test
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Said(Sequence[str]):
    """Statements, each of which is said before it is done."""

    def __len__(self) -> int:
        return N_STATEMENTS

    def __getitem__(self, n: int) -> str:  # type: ignore[override]  # no slices
        print(n, flush=True)  # noqa: T201  # read by the test
        return STATEMENTS[n]


N_STATEMENTS = 50
STATEMENTS = [f"CREATE TABLE riskscreen_more_{n} (n BIGINT PRIMARY KEY)" for n in range(N_STATEMENTS)]


def migrated(path: str) -> None:
    """Make a second version of the tables, and say when it is made."""
    migrations.MIGRATIONS = (*migrations.MIGRATIONS, migrations.Migration(2, lambda _: Said()))
    store = RecordStore(path, actor="a")
    print("made", flush=True)  # noqa: T201  # read by the test
    store.close()


def full(path: str) -> None:
    """Keep five records, then fold the log into a file that may not grow."""
    import resource  # noqa: PLC0415  # which only some systems have
    import signal  # noqa: PLC0415

    store = RecordStore(path, actor="a")
    for n in range(5):
        kept(store, f"r{n}")
        print(f"r{n}", flush=True)  # noqa: T201  # read by the test
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = os.path.getsize(path)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    with closing(sqlite3.connect(path)) as connection:
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            print(error, file=sys.stderr)  # noqa: T201  # for who looks
    os._exit(1)


if __name__ == "__main__":
    place, what = sys.argv[1:]
    if what == "migrate":
        migrated(place)
    elif what == "full":
        full(place)
    else:
        folded(place, what)
