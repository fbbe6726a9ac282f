"""The command that counts records, in files and in a store."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import pytest

from cli.running import Run
from records.samples import doorstep, flags, judged, kept
from riskscreen.records.record import Record

stores = pytest.importorskip("riskscreen.store", reason="the extra 'store' installs what it needs")


def made() -> list[Record]:
    """Twelve records, of which one is judged."""
    records = [kept(flags(r1="present" if n else "unknown"), id=str(n), case=f"c{n}", rater=f"unit {n % 2}",
                    made_at=f"2026-0{1 + n % 2}-05T10:00:00+01:00") for n in range(12)]
    return [*records[:-1], judged(records[-1], "high")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The records, a file each."""
    found = tmp_path / "records"
    found.mkdir()
    for record in made():
        (found / f"{record.id}.json").write_text(record.to_json(), encoding="utf-8")
    return found


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The records in a store."""
    with stores.RecordStore(tmp_path / "screenings.db", actor="desk") as opened:
        for record in made():
            opened.append(record)
    return tmp_path / "screenings.db"


def test_folder_and_store_are_counted_alike(run: Run, folder: Path, store: Path) -> None:
    """In words and for programs; who asked a store is in its log."""
    words = ("--today", "2026-12-24", "--lang", "nl")
    of_folder, of_store = run("count", folder, *words), run("count", store, *words, "--actor", "badge 12")
    assert (of_folder.status, of_folder.err) == (0, "")
    assert of_folder.out == of_store.out
    assert "12 vastleggingen" in of_folder.out

    assert run("count", folder, "--json").out == run("count", store, "--json").out
    with stores.RecordStore(store, actor="desk") as opened:
        assert [entry.actor for entry in opened.log() if entry.action == "counts"][0] == "badge 12"


def test_small_numbers_are_hidden_unless_they_are_asked_for(run: Run, folder: Path) -> None:
    """One record is open, and eleven are high."""
    hidden, shown = (json.loads(run("count", folder, *words, "--json").out) for words in ((), ("--small",)))

    assert (hidden["smallest"], shown["smallest"]) == (5, 1)
    assert [row["n"] for row in hidden["instruments"][0]["tables"][0]["rows"]] == ["-", "<5"]
    assert [row["n"] for row in shown["instruments"][0]["tables"][0]["rows"]] == [11, 1]
    assert (hidden["instruments"][0]["n_undetermined"], shown["instruments"][0]["n_undetermined"]) == ("-", 1)


def test_raters_are_counted_only_where_they_are_asked_for(run: Run, folder: Path) -> None:
    """With level, month and owner unless others are named."""
    found = [[table["by"] for table in json.loads(run("count", folder, *words, "--json").out)["instruments"][0][
        "tables"]] for words in ((), ("--by", "rater"), ("--by", "rater", "--by", "level"))]

    assert found == [["level", "month", "owner"], ["rater"], ["rater", "level"]]
    assert run("count", folder, "--by", "name", "--json").codes == ["U-usage"]


@pytest.mark.parametrize(("language", "title"), [
    ("en", "Records, counted on 24 December 2026"), ("nl", "Vastleggingen, geteld op 24 december 2026")])
def test_page_is_written_in_the_language(run: Run, folder: Path, tmp_path: Path, language: str, title: str) -> None:
    """Beside the text; never over what is there."""
    words = ("count", folder, "--html", tmp_path / "page.html", "--lang", language, "--today", "2026-12-24")

    assert run(*words).status == 0
    assert f"<title>{title}</title>" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert run(*words, "--json").codes == ["U-exists"]
    assert run(*words, "--overwrite").status == 0


def test_day_of_counting_is_that_of_the_machine_where_it_is_not_said(run: Run, folder: Path) -> None:
    """The command line is the caller that gives it."""
    assert json.loads(run("count", folder, "--json").out)["today"] in {f"{datetime.now():%Y-%m-%d}"}


def test_lines_and_a_shelf_can_be_counted(run: Run, tmp_path: Path) -> None:
    """As a store writes them out."""
    own = doorstep().score({}, partial=True).record(case="x", rater="y", made_at="2026-12-01T10:00:00Z")
    with stores.RecordStore(tmp_path / "screenings.db", actor="desk") as opened:
        opened.append(own)
        opened.export(tmp_path / "out")

    assert run("count", tmp_path / "out", "--json").codes == ["R-no-definition"]
    ended = run("count", tmp_path / "out" / "records.jsonl", "--shelf", tmp_path / "out" / "definitions")
    assert "fewer than 5 records" in ended.out


def test_what_cannot_be_counted_is_refused(run: Run, folder: Path, store: Path, tmp_path: Path) -> None:
    """A store beside files, no such file, what holds no record; with the right status."""
    (tmp_path / "none.json").write_text("{}", encoding="utf-8")

    assert run("count", folder, store, "--json").codes == ["U-usage"]
    assert "secret" not in run("count", folder, "postgresql://somebody:secret@nowhere/x").err
    assert (run("count", tmp_path / "nowhere").status, run("count", tmp_path / "none.json").status) == (4, 2)
    assert run("count", folder, "--today", "soon", "--json").codes == ["U-wrong-day"]
    is_there = find_spec("pg8000") is not None  # without it, what is missing is an extra
    assert run("count", "postgresql://nobody@/x?unix_sock=/nowhere/.s.PGSQL.5432").status == (4 if is_there else 2)
