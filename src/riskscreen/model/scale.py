"""Scales: numbers computed from items."""

from __future__ import annotations

from typing import Literal

from riskscreen.frozen import Frozen
from riskscreen.model.condition import Condition
from riskscreen.model.number import Number
from riskscreen.model.text import Text


class Selection(Frozen):
    """Which items a scale reads: named items, whole sections, or all items."""

    kind: Literal["items", "sections", "all"]
    names: tuple[str, ...] = ()


class Sum(Frozen):
    """Adds option scores; ``weights`` multiply an item's score, ``scores`` replace the options' own."""

    selection: Selection
    weights: tuple[tuple[str, Number], ...] = ()
    scores: tuple[tuple[str, Number], ...] = ()


class Count(Frozen):
    """Counts the items answered with one of the options in ``where``."""

    selection: Selection
    where: tuple[str, ...]


class Highest(Frozen):
    """The largest option score, 0 where no item of the selection applies."""

    selection: Selection
    scores: tuple[tuple[str, Number], ...] = ()


class Points(Frozen):
    """Adds the score of each condition that holds."""

    entries: tuple[tuple[Condition, Number], ...]


class Combine(Frozen):
    """Earlier scales, each ``(scale, times, over)``, plus a constant."""

    terms: tuple[tuple[str, Number, Number], ...]
    plus: Number = 0


class Lookup(Frozen):
    """An earlier scale turned into another number by rows of ``(from, value)``."""

    scale: str
    rows: tuple[tuple[Number, Number], ...]


Formula = Sum | Count | Highest | Points | Combine | Lookup


class Rounding(Frozen):
    """Rounding to a number of decimals, ties as ``how`` says."""

    places: int
    how: Literal["half_up", "half_even", "down", "up"]


class MissingRule(Frozen):
    """A published rule for missing answers; it is used while at most ``allow`` answers are missing."""

    allow: int
    method: Literal["prorate", "as_zero"]
    round: Literal["half_up", "half_even", "down", "up"] | None = None


class Scale(Frozen):
    """One number, computed by its formula, then rounded where the definition says so."""

    id: str
    formula: Formula
    title: Text | None = None
    round: Rounding | None = None
    missing: MissingRule | None = None
