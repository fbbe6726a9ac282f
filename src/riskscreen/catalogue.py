"""Where instruments are found: packaged with riskscreen, or in a file that is named.

Packaged files are read through the loader that imported this module, so that a checkout, an installed wheel and a zip
on the path all work.  In a checkout the folder stands beside ``src``; a built wheel carries it inside the package.
"""

from __future__ import annotations

import os
import re
import stat
from functools import cache
from typing import Protocol, cast

from riskscreen._json.reading import parse
from riskscreen.definition.link import link
from riskscreen.errors import FileName, InstrumentError, Problem, UsageError, usage_error
from riskscreen.model.definition import Definition

MOST_BYTES = 1 << 20
NAME = re.compile(r"[a-z][a-z0-9-]{0,63}\Z")
_VERSION = re.compile(r"[0-9][0-9A-Za-z.+-]{0,63}\Z")


class _Loader(Protocol):
    def get_data(self, path: str) -> bytes: ...


_PACKAGE = os.path.dirname(__file__)
_CHECKOUT = os.path.dirname(os.path.dirname(_PACKAGE))


def packaged(name: str) -> Definition:
    """The definition of an instrument that comes with riskscreen.

    Raises:
        UsageError: If there is none of that name; near names are suggested.
    """
    if NAME.match(name) is None or (source := _packaged_bytes(name)) is None:
        raise usage_error("U-unknown-instrument", "No such instrument is installed.", found=name,
                          expected="one of " + ", ".join(packaged_names()) + "; or a path (in Python a pathlib.Path, "
                          "in a terminal a name with a /)",
                          known=packaged_names())
    return _linked(source)


def installed(name: str, version: str) -> Definition | None:
    """The definition of a packaged instrument in this version: the newest, or one that was released before it."""
    if NAME.match(name) is None or _VERSION.match(version) is None:
        return None
    for source in (_packaged_bytes(name), packaged_file("instruments", name, "released", f"{version}.json")):
        if source is not None and (definition := _linked(source)).version == version:
            return definition
    return None


def released_versions(name: str) -> tuple[str, ...]:
    """The versions of a packaged instrument that are installed, the newest last."""
    earlier = (file.removesuffix(".json") for file in _names_in(os.path.join(_folder("instruments"), name, "released"))
               if file.endswith(".json"))
    return (*sorted(earlier, key=_numbers), packaged(name).version)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall("[0-9]+", version)))


def shelved(folder: os.PathLike[str], name: str, version: str, digest: str) -> Definition | None:
    """The definition of this id, version and digest in a folder of definitions, None where it is not there.

    Raises:
        InstrumentError: If the file that should hold it holds no definition.
        OSError: If the folder cannot be read.
    """
    from riskscreen.definition.reading import read_definition  # noqa: PLC0415  # only files need every check

    where = file_name(folder)
    file = shelf_name(name, version, digest)
    if file not in os.listdir(where):
        return None
    return read_definition(_bytes_of(os.path.join(where, file)))


def shelf_name(name: str, version: str, digest: str) -> str:
    """What the file of a definition is called in a folder that is a shelf.

    Examples:
        >>> shelf_name("sash-style", "0.2.0", "sha256:0123456789abcdef")
        'sash-style-0.2.0-01234567.json'
    """
    return f"{name}-{version}-{digest.removeprefix('sha256:')[:8]}.json"


@cache
def _linked(source: bytes) -> Definition:
    """The definition in a file that the tests of riskscreen have checked in full, so that it is linked at once."""
    return link(parse(source, most_bytes=MOST_BYTES, raises=InstrumentError))  # type: ignore[arg-type]  # an object


def packaged_names() -> tuple[str, ...]:
    """The names of all instruments that come with riskscreen."""
    folder = _folder("instruments")
    return tuple(sorted(name for name in _names_in(folder) if _packaged_bytes(name) is not None))


def packaged_file(kind: str, *parts: str) -> bytes | None:
    """A file that travels with riskscreen (*kind* is ``instruments`` or ``examples``), or None where it does not."""
    try:
        return cast(_Loader, __spec__.loader).get_data(os.path.join(_folder(kind), *parts))
    except OSError:
        return None


def example_cases() -> tuple[str, ...]:
    """The names of the example answer files that travel with riskscreen."""
    names = _names_in(os.path.join(_folder("examples"), "cases"))
    return tuple(sorted(name for name in names if name.endswith(".json")))


def read_file(path: os.PathLike[str]) -> Definition:
    """The definition in a file.

    Raises:
        InstrumentError: With every problem of the file; also where it has the id and version of a packaged
            instrument and other content, since two contents under one name cannot both be right.
        OSError: If the file cannot be read.
    """
    from riskscreen.definition.reading import read_definition  # noqa: PLC0415  # only files need every check
    from riskscreen.definition.write import document_of  # noqa: PLC0415

    name = file_name(path)
    definition = read_definition(_bytes_of(name))
    shipped = _packaged_bytes(definition.id)
    if shipped is not None and (known := _linked(shipped)).version == definition.version \
            and document_of(known) != document_of(definition):
        raise InstrumentError([Problem(
            "D-same-version", "/version", f"{definition.id} {definition.version} is installed with other content.",
            found=definition.version, expected="a new version, or another id")], about=name)
    return definition


def file_name(path: os.PathLike[str]) -> str:
    """The name that the path stands for."""
    try:
        name = os.fsdecode(path)
        os.fsencode(name)  # half a surrogate pair cannot be in it
    except Exception as error:  # a foreign path may do anything
        raise usage_error("U-wrong-type", "This path cannot be the name of a file.", found=path,
                          expected="a pathlib.Path") from error
    if "\0" in name:
        raise usage_error("U-wrong-type", "This path cannot be the name of a file.", found=name,
                          expected="a name without NUL characters")
    return name


def _bytes_of(name: str) -> bytes:
    """What a file holds, and one byte more than a definition may have at most."""
    with open(name, "rb", opener=_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise usage_error("U-not-a-file", "A definition is read from a file, not from a pipe or a device.",
                              found=FileName(name), expected="a file; what comes through a pipe can be given to loads")
        return file.read(MOST_BYTES + 1)


def _without_waiting(name: str, flags: int) -> int:
    """Open a file; a pipe that nobody writes to is opened too, where it would wait for ever otherwise."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _packaged_bytes(name: str) -> bytes | None:
    return packaged_file("instruments", name, "instrument.json")


@cache
def _folder(kind: str) -> str:
    """The folder of that kind: inside the package, else beside ``src`` in a checkout."""
    inside, beside = os.path.join(_PACKAGE, kind), os.path.join(_CHECKOUT, kind)
    if _names_in(inside):
        return inside
    if os.path.exists(os.path.join(_CHECKOUT, "pyproject.toml")) and os.path.isdir(beside):
        return beside
    raise UsageError([Problem("U-not-installed", "", f"The {kind} of riskscreen are not where they belong.",
                              expected=f"{inside} or, in a checkout, {beside}")])


def _names_in(folder: str) -> tuple[str, ...]:
    try:
        return tuple(os.listdir(folder))
    except OSError:
        return _names_in_zip(folder)


def _names_in_zip(folder: str) -> tuple[str, ...]:
    files = getattr(__spec__.loader, "_files", {})
    prefix = getattr(__spec__.loader, "archive", "") + os.sep
    inside = folder.removeprefix(prefix) + os.sep
    return tuple({name[len(inside):].split(os.sep)[0] for name in files if name.startswith(inside)})
