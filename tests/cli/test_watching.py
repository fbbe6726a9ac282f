"""check --watch, in a process of its own: an author saves, and sees what is wrong."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cli.running import Run, command, surroundings

SECONDS = 30  # never waited for, unless nothing comes


class Watching:
    """A watch that is running, whose lines are read as they come."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)

    def until(self, words: str) -> str:
        """All that is said, up to the line that has these words."""
        said = ""
        while words not in said:
            said += self._lines.get(timeout=SECONDS)
        return said

    def stopped(self) -> int:
        """The status with which it leaves on Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(SECONDS)


@contextmanager
def watching(*words: str | Path) -> Iterator[Watching]:
    """A check that goes on."""
    with subprocess.Popen([*command(), "check", *words, "--watch"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, encoding="utf-8", env=surroundings()) as process:
        try:
            yield Watching(process)
        finally:
            process.kill()


@pytest.fixture
def own(doorstep: Path, tmp_path: Path) -> Path:
    """A definition that may be changed."""
    own = tmp_path / "own.json"
    own.write_bytes(doorstep.read_bytes())
    return own


def test_each_change_is_checked_until_ctrl_c(own: Path) -> None:
    """Good, broken, gone, good again: each is told under the moment at which it was seen, and ends nothing."""
    good = own.read_text(encoding="utf-8")
    with watching(own) as watch:
        first = watch.until("own.json: no problems")
        assert "is checked again whenever it changes; Ctrl-C ends that." in first
        assert re.search(r"(?m)^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}  \S+own\.json$", first)

        own.write_text(good.replace('"is": ["yes"]', '"is": ["yess"]'), encoding="utf-8")
        assert "own.json" in watch.until("[D-unknown-option]")

        own.unlink()
        watch.until("[U-cannot-read]")

        part = own.with_suffix(".part")  # many editors write beside a file, and then give it its name
        part.write_text(good, encoding="utf-8")
        os.replace(part, own)
        watch.until("own.json: no problems")

        assert watch.stopped() == 2
        watch.until("[U-stopped]")


def test_vectors_beside_it_are_watched_too(own: Path) -> None:
    """They are part of what is checked."""
    with watching(own) as watch:
        watch.until("no problems")

        own.with_name("vectors.json").write_text("{", encoding="utf-8")

        assert "vectors.json" in watch.until("[J-")


def test_it_ends_when_nobody_reads_any_more(own: Path) -> None:
    """As in a pipe to head: no watch goes on unseen."""
    with subprocess.Popen([*command(), "check", own, "--watch"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, env=surroundings()) as process:
        assert process.stdout
        while b"no problems" not in process.stdout.readline():
            pass
        process.stdout.close()

        own.touch()

        assert process.wait(SECONDS) == 0


def test_what_cannot_be_watched_is_refused(run: Run, tmp_path: Path) -> None:
    """Standard input, a program as the reader, and a file that is not there to begin with: most often a slip."""
    assert run("check", "-", "--watch", "--json").codes == ["U-usage"]
    assert run("check", tmp_path / "a.json", "--watch", "--json").codes == ["U-usage"]
    ended = run("check", tmp_path / "a.json", "--watch")
    assert (ended.status, ended.out) == (4, "")
    assert "[U-cannot-read]" in ended.err
