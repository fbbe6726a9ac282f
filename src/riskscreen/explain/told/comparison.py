"""A comparison of two results and its words: the answers that differ, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import attrs

from riskscreen.definition.shared_items import shared_items
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
from riskscreen.explain.words.terms import Terms, language_of
from riskscreen.model.definition import Definition

AnyDifference = AnswerDifference | OutcomeDifference | ScaleDifference | RuleDifference


@attrs.frozen(repr=False)
class Comparison(Told[AnyDifference]):
    """All that differs between two results, in the order of the instrument; empty where nothing does.

    The results may come from two versions of an instrument, or from two instruments: then ``earlier`` is the definition
    of the first, and answers are compared where both ask the same, by definition.  ``only_before`` and ``only_after``
    are the items that only one of the two asks, ``unlike`` those of one id with other answers in each.
    """

    answers: tuple[AnswerDifference, ...]
    scales: tuple[ScaleDifference, ...]
    rules: tuple[RuleDifference, ...]
    outcomes: tuple[OutcomeDifference, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    unlike: tuple[str, ...]
    earlier: Definition
    definition: Definition

    def to_dict(self) -> dict[str, object]:
        """What differs in plain values, ready for JSON."""
        return {"answers": [answer.to_dict() for answer in self.answers],
                "scales": [scale.to_dict() for scale in self.scales],
                "rules": [rule.to_dict() for rule in self.rules],
                "outcomes": [outcome.to_dict() for outcome in self.outcomes],
                **({} if self.earlier == self.definition else {
                    "only_before": list(self.only_before), "only_after": list(self.only_after),
                    "unlike": list(self.unlike)})}

    def blocks(self, terms: Terms) -> list[Block]:
        """Answers, outcomes, numbers and rules that differ, each under a title."""
        words = terms.words
        if not self:
            none = words("comparison.none" if self._is_of_one_instrument else "comparison.none_shared")
            return [*_compared_with(terms, self), [Line(none)], *_not_compared(terms, self)]
        scales = [bullet(terms.pair(terms.scale(scale.scale), _changed(
            terms, terms.span(*scale.before), terms.span(*scale.after))), 1) for scale in self.scales]
        outcomes = [_outcome(terms, outcome) for outcome in self.outcomes]
        stays = [Line(words("comparison.same_outcomes"))] if self._is_of_one_instrument else []
        return [
            *_compared_with(terms, self),
            _titled(words("comparison.answers"), (_answer(terms, answer) for answer in self.answers)),
            _titled(words("comparison.outcomes"), outcomes) or stays,
            _titled(words("comparison.scales"), scales),
            _titled(words("comparison.rules"), _rules(terms, self.rules)),
            *_not_compared(terms, self)]

    @property
    def _is_of_one_instrument(self) -> bool:
        return self.earlier.id == self.definition.id

    @property
    def _members(self) -> tuple[AnyDifference, ...]:
        return (*self.answers, *self.outcomes, *self.scales, *self.rules)

    @property
    def _in_short(self) -> str:
        kinds = {"answers": self.answers, "outcomes": self.outcomes, "scales": self.scales, "rules": self.rules}
        return ", ".join(f"{len(found)} {kind}" for kind, found in kinds.items() if found) or "nothing differs"


def comparison_of(earlier: Definition, before: Trace, definition: Definition, after: Trace) -> Comparison:
    """What differs between two traces, each with its definition.

    Raises:
        InstrumentError: If two instruments do not agree about what asks the same.
    """
    shared = shared_items(earlier, definition)
    found = found_differences(before, after, shared, of_one_instrument=earlier.id == definition.id)
    return Comparison(found.answers, found.scales, found.rules, found.outcomes, shared.only_before, shared.only_after,
                      shared.unlike, earlier, definition)


def _compared_with(terms: Terms, comparison: Comparison) -> list[Block]:
    """Which definition the first result is of, where it is another one."""
    earlier = comparison.earlier
    if earlier == comparison.definition:
        return []
    return [[Line(terms.words("comparison.with", id=earlier.id, version=earlier.version))]]


def _not_compared(terms: Terms, comparison: Comparison) -> list[Block]:
    """The items that could not be compared, by name, with the reason."""
    language = terms.language if terms.language in comparison.earlier.languages else None
    then = Terms(comparison.earlier, language_of(comparison.earlier, language))
    return [_titled(terms.words(key), (bullet(asked.item(name), 1) for name in names)) for key, asked, names in (
        ("comparison.only_before", then, comparison.only_before),
        ("comparison.only_after", terms, comparison.only_after), ("comparison.unlike", terms, comparison.unlike))]


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
