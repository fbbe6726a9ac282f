"""Findings about rules and levels: those that can never be, and those that make no difference."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.analysis.counting.sets import Set
from riskscreen.analysis.findings.finding import Finding
from riskscreen.analysis.findings.survey import Survey
from riskscreen.explain.words.sentence import sentence
from riskscreen.model.outcome import Outcome, Rule


def rule_findings(survey: Survey) -> Iterator[Finding]:
    """What is found about each outcome, the earlier first; what rests on a fault is left alone."""
    for n, outcome in enumerate(survey.definition.outcomes):
        yield from _never_holding(survey, n, outcome)
        if not survey.is_blamed(survey.uses.of(("outcome", outcome.id))):
            yield from _unreachable(survey, n, outcome)
        if not survey.is_blamed(survey.uses.of(("outcome", outcome.id))):
            yield from _changing_nothing(survey, n, outcome)


def pointer_of(n: int, outcome: Outcome, k: int) -> str:
    """The place of a rule, which can be a band."""
    return f"/outcomes/{n}/{'rules' if outcome.bands is None else 'bands'}/{k}"


def _never_holding(survey: Survey, n: int, outcome: Outcome) -> Iterator[Finding]:
    for k, (rule, truth) in enumerate(zip(outcome.rules, survey.sets.base.rules[n], strict=True)):
        below = survey.uses.of(("rule", outcome.id, rule.id))
        if truth == survey.sets.none and not survey.is_blamed(below):
            survey.blame(("rule", outcome.id, rule.id))
            yield survey.claim("F-rule-never-holds", pointer_of(n, outcome, k),
                               sentence("rule_never_holds", rule=rule.id, level=rule.level), below)


def _unreachable(survey: Survey, n: int, outcome: Outcome) -> Iterator[Finding]:
    ranks, truths = _ranks(outcome), survey.sets.base.rules[n]
    found = survey.sets.by_rank(survey.sets.base.ranks(n))
    missed = [rank for rank in range(len(outcome.levels)) if rank not in found]
    for rank in missed:
        survey.blame(("outcome", outcome.id))
        level = outcome.levels[rank]
        higher = [rule.id for rule, own, truth in zip(outcome.rules, ranks, truths, strict=True)
                  if own > rank and truth == survey.sets.every]
        if rank and rank not in ranks:
            said = sentence("level_unreachable.no_rule", level=level.id, outcome=outcome.id)
        elif higher:
            said = sentence("level_unreachable.always_higher", level=level.id, outcome=outcome.id, rule=higher[0])
        else:
            said = sentence("level_unreachable.overruled" if rank else "level_unreachable.lowest", level=level.id,
                            outcome=outcome.id)
        yield survey.claim("F-level-unreachable", f"/outcomes/{n}/levels/{rank}", said,
                           survey.uses.of(("outcome", outcome.id)))


def _changing_nothing(survey: Survey, n: int, outcome: Outcome) -> Iterator[Finding]:
    """Rules that can be left out, the later first: of two that say the same, one is needed."""
    ranks, truths, sets = _ranks(outcome), survey.sets.base.rules[n], survey.sets
    kept = [k for k, rank in enumerate(ranks) if rank]
    for k in reversed(range(len(ranks))):
        pointer, rule = pointer_of(n, outcome, k), outcome.rules[k]
        if not ranks[k]:
            if outcome.bands is None:
                yield _to_the_lowest(survey, pointer, outcome, rule, truths[k])
            continue
        others = [other for other in kept if other != k and ranks[other] >= ranks[k]]
        if sets.without(truths[k], sets.union([truths[other] for other in others])) != sets.none:
            continue
        kept.remove(k)
        cover = next((outcome.rules[other].id for other in others
                      if sets.without(truths[k], truths[other]) == sets.none), None)
        said = sentence("rule_changes_nothing.covered", rule=rule.id, other=cover) if cover else \
            sentence("rule_changes_nothing", rule=rule.id)
        yield survey.claim("F-rule-changes-nothing", pointer, said, survey.uses.of(("outcome", outcome.id)),
                           survey.counting.example(truths[k]))


def _to_the_lowest(survey: Survey, pointer: str, outcome: Outcome, rule: Rule, truth: Set) -> Finding:
    said = sentence("rule_to_the_lowest", rule=rule.id, level=rule.level, outcome=outcome.id)
    return Finding("F-rule-changes-nothing", "doubt", pointer, said, survey.counting.example(truth))


def _ranks(outcome: Outcome) -> list[int]:
    return [outcome.levels[0].rank_of(rule.level) for rule in outcome.rules]

