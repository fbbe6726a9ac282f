"""Which instruments come next, as the levels say at which the outcomes stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Level, Outcome


class Bounds(Protocol):
    """The lowest and the highest level that an outcome can have."""

    @property
    def at_least(self) -> Level: ...

    @property
    def at_most(self) -> Level: ...


def next_instruments(definition: Definition, outcomes: Mapping[str, Bounds]) -> Mapping[str, bool]:
    """The instruments that come next, each with whether it does so whatever the open answers turn out to be.

    They come in the order of the definition.
    """
    possible = [_possible(outcome, outcomes[outcome.id]) for outcome in definition.outcomes]
    every = {name: False for levels in possible for level in levels for name in level.next}
    return {name: any(_in_all(name, levels) for levels in possible) for name in every}


def _possible(outcome: Outcome, bounds: Bounds) -> tuple[Level, ...]:
    return outcome.levels[bounds.at_least.rank: bounds.at_most.rank + 1]


def _in_all(name: str, levels: Iterable[Level]) -> bool:
    return all(name in level.next for level in levels)
