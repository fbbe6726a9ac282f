"""The whole trace in words: every answer, every scale, every rule of every outcome."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.engine.trace import ConditionTrace, Contribution, Holds, OutcomeTrace, RuleTrace, ScaleTrace
from riskscreen.explain.blocks.case import Case
from riskscreen.explain.blocks.evidence import evidence_words
from riskscreen.explain.words.conditions import condition_lines, group_words, leaf_words
from riskscreen.explain.words.levels import loose_words
from riskscreen.explain.words.lines import Line, bullet
from riskscreen.explain.words.scales import extra_lines, formula_words
from riskscreen.model.condition import Combination, ItemCondition, Leaf, ScaleCondition
from riskscreen.model.number import plain
from riskscreen.model.scale import Combine, Formula, Highest, Lookup, Points

_HOLDS = {"holds": "holds", "does_not_hold": "holds.not", "undecided": "holds.open"}


def detail_blocks(case: Case) -> Iterator[list[Line]]:
    """Answers, numbers and rules, each under a title."""
    words = case.terms.words
    yield [Line(words("details.answers"))]
    yield from (list(_section(case, name)) for name in case.terms.sections)
    if case.trace.scales:
        yield [Line(words("details.scales"))]
        yield from (list(_scale(case, traced)) for traced in case.trace.scales)
    yield [Line(words("details.rules"))]
    yield from (list(_outcome(case, outcome)) for outcome in case.trace.outcomes)
    if case.result.followed:
        yield [Line(words("details.followed"), 1)]


def _section(case: Case, section: str) -> Iterator[Line]:
    yield Line(case.terms.section(section), 1)
    for item in case.terms.sections[section].items:
        yield bullet(case.answered(item.id), 1)
        if (question := case.terms.question(item.id)) is not None:
            yield Line(case.terms.words("details.question", text=question), 3)
        yield from (Line(text, 3) for text in evidence_words(case, item.id))


def _scale(case: Case, traced: ScaleTrace) -> Iterator[Line]:
    terms = case.terms
    scale = terms.scales[traced.scale]
    yield Line(case.counted(traced.scale), 1)
    yield from scale_note_lines(case, traced, 2)
    yield Line(formula_words(terms, scale), 2)
    yield from _contributions(case, traced)
    yield from extra_lines(terms, scale, 2)


def scale_note_lines(case: Case, traced: ScaleTrace, depth: int) -> Iterator[Line]:
    """What is to be known of a number: limits that may be too wide, and a rule for missing answers that was used."""
    if not traced.exact and traced.least != traced.most:
        yield Line(case.terms.words("loose"), depth)
    if traced.filled_in is not None:
        yield Line(case.terms.words.counted("missing.used", traced.n_missing), depth)
    if traced.may_be_filled_in:
        yield Line(case.terms.words("missing.may_be_used"), depth)


def _contributions(case: Case, traced: ScaleTrace) -> Iterator[Line]:
    formula, terms = case.terms.scales[traced.scale].formula, case.terms
    for part in traced.contributions:
        points = brought_words(case, formula, part)
        if isinstance(formula, Points):
            yield bullet(terms.words("scale.points_from", points=points), 2)
            yield from condition_lines(terms, formula.entries[int(part.source)][0], 3)
        elif isinstance(formula, Lookup):
            yield bullet(case.counted(part.source), 2)
        else:
            what = case.counted(part.source) if isinstance(formula, Combine) else case.answered(part.source)
            yield bullet(terms.words("points", what=what, points=points), 2)
    if isinstance(formula, Combine) and formula.plus:
        yield bullet(terms.words("scale.plus", number=plain(formula.plus)), 2)


def brought_words(case: Case, formula: Formula, part: Contribution | ScaleTrace) -> str:
    """What a part brings to a scale; in the highest of some numbers, what takes no part does not bring 0."""
    points = case.terms.span(part.least, part.most)
    if isinstance(formula, Highest) and isinstance(part, Contribution) and not case.takes_part(part.source):
        return case.terms.words("scale.or_nothing", points=points)
    return points


def _outcome(case: Case, outcome: OutcomeTrace) -> Iterator[Line]:
    yield Line(case.stands(outcome), 1)
    if not outcome.exact and outcome.at_least != outcome.at_most:
        yield Line(loose_words(case.terms, outcome.at_least), 2)
    for rule in outcome.rules:
        yield from _rule(case, outcome, rule)


def _rule(case: Case, outcome: OutcomeTrace, rule: RuleTrace) -> Iterator[Line]:
    told, beneath = rule_lines(case, outcome, rule, 3)
    level = case.terms.level(outcome.outcome, rule.level)
    yield bullet(case.terms.words("details.rule", level=level, holds=state_words(case, rule.holds), rule=told), 2)
    yield from beneath


def rule_lines(case: Case, outcome: OutcomeTrace, rule: RuleTrace, depth: int) -> tuple[str, list[Line]]:
    """What a rule is called, and what the case says to its condition; a rule without a reason is its condition."""
    because = case.because(outcome, rule)
    beneath = list(_condition(case, rule.when, depth, with_state=False))
    if because is None:
        because, beneath = beneath[0].text, beneath[1:]
    if rule.holds != rule.when.holds:
        beneath.append(Line(case.terms.words("details.jointly"), depth))
    return because, beneath


def state_words(case: Case, holds: Holds) -> str:
    """Whether something holds."""
    return case.terms.words(_HOLDS[holds])


def _condition(case: Case, traced: ConditionTrace, depth: int, *, with_state: bool = True) -> Iterator[Line]:
    """A condition and what the case says to it, with its parts beneath."""
    words, state, negated = case.terms.words, _HOLDS[traced.holds], False
    while isinstance(traced.condition, Combination) and len(traced.parts) == 1 \
            and traced.condition.count in (None, 1):
        negated ^= traced.condition.kind == "not"
        traced = traced.parts[0]
    condition = traced.condition
    if isinstance(condition, Combination):
        group = group_words(case.terms, condition, negated=negated)
        yield bullet(words("details.group" if with_state else "group", group=group, holds=words(state)), depth)
        for part in traced.parts:
            yield from _condition(case, part, depth + 1)
    else:
        compared, found = leaf_words(case.terms, condition, negated=negated), _found(case, condition)
        key = "details.part" if with_state else "details.found"
        yield bullet(words(key, condition=compared, found=found, holds=words(state)), depth)


def _found(case: Case, leaf: Leaf) -> str:
    """What stands in the case where a comparison looks."""
    if isinstance(leaf, ScaleCondition):
        traced = case.scales[leaf.scale]
        return case.terms.span(traced.least, traced.most)
    return case.answer(leaf.item) if isinstance(leaf, ItemCondition) else case.level(case.outcomes[leaf.outcome])
