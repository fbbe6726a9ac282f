"""Analyse an instrument: count over all answer sets, or over a sample that says so."""

from __future__ import annotations

from riskscreen.analysis.analysis import Analysis
from riskscreen.analysis.answer_sets import answer_of, answer_set
from riskscreen.analysis.changing import Changing
from riskscreen.analysis.counting import Counting, States
from riskscreen.analysis.cut_offs import cut_offs_of
from riskscreen.analysis.diagram import Diagram
from riskscreen.analysis.holding import Holding
from riskscreen.analysis.linear import with_linear_columns
from riskscreen.analysis.lowering import Lowering
from riskscreen.analysis.parts import Changed, CutOffMove, ItemReach, Lowered, NumberReach, ScaleReach
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
        self.compiled = with_linear_columns(compiled)
        self.chance = chance
        self.sample: Sample | None = None

    def analysis(self, seed: int) -> Analysis:
        """Everything, each part exact where it can be."""
        definition, every = self.compiled.definition, range(len(self.compiled.definition.outcomes))
        beside = reached(self.compiled, Reads(self.compiled, beside=1).of_outcomes(every))
        whole = beside or reached(self.compiled, Reads(self.compiled).of_outcomes(every))
        counting = Counting(self.compiled, whole or self.drawn())
        outcomes = counting.outcomes(exact=whole is not None)
        cut_offs = self.cut_offs(counting if beside else None, may_try=whole is not None)
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

    def cut_offs(self, counting: Counting | None, *, may_try: bool) -> tuple[CutOffMove, ...]:
        """What moving each cut-off does, first down, then up; scale by scale where all at once are too many."""
        moves: dict[str, list[CutOffMove]] = {}
        cut_offs = list(cut_offs_of(self.compiled.definition))
        for name in dict.fromkeys(cut_off.scale for cut_off in cut_offs):
            followed = counting or (self.counting_beside(name) if may_try else None)
            may_try = followed is not None  # what was too much once is so again, and takes its time
            counts = followed or Counting(self.compiled, self.drawn())
            moves[name] = [counts.cut_off(cut_off, by, exact=followed is not None)
                           for cut_off in cut_offs if cut_off.scale == name for by in (-1, 1)]
        of_scale = {name: iter(found) for name, found in moves.items()}
        return tuple(next(of_scale[cut_off.scale]) for cut_off in cut_offs for _ in (-1, 1))

    def counting_beside(self, scale: str) -> Counting | None:
        """What tells the neighbours of the cut-offs of one scale apart."""
        every = range(len(self.compiled.definition.outcomes))
        whole = reached(self.compiled, Reads(self.compiled, beside=1, only=scale).of_outcomes(every))
        return Counting(self.compiled, whole) if whole else None

    def scale(self, n: int) -> ScaleReach:
        """The numbers of a scale, by a programme of its own."""
        whole = reached(self.compiled, Reads(self.compiled).of_scale(n))
        return _scale(self.compiled, n, whole or self.drawn(), is_exact=whole is not None)

    def items(self, whole: Reached | None, ranks: list[int]) -> Named[ItemReach]:
        """How much each item matters."""
        diagram = Diagram(whole, ranks) if whole else None
        changing = Changing(diagram) if diagram else None
        lowering = Lowering(diagram) if diagram and changing and changing.is_complete else None
        if changing and lowering and lowering.is_complete:
            reach = [_item(self.compiled, changing, lowering, n) for n in range(len(self.compiled.items))]
        else:
            sampled = SampledItems(self.compiled, self.drawn())
            reach = [_sampled_item(self.compiled, sampled, n) for n in range(len(self.compiled.items))]
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


def _item(compiled: Compiled, changing: Changing, lowering: Lowering, n: int) -> ItemReach:
    n_changes = changing.n_changing(n)
    return ItemReach(
        compiled.items[n].id, n_changes, changing.diagram.reached.n_answer_sets,
        _changed(compiled, n, changing.change(n)), _lowered(compiled, lowering.example(n)))


def _sampled_item(compiled: Compiled, sampled: SampledItems, n: int) -> ItemReach:
    changes = list(sampled.changes(n))
    return ItemReach(
        compiled.items[n].id, len(changes), sampled.n_tried(n),
        _changed(compiled, n, changes[0] if changes else None), _lowered(compiled, sampled.lowering(n)), exact=False)


def _changed(compiled: Compiled, n: int, change: tuple[Choices, int] | None) -> Changed | None:
    if change is None:
        return None
    choices, other = change
    return Changed(answer_set(compiled, choices), compiled.items[n].id, answer_of(compiled, n, other))


def _lowered(compiled: Compiled, lowering: tuple[Choices, Choices] | None) -> Lowered | None:
    return None if lowering is None else Lowered(answer_set(compiled, lowering[0]), answer_set(compiled, lowering[1]))
