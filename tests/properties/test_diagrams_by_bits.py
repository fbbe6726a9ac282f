"""Diagrams are held against those of a library that others wrote: equal functions, and equal numbers of answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from math import prod
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from engine.diagrams_as_data import DOORSTEP, diagrams, paths
from riskscreen import Instrument
from riskscreen.testing.documents.whole import documents

pytest.importorskip("dd", reason="the extra 'test' installs it")

from oracle.by_bits import ByBits

# Numbers that a scale can have are written out one by one here: these have so many that it takes ten seconds each, or
# minutes.  Those of ten seconds are tried where many examples are asked for.
SLOW, TOO_LARGE = {"assist", "gds-15", "hads", "odara", "pcl-5"}, {"k10", "oswestry", "phq-9"}
MANY = 100


def functions(all_: ByBits, diagram: Mapping[str, Any], n_ends: int) -> dict[int, list[Any]]:
    """When a walk from each node of a document, and from each end, comes to which end."""
    found = {-1 - end: [all_.bdd.true if rank == end else all_.bdd.false for rank in range(n_ends)]
             for end in range(max(n_ends, len(diagram["levels"]), 2))}
    for place in reversed(range(len(diagram["nodes"]))):
        variable, *after = diagram["nodes"][place]
        ways = [(asked(all_, diagram["variables"][variable], choice), found[kid]) for choice, kid in enumerate(after)]
        found[place] = [all_.any_of(when & then[rank] for when, then in ways) for rank in range(n_ends)]
    return found


def asked(all_: ByBits, variable: Mapping[str, Any], choice: int) -> Any:
    """When a variable comes to this choice."""
    if variable["kind"] != "given":
        return all_.chosen(variable["item"], choice)
    given_bit = all_.bdd.var(f"{variable['item']}:given")
    return given_bit if variable["choices"][choice] == "given" else ~given_bit


def counted(diagram: Mapping[str, Any]) -> list[int]:
    """How many ways to answer every variable come to each level, from whole numbers alone."""
    sizes = [len(variable["choices"]) for variable in diagram["variables"]]
    nodes, ranks = diagram["nodes"], range(len(diagram["levels"]))
    counts: dict[int, list[int]] = {}

    def below(place: int, variable: int) -> list[int]:
        at = nodes[place][0] if place >= 0 else len(sizes)
        own = counts[place] if place >= 0 else [int(rank == -1 - place) for rank in ranks]
        return [prod(sizes[variable:at]) * count for count in own]

    for place in reversed(range(len(nodes))):
        variable, *after = nodes[place]
        ways = [below(kid, variable + 1) for kid in after if kid >= 0 or -kid <= len(ranks)]
        counts[place] = [sum(way[rank] for way in ways) for rank in ranks]
    return below(diagram["root"], 0)


def assert_same(document: Mapping[str, Any]) -> None:
    """Each level is the same function, each item applies at the same time, and the numbers of ways are the same."""
    for diagram in diagrams(Instrument.from_dict(document)):
        all_ = ByBits(document, [each["item"] for each in diagram["variables"] if each["kind"] != "given"])
        n_bits, levels = len(all_.bdd.vars), all_.levels(diagram["outcome"])
        ours = functions(all_, diagram, len(levels))[diagram["root"]]

        assert [level & all_.valid for level in levels] == [level & all_.valid for level in ours]
        assert [(level & all_.valid).count(n_bits) for level in levels] == counted(diagram)
        gates = functions(all_, diagram, 2)
        for item in diagram["applies"].keys() & all_.items.keys():
            assert gates[diagram["applies"][item]][1] & all_.valid == all_.applies(item) & all_.valid


COUNT_OF_TAKEN_OUT = {
    "scales": [{"id": "total", "count": "all", "where": ["not_testable"],
                "missing": {"allow": 1, "method": "as_zero"}}],
    "response_scales": {"presence": {"options": [
        {"id": "no", "label": {"en": "No"}}, {"id": "not_testable", "label": {"en": "Not testable"},
                                              "not_applicable": True}]}},
    "sections": [{"id": "all", "title": {"en": "All"}, "items": [
        {"id": name, "text": {"en": name}, "response": "presence"} for name in ("one", "two")]}],
    "outcomes": [{"id": "level", "title": {"en": "Level"}, "levels": [
        {"id": "low", "label": {"en": "Low"}}, {"id": "raised", "label": {"en": "Raised"}}],
        "scale": "total", "bands": [{"level": "raised", "to": 0}]}],
    "result": "level"}


def test_count_of_an_option_that_takes_the_item_out_is_the_same_function() -> None:
    """Once found by chance: such an answer is counted, and is none to a rule for missing answers."""
    text = {"en": "Made up."}
    document = {"format": "riskscreen/1", "id": "taken-out", "version": "0.1.0", "title": text, "about": {
        "status": "synthetic", "licence": "CC0-1.0", "intended_use": text, "not_for": text,
        "sources": {"own": "Written for this test."}}, **COUNT_OF_TAKEN_OUT}

    assert_same(document)
    instrument = Instrument.from_dict(document)
    assert instrument.score({"one": "not_testable", "two": "no"}).scales["total"].value == 1
    assert instrument.score({"one": "not_testable", "two": "unknown"}).scales["total"].value == 0


@given(documents(max_items=4, max_scales=3, max_outcomes=2))
def test_generated_instruments_are_the_same_functions(document: dict[str, Any]) -> None:
    """Whatever the format can say."""
    assert_same(document)


@pytest.mark.parametrize("path", [DOORSTEP, *paths()],
                         ids=lambda path: path.parent.name if path.stem == "instrument" else path.stem)
def test_instruments_here_are_the_same_functions(path: Path) -> None:
    """Those that come with riskscreen, and the published rules."""
    if path.stem in TOO_LARGE or (path.stem in SLOW and settings().max_examples < MANY):
        pytest.skip("scales with too many numbers to write out one by one")
    assert_same(json.loads(path.read_text("utf-8"), parse_float=Decimal))
