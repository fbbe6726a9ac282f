"""A diagram in plain values says what the engine says, to any program that walks it."""

from __future__ import annotations

import json
import pickle
from decimal import Decimal
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import generators
import riskscreen
from engine.diagrams_as_data import DOORSTEP, PAGE, diagrams, ends, in_steps, instruments
from oracle import naive
from riskscreen import Instrument, UnknownName
from riskscreen.engine.compose import meaning
from riskscreen.model.diagram import Diagram, Variable

SCHEMA = riskscreen.schema("diagram")


@given(generators.cases(partial=True))
def test_a_walk_finds_the_levels_of_all_completions(case: tuple[Any, Any]) -> None:
    """No level is missing, and none is there that no completion has: not only at the ends, but in between, too."""
    document, answers = case
    still_open = naive.open_items(document, answers)
    every = [naive.scored(document, each, still_open) for each in naive.completions(document, answers)]
    instrument = Instrument.from_dict(document)

    for diagram in diagrams(instrument):
        given_answers = in_steps(diagram, answers)
        assert diagram["exact"]
        assert {diagram["levels"][rank] for rank in ends(diagram, diagram["root"], given_answers)} \
            == {facts.outcomes[diagram["outcome"]] for facts in every}
        for item, root in diagram["applies"].items():
            assert ends(diagram, root, given_answers) == sorted({item in facts.options for facts in every})


@given(generators.cases(partial=True), st.integers(0, 300))
def test_where_a_part_was_too_large_no_level_is_lost(case: tuple[Any, Any], n_steps: int) -> None:
    """The diagram says that it is not exact, and a walk finds what every completion gives, and perhaps more."""
    document, answers = case
    expected = naive.bounds(document, answers)
    instrument = Instrument.from_dict(document)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(meaning, "MOST_STEPS", n_steps)
        found = list(diagrams(instrument))

    for diagram in found:
        jsonschema.Draft202012Validator(SCHEMA).validate(diagram)
        ladder, ranks = diagram["levels"], ends(diagram, diagram["root"], in_steps(diagram, answers))
        low, high = (ladder.index(level) for level in expected["outcomes"][diagram["outcome"]])
        assert ranks[0] <= low <= high <= ranks[-1]
        assert not diagram["exact"] or (ranks[0], ranks[-1]) == (low, high)
        assert diagram["exact"] or any(variable["kind"] == "open" for variable in diagram["variables"])


@pytest.mark.parametrize("instrument", instruments(), ids=lambda each: each.id)
def test_documents_are_what_is_promised(instrument: Instrument) -> None:
    """They fit the schema; a walk goes down and ends; each node is there once, asks for something and is needed."""
    for diagram in diagrams(instrument):
        jsonschema.Draft202012Validator(SCHEMA).validate(diagram)
        nodes, roots = diagram["nodes"], [diagram["root"], *diagram["applies"].values()]
        followed = {after for node in nodes for after in node[1:]} | set(roots)
        assert {place for place in followed if place >= 0} == set(range(len(nodes)))
        assert len({tuple(node) for node in nodes}) == len(nodes)
        for place, (variable, *after) in enumerate(nodes):
            assert len(after) == len(diagram["variables"][variable]["choices"])
            assert len(set(after)) > 1
            assert all(kid > place and nodes[kid][0] > variable for kid in after if kid >= 0)
            assert all(-kid <= max(len(diagram["levels"]), 2) for kid in after if kid < 0)


