"""The commands that look at instruments: list, show and template; and the help."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import riskscreen
from cli.running import Run
from riskscreen.cli.parser import COMMANDS


def test_list_names_every_installed_instrument(run: Run) -> None:
    """One line for each, with version, status and title."""
    ended = run("list")

    assert ended.status == 0
    for found in riskscreen.available():
        line = next(line for line in ended.out.splitlines() if line.startswith(f"{found.id} "))
        assert line.split()[1:3] == [found.version, found.status]
        assert line.endswith(str(found.title))


def test_list_can_be_read_in_dutch(run: Run) -> None:
    """The titles and the words around them are in the language that was asked for."""
    out = run("list", "--lang", "nl").out

    assert out.split()[:5] == ["id", "versie", "status", "talen", "titel"]
    assert all(found.title["nl"] in out for found in riskscreen.available())


def test_list_gives_programs_the_same(run: Run) -> None:
    """--json gives a list of objects."""
    told = json.loads(run("list", "--json").out)

    assert [entry["id"] for entry in told] == [found.id for found in riskscreen.available()]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_show_has_every_item_of_the_instrument(run: Run, language: str) -> None:
    """An instrument is shown whole, in the language that was asked for."""
    out = " ".join(run("show", "sash-style", "--lang", language).out.split())

    assert all(item.text[language] in out for item in riskscreen.load("sash-style").items.values())


def test_show_gives_programs_the_definition(run: Run) -> None:
    """--json gives the document that loads to the same instrument."""
    shown = run("show", "sash-style", "--json").out

    assert riskscreen.loads(shown) == riskscreen.load("sash-style")


@pytest.mark.parametrize("name", ["sash", "sash_style", "SASH-STYLE", "sash-style ", ""])
def test_unknown_instrument_is_answered_with_the_installed_ones(run: Run, name: str) -> None:
    """A name that is nearly right is not taken for the right one."""
    ended = run("show", name)

    assert (ended.status, ended.out) == (2, "")
    assert all(found.id in ended.err for found in riskscreen.available())


def test_template_has_every_item_open(run: Run) -> None:
    """No answer is filled in: an item that is forgotten is refused when the file is scored."""
    document = json.loads(run("template", "sash-style").out)

    assert document["answers"] == dict.fromkeys(riskscreen.load("sash-style").items)


def test_template_can_be_written_to_a_new_file(run: Run, tmp_path: Path) -> None:
    """--out writes the named file, and no other."""
    target = tmp_path / "empty.json"

    ended = run("template", "sash-style", "--out", target, "--lang", "nl")

    assert (ended.status, ended.out) == (0, f"Written to {target}.\n")
    assert "Heeft" in target.read_text() or "De stalker" in target.read_text()
    assert list(tmp_path.iterdir()) == [target]


def test_template_in_a_folder_that_is_not_there_cannot_be_written(run: Run, tmp_path: Path) -> None:
    """No folder is made on the way."""
    ended = run("template", "sash-style", "--out", tmp_path / "absent" / "empty.json")

    assert (ended.status, ended.out) == (4, "")
    assert "[U-cannot-write]" in ended.err


@pytest.mark.parametrize("words", [("--help",), ("-h",)])
def test_help_names_all_commands(run: Run, words: tuple[str, ...]) -> None:
    """Help that is asked for stands on standard output."""
    ended = run(*words)

    assert (ended.status, ended.err) == (0, "")
    assert all(command.purpose in ended.out for command in COMMANDS.values())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(run: Run, name: str) -> None:
    """--help works without the arguments that the command needs."""
    ended = run(name, "--help")

    assert ended.status == 0
    assert ended.out.startswith(f"usage: riskscreen {name} ")


def test_version_is_that_of_the_package(run: Run) -> None:
    """--version tells what results carry as their engine."""
    assert run("--version").out == f"riskscreen {riskscreen.__version__}\n"


@pytest.mark.parametrize(("words", "code"), [
    (("--json", "list"), "U-unknown-command"), (("list", "--jsn"), "U-unknown-option"), (("list", "more"), "U-usage"),
    (("score", "sash-style"), "U-usage"), (("show", "sash-style", "--lang"), "U-usage"), (("ask",), "U-usage"),
    (("score", "--part", "sash-style", "-"), "U-unknown-option")])
def test_wrong_usage_has_status_2_and_a_code(run: Run, words: tuple[str, ...], code: str) -> None:
    """A wrong call does nothing, and options are not guessed from their beginnings."""
    ended = run(*words)

    assert (ended.status, ended.out) == (2, "")
    assert f"[{code}]" in ended.err or code in ended.err
