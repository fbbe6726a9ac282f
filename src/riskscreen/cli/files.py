"""Reading and writing the files that a command names, and no others."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from riskscreen.definition.reading import MOST_BYTES as MOST_DEFINITION
from riskscreen.errors import FileName, Problem, RiskscreenError, UsageError, describe, usage_error
from riskscreen.library import load, loads
from riskscreen.screening.instrument import Instrument

STANDARD_INPUT = "-"


class Unreachable(Exception):
    """Something could not be read or written; nothing is wrong with what it holds."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{message} [{code}]")
        self.problem = Problem(code, "", message)

    @classmethod
    def by(cls, deed: str, name: str, error: OSError | ValueError) -> Unreachable:
        """From what the system says when it refuses to *deed*, which is read or write."""
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return cls(f"U-cannot-{deed}", f"Cannot {deed} {name}: {reason}.")

    def to_dict(self) -> dict[str, object]:
        """The same form that every error has for programs."""
        return {"error": type(self).__name__, "n_problems": 1, "problems": [self.problem.to_dict()]}


def read_bytes(name: str, most: int) -> bytes:
    """The bytes of a file, or of standard input for ``-``; one more than *most* is read at most, to show excess."""
    if name == STANDARD_INPUT and sys.stdin is None:
        raise Unreachable("U-cannot-read", "Cannot read standard input: it is closed.")
    with reaching("read", name):
        if name == STANDARD_INPUT:
            return sys.stdin.buffer.read(most + 1)
        with open(name, "rb") as file:
            return file.read(most + 1)


def is_path(name: str) -> bool:
    """Whether the name of an instrument stands for a file: it has a separator or ends in .json."""
    return name.endswith(".json") or any(separator in name for separator in ("/", os.sep, os.altsep) if separator)


def instrument_named(name: str) -> Instrument:
    """The installed instrument of that name, or the one in the file that it leads to."""
    return instrument_in(name) if is_path(name) else load(name)


def instrument_in(name: str) -> Instrument:
    """The instrument in a file."""
    if name == STANDARD_INPUT:
        with naming(name):
            return loads(read_bytes(name, MOST_DEFINITION))
    with reaching("read", name), naming(name):
        return load(Path(name))


@contextlib.contextmanager
def naming(name: str) -> Iterator[None]:
    """Make every error about the content say the name of its file."""
    try:
        yield
    except UsageError:
        raise
    except RiskscreenError as error:
        raise error.named("Standard input" if name == STANDARD_INPUT else describe(FileName(name))) from None


def check_target(name: str, *, overwrite: bool, source: str | None = None) -> None:
    """Refuse a file that may not be written: it exists already, or it is the *source* of what will be written.

    Raises:
        UsageError: With what to do instead.
        Unreachable: If its folder does not take a file.
    """
    with reaching("write", name):
        if os.path.lexists(name):
            if not overwrite:
                raise usage_error("U-exists", "This file exists already.", found=FileName(name),
                                  expected="another name, or --overwrite to replace it")
            if not os.path.isfile(name):
                raise usage_error("U-not-a-file", "This is not a file that could be replaced.", found=FileName(name))
            if source is not None and is_path(source) and os.path.exists(source) and os.path.samefile(name, source):
                raise usage_error("U-output-is-input", "This file is being read; it cannot be written too.",
                                  found=FileName(name))
        folder = os.path.dirname(os.path.realpath(name))
        if not os.path.isdir(folder) or not os.access(folder, os.W_OK):
            raise OSError(f"its folder {describe(FileName(folder))} is missing or may not be changed")


def write_file(name: str, text: str, *, overwrite: bool) -> None:
    """Write a file whole, or not at all.

    Raises:
        UsageError: If it exists and may not be overwritten.
        Unreachable: If it cannot be written, as on a full disk.
    """
    check_target(name, overwrite=overwrite)
    with reaching("write", name):
        target = os.path.realpath(name)
        part = f"{target}.{os.getpid()}.part"
        try:
            _write_new(part, text)
            if os.path.exists(target):
                shutil.copymode(target, part)
            _name(part, target, overwrite=overwrite)
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(part)


def _name(part: str, target: str, *, overwrite: bool) -> None:
    """Give a file that is whole its name; what has got that name meanwhile is not replaced unless it may be."""
    if not overwrite:
        try:
            os.link(part, target)
        except FileExistsError:
            raise
        except OSError:  # some file systems have no links: there the check before has to do
            pass
        else:
            return
    os.replace(part, target)


@contextlib.contextmanager
def whole_file(name: str, *, source: str, overwrite: bool) -> Iterator[str]:
    """The path under which a file is written bit by bit; it gets its name only when all of it is there.

    What goes wrong while it is written is about the *source* that is read, or about the file itself.

    Raises:
        UsageError: If it exists and may not be overwritten.
        Unreachable: If it cannot be written, as on a full disk.
    """
    with reaching("read", source):
        open(source, "rb").close()
    with reaching("write", name):
        target = os.path.realpath(name)
        part = f"{target}.{os.getpid()}.part"
        try:
            yield part
            check_target(name, overwrite=overwrite)
            os.replace(part, target)
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(part)


def _write_new(path: str, text: str) -> None:
    """Write a file that must not exist; what an interruption leaves half written is taken away again."""
    with open(path, "xb") as file:
        try:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())  # or a name could outlive a loss of power without what it names
        except BaseException:
            os.unlink(path)
            raise


@contextlib.contextmanager
def reaching(deed: str, name: str) -> Iterator[None]:
    """Turn what the system refuses, and names that cannot be those of files, into one error."""
    shown = "standard input" if name == STANDARD_INPUT else describe(FileName(name))
    try:
        if "\0" in name:
            raise ValueError("the name of a file has no NUL character")
        os.fsencode(name)
    except ValueError as error:
        raise Unreachable.by(deed, shown, error) from error
    try:
        yield
    except OSError as error:
        raise Unreachable.by(deed, shown, error) from error
