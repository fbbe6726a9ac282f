"""Fixtures of the tests of the command line."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.running import ROOT, Ended, Run
from riskscreen.cli import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process."""

    def run_command(*words: str | Path, typed: str | bytes = "") -> Ended:
        source = typed if isinstance(typed, bytes) else typed.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(source), encoding="utf-8"))
        capsys.readouterr()
        status = main([str(word) for word in words])
        return Ended(status, *capsys.readouterr())

    return run_command


@pytest.fixture
def doorstep() -> Path:
    """A small definition in a file: a gate (former_partner), two items for every case, and one behind the gate."""
    return ROOT / "tests" / "data" / "doorstep-check.json"


@pytest.fixture
def varied(doorstep: Path, tmp_path: Path) -> Path:
    """A definition with a number, a text, an option named b, options named by digits, and indicators."""
    document = json.loads(doorstep.read_text(encoding="utf-8"))
    document["id"] = "varied"
    document["sections"].append({"id": "more", "title": both("More"), "items": [
        {"id": "incidents", "text": both("How many?"), "response": {"integer": {"min": 0, "max": 20}}},
        {"id": "hours", "text": both("How long?"), "response": {"decimal": {"min": 0, "max": 24, "places": 1}}},
        {"id": "remark", "text": both("Remarks"), "response": {"text": {"max_length": 20}}},
        {"id": "letter", "text": both("Letter"), "response": {"options": [option("a"), option("b")]}},
        {"id": "digit", "text": both("Digit"), "guidance": both("Count with care."), "response": {
            "options": [option("0"), option("1")], "unknown": False},
         "indicators": [{"id": "seen", "text": both("Seen by others")}, {"id": "heard", "text": both("Heard")}]},
    ]})
    path = tmp_path / "varied.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def both(text: str) -> dict[str, str]:
    """A text that is the same in both languages."""
    return {"en": text, "nl": text}


def option(name: str) -> dict[str, Any]:
    """An option whose label is its id in capitals, between signs."""
    return {"id": name, "label": both(f"<{name.upper()}>")}
