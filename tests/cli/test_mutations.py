"""The command mutations: how many small mistakes the vectors notice."""

from __future__ import annotations

import json
from pathlib import Path

import riskscreen
from cli.running import Run


def test_vectors_of_an_installed_instrument_are_found(run: Run) -> None:
    """They travel with it."""
    ended = run("mutations", "which-screen")

    assert (ended.status, ended.err) == (0, "")
    assert "100.0% of the small mistakes are caught" in ended.out


def test_other_vectors_can_be_named(run: Run, tmp_path: Path) -> None:
    """What they miss is listed."""
    flags = riskscreen.load("stalking-red-flags")
    file = tmp_path / "few.json"
    file.write_text(json.dumps({"instrument": {"id": flags.id, "version": flags.version}, "vectors": [
        {"id": "nothing", "answers": dict.fromkeys(flags.items, "absent"), "outcomes": {"urgency": "low"}}]}))

    told = json.loads(run("mutations", "stalking-red-flags", "--vectors", file, "--json").out)

    assert told["survived"] > 20
    assert told["mutants"][0].keys() >= {"kind", "pointer", "change", "fate"}


def test_definition_without_vectors_says_what_is_missing(run: Run, tmp_path: Path) -> None:
    """Status 2, and the name of the file that is expected."""
    file = tmp_path / "instrument.json"
    file.write_text(riskscreen.load("which-screen").to_json().replace('"version": "0.2.0"', '"version": "0.2.1"'))

    ended = run("mutations", file, "--json")

    assert (ended.status, ended.codes) == (2, ["U-usage"])
    assert "vectors.json" in ended.err
