"""Why a level: the rules that decided it, those that are still open, and the answers behind both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskscreen.engine.trace import ConditionTrace, Contribution, Holds, OutcomeTrace, RuleTrace
from riskscreen.explain.blocks.case import Case
from riskscreen.explain.find.open_answers import decisive_rank
from riskscreen.explain.words.conditions import comparison_words, condition_lines
from riskscreen.explain.words.levels import alternatives
from riskscreen.explain.words.lines import Line, bullet
from riskscreen.model.condition import Combination, ItemCondition, OutcomeCondition, ScaleCondition, leaves_of
from riskscreen.model.number import plain
from riskscreen.model.outcome import Level
from riskscreen.model.scale import Combine, Count, Highest, Lookup, Points

_OPPOSITE: dict[Holds, Holds] = {"holds": "does_not_hold", "does_not_hold": "holds", "undecided": "undecided"}


class Why:
    """The reasons of one case.  What has been told of a scale or an outcome is not told twice."""

    def __init__(self, case: Case) -> None:
        self.case, self.words = case, case.terms.words
        self._told: set[tuple[str, str]] = set()
        self._open_from: dict[str, int] = {}

    def decided(self, outcome: OutcomeTrace, depth: int) -> list[Line]:
        """The rules that reach the lowest level that is still possible."""
        rules = [rule for rule in outcome.rules if rule.rule in outcome.decided_by]
        if not rules and outcome.at_least.rank > 0:
            return self._one_of(outcome, depth)
        lines = [] if outcome.at_most.rank > 0 else self._no_rule(outcome, depth)
        return lines + [line for rule in rules for line in self._rule(outcome, rule, depth, "holds")]

    def open(self, outcome: OutcomeTrace, depth: int, lowest: int) -> list[Line]:
        """The rules that could still lead to a higher level, the highest first; none below the rank *lowest*."""
        told_from = self._open_from.get(outcome.outcome, len(outcome.at_least.ladder))
        self._open_from[outcome.outcome] = min(lowest, told_from)
        lines: list[Line] = []
        for level in reversed(self.case.terms.outcomes[outcome.outcome].levels[lowest:told_from]):
            rules = [rule for rule in outcome.rules if rule.level == level.id and rule.holds == "undecided"]
            if rules and level > outcome.at_least:
                lines.append(Line(self._becomes(level, outcome, len(rules)), depth))
                lines += [line for rule in rules for line in self._rule(outcome, rule, depth, "undecided")]
        return lines

    def _becomes(self, level: Level, outcome: OutcomeTrace, n_rules: int) -> str:
        terms, highest = self.case.terms, outcome.at_most
        if level.kind == "route":
            label = alternatives(terms, [each for each in outcome.possible if each >= level])
            return self.words.counted("open.if", n_rules, level=label)
        key = "open.if" if level == highest else "open.if_or_higher"
        return self.words.counted(key, n_rules, level=terms.text(level.label))

    def _no_rule(self, outcome: OutcomeTrace, depth: int) -> list[Line]:
        """That the level is the lowest one, with the numbers that its rules look at."""
        scales = dict.fromkeys(leaf.scale for rule in outcome.rules for leaf in leaves_of(rule.when.condition)
                               if isinstance(leaf, ScaleCondition))
        key = "why.no_rule.route" if outcome.at_least.kind == "route" else "why.no_rule"
        return [Line(self.words(key), depth), *(bullet(self.case.counted(scale), depth) for scale in scales)]

    def _one_of(self, outcome: OutcomeTrace, depth: int) -> list[Line]:
        rules = [rule for rule in outcome.rules if rule.holds == "undecided" and outcome.at_least <= rule.level]
        key = "why.one_of_filled" if self.case.may_be_filled_in else "why.one_of"
        return [Line(self.words(key), depth),
                *(line for rule in rules for line in heading(self.case, outcome, rule, depth))]

    def _rule(self, outcome: OutcomeTrace, rule: RuleTrace, depth: int, wanted: Holds) -> list[Line]:
        because, condition = self.case.because(outcome, rule), rule.when.condition
        if isinstance(condition, ItemCondition) and because is not None and self._says(because, condition.item):
            self._first_time("item", condition.item)
            return [bullet(because, depth)]
        grounds = list(self._grounds(rule.when, depth + 1, wanted, negated=False))
        if because is None and grounds and not isinstance(condition, Combination):
            return [bullet(grounds[0].text, depth), *grounds[1:]]
        return heading(self.case, outcome, rule, depth) + grounds

    def _grounds(self, traced: ConditionTrace, depth: int, wanted: Holds, *, negated: bool) -> Iterator[Line]:
        """The comparisons that make a condition hold, fail or stay open, with what they found."""
        condition = traced.condition
        if isinstance(condition, Combination):
            turned = condition.kind == "not"
            wanted = _OPPOSITE[wanted] if turned else wanted
            for part in traced.parts:
                if part.holds == wanted:
                    yield from self._grounds(part, depth, wanted, negated=negated ^ turned)
        elif isinstance(condition, ScaleCondition):
            yield Line(self.words("why.needed", what=self.case.counted(condition.scale),
                                  needed=comparison_words(self.case.terms, condition, negated=negated)), depth)
            if wanted != "undecided":
                yield from self._behind_scale(condition.scale, depth + 1)
        elif not isinstance(condition, ItemCondition):
            yield from self._behind_outcome(condition, depth, wanted)
        elif wanted != "undecided":
            self._first_time("item", condition.item)
            yield Line(self.case.answered(condition.item), depth)

    def _behind_outcome(self, condition: OutcomeCondition, depth: int, wanted: Holds) -> Iterator[Line]:
        outcome = self.case.outcomes[condition.outcome]
        if wanted == "undecided":
            yield Line(self.case.stands(outcome), depth)
            yield from self.open(outcome, depth + 1, decisive_rank(outcome, condition))
            return
        stands = self.case.stands(outcome)
        lines = self.decided(outcome, depth + 1) if self._first_time("outcome", outcome.outcome) else []
        if lines:
            stands = self.words("why.because_each" if len(outcome.decided_by) > 1 else "why.because", what=stands)
        yield Line(stands, depth)
        yield from lines

    def _behind_scale(self, scale: str, depth: int) -> Iterator[Line]:
        """What adds to a scale: answers, earlier scales, or conditions."""
        if not self._first_time("scale", scale):
            return
        formula, traced = self.case.terms.scales[scale].formula, self.case.scales[scale]
        if isinstance(formula, Points):
            for part in traced.contributions:
                yield from self._points(formula, part, depth)
        elif isinstance(formula, Combine | Lookup):
            for part in traced.contributions:
                yield bullet(self.case.counted(part.source), depth)
                yield from self._behind_scale(part.source, depth + 1)
        else:
            least = traced.least if isinstance(formula, Highest) else None
            parts = [part for part in traced.contributions if part.least and least in (None, part.least)]
            yield from self._items(parts, depth, with_points=not isinstance(formula, Count))

    def _items(self, parts: Sequence[Contribution], depth: int, *, with_points: bool) -> Iterator[Line]:
        """The answers that add something, those that stand above already as a number only."""
        new = [part for part in parts if self._first_time("item", part.source)]
        for part in new:
            told = self.case.answered(part.source)
            yield bullet(self.words("points", what=told, points=plain(part.least)) if with_points else told, depth)
        if len(parts) > len(new):
            yield bullet(self.words.counted("why.named", len(parts) - len(new)), depth)

    def _points(self, formula: Points, part: Contribution, depth: int) -> Iterator[Line]:
        if part.least == part.most and part.least:
            condition, _ = formula.entries[int(part.source)]
            yield bullet(self.words("scale.points_if", points=plain(part.least)), depth)
            yield from condition_lines(self.case.terms, condition, depth + 1)

    def _says(self, because: str, item: str) -> bool:
        """Whether a reason says what the item asks, or what it is called: then the item need not be told beside it."""
        known = self.case.terms.items[item]
        return _bare(because) in {_bare(self.case.terms.text(text)) for text in (known.text, known.name)}

    def _first_time(self, kind: str, name: str) -> bool:
        is_new = (kind, name) not in self._told
        self._told.add((kind, name))
        return is_new


def heading(case: Case, outcome: OutcomeTrace, rule: RuleTrace, depth: int) -> list[Line]:
    """A rule by its reason, or by its condition where it has none."""
    because = case.because(outcome, rule)
    return [bullet(because, depth)] if because is not None else condition_lines(case.terms, rule.when.condition, depth)


def _bare(text: str) -> str:
    return text.strip(" .").casefold()
