"""Items that play the same part: exchanging their answers changes nothing, in anything the definition computes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from riskscreen.engine.conditions import conditions_of
from riskscreen.engine.tables import ScoreTable
from riskscreen.model.condition import Combination, Condition, ItemCondition
from riskscreen.model.definition import Definition
from riskscreen.model.item import Item

Role = tuple[tuple[object, ...], tuple[Condition, ...], tuple[object, ...], frozenset[object]]


def roles_of(definition: Definition, items: Sequence[Item], tables: Mapping[str, ScoreTable],
             gates: Sequence[tuple[Condition, ...]]) -> list[Role]:
    """The role of each item, read off the definition; items of one role are interchangeable.

    A role is how an item can be answered, the gates under which it applies, what each answer adds to each scale, and
    where conditions name it: with the others of its role, in the same combination and for the same options.
    """
    named: dict[str, set[object]] = {}
    for condition in conditions_of(definition):
        for item, place in _places(condition, None):
            named.setdefault(item, set()).add(place)
    rows: list[list[object]] = [[] for _ in items]
    for name, table in tables.items():
        for n, row in table.scores.items():
            rows[n].append((name, row))
    return [(_answers(item), gates[n], tuple(rows[n]), frozenset(named.get(item.id, ())))
            for n, item in enumerate(items)]


def _answers(item: Item) -> tuple[object, ...]:
    """How an item can be answered: its options, or the first number of each band."""
    return tuple((choice.id, choice.not_applicable, getattr(choice, "start", None)) for choice in item.response.choices)


def _places(condition: Condition, around: Combination | None) -> Iterator[tuple[str, object]]:
    """Where a condition names items: in which combination, for which options; what stands alone is unlike others."""
    if isinstance(condition, ItemCondition):
        yield condition.item, condition if around is None else (around, condition.options)
    elif isinstance(condition, Combination):
        inside = None if condition.kind == "not" else condition
        for part in condition.parts:
            yield from _places(part, inside)


def side_by_side(order: Iterable[int], roles: Sequence[Role]) -> list[int]:
    """The order, with the items of each role together, where the first of them stands."""
    places: dict[Role, list[int]] = {}
    for n in order:
        places.setdefault(roles[n], []).append(n)
    return [n for same in places.values() for n in same]
