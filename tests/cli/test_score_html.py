"""The command score with --html: the result in a file, as a page to read or to print."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import riskscreen
from cli.running import LOW, UNDETERMINED, Run, all_absent, answers_file


def test_page_is_that_of_the_result_with_its_case(run: Run, tmp_path: Path) -> None:
    """The file holds what the library gives, with the case, its moment, its rater and its source at the head."""
    answers = all_absent("stalking-red-flags")
    about = {"case": "pseudonym-7", "as_of": "now", "rater": "team 3", "source": "report"}
    typed = answers_file("stalking-red-flags", answers, **about)
    page = tmp_path / "page.html"

    ended = run("score", "stalking-red-flags", "-", "--html", page, "--lang", "nl", typed=typed)

    assert ended.status == 0
    result = riskscreen.load("stalking-red-flags").score(answers)
    assert page.read_text(encoding="utf-8") == result.to_html("nl", **about)


def test_output_is_the_same_with_a_page(run: Run, tmp_path: Path) -> None:
    """Standard output and the status are as without it, also where no single level is settled."""
    with_page = run("score", "sash-style", UNDETERMINED, "--html", tmp_path / "page.html")

    assert with_page == run("score", "sash-style", UNDETERMINED)


def test_file_is_never_replaced_silently(run: Run, tmp_path: Path) -> None:
    """What exists stays as it is, unless --overwrite says otherwise."""
    page = tmp_path / "page.html"
    page.write_text("mine", encoding="utf-8")

    refused = run("score", "sash-style", LOW, "--html", page)
    kept = page.read_text(encoding="utf-8")
    replaced = run("score", "sash-style", LOW, "--html", page, "--overwrite")

    assert (refused.status, refused.out, kept) == (2, "", "mine")
    assert "U-exists" in refused.err
    assert (replaced.status, page.read_text(encoding="utf-8")[:15]) == (0, "<!DOCTYPE html>")


def test_page_never_replaces_the_answers(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answers stay, even with --overwrite, also where their file is named without a folder and an ending."""
    shutil.copy(LOW, tmp_path / "answers")
    monkeypatch.chdir(tmp_path)

    ended = run("score", "sash-style", "answers", "--html", "answers", "--overwrite")

    assert ended.status == 2
    assert "U-output-is-input" in ended.err
    assert (tmp_path / "answers").read_bytes() == LOW.read_bytes()


def test_nothing_is_written_for_answers_that_are_refused(run: Run, tmp_path: Path) -> None:
    """No page comes from invalid input."""
    typed = answers_file("stalking-red-flags", {"r1": "perhaps"})
    page = tmp_path / "page.html"

    assert run("score", "stalking-red-flags", "-", "--html", page, typed=typed).status == 2
    assert not page.exists()


def test_place_that_cannot_be_written_has_status_4(run: Run, tmp_path: Path) -> None:
    """A folder that is not there is told before anything is scored."""
    ended = run("score", "sash-style", LOW, "--html", tmp_path / "missing" / "page.html")

    assert (ended.status, ended.out) == (4, "")
    assert "U-cannot-write" in ended.err
