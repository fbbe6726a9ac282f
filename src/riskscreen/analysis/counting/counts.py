"""What holds in how many answer sets, with the smallest of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from riskscreen.analysis.counting.answer_sets import AnswerSet, answer_set
from riskscreen.analysis.counting.cut_offs import CutOff
from riskscreen.analysis.counting.parts import CutOffMove, LevelMove, LevelReach, OutcomeReach, RuleReach
from riskscreen.analysis.counting.sets import Reached, Set, Sets
from riskscreen.engine.compile import Compiled
from riskscreen.model.named import Named
from riskscreen.model.outcome import Level, Outcome

NOTHING = Reached(0, None)


class Counting:
    """Counts what holds over some answer sets, with an example of each."""

    def __init__(self, compiled: Compiled, sets: Sets) -> None:
        self.compiled = compiled
        self.sets = sets
        self.result = compiled.definition.result_number

    def example(self, one: Set) -> AnswerSet | None:
        """The smallest of these answer sets."""
        return self._shown(self.sets.reached(one))

    def _shown(self, reached: Reached) -> AnswerSet | None:
        return None if reached.choices is None else answer_set(self.compiled, reached.choices)

    def outcomes(self, *, exact: bool) -> Named[OutcomeReach]:
        """How often each level and each rule occurs."""
        return Named("outcome", {outcome.id: OutcomeReach(
            outcome.id, Named("level", {level.id: level for level in self._levels(n, outcome)}),
            Named("rule", {rule.id: self._rule(n, k) for k, rule in enumerate(outcome.rules)}), exact)
            for n, outcome in enumerate(self.compiled.definition.outcomes)})

    def _levels(self, n: int, outcome: Outcome) -> Iterator[LevelReach]:
        found = self.sets.by_rank(self.sets.base.ranks(n))
        for rank, level in enumerate(outcome.levels):
            reached = found.get(rank, NOTHING)
            yield LevelReach(level.id, reached.count, self._shown(reached))

    def _rule(self, n: int, k: int) -> RuleReach:
        outcome, truths = self.compiled.definition.outcomes[n], self.sets.base.rules[n]
        rule = outcome.rules[k]
        others = [truth for other, (found, truth) in enumerate(zip(outcome.rules, truths, strict=True))
                  if other != k and found.rank >= rule.rank]
        alone = self.sets.without(truths[k], self.sets.union(others))
        changing = alone if rule.rank else self.sets.none
        changes_result = changing if n == self.result or changing == self.sets.none else self._missed(n, k, changing)
        can_hold, holds_alone, *changes = map(self.sets.reached, (truths[k], alone, changing, changes_result))
        return RuleReach(rule.id, rule.level, can_hold.count, holds_alone.count, changes[0].count, changes[1].count,
                         self._shown(can_hold), self._shown(holds_alone),
                         self._shown(changes[1] if changes[1].count else changes[0]))

    def _missed(self, n: int, k: int, changing: Set) -> Set:
        """Where the result would be another without a rule."""
        definition = self.compiled.definition
        outcomes, rules = list(definition.outcomes), definition.outcomes[n].rules
        outcomes[n] = attrs.evolve(outcomes[n], rules=(*rules[:k], *rules[k + 1:]))
        changed = self.sets.changed(attrs.evolve(definition, outcomes=tuple(outcomes)), n, within=changing)
        return self.sets.differing(self.sets.base.ranks(self.result), changed.ranks(self.result))

    def cut_off(self, cut_off: CutOff, by: int, *, exact: bool) -> CutOffMove:
        """What moving a cut-off does to the result."""
        told_apart, moved = self.sets.moved(cut_off, by)
        levels = self.compiled.definition.outcomes[self.result].levels
        found = self.sets.moves(self.sets.base.ranks(self.result), moved.ranks(self.result))
        return CutOffMove(cut_off, by, self.sets.reached(told_apart).count,
                          tuple(level_moves(self.compiled, levels, levels, found)), exact)


def level_moves(compiled: Compiled, before: Sequence[Level], after: Sequence[Level],
                found: Mapping[tuple[int, int], Reached]) -> Iterator[LevelMove]:
    """From which level to which other answer sets go, by both ranks, in the order of the levels."""
    for old, new in sorted(found):
        if before[old].id != after[new].id:
            reached = found[old, new]
            assert reached.choices is not None
            yield LevelMove(before[old].id, after[new].id, reached.count, answer_set(compiled, reached.choices))
