"""The walker of the page, and cases for it: instruments that are here, with answers drawn item by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import riskscreen
from docs.pages import ROOT, blocks_of
from riskscreen import Instrument

PAGE = ROOT / "docs" / "reference" / "diagram.md"
DOORSTEP = ROOT / "tests" / "data" / "doorstep-check.json"

UNKNOWN = "unknown"

walker: dict[str, Any] = {}
[code] = [block.text for block in blocks_of(PAGE) if block.language == "python" and ">>> " not in block.text]
exec(code, walker)  # noqa: S102  # as a reader of the page would
ends = walker["ends"]


def paths() -> list[Path]:
    """The definitions that come with riskscreen, and the published rules."""
    published = (ROOT / "tests" / "published").glob("*.json")
    return [*sorted((ROOT / "instruments").glob("*/instrument.json")),
            *sorted(path for path in published if path.with_suffix(".vectors.json").exists())]


def instruments() -> list[Instrument]:
    """All of them, and the small one of the page."""
    return [riskscreen.load(path) for path in [DOORSTEP, *paths()]]


def diagrams(instrument: Instrument) -> Iterator[dict[str, Any]]:
    """The diagram of each outcome in plain values."""
    for outcome in instrument.outcomes:
        yield instrument.diagram(outcome).to_dict()


def in_steps(document: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as a walker takes them: numbers in steps, nothing where it is unknown, nothing that is not scored."""
    found = {}
    for variable in document["variables"]:
        answer = answers.get(variable.get("item"), UNKNOWN)
        if variable["kind"] in ("option", "band") and answer != UNKNOWN:
            found[variable["item"]] = answer if variable["kind"] == "option" \
                else int(Decimal(str(answer)) * 10 ** variable["places"])
    return found
