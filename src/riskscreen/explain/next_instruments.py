"""Which instruments come next, as the levels say at which the outcomes stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Level, Outcome

Span = tuple[Level, Level]


def next_instruments(definition: Definition, spans: Mapping[str, Span]) -> Mapping[str, bool]:
    """The instruments that come next, each with whether it does so whatever the open answers turn out to be.

    *spans* gives the lowest and the highest level that each outcome can have; those of the result come first.
    """
    result_first = sorted(definition.outcomes, key=lambda outcome: outcome.id != definition.result)
    possible = [_possible(outcome, spans[outcome.id]) for outcome in result_first]
    every = {name: False for levels in possible for level in levels for name in level.next}
    return {name: any(_in_all(name, levels) for levels in possible) for name in every}


def _possible(outcome: Outcome, span: Span) -> tuple[Level, ...]:
    low, high = span
    return outcome.levels[low.rank: high.rank + 1]


def _in_all(name: str, levels: Iterable[Level]) -> bool:
    return all(name in level.next for level in levels)
