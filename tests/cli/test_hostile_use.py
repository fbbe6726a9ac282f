"""Group E of the catalogue of hostile input: each case by its id, through the command line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cli.running import LOW, Run, answers_file, command, in_a_terminal, started, surroundings
from riskscreen.cli import files
from riskscreen.cli.parser import COMMANDS

LONG = "x" * 100_000


def test_e1_no_arguments_gives_the_help_on_standard_error(run: Run) -> None:
    """Without a command there is nothing to do, and the help says what there would be."""
    ended = run()

    assert (ended.status, ended.out) == (2, "")
    assert all(f"  {name} " in ended.err for name in COMMANDS)


def test_e2_unknown_command_is_refused_with_the_known_ones(run: Run) -> None:
    """A word that is no command is named, and so are the commands."""
    ended = run("frobnicate")

    assert (ended.status, ended.out) == (2, "")
    assert ended.err == ("riskscreen: There is no such command. Found: 'frobnicate'. Expected: one of "
                         f"{', '.join(COMMANDS)}. [U-unknown-command]\n")


def test_e3_mistyped_command_is_answered_with_the_near_one(run: Run) -> None:
    """A slip of the finger is never run as what it resembles, only pointed out."""
    ended = run("scroe", "sash-style", LOW)

    assert (ended.status, ended.out) == (2, "")
    assert "Did you mean score?" in ended.err


@pytest.mark.parametrize("words", [("score", "sash-style", "absent.json"), ("check", "absent.json"),
                                   ("show", "./absent.json"), ("ask", "./absent.json"), ("template", "absent.json")])
def test_e4_missing_file_is_named(run: Run, words: tuple[str, ...]) -> None:
    """A file that is not there is status 4, for answers and for definitions."""
    ended = run(*words)

    assert (ended.status, ended.out) == (4, "")
    assert ended.err == f"riskscreen: Cannot read '{words[-1]}': No such file or directory. [U-cannot-read]\n"


@pytest.mark.parametrize("words", [("score", "sash-style"), ("check",), ("show",)])
def test_e5_directory_is_named(run: Run, words: tuple[str, ...], tmp_path: Path) -> None:
    """A folder in the place of a file is status 4."""
    ended = run(*words, tmp_path)

    assert (ended.status, ended.out) == (4, "")
    assert "Is a directory" in ended.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_e6_file_without_permission_is_named(run: Run, tmp_path: Path) -> None:
    """A file that may not be read is status 4."""
    locked = tmp_path / "locked.json"
    locked.touch(mode=0o000)

    ended = run("score", "sash-style", locked)

    assert (ended.status, ended.out) == (4, "")
    assert "Permission denied" in ended.err


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="needs a file that opens and cannot be read")
def test_e6_file_that_breaks_while_it_is_read_is_named(run: Run) -> None:
    """What opens and then fails is status 4 as well; this one fails for root, too."""
    ended = run("score", "sash-style", "/proc/self/mem")

    assert (ended.status, ended.out) == (4, "")
    assert "Cannot read '/proc/self/mem'" in ended.err


def test_e7_file_named_like_an_option_is_refused_with_the_way_to_name_it(run: Run) -> None:
    """A word with a dash is an option, and the way to name such a file is told."""
    ended = run("score", "sash-style", "-x")

    assert (ended.status, ended.out) == (2, "")
    assert "a file whose name begins with - is written ./-name" in ended.err


@pytest.mark.parametrize("words", [("./-x",), ("--", "-x"), ("--", "-h")])
def test_e7_file_named_like_an_option_can_be_named(
        run: Run, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With ./ before it, or after --, a word with a dash is a file."""
    monkeypatch.chdir(tmp_path)
    for name in ("-x", "-h"):
        Path(name).write_bytes(LOW.read_bytes())

    ended = run("score", "sash-style", *words)

    assert ended.status == 0
    assert "Low" in ended.out


