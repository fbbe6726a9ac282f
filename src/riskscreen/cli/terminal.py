"""Standard input, output and error, with every way in which they can fail."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TextIO

from riskscreen.cli.files import Unreachable
from riskscreen.cli.output import visible
from riskscreen.explain.words.catalogue import Words

MOST_TYPED = 10_000


def prepare_streams() -> None:
    """Speak UTF-8 whatever the locale says, and never fail over a character: the same bytes on every machine."""
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, "backslashreplace"),
                           (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def put(text: str) -> bool:
    """Write to standard output, and say whether somebody still reads it.

    A reader that has gone away is no failure: what it wanted, it has.

    Raises:
        Unreachable: If it cannot be written, as on a full disk.
    """
    if sys.stdout is None:
        raise Unreachable("U-cannot-write", "Standard output is closed, so nothing can be written.")
    try:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        _set_aside(sys.stdout)
        return False
    except OSError as error:
        _set_aside(sys.stdout)
        raise Unreachable.by("write", "standard output", error) from error
    return True


def tell(text: str) -> None:
    """Write a line to standard error, where there is one; that it fails is nowhere to be told."""
    say(visible(text).rstrip("\n") + "\n")


def say(text: str) -> None:
    """Write to standard error as it stands."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _set_aside(sys.stderr)


def hear(prompt: str, words: Words) -> str | None:
    """A line that somebody types, without its end; None at the end of the input.

    The prompt goes to standard error: standard output is for the result alone.  Input that is not typed is repeated
    there, so that the conversation can be read afterwards.
    """
    while True:
        say(visible(prompt))
        line = _line()
        if line is None or _is_text(line):
            return line
        tell(words("too_long"))


def is_typed() -> bool:
    """Whether somebody sits at the keyboard, who can be asked something that no script expects."""
    return sys.stdin is not None and sys.stdin.isatty()


def _line() -> str | None:
    if sys.stdin is None:
        return None
    try:
        line = _line_of(sys.stdin)
    except OSError as error:
        raise Unreachable.by("read", "standard input", error) from error
    except KeyboardInterrupt:
        tell("")
        raise
    if not sys.stdin.isatty() or not line:
        tell(line)
    return line.rstrip("\r\n") if line else None


def _line_of(stream: TextIO) -> str:
    """One line; of one that is too long the beginning, which is itself too long by one character."""
    line = rest = stream.readline(MOST_TYPED + 1)
    while rest and not rest.endswith("\n"):
        rest = stream.readline(MOST_TYPED)
    return line


def _is_text(line: str) -> bool:
    """Whether a line can be kept: not too long, and without what a terminal obeys or UTF-8 cannot write."""
    return len(line) <= MOST_TYPED and visible(line) == line


def _set_aside(stream: TextIO) -> None:
    """Point a broken stream nowhere, or Python would fail on it once more when it ends."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
