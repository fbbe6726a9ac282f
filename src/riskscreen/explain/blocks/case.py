"""One scored case, ready to be told: its trace by name, and its answers in words."""

from __future__ import annotations

from riskscreen.engine.trace import OutcomeTrace, RuleTrace, Trace
from riskscreen.explain.find.named_trace import NamedTrace
from riskscreen.explain.words.given import answer_words
from riskscreen.explain.words.levels import standing_words
from riskscreen.explain.words.terms import Terms
from riskscreen.model.outcome import Rule


class Case(NamedTrace):
    """A trace and the terms to tell it in."""

    def __init__(self, terms: Terms, trace: Trace) -> None:
        super().__init__(terms.definition, trace)
        self.terms = terms
        self.rules: dict[tuple[str, str], Rule] = {(outcome.id, rule.id): rule
                                                   for outcome in terms.outcomes.values() for rule in outcome.rules}

    @property
    def loose(self) -> tuple[str, ...]:
        """The titles of the outcomes and scales whose limits may be wider than what can occur, but for routes."""
        outcomes = self._loose_outcomes("degree")
        scales = (self.terms.scale(scale.scale) for scale in self.trace.scales
                  if not scale.exact and scale.least != scale.most)
        return (*outcomes, *scales)

    @property
    def loose_routes(self) -> tuple[str, ...]:
        """The titles of the routes of which more may be told as possible than can occur."""
        return self._loose_outcomes("route")

    def _loose_outcomes(self, kind: str) -> tuple[str, ...]:
        return tuple(self.terms.outcome(outcome.outcome) for outcome in self.trace.outcomes
                     if not outcome.exact and outcome.at_least != outcome.at_most and outcome.at_least.kind == kind)

    def because(self, outcome: OutcomeTrace, rule: RuleTrace) -> str | None:
        """The reason that the definition gives for a rule, where it gives one."""
        because = self.rules[outcome.outcome, rule.rule].because
        return None if because is None else self.terms.text(because)

    def level(self, outcome: OutcomeTrace) -> str:
        """The level of an outcome, or those that are still possible."""
        return standing_words(self.terms, outcome.possible)

    def stands(self, outcome: OutcomeTrace) -> str:
        """An outcome and its level."""
        return self.terms.pair(self.terms.outcome(outcome.outcome), self.level(outcome))

    def counted(self, scale: str) -> str:
        """A scale and its number."""
        traced = self.scales[scale]
        return self.terms.pair(self.terms.scale(scale), self.terms.span(traced.least, traced.most))

    def answered(self, item: str) -> str:
        """An item and its answer."""
        return self.terms.pair(self.terms.item(item), self.answer(item))

    def answer(self, item: str) -> str:
        """The answer to an item, or why there is none."""
        entry = self.answers[item]
        answer = answer_words(self.terms, item, entry.state, entry.given)
        return self.terms.words("answer.maybe", answer=answer) if self.may_not_apply(item) else answer