@pytest.mark.parametrize("words", [("show",), ("ask",), ("template",), ("check",), ("score", "sash-style")])
def test_e8_name_that_climbs_out_of_its_folder_is_a_path_and_leaks_nothing(
        run: Run, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It names a file and no instrument; a file that is no JSON is refused without a word of what it holds."""
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "passwd").write_text("keeper:secret:0:0\n")
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)

    ended = run(*words, "../../etc/passwd")

    assert (ended.status, ended.out) == (2, "")
    assert "'../../etc/passwd' has 1 problem" in ended.err
    assert "keeper" not in ended.err
    assert "secret" not in ended.err


def test_e9_absolute_path_is_a_file(run: Run, doorstep: Path) -> None:
    """An absolute path leads to the definition in that file."""
    ended = run("show", doorstep)

    assert ended.status == 0
    assert "Doorstep check" in ended.out


def test_e9_absolute_path_without_a_file_is_unreadable(run: Run) -> None:
    """An absolute path is never looked up among the installed instruments."""
    ended = run("show", "/sash-style")

    assert (ended.status, ended.out) == (4, "")


@pytest.mark.parametrize(("words", "status"), [
    ((b"show", b"sash\xff"), 2), ((b"\xff\xfe",), 2), ((b"show", b"sash-style", b"--lang", b"\xff"), 2),
    ((b"list", b"--\xff"), 2), ((b"check", b"/absent/\xff"), 4), ((b"check", b"/absent/\xff", b"--json"), 4)])
def test_e10_arguments_that_are_no_utf_8_are_told_apart(words: tuple[bytes, ...], status: int) -> None:
    """Bytes that are no text are shown as escapes, and nothing crashes over them."""
    ended = started(*words)

    assert (ended.status, ended.out) == (status, "")
    assert "udcff" in ended.err
    assert "Traceback" not in ended.err


def test_e11_output_is_the_same_without_a_locale() -> None:
    """In the locale C the same UTF-8 comes out as anywhere else."""
    bare = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    words = ("show", "stalking-red-flags", "--lang", "nl")

    ended = started(*words, environment=bare)

    assert "één" in ended.out
    assert ended == started(*words, environment={"PYTHONUTF8": "1"})


@pytest.mark.parametrize("words", [("scroe",), ("score", "sash-style", "-"), ("show", "sash"), ("score", "sash-style")])
def test_e12_nothing_changes_without_assertions(words: tuple[str, ...]) -> None:
    """Under python -O every refusal is the same, for no check is an assertion."""
    typed = answers_file("sash-style", {"s1": "maybe"}).encode()

    optimised = started(*words, flags=["-O"], typed=typed)

    assert optimised.status == 2
    assert optimised == started(*words, typed=typed)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is full")
@pytest.mark.parametrize("words", [("list",), ("demo",), ("template", "sash-style"), ("--help",), ("list", "--json")])
def test_e13_full_disk_is_told(words: tuple[str, ...]) -> None:
    """Output that cannot be written is status 4, with a message and without a traceback."""
    with open("/dev/full", "wb") as full:
        ended = started(*words, out=full)

    assert ended.status == 4
    assert "No space left on device" in ended.err
    assert "Traceback" not in ended.err
    assert "Exception ignored" not in ended.err


def test_e14_broken_pipe_ends_quietly() -> None:
    """A reader that has seen enough is no failure."""
    read_end, write_end = os.pipe()
    os.close(read_end)

    with os.fdopen(write_end, "wb") as nobody:
        ended = started("demo", out=nobody)

    assert (ended.status, ended.err) == (0, "")


def test_e15_interrupted_writing_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of writing takes away the half that is there."""
    target = tmp_path / "answers.json"
    monkeypatch.setattr(files, "open", interrupted_open, raising=False)

    with pytest.raises(KeyboardInterrupt):
        files.write_file(str(target), "{}", overwrite=False)

    assert list(tmp_path.iterdir()) == []


def test_e15_interrupted_overwriting_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of replacing a file leaves it as it was."""
    target = tmp_path / "answers.json"
    target.write_text("old")
    monkeypatch.setattr(files, "open", interrupted_open, raising=False)

    with pytest.raises(KeyboardInterrupt):
        files.write_file(str(target), "{}", overwrite=True)

    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("answers.json", "old")]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_e15_stopping_at_a_question_ends_quietly(tmp_path: Path, how: signal.Signals) -> None:
    """Ctrl-C, or the system in its stead: a line, no traceback; what was answered is in the file, the status is 2."""
    process = subprocess.Popen(
        [*command(), "ask", "sash-style", "--save", str(tmp_path / "answers.json")], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings())
    assert process.stdin is not None
    assert process.stderr is not None
    process.stdin.write(b"1\n")
    process.stdin.flush()
    while b"[s1]" not in process.stderr.readline():
        pass

    process.send_signal(how)
    out, err = process.communicate(timeout=60)

    assert (process.returncode, out) == (2, b"")
    assert "riskscreen: Stopped; the answers so far are in " in err.decode().splitlines()[-1]
    assert json.loads((tmp_path / "answers.json").read_text(encoding="utf-8"))["answers"] == {"former_partner": "no"}


@pytest.mark.parametrize("words", [("template", "sash-style", "--out"), ("ask", "sash-style", "--save")])
def test_e16_existing_output_is_refused_before_anything_is_asked(
        run: Run, words: tuple[str, ...], tmp_path: Path) -> None:
    """A file that exists is never overwritten without being told to, and nobody answers for nothing."""
    existing = tmp_path / "old.json"
    existing.write_text("old")

    ended = run(*words, existing, typed="1\n" * 20)

    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("riskscreen: This file exists already.")
    assert existing.read_text() == "old"


def test_e16_existing_output_is_replaced_where_that_is_asked_for(run: Run, tmp_path: Path) -> None:
    """--overwrite replaces a file, and keeps who may read it."""
    existing = tmp_path / "old.json"
    existing.write_text("old")
    existing.chmod(0o600)

    ended = run("template", "sash-style", "--out", existing, "--overwrite")

    assert (ended.status, ended.out) == (0, f"Written to {existing}.\n")
    assert json.loads(existing.read_text())["instrument"]["id"] == "sash-style"
    assert existing.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("words", [("template", "--out"), ("ask", "--save")])
def test_e17_output_that_is_the_input_is_refused(
        run: Run, words: tuple[str, str], doorstep: Path, tmp_path: Path) -> None:
    """Not even --overwrite lets a definition be replaced by answers to it, under whatever name it goes."""
    definition = tmp_path / "mine.json"
    definition.write_bytes(doorstep.read_bytes())
    (tmp_path / "other.json").symlink_to(definition)

    ended = run(words[0], definition, words[1], tmp_path / "other.json", "--overwrite", typed="1\n" * 5)

    assert (ended.status, ended.out) == (2, "")
    assert "[U-output-is-input]" in ended.err
    assert definition.read_bytes() == doorstep.read_bytes()


@pytest.mark.parametrize("words", [
    (LONG,), ("show", LONG), ("show", f"./{LONG}"), ("score", "sash-style", LONG), ("list", f"--{LONG}"),
    ("list", LONG), ("show", "sash-style", "--lang", LONG), ("template", "sash-style", "--out", LONG),
    ("ask", "sash-style", "--case", LONG)])
def test_e18_very_long_argument_is_cut_short_in_the_message(run: Run, words: tuple[str, ...]) -> None:
    """What is told about an argument stays readable."""
    ended = run(*words)

    assert ended.status in (2, 4)
    assert ended.out == ""
    assert len(ended.err) < 1_000


@pytest.mark.parametrize("words", [
    ("list",), ("demo",), ("show", "sash-style"), ("score", "sash-style", LOW), ("ask", "sash-style"),
    ("template", "sash-style")])
def test_e19_language_that_there_is_not_is_refused(run: Run, words: tuple[str, ...]) -> None:
    """No other language is shown in the place of the one that was asked for."""
    ended = run(*words, "--lang", "xx", typed="1\n" * 20)

    assert (ended.status, ended.out) == (2, "")
    assert "Found: 'xx'. Expected: en, nl. [U-unknown-language]" in ended.err


def test_e20_empty_standard_input_is_no_answers_file(run: Run) -> None:
    """Nothing at all is not a case in which nothing is known."""
    ended = run("score", "sash-style", "-", "--json")

    assert (ended.status, ended.out) == (2, "")
    assert ended.codes == ["J-empty"]


def test_e20_questions_that_nobody_answers_have_no_result(run: Run) -> None:
    """Where the input ends before the first answer, nothing is scored and nothing saved."""
    ended = run("ask", "sash-style")

    assert (ended.status, ended.out) == (2, "")
    assert "[U-nothing-answered]" in ended.err


def test_e20_terminal_as_standard_input_is_told_what_is_awaited() -> None:
    """Somebody who reads from a terminal by mistake sees why nothing happens."""
    ended = in_a_terminal("score", "sash-style", "-", typed="\x04")

    assert ended.status == 2
    assert "Type or paste an answers file; Ctrl-D on a line of its own ends it." in ended.out


def interrupted_open(path: str, mode: str) -> Any:
    """Opens a file in which the first writing is interrupted by Ctrl-C, after half of it."""
    file = open(path, mode)  # noqa: SIM115  # whoever called closes it

    class Interrupted:
        def __enter__(self) -> Interrupted:
            return self

        def __exit__(self, *_: object) -> None:
            file.close()

        def write(self, content: bytes) -> None:
            file.write(content[:1])
            raise KeyboardInterrupt

    return Interrupted()
