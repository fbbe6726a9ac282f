"""What each answer adds to each scale: the scores of a definition as whole numbers.

A scale's numbers are kept as integers of its own unit: a scale with unit 4 that stands at 25 has the value 6.25.
"""

from __future__ import annotations

from collections.abc import Mapping

from riskscreen.model.definition import Definition
from riskscreen.model.item import Item
from riskscreen.model.number import common_unit, in_units, product, ratio
from riskscreen.model.scale import Count, Highest, Scale, Selection, Sum
from riskscreen.model.value import Value, value

Score = int | None


@value
class ScoreTable(Value):
    """The selected items of a sum, count or highest, with the score of each of their choices in units of ``unit``.

    ``scores`` holds, per selected item (its position among the scored items), one score per choice; None stands for a
    choice that takes the item out.
    """

    unit: int
    scores: Mapping[int, tuple[Score, ...]]


def scored_items(definition: Definition) -> tuple[Item, ...]:
    """The items whose answers scoring can see."""
    return tuple(item for item in definition.items if item.response.choices)


def score_tables(definition: Definition) -> dict[str, ScoreTable]:
    """The table of every scale that reads items directly."""
    items = scored_items(definition)
    sections = {item.id: section.id for section in definition.sections for item in section.items}
    return {scale.id: _table(scale, items, sections) for scale in definition.scales
            if isinstance(scale.formula, Sum | Count | Highest)}


def _table(scale: Scale, items: tuple[Item, ...], sections: Mapping[str, str]) -> ScoreTable:
    formula = scale.formula
    assert isinstance(formula, Sum | Count | Highest)
    chosen = {n: item for n, item in enumerate(items) if _is_selected(item, formula.selection, sections)}
    if isinstance(formula, Count):
        return ScoreTable(1, {n: tuple(int(choice.id in formula.where) for choice in item.response.choices)
                              for n, item in chosen.items()})
    weights = dict(formula.weights) if isinstance(formula, Sum) else {}
    replaced = dict(formula.scores)
    exact = {n: tuple(None if choice.not_applicable else
                      product(ratio(weights.get(item.id, 1)), ratio(replaced.get(choice.id, choice.score)))
                      for choice in item.response.choices) for n, item in chosen.items()}
    unit = common_unit(score for row in exact.values() for score in row if score is not None)
    return ScoreTable(unit, {n: tuple(None if score is None else in_units(score, unit) for score in row)
                             for n, row in exact.items()})


def _is_selected(item: Item, selection: Selection, sections: Mapping[str, str]) -> bool:
    if selection.kind == "all":
        return True
    return (item.id if selection.kind == "items" else sections[item.id]) in selection.names
