"""What other systems are said to make of an unknown answer is what they print, in the version that is named."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from docs.pages import ROOT

FOLDER = ROOT / "examples" / "other_systems"
SHOWN: dict[str, dict[str, Any]] = json.loads((FOLDER / "shown.json").read_text(encoding="utf-8"))


def installed(script: str, system: str) -> str | None:
    """The version of a system that is there, by Python or by Node; None where it is not."""
    if script.endswith(".py"):
        try:
            return importlib.metadata.version(system)
        except importlib.metadata.PackageNotFoundError:
            return None
    node = shutil.which("node")
    if node is None:
        return None
    asked = subprocess.run([node, "-p", f"JSON.stringify(require.resolve.paths('{system}'))"], cwd=FOLDER,
                           capture_output=True, text=True, timeout=60, check=True)
    found = (Path(folder) / system / "package.json" for folder in json.loads(asked.stdout))
    return next((str(json.loads(path.read_text(encoding="utf-8"))["version"]) for path in found if path.exists()), None)


def test_every_script_has_what_it_showed() -> None:
    """No script without its lines, and no lines of a script that is gone."""
    assert set(SHOWN) == {path.name for path in FOLDER.glob("in_*")}
    assert all("low" in told["shown"][-1] for told in SHOWN.values())


@pytest.mark.parametrize("script", SHOWN)
def test_script_shows_what_the_notebook_says(script: str) -> None:
    """Run again, it prints the same."""
    told = SHOWN[script]
    there = installed(script, told["system"])
    if there != told["version"]:
        pytest.skip(f"{told['system']} {told['version']} is not installed here (found: {there})")
    program = sys.executable if script.endswith(".py") else str(shutil.which("node"))
    ended = subprocess.run([program, script], cwd=FOLDER, capture_output=True, text=True, timeout=120, check=False,
                           env={**os.environ, "PYTHONWARNINGS": "ignore"})

    assert ended.stdout.splitlines() == told["shown"], ended.stderr
