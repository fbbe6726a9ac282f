"""The command score-table: a file of many cases in, the same file with results out."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import riskscreen
from cli.running import Run
from riskscreen.cli.file_part import FilePart

arrow = pytest.importorskip("pyarrow", reason="files of tables need the extra frame")
parquet = pytest.importorskip("pyarrow.parquet")

FLAGS = riskscreen.load("stalking-red-flags")
NAME = "stalking-red-flags"


def rows(*first: str) -> list[dict[str, str]]:
    """Cases in which all is absent, but for the first flag."""
    return [{"case": f"c{n}", **dict.fromkeys(FLAGS.items, "absent"), "r1": answer} for n, answer in enumerate(first)]


def write_csv(path: Path, cases: list[dict[str, str]]) -> Path:
    """A CSV file, as spreadsheets write it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(cases[0]))
        writer.writeheader()
        writer.writerows(cases)
    return path


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_file_gets_results_and_a_summary(run: Run, tmp_path: Path) -> None:
    """All columns stay, in the same order of rows; the screen says how many are undetermined, and why."""
    source = write_csv(tmp_path / "cases.csv", rows("absent", "unknown", "present"))

    ended = run("score-table", NAME, source, "--out", tmp_path / "scored.csv", "--scales")

    scored = read_csv(tmp_path / "scored.csv")
    assert ended.status == 0
    assert [(row["case"], row["urgency"], row["urgency_at_most"], row["other_flags_most"]) for row in scored] == \
        [("c0", "low", "low", "0"), ("c1", "", "high", "1"), ("c2", "high", "high", "1")]
    assert "3 cases, 1 undetermined" in ended.out
    assert re.search(r"unknown: r1 +1 +33.3%  1 of them undetermined", ended.out)


def test_parquet_file_is_read_and_written(run: Run, tmp_path: Path) -> None:
    """Types stay as they are; the summary is there for programs too."""
    table = arrow.Table.from_pylist(rows("present", "unknown")).append_column("age", arrow.array([31, 44]))
    parquet.write_table(table, tmp_path / "cases.parquet")

    ended = run("score-table", NAME, tmp_path / "cases.parquet", "--out", tmp_path / "scored.parquet", "--json")

    scored = parquet.read_table(tmp_path / "scored.parquet")
    assert scored.select(table.column_names).equals(table)
    assert scored.column("urgency").to_pylist() == ["high", None]
    assert json.loads(ended.out)["unknown"] == {"r1": 1}


