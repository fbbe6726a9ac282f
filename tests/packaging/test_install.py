"""riskscreen is whole, and the same, however it was installed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

import riskscreen

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted(path.parent.name for path in (ROOT / "instruments").glob("*/instrument.json"))
# What a fresh clone has, and a build must not take along: what running the checkout leaves behind.
LEFT_BEHIND = {"__pycache__", ".ipynb_checkpoints", ".hypothesis", "generated"}

SCORE = """
import json
import sys

import riskscreen

results = [riskscreen.load(name).score(answers).to_dict() for name, answers in json.load(sys.stdin)]
print(json.dumps({"package": riskscreen.__file__, "results": results}))
"""


FROM_TYPE = """
from hypothesis import given, settings, strategies

import riskscreen


@settings(max_examples=3, deadline=None)
@given(strategies.from_type(riskscreen.Instrument))
def test_instrument_is_drawn_by_its_type(instrument):
    assert isinstance(instrument, riskscreen.Instrument)
"""


@attrs.frozen
class Packages:
    """The three files that a release is made of, or can be made of."""

    wheel: Path
    sdist: Path
    wheel_from_sdist: Path


@attrs.frozen
class Installed:
    """A fresh environment that has riskscreen in one of the ways, and where its code then comes from."""

    python: Path
    code: Path
    search_path: Path | None = None

    def output(self, *arguments: str | Path, given: object = None) -> str:
        """What Python prints with these arguments, run far from the checkout."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        if self.search_path is not None:
            environment["PYTHONPATH"] = str(self.search_path)
        return run(self.python, *arguments, given=given, directory=self.python.parents[1], environment=environment)


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    """Wheel and sdist built from the checkout, and a wheel built from that sdist."""
    direct = tmp_path_factory.mktemp("direct")
    through_sdist = tmp_path_factory.mktemp("through-sdist")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", direct, ROOT)
    run(sys.executable, "-m", "build", "--outdir", through_sdist, ROOT)
    return Packages(
        wheel=only(direct, "*.whl"),
        sdist=only(through_sdist, "*.tar.gz"),
        wheel_from_sdist=only(through_sdist, "*.whl"))


def test_wheel_holds_package_instruments_and_cases(packages: Packages) -> None:
    """A wheel has every file of the source, the instruments and the example cases, all inside the package.

    What only tells pytest how to run the examples in docstrings stays at home.
    """
    expected = {
        *files_below(ROOT / "src") - {"conftest.py"},
        *(f"riskscreen/instruments/{name}" for name in files_below(ROOT / "instruments")),
        *(f"riskscreen/examples/cases/{name}" for name in files_below(ROOT / "examples" / "cases"))}

    names = {name for name in zipfile.ZipFile(packages.wheel).namelist() if ".dist-info/" not in name}

    assert names == expected
    assert "riskscreen/py.typed" in names


# What may stand in a wheel; whatever else finds its way into a folder of the source stays out, or is named here.
ALLOWED = [re.compile(pattern) for pattern in (
    r"riskscreen_pytest\.py", r"riskscreen/(\w+/)*\w+\.py", r"riskscreen/py\.typed",
    r"riskscreen/definition/schema\.json", r"riskscreen/cli/new/(start|vectors)\.json",
    r"riskscreen/documents/schemas/[\w-]+\.json",
    r"riskscreen/explain/words/messages/[\w-]+/\w+\.json", r"riskscreen/(\w+/)+[\w-]+\.(css|js)",
    r"riskscreen/instruments/LICENSE", r"riskscreen/instruments/[\w-]+/(instrument|vectors)\.json",
    r"riskscreen/instruments/[\w-]+/SOURCE\.md", r"riskscreen/instruments/[\w-]+/released/[\w.-]+\.json",
    r"riskscreen/examples/cases/README\.md", r"riskscreen/examples/cases/(\w+/)?[\w-]+\.json",
    r"riskscreen-[\w.]+\.dist-info/(METADATA|WHEEL|RECORD|entry_points\.txt|licenses/(instruments/)?LICENSE)")]


def test_wheel_holds_nothing_that_is_not_on_the_list(packages: Packages) -> None:
    """No note, no back-up and no data of somebody's travels along because it lay in a folder."""
    names = zipfile.ZipFile(packages.wheel).namelist()

    assert [name for name in names if not any(pattern.fullmatch(name) for pattern in ALLOWED)] == []


def test_two_builds_are_equal_to_the_byte(packages: Packages, tmp_path: Path) -> None:
    """Who builds the same source has the same files, and can see that a release is what it says."""
    run(sys.executable, "-m", "build", "--outdir", tmp_path, ROOT)

    assert only(tmp_path, "*.whl").read_bytes() == packages.wheel.read_bytes()
    assert only(tmp_path, "*.tar.gz").read_bytes() == packages.sdist.read_bytes()


def test_wheel_from_sdist_equals_the_direct_wheel(packages: Packages) -> None:
    """The sdist holds all that a wheel is made of: both wheels have the same files with the same bytes."""
    assert checksums(packages.wheel_from_sdist) == checksums(packages.wheel)


def test_wheel_carries_both_licences(packages: Packages) -> None:
    """The licence of the code and that of the instruments travel with every wheel."""
    names = zipfile.ZipFile(packages.wheel).namelist()

    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert any(name.endswith(".dist-info/licenses/instruments/LICENSE") for name in names)


