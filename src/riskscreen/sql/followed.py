"""What an outcome can still be where an item pulls both ways: its diagram, a column a node, from the top down."""

from __future__ import annotations

from collections.abc import Sequence

from riskscreen.engine.compile import Compiled
from riskscreen.engine.diagram.nodes import END
from riskscreen.engine.diagram.table import Table
from riskscreen.model.outcome import Outcome
from riskscreen.sql.answers import AnswerColumns, Columns
from riskscreen.sql.dialect import all_of, any_of, cases

_MOST_NODES = 64  # of more, nobody would read the query: the largest published one has 817


def followed(compiled: Compiled, answers: AnswerColumns, outcome: Outcome) -> Columns | None:
    """The columns of the nodes, of the levels that may be, and of the lowest and highest rank among these.

    A column of a node says whether the answers can lead there.  None where the diagram is too large, or a name too
    long for the database.
    """
    table = compiled.meaning.outcome_table(outcome.id)
    if compiled.meaning.is_loose(table) or len(table.level) > _MOST_NODES:
        return None
    names = _names(compiled, table, outcome)
    if max(map(len, names)) + len(answers.prefix) > answers.dialect.longest_name:
        return None
    ways: dict[int, list[str]] = {table.roots[0]: ["TRUE"]}
    columns: Columns = []
    for node, level in enumerate(table.level):  # a node stands before those that it leads to
        columns.append((names[node], any_of(ways[node])))
        if level != END:
            item = compiled.items[compiled.meaning.at_level[level]].id
            for kid in dict.fromkeys(table.kids[node]):
                others = [choice for choice, there in zip(answers.choices(item), table.kids[node], strict=True)
                          if there != kid]
                may_be = [f"NOT {answers.is_given(item, others)}"] if others else []
                ways.setdefault(kid, []).append(all_of([answers.added(names[node]), *may_be]))
    ranks = sorted((int(table.ends(table.bit[node])[0]), answers.added(names[node]))
                   for node, level in enumerate(table.level) if level == END)
    return [*columns, (f"{outcome.id}: lowest rank", _first(ranks)),
            (f"{outcome.id}: highest rank", _first(ranks[::-1]))]


def _names(compiled: Compiled, table: Table, outcome: Outcome) -> list[str]:
    """What the column of each node is called: the level that may be, or the answer that is asked for next."""
    return [f"{outcome.id}: may be {outcome.levels[int(table.ends(table.bit[node])[0])].id}" if level == END else
            f"{outcome.id}: {node + 1}, to {compiled.items[compiled.meaning.at_level[level]].id}"
            for node, level in enumerate(table.level)]


def _first(ranks: Sequence[tuple[int, str]]) -> str:
    return cases([(may_be, str(rank)) for rank, may_be in ranks[:-1]], str(ranks[-1][0]))
