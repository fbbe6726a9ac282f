"""The part of a result that is promised to come out the same in every release: levels and numbers, in plain values."""

from __future__ import annotations

from collections.abc import Mapping

from riskscreen._json.values import JsonValue
from riskscreen.engine.bounds import possible_ranks
from riskscreen.engine.compile import Compiled
from riskscreen.engine.facts import Facts
from riskscreen.model.answer import Answers
from riskscreen.model.number import as_json, exact


def promised_part(compiled: Compiled, answers: Answers, facts: Facts) -> dict[str, JsonValue]:
    """What comes out of a case, without the trace and without texts, which may grow."""
    return {"outcomes": _outcomes(compiled, answers, facts), "scales": _scales(compiled, facts)}


def _outcomes(compiled: Compiled, answers: Answers, facts: Facts) -> dict[str, JsonValue]:
    outcomes = compiled.definition.outcomes
    exact_ones = facts.outcomes_exact or (True,) * len(outcomes)
    ranks = possible_ranks(compiled, compiled.scored(answers), facts)
    return {outcome.id: {"at_least": outcome.levels[low].id, "at_most": outcome.levels[high].id,
                         "possible": [outcome.levels[rank].id for rank in possible], "exact": is_exact}
            for outcome, (low, high), possible, is_exact in
            zip(outcomes, facts.outcomes, ranks, exact_ones, strict=True)}


def _scales(compiled: Compiled, facts: Facts) -> dict[str, JsonValue]:
    scales = compiled.definition.scales
    exact_ones = facts.scales_exact or (True,) * len(scales)
    found: Mapping[str, JsonValue] = {
        scale.id: {"least": as_json(exact(low, unit)), "most": as_json(exact(high, unit)), "exact": is_exact}
        for scale, (low, high), unit, is_exact in zip(scales, facts.scales, compiled.units, exact_ones, strict=True)}
    return dict(found)
