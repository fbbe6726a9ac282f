"""A comparison of two results and its words: the answers that differ, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import attrs

from riskscreen.engine.trace import Trace
from riskscreen.explain.find.differences import (
    AnswerDifference,
    OutcomeDifference,
    RuleDifference,
    ScaleDifference,
    found_differences,
)
from riskscreen.explain.told.told import Told
from riskscreen.explain.words.conditions import condition_lines
from riskscreen.explain.words.given import answer_words
from riskscreen.explain.words.levels import standing_words
from riskscreen.explain.words.lines import Block, Line, bullet
from riskscreen.explain.words.terms import Terms
from riskscreen.model.definition import Definition

Difference = AnswerDifference | OutcomeDifference | ScaleDifference | RuleDifference


@attrs.frozen(repr=False)
class Comparison(Told[Difference]):
    """All that differs between two results, in the order of the instrument; empty where nothing does."""

    answers: tuple[AnswerDifference, ...]
    scales: tuple[ScaleDifference, ...]
    rules: tuple[RuleDifference, ...]
    outcomes: tuple[OutcomeDifference, ...]
    definition: Definition

    def to_dict(self) -> dict[str, object]:
        """What differs in plain values, ready for JSON."""
        return {"answers": [answer.to_dict() for answer in self.answers],
                "scales": [scale.to_dict() for scale in self.scales],
                "rules": [rule.to_dict() for rule in self.rules],
                "outcomes": [outcome.to_dict() for outcome in self.outcomes]}

    def blocks(self, terms: Terms) -> list[Block]:
        """Answers, outcomes, numbers and rules that differ, each under a title."""
        words = terms.words
        if not self:
            return [[Line(words("comparison.none"))]]
        scales = [bullet(terms.pair(terms.scale(scale.scale), _changed(
            terms, terms.span(*scale.before), terms.span(*scale.after))), 1) for scale in self.scales]
        outcomes = [_outcome(terms, outcome) for outcome in self.outcomes]
        return [
            _titled(words("comparison.answers"), (_answer(terms, answer) for answer in self.answers)),
            _titled(words("comparison.outcomes"), outcomes) or [Line(words("comparison.same_outcomes"))],
            _titled(words("comparison.scales"), scales),
            _titled(words("comparison.rules"), _rules(terms, self.rules))]

    @property
    def _members(self) -> tuple[Difference, ...]:
        return (*self.answers, *self.outcomes, *self.scales, *self.rules)

    @property
    def _in_short(self) -> str:
        kinds = {"answers": self.answers, "outcomes": self.outcomes, "scales": self.scales, "rules": self.rules}
        return ", ".join(f"{len(found)} {kind}" for kind, found in kinds.items() if found) or "nothing differs"


def comparison_of(definition: Definition, before: Trace, after: Trace) -> Comparison:
    """What differs between two traces of the same instrument."""
    found = found_differences(before, after)
    return Comparison(found.answers, found.scales, found.rules, found.outcomes, definition)


def _titled(title: str, lines: Iterable[Line]) -> list[Line]:
    found = list(lines)
    return [Line(title), *found] if found else []


def _changed(terms: Terms, before: str, after: str) -> str:
    return terms.words("comparison.changed", before=before, after=after)


def _answer(terms: Terms, answer: AnswerDifference) -> Line:
    before = answer_words(terms, answer.item, answer.before, answer.answer_before)
    after = answer_words(terms, answer.item, answer.after, answer.answer_after)
    return bullet(terms.pair(terms.item(answer.item), _changed(terms, before, after)), 1)


def _outcome(terms: Terms, outcome: OutcomeDifference) -> Line:
    return bullet(terms.pair(terms.outcome(outcome.outcome), _changed(
        terms, standing_words(terms, outcome.before), standing_words(terms, outcome.after))), 1)


def _rules(terms: Terms, rules: Iterable[RuleDifference]) -> Iterator[Line]:
    """The rules beneath the outcome that they are of."""
    for outcome, of_outcome in groupby(rules, key=lambda rule: rule.outcome):
        yield Line(terms.outcome(outcome), 1)
        for rule in of_outcome:
            yield from _rule(terms, rule)


def _rule(terms: Terms, difference: RuleDifference) -> list[Line]:
    """A rule by its reason, or by its condition where it has none."""
    rule = next(rule for rule in terms.outcomes[difference.outcome].rules if rule.id == difference.rule)
    lines = [Line(terms.text(rule.because))] if rule.because is not None else condition_lines(terms, rule.when, 2)
    changed = _changed(terms, terms.words(_HOLDS[difference.before]), terms.words(_HOLDS[difference.after]))
    level = terms.level(difference.outcome, rule.level)
    return [bullet(terms.words("details.rule", level=level, holds=changed, rule=lines[0].text), 2), *lines[1:]]


_HOLDS = {"holds": "holds", "does_not_hold": "holds.not", "undecided": "holds.open"}
