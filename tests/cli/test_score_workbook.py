"""Workbooks in score-table: the same levels as from CSV, and every cell that is not what it shows told by its place."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import riskscreen
from cli.running import Run

arrow = pytest.importorskip("pyarrow", reason="files of tables need the extra frame")
parquet = pytest.importorskip("pyarrow.parquet")

NAME = "stalking-red-flags"
FLAGS = riskscreen.load(NAME)
GCS = Path(__file__).parents[1] / "published" / "gcs.json"
ABSENT = ["absent"] * len(FLAGS.items)


def book_of(path: Path, rows: Sequence[Sequence[Any]], title: str = "cases") -> Path:
    """A workbook with these rows in its one sheet."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def with_flags(*first: Any) -> list[list[Any]]:
    """Headers, and cases in which all is absent but for the first flag."""
    return [["case", *FLAGS.items], *([f"c{n}", answer, *ABSENT[1:]] for n, answer in enumerate(first))]


def scored(run: Run, source: Path, *words: str, name: str | Path = NAME, kind: str = "csv") -> Path:
    """What comes out, in a file of a kind."""
    out = source.with_name(f"scored.{kind}")
    ended = run("score-table", name, source, "--out", out, "--overwrite", *words)
    assert ended.status == 0, ended.err
    return out


def problems_of(run: Run, source: Path, *words: str, kind: str = "csv") -> list[tuple[str, str, str | None]]:
    """Code, pointer and what was found of every problem; nothing is written."""
    out = source.with_name(f"scored.{kind}")
    ended = run("score-table", NAME, source, "--out", out, "--json", *words)
    assert (ended.status, out.exists()) == (2, False)
    return [(each["code"], each["pointer"], each.get("found")) for each in json.loads(ended.err)["problems"]]


