"""What is drawn is valid, and Hypothesis knows how to draw an instrument by its type."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

import riskscreen
from docs.pages import ROOT
from riskscreen import Instrument
from riskscreen.testing import answers, instruments, partial_answers

SHIPPED = riskscreen.load("sash-style")
OF_ANY = instruments().flatmap(lambda instrument: st.tuples(st.just(instrument), answers(instrument)))


@given(instruments(max_items=2, max_scales=1, max_outcomes=1, missing=False))
def test_instruments_keep_to_their_options(instrument: Instrument) -> None:
    """No more parts are drawn than were asked for."""
    assert (len(instrument.items) <= 2, len(instrument.scales), len(instrument.outcomes)) == (True, 1, 1)
    assert all(scale.missing is None for scale in instrument.scales.values())


@given(OF_ANY)
def test_answers_are_complete(case: tuple[Instrument, dict[str, object]]) -> None:
    """What `answers` draws is scored without further ado, whatever the instrument."""
    instrument, given_answers = case

    assert set(instrument.score(given_answers).answers.to_dict()) == set(given_answers)


@given(answers(SHIPPED, known_only=True))
def test_known_answers_leave_nothing_open(given_answers: dict[str, object]) -> None:
    """Without unknown answers every outcome has one level, and gates are respected."""
    result = SHIPPED.score(given_answers)

    assert result.determined
    assert result.unknown == result.unanswered == ()


@given(partial_answers(SHIPPED, evidence=True))
def test_partial_answers_are_scored_as_partial(given_answers: dict[str, object]) -> None:
    """Any part of the items may be answered."""
    assert SHIPPED.score(given_answers, partial=True).instrument == SHIPPED


@pytest.mark.parametrize("wanted", ["unknown", "unanswered", "not_applicable"])
def test_every_state_of_an_item_is_drawn(wanted: str) -> None:
    """Unknown, unanswered and not applicable are where mistakes are made."""
    case = find(partial_answers(SHIPPED), lambda case: bool(getattr(SHIPPED.score(case, partial=True), wanted)))

    assert getattr(SHIPPED.score(case, partial=True), wanted)


def test_evidence_is_drawn_where_it_is_asked_for() -> None:
    """Answers come with a reason, a source or indicators."""
    case = find(answers(SHIPPED, evidence=True), lambda case: any(isinstance(answer, dict) for answer in case.values()))

    assert all("answer" in answer for answer in case.values() if isinstance(answer, dict))
    assert SHIPPED.score(case).instrument == SHIPPED


def test_hypothesis_knows_instruments_without_an_import_of_ours(tmp_path: Path) -> None:
    """Hypothesis finds the strategy by the entry point of an installed package."""
    entry_points = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    installed = tmp_path / "riskscreen-0.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: riskscreen\nVersion: 0.0\n", encoding="utf-8")
    lines = [f"[{group}]\n" + "".join(f"{name} = {place}\n" for name, place in entries.items())
             for group, entries in entry_points.items()]
    (installed / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    script = ("from hypothesis import strategies as st; from riskscreen import Instrument; "
              "st.from_type(Instrument).validate(); print(st.from_type(Instrument))")
    package = str(Path(riskscreen.__file__).resolve().parents[1])
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False,
                           cwd=tmp_path, env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), package])})

    assert (ended.stderr, ended.stdout.partition("(")[0]) == ("", "documents")
