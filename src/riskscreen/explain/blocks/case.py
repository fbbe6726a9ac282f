"""One scored case, ready to be told: its trace by name, and its answers in words."""

from __future__ import annotations

from riskscreen.engine.trace import OutcomeTrace, RuleTrace, ScaleTrace, Trace
from riskscreen.explain.words.given import answer_words
from riskscreen.explain.words.levels import standing_words
from riskscreen.explain.words.terms import Terms
from riskscreen.model.answer import Answer
from riskscreen.model.outcome import Rule
from riskscreen.model.truth import NO, UNDECIDED, YES


class Case:
    """A trace and the terms to tell it in."""

    def __init__(self, terms: Terms, trace: Trace) -> None:
        self.terms, self.trace = terms, trace
        self.answers: dict[str, Answer] = {entry.item: entry for entry in trace.items}
        self.scales: dict[str, ScaleTrace] = {scale.scale: scale for scale in trace.scales}
        self.outcomes: dict[str, OutcomeTrace] = {outcome.outcome: outcome for outcome in trace.outcomes}
        self.rules: dict[tuple[str, str], Rule] = {(outcome.id, rule.id): rule
                                                   for outcome in terms.outcomes.values() for rule in outcome.rules}

    @property
    def result(self) -> OutcomeTrace:
        """The outcome that is the result."""
        return self.outcomes[self.terms.definition.result]

    @property
    def is_settled(self) -> bool:
        """Whether the result has one level, whatever the open answers turn out to be."""
        return self.result.at_least == self.result.at_most

    @property
    def filled_in(self) -> tuple[ScaleTrace, ...]:
        """The scales for which a published rule for missing answers was used."""
        return tuple(traced for traced in self.trace.scales if traced.filled_in is not None)

    @property
    def may_be_filled_in(self) -> bool:
        """Whether a rule for missing answers may have stood in for some, so that not all answers were tried."""
        return any(traced.n_missing for traced in self.trace.scales)

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

    @property
    def open_items(self) -> tuple[str, ...]:
        """The items that scoring can see, that apply or may apply, and that nobody could answer."""
        return tuple(name for name, entry in self.answers.items() if self.is_open(name))

    @property
    def without_answer(self) -> tuple[str, ...]:
        """The items that are unknown, and those that could count and were not answered."""
        return tuple(name for name, entry in self.answers.items() if entry.state == "unknown"
                     or (self.is_open(name) and entry.state != "narrowed"))

    def is_open(self, item: str) -> bool:
        """Whether an item's answer may still turn out one way or another."""
        entry = self.answers[item]
        may_differ = len(entry.left) > 1 if entry.left else bool(self.terms.items[item].response.choices)
        return entry.applies != NO and may_differ

    def may_not_apply(self, item: str) -> bool:
        """Whether it hangs on other open answers if an item applies."""
        return self.answers[item].applies == UNDECIDED

    def takes_part(self, item: str) -> bool:
        """Whether an item counts in every completion: it applies, and no answer that it may have takes it out."""
        entry = self.answers[item]
        every = self.terms.items[item].response.choices
        choices = [choice for choice in every if choice.id in entry.left] or every
        return entry.applies == YES and not any(choice.not_applicable for choice in choices)

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
