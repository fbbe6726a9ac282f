"""What each kind of scale means: how many cut-offs it reaches, or its number.

Cut-offs pass through: what a rounded, combined or looked-up scale has to reach is said as what the scale below it has
to reach, so a sum is only ever followed as finely as something reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import assert_never

from riskscreen.engine.compose.cut_offs import (
    AskedCutOff,
    before_factor,
    before_rounding,
    n_reached,
    rounded_number,
    starting_at,
)
from riskscreen.engine.compose.missing import filled_in
from riskscreen.engine.compose.parts import Parts
from riskscreen.engine.diagram.nodes import Node
from riskscreen.engine.diagram.sums import total
from riskscreen.model.number import Exact, common_unit, exact, in_units, product, quotient, ratio
from riskscreen.model.scale import Combine, Count, Highest, Lookup, Points, Scale, Sum

AskedCutOffs = Sequence[AskedCutOff] | None
"""Cut-offs in rising order, of which the number that are reached is asked; None asks for the scale's own number."""


def scale_diagram(parts: Parts, scale: Scale, asked: AskedCutOffs) -> Node:
    """What is asked of a scale."""
    if scale.round is None:
        return _unrounded(parts, scale, asked)
    rounding = scale.round
    if asked is None:
        return parts.nodes.map(lambda number: rounded_number(number, rounding), _unrounded(parts, scale, None))
    return _unrounded(parts, scale, [before_rounding(cut, rounding) for cut in asked])


def _unrounded(parts: Parts, scale: Scale, asked: AskedCutOffs) -> Node:
    formula = scale.formula
    match formula:
        case Sum() | Count():
            if scale.missing is None:
                return _summed(parts, scale, asked)
            return filled_in(parts, scale, scale.missing, asked, _summed(parts, scale, asked))
        case Points():
            return _summed(parts, scale, asked)
        case Highest():
            return _highest(parts, scale, asked)
        case Combine():
            return _combined(parts, scale, formula, asked)
        case Lookup():
            return _looked_up(parts, formula, asked)
        case _:
            assert_never(formula)


def said(number: Exact, asked: AskedCutOffs) -> Exact:
    """What is asked of a number."""
    return number if asked is None else n_reached(number, asked)


def _summed(parts: Parts, scale: Scale, asked: AskedCutOffs) -> Node:
    """A sum of terms; a cut-off is the lowest whole number of units that reaches it, less the constant."""
    d = parts.nodes
    plus, terms = _terms(parts, scale)
    unit = common_unit(ratio(end) for term in terms for end in d.ends_of(term))  # type: ignore[arg-type]  # numbers
    wholes = [d.map(lambda number: (in_units(ratio(number), unit),), term) for term in terms]
    if asked is None:
        return total(d, wholes, lambda _: lambda points: _exact_sum(points, unit, plus))
    reaching = tuple(before_factor(cut, 1, plus).in_units(unit) for cut in asked)
    return d.once((tuple(wholes), reaching), lambda: total(d, wholes, lambda _: reaching))


def _exact_sum(points: int, unit: int, plus: Exact) -> Exact:
    return exact(*ratio(exact(points, unit) + plus))


def _terms(parts: Parts, scale: Scale) -> tuple[Exact, list[Node]]:
    """A constant, and diagrams of numbers that add up to a scale; scales that are sums themselves are opened up."""
    formula = scale.formula
    if isinstance(formula, Points):
        return 0, _points_terms(parts, formula)
    if isinstance(formula, Combine):
        return _combined_terms(parts, formula)
    table = parts.tables[scale.id]
    return 0, [_item_term(parts, item, [exact(score or 0, table.unit) for score in row])
               for item, row in table.scores.items()]


def _points_terms(parts: Parts, formula: Points) -> list[Node]:
    d, nothing = parts.nodes, parts.nodes.end(0)
    return [d.ite(parts.condition(when), d.end(exact(*ratio(score))), nothing) for when, score in formula.entries]


def _item_term(parts: Parts, item: int, scores: Sequence[object], nothing: object = 0) -> Node:
    """What an item brings where it applies."""
    return parts.nodes.ite(parts.applies(item), parts.answered(item, scores.__getitem__), parts.nodes.end(nothing))


def _combined_terms(parts: Parts, formula: Combine) -> tuple[Exact, list[Node]]:
    plus: Exact = exact(*ratio(formula.plus))
    terms: list[Node] = []
    for name, times, over in formula.terms:
        factor = exact(*quotient(ratio(times), ratio(over)))
        more, inner = _opened(parts, parts.scales[name])
        plus += factor * more
        terms += [parts.nodes.map(partial(_times, factor), term) for term in inner]
    return exact(*ratio(plus)), terms


def _opened(parts: Parts, scale: Scale) -> tuple[Exact, list[Node]]:
    if scale.round or scale.missing or isinstance(scale.formula, Highest | Lookup):
        return 0, [parts.number(scale.id)]
    return _terms(parts, scale)


def _times(factor: Exact, number: Exact) -> Exact:
    return exact(*product(ratio(factor), ratio(number)))


def _combined(parts: Parts, scale: Scale, formula: Combine, asked: AskedCutOffs) -> Node:
    """A single part passes its cut-offs on; of several, all their terms are added up."""
    if asked is None or len(formula.terms) > 1:
        return _summed(parts, scale, asked)
    (name, times, over), plus = formula.terms[0], exact(*ratio(formula.plus))
    factor, source = exact(*quotient(ratio(times), ratio(over))), parts.scales[name]
    if factor > 0:
        return scale_diagram(parts, source, [before_factor(cut, factor, plus) for cut in asked])
    if factor == 0:
        return parts.nodes.end(n_reached(plus, asked))
    # The less there is of it, the more it comes to: a cut-off is reached where the one of its other side is not.
    others = [before_factor(AskedCutOff(-cut.number, not cut.beyond), -factor, -plus) for cut in reversed(asked)]
    return parts.nodes.map(lambda n: len(others) - n, scale_diagram(parts, source, others))


def _looked_up(parts: Parts, formula: Lookup, asked: AskedCutOffs) -> Node:
    """The rows that a scale reaches, and what the last of them says; below the first it says the same as the first."""
    place = scale_diagram(parts, parts.scales[formula.scale], [starting_at(start) for start, _ in formula.rows[1:]])
    values = [said(exact(*ratio(number)), asked) for _, number in formula.rows]
    return parts.nodes.map(values.__getitem__, place)


def _highest(parts: Parts, scale: Scale, asked: AskedCutOffs) -> Node:
    """From the lowest score up: is one as high?  Where no answer has a score, it is 0."""
    d, table = parts.nodes, parts.tables[scale.id]
    found = d.end(said(0, asked))
    for score in sorted({score for row in table.scores.values() for score in row if score is not None}):
        as_high = [_item_term(parts, item, [own is not None and own >= score for own in row], nothing=False)
                   for item, row in table.scores.items()]
        found = d.ite(d.some(as_high), d.end(said(exact(score, table.unit), asked)), found)
    return found
