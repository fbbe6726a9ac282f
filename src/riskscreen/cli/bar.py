"""A bar for who waits at a terminal for more than a second; where nobody looks, nothing is written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from riskscreen.cli.terminal import say

_SECONDS_OF_SILENCE = 1.0
_WIDTH = 30


@contextmanager
def bar() -> Iterator[Callable[..., None]]:
    """What draws the bar: how much is done, of how much, and what else is to be said.  It ends with its line."""
    is_watched = sys.stderr is not None and sys.stderr.isatty()
    start, drawn = monotonic(), [""]

    def draw(done: float, total: float, said: str = "") -> None:
        if is_watched and monotonic() - start > _SECONDS_OF_SILENCE:
            line = f"[{'#' * int(done * _WIDTH / total):{_WIDTH}}] {done / total:4.0%}  {said}".rstrip()
            if line != drawn[0]:
                drawn[0] = line
                say(f"\r{line}")

    try:
        yield draw
    finally:
        if drawn[0]:
            say("\n")
