"""--open: the page before somebody's eyes, in the file that was named or in a private one."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from cli.running import LOW, ROOT, Ended, started

RECORDS = ROOT / "examples" / "records"
ALL = [("show", "sash-style"), ("score", "sash-style", LOW), ("count", RECORDS), ("form", "sash-style"),
       ("history", "study-case-21", "record.json")]


class Desk:
    """A folder to work in, with a browser that notes what it is to open."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._noted = folder, folder / "noted"
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        browser = folder / "browser"
        browser.write_text(f'#!/bin/sh\nprintf %s "$1" > "{self._noted}"\n', encoding="utf-8")
        browser.chmod(0o755)
        self._environment = {"BROWSER": str(browser), "TMPDIR": str(self.temporary)}

    def run(self, *words: str | Path, **environment: str) -> Ended:
        """A command at this desk."""
        return started(*words, environment={**self._environment, **environment})

    def opened(self) -> Path:
        """The file that the browser was to open."""
        url = urlsplit(self._noted.read_text(encoding="utf-8"))
        assert url.scheme == "file"
        return Path(unquote(url.path))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk in a folder whose name needs care in a URL."""
    folder = tmp_path / "bij ons #1"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Desk(folder)


@pytest.mark.parametrize("words", ALL, ids=lambda words: words[0])
def test_page_without_a_name_is_private_and_told(desk: Desk, words: tuple[str | Path, ...]) -> None:
    """A result can be about a person: nobody else may look into its folder, and who asked for it learns where it is."""
    if words[0] == "history":
        at_intake = ROOT / "examples" / "cases" / "21-at-intake-sash-style.json"
        desk.run("record", "sash-style", at_intake, "--rater", "desk 3", "--out", "record.json")

    ended = desk.run(*words, "--open")

    page = desk.opened()
    assert ended.status == 0, ended.err
    assert page.parent.parent == desk.temporary
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert stat.S_IMODE(os.stat(page.parent).st_mode) == 0o700
    assert f"The page is in {page}, which nobody else may read." in ended.err


def test_page_with_a_name_is_written_there_and_opened(desk: Desk) -> None:
    """And nothing is left elsewhere."""
    ended = desk.run("show", "sash-style", "--html", "page.html", "--open", "--lang", "nl")

    assert (ended.status, ended.out, ended.err) == (0, "Written to page.html.\n", "")
    assert desk.opened() == desk.folder / "page.html"
    assert '<html lang="nl"' in (desk.folder / "page.html").read_text(encoding="utf-8")
    assert list(desk.temporary.iterdir()) == []


def test_page_can_be_written_and_left(desk: Desk) -> None:
    """Nothing opens unasked."""
    assert desk.run("show", "sash-style", "--html", "page.html").status == 0
    assert (desk.folder / "page.html").exists()
    assert not (desk.folder / "noted").exists()


def test_html_without_a_name_goes_with_open(desk: Desk) -> None:
    """And is refused without it: nobody would find the page."""
    assert desk.run("show", "sash-style", "--html", "--open").status == 0
    assert desk.opened().name == "sash-style.html"
    for words in (("show", "sash-style"), ("score", "sash-style", LOW), ("count", RECORDS)):
        assert desk.run(*words, "--html", "--json").codes == ["U-usage"]


def test_result_stays_on_standard_output(desk: Desk) -> None:
    """What is piped on is the same with the page and without."""
    plain, opened = (desk.run("score", "sash-style", LOW, "--json", *more) for more in ((), ("--open",)))

    assert opened.out == plain.out
    assert desk.opened().name == "result.html"


def test_machine_without_a_browser_says_where_the_page_is(desk: Desk) -> None:
    """The page is there all the same, so nothing has failed."""
    ended = desk.run("show", "sash-style", "--html", "page.html", "--open", BROWSER="/nowhere/at/all", PATH="/nowhere")

    assert ended.status == 0
    assert "No browser could be opened. Open the page yourself: page.html" in ended.err
    assert (desk.folder / "page.html").exists()


def test_page_that_may_not_be_replaced_is_not_opened(desk: Desk) -> None:
    """An older page would be taken for the new one."""
    (desk.folder / "page.html").write_text("mine", encoding="utf-8")

    assert desk.run("show", "sash-style", "--html", "page.html", "--open", "--json").codes == ["U-exists"]
    assert not (desk.folder / "noted").exists()


def test_nothing_is_opened_for_answers_that_are_refused(desk: Desk) -> None:
    """No page is left behind, either."""
    assert desk.run("score", "sash-style", "no-such.json", "--open").status == 4
    assert list(desk.temporary.iterdir()) == []
