"""Scales: numbers computed from items."""

from __future__ import annotations

from typing import Literal

from riskscreen.model.condition import Condition
from riskscreen.model.number import Number
from riskscreen.model.text import Text
from riskscreen.model.value import Value, value


@value
class Selection(Value):
    """Which items a scale reads: named items, whole sections, or all items."""

    kind: Literal["items", "sections", "all"]
    names: tuple[str, ...] = ()


@value
class Sum(Value):
    """Adds option scores; ``weights`` multiply an item's score, ``scores`` replace the options' own."""

    selection: Selection
    weights: tuple[tuple[str, Number], ...] = ()
    scores: tuple[tuple[str, Number], ...] = ()


@value
class Count(Value):
    """Counts the items answered with one of the options in ``where``."""

    selection: Selection
    where: tuple[str, ...]


@value
class Highest(Value):
    """The largest option score, 0 where no item of the selection applies."""

    selection: Selection
    scores: tuple[tuple[str, Number], ...] = ()


@value
class Points(Value):
    """Adds the score of each condition that holds."""

    entries: tuple[tuple[Condition, Number], ...]


@value
class Combine(Value):
    """Earlier scales, each ``(scale, times, over)``, plus a constant."""

    terms: tuple[tuple[str, Number, Number], ...]
    plus: Number = 0


@value
class Lookup(Value):
    """An earlier scale turned into another number by rows of ``(from, value)``."""

    scale: str
    rows: tuple[tuple[Number, Number], ...]


Formula = Sum | Count | Highest | Points | Combine | Lookup


@value
class Rounding(Value):
    """Rounding to a number of decimals, ties as ``how`` says."""

    places: int
    how: Literal["half_up", "half_even", "down", "up"]


@value
class MissingRule(Value):
    """A published rule for missing answers; it is used while at most ``allow`` answers are missing."""

    allow: int
    method: Literal["prorate", "as_zero"]
    round: Literal["half_up", "half_even", "down", "up"] | None = None


@value
class Scale(Value):
    """One number, computed by its formula, then rounded where the definition says so."""

    id: str
    formula: Formula
    title: Text | None = None
    round: Rounding | None = None
    missing: MissingRule | None = None
