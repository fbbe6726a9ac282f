"""The ways to an instrument: by the name it is installed under, from a file, from text."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any

import attrs

from riskscreen import catalogue
from riskscreen.arguments import check_flags, instance, text
from riskscreen.cell import Cell, Cells, CellTable, Sheet, one_line
from riskscreen.errors import usage_error
from riskscreen.explain.words.catalogue import FALLBACK, words_for
from riskscreen.model.text import Text
from riskscreen.screening.instrument import Instrument

if TYPE_CHECKING:
    from riskscreen.documents.answers_file import AnswersFile
    from riskscreen.records.record import Record


@attrs.frozen(repr=False)
class Available(Cell):
    """An instrument that is installed."""

    id: str
    version: str
    title: Text
    status: str
    origin: str

    def __repr__(self) -> str:
        return one_line(f"<Available {self.id} {self.version}: {self.status}>")


class AvailableList(Cells[Available]):
    """The installed instruments: a tuple that shows itself as a table."""

    __slots__ = ()

    def _sheet(self) -> Sheet:
        words = words_for(FALLBACK, "analysis")
        heads = tuple(words(f"head.{name}") for name in ("id", "version", "title", "status", "languages"))
        rows = [(each.id, each.version, str(each.title), each.status, " ".join(each.title.languages)) for each in self]
        return Sheet(words.counted("available", len(self)), tables=[CellTable("", heads, rows)])


def load(name: str | PathLike[str], *, version: str | None = None) -> Instrument:
    """The instrument of this name, or in this file.

    A text is always the name of an installed instrument and never a path; give a `pathlib.Path` for a file.

    Args:
        name: The name, or a path.
        version: Of an installed instrument: which version; every one that was released stays, so that what was
            screened with it can be scored again.  The newest, unless said otherwise.

    Raises:
        UsageError: If no instrument of that name is installed, or not in that version; near names are suggested.
        InstrumentError: With every problem of a file.
        OSError: If a file cannot be read.

    Examples:
        >>> load("sash-style")
        <Instrument sash-style 0.2.0: 17 items, research>
    """
    if version is not None:
        return _released(text("name", name), text("version", version))
    if issubclass(type(name), str):
        return Instrument(catalogue.packaged(str.__str__(name)))
    if issubclass(type(name), PathLike):
        return Instrument(catalogue.read_file(name))  # type: ignore[arg-type]  # a path
    raise usage_error("U-wrong-type", "An instrument is loaded by its name or from a path.", found=name,
                      expected="a name such as 'sash-style', or a pathlib.Path")


def _released(name: str, version: str) -> Instrument:
    catalogue.packaged(name)  # refuses a name that there is not
    definition = catalogue.installed(name, version)
    if definition is None:
        known = catalogue.released_versions(name)
        raise usage_error("U-unknown-version", "The instrument is not installed in this version.", found=version,
                          expected=", ".join(known), known=known)
    return Instrument(definition)


def loads(source: bytes | str) -> Instrument:
    """The instrument whose definition is this JSON text.

    Raises:
        InstrumentError: With every problem of the text, each with line and column.
        UsageError: If it is neither text nor bytes.
    """
    return Instrument.from_json(source)


def read_answers(source: bytes | str | PathLike[str], instrument: Instrument | None = None, *,
                 partial: bool = False) -> AnswersFile:
    """What an answers file says: its text, or the file at a `pathlib.Path`.

    A result as `Result.to_dict` and ``riskscreen score --json`` give it can stand in its place: its answers and its
    case are read, and the rest, which scoring finds again, is not looked at.

    With an *instrument* the file must be for it, in its version (and with its digest, where the file says one), and
    the answers must fit, so that ``instrument.score(file.answers, partial=partial)`` then scores them.  Without one
    only the form is checked.

    Raises:
        AnswersError: With every problem, each with line and column.
        OSError: If a file cannot be read.

    Examples:
        >>> text = '{"instrument": {"id": "sash-style", "version": "0.2.0"}, "answers": {"s3": "present"}}'
        >>> file = read_answers(text, load("sash-style"), partial=True)
        >>> load("sash-style").score(file.answers, partial=True).at_least
        <Level high of concern>
    """
    from riskscreen.documents.answers_file import MOST_BYTES_OF_RESULT, read_answers_file  # noqa: PLC0415  # scoring alone needs no files

    check_flags(partial=partial)
    if instrument is not None:
        instrument = instance("instrument", instrument, Instrument, how="an Instrument, such as riskscreen.load gives")
    return read_answers_file(_json_in(source, MOST_BYTES_OF_RESULT, "An answers file"),
                             None if instrument is None else instrument.definition, partial=partial)


def _json_in(source: object, most_bytes: int, what: str) -> bytes | str:
    """The text that was given, or that stands at the path; a little more than may be there, so that too much shows."""
    if isinstance(source, PathLike):
        with open(source, "rb") as file:
            return file.read(most_bytes + 1)
    if not isinstance(source, bytes | str):
        raise usage_error("U-wrong-type", f"{what} is read from text, bytes or a path.", found=source,
                          expected="JSON text, or a pathlib.Path")
    return source


def read_record(source: bytes | str | PathLike[str]) -> Record:
    """The record in this JSON text, or in the file at a `pathlib.Path`.

    What comes back is what was kept: its digest, and those of its judgements, were found to fit its content.  Whether
    the same comes out today is what `Record.replay` finds.

    Raises:
        RecordError: With every problem, each with line and column; nothing is read from a record that has one.
        OSError: If a file cannot be read.

    Examples:
        >>> result = load("stalking-red-flags").score({"r1": "present"}, partial=True)
        >>> kept = result.record(case="pseudonym-7", rater="unit 4", made_at="2026-11-30T14:05:00+01:00").to_json()
        >>> read_record(kept).replay().same
        True
    """
    from riskscreen.records.checking import MOST_BYTES  # noqa: PLC0415  # scoring alone needs no records
    from riskscreen.records.reading import record_in  # noqa: PLC0415  # scoring alone needs no records

    return record_in(_json_in(source, MOST_BYTES, "A record"))


def read_records(path: PathLike[str]) -> tuple[Record, ...]:
    """All records at a `pathlib.Path`: in a folder, in a file of JSON lines (``.jsonl``), or the one in a file.

    Of a folder those in its files that end in ``.json`` or ``.jsonl`` are read, in the order of their names.

    Raises:
        RecordError: With every problem of every record, each with its file and line; then none is given.
        OSError: If something cannot be read.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import mkdtemp
        >>> folder = Path(mkdtemp())
        >>> result = load("stalking-red-flags").score({"r1": "present"}, partial=True)
        >>> kept = result.record(case="pseudonym-7", rater="unit 4", made_at="2026-11-30T14:05:00+01:00")
        >>> _ = (folder / "first.json").write_text(kept.to_json())
        >>> read_records(folder) == (kept,)
        True
    """
    from riskscreen.records.files import records_in_files  # noqa: PLC0415  # scoring alone needs no records

    if not isinstance(path, PathLike):
        raise usage_error("U-wrong-type", "Records are read from a path.", found=path,
                          expected="the pathlib.Path of a folder or a file")
    return records_in_files(catalogue.file_name(path))


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a document of ours, whole by itself: for an editor, or for a program of your own.

    Args:
        name: ``"instrument"``, ``"answers"``, ``"vectors"``, ``"result"``, ``"record"``, ``"judgement"``,
            ``"context"``, ``"form"`` or ``"diagram"``.

    Raises:
        UsageError: For a name that no schema has; near ones are suggested.

    Examples:
        >>> schema("answers")["properties"]["format"]["const"]
        'riskscreen-answers/1'
    """
    from copy import deepcopy  # noqa: PLC0415  # scoring alone needs no schemas

    from riskscreen.documents.schema import schema_of  # noqa: PLC0415

    return deepcopy(schema_of(text("name", name)))


def available() -> AvailableList:
    """Every installed instrument: its id, version, title, status and where it comes from.

    Examples:
        >>> [found.id for found in available()]  # doctest: +NORMALIZE_WHITESPACE
        ['always-do', 'consultation-criteria', 'contact-arrangements', 'rihg-style', 'sash-style',
         'stalking-red-flags', 'stalking-steps', 'victim-assessment', 'which-screen']
    """
    definitions = [catalogue.packaged(name) for name in catalogue.packaged_names()]
    return AvailableList(Available(d.id, d.version, d.title, d.about.status, "riskscreen") for d in definitions)
