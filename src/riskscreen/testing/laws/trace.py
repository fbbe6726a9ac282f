"""From the trace alone the result can be worked out again."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from riskscreen.engine.trace import OutcomeTrace, ScaleTrace, Trace
from riskscreen.model.scale import Count, Scale, Sum
from riskscreen.screening.instrument import Instrument
from riskscreen.testing.laws.law import Law, LawCase
from riskscreen.testing.laws.spans import SpanFound, spans_of, words_of
from riskscreen.testing.strategies import partial_answers


def _broken_by(instrument: Instrument, case: LawCase) -> Iterator[str]:
    result = instrument.score(case["answers"], partial=True)  # type: ignore[arg-type]
    trace, spans = result.trace, spans_of(result)
    for outcome in trace.outcomes:
        yield from _outcome_misfits(outcome, spans[outcome.outcome])
    for scale in trace.scales:
        yield from _scale_misfits(scale, instrument.scales[scale.scale], spans[scale.scale], trace)


def _outcome_misfits(outcome: OutcomeTrace, span: SpanFound) -> Iterator[str]:
    """An outcome has the highest level that has a rule that holds; a rule that is undecided may hold or not."""
    level = outcome.at_least
    low = max((level.rank_of(rule.level) for rule in outcome.rules if rule.holds == "holds"), default=0)
    high = max((level.rank_of(rule.level) for rule in outcome.rules if rule.holds != "does_not_hold"), default=0)
    by_rules = words_of(low, high, level.ladder)
    if (span.low, span.high) != (outcome.at_least.rank, outcome.at_most.rank):
        yield f"{span} by the result, {outcome.at_least} to {outcome.at_most} by the trace, for {outcome.outcome}"
    elif not low <= span.low <= span.high <= high:
        yield f"{outcome.outcome}: {span} by the result, {by_rules} by the rules in the trace"
    elif not outcome.followed and (low, high) != (span.low, span.high):  # together they may tell more than each rule
        yield f"{outcome.outcome}: {span} by the result, exactly {by_rules} by the rules in the trace"


def _scale_misfits(scale: ScaleTrace, definition: Scale, span: SpanFound, trace: Trace) -> Iterator[str]:
    """A sum or a count is its contributions added up, unless it is rounded or missing answers are filled in."""
    is_plain = definition.round is None and definition.missing is None
    if not is_plain or not isinstance(definition.formula, Sum | Count):
        return
    least = sum((Fraction(part.least) for part in scale.contributions), Fraction(0))
    most = sum((Fraction(part.most) for part in scale.contributions), Fraction(0))
    is_exact = not any(outcome.followed for outcome in trace.outcomes)
    if not least <= span.low <= span.high <= most or is_exact and (least, most) != (span.low, span.high):
        yield f"{scale.scale}: {span} by the result, {words_of(least, most)} by its contributions in the trace"


TRACE_RECOMPUTES = Law(
    says="The result follows from the trace: levels from the rules that hold, sums and counts from contributions.",
    cases=lambda instrument: partial_answers(instrument).map(lambda given: {"answers": given}),
    broken_by=_broken_by)
