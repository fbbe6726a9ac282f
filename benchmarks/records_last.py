"""What happens to records, in numbers: killed, edited, written by many, counted and told.

Run it as ``python benchmarks/records_last.py``, with the extra ``test``; it takes half an hour.  The tests of the store
do the same with small numbers in every run.  Run it under ``.ci/with-postgres``, with the extra ``postgresql``, to have
a million records in PostgreSQL counted as well.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import riskscreen
from riskscreen.store import RecordStore

ROOT = Path(__file__).resolve().parents[1]
TESTS = (
    ("test_killed_writer", {"RISKSCREEN_KILLS": "{n}"}),
    ("test_killed_while_the_log", {"RISKSCREEN_KILLS": "{n}"}),
    ("test_killed_while_its_tables", {"RISKSCREEN_KILLS": "{n}"}),
    ("test_edit_by_hand", {"RISKSCREEN_EDITS": "{n}"}),
    ("test_edited_store_answers", {"RISKSCREEN_EDITS": "{n}"}),
    ("test_line_that_was_edited", {"RISKSCREEN_EDITS": "{n}"}),
    ("test_writers_at_once", {"RISKSCREEN_WRITTEN": "{half}"}),
)


def tried(name: str, environment: dict[str, str], n: int) -> None:
    """Run a test of the store with a large number."""
    start = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/store", "-k", name], cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, **{key: value.format(n=n, half=max(1, n // 2)) for key, value in environment.items()}},
        check=False)
    print(f"  {name}, {n:,}: {ended.stdout.splitlines()[-1]} ({time.monotonic() - start:.0f} s)", flush=True)


def timed(name: str, work: Callable[[], object]) -> None:
    """How long a piece of work takes, the best of three."""
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    print(f"  {name}: {min(taken) * 1000:,.0f} ms", flush=True)


def large_store(folder: Path, n_records: int) -> None:
    """Records of half as many cases, then what is asked of them."""
    instrument = riskscreen.load("stalking-red-flags")
    results = [instrument.score({"r1": answer}, partial=True) for answer in ("present", "absent", "unknown")]
    with RecordStore(folder / "large.db", actor="a") as store:
        for n in range(n_records):
            store.append(results[n % 3].record(
                case=f"case-{n // 2}", rater="unit 4", made_at=f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}T14:05:00+01:00",
                id=f"r-{n}"))
        print(f"  {n_records:,} records in SQLite", flush=True)
        timed("history of a case", lambda: store.history("case-7").timeline())
        timed("counts", store.counts)
        timed("verify", store.verify)


def very_large_store(n_records: int) -> None:
    """Generated records in PostgreSQL, on a server that .ci/with-postgres names."""
    sys.path.insert(0, str(ROOT / "tests"))
    from store.conftest import new_database  # noqa: PLC0415  # wants a server and the tests
    from store.generated import generated  # noqa: PLC0415

    with RecordStore(new_database(), actor="a") as store:
        generated(store, n_records)
        print(f"  {n_records:,} records in PostgreSQL", flush=True)
        timed("counts", store.counts)


def main(n: int, n_records: int) -> None:
    """Print the report."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name, environment in TESTS:
            tried(name, environment, n)
        large_store(folder, n_records)
    if "RISKSCREEN_POSTGRES" in os.environ:
        very_large_store(100 * n_records)


if __name__ == "__main__":
    main(*(int(float(number)) for number in (*sys.argv[1:], *("1000", "10000")[len(sys.argv) - 1:])))
