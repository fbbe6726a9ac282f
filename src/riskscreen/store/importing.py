"""Taking in what somebody else kept: all records of a file or a folder, or none of them."""

from __future__ import annotations

import os
from pathlib import Path

import attrs

from riskscreen.errors import InstrumentError, RecordError, RiskscreenError, UsageError
from riskscreen.model.definition import Definition
from riskscreen.records.files import FoundRecord, found_records, refuse
from riskscreen.records.kept import Definer
from riskscreen.records.record import Record
from riskscreen.records.shelf import Shelf, definition_of, no_definition
from riskscreen.store.exporting import DEFINITIONS
from riskscreen.store.journal import Journal
from riskscreen.store.keeping import keep
from riskscreen.store.looking import definition_with

_DAMAGED = "a file of that name that holds no definition"


@attrs.frozen
class Imported:
    """What became of an import: how many records there were, and of how many anything was new to the store."""

    n_records: int
    n_new: int


def take_in(journal: Journal, path: str | os.PathLike[str], shelf: Shelf) -> Imported:
    """Keep all records at a path; where one is refused, the transaction of the journal must not be kept.

    Raises:
        RecordError: With every problem of every record.
        OSError: If something cannot be read.
    """
    n_records, n_new = 0, 0
    refused: list[tuple[FoundRecord, RiskscreenError]] = []
    definitions = _Definitions(journal, shelf, Path(path, DEFINITIONS))
    for found in found_records(path):
        n_records += 1
        try:
            n_new += _kept(journal, found, definitions)
        except UsageError:
            raise  # a shelf that is none
        except RiskscreenError as error:
            refused.append((found, error))
    refuse(refused, f"The import of '{os.fspath(path)}'")
    return Imported(n_records, n_new)


def _kept(journal: Journal, found: FoundRecord, definitions: _Definitions) -> bool:
    if isinstance(found.read, RecordError):
        raise found.read
    return keep(journal, found.read, definitions.of(found.read))


@attrs.frozen
class _Definitions:
    """Definitions by what a record names: on a shelf, in the folder beside the records, in the store, or installed."""

    journal: Journal
    shelf: Shelf
    folder: Path
    known: dict[Definer, Definition] = attrs.field(factory=dict, init=False)

    def of(self, record: Record) -> Definition:
        """The definition of a record, looked for once.

        Raises:
            RecordError: Where it is not there, or where the file that should hold it holds no definition.
        """
        if record.instrument not in self.known:
            shelves = [self.shelf] if self.shelf is not None else []
            folder = [self.folder] if self.folder.is_dir() else []
            try:
                self.known[record.instrument] = definition_of(record, *shelves, *folder, self, None)
            except InstrumentError as error:
                raise RecordError([attrs.evolve(no_definition(record.instrument), found=_DAMAGED)]) from error
        return self.known[record.instrument]

    def definition_of(self, digest: str) -> Definition | None:
        """That of this digest in the store, which is a shelf too."""
        return definition_with(self.journal.connection, digest)
