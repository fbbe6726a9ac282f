"""Answer sets for every joint state of the rules, and for both sides of every cut-off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskscreen.analysis.counting import Counting, States
from riskscreen.analysis.cut_offs import CutOff, cut_offs_of
from riskscreen.analysis.holding import Bits, Holding
from riskscreen.analysis.linear import with_linear_columns
from riskscreen.analysis.reach import lowest_choices, reached
from riskscreen.analysis.reads import Reads
from riskscreen.analysis.sample import Chance, Choices, Sample
from riskscreen.engine.compile import Compiled
from riskscreen.frozen import Frozen
from riskscreen.model.number import lowest_reaching, plain


class Joint(Frozen):
    """Choices of scored items, the reasons why they are there, and whether a cut-off is one of these."""

    choices: Choices
    reasons: tuple[str, ...]
    is_side: bool


class Gathered(Frozen):
    """What was found, the smallest first; in a sample where it is not exact."""

    found: tuple[Joint, ...]
    exact: bool


def joint_vectors(compiled: Compiled, chance: Chance) -> Gathered:
    """The smallest answer set for each joint state of the rules, and one for each side of every cut-off."""
    compiled = with_linear_columns(compiled)
    every = range(len(compiled.definition.outcomes))
    whole = reached(compiled, Reads(compiled, beside=1).of_outcomes(every))
    search = _Search(compiled, whole or Sample(compiled, chance))
    search.add_rules()
    for cut_off in cut_offs_of(compiled.definition):
        search.add_sides(cut_off)
    return Gathered(tuple(search.smallest_first()), whole is not None)


class _Search:
    """Gathers answer sets, each with the reasons why it is there."""

    def __init__(self, compiled: Compiled, found: States) -> None:
        self.compiled = compiled
        self.found = found
        self.counting = Counting(compiled, found)
        self.lowest = lowest_choices(compiled)
        self.reasons: dict[tuple[tuple[int, int], ...], list[str]] = {}
        self.sides: set[tuple[tuple[int, int], ...]] = set()
        self._of_scale: dict[str, list[tuple[int, Choices]]] = {}

    def add_rules(self) -> None:
        """One answer set for each joint state of the rules."""
        names = [rule.id for outcome in self.compiled.definition.outcomes for rule in outcome.rules]
        for place, truths in _first_of_each(self.counting):
            holding = [name for name, truth in zip(names, truths, strict=True) if truth == "1"]
            self._add(self.found.choices(place), f"Rules that hold: {', '.join(holding) or 'none'}.")

    def add_sides(self, cut_off: CutOff) -> None:
        """One answer set for each side of a cut-off: where it decides, if it decides anywhere."""
        for by, inside in ((-1, cut_off.end == "at_most"), (1, cut_off.end == "at_least")):
            told_apart, changed = self.counting.with_cut_off(cut_off, by)
            bits = told_apart
            for found in self._narrower(told_apart, changed.levels, changed.rules):
                bits = found or bits
            place = self.counting.holding.first(bits)
            choices = self._nearest(cut_off, by) if place is None else self.found.choices(place)
            if choices is not None:
                side = "Inside" if inside else "Outside"
                name = cut_off.pointer if cut_off.rule is None else cut_off.rule
                self.sides.add(tuple(sorted(choices.items())))
                self._add(choices, f"{side} the cut-off of {name}: {cut_off.scale} "
                                   f"{cut_off.end.replace('_', ' ')} {plain(cut_off.number)}.")

    def _narrower(self, bits: Bits, levels: Sequence[tuple[Bits, ...]],
                  rules: Sequence[tuple[Bits, ...]]) -> Iterator[Bits]:
        """Of these answer sets those where a rule, then those where a level, then those where the result differs."""
        base, result = self.counting.base, self.counting.result
        yield bits & _difference(base.rules, rules)
        yield bits & _difference(base.levels, levels)
        yield bits & _difference(base.levels[result:result + 1], levels[result:result + 1])

    def _nearest(self, cut_off: CutOff, by: int) -> Choices | None:
        """An answer set with the nearest number on this side, where numbers do not come in steps of one."""
        names = [scale.id for scale in self.compiled.definition.scales]
        n = names.index(cut_off.scale)
        if cut_off.scale not in self._of_scale:
            whole = reached(self.compiled, Reads(self.compiled).of_scale(n))
            self._of_scale[cut_off.scale] = [] if whole is None else [
                (number, whole.choices(place)) for place, number in
                enumerate(Holding(self.compiled, whole.states, whole.counts).number_of(n))]
        cut = lowest_reaching(cut_off.number, self.compiled.units[n])
        is_at = by > 0 if cut_off.end == "at_least" else by < 0
        numbers = self._of_scale[cut_off.scale]
        if cut_off.end == "at_least":
            side = [(abs(number - cut), choices) for number, choices in numbers if (number >= cut) == is_at]
        else:
            side = [(abs(number - cut), choices) for number, choices in numbers if (number <= cut) == is_at]
        return min(side, key=lambda each: each[0])[1] if side else None

    def _add(self, choices: Choices, reason: str) -> None:
        reasons = self.reasons.setdefault(tuple(sorted(choices.items())), [])
        if reason not in reasons:
            reasons.append(reason)

    def smallest_first(self) -> Iterator[Joint]:
        """What was gathered: first what has the fewest answers away from the lowest."""
        for choices, reasons in sorted(self.reasons.items(), key=lambda each: sum(
                choice != self.lowest[n] for n, choice in each[0])):
            yield Joint(dict(choices), tuple(reasons), choices in self.sides)


def _first_of_each(counting: Counting) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each joint state of the rules with the first place that has it, truths as digits."""
    n = len(counting.found.states)
    rows = [f"{bits:0{n}b}" for truths in counting.base.rules for bits in truths]
    seen: set[tuple[str, ...]] = set()
    for place, truths in enumerate(zip(*rows, strict=True)):
        if truths not in seen:
            seen.add(truths)
            yield place, truths


def _difference(before: Sequence[tuple[Bits, ...]], after: Sequence[tuple[Bits, ...]]) -> Bits:
    bits = 0
    for old, new in zip(before, after, strict=True):
        for one, other in zip(old, new, strict=True):
            bits |= one ^ other
    return bits
