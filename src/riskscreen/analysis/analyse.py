"""Analyse an instrument: count over all answer sets, or over a sample that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Protocol

from riskscreen.analysis.analysis import Analysis
from riskscreen.analysis.answer_sets import AnswerSet, answer_of, answer_set
from riskscreen.analysis.cut_offs import CutOff, cut_offs_of, moved_definition, moved_outcomes
from riskscreen.analysis.diagram import Diagram
from riskscreen.analysis.differing import Differing
from riskscreen.analysis.holding import Bits, Evaluated, Holding
from riskscreen.analysis.parts import (
    Changed,
    CutOffMove,
    ItemReach,
    LevelMove,
    LevelReach,
    Lowered,
    NumberReach,
    OutcomeReach,
    RuleReach,
    ScaleReach,
)
from riskscreen.analysis.reach import Reached, reached
from riskscreen.analysis.reads import Reads
from riskscreen.analysis.sample import Chance, Choices, Sample
from riskscreen.analysis.sampled_items import SampledItems
from riskscreen.engine.compile import Compiled, compile_definition
from riskscreen.model.named import Named
from riskscreen.model.number import exact


class States(Protocol):
    """States with how many answer sets each stands for, and an answer set of each; the smallest come first."""

    @property
    def states(self) -> Sequence[int]: ...

    @property
    def counts(self) -> Sequence[int]: ...

    def choices(self, place: int) -> Choices: ...


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

    def cut_offs(self, *, exact: bool) -> Iterator[CutOffMove]:
        """What moving each cut-off does, first down, then up."""
        for cut_off in cut_offs_of(self.compiled.definition):
            for by in (-1, 1):
                yield self._cut_off(cut_off, by, exact=exact)

    def _cut_off(self, cut_off: CutOff, by: int, *, exact: bool) -> CutOffMove:
        told_apart, changed = self.with_cut_off(cut_off, by)
        levels = self.compiled.definition.outcomes[self.result].levels
        moves = []
        for before, bits in zip(levels, self.base.levels[self.result], strict=True):
            for after, other in zip(levels, changed.levels[self.result], strict=True):
                example = self.example(bits & other) if before is not after else None
                if example is not None:
                    moves.append(LevelMove(before.id, after.id, self.holding.count(bits & other), example))
        return CutOffMove(cut_off, by, self.holding.count(told_apart), tuple(moves), exact)

    def with_cut_off(self, cut_off: CutOff, by: int) -> tuple[Bits, Evaluated]:
        """Where a scale has a number between a cut-off and where it is moved to, and what then holds."""
        definition = self.compiled.definition
        told_apart = self.holding.between(cut_off, by)
        if not told_apart:
            return 0, self.base
        if cut_off.outcome is not None:
            outcomes = moved_outcomes(definition, cut_off, by)
            return told_apart, self.holding.evaluated(outcomes, self.base, cut_off.place[0])
        moved = compile_definition(moved_definition(definition, cut_off, by))
        return told_apart, Holding(moved, self.found.states, self.found.counts).evaluated(moved.definition.outcomes)

    def ranks(self) -> list[int]:
        """The rank of the result in each state."""
        found = [0] * len(self.found.states)
        for rank, bits in enumerate(self.base.levels[self.result]):
            for place in self.holding.places(bits):
                found[place] = rank
        return found


def analyse(compiled: Compiled, seed: int, chance: Chance) -> Analysis:
    """The analysis of an instrument; *chance* was made from *seed*."""
    return _Analyst(compiled, chance).analysis(seed)


class _Analyst:
    """Follows all joint states where there are few enough, and draws a sample, once, where there are too many."""

    def __init__(self, compiled: Compiled, chance: Chance) -> None:
        self.compiled = compiled
        self.chance = chance
        self.sample: Sample | None = None

    def analysis(self, seed: int) -> Analysis:
        """Everything, each part exact where it can be."""
        definition, every = self.compiled.definition, range(len(self.compiled.definition.outcomes))
        beside = reached(self.compiled, Reads(self.compiled, beside=1).of_outcomes(every))
        whole = beside or reached(self.compiled, Reads(self.compiled).of_outcomes(every))
        counting = Counting(self.compiled, whole or self.drawn())
        moving = counting if beside or not whole else Counting(self.compiled, self.drawn())
        outcomes = counting.outcomes(exact=whole is not None)
        cut_offs = tuple(moving.cut_offs(exact=beside is not None))
        items = self.items(whole, counting.ranks() if whole else [])
        scales = Named("scale", {scale.id: self.scale(n) for n, scale in enumerate(definition.scales)})
        n_answer_sets = whole.n_answer_sets if whole else self.drawn().n_answer_sets
        return Analysis(definition.id, definition.version, definition.result, n_answer_sets, outcomes, scales, items,
                        cut_offs, None if self.sample is None else seed,
                        0 if self.sample is None else len(self.sample.drawn))

    def drawn(self) -> Sample:
        """The sample."""
        if self.sample is None:
            self.sample = Sample(self.compiled, self.chance)
        return self.sample

    def scale(self, n: int) -> ScaleReach:
        """The numbers of a scale, by a programme of its own."""
        whole = reached(self.compiled, Reads(self.compiled).of_scale(n))
        return _scale(self.compiled, n, whole or self.drawn(), is_exact=whole is not None)

    def items(self, whole: Reached | None, ranks: list[int]) -> Named[ItemReach]:
        """How much each item matters."""
        differing = Differing(Diagram(whole, ranks)) if whole else None
        if differing is not None and differing.is_complete:
            reach = [_item(self.compiled, differing, n) for n in range(len(self.compiled.items))]
        else:
            sampled = SampledItems(self.compiled, self.drawn())
            reach = [_sampled_item(self.compiled, sampled, n, len(self.drawn().drawn))
                     for n in range(len(self.compiled.items))]
        return Named("item", {each.id: each for each in reach})


def _scale(compiled: Compiled, n: int, found: States, *, is_exact: bool) -> ScaleReach:
    """The numbers that a scale has in some states."""
    places: dict[int, int] = {}
    counts: dict[int, int] = {}
    numbers = Holding(compiled, found.states, found.counts).number_of(n)
    for place, (number, count) in enumerate(zip(numbers, found.counts, strict=True)):
        places.setdefault(number, place)
        counts[number] = counts.get(number, 0) + count
    unit = compiled.units[n]
    return ScaleReach(compiled.definition.scales[n].id, tuple(
        NumberReach(exact(number, unit), counts[number], answer_set(compiled, found.choices(places[number])))
        for number in sorted(counts)), is_exact)


def _item(compiled: Compiled, differing: Differing, n: int) -> ItemReach:
    n_changes = differing.n_changing(n)
    return ItemReach(
        compiled.items[n].id, n_changes, Fraction(n_changes, differing.diagram.reached.n_answer_sets),
        _changed(compiled, n, differing.change(n)), _lowered(compiled, differing.lowering(n)))


def _sampled_item(compiled: Compiled, sampled: SampledItems, n: int, n_sampled: int) -> ItemReach:
    changes = list(sampled.changes(n))
    return ItemReach(
        compiled.items[n].id, len(changes), Fraction(len(changes), n_sampled),
        _changed(compiled, n, changes[0] if changes else None), _lowered(compiled, sampled.lowering(n)), exact=False)


def _changed(compiled: Compiled, n: int, change: tuple[Choices, int] | None) -> Changed | None:
    if change is None:
        return None
    choices, other = change
    return Changed(answer_set(compiled, choices), compiled.items[n].id, answer_of(compiled, n, other))


def _lowered(compiled: Compiled, lowering: tuple[Choices, Choices] | None) -> Lowered | None:
    return None if lowering is None else Lowered(answer_set(compiled, lowering[0]), answer_set(compiled, lowering[1]))