def table_in(path: Path) -> list[list[Any]]:
    """The values in a workbook."""
    book = openpyxl.load_workbook(path)
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def columns_in(path: Path) -> dict[str, list[str]]:
    """The columns of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    return dict(zip(head, map(list, zip(*rows, strict=True)), strict=True))


CELLS = st.sampled_from([1, 2, 3, 4, "1", "2", "3", "1|2", "unknown"])


@given(answers=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_workbook_has_the_levels_of_the_same_table_as_csv(answers: list[list[Any]],
                                                          tmp_path_factory: pytest.TempPathFactory) -> None:
    """As numbers, as texts of digits, as sets, and mixed in one column; in whatever file it goes out."""
    from riskscreen.cli import main  # noqa: PLC0415  # a fixture would be shared by all examples

    folder = tmp_path_factory.mktemp("same")
    rows = [["eyes", "verbal", "motor"], *answers]
    book_of(folder / "cases.xlsx", rows)
    with (folder / "cases.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)

    for source in ("csv", "xlsx"):
        for kind in ("csv", "xlsx", "parquet"):
            assert main(["score-table", str(GCS), str(folder / f"cases.{source}"), "--scales", "--out",
                         str(folder / f"{source}.{kind}")]) == 0

    assert (folder / "csv.csv").read_text() == (folder / "xlsx.csv").read_text()
    assert parquet.read_table(folder / "csv.parquet") == parquet.read_table(folder / "xlsx.parquet")
    results = [[row[3:] for row in table_in(folder / f"{source}.xlsx")] for source in ("csv", "xlsx")]
    assert results[0] == results[1]
    assert [row[:3] for row in table_in(folder / "xlsx.xlsx")] == rows


def test_other_columns_stay_what_they_were(run: Run, tmp_path: Path) -> None:
    """Numbers, days, moments, truth values, and a column with some of each; empty cells stay empty."""
    moment = datetime(2026, 3, 1, 14, 30)
    others = [["age", "day", "at", "old", "all", "weight"], [31, datetime(2026, 3, 1), moment, True, "=1+1", 0.5],
              [None, None, None, None, 7, 80]]
    rows = [[*row, *flags] for row, flags in zip(others, with_flags("present", "unknown"), strict=True)]
    source = book_of(tmp_path / "cases.xlsx", rows)
    book = openpyxl.load_workbook(source)
    book.active["E2"].data_type = "s"  # a text that begins like a formula
    book.save(source)

    table = parquet.read_table(scored(run, source, kind="parquet"))

    assert table.select(others[0]).to_pydict() == {
        "age": [31, None], "day": [date(2026, 3, 1), None], "at": [moment, None], "old": [True, None],
        "all": ["=1+1", "7"], "weight": ["0.5", "80"]}
    out = openpyxl.load_workbook(scored(run, source, kind="xlsx")).active
    assert [[cell.value for cell in row[:6]] for row in out.iter_rows()] == others
    assert out["E2"].data_type == "s"
    assert columns_in(scored(run, source))["all"] == ["'=1+1", "7"]


def test_every_cell_that_is_not_what_it_shows_is_told(run: Run, tmp_path: Path) -> None:
    """With its sheet and its place, all at once; a date or a truth value beside the answers is none of them."""
    book = openpyxl.load_workbook(book_of(tmp_path / "cases.xlsx", with_flags("absent", "absent", "absent")))
    sheet = book.active
    for place, value in {"A2": date(2026, 1, 1), "A3": True, "B2": "=B3", "C2": "#N/A", "D2": date(2026, 4, 3),
                         "E3": True, "F3": 0.5, "G3": 1, "H3": 2, "Z3": "stray"}.items():
        sheet[place] = value
    sheet["F3"].number_format, sheet["G3"].number_format, sheet["H3"].number_format = "0%", "00", "0.00"
    sheet.merge_cells("K3:K4")
    book.save(tmp_path / "cases.xlsx")

    found = problems_of(run, tmp_path / "cases.xlsx", "--partial")

    assert {code for code, *_ in found} == {"U-bad-cell"}
    assert [(pointer, shown) for _, pointer, shown in found] == [
        ("/cases/B2", "'=B3'"), ("/cases/C2", "'#N/A'"), ("/cases/D2", "'2026-04-03'"), ("/cases/E3", "'TRUE'"),
        ("/cases/F3", "'0.5'"), ("/cases/G3", "'1'"), ("/cases/Z3", "'stray'"), ("/cases/K3", "'K3:K4'")]


def test_answer_that_is_none_is_told_by_its_cell(run: Run, tmp_path: Path) -> None:
    """A row without anything is passed over, and the places stay those of the sheet."""
    rows = [[], *with_flags("absent", "presnt"), [], [None] * 13, *with_flags("absent", None)[1:]]
    source = book_of(tmp_path / "cases.xlsx", rows, title="March & April")

    assert problems_of(run, source) == [
        ("A-unknown-option", "/March & April/B4", "'presnt'"), ("A-missing", "/March & April/B8", None)]


def test_sheet_is_the_first_that_is_seen_or_the_one_that_is_named(run: Run, tmp_path: Path) -> None:
    """A hidden one is scored where it is named, and a name that none has is refused with the near one."""
    book = openpyxl.Workbook()
    book.active.title, book.active.sheet_state = "old", "hidden"
    for title, first in (("old", "unknown"), ("this year", "present"), ("last year", "absent")):
        sheet = book[title] if title in book.sheetnames else book.create_sheet(title)
        for row in with_flags(first):
            sheet.append(row)
    book.save(tmp_path / "cases.xlsx")

    levels = [columns_in(scored(run, tmp_path / "cases.xlsx", *words))["urgency_possible"]
              for words in ([], ["--sheet", "last year"], ["--sheet", "old"])]
    refused = run("score-table", NAME, tmp_path / "cases.xlsx", "--out", tmp_path / "no.csv", "--sheet", "lastyear")

    assert levels == [["high"], ["low"], ["low|high"]]
    assert (refused.status, "Did you mean last year?" in refused.err) == (2, True)


def test_sheet_of_what_is_no_workbook_is_refused(run: Run, tmp_path: Path) -> None:
    """It would be passed over unseen."""
    (tmp_path / "cases.csv").write_text("r1\nabsent\n", encoding="utf-8")

    assert [code for code, *_ in problems_of(run, tmp_path / "cases.csv", "--sheet", "one")] == ["U-usage"]


@pytest.mark.parametrize(("rows", "code"), [
    ([], "U-bad-table"), ([["case", "r1"], ["c", "absent"]], "U-missing-column"),
    ([[*FLAGS.items, "r1"], [*ABSENT, "absent"]], "U-duplicate-column"),
    ([[" ", *FLAGS.items], ["c", *ABSENT]], "U-blank-column")])
def test_sheet_that_is_no_such_table_is_refused(run: Run, tmp_path: Path, rows: list[list[Any]], code: str) -> None:
    """Empty, without the items, with a name that stands twice or says nothing."""
    assert {found for found, *_ in problems_of(run, book_of(tmp_path / "cases.xlsx", rows))} == {code}


def test_sheet_with_headers_alone_gives_none_but_headers(run: Run, tmp_path: Path) -> None:
    """No case is no mistake."""
    out = scored(run, book_of(tmp_path / "cases.xlsx", with_flags()), kind="xlsx")

    (head,) = table_in(out)
    assert head[:2] == ["case", "r1"]
    assert "urgency" in head


def test_file_of_another_kind_is_no_workbook(run: Run, tmp_path: Path) -> None:
    """A name is no content."""
    (tmp_path / "cases.xlsx").write_text("r1\nabsent\n", encoding="utf-8")

    assert [code for code, *_ in problems_of(run, tmp_path / "cases.xlsx")] == ["U-bad-table"]


def test_workbook_that_is_too_large_says_what_to_do(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CSV is read some rows at a time."""
    from riskscreen.cli import workbook_files  # noqa: PLC0415  # it needs pyarrow

    monkeypatch.setattr(workbook_files, "MOST_CELLS", 20)
    source = book_of(tmp_path / "cases.xlsx", with_flags("absent", "absent"))

    ended = run("score-table", NAME, source, "--out", tmp_path / "scored.csv")

    assert "Save the sheet as CSV in UTF-8" in ended.err
    assert "at most 20 cells" in ended.err


