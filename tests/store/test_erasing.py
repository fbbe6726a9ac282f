"""What is left of an erased case: nothing that tells of it; and that nothing is erased by itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from riskscreen.store import RecordStore
from store.conftest import SOCKET_FOLDER
from store.screenings import LATER, filled, screening

PIECES = ("case-", "note-", "rater-", "id-", "because-", "by-")


def told_of(store: RecordStore, name: str) -> list[str]:
    """Keep a record of a case and a judgement, all of whose texts have this name in them, and look at it; its salts."""
    record = screening(case=f"case-{name}", notes=f"note-{name}", rater=f"rater-{name}", id=f"id-{name}")
    store.append(record)
    store.judge(record.id, "urgency", "high", because=f"because-{name}", by=f"by-{name}", at=LATER)
    store.record(record.id)
    with store._database.looked_into() as connection:
        return [*connection.scalars(text("SELECT salt FROM riskscreen_content ORDER BY n DESC LIMIT 2"))]


def found_in(files: bytes, name: str) -> list[str]:
    """Which of the texts of a case stand there."""
    return [piece for piece in PIECES if f"{piece}{name}".encode() in files]


def test_nothing_of_an_erased_case_is_in_the_files_of_sqlite(tmp_path: Path) -> None:
    """Neither its pseudonym, nor an answer's reason, nor a judgement, nor a salt; of another case all is there."""
    store = RecordStore(tmp_path / "screenings.db", actor="intake desk")
    salts = told_of(store, "first")
    told_of(store, "other")
    store.erase("case-first", because="asked for", at=LATER)
    files = b"".join(file.read_bytes() for file in tmp_path.iterdir())

    assert found_in(files, "first") == []
    assert found_in(files, "other") == [*PIECES]
    assert [salt for salt in salts if salt.encode() in files] == []
    assert store.verify()


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_nothing_of_an_erased_case_is_in_the_data_of_postgresql(store: RecordStore) -> None:
    """In none of the tables and indexes of the database, its own included, which sampled ours before and after."""
    salts = told_of(store, "first")
    told_of(store, "other")
    with store._database.by_itself() as connection:
        connection.execute(text("ANALYZE"))
    before = data_of(store)
    store.erase("case-first", because="asked for", at=LATER)
    with store._database.by_itself() as connection:
        connection.execute(text("ANALYZE"))
    after = data_of(store)

    assert found_in(before, "first") == [*PIECES]
    assert found_in(after, "first") == []
    assert found_in(after, "other") == [*PIECES]
    assert [salt for salt in salts if salt.encode() in after] == []
    assert store.verify()


def data_of(store: RecordStore) -> bytes:
    """All files of the database on the server's disk, which is not its log that is written ahead."""
    with store._database.by_itself() as connection:
        connection.execute(text("CHECKPOINT"))
        oid = connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    folder = Path(str(SOCKET_FOLDER)) / "data" / "base" / str(oid)
    if not os.access(folder, os.R_OK):
        pytest.skip("the files of the server belong to another user, and may not be read")
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_case_is_not_erased_by_itself(store: RecordStore, place: str) -> None:
    """Whoever asks which cases are old, opens, reads and verifies: all of them stay until somebody erases one."""
    filled(store, 4)
    old = [each.case for each in store.older_than("2999-01-01")]
    with RecordStore(place, actor="another") as opened:
        assert opened.verify()
        assert [each.case for each in opened.older_than("2999-01-01")] == old == ["pseudonym-0", "pseudonym-1"]
        assert len([*opened.records()]) == 4

        for case in old[:1]:
            opened.erase(case, because="the term is over", at=LATER)
        assert [each.case for each in opened.older_than("2999-01-01")] == old[1:]
