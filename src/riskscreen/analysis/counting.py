"""What holds in how many answer sets, counted over states that each stand for some."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from riskscreen.analysis.answer_sets import AnswerSet, answer_set
from riskscreen.analysis.cut_offs import CutOff, moved_definition, moved_outcomes
from riskscreen.analysis.holding import Bits, Evaluated, Holding
from riskscreen.analysis.linear import with_linear_columns
from riskscreen.analysis.parts import CutOffMove, LevelMove, LevelReach, OutcomeReach, RuleReach
from riskscreen.engine.compile import Compiled, compile_definition
from riskscreen.model.named import Named
from riskscreen.model.outcome import Level


class States(Protocol):
    """States with how many answer sets each stands for, and an answer set of each; the smallest come first."""

    @property
    def states(self) -> Sequence[int]: ...

    @property
    def counts(self) -> Sequence[int]: ...

    def choices(self, place: int) -> Mapping[int, int]: ...


class Counting:
    """Counts what holds over some states, with an example of each."""

    def __init__(self, compiled: Compiled, found: States) -> None:
        self.compiled = compiled
        self.found = found
        self.holding = Holding(compiled, found.states, found.counts)
        self.base = self.holding.evaluated(compiled.definition.outcomes)
        self.result = [outcome.id for outcome in compiled.definition.outcomes].index(compiled.definition.result)

    def example(self, bits: Bits) -> AnswerSet | None:
        """The smallest of these answer sets."""
        place = self.holding.first(bits)
        return None if place is None else answer_set(self.compiled, self.found.choices(place))

    def outcomes(self, *, exact: bool) -> Named[OutcomeReach]:
        """How often each level and each rule occurs."""
        return Named("outcome", {outcome.id: OutcomeReach(
            outcome.id,
            Named("level", {level.id: LevelReach(level.id, self.holding.count(bits), self.example(bits))
                            for level, bits in zip(outcome.levels, self.base.levels[n], strict=True)}),
            Named("rule", {rule.id: self._rule(n, k) for k, rule in enumerate(outcome.rules)}), exact)
            for n, outcome in enumerate(self.compiled.definition.outcomes)})

    def _rule(self, n: int, k: int) -> RuleReach:
        outcome, truths = self.compiled.definition.outcomes[n], self.base.rules[n]
        rule, ladder = outcome.rules[k], outcome.levels[0].ladder
        rank = ladder.index(rule.level)
        alone = truths[k]
        for other, (found, truth) in enumerate(zip(outcome.rules, truths, strict=True)):
            if other != k and ladder.index(found.level) >= rank:
                alone &= ~truth
        changing = alone if rank else 0
        changes_result = changing if n == self.result else self._missed(n, k) if changing else 0
        count = self.holding.count
        return RuleReach(rule.id, rule.level, count(truths[k]), count(alone), count(changing), count(changes_result),
                         self.example(truths[k]), self.example(alone), self.example(changes_result or changing))

    def _missed(self, n: int, k: int) -> Bits:
        """Where the result would be another without a rule."""
        outcomes = list(self.compiled.definition.outcomes)
        rules = outcomes[n].rules
        outcomes[n] = outcomes[n].__replace__(rules=(*rules[:k], *rules[k + 1:]))
        return self._moved(self.holding.evaluated(outcomes, self.base, n))

    def _moved(self, changed: Evaluated) -> Bits:
        bits = 0
        for before, after in zip(self.base.levels[self.result], changed.levels[self.result], strict=True):
            bits |= before & ~after
        return bits

    def cut_off(self, cut_off: CutOff, by: int, *, exact: bool) -> CutOffMove:
        """What moving a cut-off does to the result."""
        told_apart, changed = self.with_cut_off(cut_off, by)
        levels = self.compiled.definition.outcomes[self.result].levels
        moves = tuple(self.moves(levels, changed.levels[self.result]))
        return CutOffMove(cut_off, by, self.holding.count(told_apart), moves, exact)

    def moves(self, levels: Sequence[Level], bits_of: Sequence[Bits]) -> Iterator[LevelMove]:
        """From which level of the result to which of these levels answer sets go, where both have not the same id."""
        own = self.compiled.definition.outcomes[self.result].levels
        for before, bits in zip(own, self.base.levels[self.result], strict=True):
            for after, other in zip(levels, bits_of, strict=True):
                example = self.example(bits & other) if before.id != after.id else None
                if example is not None:
                    yield LevelMove(before.id, after.id, self.holding.count(bits & other), example)

    def with_cut_off(self, cut_off: CutOff, by: int) -> tuple[Bits, Evaluated]:
        """Where a scale has a number between a cut-off and where it is moved to, and what then holds."""
        definition = self.compiled.definition
        told_apart = self.holding.between(cut_off, by)
        if not told_apart:
            return 0, self.base
        if cut_off.outcome is not None:
            outcomes = moved_outcomes(definition, cut_off, by)
            return told_apart, self.holding.evaluated(outcomes, self.base, cut_off.place[0])
        moved = with_linear_columns(compile_definition(moved_definition(definition, cut_off, by)))
        return told_apart, Holding(moved, self.found.states, self.found.counts).evaluated(moved.definition.outcomes)

    def ranks(self) -> list[int]:
        """The rank of the result in each state."""
        found = [0] * len(self.found.states)
        for rank, bits in enumerate(self.base.levels[self.result]):
            for place in self.holding.places(bits):
                found[place] = rank
        return found