@pytest.mark.parametrize("column", [
    arrow.array([[1]]), arrow.array([{"a": 1}]), arrow.array(["x" * 32_768])], ids=["list", "struct", "long-text"])
def test_column_that_no_workbook_holds_is_refused(run: Run, tmp_path: Path, column: Any) -> None:
    """It is named, or the length of the text is; a shorter text would be another one."""
    table = arrow.table({"more": column, **dict.fromkeys(FLAGS.items, arrow.array(["absent"]))})
    parquet.write_table(table, tmp_path / "cases.parquet")

    assert [code for code, *_ in problems_of(run, tmp_path / "cases.parquet", kind="xlsx")] == ["U-table-kind"]


def test_what_a_spreadsheet_would_change_goes_out_as_a_text(run: Run, tmp_path: Path) -> None:
    """Digits beyond the fifteenth, a zone, days that spreadsheets count wrongly; what is no number is an empty cell."""
    zone = datetime.fromisoformat("2026-03-01T14:30:00+00:00")
    columns = {"long": [1234567890123456789], "short": [-123456789012345], "price": [Decimal("1.50")],
               "zone": [zone], "early": [date(1899, 5, 1)], "day": [date(2026, 3, 1)], "none": [float("nan")],
               "bytes": [b"=2"], "nothing": arrow.nulls(1)}
    table = arrow.table({**columns, **dict.fromkeys(FLAGS.items, ["absent"])})
    parquet.write_table(table, tmp_path / "cases.parquet")

    _, row = table_in(scored(run, tmp_path / "cases.parquet", kind="xlsx"))

    assert row[:9] == ["1234567890123456789", -123456789012345, 1.5, "2026-03-01T14:30:00+00:00", "1899-05-01",
                       datetime(2026, 3, 1), None, "=2", None]


