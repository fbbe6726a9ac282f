"""Workbooks, cell by cell: every kind is told, nothing is made up, and the same rows give the same bytes."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskscreen.workbook.escapes import escaped, unescaped
from riskscreen.workbook.reading import LargeWorkbook, NoWorkbook, SheetCell, sheets_of
from riskscreen.workbook.writing import SheetWriter

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
LIMITS = {"most_bytes": 1 << 20, "most_unpacked": 1 << 24}


def book_with(fill: Callable[[Any], object]) -> io.BytesIO:
    """A workbook whose only sheet is filled by this."""
    book, kept = openpyxl.Workbook(), io.BytesIO()
    fill(book.active)
    book.save(kept)
    return kept


def cells_of(source: io.BytesIO) -> list[SheetCell]:
    """All cells of the first sheet that hold something."""
    with sheets_of(source, "excel", **LIMITS) as sheets:
        return [cell for row in sheets[0].rows(10_000) for cell in row]


def rewritten(source: io.BytesIO, change: Callable[[bytes], bytes]) -> io.BytesIO:
    """The workbook with another text of its sheet, as others write it."""
    kept = io.BytesIO()
    with zipfile.ZipFile(source) as parts, zipfile.ZipFile(kept, "w") as file:
        for name in parts.namelist():
            file.writestr(name, change(parts.read(name)) if name.endswith("sheet1.xml") else parts.read(name))
    return kept


def test_every_kind_of_cell_is_told() -> None:
    """What is a formula, an error, a date or a truth value is no text and no number."""
    def fill(sheet: Any) -> None:
        for place, value in {"A1": "absent", "B1": 3, "C1": 0.5, "D1": "=1+1", "E1": "#N/A", "F1": True,
                             "G1": date(2026, 4, 3), "H1": "3"}.items():
            sheet[place] = value
        sheet["C1"].number_format = "0%"

    found = {cell.place: (cell.kind, cell.text, cell.pattern) for cell in cells_of(book_with(fill))}

    assert found == {
        "A1": ("text", "absent", ""), "B1": ("number", "3", "General"), "C1": ("number", "0.5", "0%"),
        "D1": ("formula", "=1+1", ""), "E1": ("error", "#N/A", ""), "F1": ("boolean", "TRUE", ""),
        "G1": ("date", "2026-04-03", ""), "H1": ("text", "3", "")}


def test_cells_that_only_look_like_something_are_nothing() -> None:
    """A colour far below and far to the right is no row and no column."""
    def fill(sheet: Any) -> None:
        sheet["B3"] = "here"
        sheet["H90"].fill = openpyxl.styles.PatternFill("solid", start_color="FFFF00")
        sheet["C3"] = ""

    assert [(cell.place, cell.text) for cell in cells_of(book_with(fill))] == [("B3", "here")]


def test_merged_areas_are_found_though_the_sheet_is_large() -> None:
    """They stand behind the cells, which are read block by block."""
    def fill(sheet: Any) -> None:
        for n in range(20_000):
            sheet.append([f"text number {n}", "another text"])
        sheet.merge_cells("A2:B3")
        sheet.merge_cells("B10:B12")

    with sheets_of(book_with(fill), "excel", **LIMITS) as sheets:
        assert sorted(sheets[0].merged()) == [(1, 2, 2, 3), (2, 10, 2, 12)]


@pytest.mark.parametrize(("old", "new"), [(b'r="3"', b'r="2"'), (b'<row r="3"', b'<row r="1"')])
def test_rows_out_of_order_are_refused(old: bytes, new: bytes) -> None:
    """openpyxl passes over those: a case would vanish unseen."""
    source = rewritten(book_with(lambda sheet: [sheet.append([n]) for n in range(3)]),
                       lambda text: text.replace(old, new))

    with sheets_of(source, "excel", **LIMITS) as sheets, pytest.raises(NoWorkbook):
        sheets[0].merged()


@pytest.mark.parametrize("source", [
    b"", b"PK\x03\x04 and no more", b"case,r1\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_what_is_no_workbook_is_refused(source: bytes) -> None:
    """Among others what a password makes of one."""
    with pytest.raises(NoWorkbook), sheets_of(io.BytesIO(source), "excel", **LIMITS):
        pass


@pytest.mark.parametrize("change", [
    lambda text: text[:len(text) // 2], lambda text: text.replace(b"<v>1</v>", b"<v>many</v>"),
    lambda text: text.replace(b'<c r="A2"', b'<c s="99" r="A2"'), lambda text: text.replace(b'r="A2"', b'r="2A"')])
def test_damaged_sheet_is_refused(change: Callable[[bytes], bytes]) -> None:
    """In the ways in which XML, numbers, styles and places can be broken."""
    source = rewritten(book_with(lambda sheet: [sheet.append([n]) for n in range(3)]), change)

    with pytest.raises(NoWorkbook):
        cells_of(source)


def test_what_would_fill_the_memory_is_refused() -> None:
    """By its size, by what it unpacks to, and by the cells that a few bytes can declare."""
    bomb = rewritten(book_with(lambda sheet: sheet.append(["x"])), lambda text: text + b" " * (1 << 25))
    far = book_with(lambda sheet: sheet.cell(900_000, 1, "x"))

    for source, limits in ((bomb, LIMITS), (far, {**LIMITS, "most_bytes": 100})):
        with pytest.raises(LargeWorkbook), sheets_of(source, "excel", **limits):
            pass
    with pytest.raises(LargeWorkbook, match="at most 10000 cells"):
        cells_of(far)


@given(TEXTS)
def test_text_in_a_workbook_is_what_it_was(text: str) -> None:
    """Whatever XML cannot hold, and whatever looks as if it had been escaped."""
    assert unescaped(escaped(text)) == text
    assert not set(escaped(text)) & {chr(n) for n in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, 13)}


@given(st.lists(st.one_of(TEXTS, TEXTS.map("={}".format), st.just("#N/A"), st.booleans(),
                          st.integers(-10**15 + 1, 10**15 - 1), st.datetimes(datetime(1901, 1, 1)).map(
                              lambda moment: moment.replace(microsecond=0))), min_size=1, max_size=8))
def test_row_that_was_written_is_read_as_it_was(row: list[object]) -> None:
    """Texts stay texts, though they begin as formulas and errors do, numbers numbers, and moments moments."""
    kept = io.BytesIO()
    writer = SheetWriter("sheet", "excel")
    writer.write(row)
    writer.close(kept)

    found = cells_of(kept)

    assert [cell.value for cell in found] == row
    assert [cell.kind for cell in found] == [
        {str: "text", bool: "boolean", int: "number", datetime: "date"}[type(value)] for value in row]


def test_same_rows_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever they are written, though openpyxl and zip files note the moment."""
    def written(name: str) -> bytes:
        writer = SheetWriter("sheet", "excel")
        writer.write(["case", 1])
        writer.close(str(tmp_path / name))
        return (tmp_path / name).read_bytes()

    first = written("one")
    later = SimpleNamespace(datetime=Later, timezone=timezone)
    monkeypatch.setattr("openpyxl.packaging.core.datetime", later)
    monkeypatch.setattr("openpyxl.writer.excel.datetime", later, raising=False)  # 3.1.0 asks in one place alone
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000)

    assert written("two") == first


class Later(datetime):
    """A clock on another day."""

    @classmethod
    def now(cls, tz: Any = None) -> Later:
        """Another moment than the one at which it began."""
        return cls(2027, 5, 6, 7, 8, 9, tzinfo=tz)
