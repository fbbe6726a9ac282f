"""Scales: numbers computed from items."""

from __future__ import annotations

from typing import ClassVar, Literal, get_args

import attrs

from riskscreen.cell import Cell, one_line
from riskscreen.model.condition import Condition
from riskscreen.model.number import Number
from riskscreen.model.text import Text


@attrs.frozen(repr=False)
class Selection(Cell):
    """Which items a scale reads: named items, whole sections, or all items."""

    kind: Literal["items", "sections", "all"]
    names: tuple[str, ...] = ()


# Each kind says by which key a document knows it, whether a rule for missing answers may stand beside it, and what it
# reads: items (by a selection, or None), conditions, and earlier scales.


@attrs.frozen(repr=False)
class Sum(Cell):
    """Adds option scores; ``weights`` multiply an item's score, ``scores`` replace the options' own."""

    key: ClassVar[str] = "sum"
    may_miss: ClassVar[bool] = True
    conditions: ClassVar[tuple[Condition, ...]] = ()
    scales: ClassVar[tuple[str, ...]] = ()
    selection: Selection
    weights: tuple[tuple[str, Number], ...] = ()
    scores: tuple[tuple[str, Number], ...] = ()


@attrs.frozen(repr=False)
class Count(Cell):
    """Counts the items answered with one of the options in ``where``."""

    key: ClassVar[str] = "count"
    may_miss: ClassVar[bool] = True
    conditions: ClassVar[tuple[Condition, ...]] = ()
    scales: ClassVar[tuple[str, ...]] = ()
    selection: Selection
    where: tuple[str, ...]


@attrs.frozen(repr=False)
class Highest(Cell):
    """The largest option score, 0 where no item of the selection applies."""

    key: ClassVar[str] = "highest"
    may_miss: ClassVar[bool] = False
    conditions: ClassVar[tuple[Condition, ...]] = ()
    scales: ClassVar[tuple[str, ...]] = ()
    selection: Selection
    scores: tuple[tuple[str, Number], ...] = ()


@attrs.frozen(repr=False)
class Points(Cell):
    """Adds the score of each condition that holds."""

    key: ClassVar[str] = "points"
    may_miss: ClassVar[bool] = False
    selection: ClassVar[None] = None
    scales: ClassVar[tuple[str, ...]] = ()
    entries: tuple[tuple[Condition, Number], ...]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions, in the order of the document."""
        return tuple(condition for condition, _ in self.entries)


@attrs.frozen(repr=False)
class Combine(Cell):
    """Earlier scales, each ``(scale, times, over)``, plus a constant."""

    key: ClassVar[str] = "combine"
    may_miss: ClassVar[bool] = False
    selection: ClassVar[None] = None
    conditions: ClassVar[tuple[Condition, ...]] = ()
    terms: tuple[tuple[str, Number, Number], ...]
    plus: Number = 0

    @property
    def scales(self) -> tuple[str, ...]:
        """The scales that are combined."""
        return tuple(scale for scale, _, _ in self.terms)


@attrs.frozen(repr=False)
class Lookup(Cell):
    """An earlier scale turned into another number by rows of ``(from, value)``."""

    key: ClassVar[str] = "lookup"
    may_miss: ClassVar[bool] = False
    selection: ClassVar[None] = None
    conditions: ClassVar[tuple[Condition, ...]] = ()
    scale: str
    rows: tuple[tuple[Number, Number], ...]

    @property
    def scales(self) -> tuple[str, ...]:
        """The scale that is looked up."""
        return (self.scale,)


Formula = Sum | Count | Highest | Points | Combine | Lookup
SELECTING = tuple(kind.key for kind in get_args(Formula) if "selection" in kind.__match_args__)  # those that read items
SCORING = tuple(kind.key for kind in get_args(Formula) if "scores" in kind.__match_args__)  # with scores of their own
MISSING = tuple(kind.key for kind in get_args(Formula) if kind.may_miss)


@attrs.frozen(repr=False)
class Rounding(Cell):
    """Rounding to a number of decimals, ties as ``how`` says."""

    places: int
    how: Literal["half_up", "half_even", "down", "up"]


@attrs.frozen(repr=False)
class MissingRule(Cell):
    """A published rule for missing answers; it is used while at most ``allow`` answers are missing."""

    allow: int
    method: Literal["prorate", "as_zero"]
    round: Literal["half_up", "half_even", "down", "up"] | None = None


@attrs.frozen(repr=False)
class Scale(Cell):
    """One number, computed by its formula, then rounded where the definition says so."""

    id: str
    formula: Formula
    title: Text | None = None
    round: Rounding | None = None
    missing: MissingRule | None = None

    def __repr__(self) -> str:
        return one_line(f"<Scale {self.id}: {self.formula.key}>")
