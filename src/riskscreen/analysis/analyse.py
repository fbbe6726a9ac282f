"""Analyse an instrument: count over all answer sets, or over a sample that says so."""

from __future__ import annotations

from fractions import Fraction

from riskscreen.analysis.analysis import Analysis
from riskscreen.analysis.answer_sets import answer_of, answer_set
from riskscreen.analysis.counting import Counting, States
from riskscreen.analysis.diagram import Diagram
from riskscreen.analysis.differing import Differing
from riskscreen.analysis.holding import Holding
from riskscreen.analysis.parts import Changed, ItemReach, Lowered, NumberReach, ScaleReach
from riskscreen.analysis.reach import Reached, reached
from riskscreen.analysis.reads import Reads
from riskscreen.analysis.sample import Chance, Choices, Sample
from riskscreen.analysis.sampled_items import SampledItems
from riskscreen.engine.compile import Compiled
from riskscreen.model.named import Named
from riskscreen.model.number import exact


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
