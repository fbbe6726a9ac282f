"""The command new: what it writes is whole, passes every check, and is what its own test says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import riskscreen
from cli.running import Run, in_a_terminal, surroundings


@pytest.mark.parametrize("languages", [["en"], ["nl"], ["en", "nl"]])
def test_new_instrument_passes_the_check_without_a_finding(run: Run, languages: list[str], tmp_path: Path) -> None:
    """From the first minute there is something that works, in each language that it has."""
    words = [word for language in languages for word in ("--lang", language)]
    ended = run("new", "doorstep-check", "--title", "Doorstep", *words, "--out", tmp_path / "made")
    checked = run("check", tmp_path / "made" / "instrument.json", "--strict")

    assert (ended.status, checked.status) == (0, 0)
    assert "No findings." in checked.out
    assert riskscreen.load(tmp_path / "made" / "instrument.json").languages == tuple(languages)
    assert "100.0% of the small mistakes are caught" in run("mutations", tmp_path / "made" / "instrument.json").out


def test_its_test_and_its_vectors_pass_with_pytest(run: Run, tmp_path: Path) -> None:
    """As the next steps say: the laws hold, and every vector is met."""
    run("new", "doorstep-check", "--out", tmp_path / "made")
    ended = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "riskscreen_pytest", str(tmp_path / "made")],
                           cwd=tmp_path, env=surroundings(), capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stdout
    assert "7 passed" in ended.stdout


def test_texts_of_other_languages_wait_for_a_translator(run: Run, tmp_path: Path) -> None:
    """They stand in English, and the check names each."""
    run("new", "doorstep-check", "--lang", "en", "--lang", "fr", "--out", tmp_path / "made")
    document = json.loads((tmp_path / "made" / "instrument.json").read_text(encoding="utf-8"))

    assert document["sections"][0]["title"] == {"en": "Signs", "fr": "Signs"}
    assert "F-untranslated" in run("check", tmp_path / "made" / "instrument.json").out


def test_editors_find_the_schema_beside_it(run: Run, tmp_path: Path) -> None:
    """The line says where it is, and it is the schema of definitions; for scoring it is not there."""
    run("new", "doorstep-check", "--out", tmp_path / "made")
    document = json.loads((tmp_path / "made" / "instrument.json").read_text(encoding="utf-8"))
    beside = json.loads((tmp_path / "made" / document["$schema"]).read_text(encoding="utf-8"))
    without = riskscreen.Instrument.from_dict({name: part for name, part in document.items() if name != "$schema"})

    assert beside == riskscreen.schema("instrument")
    assert riskscreen.load(tmp_path / "made" / "instrument.json").digest == without.digest


@pytest.mark.parametrize(("words", "said"), [
    (("Doorstep",), "U-usage"), (("a--b",), "U-usage"), (("x/y",), "U-usage"), (("ok", "--lang", "English"), "U-usage"),
    (("ok", "--out", "there"), "U-exists")])
def test_what_cannot_be_made_is_refused_and_leaves_nothing(run: Run, words: tuple[str, ...], said: str, tmp_path: Path,
                                                           monkeypatch: pytest.MonkeyPatch) -> None:
    """An id that no instrument can have, no language, a folder that is there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").mkdir()

    ended = run("new", *words)

    assert ended.status == 2
    assert said in ended.err
    assert os.listdir(tmp_path) == ["there"]


def test_title_is_asked_for_at_the_keyboard(tmp_path: Path) -> None:
    """Enter takes the words of the id; a typed title is taken in its language."""
    ended = in_a_terminal("new", "doorstep-check", "--lang", "en", "--lang", "nl", "--out", tmp_path / "made",
                          typed="\nAan de deur\n")

    assert ended.status == 0
    title = riskscreen.load(tmp_path / "made" / "instrument.json").title
    assert (title["en"], title["nl"]) == ("Doorstep check", "Aan de deur")
