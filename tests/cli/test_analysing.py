"""The commands that prove something about an instrument: analyse, diff and vectors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import riskscreen
from cli.running import Run
from riskscreen import Instrument


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A next version of a shipped instrument, with one cut-off lower."""
    document = riskscreen.load("sash-style").to_dict()
    document["version"] = "0.3.0"
    document["outcomes"][3]["rules"][-1]["when"]["at_least"] = 5
    path = tmp_path / "edited.json"
    path.write_text(Instrument.from_dict(document).to_json(), encoding="utf-8")
    return path


def test_analyse_counts_all_answer_sets(run: Run) -> None:
    """The text names the number of answer sets and that nothing is estimated."""
    ended = run("analyse", "rihg-style")

    assert (ended.status, ended.err) == (0, "")
    assert "3,486,784,401 answer sets" in ended.out
    assert "nothing is estimated" in ended.out
    assert "  low: 336 (less than 0.1%)" in ended.out


def test_analyse_gives_programs_everything(run: Run) -> None:
    """--json gives what the analysis gives in plain values."""
    told = json.loads(run("analyse", "stalking-red-flags", "--json").out)

    assert told == riskscreen.load("stalking-red-flags").analyse().to_dict()


def test_analyse_takes_a_file(run: Run, varied: Path) -> None:
    """A definition in the making is analysed as an installed one is."""
    assert "Outcome concern (the result)" in run("analyse", varied).out


def test_diff_says_what_changed_and_for_how_many(run: Run, edited: Path) -> None:
    """A lower cut-off raises levels, and the rule is named."""
    ended = run("compare", "sash-style", edited)

    assert ended.status == 0
    assert "The level differs for 787 of all 73,728 answer sets.\n  medium -> high: 787, such as " in ended.out
    assert "  rule concern.many_factors: cut-off\n" in ended.out


def test_vectors_can_be_read_again(run: Run, varied: Path, tmp_path: Path) -> None:
    """The file has the form of those beside the instruments, decimals and all, and each vector scores as it says."""
    target = tmp_path / "vectors.json"

    ended = run("vectors", varied, "--out", target)

    assert ended.out == f"Written to {target}.\n"
    instrument, found = riskscreen.load(varied), json.loads(target.read_text(encoding="utf-8"))
    assert found["instrument"] == {"id": "varied", "version": "0.1.0"}
    for vector in found["vectors"]:
        result = instrument.score(vector["answers"])
        assert {name: outcome.level for name, outcome in result.outcomes.items()} == vector["outcomes"]


def test_vectors_do_not_replace_a_file(run: Run, tmp_path: Path) -> None:
    """What stands there stays, unless --overwrite says otherwise."""
    target = tmp_path / "vectors.json"
    target.write_text("{}", encoding="utf-8")

    ended = run("vectors", "stalking-red-flags", "--out", target)

    assert (ended.status, ended.out) == (2, "")
    assert target.read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize("seed", ["-1", "1.5", "x", "99999999999999"])
def test_seed_is_a_whole_number(run: Run, seed: str) -> None:
    """A seed that is none is refused as wrong usage."""
    ended = run("analyse", "sash-style", f"--seed={seed}", "--json")

    assert (ended.status, ended.codes) == (2, ["U-usage"])
