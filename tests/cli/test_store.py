"""The command that looks whether a store is whole."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cli.running import Run
from records.samples import flags, kept

stores = pytest.importorskip("riskscreen.store", reason="the extra 'store' installs what it needs")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with one record."""
    found = tmp_path / "screenings.db"
    stores.RecordStore(found, actor="desk").append(kept(flags(r1="present"), id="2026/1"))
    return found


def test_whole_store_is_told_with_its_head(run: Run, path: Path) -> None:
    """The definition and the record are two entries; the head is that of the store, and it goes on from there."""
    head = stores.RecordStore(path, actor="desk").head
    ended = run("store", "verify", path, "--json", "--head", head)

    assert (ended.status, json.loads(ended.out)) == (0, {"whole": True, "n_checked": 2, "head": head,
                                                         "first_bad": None})
    assert head in run("store", "verify", path).out


def test_store_that_is_not_whole_ends_with_two(run: Run, path: Path) -> None:
    """The record is named, and nothing stands in the output."""
    with closing(sqlite3.connect(path)) as connection, connection:
        sql, = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'riskscreen_content_update'").fetchone()
        connection.execute("DROP TRIGGER riskscreen_content_update")
        connection.execute("UPDATE riskscreen_content SET body = replace(body, 'present', 'absent') WHERE n = 2")
        connection.execute(sql)
    ended = run("store", "verify", path)

    assert (ended.status, ended.out) == (2, "")
    assert "The entry 2 of the store, which is about the record 2026/1" in ended.err
    assert "[R-changed]" in ended.err


def test_noted_head_that_is_not_there_ends_with_two(run: Run, path: Path) -> None:
    """An older copy, or a file that was written anew, does not go on from it."""
    ended = run("store", "verify", path, "--head", "0" * 64, "--json")

    assert (ended.status, ended.codes) == (2, ["R-store-damaged"])


def test_store_that_is_not_there_ends_with_four(run: Run, tmp_path: Path) -> None:
    """And none is made."""
    ended = run("store", "verify", tmp_path / "screenings.db", "--json")

    assert (ended.status, ended.codes) == (4, ["R-store-unreachable"])
    assert [*tmp_path.iterdir()] == []
