"""Doing something again whenever a file changes, until somebody stops it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from time import sleep

_SECONDS_BETWEEN_LOOKS = 0.2

FileState = tuple[int, int, int] | None  # when it was changed, how large it is, and which one; None where it is not


def moments_of_change(files: Sequence[str]) -> Iterator[datetime]:
    """Now, and then each moment at which one of the files is another one than before; it never ends by itself.

    What changes while the caller is busy with the moment before is seen too.  A file that an editor is still writing
    is waited for: a moment comes once two looks in a row have seen the same.
    """
    seen = _states(files)
    yield datetime.now().astimezone()
    while True:
        sleep(_SECONDS_BETWEEN_LOOKS)
        if (now := _states(files)) != seen:
            seen = _settled(files, now)
            yield datetime.now().astimezone()


def _settled(files: Sequence[str], found: list[FileState]) -> list[FileState]:
    while True:
        sleep(_SECONDS_BETWEEN_LOOKS)
        if (again := _states(files)) == found:
            return found
        found = again


def _states(files: Sequence[str]) -> list[FileState]:
    return [_state(file) for file in files]


def _state(file: str) -> FileState:
    try:
        found = os.stat(file)
    except (OSError, ValueError):  # it is gone, for a moment or for good
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
