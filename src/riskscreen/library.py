"""The ways to an instrument: by the name it is installed under, from a file, from text."""

from __future__ import annotations

from os import PathLike

from riskscreen import catalogue
from riskscreen.errors import usage_error
from riskscreen.model.text import Text
from riskscreen.model.value import Value, value
from riskscreen.screening import Instrument


@value
class Available(Value):
    """An instrument that is installed."""

    id: str
    version: str
    title: Text
    status: str
    origin: str


def load(name: str | PathLike[str]) -> Instrument:
    """The instrument of this name, or in this file.

    A text is always the name of an installed instrument and never a path; give a `pathlib.Path` for a file.

    Raises:
        UsageError: If no instrument of that name is installed; near names are suggested.
        InstrumentError: With every problem of a file.
        OSError: If a file cannot be read.

    Examples:
        >>> load("sash-style")
        <Instrument sash-style 0.1.0: 17 items, research>
    """
    if isinstance(name, str):
        return Instrument(catalogue.packaged(name))
    if isinstance(name, PathLike):
        return Instrument(catalogue.read_file(name))
    raise usage_error("U-wrong-type", "An instrument is loaded by its name or from a path.", found=name,
                      expected="a name such as 'sash-style', or a pathlib.Path")


def loads(source: bytes | str) -> Instrument:
    """The instrument whose definition is this JSON text.

    Raises:
        InstrumentError: With every problem of the text, each with line and column.
    """
    if not isinstance(source, bytes | str):
        raise usage_error("U-wrong-type", "A definition is read from text or bytes.", found=source,
                          expected="JSON text; use Instrument.from_dict for a mapping")
    return Instrument.from_json(source)


def available() -> tuple[Available, ...]:
    """Every installed instrument: its id, version, title, status and where it comes from.

    Examples:
        >>> [found.id for found in available()]
        ['rihg-style', 'sash-style', 'stalking-red-flags']
    """
    definitions = [catalogue.packaged(name) for name in catalogue.packaged_names()]
    return tuple(Available(d.id, d.version, d.title, d.about.status, "riskscreen") for d in definitions)
