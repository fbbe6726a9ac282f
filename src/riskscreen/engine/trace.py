"""The trace: every number and rule behind a result, as values that can be read, shown and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import attrs

from riskscreen.cell import Cell
from riskscreen.engine.compile import Compiled
from riskscreen.engine.facts import Facts, Span
from riskscreen.engine.tables import ScoreTable
from riskscreen.model.answer import Answer, Answers, NumberRange
from riskscreen.model.condition import Combination, Condition, ItemCondition, OutcomeCondition, ScaleCondition
from riskscreen.model.definition import Definition
from riskscreen.model.number import Exact, as_json, exact, product, quotient, ratio
from riskscreen.model.outcome import Level, Rule, ids_of
from riskscreen.model.scale import Combine, Highest, Lookup, Points, Scale
from riskscreen.model.truth import NO, TRUTHS, UNDECIDED, YES, Truth, combined

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

Holds = Literal["holds", "does_not_hold", "undecided"]
_HOLDS: tuple[Holds, ...] = ("does_not_hold", "undecided", "holds")


@attrs.frozen(repr=False)
class Contribution(Cell):
    """What one item, earlier scale or condition brings to a scale: the least and the most of it.

    ``source`` is an item id or scale id, or the position of a condition in ``points``.  What takes no part brings 0 to
    a sum or a count; to ``highest``, where 0 can be more than all others, it brings nothing: an item that may take no
    part has there the least and the most of what it brings if it does, and one that takes none has no contribution.
    """

    source: str
    least: Exact
    most: Exact


@attrs.frozen(repr=False)
class ScaleTrace(Cell):
    """A scale, from its contributions to its bounds.

    ``filled_in`` names the published rule for missing answers where it was used, for ``n_missing`` answers.
    ``may_be_filled_in`` is true where open answers decide if it is used: in some completions it is, in others not.
    ``exact`` is false only where bounds are sound but may be wider than what can occur.
    """

    scale: str
    kind: str
    contributions: tuple[Contribution, ...]
    least: Exact
    most: Exact
    exact: bool
    filled_in: str | None = None
    may_be_filled_in: bool = False
    n_missing: int = 0


@attrs.frozen(repr=False)
class ConditionTrace(Cell):
    """A condition, whether it holds, and the numbers, answer or levels behind it."""

    condition: Condition
    holds: Holds
    least: Exact | str | None = None
    most: Exact | str | None = None
    parts: tuple[ConditionTrace, ...] = ()


@attrs.frozen(repr=False)
class RuleTrace(Cell):
    """A rule, the level it is enough for, and whether it holds."""

    rule: str
    level: str
    holds: Holds
    when: ConditionTrace


@attrs.frozen(repr=False)
class OutcomeTrace(Cell):
    """An outcome with all its rules.

    ``possible`` are the levels that can occur, lowest first, which may leave some out between its ends.
    ``decided_by`` are the rules that hold and reach ``at_least``.  ``followed`` is true where the bounds were found by
    following what open answers can lead to together, because the extremes of single answers do not tell.
    """

    outcome: str
    at_least: Level
    at_most: Level
    possible: tuple[Level, ...]
    exact: bool
    decided_by: tuple[str, ...]
    rules: tuple[RuleTrace, ...]
    followed: bool = False

    def __repr__(self) -> str:
        return f"<OutcomeTrace {self.outcome}: {ids_of(self.possible)}, {len(self.rules)} rules>"


@attrs.frozen(repr=False)
class Trace(Cell):
    """How a result came about: the state of every item, then every scale, then every outcome."""

    items: tuple[Answer, ...]
    scales: tuple[ScaleTrace, ...]
    outcomes: tuple[OutcomeTrace, ...]

    def to_dict(self) -> dict[str, object]:
        """The trace in plain values; numbers that are not whole are texts, so that nothing is rounded."""
        return {"items": [_plain(entry) for entry in self.items], "scales": [_plain(scale) for scale in self.scales],
                "outcomes": [_plain(outcome) for outcome in self.outcomes]}

    def __repr__(self) -> str:
        return f"<Trace of {len(self.items)} items, {len(self.scales)} scales and {len(self.outcomes)} outcomes>"


def trace_of(compiled: Compiled, answers: Answers, facts: Facts, possible: Sequence[Sequence[int]]) -> Trace:
    """Build the trace of a scored case; *possible* are the ranks that each outcome can have."""
    case = _Case(compiled, answers, facts)
    return Trace(answers.entries, tuple(case.scales()), tuple(case.outcomes(possible)))


class _Case:
    """What the parts of a trace are read from."""

    def __init__(self, compiled: Compiled, answers: Answers, facts: Facts) -> None:
        self.compiled, self.facts = compiled, facts
        self.definition: Definition = compiled.definition
        self.entries = {entry.item: entry for entry in answers.entries}
        self.scored = compiled.scored(answers)
        self.tables = compiled.tables

    def span_of(self, scale: str) -> tuple[Exact, Exact]:
        n = self.definition.scale_numbers[scale]
        return _exact_span(self.facts.scales[n], self.compiled.units[n])

    def scales(self) -> Iterator[ScaleTrace]:
        for n, scale in enumerate(self.definition.scales):
            least, most = self.span_of(scale.id)
            is_exact = self.facts.scales_exact is None or self.facts.scales_exact[n]
            use, n_missing = self.use_of_missing_rule(scale)
            kind = type(scale.formula).__name__.lower()
            used = scale.missing.method if scale.missing and use == YES else None
            yield ScaleTrace(scale.id, kind, tuple(self.contributions(scale)), least, most, is_exact, used,
                             use == UNDECIDED, n_missing)

    def use_of_missing_rule(self, scale: Scale) -> tuple[Truth, int]:
        """Whether the published rule is used in all, some or no completions, and for how many answers at most."""
        rule = scale.missing
        if rule is None:
            return NO, 0
        entries = [self.scored[n] for n in self.tables[scale.id].scores]
        n_open = [entry.applies for entry in entries if not entry.left]
        fewest, most = n_open.count(YES), n_open.count(YES) + n_open.count(UNDECIDED)
        within = YES if most <= rule.allow else UNDECIDED if fewest <= rule.allow else NO
        some_open = YES if fewest >= 1 else UNDECIDED if most >= 1 else NO
        has_mean = YES if rule.method == "as_zero" else max(map(self.counts, entries), default=NO)
        return min(within, some_open, has_mean), most

    def counts(self, entry: Answer) -> Truth:
        """Whether there is an answer that a mean can be taken of, in all, some or no completions."""
        choices = self.compiled.items[self.definition.scored_numbers[entry.item]].response.choices
        counted = [not choice.not_applicable for choice in choices if choice.id in entry.left]
        return min(entry.applies, YES if counted and all(counted) else UNDECIDED if any(counted) else NO)

    def contributions(self, scale: Scale) -> Iterator[Contribution]:
        formula = scale.formula
        if isinstance(formula, Points):
            for position, (condition, score) in enumerate(formula.entries):
                truth = self.condition(condition).holds
                points = exact(*ratio(score))
                maybe = truth == "undecided"
                sure = points if truth == "holds" else 0
                yield Contribution(str(position), min(sure, points) if maybe else sure,
                                   max(sure, points) if maybe else sure)
        elif isinstance(formula, Combine):
            for name, times, over in formula.terms:
                factor = quotient(ratio(times), ratio(over))
                ends = [exact(*product(factor, ratio(end))) for end in self.span_of(name)]
                yield Contribution(name, min(ends), max(ends))
        elif isinstance(formula, Lookup):
            yield Contribution(formula.scale, *self.span_of(formula.scale))
        else:
            nothing = () if isinstance(formula, Highest) else (0,)
            yield from self.item_contributions(self.tables[scale.id], nothing)

    def item_contributions(self, table: ScoreTable, nothing: tuple[int, ...]) -> Iterator[Contribution]:
        """What each item brings; *nothing* is what one that takes no part does."""
        entries, choices, unit = self.scored, self.compiled.choices, table.unit
        for n, row in table.scores.items():
            entry = entries[n]
            if entry.applies == NO:
                continue
            given = tuple(row[choices[n][choice]] for choice in entry.left) or row
            scores = [score for score in given if score is not None]
            if entry.applies == UNDECIDED or len(scores) < len(given):
                scores += nothing
            if scores:
                yield _contribution(entry.item, min(scores), max(scores), unit)

    def outcomes(self, possible: Sequence[Sequence[int]]) -> Iterator[OutcomeTrace]:
        for n, outcome in enumerate(self.definition.outcomes):
            low, high = (outcome.levels[rank] for rank in self.facts.outcomes[n])
            levels = tuple(outcome.levels[rank] for rank in possible[n])
            truths = self.facts.rules[n]
            decided = tuple(rule.id for rule, truth in zip(outcome.rules, truths, strict=True)
                            if truth == YES and rule.level == low.id)
            is_exact = self.facts.outcomes_exact is None or self.facts.outcomes_exact[n]
            rules = tuple(self.rule(rule, truth) for rule, truth in zip(outcome.rules, truths, strict=True))
            yield OutcomeTrace(outcome.id, low, high, levels, is_exact, decided, rules, self.facts.followed)

    def rule(self, rule: Rule, truth: Truth) -> RuleTrace:
        return RuleTrace(rule.id, rule.level, _HOLDS[truth], self.condition(rule.when))

    def condition(self, condition: Condition) -> ConditionTrace:
        return _CONDITIONS[type(condition)](self, condition)

    def scale_condition(self, condition: ScaleCondition) -> ConditionTrace:
        least, most = self.span_of(condition.scale)
        low, high = (None if end is None else exact(*ratio(end)) for end in (condition.at_least, condition.at_most))
        above = YES if low is None else (least >= low) + (most >= low)
        below = YES if high is None else (most <= high) + (least <= high)
        return ConditionTrace(condition, _HOLDS[min(above, below)], least, most)

    def item_condition(self, condition: ItemCondition) -> ConditionTrace:
        entry = self.entries[condition.item]
        if entry.applies == NO:
            return ConditionTrace(condition, "does_not_hold")
        choices = set(entry.left or self.compiled.choices[self.definition.scored_numbers[entry.item]])
        if choices.isdisjoint(condition.options):
            truth = NO
        else:
            truth = entry.applies if choices <= set(condition.options) else UNDECIDED
        return ConditionTrace(condition, _HOLDS[truth], entry.choice, entry.choice)

    def outcome_condition(self, condition: OutcomeCondition) -> ConditionTrace:
        n = self.definition.outcome_numbers[condition.outcome]
        low, high = self.facts.outcomes[n]
        ladder = self.definition.outcomes[n].levels[0].ladder
        rank = ladder.index(condition.level)
        reached = YES if condition.comparison == "at_most" else (low >= rank) + (high >= rank)
        not_passed = YES if condition.comparison == "at_least" else (high <= rank) + (low <= rank)
        return ConditionTrace(condition, _HOLDS[min(reached, not_passed)], ladder[low], ladder[high])

    def combination(self, condition: Combination) -> ConditionTrace:
        parts = tuple(map(self.condition, condition.parts))
        truth = combined(condition.kind, [TRUTHS[_HOLDS.index(part.holds)] for part in parts], condition.count)
        return ConditionTrace(condition, _HOLDS[truth], parts=parts)


@lru_cache(maxsize=4096)
def _contribution(source: str, least: int, most: int, unit: int) -> Contribution:
    """The same contributions come back in case after case, and a frozen value can be shared."""
    return Contribution(source, exact(least, unit), exact(most, unit))


_CONDITIONS: Mapping[type, Callable[..., ConditionTrace]] = {
    ScaleCondition: _Case.scale_condition,
    ItemCondition: _Case.item_condition,
    OutcomeCondition: _Case.outcome_condition,
    Combination: _Case.combination,
}


def _exact_span(span: Span, unit: int) -> tuple[Exact, Exact]:
    return exact(span[0], unit), exact(span[1], unit)


def _plain(part: Any) -> Any:  # noqa: ANN401  # whatever a trace holds, as whatever JSON does
    """A value of the trace in plain types."""
    return _PLAIN.get(type(part), _plain_number)(part)


def _fields(part: Any) -> dict[str, object]:  # noqa: ANN401  # any of our records
    """A record by the names of its fields; fields that say nothing are left out."""
    found: dict[str, object] = {}
    for name in _NAMES[type(part)]:
        value = getattr(part, name)
        if value is not None and value != ():
            found[name] = _PLAIN.get(type(value), _plain_number)(value)
    return found


def _plain_number(number: Decimal | Fraction) -> int | str:
    return as_json(exact(*ratio(number)))


def _plain_scale_condition(condition: ScaleCondition) -> dict[str, object]:
    ends = {"at_least": condition.at_least, "at_most": condition.at_most}
    return {"scale": condition.scale, **{name: _plain(end) for name, end in ends.items() if end is not None}}


def _as_it_is(part: object) -> object:
    return part


_APPLIES = {NO: "never", UNDECIDED: "sometimes", YES: "always"}
_RECORDS: tuple[type[attrs.AttrsInstance], ...] = (
    Answer, Contribution, ScaleTrace, ConditionTrace, RuleTrace, OutcomeTrace)
_NAMES: Mapping[type, tuple[str, ...]] = {
    record: tuple(field.name for field in attrs.fields(record)) for record in _RECORDS}
_PLAIN_CONDITIONS: Mapping[type, Callable[..., dict[str, object]]] = {
    ItemCondition: lambda c: {"item": c.item, "is": list(c.options)},
    ScaleCondition: _plain_scale_condition,
    OutcomeCondition: lambda c: {"outcome": c.outcome, c.comparison: c.level},
    Combination: lambda c: {"combination": c.kind, **({"count": c.count} if c.count else {})},
}
# By type, since a trace has hundreds of values; of a type that is not here there are only numbers with decimals.
_PLAIN: Mapping[type, Callable[[Any], object]] = {
    **dict.fromkeys((str, int, bool), _as_it_is),
    tuple: lambda parts: [_plain(part) for part in parts],
    Level: lambda level: level.id,
    NumberRange: lambda given: {end: _plain(number) for end, number in given.to_dict().items()},
    **dict.fromkeys(_RECORDS, _fields),
    Answer: lambda entry: {**_fields(entry), "applies": _APPLIES[entry.applies]},
    **_PLAIN_CONDITIONS,
}
