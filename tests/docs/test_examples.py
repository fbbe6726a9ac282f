"""What stands in the folder of examples runs, and shows what it says that it shows."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from docs.pages import ROOT

EXAMPLES = ROOT / "examples"
NEEDED = ("nbformat", "nbclient", "ipykernel")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]


def surroundings() -> dict[str, str]:
    """The environment of a process that finds the riskscreen that is tested."""
    package = str(Path(riskscreen.__file__).resolve().parents[1])
    return {**os.environ, "PYTHONPATH": os.pathsep.join([package, os.environ.get("PYTHONPATH", "")])}


SCRIPTS = [script for script in sorted(EXAMPLES.glob("*.py")) if script.name != "web_application.py"]  # has a test


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_script_runs(script: Path, tmp_path: Path) -> None:
    """An example script does its work from any folder, and has something to say."""
    ended = subprocess.run([sys.executable, script], cwd=tmp_path, env=surroundings(), capture_output=True, text=True,
                           timeout=60, check=False)

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout
    assert not ended.stderr


# Some versions of Jupyter's libraries warn of their own future, or leave sockets to the collector: not our concern.
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
@pytest.mark.skipif(bool(MISSING), reason=f"a notebook needs {', '.join(MISSING)}, which the extra 'test' installs")
@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.ipynb")), ids=lambda path: path.name)
def test_notebook_shows_what_running_it_shows(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook runs from top to bottom, and what it shows to those who only read it is what comes out.

    After a change, ``jupyter execute --inplace examples/first_look.ipynb`` writes what comes out into it.
    """
    import nbformat  # noqa: PLC0415  # may be missing
    from nbclient import NotebookClient  # noqa: PLC0415

    monkeypatch.setenv("PYTHONPATH", surroundings()["PYTHONPATH"])
    stored = nbformat.read(path, as_version=4)
    nbformat.validate(stored)
    absent = [name for name in needs_of(stored) if importlib.util.find_spec(name) is None]
    if absent:
        pytest.skip(f"the notebook needs {', '.join(absent)} (extra research)")
    run = nbformat.read(path, as_version=4)
    NotebookClient(run, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()

    assert shown_in(stored) == shown_in(run)


def needs_of(notebook: Any) -> list[str]:
    """The libraries that a notebook says in its metadata that it needs, beside those of the extra test."""
    needs: list[str] = notebook.metadata.get("riskscreen", {}).get("needs", [])
    return needs


def shown_in(notebook: Any) -> list[tuple[str, str]]:
    """Each cell of code with all the text that it gives."""
    return [(cell.source, "".join(output.get("text") or output["data"]["text/plain"] for output in cell.outputs))
            for cell in notebook.cells if cell.cell_type == "code"]
