"""Records in files: one in a file of its own, many in JSON lines, and a folder with files of both kinds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

import attrs

from riskscreen.errors import Problem, RecordError, RiskscreenError, pointer_to
from riskscreen.records.checking import MOST_BYTES
from riskscreen.records.lines import record_in_line
from riskscreen.records.reading import record_in
from riskscreen.records.record import Record

LINES = ".jsonl"
ENDINGS = (".json", LINES)


@attrs.frozen
class FoundRecord:
    """A record that was found, or what is wrong where one should be; ``file`` is its name within a folder."""

    file: str | None
    line: int | None
    read: Record | RecordError

    def placed(self, error: RiskscreenError) -> list[Problem]:
        """The problems of this record, with the file and the line that it stands in."""
        within = "" if self.file is None else pointer_to(self.file)
        return [attrs.evolve(problem, pointer=within + problem.pointer, line=problem.line or self.line,
                             column=problem.column or (self.line and 1)) for problem in error.problems]


def records_in_files(path: str | os.PathLike[str]) -> tuple[Record, ...]:
    """All records at a path.

    Raises:
        RecordError: With every problem of every one of them.
        OSError: If something cannot be read.
    """
    found = [*found_records(path)]
    refuse([(each, each.read) for each in found if isinstance(each.read, RecordError)],
           f"What is in '{os.fspath(path)}'")
    return tuple(each.read for each in found if isinstance(each.read, Record))


def refuse(refused: Sequence[tuple[FoundRecord, RiskscreenError]], about: str) -> None:
    """Refuse all records at once, where anything is refused of one.

    Raises:
        RecordError: With every problem.
    """
    if refused:
        raise RecordError([problem for found, error in refused for problem in found.placed(error)], about=about,
                          n_problems=sum(error.n_problems for _, error in refused))


def found_records(path: str | os.PathLike[str]) -> Iterator[FoundRecord]:
    """The records at a path, one by one: of a folder those in its files that end in .json or .jsonl, by name.

    Raises:
        OSError: If something cannot be read.
    """
    if not os.path.isdir(path):
        yield from _in_file(os.fspath(path), None)
        return
    for name in sorted(os.listdir(path)):
        if name.endswith(ENDINGS):
            yield from _in_file(os.path.join(path, name), name)


def _in_file(path: str, name: str | None) -> Iterator[FoundRecord]:
    with open(path, "rb") as file:
        if not path.endswith(LINES):
            yield FoundRecord(name, None, _tried(lambda: record_in(file.read(MOST_BYTES + 1))))
            return
        for number, line in enumerate(_lines(iter(lambda: file.readline(MOST_BYTES + 1), b"")), 1):
            if line.strip():
                yield FoundRecord(name, number, _tried(partial(record_in_line, line, number)))


def _lines(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Lines, of which what is longer than a record may be is left out, but for the one byte that shows it."""
    is_whole = True
    for part in parts:
        if is_whole:
            yield part
        is_whole = part.endswith(b"\n")


def _tried(read: Callable[[], Record]) -> Record | RecordError:
    try:
        return read()
    except RecordError as error:
        return error
