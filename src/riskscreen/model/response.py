"""How an item can be answered: with an option, a number in bands, or a text."""

from __future__ import annotations

from typing import ClassVar

import attrs

from riskscreen.cell import Cell
from riskscreen.model.number import Number
from riskscreen.model.text import Text

UNKNOWN = "unknown"


@attrs.frozen(repr=False)
class Option(Cell):
    """One answer that a rater can choose; ``not_applicable`` takes the item out of sums and divisors."""

    id: str
    label: Text
    score: Number = 0
    guidance: Text | None = None
    not_applicable: bool = False


@attrs.frozen(repr=False)
class Band(Cell):
    """A range of numbers that scores as one; it runs from ``start`` up to the next band."""

    id: str
    label: Text
    start: Number
    score: Number = 0
    guidance: Text | None = None
    not_applicable: ClassVar[bool] = False


Choice = Option | Band


@attrs.frozen(repr=False)
class ResponseScale(Cell):
    """A set of options, in the order in which they are shown."""

    options: tuple[Option, ...]
    allows_unknown: bool = True

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What scoring sees of an answer."""
        return self.options


@attrs.frozen(repr=False)
class NumberResponse(Cell):
    """A number from ``least`` to ``most``, with at most ``places`` decimals; scoring sees the band it falls in."""

    least: Number
    most: Number
    places: int
    is_decimal: bool
    unit: Text | None = None
    bands: tuple[Band, ...] = ()
    allows_unknown: bool = True

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What scoring sees of an answer; empty where the number is only recorded."""
        return self.bands

    def band_of(self, number: Number) -> Band | None:
        """The band that the number falls in, or None where the number is only recorded."""
        return next((band for band in reversed(self.bands) if band.start <= number), None)


@attrs.frozen(repr=False)
class TextResponse(Cell):
    """A text that is kept and shown, and never scored."""

    max_length: int
    allows_unknown: ClassVar[bool] = True

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Nothing: scoring does not see texts."""
        return ()


Response = ResponseScale | NumberResponse | TextResponse
