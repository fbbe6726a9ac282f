"""Items of one role are interchangeable: exchanging their answers changes nothing that a definition computes."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.diagrams_as_data import DOORSTEP, instruments
from riskscreen import Instrument
from riskscreen.engine.compose.meaning import Meaning
from riskscreen.engine.diagram.nodes import END
from riskscreen.engine.diagram.table import Table
from riskscreen.testing.documents.whole import documents


def exchanged(meaning: Meaning, root: int, upper: int, lower: int) -> int:
    """The diagram in which two items, the first of them above the other, have each other's answers."""
    d, levels = meaning.nodes, (meaning.levels_of(upper), meaning.levels_of(lower))
    moved = dict(zip(*levels, strict=True)) | dict(zip(*reversed(levels), strict=True))
    memo: dict[int, int] = {}

    def of(node: int) -> int:
        if d.level[node] == END:
            return node
        if node not in memo:
            level = moved.get(d.level[node], d.level[node])
            kids = [of(kid) for kid in d.kids[node]]
            found = kids[-1]
            for choice, kid in reversed(list(enumerate(kids))):
                chosen = d.node(level, [d.end(n == choice) for n in range(d.sizes[level])])
                found = d.ite(chosen, kid, found)
            memo[node] = found
        return memo[node]

    return of(root)


def assert_interchangeable(instrument: Instrument) -> None:
    """For every two items of one role, every outcome, gate and number is the same node with their answers exchanged."""
    meaning = Meaning(instrument.definition, instrument._compiled.tables)
    meaning.nodes.left = 10**7
    roots = [meaning.outcome(outcome) for outcome in meaning.outcomes]
    roots += [meaning.reached(scale) for scale in meaning.scales]
    roots += [meaning.number(scale) for scale in meaning.scales] if len(meaning.items) < 8 else []
    meaning.nodes.left = 10**7
    for one, other in zip(meaning.order, meaning.order[1:], strict=False):
        if meaning.roles[one] == meaning.roles[other]:
            for root in roots:
                assert exchanged(meaning, root, one, other) == root
            assert exchanged(meaning, meaning.applies(one), one, other) == meaning.applies(other)


@given(documents(max_items=6))
def test_generated_roles_are_interchangeable(document: dict[str, Any]) -> None:
    """Neighbours of a role are enough: exchanges of neighbours make every other."""
    assert_interchangeable(Instrument.from_dict(document))


def test_roles_of_instruments_here_are_interchangeable() -> None:
    """Those that come with riskscreen, and the published rules, as far as they are taken apart in a moment."""
    for instrument in instruments():
        if len(instrument.items) <= 12:
            assert_interchangeable(instrument)


def roles(document: dict[str, Any]) -> list[set[str]]:
    """The items of each role that has several."""
    compiled = Instrument.from_dict(document)._compiled
    found: dict[object, set[str]] = {}
    for item, role in zip(compiled.items, compiled.meaning.roles, strict=True):
        found.setdefault(role, set()).add(item.id)
    return [same for same in found.values() if len(same) > 1]


def test_roles_by_hand() -> None:
    """Threats and a weapon count alike everywhere; the dispute over children has a gate, and counts in one scale."""
    document = json.loads(DOORSTEP.read_text("utf-8"))

    assert roles(document) == [{"threats", "weapon"}]


def test_what_a_rule_names_alone_has_a_role_of_its_own() -> None:
    """Named one by one in the same group they are alike still; named alone, or for other options, they are not."""
    document = json.loads(DOORSTEP.read_text("utf-8"))
    rule, low = document["outcomes"][0]["rules"][1], ["absent"]
    threats, weapon = ({"item": item, "is": ["present"]} for item in ("threats", "weapon"))

    rule["when"] = {"all": [threats, weapon]}
    assert roles(document) == [{"threats", "weapon"}]
    rule["when"] = {"all": [threats, {"any": [weapon]}]}
    assert roles(document) == []
    rule["when"] = threats
    assert roles(document) == []
    rule["when"] = {"any": [threats, {"item": "weapon", "is": low}]}
    assert roles(document) == []


@settings(max_examples=10)
@given(st.permutations(["threats", "weapon", "custody"]))
def test_items_of_a_role_stand_side_by_side(order: list[str]) -> None:
    """So that what is known of them can be moved from one to the other."""
    document = json.loads(DOORSTEP.read_text("utf-8"))
    places = {item["id"]: item for section in document["sections"][1:] for item in section["items"]}
    del document["sections"][2]
    document["sections"][1]["items"] = [places[item] for item in order]
    document["scales"][0]["sum"] = {"sections": ["core"]}
    meaning = Instrument.from_dict(document)._compiled.meaning

    named = [meaning.items[n].id for n in meaning.order]
    assert abs(named.index("threats") - named.index("weapon")) == 1
    table: Table = meaning.outcome_table("concern")
    assert table.values == (0, 1, 2)
