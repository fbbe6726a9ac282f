"""What a published rule for missing answers means."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from riskscreen.engine.compose.cut_offs import AskedCutOff
from riskscreen.engine.compose.parts import Parts
from riskscreen.engine.diagram.nodes import Node
from riskscreen.engine.diagram.sums import Amounts, total
from riskscreen.engine.rounding import rounded
from riskscreen.model.number import Exact, exact
from riskscreen.model.scale import MissingRule, Scale


def filled_in(parts: Parts, scale: Scale, rule: MissingRule, asked: Sequence[AskedCutOff] | None,
              ordinary: Node) -> Node:
    """What was given, made whole as the rule says while few enough answers are missing; else the *ordinary* sum.

    How many were given and are missing is counted beside the sum; where the rule is not used there is None at first.
    """
    d, table = parts.nodes, parts.tables[scale.id]

    def ends(counts: Amounts) -> Sequence[int] | Callable[[int], object] | None:
        n_given, n_missing = counts
        if not n_missing or (not n_given and rule.method == "prorate"):  # there is no mean of nothing
            return None
        if asked is None:
            return lambda points: _completed(points, n_given, n_missing, rule, table.unit)
        return [_lowest(lambda points, cut=cut: cut.is_reached_by(  # type: ignore[misc]  # the cut-off of this round
            _completed(points, n_given, n_missing, rule, table.unit)), most) for cut in asked]

    most = sum(max(abs(score or 0) for score in row) for row in table.scores.values())
    terms = [_term(parts, item, row) for item, row in table.scores.items()]
    kept = total(d, terms, ends, rule.allow)
    return d.ite(d.map(lambda value: value is None, kept), ordinary, kept)


def _term(parts: Parts, item: int, row: Sequence[int | None]) -> Node:
    """The points that were given, whether an answer was given, whether one is missing."""
    choices = parts.items[item].response.choices
    amounts = [(0, 0, 0) if choice.not_applicable else (score or 0, 1, 0)
               for score, choice in zip(row, choices, strict=True)]
    given = parts.answered(item, amounts.__getitem__)
    missing = parts.nodes.end((0, 0, 1))
    return parts.nodes.ite(parts.applies(item), parts.was_given(item, given, missing), parts.nodes.end((0, 0, 0)))


def _completed(points: int, n_given: int, n_missing: int, rule: MissingRule, unit: int) -> Exact:
    if rule.method == "as_zero":
        return exact(points, unit)
    if rule.round is None:
        return exact(points * (n_given + n_missing), n_given * unit)
    return rounded(points * (n_given + n_missing), n_given * unit, rule.round)


def _lowest(holds: Callable[[int], bool], most: int) -> int:
    """The lowest whole number from -most on at which a condition holds that then goes on to hold."""
    low, high = -most, most + 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
