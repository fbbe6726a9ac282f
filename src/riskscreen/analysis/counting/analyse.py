"""Analyse an instrument: count over all answer sets, or over a sample that says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from riskscreen.analysis.counting.all_sets import AllSets
from riskscreen.analysis.counting.analysis import Analysis
from riskscreen.analysis.counting.answer_sets import answer_of, answer_set
from riskscreen.analysis.counting.changing import Changing
from riskscreen.analysis.counting.counts import Counting
from riskscreen.analysis.counting.cut_offs import CutOff, cut_offs_of
from riskscreen.analysis.counting.drawn_sets import DrawnSets
from riskscreen.analysis.counting.lowering import Lowering
from riskscreen.analysis.counting.parts import Changed, CutOffMove, ItemReach, Lowered, NumberReach, ScaleReach
from riskscreen.analysis.counting.sample import Chance, Sample
from riskscreen.analysis.counting.sampled_items import SampledItems
from riskscreen.analysis.counting.sets import ChoiceOfItem, Reached
from riskscreen.analysis.counting.whole import Whole
from riskscreen.engine.compile import Compiled
from riskscreen.model.named import Named
from riskscreen.model.number import Exact, exact
from riskscreen.progress import Progress, Ticks

Found = TypeVar("Found")


def analyse(compiled: Compiled, seed: int, chance: Chance, progress: Progress | None = None) -> Analysis:
    """The analysis of an instrument; *chance* was made from *seed*."""
    return _Analyst(compiled, chance).analysis(seed, progress)


class _Analyst:
    """Walks diagrams where these do not take too many steps, and draws a sample, once, where they do."""

    def __init__(self, compiled: Compiled, chance: Chance) -> None:
        self.compiled = compiled
        self.chance = chance
        self.whole = Whole.of(compiled)
        self._sample: Sample | None = None
        self._drawn: DrawnSets | None = None

    def analysis(self, seed: int, progress: Progress | None) -> Analysis:
        """Everything, each part exact where it can be."""
        definition = self.compiled.definition
        moves = [(cut_off, by) for cut_off in cut_offs_of(definition) for by in (-1, 1)]
        ticks = Ticks(progress, 2 + len(moves) + len(definition.scales))  # the outcomes and the items are one step each
        every = self.whole.asked(lambda: Counting(self.compiled, AllSets(self.whole)))
        outcomes = self.part(every, lambda counting, exact: counting.outcomes(exact=exact))
        ticks.tick()
        cut_offs = tuple(self.cut_off(every, cut_off, by) for cut_off, by in ticks.over(moves))
        scales = Named("scale", {scale.id: self.scale(n) for n, scale in enumerate(ticks.over(definition.scales))})
        items = self.items()
        ticks.tick()
        n_answer_sets = self.sample.n_answer_sets if every is None else every.sets.n_answer_sets
        return Analysis(definition.id, definition.version, definition.result, n_answer_sets, outcomes, scales, items,
                        cut_offs, None if self._sample is None else seed,
                        0 if self._sample is None else len(self._sample.drawn))

    def part(self, every: Counting | None, asked: Callable[[Counting, bool], Found]) -> Found:
        """What is asked of all answer sets, or of the sample."""
        found = None if every is None else self.whole.asked(lambda: asked(every, True))
        return asked(Counting(self.compiled, self.drawn), False) if found is None else found

    @property
    def sample(self) -> Sample:
        """The sample."""
        if self._sample is None:
            self._sample = Sample(self.compiled, self.chance)
        return self._sample

    @property
    def drawn(self) -> DrawnSets:
        """What holds in it."""
        if self._drawn is None:
            self._drawn = DrawnSets(self.compiled, self.sample)
        return self._drawn

    def cut_off(self, every: Counting | None, cut_off: CutOff, by: int) -> CutOffMove:
        """What moving a cut-off does."""
        return self.part(every, lambda counting, exact: counting.cut_off(cut_off, by, exact=exact))

    def scale(self, n: int) -> ScaleReach:
        """The numbers of a scale."""
        scale = self.compiled.definition.scales[n]
        found = self.whole.asked(lambda: self.whole.numbers(scale.id))
        is_exact, unit = found is not None, self.compiled.units[n]
        numbers = found or {exact(number, unit): reached for number, reached in self.drawn.numbers(n).items()}
        reach = tuple(self._number(number, numbers[number]) for number in sorted(numbers))
        return ScaleReach(scale.id, reach, is_exact)

    def _number(self, number: Exact, reached: Reached) -> NumberReach:
        assert reached.choices is not None
        return NumberReach(number, reached.count, answer_set(self.compiled, reached.choices))

    def items(self) -> Named[ItemReach]:
        """How much each item matters."""
        reach = self.whole.asked(self._items)
        if reach is None:
            sampled = SampledItems(self.compiled, self.sample)
            reach = [_sampled_item(self.compiled, sampled, n) for n in range(len(self.compiled.items))]
        return Named("item", {each.id: each for each in reach})

    def _items(self) -> list[ItemReach]:
        changing = Changing(self.whole, self.whole.outcome(self.compiled.definition.result))
        lowering = Lowering(self.compiled, self.whole, changing.found)
        n_answer_sets = self.whole.n_answer_sets
        return [ItemReach(item.id, changing.n_changing(n), n_answer_sets,
                          _changed(self.compiled, n, changing.change(n)), _lowered(self.compiled, lowering.example(n)))
                for n, item in enumerate(self.compiled.items)]


def _sampled_item(compiled: Compiled, sampled: SampledItems, n: int) -> ItemReach:
    changes = list(sampled.changes(n))
    return ItemReach(
        compiled.items[n].id, len(changes), sampled.n_tried(n),
        _changed(compiled, n, changes[0] if changes else None), _lowered(compiled, sampled.lowering(n)), exact=False)


def _changed(compiled: Compiled, n: int, change: tuple[ChoiceOfItem, int] | None) -> Changed | None:
    if change is None:
        return None
    choices, other = change
    return Changed(answer_set(compiled, choices), compiled.items[n].id, answer_of(compiled, n, other))


def _lowered(compiled: Compiled, lowering: tuple[ChoiceOfItem, ChoiceOfItem] | None) -> Lowered | None:
    return None if lowering is None else Lowered(answer_set(compiled, lowering[0]), answer_set(compiled, lowering[1]))