def test_schema_itself_is_valid() -> None:
    """It is a schema of the draft that it names, and refuses what it does not describe."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    document = riskscreen.load(DOORSTEP).diagram().to_dict()
    for change in ({"format": "riskscreen-diagram/2"}, {"more": 1}, {"nodes": [[0, 1]]}, {"root": "0"}):
        assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(document | change), change


def test_every_property_is_on_the_page() -> None:
    """What the schema knows, the page explains."""
    text = PAGE.read_text(encoding="utf-8")
    parts = [SCHEMA, *SCHEMA["$defs"].values()]

    assert {name for part in parts for name in part.get("properties", {}) if f"`{name}`" not in text
            and f'"{name}"' not in text} == set()


def test_small_instrument_by_hand() -> None:
    """Two signs of two are high, one of three medium, the third asked of former partners alone."""
    found = riskscreen.load(DOORSTEP).diagram()

    low, medium, high = -1, -2, -3
    assert found.levels == ("low", "medium", "high")
    assert [variable.item for variable in found.variables] == ["former_partner", "threats", "weapon", "custody"]
    assert found.root == 0
    assert dict(found.applies) == {"custody": 1}
    assert found.nodes == (
        (0, 2, 3),  # no former partner: threats and weapon decide
        (0, -1, -2),  # the dispute is asked of former partners
        (1, 4, 5),
        (1, 6, 5),
        (2, low, medium),
        (2, medium, high),
        (2, 7, medium),
        (3, low, medium),
    )


def test_numbers_are_whole_steps() -> None:
    """With one place a band that starts at 1.5 starts at step 15."""
    document = json.loads(DOORSTEP.read_text("utf-8"))
    label = {"en": "Band", "nl": "Band"}
    low, high, most = Decimal("-0.5"), Decimal("1.5"), Decimal("9.5")
    document["sections"][1]["items"][0]["response"] = {
        "decimal": {"min": low, "max": most, "places": 1},
        "bands": [{"id": "absent", "label": label, "from": low, "score": 0},
                  {"id": "present", "label": label, "from": high, "score": 1}]}
    diagram = Instrument.from_dict(document).diagram()

    assert diagram.variables[1] == Variable("band", ("absent", "present"), "threats", 1, (-5, 15), 95)
    assert ends(diagram.to_dict(), diagram.root, {"threats": 14, "weapon": "absent", "former_partner": "no"}) == [0]
    assert ends(diagram.to_dict(), diagram.root, {"threats": 15, "weapon": "absent", "former_partner": "no"}) == [1]


def test_whether_an_answer_was_given_is_asked_first() -> None:
    """A rule that takes one missing answer as zero: two signs unknown can be high, one unknown, one absent is low."""
    document = json.loads(DOORSTEP.read_text("utf-8"))
    document["scales"][0]["missing"] = {"allow": 1, "method": "as_zero"}
    diagram = Instrument.from_dict(document).diagram().to_dict()

    kinds = [(variable["item"], variable["kind"]) for variable in diagram["variables"]]
    assert kinds == [("former_partner", "option"), *((item, kind) for item in ("threats", "weapon", "custody")
                                                     for kind in ("given", "option"))]
    assert ends(diagram, diagram["root"], {"former_partner": "no"}) == [0, 1, 2]
    assert ends(diagram, diagram["root"], {"former_partner": "no", "weapon": "absent"}) == [0]


def test_a_diagram_is_a_value() -> None:
    """Frozen, equal and hashed by what it says, the same after a pickle and whatever was asked before."""
    instrument = riskscreen.load("sash-style")
    first = instrument.diagram()
    answers = {item: "unknown" for item in instrument.items if item not in dict(first.applies)}
    instrument.score(answers, partial=True).why_at_most()

    assert len({first, instrument.diagram(), pickle.loads(pickle.dumps(first)), instrument.diagram("concern")}) == 1
    assert first != instrument.diagram("violence")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        first.root = 3  # type: ignore[misc]  # what a user might try


def test_definitions_that_mean_the_same_have_the_same_nodes() -> None:
    """At least one of three signs is the same as any of them, however it is written."""
    document = json.loads(DOORSTEP.read_text("utf-8"))
    first = Instrument.from_dict(document).diagram()
    document["outcomes"][0]["rules"][0]["when"] = {"any": [
        {"item": item, "is": ["present"]} for item in ("custody", "weapon", "threats")]}
    second = Instrument.from_dict(document).diagram()

    assert first.digest != second.digest
    assert (first.variables, first.root, first.nodes, first.applies) \
        == (second.variables, second.root, second.nodes, second.applies)


def test_unknown_outcome_has_near_names() -> None:
    """As everywhere."""
    with pytest.raises(UnknownName, match="Did you mean violence"):
        riskscreen.load("sash-style").diagram("violense")


def test_dot_draws_every_choice() -> None:
    """Choices that lead to the same share an arrow; only the levels that can be reached are drawn."""
    diagram = Diagram("small", "1.0.0", "sha256:0", "level", ("low", "middle", "high"),
                      (Variable("given", ("given", "missing"), "a"), Variable("option", ("x", "y", "z"), "b")),
                      0, ((0, 1, -3), (1, -1, -3, -1)), (), exact=True)

    assert diagram.to_dot() == (
        'digraph "small 1.0.0: level" {\n  n0 [label="a given?"];\n  n1 [label="b"];\n'
        '  level0 [label="low", shape=box];\n  level2 [label="high", shape=box];\n'
        '  n0 -> n1 [label="given"];\n  n0 -> level2 [label="missing"];\n'
        '  n1 -> level0 [label="x, z"];\n  n1 -> level2 [label="y"];\n}\n')


def test_dot_escapes_what_graphviz_reads() -> None:
    """Quotes, backslashes and ends of lines cannot get out of a label."""
    diagram = Diagram("i", "1", "", "o", ('a"]; b', "c\\", "d\ne"), (Variable("option", ("1", "2", "3"), "q"),), 0,
                      ((0, -1, -2, -3),), (), exact=True)

    assert 'level0 [label="a\\"]; b", shape=box];' in diagram.to_dot()
    assert 'level1 [label="c\\\\", shape=box];' in diagram.to_dot()
    assert 'level2 [label="d\\ne", shape=box];' in diagram.to_dot()