def test_rows_are_counted_through_all_chunks(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Problems are named by their row in the file; nothing is written, and no level is shown."""
    from riskscreen.cli import table_files  # noqa: PLC0415  # it needs pyarrow

    monkeypatch.setattr(table_files, "ROWS_AT_ONCE", 2)
    cases = rows("absent", "absent", "absent", "presnt", "absent", "Present")
    parquet.write_table(arrow.Table.from_pylist(cases), tmp_path / "cases.parquet")

    ended = run("score-table", NAME, tmp_path / "cases.parquet", "--out", tmp_path / "scored.csv", "--json")

    problems = json.loads(ended.err)["problems"]
    assert (ended.status, ended.out) == (2, "")
    assert [problem["pointer"] for problem in problems] == ["/rows/3/r1", "/rows/5/r1"]
    assert [path.name for path in tmp_path.iterdir()] == ["cases.parquet"]


def test_rows_that_are_not_valid_can_be_marked(run: Run, tmp_path: Path) -> None:
    """Marked rows say what is wrong, and are counted."""
    source = write_csv(tmp_path / "cases.csv", rows("present", "", "Present"))

    ended = run("score-table", NAME, source, "--out", tmp_path / "scored.csv", "--mark")

    scored = read_csv(tmp_path / "scored.csv")
    assert [row["urgency"] for row in scored] == ["high", "", ""]
    assert [row["problem"].rpartition("[")[2] for row in scored] == ["", "A-missing]", "A-unknown-option]"]
    assert "not valid" in ended.out


@pytest.mark.parametrize(("text", "code"), [
    ("", "U-bad-table"),
    ("r1,r2\nabsent\n", "U-bad-table"),
    ("r1;r2\nabsent;absent\n", "U-missing-column"),
    ("r1,r2\nabsent,caf\xe9\n", "U-bad-table"),
])
def test_file_that_is_no_such_table_is_refused(run: Run, tmp_path: Path, text: str, code: str) -> None:
    """Empty, ragged, of another delimiter, or in another encoding: refused with what to look at."""
    (tmp_path / "cases.csv").write_bytes(text.encode("latin-1"))

    ended = run("score-table", NAME, tmp_path / "cases.csv", "--out", tmp_path / "scored.csv", "--json")

    assert ended.status == 2
    assert code in ended.codes


def test_existing_file_is_not_replaced(run: Run, tmp_path: Path) -> None:
    """What is there stays, unless it is said that it may go; the file that is read is never written."""
    source = write_csv(tmp_path / "cases.csv", rows("present"))
    (tmp_path / "scored.csv").write_text("mine", encoding="utf-8")

    refused = run("score-table", NAME, source, "--out", tmp_path / "scored.csv", "--json")
    same = run("score-table", NAME, source, "--out", source, "--overwrite", "--json")
    replaced = run("score-table", NAME, source, "--out", tmp_path / "scored.csv", "--overwrite")

    assert (refused.codes, same.codes, replaced.status) == (["U-exists"], ["U-output-is-input"], 0)
    assert read_csv(tmp_path / "scored.csv")[0]["urgency"] == "high"


def test_missing_file_is_told_as_such(run: Run, tmp_path: Path) -> None:
    """A file that is not there is status 4, and leaves nothing behind."""
    ended = run("score-table", NAME, tmp_path / "cases.csv", "--out", tmp_path / "scored.csv", "--json")

    assert (ended.status, ended.codes) == (4, ["U-cannot-read"])
    assert list(tmp_path.iterdir()) == []


def test_number_below_zero_is_not_counted_as_unknown(run: Run, tmp_path: Path) -> None:
    """-1 is the code of unknown for arrays alone; in a table it is a number, of an item that asks for one."""
    document = FLAGS.to_dict() | {"id": "flags-and-frost"}
    document["sections"][0]["items"].append({
        "id": "degrees", "text": {"en": "How cold is it?", "nl": "Hoe koud is het?"},
        "response": {"integer": {"min": -9, "max": 9}}})
    (tmp_path / "colder.json").write_text(json.dumps(document), encoding="utf-8")
    cases = [dict.fromkeys(FLAGS.items, "absent") | {"r1": "unknown", "degrees": -1}]
    parquet.write_table(arrow.Table.from_pylist(cases), tmp_path / "cases.parquet")

    ended = run("score-table", tmp_path / "colder.json", tmp_path / "cases.parquet", "--out", tmp_path / "scored.csv",
                "--json")

    assert json.loads(ended.out)["unknown"] == {"r1": 1}


FORMULAS = {
    "=HYPERLINK(1)": "'=HYPERLINK(1)", "+1": "'+1", "+31612": "'+31612", "-x": "'-x", "-1+1": "'-1+1",
    "@SUM(1)": "'@SUM(1)", "\t=1": "'\t=1", "\r=1": "'\r=1", "--1": "'--1", "-": "'-", "'=1": "''=1", "''@": "'''@"}
HARMLESS = ("-1", "-1.5", "-0,5", "-.5", "-2e-07", "1+1", "a=b", "'quoted'", "", " =1", "it's", "'", "5")


def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(run: Run, tmp_path: Path) -> None:
    """In cells and in names of columns; numbers below zero stay numbers, and so do columns of numbers."""
    cases = [case | {"=note": note, "depth": -2.5} for case, note in
             zip(rows(*["absent"] * 25), [*FORMULAS, *HARMLESS], strict=True)]
    parquet.write_table(arrow.Table.from_pylist(cases), tmp_path / "cases.parquet")

    guarded = run("score-table", NAME, tmp_path / "cases.parquet", "--out", tmp_path / "guarded.csv")
    raw = run("score-table", NAME, tmp_path / "cases.parquet", "--out", tmp_path / "raw.csv", "--raw")

    assert (guarded.status, raw.status) == (0, 0)
    assert [row["'=note"] for row in read_csv(tmp_path / "guarded.csv")] == [*FORMULAS.values(), *HARMLESS]
    assert [row["=note"] for row in read_csv(tmp_path / "raw.csv")] == [*FORMULAS, *HARMLESS]
    assert {row["depth"] for row in read_csv(tmp_path / "guarded.csv")} == {"-2.5"}


def test_what_was_guarded_is_read_as_it_was(run: Run, tmp_path: Path) -> None:
    """From CSV to CSV, as often as somebody likes; Parquet has the text itself."""
    notes = zip(rows(*["absent"] * 25), [*FORMULAS.values(), *HARMLESS], strict=True)
    source = write_csv(tmp_path / "cases.csv", [case | {"note": note} for case, note in notes])

    run("score-table", NAME, source, "--out", tmp_path / "scored.csv")
    run("score-table", NAME, source, "--out", tmp_path / "scored.parquet")

    assert [row["note"] for row in read_csv(tmp_path / "scored.csv")] == [*FORMULAS.values(), *HARMLESS]
    assert parquet.read_table(tmp_path / "scored.parquet").column("note").to_pylist() == [*FORMULAS, *HARMLESS]


TEXTS = st.text(st.sampled_from("'=+-@\t\r\n\",;1.e ") | st.characters(codec="utf-8"), max_size=6)


@given(st.lists(TEXTS, min_size=1, max_size=8), TEXTS)
@example(["\r", "\n", "\r\n", "'\r"], "=")
def test_texts_in_csv_are_read_as_they_were_written(tmp_path_factory: pytest.TempPathFactory, texts: list[str],
                                                    name: str) -> None:
    """Whatever they are made of, in every form in which Arrow keeps texts; and nothing in the file is a formula."""
    from riskscreen.cli.table_files import TableWriter, read_parts  # noqa: PLC0415  # it needs pyarrow

    path = tmp_path_factory.mktemp("texts") / "texts.csv"
    plain = arrow.array(texts, "string")
    columns = [plain, plain.cast("large_string"), plain.dictionary_encode(), plain.cast("binary")]
    writer = TableWriter(str(path), ".csv")
    batch = arrow.RecordBatch.from_arrays(columns, [f"{name}{n}" for n in range(4)])
    writer.write(batch, FilePart(batch, 1.0))
    writer.close()

    batches = [part.batch for part in read_parts(str(path))]

    assert [batch.schema.names for batch in batches] == [[f"{name}{n}" for n in range(4)]]
    assert [column.to_pylist() for column in batches[0].columns] == [texts] * 4
    with path.open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if re.match(r"[=+@\t\r]|-", cell) and not NUMBER.fullmatch(cell)] == []


NUMBER = re.compile(r"-([0-9]+[.,]?[0-9]*|[.,][0-9]+)([eE][+-]?[0-9]+)?")


@pytest.mark.parametrize(("column", "kind"), [
    (lambda: arrow.array([["x"]]), "list<"), (lambda: arrow.array([{"a": 1}]), "struct<"),
    (lambda: arrow.array([b"\xff"]), "binary")])
def test_column_that_csv_cannot_hold_is_refused(run: Run, tmp_path: Path, column: Callable[[], Any], kind: str) -> None:
    """By name; nothing is written.  Parquet holds it."""
    table = arrow.Table.from_pylist(rows("absent")).append_column("more", column())
    parquet.write_table(table, tmp_path / "cases.parquet")

    refused = run("score-table", NAME, tmp_path / "cases.parquet", "--out", tmp_path / "scored.csv", "--json")
    written = run("score-table", NAME, tmp_path / "cases.parquet", "--out", tmp_path / "scored.parquet")

    (problem,) = json.loads(refused.err)["problems"]
    assert (refused.status, problem["code"]) == (2, "U-table-kind")
    assert problem["message"] == "CSV cannot hold the column more."
    assert problem["found"].startswith(kind)
    assert written.status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases.parquet", "scored.parquet"]


def test_damaged_parquet_is_about_the_input(run: Run, tmp_path: Path) -> None:
    """Whatever bits are turned over: a bad table or bad cells, status 2, and never the output or a fault of ours."""
    cases = rows(*["absent", "present", "unknown"] * 20)
    parquet.write_table(arrow.Table.from_pylist(cases), tmp_path / "whole.parquet")
    whole = (tmp_path / "whole.parquet").read_bytes()
    chance = random.Random(1)
    statuses = []

    for n in range(150):
        damaged = bytearray(whole[: chance.randrange(len(whole)) if n % 10 == 0 else None])
        for _ in range(min(len(damaged), chance.choice((1, 3)))):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        (tmp_path / "cases.parquet").write_bytes(damaged)
        ended = run("score-table", NAME, tmp_path / "cases.parquet", "--out", tmp_path / "scored.csv", "--overwrite",
                    "--json")
        statuses.append(ended.status)
        if ended.status:
            assert not {"U-cannot-write", "U-cannot-read"} & set(ended.codes)

    assert set(statuses) == {0, 2}
    assert statuses.count(2) > 75


def test_damage_to_what_was_written_is_seen(run: Run, tmp_path: Path) -> None:
    """Each page of Parquet has its checksum: a text that turned into another one is not read."""
    parquet.write_table(arrow.Table.from_pylist(rows(*["absent"] * 3)), tmp_path / "cases.parquet")
    run("score-table", NAME, tmp_path / "cases.parquet", "--out", tmp_path / "scored.parquet")
    written = (tmp_path / "scored.parquet").read_bytes()
    (tmp_path / "damaged.parquet").write_bytes(written.replace(b"c0", b"d0", 1))

    ended = run("score-table", NAME, tmp_path / "damaged.parquet", "--out", tmp_path / "again.csv", "--json")

    assert (ended.status, ended.codes) == (2, ["U-bad-table"])


def test_file_that_the_system_stops_reading_is_told_as_such(run: Run, tmp_path: Path,
                                                            monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails is no damaged file, and not about what is written."""
    from riskscreen.cli import table_files  # noqa: PLC0415  # it needs pyarrow

    def failing(_: str) -> Any:
        raise OSError(5, "Input/output error")

    source = write_csv(tmp_path / "cases.csv", rows("absent"))
    monkeypatch.setattr(table_files, "_csv", failing)

    ended = run("score-table", NAME, source, "--out", tmp_path / "scored.csv", "--json")

    assert (ended.status, ended.codes) == (4, ["U-cannot-read"])


@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_stopped_run_leaves_nothing_behind(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """By the system, since a terminal was closed, or with Ctrl-C: what is half written goes away."""
    from riskscreen.cli.table_files import TableWriter  # noqa: PLC0415  # it needs pyarrow

    seen = []
    write, number = TableWriter.write, getattr(signal, how)

    def stopped(writer: Any, *columns: Any, **options: Any) -> None:
        write(writer, *columns, **options)
        seen.extend(path.suffix for path in tmp_path.iterdir())
        try:
            os.kill(os.getpid(), number)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)  # who asks twice does not stop the clearing up

    source = write_csv(tmp_path / "cases.csv", rows("absent"))
    monkeypatch.setattr(TableWriter, "write", stopped)

    ended = run("score-table", NAME, source, "--out", tmp_path / "scored.csv", "--json")

    assert ".part" in seen
    assert (ended.status, ended.codes) == (2, ["U-stopped"])
    assert [path.name for path in tmp_path.iterdir()] == ["cases.csv"]
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_closed_terminal_does_not_stop_what_was_told_to_go_on(run: Run, tmp_path: Path,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    """Under nohup, HUP is set aside, and stays so."""
    from riskscreen.cli.table_files import TableWriter  # noqa: PLC0415  # it needs pyarrow

    close = TableWriter.close

    def hung_up(writer: Any) -> None:
        os.kill(os.getpid(), signal.SIGHUP)
        close(writer)

    source = write_csv(tmp_path / "cases.csv", rows("absent"))
    monkeypatch.setattr(TableWriter, "close", hung_up)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert run("score-table", NAME, source, "--out", tmp_path / "scored.csv").status == 0
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("header", ["", " "])
def test_blank_header_is_refused(run: Run, tmp_path: Path, header: str) -> None:
    """Nobody knows what stands below it."""
    source = write_csv(tmp_path / "cases.csv", [{header: "1"} | case for case in rows("absent")])

    ended = run("score-table", NAME, source, "--out", tmp_path / "scored.csv", "--json")

    assert (ended.status, ended.codes) == (2, ["U-blank-column"])


@pytest.mark.parametrize("name", ["cases.csv", "cases.parquet"])
def test_long_work_shows_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, name: str) -> None:
    """A bar that ends full, with the number of rows; nothing of it in what the command prints."""
    from riskscreen.cli import bar, table_files  # noqa: PLC0415  # it needs pyarrow

    table = arrow.Table.from_pylist(rows("present", "absent", "unknown"))
    monkeypatch.setattr(bar, "_SECONDS_OF_SILENCE", -1.0)
    monkeypatch.setattr(table_files, "ROWS_AT_ONCE", 2)
    said: list[str] = []
    monkeypatch.setattr(bar, "say", said.append)
    if name.endswith(".csv"):
        write_csv(tmp_path / name, table.to_pylist())
    else:
        parquet.write_table(table, tmp_path / name)
    monkeypatch.setattr("sys.stderr", Watched())

    ended = run("score-table", NAME, tmp_path / name, "--out", tmp_path / "scored.csv")

    assert ended.status == 0
    assert said[-2:] == ["\r[" + 30 * "#" + "] 100%  3 rows scored", "\n"]
    if name == "cases.parquet":
        assert said[0] == "\r[" + 20 * "#" + 10 * " " + "]  67%  2 rows scored"
    assert "rows scored" not in ended.out


class Watched(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        """It is a terminal."""
        return True


@pytest.mark.parametrize(("seconds", "is_shown"), [(0.5, False), (0.99, False), (1.01, True)])
def test_short_work_shows_no_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, seconds: float,
                                      is_shown: bool) -> None:
    """At a terminal, too, what takes less than a second only shows what it found, however busy the machine is."""
    from riskscreen.cli import bar  # noqa: PLC0415  # beside the others

    source = write_csv(tmp_path / "cases.csv", rows("present"))
    clock = iter((0.0, seconds))
    monkeypatch.setattr(bar, "monotonic", lambda: next(clock))
    watched = Watched()
    monkeypatch.setattr("sys.stderr", watched)

    ended = run("score-table", NAME, source, "--out", tmp_path / "scored.csv")

    assert ended.status == 0
    assert ("1 rows scored" in watched.getvalue()) == is_shown


def test_column_of_floats_is_told_once_for_the_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many parts it is read in; rows are told by their place in the file."""
    from riskscreen.cli import table_files  # noqa: PLC0415  # it needs pyarrow

    monkeypatch.setattr(table_files, "ROWS_AT_ONCE", 2)
    cases = [case | {"r1": 0.5} for case in rows(*["absent"] * 6)]
    cases[5] |= {"r2": "presnt"}
    parquet.write_table(arrow.Table.from_pylist(cases), tmp_path / "cases.parquet")

    ended = run("score-table", NAME, tmp_path / "cases.parquet", "--out", tmp_path / "scored.csv", "--json")

    told = json.loads(ended.err)
    assert [problem["pointer"] for problem in told["problems"]] == ["/columns/r1", "/rows/5/r2"]
    assert (ended.status, told["n_problems"]) == (2, 2)


def test_same_table_gets_the_same_levels_from_every_file(run: Run, tmp_path: Path) -> None:
    """Glasgow Coma Scale 3, 4, 5 is 12 points, as CSV and as Parquet, as numbers, floats and texts."""
    gcs = Path(__file__).parents[1] / "published" / "gcs.json"
    answers = {"eyes": [3, 1], "verbal": [4, 1], "motor": [5, 1]}
    (tmp_path / "text.csv").write_text("eyes,verbal,motor\n3,4,5\n1,1,1\n", encoding="utf-8")
    for kind in ("int8", "uint32", "int64", "float64", "string"):
        columns = {item: arrow.array(cells).cast(kind) for item, cells in answers.items()}
        parquet.write_table(arrow.table(columns), tmp_path / f"{kind}.parquet")

    for source in sorted(tmp_path.iterdir()):
        scored = tmp_path / f"scored-{source.stem}.csv"
        assert run("score-table", gcs, source, "--out", scored, "--scales").status == 0
        assert [(row["total_least"], row["total_most"]) for row in read_csv(scored)] == [("12", "12"), ("3", "3")]