def test_two_runs_write_the_same_workbook(run: Run, tmp_path: Path) -> None:
    """No moment stands in it."""
    source = book_of(tmp_path / "cases.xlsx", with_flags("present", "unknown"))

    first = scored(run, source, kind="xlsx").read_bytes()

    assert scored(run, source, kind="xlsx").read_bytes() == first


def test_rows_that_are_not_valid_are_marked_in_a_workbook_too(run: Run, tmp_path: Path) -> None:
    """As in the other files."""
    source = book_of(tmp_path / "cases.xlsx", with_flags("present", "presnt"))

    head, *rows = table_in(scored(run, source, "--mark", kind="xlsx"))

    assert [row[head.index("urgency")] for row in rows] == ["high", None]
    assert "A-unknown-option" in rows[1][head.index("problem")]


@pytest.mark.parametrize("words", [("cases.xlsx", "scored.csv"), ("cases.csv", "scored.xlsx")])
def test_without_openpyxl_it_is_said_what_to_install(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                     words: tuple[str, str]) -> None:
    """For reading and for writing; nothing is left behind."""
    book_of(tmp_path / "cases.xlsx", with_flags("absent"))
    (tmp_path / "cases.csv").write_text("\n".join(",".join(row) for row in with_flags("absent")), encoding="utf-8")
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    ended = run("score-table", NAME, tmp_path / words[0], "--out", tmp_path / words[1])

    assert (ended.status, "pip install '.[excel]'" in ended.err) == (2, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases.csv", "cases.xlsx"]


def test_workbook_of_many_rows_is_counted_through_all_parts(run: Run, tmp_path: Path,
                                                            monkeypatch: pytest.MonkeyPatch) -> None:
    """The cell of a problem is that of the sheet, not that of the part."""
    from riskscreen.cli import table_files  # noqa: PLC0415  # it needs pyarrow

    monkeypatch.setattr(table_files, "ROWS_AT_ONCE", 2)
    source = book_of(tmp_path / "cases.xlsx", with_flags("absent", "present", "absent", "unknown", "presnt"))

    assert [pointer for _, pointer, _ in problems_of(run, source)] == ["/cases/B6"]


def test_others_read_what_is_written_and_write_what_is_read(run: Run, tmp_path: Path) -> None:
    """XlsxWriter writes as Excel does, with texts in a part of their own; calamine reads with eyes of its own."""
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="needs the extra judges")
    calamine = pytest.importorskip("python_calamine", reason="needs the extra judges")
    cases = [["=1+1", date(2026, 3, 1), 31], ["_x0041_\r\nb", date(2026, 3, 2), 10**14], ["#N/A", date(2026, 3, 3), -2]]
    source = tmp_path / "cases.xlsx"
    with xlsxwriter.Workbook(str(source)) as book:
        sheet, day = book.add_worksheet("cases"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["text", "day", "number", *FLAGS.items])
        for n, (text, moment, number) in enumerate(cases, 1):
            sheet.write_string(n, 0, text)
            sheet.write_datetime(n, 1, moment, day)
            sheet.write_row(n, 2, [number, ("absent", "unknown", "present")[n - 1], *ABSENT[1:]])
        sheet.set_column(40, 60, 20, day)
        sheet.write_blank(80, 60, None, day)

    out = scored(run, source, kind="xlsx")

    head, *found = calamine.CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0).to_python()
    assert [row[:3] for row in found] == cases
    assert [row[head.index("urgency_possible")] for row in found] == ["low", "low|high", "high"]
