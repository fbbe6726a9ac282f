"""The command texts: a sheet for translators out, their texts in."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import riskscreen
from cli.running import ROOT, Run

FLAGS = ROOT / "instruments" / "stalking-red-flags" / "instrument.json"


def test_sheet_goes_out_and_comes_in_again(run: Run, tmp_path: Path) -> None:
    """The definition that comes of an unchanged sheet is the same, its layout and its line for editors included."""
    own = tmp_path / "own.json"
    own.write_text(FLAGS.read_text(encoding="utf-8").replace("{", '{"$schema": "./instrument.schema.json",', 1),
                   encoding="utf-8")

    out = run("texts", own, "--lang", "fr-BE", "--out", tmp_path / "texts.csv")
    back = run("texts", own, "--from", tmp_path / "texts.csv", "--out", tmp_path / "back.json")

    assert (out.status, back.status) == (0, 0)
    assert out.out.startswith("95 texts in en, nl, fr-BE, written to ")
    assert back.out.startswith("0 texts changed, written to ")
    assert json.loads((tmp_path / "back.json").read_bytes()) == json.loads(own.read_bytes())


def test_spreadsheet_knows_what_it_opens(run: Run, tmp_path: Path) -> None:
    """A byte-order mark says that it is UTF-8, and every row has all columns."""
    run("texts", "stalking-red-flags", "--lang", "de", "--out", tmp_path / "texts.csv")

    assert (tmp_path / "texts.csv").read_bytes().startswith(b"\xef\xbb\xbfplace,what it is,en,nl,de\r\n")
    with (tmp_path / "texts.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {len(row) for row in csv.reader(file)} == {5}


def test_new_text_reaches_the_instrument(run: Run, tmp_path: Path) -> None:
    """And programs are told how many changed."""
    (tmp_path / "texts.csv").write_text("place;nl\n/title;Rode vlaggen\n", encoding="utf-8")

    ended = run("texts", FLAGS, "--from", tmp_path / "texts.csv", "--out", tmp_path / "new.json", "--json")

    assert json.loads(ended.out) == {"written": str(tmp_path / "new.json"), "n_changed": 1, "languages": ["nl"]}
    assert riskscreen.loads((tmp_path / "new.json").read_bytes()).title["nl"] == "Rode vlaggen"


def test_half_a_translation_is_not_written(run: Run, tmp_path: Path) -> None:
    """What is missing is told with its place."""
    (tmp_path / "texts.csv").write_text("place,de\n/title,Rote Flaggen\n", encoding="utf-8")

    ended = run("texts", "stalking-red-flags", "--from", tmp_path / "texts.csv", "--out", tmp_path / "new.json")

    assert (ended.status, ended.out) == (2, "")
    assert "The definition has 94 problems:\n" in ended.err
    assert "The text in 'de' is missing. Found: en, nl. Expected: en, nl, de. [D-language-missing]" in ended.err
    assert not (tmp_path / "new.json").exists()


@pytest.mark.parametrize(("words", "code"), [
    (("--lang", "Deutsch"), "U-usage"), (("--from", "no-such.csv"), "U-cannot-read"),
    (("--from", "."), "U-cannot-read")])
def test_call_that_cannot_be_meant_writes_nothing(run: Run, tmp_path: Path, words: tuple[str, ...], code: str) -> None:
    """The language is no tag; the sheet is not there, or is a folder."""
    ended = run("texts", "stalking-red-flags", *words, "--out", tmp_path / "out")

    assert ended.status in (2, 4)
    assert code in ended.err
    assert not (tmp_path / "out").exists()


def test_file_that_is_there_is_not_replaced_unasked(run: Run, tmp_path: Path) -> None:
    """A translator's work is worth more than a slip."""
    (tmp_path / "texts.csv").write_text("mine", encoding="utf-8")

    assert "U-exists" in run("texts", "stalking-red-flags", "--out", tmp_path / "texts.csv").err
    assert (tmp_path / "texts.csv").read_text(encoding="utf-8") == "mine"
    assert run("texts", "stalking-red-flags", "--out", tmp_path / "texts.csv", "--overwrite").status == 0


def test_neither_the_sheet_nor_the_definition_is_written_over(run: Run, tmp_path: Path) -> None:
    """Not even where files may be replaced: a slip would take somebody's work."""
    own, sheet = tmp_path / "own.json", tmp_path / "texts.csv"
    own.write_bytes(FLAGS.read_bytes())
    run("texts", own, "--out", sheet)
    written = sheet.read_bytes()

    assert "U-output-is-input" in run("texts", own, "--out", own, "--overwrite").err
    assert "U-output-is-input" in run("texts", own, "--from", sheet, "--out", sheet, "--overwrite").err
    assert (own.read_bytes(), sheet.read_bytes()) == (FLAGS.read_bytes(), written)
