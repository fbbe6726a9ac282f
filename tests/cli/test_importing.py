"""The command import: a source in, a draft and a list of what is open out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from cli.running import ROOT, Run

BOOK = ROOT / "examples" / "import" / "code-book.csv"


def test_draft_goes_to_a_file_and_the_list_to_the_screen(run: Run, tmp_path: Path) -> None:
    """Whoever imports reads what is left to do, and finds the draft where it was asked for."""
    target = tmp_path / "draft.json"

    ended = run("import", BOOK, "--out", target)

    assert ended.status == 0
    assert ended.out.startswith("A draft with 4 items in 2 sections, written to ")
    assert "- /outcomes: Which outcomes are there" in ended.out
    assert json.loads(target.read_text(encoding="utf-8"))["about"]["status"] == "draft"
    assert run("check", target).status == 2


def test_without_a_file_standard_output_holds_the_draft_alone(run: Run) -> None:
    """So that it can be redirected, while the list still shows."""
    ended = run("import", BOOK)

    assert json.loads(ended.out)["sections"][0]["id"] == "contact"
    assert "What people still have to decide:" in ended.err


def test_programs_get_the_draft_and_the_decisions(run: Run) -> None:
    """With --json nothing goes to standard error."""
    ended = run("import", BOOK, "--json")

    told = json.loads(ended.out)
    assert told["definition"]["id"] is None
    assert told["decisions"][0] == {"pointer": "/id", "question": "Which id does the instrument get?"}
    assert told["notes"] == []
    assert ended.err == ""


def test_lines_that_ask_the_same_are_one(run: Run) -> None:
    """Twenty options without a score are one question; for programs each place stands apart."""
    source = "id,text::en,options::en\ns1,a,x = X | y = Y | z = Z\ns2,b,x = X | y = Y\n"
    asked = "What do the options of"

    said = " ".join(run("import", "-", typed=source).err.split())

    assert said.count(asked) == 2
    assert f"/sections/0/items/0/response/options/0/score (and 2 more): {asked} s1 score?" in said
    assert f"/sections/0/items/1/response/options/0/score (and 1 more): {asked} s2 score?" in said
    told = json.loads(run("import", "-", "--json", typed=source).out)
    assert len([decision for decision in told["decisions"] if asked in decision["question"]]) == 5


def test_source_comes_through_standard_input_too(run: Run) -> None:
    """A dash reads what another program gives, in the language that is said."""
    ended = run("import", "-", "--lang", "nl", typed="id,text\ns1,Dreiging\n")

    assert json.loads(ended.out)["sections"][0]["items"][0]["text"] == {"nl": "Dreiging"}


def test_problems_of_the_source_give_no_draft(run: Run, tmp_path: Path) -> None:
    """Nothing is written, and the file is named."""
    source, target = tmp_path / "book.csv", tmp_path / "draft.json"
    source.write_text("id,text::en\ns1,a,b\n", encoding="utf-8")

    ended = run("import", source, "--out", target)

    assert (ended.status, ended.out) == (2, "")
    assert "book.csv' has 1 problem:\n  /2 (row 2, column 3): This stands in a column without a header." in ended.err
    assert not target.exists()


def test_draft_never_replaces_its_source(run: Run, tmp_path: Path) -> None:
    """A slip must not cost somebody their code book."""
    source = tmp_path / "book.csv"
    source.write_bytes(BOOK.read_bytes())

    assert run("import", source, "--out", source, "--overwrite", "--json").codes == ["U-output-is-input"]
    assert source.read_bytes() == BOOK.read_bytes()


def test_workbook_without_openpyxl_says_what_to_install(run: Run, tmp_path: Path,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading workbooks is an extra, and nobody should have to find out which."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    source = tmp_path / "form.xlsx"
    source.write_bytes(EMPTY_ZIP)

    ended = run("import", source)

    assert ended.status == 2
    assert "pip install '.[import]'" in ended.err
    assert "[U-needs-extra]" in ended.err


EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
