"""Completion in bash, zsh and fish, each asked itself: what can come next is offered, and nothing that cannot."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from riskscreen.cli.commands.completion import completion_of
from riskscreen.cli.parser import COMMANDS, completions

SCRIPTS = {shell: completion_of(shell, completions()) for shell in ("bash", "zsh", "fish")}
REQUIRED = os.environ.get("RISKSCREEN_SHELLS") == "required"


def needs(shell: str) -> pytest.MarkDecorator:
    """Skip where this shell is absent, unless all of them are required."""
    return pytest.mark.skipif(shutil.which(shell) is None and not REQUIRED, reason=f"no {shell} here")


def offered_by_bash(words: str, folder: Path) -> set[str]:
    """What bash offers at the end of these words."""
    given, _, last = words.rpartition(" ")
    script = f"""{SCRIPTS["bash"]}
COMP_WORDS=({given} "$1"); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _riskscreen; printf '%s\\n' "${{COMPREPLY[@]}}" """
    ended = subprocess.run(["bash", "-c", script, "bash", last], capture_output=True, text=True, cwd=folder, check=True)
    return set(ended.stdout.split())


def offered_by_fish(words: str, folder: Path) -> set[str]:
    """What fish offers at the end of these words."""
    ended = subprocess.run(["fish", "--no-config", "-c", SCRIPTS["fish"] + "complete -C $argv[1]", words],
                           capture_output=True, text=True, cwd=folder, check=True,
                           env={**os.environ, "HOME": str(folder.parent)})
    assert ended.stderr == ""
    return {line.partition("\t")[0] for line in ended.stdout.splitlines()}


@pytest.mark.parametrize("offered", [
    pytest.param(offered_by_bash, marks=needs("bash"), id="bash"),
    pytest.param(offered_by_fish, marks=needs("fish"), id="fish")])
def test_commands_options_instruments_and_files_are_offered(offered: Callable[[str, Path], set[str]],
                                                            tmp_path: Path) -> None:
    """Behind a command what it takes: an instrument, one of few words, or a file."""
    (tmp_path / "case.json").write_text("{}", encoding="utf-8")

    assert offered("riskscreen sc", tmp_path) == {"score", "score-table", "schema"}
    assert {"--details", "--html", "--json"} <= offered("riskscreen score --", tmp_path)
    assert "--strict" not in offered("riskscreen score --", tmp_path)
    assert offered("riskscreen score sa", tmp_path) == {"sash-style"}
    assert offered("riskscreen score ca", tmp_path) == {"case.json"}
    assert offered("riskscreen score sash-style ca", tmp_path) == {"case.json"}
    assert offered("riskscreen check ", tmp_path) == {"case.json"}
    assert offered("riskscreen completion ", tmp_path) == {"bash", "zsh", "fish"}
    assert offered("riskscreen store ", tmp_path) == {"verify", "export", "import"}
    assert {"answers", "record"} <= offered("riskscreen schema ", tmp_path)
    assert offered("riskscreen help templ", tmp_path) == {"template"}
    assert offered("riskscreen list ", tmp_path) == set()


FROM_FPATH = "fpath=($PWD $fpath); autoload -U compinit; compinit -u -D"
AT_THE_START = "autoload -U compinit; compinit -u -D; source ./_riskscreen"
# Ctrl-X writes down what stands in the line, and ends the shell.
WRITE_DOWN = "down() { print -r -- \"$BUFFER\" > line; BUFFER=exit; zle accept-line; }; zle -N down; bindkey '^X' down"


def typed_in_zsh(words: str, folder: Path, how: str = FROM_FPATH) -> tuple[str, str]:
    """What stands in the line once these words were typed and the tabulator was pressed once, and on the screen."""
    (folder / "_riskscreen").write_text(SCRIPTS["zsh"], encoding="utf-8")
    shell, terminal = pty.fork()
    if not shell:
        os.chdir(folder)
        os.execvpe("zsh", ["zsh", "-f", "-i"], {**os.environ, "TERM": "xterm", "HOME": str(folder), "COLUMNS": "150"})
    screen = b""
    try:
        os.write(terminal, f"PROMPT=; {how}; {WRITE_DOWN}; echo re''ady\n".encode())
        while b"ready\r\n" not in screen:
            screen += heard(terminal)
        os.write(terminal, words.encode() + b"\t\x18")
        while part := heard(terminal):
            screen += part
    except OSError:  # on Linux, the end of a terminal is an error
        pass
    os.close(terminal)
    os.waitpid(shell, 0)
    return (folder / "line").read_text(encoding="utf-8").rstrip("\n"), screen.decode().partition("ready\r\n")[2]


def heard(terminal: int) -> bytes:
    """What the terminal says next, within a minute."""
    assert select.select([terminal], [], [], 60)[0], "zsh says nothing"
    return os.read(terminal, 65_536)


@needs("zsh")
@pytest.mark.parametrize("how", [FROM_FPATH, AT_THE_START], ids=["from-fpath", "at-the-start"])
@pytest.mark.parametrize(("words", "line"), [
    ("riskscreen templ", "riskscreen template "), ("riskscreen score --det", "riskscreen score --details "),
    ("riskscreen score sa", "riskscreen score sash-style "), ("riskscreen score ca", "riskscreen score case.json "),
    ("riskscreen score sash-style ca", "riskscreen score sash-style case.json "),
    ("riskscreen completion b", "riskscreen completion bash "),
    ("riskscreen completion ca", "riskscreen completion ca"),
    ("riskscreen help templ", "riskscreen help template ")])
def test_zsh_completes_at_the_first_press(how: str, words: str, line: str, tmp_path: Path) -> None:
    """As a file of fpath, and as one that is read when the shell starts."""
    (tmp_path / "case.json").write_text("{}", encoding="utf-8")

    assert typed_in_zsh(words, tmp_path, how)[0] == line


@needs("zsh")
def test_zsh_lists_commands_with_what_they_do(tmp_path: Path) -> None:
    """Where more than one can come next."""
    line, screen = typed_in_zsh("riskscreen sc", tmp_path)

    assert line == "riskscreen sc"
    assert all(f"{name} " in screen and COMMANDS[name].purpose in screen for name in ("score", "score-table", "schema"))


@pytest.mark.parametrize("shell", SCRIPTS)
def test_script_names_every_command(shell: str) -> None:
    """In every shell, here or not."""
    assert all(name in SCRIPTS[shell] for name in COMMANDS)
