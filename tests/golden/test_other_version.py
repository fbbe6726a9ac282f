"""A record replays in another version of riskscreen: nothing that is kept hangs on the number of a release."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import riskscreen

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
PACKAGE = Path(riskscreen.__file__).parent

# Run by the other version: every record of a folder, by the definitions of another and by those that come with it.
REPLAYS = """
import json, pathlib, sys
import riskscreen
records, shelf = map(pathlib.Path, sys.argv[1:])
replays = {path.name: riskscreen.read_record(path).replay(shelf) for path in records.glob("*.json")}
today = riskscreen.read_record(sys.stdin.read())
json.dump({"version": riskscreen.__version__, "at": riskscreen.__file__, "n": len(replays),
           "differ": [name for name, replay in replays.items() if not replay.same],
           "today": today.replay().same, "written_again": today.to_json()}, sys.stdout)
"""


@pytest.fixture(scope="module", name="other")
def _other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This package with another number, laid out as a wheel lays it out."""
    place = tmp_path_factory.mktemp("other")
    package = place / "riskscreen"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    if not (package / "instruments").exists():
        shutil.copytree(ROOT / "instruments", package / "instruments")
    version = package / "version.py"
    changed, n = re.subn(r'^VERSION = ".*"$', 'VERSION = "97.0.0"', version.read_text("utf-8"), flags=re.MULTILINE)
    assert n == 1
    version.write_text(changed, encoding="utf-8")
    return place


def test_every_record_replays_when_the_version_of_the_package_changes(other: Path, tmp_path: Path) -> None:
    """The golden ones, and one that this version makes now: the same result, and the same bytes when written again."""
    file = riskscreen.read_answers(ROOT / "examples" / "cases" / "24-sash-style.json")
    today = riskscreen.load("sash-style").score(file, partial=True).record(
        rater="unit 4", made_at="2026-11-30T14:05:00+01:00")

    ended = subprocess.run(
        [sys.executable, "-c", REPLAYS, FOLDER / "records", FOLDER / "definitions"], cwd=tmp_path,
        input=today.to_json(), env={**os.environ, "PYTHONPATH": str(other)}, capture_output=True, encoding="utf-8",
        timeout=120, check=False)

    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert found == {"version": "97.0.0", "at": str(other / "riskscreen" / "__init__.py"),
                     "n": len(list((FOLDER / "records").glob("*.json"))), "differ": [], "today": True,
                     "written_again": today.to_json()}
    assert "97.0.0" not in found["written_again"]
    assert riskscreen.__version__ != found["version"]
