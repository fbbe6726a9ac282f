"""The command diagram: an outcome as a graph."""

from __future__ import annotations

import json

import riskscreen
from cli.running import Run


def test_text_is_what_graphviz_reads(run: Run) -> None:
    """The graph alone, so that it can be piped."""
    ended = run("diagram", "sash-style")

    assert (ended.status, ended.err) == (0, "")
    assert ended.out == riskscreen.load("sash-style").diagram().to_dot()


def test_json_is_the_document(run: Run) -> None:
    """Of the outcome that was named."""
    ended = run("diagram", "sash-style", "--outcome", "violence", "--json")

    assert json.loads(ended.out) == riskscreen.load("sash-style").diagram("violence").to_dict()


def test_other_outcome_is_refused_with_near_names(run: Run) -> None:
    """Status 2, and nothing on standard output."""
    ended = run("diagram", "sash-style", "--outcome", "violense", "--json")

    assert (ended.status, ended.out, ended.codes) == (2, "", ["U-unknown-outcome"])
    assert json.loads(ended.err)["problems"][0]["suggestions"] == ["violence"]
