"""The command form: a page in a file, or the questions as data."""

from __future__ import annotations

import json
from pathlib import Path

import riskscreen
from cli.running import Run


def test_page_is_written_to_a_file(run: Run, tmp_path: Path) -> None:
    """It opens in the language that was named, and has the others too."""
    target = tmp_path / "form.html"
    ended = run("form", "sash-style", "--lang", "nl", "--out", target)

    assert (ended.status, ended.out, ended.err) == (0, f"Written to {target}.\n", "")
    assert target.read_text("utf-8") == riskscreen.load("sash-style").to_form(["nl", "en"])


def test_without_a_file_the_questions_are_data(run: Run) -> None:
    """For a program, with or without --json, in one language or in all."""
    sash = riskscreen.load("sash-style")

    assert json.loads(run("form", "sash-style").out) == sash.form()
    assert json.loads(run("form", "sash-style", "--json", "--lang", "nl").out) == sash.form("nl")


def test_file_that_exists_is_kept(run: Run, tmp_path: Path) -> None:
    """Unless it is said to be replaced."""
    target = tmp_path / "form.html"
    target.write_text("mine")

    assert run("form", "sash-style", "--out", target, "--json").codes == ["U-exists"]
    assert target.read_text() == "mine"
    assert run("form", "sash-style", "--out", target, "--overwrite").status == 0


def test_other_language_is_refused_before_anything_is_written(run: Run, tmp_path: Path) -> None:
    """With those that there are."""
    ended = run("form", "sash-style", "--lang", "ne", "--out", tmp_path / "form.html", "--json")

    assert (ended.status, ended.codes) == (2, ["U-unknown-language"])
    assert list(tmp_path.iterdir()) == []
