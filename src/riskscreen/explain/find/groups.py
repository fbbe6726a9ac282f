"""Sets of answers in few words: any so many of these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import comb, prod
from typing import TypeAlias

import attrs

from riskscreen.cell import Cell
from riskscreen.model.answer import Given as Answered
from riskscreen.model.answer import NumberRange
from riskscreen.model.number import as_json

GivenAnswer: TypeAlias = "tuple[str, Answered | None]"


@attrs.frozen(repr=False)
class Group(Cell):
    """Any ``count`` of these answers, each ``(item, answer)``; all of them where count is their number."""

    count: int
    answers: tuple[GivenAnswer, ...]

    @property
    def takes_all(self) -> bool:
        """Whether there is nothing to choose."""
        return self.count == len(self.answers)

    def to_dict(self) -> dict[str, object]:
        """The group in plain values."""
        return {"count": self.count,
                "answers": [{"item": item, "answer": plain_answer(given)} for item, given in self.answers]}


def plain_answer(given: Answered | None) -> object:
    """An answer for JSON: whole numbers as such, others as text, so that no reader makes a float of them."""
    if isinstance(given, NumberRange):
        return {end: as_json(number) for end, number in given.to_dict().items()}
    if isinstance(given, tuple):
        return list(given)
    return given if given is None or isinstance(given, str) else as_json(given)


def n_sets_of(groups: Sequence[Group]) -> int:
    """How many plain sets the groups stand for."""
    return prod(comb(len(group.answers), group.count) for group in groups)


def sets_of(groups: Sequence[Group]) -> Iterator[frozenset[GivenAnswer]]:
    """The plain sets, one by one."""
    chosen = [combinations(group.answers, group.count) for group in groups]
    for parts in product(*chosen):
        yield frozenset(answer for part in parts for answer in part)
