"""The diagram of an outcome as a value: the nodes of the engine in whole numbers, with the names of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskscreen.engine.compose.meaning import Meaning
from riskscreen.engine.compose.parts import GIVEN, MISSING
from riskscreen.engine.diagram.nodes import END
from riskscreen.engine.diagram.table import Table
from riskscreen.model.condition import Combination
from riskscreen.model.diagram import Diagram, Variable, WrittenNode
from riskscreen.model.item import Item
from riskscreen.model.number import in_units, ratio
from riskscreen.model.response import NumberResponse


def diagram_of(meaning: Meaning, outcome: str, digest: str) -> Diagram:
    """An outcome, with a root for every item that does not always apply.

    How far a meaning was followed depends on what was asked of it before; a fresh one gives the same value every time.
    """
    definition, table = meaning.definition, meaning.outcome_table(outcome)
    gates = dict(_gate_tables(meaning))
    tables = [table, *gates.values()]
    variables = _variables(meaning, tables)
    (root, *applies), nodes = _written(tables, list(variables))
    return Diagram(
        instrument=definition.id,
        version=definition.version,
        digest=digest,
        outcome=outcome,
        levels=meaning.outcomes[outcome].levels[0].ladder,
        variables=tuple(variables.values()),
        root=root,
        nodes=nodes,
        applies=tuple(zip(gates, applies, strict=True)),
        exact=not any(meaning.is_loose(each) for each in tables),
    )


def _gate_tables(meaning: Meaning) -> Iterator[tuple[str, Table]]:
    """For each item that does not always apply, those that are never scored included, whether it does."""
    for section in meaning.definition.sections:
        for item in section.items:
            gates = tuple(gate for gate in (section.applies_when, item.applies_when) if gate is not None)
            if gates:
                yield item.id, meaning.rule_table(Combination("all", gates))


def _variables(meaning: Meaning, tables: list[Table]) -> dict[int, Variable]:
    """What the levels ask, from the top down: every scored item, and the loose parts that one of the tables reads."""
    found = dict[int, Variable]()
    for n in meaning.order:
        item = meaning.items[n]
        if n in meaning.given:
            found[meaning.given[n]] = Variable("given", tuple(
                name for _, name in sorted([(GIVEN, "given"), (MISSING, "missing")])), item.id)
        found[meaning.level[n]] = _item_variable(item)
    for level, loose in meaning.loose.items():
        if any(level in table.level for table in tables):
            found[level] = Variable("open", tuple(map(str, range(len(loose.values)))))
    return found


def _item_variable(item: Item) -> Variable:
    choices, response = tuple(choice.id for choice in item.response.choices), item.response
    if not isinstance(response, NumberResponse):
        return Variable("option", choices, item.id)
    *starts, most = (in_units(ratio(number), 10**response.places)
                     for number in (*(band.start for band in response.bands), response.most))
    return Variable("band", choices, item.id, response.places, tuple(starts), most)


def _written(tables: Sequence[Table], levels: Sequence[int]) -> tuple[list[int], tuple[WrittenNode, ...]]:
    """The root of each table, and their nodes from the top down, whenever they were made.

    Nodes of one variable stand in the order in which a walk meets them.
    """
    number = {level: n for n, level in enumerate(levels)}
    known, roots = dict[WrittenNode, int](), list[int]()  # nodes by a first number, which counts from the bottom up
    for table in tables:
        names = dict[int, int]()
        for node in reversed(range(len(table.level))):
            names[node] = ~int(table.ends(table.bit[node])[0]) if table.level[node] == END else known.setdefault(
                (number[table.level[node]], *(names[kid] for kid in table.kids[node])), len(known))
        roots.append(names[table.roots[0]])
    nodes = list(known)
    met = dict[int, None]()
    for root in roots:
        _meet(root, nodes, met)
    order = sorted(met, key=lambda node: nodes[node][0])
    place = {node: n for n, node in enumerate(order)}
    return ([place.get(root, root) for root in roots],
            tuple((nodes[node][0], *(place.get(kid, kid) for kid in nodes[node][1:])) for node in order))


def _meet(root: int, nodes: Sequence[WrittenNode], met: dict[int, None]) -> None:
    """Note the nodes below a root, each where a walk that takes the first choices first comes to it."""
    todo = [root]
    while todo:
        node = todo.pop()
        if node >= 0 and node not in met:
            met[node] = None
            todo += reversed(nodes[node][1:])
