"""Why a level: the rules that decided it, those that are still open, and the answers behind both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from riskscreen.engine.trace import ConditionTrace, Contribution, Holds, OutcomeTrace, RuleTrace, ScaleTrace
from riskscreen.explain.blocks.case import Case
from riskscreen.explain.blocks.reason import Fact, Ground, Noted, ReasonLines, reason_lines
from riskscreen.explain.find.open_answers import decisive_rank
from riskscreen.explain.words.conditions import comparison_words, condition_lines
from riskscreen.explain.words.levels import alternatives
from riskscreen.explain.words.lines import Line, bullet
from riskscreen.model.condition import (
    Combination,
    Condition,
    ItemCondition,
    OutcomeCondition,
    ScaleCondition,
    leaves_of,
)
from riskscreen.model.number import plain
from riskscreen.model.outcome import Level
from riskscreen.model.scale import Combine, Count, Highest, Lookup, Points

_OPPOSITE: dict[Holds, Holds] = {"holds": "does_not_hold", "does_not_hold": "holds", "undecided": "undecided"}


class Why:
    """The reasons of one case.  What has been told of a scale, an outcome or an answer is not told twice."""

    def __init__(self, case: Case) -> None:
        self.case, self.words = case, case.terms.words
        self._told: set[tuple[str, str]] = set()
        self._open_from: dict[str, int] = {}

    def reasons(self, outcome: OutcomeTrace) -> tuple[ReasonLines, ...]:
        """The rules that reach the lowest level that is still possible, with what they rest on.

        Where no single rule decides: that none does, as the level is the lowest, or that one of several holds.
        """
        rules = [rule for rule in outcome.rules if rule.rule in outcome.decided_by]
        if not rules and outcome.at_least.rank > 0:
            return (ReasonLines(tuple(self._one_of(outcome))),)
        none = () if outcome.at_most.rank > 0 else (ReasonLines(tuple(self._no_rule(outcome))),)
        return (*none, *(self._reason(outcome, rule) for rule in rules))

    def decided(self, outcome: OutcomeTrace, depth: int) -> list[Line]:
        """The same in lines, with what was noted for the answers."""
        reasons = self.reasons(outcome)
        noted = Noted(self.case, reasons)
        return [*reason_lines(noted, reasons, depth), *noted.lines(depth)]

    def open(self, outcome: OutcomeTrace, depth: int, lowest: int) -> list[Line]:
        """The rules that could still lead to a higher level, the highest first; none below the rank *lowest*."""
        told_from = self._open_from.get(outcome.outcome, len(outcome.at_least.ladder))
        self._open_from[outcome.outcome] = min(lowest, told_from)
        rules_by_end: dict[tuple[Level, ...], list[RuleTrace]] = {}
        for level in reversed(self.case.terms.outcomes[outcome.outcome].levels[lowest:told_from]):
            rules = [rule for rule in outcome.rules if rule.level == level.id and rule.holds == "undecided"]
            if rules and level > outcome.at_least:
                rules_by_end.setdefault(tuple(each for each in outcome.possible if each >= level), []).extend(rules)
        return [line for ends, rules in rules_by_end.items() for line in (
            Line(self._becomes(ends, len(rules)), depth),
            *(line for rule in rules for line in self._open_rule(outcome, rule, depth)))]

    def _becomes(self, ends: Sequence[Level], n_rules: int) -> str:
        """What it becomes where one of some rules turns out to hold, of which these are the possible *ends*."""
        terms = self.case.terms
        if ends[0].kind == "route":
            return self.words.counted("open.if", n_rules, level=alternatives(terms, ends))
        key = "open.if" if len(ends) == 1 else "open.if_or_higher"
        return self.words.counted(key, n_rules, level=terms.text(ends[0].label))

    def _no_rule(self, outcome: OutcomeTrace) -> list[Line]:
        """That the level is the lowest one, with the numbers that its rules look at."""
        scales = dict.fromkeys(leaf.scale for rule in outcome.rules for leaf in leaves_of(rule.when.condition)
                               if isinstance(leaf, ScaleCondition))
        key = "why.no_rule.route" if outcome.at_least.kind == "route" else "why.no_rule"
        return [Line(self.words(key)), *(bullet(self.case.counted(scale)) for scale in scales)]

    def _one_of(self, outcome: OutcomeTrace) -> list[Line]:
        rules = [rule for rule in outcome.rules if rule.holds == "undecided" and outcome.at_least <= rule.level]
        key = "why.one_of_filled" if self.case.may_be_filled_in else "why.one_of"
        return [Line(self.words(key)),
                *(line for rule in rules for line in heading(self.case, outcome, rule, 0))]

    def _open_rule(self, outcome: OutcomeTrace, rule: RuleTrace, depth: int) -> list[Line]:
        """A rule that may turn out to hold, with the numbers and outcomes on which that hangs."""
        because, condition = self.case.because(outcome, rule), rule.when.condition
        grounds = list(self._open_grounds(rule.when, depth + 1, "undecided", negated=False))
        if because is None and grounds and not isinstance(condition, Combination):
            return [bullet(grounds[0].text, depth), *grounds[1:]]
        if isinstance(condition, OutcomeCondition) and because is not None:
            grounds = self._open_beside(because, condition.outcome, grounds)
        return heading(self.case, outcome, rule, depth) + grounds

    def _open_beside(self, because: str, outcome: str, grounds: list[Line]) -> list[Line]:
        """How an outcome stands and what it may become, without what the reason says itself."""
        if not says(because, self.case.terms.outcome(outcome)):
            return grounds
        stands, *beneath = grounds
        becomes = [line for line in beneath if line.depth == stands.depth + 1]
        is_one = len(becomes) == 2 and not becomes[0].is_bullet and becomes[1].is_bullet  # one level, by one rule
        label = self.case.terms.text(self.case.outcomes[outcome].at_most.label)
        if is_one and label.casefold() in because.casefold():
            beneath = beneath[1:]
        return [Line(line.text, line.depth - 1, is_bullet=line.is_bullet) for line in beneath]

    def _open_grounds(self, traced: ConditionTrace, depth: int, wanted: Holds, *, negated: bool) -> Iterator[Line]:
        """The comparisons that leave a condition open, with what they found."""
        condition = traced.condition
        if isinstance(condition, Combination):
            for part in traced.parts:
                if part.holds == wanted:
                    yield from self._open_grounds(part, depth, wanted, negated=negated ^ (condition.kind == "not"))
        elif isinstance(condition, ScaleCondition):
            yield Line(self._needed(condition, negated=negated), depth)
        elif isinstance(condition, OutcomeCondition):
            outcome = self.case.outcomes[condition.outcome]
            yield Line(self.case.stands(outcome), depth)
            yield from self.open(outcome, depth + 1, decisive_rank(outcome, condition))

    def _reason(self, outcome: OutcomeTrace, rule: RuleTrace) -> ReasonLines:
        because, condition = self.case.because(outcome, rule), rule.when.condition
        grounds = tuple(self._grounds(rule.when, "holds", negated=False))
        if because is not None:
            return ReasonLines((bullet(because),),
                               tuple(self._beside(because, condition, ground) for ground in grounds))
        if isinstance(condition, Combination):
            return ReasonLines(tuple(condition_lines(self.case.terms, condition)), grounds)
        (ground,) = grounds
        head = self.case.answered(condition.item) if isinstance(condition, ItemCondition) else ground.text
        return ReasonLines((bullet(head or ""),), (_unsaid(ground),))

    def _beside(self, because: str, condition: Condition, ground: Ground) -> Ground:
        """What a reason rests on, without what the reason says itself."""
        if isinstance(condition, ItemCondition) and self._says_item(because, condition):
            return _unsaid(ground)
        if isinstance(condition, OutcomeCondition) and self._says_outcome(because, condition.outcome):
            n_rules = len(self.case.outcomes[condition.outcome].decided_by)
            return attrs.evolve(ground, text=self.words("why.each") if ground.reasons and n_rules > 1 else None)
        return ground

    def _grounds(self, traced: ConditionTrace, wanted: Holds, *, negated: bool) -> Iterator[Ground]:
        """What makes a condition hold or fail, with what was found there."""
        condition = traced.condition
        if isinstance(condition, Combination):
            turned = condition.kind == "not"
            wanted = _OPPOSITE[wanted] if turned else wanted
            for part in traced.parts:
                if part.holds == wanted:
                    yield from self._grounds(part, wanted, negated=negated ^ turned)
        elif isinstance(condition, ScaleCondition):
            yield attrs.evolve(self._behind_scale(condition.scale), text=self._needed(condition, negated=negated))
        elif isinstance(condition, OutcomeCondition):
            yield self._behind_outcome(self.case.outcomes[condition.outcome])
        else:
            yield Ground(facts=(self._fact(condition.item, self.case.answered(condition.item)),))

    def _needed(self, condition: ScaleCondition, *, negated: bool) -> str:
        return self.words("why.needed", what=self.case.counted(condition.scale),
                          needed=comparison_words(self.case.terms, condition, negated=negated))

    def _behind_outcome(self, outcome: OutcomeTrace) -> Ground:
        stands = self.case.stands(outcome)
        reasons = self.reasons(outcome) if self._first_time("outcome", outcome.outcome) else ()
        if not reasons:
            return Ground(stands)
        key = "why.because_each" if len(outcome.decided_by) > 1 else "why.because"
        return Ground(self.words(key, what=stands), reasons=reasons)

    def _behind_scale(self, scale: str) -> Ground:
        """What adds to a scale: answers, earlier scales, or conditions."""
        if not self._first_time("scale", scale):
            return Ground()
        formula, traced = self.case.terms.scales[scale].formula, self.case.scales[scale]
        if isinstance(formula, Points):
            return Ground(reasons=tuple(self._points(formula, traced)))
        if isinstance(formula, Combine | Lookup):
            return Ground(reasons=tuple(
                ReasonLines((bullet(self.case.counted(part.source)),), (self._behind_scale(part.source),))
                for part in traced.contributions))
        least = traced.least if isinstance(formula, Highest) else None
        parts = [part for part in traced.contributions if part.least and least in (None, part.least)]
        return self._counted(parts, with_points=not isinstance(formula, Count))

    def _counted(self, parts: Sequence[Contribution], *, with_points: bool) -> Ground:
        """The answers that add something, those that stand above already as a number only."""
        new = [part for part in parts if ("item", part.source) not in self._told]
        facts = []
        for part in new:
            told = self.case.answered(part.source)
            told = self.words("points", what=told, points=plain(part.least)) if with_points else told
            facts.append(self._fact(part.source, told))
        n_told = len(parts) - len(new)
        return Ground(facts=tuple(facts), also=self.words.counted("why.named", n_told) if n_told else None)

    def _points(self, formula: Points, traced: ScaleTrace) -> Iterator[ReasonLines]:
        for part in traced.contributions:
            if part.least == part.most and part.least:
                condition, _ = formula.entries[int(part.source)]
                yield ReasonLines((bullet(self.words("scale.points_if", points=plain(part.least))),
                                   *condition_lines(self.case.terms, condition, 1)))

    def _fact(self, item: str, told: str) -> Fact:
        return Fact(item, told, is_again=not self._first_time("item", item))

    def _says_item(self, because: str, condition: ItemCondition) -> bool:
        """Whether a reason says the item and its answer: then neither is told beside it."""
        known = self.case.terms.items[condition.item]
        return len(condition.options) == 1 and any(
            says(because, self.case.terms.text(text)) for text in (known.text, known.name))

    def _says_outcome(self, because: str | None, name: str) -> bool:
        """Whether a reason says an outcome and the levels that it may have."""
        terms = self.case.terms
        levels = [terms.text(level.label) for level in self.case.outcomes[name].possible]
        return because is not None and says(because, terms.outcome(name)) and all(
            level.casefold() in because.casefold() for level in levels)

    def _first_time(self, kind: str, name: str) -> bool:
        is_new = (kind, name) not in self._told
        self._told.add((kind, name))
        return is_new


def heading(case: Case, outcome: OutcomeTrace, rule: RuleTrace, depth: int) -> list[Line]:
    """A rule by its reason, or by its condition where it has none."""
    because = case.because(outcome, rule)
    return [bullet(because, depth)] if because is not None else condition_lines(case.terms, rule.when.condition, depth)


def says(because: str, what: str) -> bool:
    """Whether a sentence has at least half of the words of another text, by how they begin; short words do not count.

    Examples:
        >>> says("The stalker has used violence in this episode.", "Violence in this episode")
        True
        >>> says("Criterion 3 of the manual.", "Violence in this episode")
        False
    """
    begun, wanted = _beginnings(because), _beginnings(what)
    return bool(wanted) and 2 * len(begun & wanted) >= len(wanted)


def _beginnings(text: str) -> set[str]:
    return {word[:_ENOUGH] for word in _WORDS.findall(text.casefold()) if len(word) >= _ENOUGH}


def _unsaid(ground: Ground) -> Ground:
    """A ground whose text, or whose only answer, stands above it already."""
    return attrs.evolve(ground, text=None, facts=ground.facts if ground.text is not None else tuple(
        attrs.evolve(fact, told=None) for fact in ground.facts))


_ENOUGH = 4
_WORDS = re.compile(r"\w+")