@pytest.mark.parametrize("folder", ["src", "instruments", "examples", "tests", "docs"])
def test_sdist_holds_the_whole_folder(packages: Packages, folder: str) -> None:
    """Who has only the sdist can read, build, test and change everything."""
    top = packages.sdist.name.removesuffix(".tar.gz")
    with tarfile.open(packages.sdist) as archive:
        names = set(archive.getnames())

    assert {f"{top}/{folder}/{name}" for name in files_below(ROOT / folder)} <= names


def from_wheel(packages: Packages, python: Path) -> Installed:
    pip_install(python, packages.wheel)
    return Installed(python, code=python.parents[1])


def from_wheel_from_sdist(packages: Packages, python: Path) -> Installed:
    pip_install(python, packages.wheel_from_sdist)
    return Installed(python, code=python.parents[1])


def editable(packages: Packages, python: Path) -> Installed:
    pip_install(python, "--editable", ROOT)
    return Installed(python, code=ROOT / "src")


def zip_import(packages: Packages, python: Path) -> Installed:
    """Only what riskscreen depends on is installed; the package is read out of the wheel, which is a zip file."""
    pip_install(python, packages.wheel)
    run(python, "-m", "pip", "uninstall", "--quiet", "--yes", "riskscreen")
    return Installed(python, code=packages.wheel, search_path=packages.wheel)


WAYS: dict[str, Callable[[Packages, Path], Installed]] = {
    "wheel": from_wheel,
    "wheel-from-sdist": from_wheel_from_sdist,
    "editable": editable,
    "zip-import": zip_import,
}


@pytest.fixture(scope="module", params=WAYS)
def installed(
        request: pytest.FixtureRequest, packages: Packages, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A fresh environment with riskscreen and its declared dependencies, in each of the ways."""
    environment = tmp_path_factory.mktemp(request.param)
    run(sys.executable, "-m", "venv", environment)
    return WAYS[request.param](packages, environment / "bin" / "python")


def test_installed_package_scores_like_the_checkout(installed: Installed) -> None:
    """Each shipped instrument is found by its name, and scores a case to the very same result as in the checkout."""
    cases = [(name, first_answers(name)) for name in SHIPPED]
    expected = [riskscreen.load(name).score(answers).to_dict() for name, answers in cases]

    told = json.loads(installed.output("-c", SCORE, given=cases))

    assert Path(told["package"]).is_relative_to(installed.code)
    assert told["results"] == json.loads(json.dumps(expected))


def test_installed_package_lists_its_instruments(installed: Installed) -> None:
    """`python -m riskscreen list` names every shipped instrument."""
    listed = installed.output("-m", "riskscreen", "list")

    assert SHIPPED
    assert [name for name in SHIPPED if name not in listed] == []


def test_installed_package_runs_the_demo(installed: Installed) -> None:
    """The example cases travel with the package."""
    assert "sash-style" in installed.output("-m", "riskscreen", "demo")


def test_installed_package_brings_its_vectors_to_pytest(packages: Packages, tmp_path: Path) -> None:
    """With the extra "testing", pytest finds the vectors beside an instrument, and Hypothesis knows instruments."""
    run(sys.executable, "-m", "venv", tmp_path / "environment")
    python = tmp_path / "environment" / "bin" / "python"
    pip_install(python, f"{packages.wheel}[testing]")
    shutil.copytree(ROOT / "instruments" / SHIPPED[0], tmp_path / "copied")
    (tmp_path / "copied" / "test_type.py").write_text(FROM_TYPE, encoding="utf-8")
    n_vectors = len(json.loads((tmp_path / "copied" / "vectors.json").read_text(encoding="utf-8"))["vectors"])

    ended = Installed(python, code=tmp_path).output("-m", "pytest", "-q", tmp_path / "copied")

    assert f"{n_vectors + 1} passed" in ended


def test_installed_command_says_the_same_as_the_module(installed: Installed) -> None:
    """`riskscreen` and `python -m riskscreen` are one program."""
    command = installed.python.with_name("riskscreen")
    if installed.search_path is not None:
        pytest.skip("a zip file on the search path brings no commands")

    assert run(command, "list", directory=installed.python.parents[1]) == installed.output("-m", "riskscreen", "list")


def first_answers(instrument: str) -> object:
    """The answers of the first test vector of *instrument* that leaves nothing out."""
    document = json.loads((ROOT / "instruments" / instrument / "vectors.json").read_text(encoding="utf-8"))
    return next(vector["answers"] for vector in document["vectors"] if not vector.get("partial"))


def files_below(folder: Path) -> set[str]:
    """The files of *folder* as a package would name them, without what running the checkout leaves behind."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in paths if not LEFT_BEHIND & set(path.parts)}


def checksums(wheel: Path) -> dict[str, int]:
    """The checksum of every file in *wheel*."""
    return {entry.filename: entry.CRC for entry in zipfile.ZipFile(wheel).infolist()}


def only(folder: Path, pattern: str) -> Path:
    """The one path in *folder* that *pattern* matches."""
    (path,) = folder.glob(pattern)
    return path


def pip_install(python: Path, *what: str | Path) -> None:
    run(python, "-m", "pip", "install", "--quiet", *what)


def run(*command: str | Path, given: object = None, directory: Path | None = None,
        environment: dict[str, str] | None = None) -> str:
    """What *command* prints; it must end well."""
    ended = subprocess.run(
        [str(word) for word in command], cwd=directory, env=environment, input=json.dumps(given), text=True,
        encoding="utf-8", capture_output=True, timeout=300, check=False)
    assert ended.returncode == 0, f"{command}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout
