"""What each answer adds to each scale: the scores of a definition as whole numbers.

A scale's numbers are kept as integers of its own unit: a scale with unit 4 that stands at 25 has the value 6.25.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from riskscreen.model.definition import Definition
from riskscreen.model.item import Item
from riskscreen.model.number import common_unit, in_units, product, ratio
from riskscreen.model.scale import Count, Highest, Scale, Selection, Sum

Score = int | None


@attrs.frozen
class ScoreTable:
    """The selected items of a sum, count or highest, with the score of each of their choices in units of ``unit``.

    ``scores`` holds, per selected item (its position among the scored items), one score per choice; None stands for a
    choice that takes the item out.
    """

    unit: int
    scores: Mapping[int, tuple[Score, ...]]


def score_tables(definition: Definition) -> dict[str, ScoreTable]:
    """The table of every scale that reads items directly."""
    items = definition.scored_items
    sections = {item.id: section.id for section in definition.sections for item in section.items}
    return {scale.id: _table(scale, items, sections) for scale in definition.scales
            if scale.formula.selection is not None}


def _table(scale: Scale, items: tuple[Item, ...], sections: Mapping[str, str]) -> ScoreTable:
    """The table of one scale; items that share a response and a weight share their row of scores."""
    formula = scale.formula
    assert isinstance(formula, Sum | Count | Highest)
    chosen = _selected(items, formula.selection, sections)
    weights = dict(formula.weights) if isinstance(formula, Sum) else {}
    kinds = {n: (id(item.response), weights.get(item.id, 1)) for n, item in chosen.items()}
    choices = {kind: chosen[n].response.choices for n, kind in kinds.items()}
    if isinstance(formula, Count):
        counted = {kind: tuple(int(choice.id in formula.where) for choice in row) for kind, row in choices.items()}
        return ScoreTable(1, {n: counted[kind] for n, kind in kinds.items()})
    replaced = dict(formula.scores)
    exact = {kind: tuple(None if choice.not_applicable else
                         product(ratio(kind[1]), ratio(replaced.get(choice.id, choice.score))) for choice in row)
             for kind, row in choices.items()}
    unit = common_unit(score for row in exact.values() for score in row if score is not None)
    rows = {kind: tuple(None if score is None else in_units(score, unit) for score in row)
            for kind, row in exact.items()}
    return ScoreTable(unit, {n: rows[kind] for n, kind in kinds.items()})


def _selected(items: tuple[Item, ...], selection: Selection, sections: Mapping[str, str]) -> dict[int, Item]:
    if selection.kind == "all":
        return dict(enumerate(items))
    names = frozenset(selection.names)
    return {n: item for n, item in enumerate(items)
            if (item.id if selection.kind == "items" else sections[item.id]) in names}
