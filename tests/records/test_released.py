"""Definitions that were released stay installed, so that what was screened with them can be scored again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import riskscreen
from records.samples import kept, refusal
from riskscreen import Instrument, catalogue, read_record


@pytest.fixture
def earlier(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Instrument:
    """An earlier version of the red flags that was released, in a folder of instruments of its own."""
    newest = riskscreen.load("stalking-red-flags")
    document = newest.to_dict() | {"version": "0.1.5", "title": {"en": "Flags", "nl": "Vlaggen"}}
    released = tmp_path / "stalking-red-flags" / "released"
    released.mkdir(parents=True)
    (released.parent / "instrument.json").write_text(newest.to_json(), encoding="utf-8")
    (released / "0.1.5.json").write_text(json.dumps(document), encoding="utf-8")
    monkeypatch.setattr(catalogue, "_folder", lambda kind: str(tmp_path))
    return Instrument.from_dict(document)


def test_released_version_is_loaded_by_its_number(earlier: Instrument) -> None:
    """Without a number the newest is loaded."""
    assert riskscreen.load("stalking-red-flags", version="0.1.5") == earlier
    assert riskscreen.load("stalking-red-flags", version="0.2.0") == riskscreen.load("stalking-red-flags")
    assert riskscreen.load("stalking-red-flags").version == "0.2.0"


def test_record_of_a_released_version_replays_without_a_shelf(earlier: Instrument) -> None:
    """Its definition is found among those that are installed."""
    record = kept(earlier.score({"r1": "present"}, partial=True))

    assert read_record(record.to_json()).replay().same


@pytest.mark.parametrize("version", ["0.1.6", "", "../0.1.5", "0.1.5/../0.1.5", "*"])
def test_version_that_is_not_installed_is_refused_with_those_that_are(earlier: Instrument, version: str) -> None:
    """Nothing else of the folder can be reached by a version."""
    assert earlier.version == "0.1.5"
    assert refusal(lambda: riskscreen.load("stalking-red-flags", version=version)) == [("U-unknown-version", "")]
    with pytest.raises(riskscreen.UsageError, match="0.1.5, 0.2.0"):
        riskscreen.load("stalking-red-flags", version=version)
