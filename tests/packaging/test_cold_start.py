"""A process that scores one case starts light: the libraries for tables and for checking documents stay away."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

INSTRUMENTS = Path(__file__).resolve().parents[2] / "instruments"
SHIPPED = sorted(path.parent.name for path in INSTRUMENTS.glob("*/instrument.json"))
HEAVY = {"numpy", "jsonschema", "importlib.metadata"}

BARE = "import sys; print('\\n'.join(sys.modules))"
SCORE_ONE_CASE = """
import json
import sys

import riskscreen

given = json.load(sys.stdin)
result = riskscreen.load(given["instrument"]).score(given["answers"])
if result.level is None:
    sys.exit("the case is complete, so it has a level")
print("\\n".join(sys.modules))
"""


@pytest.mark.parametrize("instrument", SHIPPED)
def test_scoring_one_case_loads_no_heavy_library(instrument: str, tmp_path: Path) -> None:
    """To import riskscreen and to score a complete case with a shipped instrument needs none of the heavy modules."""
    case = {"instrument": instrument, "answers": complete_answers(instrument)}

    loaded = modules_after(SCORE_ONE_CASE, tmp_path, case) - modules_after(BARE, tmp_path)

    assert "riskscreen" in loaded
    assert not HEAVY & loaded


def test_there_are_shipped_instruments() -> None:
    """The tests of this file cannot pass by finding nothing to try."""
    assert "sash-style" in SHIPPED


def complete_answers(instrument: str) -> Mapping[str, object]:
    """The answers of the first test vector of *instrument* that leaves nothing unknown and nothing out."""
    document = json.loads((INSTRUMENTS / instrument / "vectors.json").read_text(encoding="utf-8"))
    return next(
        vector["answers"] for vector in document["vectors"]
        if not vector.get("partial") and "unknown" not in vector["answers"].values())


def modules_after(script: str, directory: Path, given: object = None) -> set[str]:
    """The modules that *script* has loaded in a process of its own; a bare process shows what was there anyway."""
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=directory, input=json.dumps(given), capture_output=True, text=True,
        timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    return set(ended.stdout.split())


def test_command_that_reads_no_document_loads_no_jsonschema(tmp_path: Path) -> None:
    """Nobody who asks for the list of instruments waits for what checks files."""
    loaded = modules_after("import sys\nimport riskscreen.cli\nprint('\\n'.join(sys.modules))", tmp_path)

    assert "riskscreen.documents.problems" in loaded
    assert "jsonschema" not in loaded
