"""What all generators share: names, words and small numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

Document = dict[str, Any]
WrittenPart = dict[str, Any]
Number = int | Decimal
Languages = tuple[str, ...]
Value = TypeVar("Value")

LANGUAGES: tuple[Languages, ...] = (("en",), ("en", "nl"), ("nl", "pt-BR"))
SOURCES = {"own": "Written by a generator.", "manual-2": "A second source, p. 12."}
SMALL_NUMBERS: tuple[Number, ...] = (
    1, 0, 2, 3, -1, 5, -2, -3, Decimal("0.5"), Decimal("1.5"), Decimal("-0.5"), Decimal("0.125"),
)  # fmt: skip


@attrs.define
class DrawnNames:
    """What a condition or a scale may refer to at one place of a document."""

    items: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    """Scored item to its options or bands."""
    scales: dict[str, tuple[Fraction, ...]] = attrs.field(factory=dict)
    """Scale to some values that it can have, rising."""
    outcomes: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    """Outcome to its levels, rising."""


def words(languages: Languages, text: str) -> dict[str, str]:
    """A language map; the text of each language is its own, so that no two labels are equal."""
    return {language: f"{text} ({language})" for language in languages}


def picked(draw: st.DrawFn, values: Sequence[Value]) -> Value:
    """One of some values; shrinks to the first.  (Drawing an index is far cheaper than a strategy per sequence.)"""
    return values[draw(st.integers(0, len(values) - 1))]


def sometimes(draw: st.DrawFn) -> bool:
    """True in about a third of the draws; shrinks to False."""
    return draw(st.integers(0, 2)) == 2


def several(draw: st.DrawFn, part: Callable[[st.DrawFn], Value], *, most: int, eagerness: int) -> Iterator[Value]:
    """One part, and then more: the next one comes with a chance of *eagerness* to one.

    Each later one is drawn by a strategy, coin and all, so that Hypothesis can take it out when it shrinks.
    """
    yield part(draw)
    one_more = _one_more(part, eagerness)
    for _ in range(most - 1):
        another = draw(one_more)
        if not another:
            return
        yield from another


@st.composite
def _one_more(draw: st.DrawFn, part: Callable[[st.DrawFn], Value], eagerness: int) -> tuple[Value, ...]:
    return (part(draw),) if draw(st.integers(0, eagerness)) else ()


def drawn_number(draw: st.DrawFn) -> Number:
    """A small number; about one in three has a fraction."""
    return picked(draw, SMALL_NUMBERS)


def drawn_some(draw: st.DrawFn, values: Sequence[str]) -> list[str]:
    """One or more of some values, in their order; shrinks to the first alone."""
    chosen = draw(st.integers(1, 2 ** len(values) - 1))
    return [value for place, value in enumerate(values) if chosen >> place & 1]


def drawn_scores(draw: st.DrawFn, options: Sequence[WrittenPart]) -> list[WrittenPart]:
    """The options or bands, each with a score or (now and then) without one."""
    choices = (*SMALL_NUMBERS, None)
    code = draw(st.integers(0, len(choices) ** len(options) - 1))
    scores = [choices[code // len(choices) ** place % len(choices)] for place in range(len(options))]
    return [
        option if score is None else {**option, "score": score} for option, score in zip(options, scores, strict=True)
    ]


class Extras:
    """Which of the parts that decide nothing (guidance, titles, sources, indicators) a document has.

    One number decides for the whole document, so that these parts cost a single draw; 0, to which it shrinks, has none.
    """

    def __init__(self, number: int) -> None:
        self._random = Random(number) if number else None

    def wanted(self) -> bool:
        """Whether the next such part is there."""
        return self._random is not None and self._random.random() < 0.4

    def picked(self, values: Sequence[Value]) -> Value:
        """One of some values."""
        return values[0] if self._random is None else self._random.choice(values)


def written(value: Fraction) -> Number:
    """The nearest number that the format can write: at most three decimals."""
    thousandths = round(value * 1000)
    if thousandths % 1000 == 0:
        return thousandths // 1000
    return Decimal(thousandths).scaleb(-3).normalize()
