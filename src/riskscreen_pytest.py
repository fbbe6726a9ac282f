"""A pytest plugin that runs the vectors beside an instrument, each as a test of its own.

pytest imports every plugin at every start.  So this one stands outside the package, and riskscreen is imported only
once a file of vectors is found.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from riskscreen.screening.instrument import Instrument
    from riskscreen.testing.vectors import Vector

OPTION = "riskscreen_vectors"
ENDING = "vectors.json"
MOST_BYTES = 1 << 20


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that turns the plugin off."""
    parser.addini(OPTION, "Run the vectors that stand beside an instrument of riskscreen.", type="bool", default=True)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> VectorsFile | None:
    """The vectors in a file that is named so, where the definition of an instrument stands beside it."""
    if not is_named_so(file_path.name) or not parent.config.getini(OPTION):
        return None
    beside = next(filter(is_a_definition, places_of_instrument(file_path)), None)
    if beside is None or not has_vectors(file_path):
        return None
    file: VectorsFile = VectorsFile.from_parent(parent, path=file_path)
    file.beside = beside
    return file


def is_named_so(name: str) -> bool:
    """Whether a file of this name may hold vectors."""
    return name == ENDING or name.endswith(f".{ENDING}")


def places_of_instrument(path: Path) -> list[Path]:
    """Where the instrument of these vectors may be: ``doorstep.vectors.json`` goes first with ``doorstep.json``."""
    own = path.name.removesuffix(ENDING).rstrip(".")
    names = [f"{own}.json", f"{own}.instrument.json"] if own else []
    return [path.with_name(name) for name in (*names, "instrument.json")]


def is_a_definition(path: Path) -> bool:
    """Whether the file looks like the definition of an instrument, at a glance."""
    return b'"riskscreen/' in _start_of(path)


def has_vectors(path: Path) -> bool:
    """Whether the file looks like our vectors, at a glance: what is wrong in it is for the tests to say."""
    source = _start_of(path)
    return source.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"vectors"' in source


def _start_of(path: Path) -> bytes:
    """All that can be read of a file, as far as a definition may be long."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError:
        return b""


class VectorsFile(pytest.File):
    """A file of vectors, and the instrument beside it."""

    beside: Path

    def collect(self) -> Iterable[VectorItem]:
        """One test for each vector."""
        try:
            from riskscreen.errors import RiskscreenError  # noqa: PLC0415  # see above
            from riskscreen.testing.vectors import instrument_and_vectors  # noqa: PLC0415
        except ModuleNotFoundError as error:
            if error.name != "hypothesis":
                raise
            raise self.CollectError("Vectors need Hypothesis, which the extra testing of riskscreen brings.") from error
        try:
            instrument, vectors = instrument_and_vectors(self.beside, self.path)
        except RiskscreenError as error:
            raise self.CollectError(str(error)) from error
        for vector in vectors:
            item: VectorItem = VectorItem.from_parent(self, name=vector.id)
            item.instrument, item.vector = instrument, vector
            yield item


class VectorItem(pytest.Item):
    """One vector: answers, and what they must give."""

    instrument: Instrument
    vector: Vector

    def runtest(self) -> None:
        """Score the answers and compare."""
        from riskscreen.testing.misfits import misfits  # noqa: PLC0415  # see above

        lines = misfits(self.instrument, self.vector)
        if lines:
            raise VectorFailed("\n".join(lines))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # as pytest declares it
        """The case and the rules, instead of a traceback into riskscreen."""
        if isinstance(excinfo.value, VectorFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *args, **kwargs)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the vector stands in its file."""
        return self.path, self.vector.line - 1, f"{self.instrument.id}: {self.name}"


class VectorFailed(Exception):
    """Answers that did not give what their vector says."""
