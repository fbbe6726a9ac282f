"""The digests of all definitions here; run as a program, it writes them down.

    PYTHONPATH=tests:src python -m golden.digests

A digest stands in every kept result and record, so it must come out the same in every later version of riskscreen.
Write them again only for a definition that was changed; once its version is released, it then has another version.
"""

from __future__ import annotations

import json
from pathlib import Path

import riskscreen

ROOT = Path(__file__).resolve().parents[2]
FILE = Path(__file__).with_name("digests.json")


def definitions() -> list[Path]:
    """Every definition that is shipped, was released, or is written from published rules."""
    return [*sorted(ROOT.glob("instruments/*/instrument.json")), *sorted(ROOT.glob("instruments/*/released/*.json")),
            *sorted((ROOT / "tests" / "data" / "released").glob("*.json")),
            *sorted(path for path in (ROOT / "tests" / "published").glob("*.json")
                    if not path.name.endswith(".vectors.json") and '"riskscreen/1"' in path.read_text("utf-8"))]


def digests() -> dict[str, str]:
    """Id and version of every definition, with its digest as it comes out now."""
    instruments = [riskscreen.load(path) for path in definitions()]
    return {f"{instrument.id} {instrument.version}": instrument.digest for instrument in instruments}


if __name__ == "__main__":
    FILE.write_text(json.dumps(digests(), indent=2) + "\n", "utf-8")
