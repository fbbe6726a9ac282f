"""Conditions, with cut-offs that lie at or beside values that the scales can have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from itertools import product

from hypothesis import strategies as st

from riskscreen.testing.documents.basics import DrawnNames, Number, WrittenPart, drawn_some, picked, several, written

BESIDE = (Fraction(0), Fraction(0), Fraction(0), Fraction(1, 2), Fraction(-1, 2), Fraction(1, 1000))
FORMS = ("leaf", "leaf", "all", "any", "not", "of")


def drawn_condition(draw: st.DrawFn, names: DrawnNames, *, depth: int = 2) -> WrittenPart:
    """A condition over *names*, nested at most *depth* times."""
    form = picked(draw, FORMS) if depth else "leaf"
    if form == "leaf":
        return drawn_leaf(draw, names)
    if form == "not":
        return {"not": drawn_condition(draw, names, depth=depth - 1)}
    inner = partial(drawn_condition, names=names, depth=depth - 1)
    parts = list(several(draw, inner, most=3, eagerness=2))
    if form == "of":
        return {"at_least": draw(st.integers(1, len(parts))), "of": parts}
    return {form: parts}


def drawn_leaf(draw: st.DrawFn, names: DrawnNames) -> WrittenPart:
    """A condition on one item, one scale or one outcome."""
    leaves: list[Callable[[st.DrawFn, DrawnNames], WrittenPart]] = []
    if names.items:
        leaves.append(_item_is)
    if names.scales:
        leaves.append(drawn_comparison)
    if names.outcomes:
        leaves.append(_outcome_stands)
    return picked(draw, leaves)(draw, names)


def _item_is(draw: st.DrawFn, names: DrawnNames) -> WrittenPart:
    item = picked(draw, tuple(names.items))
    return {"item": item, "is": drawn_some(draw, names.items[item])}


def drawn_comparison(draw: st.DrawFn, names: DrawnNames) -> WrittenPart:
    """A scale against one or two cut-offs."""
    scale = picked_scale(draw, names)
    form = picked(draw, ("at_least", "at_least", "at_most", "between"))
    cut_off = drawn_cut_off(draw, names.scales[scale])
    if form == "between":
        return {"scale": scale, "between": sorted([cut_off, drawn_cut_off(draw, names.scales[scale])])}
    return {"scale": scale, form: cut_off}


def _outcome_stands(draw: st.DrawFn, names: DrawnNames) -> WrittenPart:
    outcome = picked(draw, tuple(names.outcomes))
    form, level = picked(draw, tuple(product(("at_least", "at_most", "is"), names.outcomes[outcome])))
    return {"outcome": outcome, form: level}


def drawn_cut_off(draw: st.DrawFn, reachable: Sequence[Fraction]) -> Number:
    """A number at a value that can be reached, or just beside it."""
    value, beside = picked(draw, tuple(product(reachable, BESIDE)))
    return written(value + beside)


def drawn_rising(draw: st.DrawFn, reachable: Sequence[Fraction], n_numbers: int) -> list[Number]:
    """Up to four strictly rising numbers, where there can be with a reachable value from each one to the next."""
    beside = picked(draw, BESIDE)
    pool = sorted({written(value + beside) for value in reachable})
    if len(pool) < n_numbers:
        pool = sorted({written(value + shift) for value in reachable for shift in (0, Fraction(1, 2), 1, 2)})
    return sorted(pool.pop(draw(st.integers(0, len(pool) - 1))) for _ in range(n_numbers))


def picked_scale(draw: st.DrawFn, names: DrawnNames) -> str:
    """A scale; one that can have many values is picked more often than a constant."""
    return picked(draw, [name for name, reachable in names.scales.items() for _ in reachable[:4]])
