"""The command about a store: whether it is whole, writing out, taking in."""

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


@pytest.mark.parametrize(("language", "said"), [
    ("en", "It tells of everybody in the case"), ("nl", "Daarin staat iets over iedereen in de zaak")])
def test_case_is_written_out_with_its_page(run: Run, path: Path, tmp_path: Path, language: str, said: str) -> None:
    """The log has the user of the machine, or who is named; the page is in the language."""
    ended = run("store", "export", path, tmp_path / "out", "--case", "pseudonym-7", "--lang", language,
                "--actor", "badge 12")

    assert (ended.status, ended.err) == (0, "")
    assert said in ended.out
    assert f'<html lang="{language}"' in (tmp_path / "out" / "case.html").read_text(encoding="utf-8")
    log = stores.RecordStore(path, actor="desk").log("pseudonym-7")
    assert (log[-1].action, log[-1].actor) == ("export", "badge 12")


def test_what_was_written_out_is_taken_in_and_read_by_other_commands(run: Run, path: Path, tmp_path: Path) -> None:
    """A store is made where there is none; the folder can be replayed, and a history told from it."""
    run("store", "export", path, tmp_path / "out")
    ended = run("store", "import", tmp_path / "new.db", tmp_path / "out", "--json")

    assert (ended.status, json.loads(ended.out)) == (0, {"n_records": 1, "n_new": 1})
    assert "1 record was read; new to the store: 0." in run("store", "import", tmp_path / "new.db",
                                                              tmp_path / "out").out
    assert run("store", "verify", tmp_path / "new.db").status == 0
    assert run("replay", tmp_path / "out", "--shelf", tmp_path / "out" / "definitions").status == 0
    assert "Case pseudonym-7" in run("history", "pseudonym-7", tmp_path / "out").out


def test_import_that_is_refused_names_every_problem_and_keeps_nothing(run: Run, path: Path, tmp_path: Path) -> None:
    """By file and line."""
    (tmp_path / "in.jsonl").write_text("{}\n[]\n", encoding="utf-8")
    head = stores.RecordStore(path, actor="desk").head
    ended = run("store", "import", path, tmp_path / "in.jsonl")

    assert (ended.status, ended.out) == (2, "")
    assert "(line 1, column 1)" in ended.err
    assert "(line 2, column 1)" in ended.err
    assert stores.RecordStore(path, actor="desk").head == head


@pytest.mark.parametrize("words", [
    ("export", "STORE"), ("import", "STORE"), ("verify", "STORE", "more"), ("export", "STORE", "out", "--head", "x"),
    ("import", "STORE", "out", "--case", "x"), ("verify", "STORE", "--case", "x"), ("erase", "STORE")])
def test_words_that_do_not_fit_a_deed_are_refused(run: Run, path: Path, words: tuple[str, ...]) -> None:
    """An option that would mean nothing may have been meant for another."""
    ended = run("store", *(str(path) if word == "STORE" else word for word in words), "--json")

    assert (ended.status, ended.out, ended.codes) == (2, "", ["U-usage"])


def test_place_that_cannot_be_read_or_written_ends_with_four(run: Run, path: Path, tmp_path: Path) -> None:
    """And nothing half is left."""
    assert run("store", "import", path, tmp_path / "none").status == 4
    assert run("store", "import", tmp_path / "new.db", tmp_path / "none").status == 4
    assert run("store", "export", path, tmp_path / "none" / "out").status == 4
    assert run("store", "export", tmp_path / "none.db", tmp_path / "out").status == 4
    assert [each.name for each in tmp_path.iterdir()] == ["screenings.db"]
