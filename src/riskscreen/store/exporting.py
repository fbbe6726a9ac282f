"""Writing out what was kept: a folder with the records as JSON lines, their definitions, and of one case a page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp

from riskscreen._json.writing import write_pretty
from riskscreen.catalogue import file_name, shelf_name
from riskscreen.definition.write import document_of
from riskscreen.errors import FileName, usage_error, wrong_type
from riskscreen.model.definition import Definition
from riskscreen.records.kept import Definer
from riskscreen.records.lines import line_of
from riskscreen.records.record import Record
from riskscreen.records.shelf import definition_of

RECORDS, DEFINITIONS, PAGE = "records.jsonl", "definitions", "case.html"


def place_of(path: object) -> Path:
    """A path as a caller gives it: a text or a path.

    Raises:
        WrongType: For anything else, and for what cannot be the name of a file.
    """
    if not isinstance(path, str | os.PathLike):
        raise wrong_type("The option path is a place for files.", path, "a pathlib.Path, or a text")
    return Path(file_name(Path(path)))


def write_out(folder: Path, records: Iterable[Record], page: str | None = None) -> int:
    """Make a folder with these records, whole or not at all, that only its owner may read; how many they are.

    Raises:
        UsageError: Where something of that name is there already.
        OSError: If it cannot be written.
    """
    check_free(folder)
    part = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        n_records = _write(part, records)
        if page is not None:
            (part / PAGE).write_text(page, encoding="utf-8", newline="\n")
        check_free(folder)
        os.rename(part, folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return n_records


def check_free(folder: Path) -> None:
    """Refuse a name that is taken.

    Raises:
        UsageError: Where something of that name is there already.
    """
    if os.path.lexists(folder):
        raise usage_error("U-exists", "This exists already.", found=FileName(folder),
                          expected="a name that is not taken")


def _write(folder: Path, records: Iterable[Record]) -> int:
    """The records and their definitions; how many records they are."""
    definitions: dict[Definer, Definition] = {}
    n_records = 0
    with open(folder / RECORDS, "x", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(line_of(record) + "\n")
            definitions.setdefault(record.instrument, definition_of(record))
            n_records += 1
    (folder / DEFINITIONS).mkdir()
    for definer, definition in definitions.items():
        name = shelf_name(definer.id, definer.version, definer.digest)
        (folder / DEFINITIONS / name).write_text(write_pretty(document_of(definition)), encoding="utf-8", newline="\n")
    return n_records
