"""Where a result is not what a vector says, with the rules behind it, by the ids that an author knows them by."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.engine.trace import ConditionTrace, Contribution, OutcomeTrace, RuleTrace
from riskscreen.errors import RiskscreenError
from riskscreen.model.condition import Combination, Condition, ItemCondition, ScaleCondition
from riskscreen.model.number import Exact, plain
from riskscreen.screening import Instrument, Result
from riskscreen.testing.vectors import Vector

STATES = {"holds": "holds", "does_not_hold": "does not hold", "undecided": "undecided"}


def misfits(instrument: Instrument, vector: Vector) -> list[str]:
    """What the answers give that the vector does not say, with the rules behind it; empty where all is as expected."""
    try:
        lines = list(_misfits(instrument.score(vector.answers, partial=vector.partial), vector))
    except RiskscreenError as error:
        lines = str(error).splitlines()
    head = [f"{instrument.id} {instrument.version}, vector {vector.id}", vector.because]
    return [": ".join(filter(None, head)), *(f"  {line}" for line in lines)] if lines else []


def _misfits(result: Result, vector: Vector) -> Iterator[str]:
    trace = result.trace
    traced_outcomes = {outcome.outcome: outcome for outcome in trace.outcomes}
    traced_scales = {scale.scale: scale for scale in trace.scales}
    for name, expected in vector.outcomes.items():
        outcome = result.outcomes[name]
        if (outcome.at_least.id, outcome.at_most.id) != expected:
            yield f"outcome {name}: expected {_span(*expected)}, found {_span(outcome.at_least.id, outcome.at_most.id)}"
            yield from (f"  {line}" for line in rule_lines(traced_outcomes[name]))
    for name, expected in vector.scales.items():
        scale = result.scales[name]
        found = plain(scale.least), plain(scale.most)
        if found != expected:
            yield f"scale {name}: expected {_span(*expected)}, found {_span(*found)}"
            yield f"  from {contribution_words(traced_scales[name].contributions)}"


def rule_lines(outcome: OutcomeTrace) -> Iterator[str]:
    """A line for each rule: whether it holds, the level it is enough for, and the numbers and answers behind it."""
    for rule in outcome.rules:
        yield f"{STATES[rule.holds]}: {_name_of(rule)}, since {_behind(rule.when)}"


def contribution_words(contributions: tuple[Contribution, ...]) -> str:
    """What brought something to a scale."""
    parts = [f"{part.source} {_ends(part.least, part.most)}" for part in contributions if part.least or part.most]
    return ", ".join(parts) or "nothing"


def _name_of(rule: RuleTrace) -> str:
    return f"rule {rule.rule} ({rule.level})"


def _behind(condition: ConditionTrace) -> str:
    """A condition with what was found; groups keep their brackets."""
    asked = condition.condition
    if not isinstance(asked, Combination):
        return f"{_asked(asked)} {_found(condition)}"
    parts = [_behind(part) for part in condition.parts]
    if asked.kind == "not":
        return f"not ({parts[0]})"
    how = f"at least {asked.count} of" if asked.kind == "at_least" else f"{asked.kind} of"
    return f"{how} ({'; '.join(parts)})"


def _found(condition: ConditionTrace) -> str:
    if not isinstance(condition.condition, ItemCondition):
        return f"is {_ends(condition.least, condition.most)}"
    if condition.least is None:
        return "does not apply" if condition.holds == "does_not_hold" else "is open"
    return f"is {condition.least}"


def _asked(condition: Condition) -> str:
    """What a condition compares, and with what: *total (at least 2)*."""
    if isinstance(condition, ItemCondition):
        return f"{condition.item} ({' or '.join(condition.options)})"
    if isinstance(condition, ScaleCondition):
        ends = (("at least", condition.at_least), ("at most", condition.at_most))
        return f"{condition.scale} ({', '.join(f'{words} {plain(end)}' for words, end in ends if end is not None)})"
    assert not isinstance(condition, Combination), "groups are taken apart before"
    return f"{condition.outcome} ({condition.comparison.replace('_', ' ')} {condition.level})"


def _ends(least: Exact | str | None, most: Exact | str | None) -> str:
    """Two numbers or levels of the trace."""
    return _span(*("nothing" if end is None else end if isinstance(end, str) else plain(end) for end in (least, most)))


def _span(least: str, most: str) -> str:
    return least if least == most else f"{least} to {most}"
