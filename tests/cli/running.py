"""How the tests of the command line run it: in this process, or in one of its own."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Protocol

import attrs

import riskscreen

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "examples" / "cases"
UNDETERMINED = CASES / "synthetic-undetermined-sash-style.json"
LOW = CASES / "synthetic-low-sash-style.json"


@attrs.frozen
class Ended:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def codes(self) -> list[str]:
        """The codes of its problems, where it was asked for JSON."""
        return [problem["code"] for problem in json.loads(self.err)["problems"]]


class Run(Protocol):
    """Runs a command in this process; *typed* is its standard input."""

    def __call__(self, *words: str | Path, typed: str | bytes = "") -> Ended: ...


def started(*words: str | bytes | Path, flags: Sequence[str] = (), typed: bytes = b"", out: IO[bytes] | None = None,
            environment: Mapping[str, str] | None = None) -> Ended:
    """A command in a process of its own."""
    ended = subprocess.run(
        [*command(flags), *words], input=typed, stdout=out or subprocess.PIPE, stderr=subprocess.PIPE,
        env=surroundings(environment), timeout=60, check=False)
    return Ended(ended.returncode, (ended.stdout or b"").decode(), ended.stderr.decode())


def in_a_terminal(*words: str | Path, typed: str = "", environment: Mapping[str, str] | None = None) -> Ended:
    """A command in a terminal, with all that stood on its screen; what is *typed* is typed once it has spoken."""
    terminal, inner = pty.openpty()
    process = subprocess.Popen([*command(), *words], stdin=inner, stdout=inner, stderr=inner,
                               env=surroundings({"TERM": "xterm", **(environment or {})}))
    os.close(inner)
    screen = os.read(terminal, 65_536)
    os.write(terminal, typed.encode())
    try:
        while part := os.read(terminal, 65_536):
            screen += part
    except OSError:  # on Linux, the end of a terminal is an error
        pass
    os.close(terminal)
    return Ended(process.wait(timeout=60), screen.decode().replace("\r\n", "\n"), "")


def command(flags: Sequence[str] = ()) -> list[str]:
    """What starts the command line, with this Python."""
    return [sys.executable, *flags, "-m", "riskscreen"]


def surroundings(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a process: this one's, in which it finds the riskscreen that is tested, and *changes*."""
    package = str(Path(riskscreen.__file__).parents[1])
    return {**os.environ, "PYTHONPATH": os.pathsep.join([package, os.environ.get("PYTHONPATH", "")]), **(changes or {})}


def answers_file(instrument: str, answers: Mapping[str, Any], version: str | None = None, **texts: str) -> str:
    """The text of an answers file, for the installed version unless said otherwise; 0.1.0 where none is installed."""
    installed = {each.id: each.version for each in riskscreen.available()}
    known = {"id": instrument, "version": version or installed.get(instrument, "0.1.0")}
    return json.dumps({"instrument": known, **texts, "answers": answers})


def all_absent(instrument: str) -> dict[str, str]:
    """An answer to every item of a shipped instrument in which each item has the option absent."""
    return dict.fromkeys(riskscreen.load(instrument).items, "absent")
