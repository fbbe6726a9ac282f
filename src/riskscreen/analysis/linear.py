"""Scales that only add up other scales get a number of their own to follow.

A total of subscales is read at a few cut-offs.  Followed as one sum it has few states; as the joint values of all that
it adds up it has very many.
"""

from __future__ import annotations

from collections.abc import Mapping

from riskscreen.engine.compile import Compiled
from riskscreen.engine.frame import Span
from riskscreen.engine.layout import Column, Field, Layout
from riskscreen.engine.rounding import rounded
from riskscreen.frozen import Frozen
from riskscreen.model.condition import ItemCondition
from riskscreen.model.number import common_unit, in_units, product, quotient, ratio
from riskscreen.model.scale import Combine, Count, Points, Rounding, Scale, Sum

Rows = Mapping[int, tuple[int, ...]]


class Linear(Frozen):
    """What each choice of each item adds to a scale, in a unit, beside a constant; all before rounding."""

    rows: Rows
    constant: int
    unit: int


def with_linear_columns(compiled: Compiled) -> Compiled:
    """The same tables, with a column for each scale that adds up others or points of single answers.

    States of complete cases only: it is not for scoring.
    """
    forms: dict[str, Linear] = {}
    own: dict[str, Linear] = {}
    for scale in compiled.definition.scales:
        form = _form(compiled, scale, forms)
        if form is not None and scale.id not in compiled.tables:
            own[scale.id] = form
        if form is not None and scale.round is None:
            forms[scale.id] = form
    if not own:
        return compiled
    columns: dict[object, Column] = {("total", name): Column(form.rows, form.rows) for name, form in own.items()}
    layout = Layout.of({**compiled.layout.columns, **columns})  # fields of before stay where they are
    spans = tuple(_span(layout.fields["total", scale.id], own[scale.id], scale.round) if scale.id in own else span
                  for scale, span in zip(compiled.definition.scales, compiled.spans, strict=True))
    return compiled.__replace__(layout=layout, spans=spans, memory={})


def _form(compiled: Compiled, scale: Scale, forms: Mapping[str, Linear]) -> Linear | None:
    if isinstance(scale.formula, Sum | Count):
        table = compiled.tables[scale.id]
        unit = table.unit if scale.round else compiled.units[[each.id for each in compiled.definition.scales]
                                                             .index(scale.id)]
        rows = compiled.layout.columns["total", scale.id].given
        return Linear(_times(rows, unit // table.unit), 0, unit)
    if isinstance(scale.formula, Points):
        return _of_points(compiled, scale.formula)
    if isinstance(scale.formula, Combine) and all(name in forms for name, _, _ in scale.formula.terms):
        return _combined(scale.formula, forms)
    return None


def _of_points(compiled: Compiled, formula: Points) -> Linear | None:
    """Points of single answers are a sum."""
    unit = common_unit(ratio(score) for _, score in formula.entries)
    rows: dict[int, list[int]] = {}
    for condition, score in formula.entries:
        if not isinstance(condition, ItemCondition):
            return None
        n = compiled.positions[condition.item]
        row = rows.setdefault(n, [0] * len(compiled.choices[n]))
        for option in condition.options:
            row[compiled.choices[n][option]] += in_units(ratio(score), unit)
    return Linear({n: tuple(row) for n, row in rows.items()}, 0, unit)


def _combined(formula: Combine, forms: Mapping[str, Linear]) -> Linear:
    terms = [(forms[name], product(quotient(ratio(times), ratio(over)), (1, forms[name].unit)))
             for name, times, over in formula.terms]
    plus = ratio(formula.plus)
    unit = common_unit([plus, *(factor for _, factor in terms)])
    rows: dict[int, tuple[int, ...]] = {}
    constant = in_units(plus, unit)
    for form, factor in terms:
        times = in_units(factor, unit)
        constant += times * form.constant
        for n, row in _times(form.rows, times).items():
            rows[n] = tuple(map(sum, zip(rows[n], row, strict=True))) if n in rows else row
    return Linear(rows, constant, unit)


def _times(rows: Rows, factor: int) -> dict[int, tuple[int, ...]]:
    return {n: tuple(factor * score for score in row) for n, row in rows.items()}


def _span(field: Field, form: Linear, rounding: Rounding | None) -> Span:
    factor, how = (10**rounding.places, rounding.how) if rounding else (1, "")

    def number(state: int) -> int:
        exact = field.read(state) + form.constant
        return rounded(exact * factor, form.unit, how) if how else exact

    return lambda frame: (number(frame.least), number(frame.most))
