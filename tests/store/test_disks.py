"""A disk that is full, and one that may only be read: it is said, nothing is lost, and commands end with 4."""

from __future__ import annotations

from pathlib import Path

from records.samples import refusal
from riskscreen.cli import main
from riskscreen.store import RecordStore
from store.disks import make_read_only, small_disk
from store.screenings import filled, screening


def test_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    """What was acknowledged before is there, and the store goes on when there is room again."""
    with small_disk(tmp_path / "disk", "2m") as disk, RecordStore(disk / "screenings.db", actor="a") as store:
        kept = []
        filling = disk / "filling"
        filling.write_bytes(bytes(1 << 20))
        said = []
        while not said and len(kept) < 1_000:
            record = screening(len(kept), notes="x" * 9_000)
            try:
                store.append(record)
                kept.append(record)
            except Exception:
                said = refusal(lambda record=record: store.append(record))
        assert said == [("R-store-unwritable", "")]
        assert store.verify()
        (tmp_path / "one.json").write_text(record.to_json(), encoding="utf-8")
        assert main(["store", "import", str(disk / "screenings.db"), str(tmp_path / "one.json")]) == 4
        assert main(["store", "export", str(disk / "screenings.db"), str(disk / "out")]) == 4
        assert sorted(path.name for path in disk.iterdir() if "screenings" not in path.name) == ["filling"]

        filling.unlink()
        assert store.append(record)
        assert [*store.records()] == [*kept, record]
        assert store.verify()


def test_store_on_a_disk_that_may_only_be_read_can_be_verified_and_nothing_else(tmp_path: Path) -> None:
    """To look at a case would be an entry."""
    with small_disk(tmp_path / "disk") as disk:
        path = disk / "screenings.db"
        with RecordStore(path, actor="a") as store:
            records = filled(store, 3)
        make_read_only(disk)
        with RecordStore(path, actor="a") as store:
            assert store.verify()
            assert main(["store", "verify", str(path)]) == 0
            assert main(["store", "export", str(path), str(tmp_path / "out")]) == 4
            assert main(["store", "import", str(path), str(tmp_path)]) == 4
            for attempt in (lambda: store.append(screening(9)), lambda: store.record(records[0].id),
                            lambda: store.history("pseudonym-0"), lambda: store.counts(),
                            lambda: store.erase("pseudonym-0", because="asked for", at="2026-12-01T10:00:00Z")):
                assert refusal(attempt) == [("R-store-unwritable", "")]
