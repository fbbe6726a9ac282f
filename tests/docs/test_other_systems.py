"""What other systems are said to make of an unknown answer is what they print, in the version that is named."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
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
    asked = node and subprocess.run([node, "-p", f"require('{system}/package.json').version"], cwd=FOLDER,
                                    capture_output=True, text=True, timeout=60, check=False)
    return asked.stdout.strip() or None if asked else None


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
