"""Shelves: where the definition of a record is found, by its id, its version and the digest of its content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol, TypeAlias, runtime_checkable

import attrs

from riskscreen import catalogue
from riskscreen._json.writing import digest
from riskscreen.arguments import elements
from riskscreen.definition.write import document_of
from riskscreen.engine.compile import Compiled, compile_definition
from riskscreen.errors import Problem, RecordError, pointer_to, wrong_type
from riskscreen.model.definition import Definition
from riskscreen.records.kept import Definer, KeptRecord

_MOST_COMPILED = 64


@runtime_checkable
class Folder(Protocol):
    """A path."""

    def __fspath__(self) -> str: ...


@runtime_checkable
class Lending(Protocol):
    """What can be asked for a definition by its digest, as a store can; None where it has none."""

    def definition_of(self, digest: str) -> Definition | None: ...


@runtime_checkable
class Defined(Protocol):
    """What has a definition, as an Instrument has."""

    @property
    def definition(self) -> Definition: ...


Shelf: TypeAlias = "Lending | Defined | Iterable[Defined] | Folder | None"


def definition_of(record: KeptRecord, *shelves: Shelf) -> Definition:
    """The definition that a record was scored by, from the first of these shelves that has it.

    Without a shelf, or where one is None, it is the one that the record was made with in this process, or an installed
    one.

    Raises:
        RecordError: If it is not there (``R-no-definition``).
        InstrumentError: If the file that should hold it holds no definition.
        WrongType: If a shelf is no shelf.
    """
    found = next((each for shelf in shelves or (None,) if (each := _on(record, shelf)) is not None), None)
    if found is None:
        raise RecordError([no_definition(record.instrument)], about=f"The record {record.id}")
    return found


def definitions_of(records: Sequence[KeptRecord], shelf: Shelf = None, *, about: str) -> dict[str, Definition]:
    """By their digests, the definitions that records were scored by.

    Raises:
        RecordError: With each record whose definition is not there.
    """
    found: dict[str, Definition] = {}
    problems: list[Problem] = []
    for n, record in enumerate(records):
        if record.instrument.digest not in found:
            try:
                found[record.instrument.digest] = definition_of(record, shelf)
            except RecordError as error:
                problems += [attrs.evolve(problem, pointer=pointer_to(n) + problem.pointer)
                             for problem in error.problems]
    if problems:
        raise RecordError(problems, about=about)
    return found


def compiled_of(record: KeptRecord, shelf: Shelf = None) -> Compiled:
    """The engine's form of the definition that a record was scored by; errors are those of `definition_of`."""
    return compiled_form(definition_of(record, shelf))


def no_definition(definer: Definer) -> Problem:
    """That a definition is not there."""
    return Problem("R-no-definition", "/instrument/digest",
                   f"The definition that this was scored by is not here. Give the shelf that has {definer}, such as "
                   "the folder with its file.", found=f"{definer}, {definer.digest}",
                   expected="a definition with this digest")


@lru_cache(_MOST_COMPILED)
def compiled_form(definition: Definition) -> Compiled:
    """The engine's form of a definition, made once for as long as it is used."""
    return compile_definition(definition)


def _on(record: KeptRecord, shelf: Shelf) -> Definition | None:
    known = record._definition if shelf is None else None  # known here, and no part of what is kept
    return known or _found(record.instrument, shelf)


def _found(wanted: Definer, shelf: Shelf) -> Definition | None:
    if shelf is None:
        return _with_digest(wanted, catalogue.installed(wanted.id, wanted.version))
    if isinstance(shelf, Folder):
        return _with_digest(wanted, catalogue.shelved(shelf, wanted.id, wanted.version, wanted.digest))
    if isinstance(shelf, Lending):
        return _with_digest(wanted, shelf.definition_of(wanted.digest))
    return next((found for each in _instruments(shelf) if (found := _with_digest(wanted, each.definition))), None)


def _instruments(shelf: object) -> tuple[Defined, ...]:
    found = (shelf,) if isinstance(shelf, Defined) else elements("shelf", shelf)
    for each in found:
        if not isinstance(getattr(each, "definition", None), Definition):
            raise wrong_type("A shelf gives definitions.", each,
                             "Instruments, a pathlib.Path of a folder with definitions, or a store")
    return found


def _with_digest(wanted: Definer, found: Definition | None) -> Definition | None:
    """The definition, where it is the one: of that id and version, with that content."""
    if found is None or (found.id, found.version) != (wanted.id, wanted.version):
        return None
    return found if digest_of(found) == wanted.digest else None


@lru_cache(_MOST_COMPILED)
def digest_of(definition: Definition) -> str:
    """The digest of a definition's content."""
    return digest(document_of(definition))
