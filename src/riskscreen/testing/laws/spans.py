"""The two ends of everything in a result, as numbers that can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from riskscreen.definition.uses import Uses
from riskscreen.model.definition import Definition
from riskscreen.model.number import Exact, plain
from riskscreen.screening.result import Result


@attrs.frozen
class SpanFound:
    """The least and the most of a scale, or the ranks of the lowest and the highest level of an outcome."""

    low: Exact
    high: Exact
    exact: bool
    levels: tuple[str, ...] = ()

    def __str__(self) -> str:
        return words_of(self.low, self.high, self.levels)


def words_of(low: Exact, high: Exact, levels: tuple[str, ...] = ()) -> str:
    """Two ends in words: levels by their ids, numbers in digits."""
    first, last = ((levels[int(end)] if levels else plain(end)) for end in (low, high))
    return first if first == last else f"{first} to {last}"


def spans_of(result: Result) -> dict[str, SpanFound]:
    """Every scale and outcome of a result; no two of them have the same id."""
    scales = {scale.id: SpanFound(scale.least, scale.most, scale.exact) for scale in result.scales.values()}
    outcomes = {outcome.id: SpanFound(outcome.at_least.rank, outcome.at_most.rank, outcome.exact,
                                      outcome.at_least.ladder)
                for outcome in result.outcomes.values()}
    return scales | outcomes


def differences(before: Mapping[str, SpanFound], after: Mapping[str, SpanFound], *, first: str,
                then: str) -> Iterator[str]:
    """A line for each scale and outcome that is not the same."""
    for name, span in before.items():
        if after.get(name) != span:
            yield f"{name}: {span} {first}, {after.get(name, 'nothing')} {then}"


def filled_in(definition: Definition) -> frozenset[str]:
    """The scales with a rule for missing answers, and all scales and outcomes that depend on one.

    Such a rule decides what a missing answer counts for, so the laws about open answers do not hold of them.
    """
    uses = Uses(definition)
    parts = [("scale", scale.id) for scale in definition.scales]
    parts += [("outcome", outcome.id) for outcome in definition.outcomes]
    return frozenset(name for kind, name in parts if uses.has_missing_rule(uses.of((kind, name))))
