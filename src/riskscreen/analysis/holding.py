"""Which rules hold in which of many states, all at once: the truth of a condition is one long integer, a bit a state.

Bits of conditions combine with the operators of integers, so that a rule costs the same for one state as for thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from riskscreen.analysis.cut_offs import CutOff
from riskscreen.analysis.reads import Reads
from riskscreen.engine.compile import Compiled
from riskscreen.engine.frame import Frame
from riskscreen.model.condition import Combination, Condition, ItemCondition, OutcomeCondition, ScaleCondition
from riskscreen.model.number import highest_within, lowest_reaching
from riskscreen.model.outcome import Outcome

Bits = int
Numbers = tuple[list[int], dict[int, int]]


class Holding:
    """Complete states, most significant bit first, each standing for *counts* answer sets."""

    def __init__(self, compiled: Compiled, states: Sequence[int], counts: Sequence[int]) -> None:
        self.compiled = compiled
        self.states = states
        self.all: Bits = (1 << len(states)) - 1
        self._counts = counts
        self._planes: list[Bits] = []
        self._leaves: dict[Condition, Bits] = {}
        self._scales: dict[int, Numbers] = {}
        self._numbers = {scale.id: n for n, scale in enumerate(compiled.definition.scales)}
        self._outcomes = {outcome.id: n for n, outcome in enumerate(compiled.definition.outcomes)}

    def count(self, bits: Bits) -> int:
        """How many answer sets these states stand for."""
        if not self._planes:
            self._planes = [self._where([48 + (count >> n & 1) for count in self._counts])
                            for n in range(max(self._counts).bit_length())]
        return sum((bits & plane).bit_count() << n for n, plane in enumerate(self._planes))

    def first(self, bits: Bits) -> int | None:
        """The place of the first of these states."""
        return len(self.states) - bits.bit_length() if bits else None

    def places(self, bits: Bits) -> list[int]:
        """The places of all of these states."""
        text = f"{bits:0{len(self.states)}b}" if bits else ""
        return [place for place, bit in enumerate(text) if bit == "1"]

    def evaluated(self, outcomes: Sequence[Outcome], base: Evaluated | None = None, n_same: int = 0) -> Evaluated:
        """Where the rules of these outcomes hold, which rest on the scales of the compiled definition.

        The first *n_same* outcomes are those of *base*.
        """
        found = Evaluated(self)
        for n, outcome in enumerate(outcomes):
            if base is not None and n < n_same:
                found.put(outcome, base.rules[n], base.levels[n])
            else:
                found.add(outcome)
        return found

    def number_of(self, scale: int) -> Iterator[int]:
        """The number of a scale in each state, in its own units."""
        keys, of_key = self._read(scale)
        return map(of_key.__getitem__, keys)

    def between(self, cut_off: CutOff, by: int) -> Bits:
        """Where the scale of a cut-off has a number that lies between it and where it is moved to."""
        old = ScaleCondition(cut_off.scale, **{cut_off.end: cut_off.number})
        new = ScaleCondition(cut_off.scale, **{cut_off.end: cut_off.number + by})
        return self.leaf(old) ^ self.leaf(new)

    def leaf(self, condition: Condition) -> Bits:
        """Where a condition on an item or a scale holds."""
        found = self._leaves.get(condition)
        if found is None:
            found = self._leaves[condition] = self._item(condition) if isinstance(condition, ItemCondition) \
                else self._scale(condition)
        return found

    def _item(self, condition: ItemCondition) -> Bits:
        offset = self.compiled.layout.fields[condition].offset
        return self._where([48 + (state >> offset & 1) for state in self.states])

    def _scale(self, condition: Condition) -> Bits:
        assert isinstance(condition, ScaleCondition)
        scale = self._numbers[condition.scale]
        unit = self.compiled.units[scale]
        keys, of_key = self._read(scale)
        low = min(of_key.values()) if condition.at_least is None else lowest_reaching(condition.at_least, unit)
        high = max(of_key.values()) if condition.at_most is None else highest_within(condition.at_most, unit)
        return self._where(map({key: 48 + (low <= found <= high) for key, found in of_key.items()}.__getitem__, keys))

    def _read(self, scale: int) -> Numbers:
        """What of each state a scale reads, and the number that it makes of it."""
        if scale not in self._scales:
            reads = Reads(self.compiled).of_scale(scale)
            fields = [self.compiled.layout.fields[key] for key in reads.columns]
            mask = sum(field.mask << field.offset for field in fields)
            keys = [state & mask for state in self.states]
            spans = [span if n in reads.scales else _nothing for n, span in enumerate(self.compiled.spans[:scale + 1])]
            self._scales[scale] = keys, {key: _number(spans, key) for key in dict.fromkeys(keys)}
        return self._scales[scale]

    @staticmethod
    def _where(digits: Sequence[int] | map[int]) -> Bits:
        return int(bytes(digits), 2)


class Evaluated:
    """Where each rule holds, and where each outcome has each of its levels."""

    def __init__(self, holding: Holding) -> None:
        self.rules: list[tuple[Bits, ...]] = []
        self.levels: list[tuple[Bits, ...]] = []
        self._holding = holding
        self._ranks: dict[str, tuple[int, tuple[str, ...]]] = {}

    def add(self, outcome: Outcome) -> None:
        """Evaluate one more outcome, which may depend on those before it."""
        ladder = outcome.levels[0].ladder
        truths = tuple(self._holds(rule.when) for rule in outcome.rules)
        left, levels = self._holding.all, []
        for level in reversed(ladder[1:]):
            here = 0
            for rule, truth in zip(outcome.rules, truths, strict=True):
                here |= truth if rule.level == level else 0
            levels.append(here & left)
            left &= ~here
        self.put(outcome, truths, (left, *reversed(levels)))

    def put(self, outcome: Outcome, rules: tuple[Bits, ...], levels: tuple[Bits, ...]) -> None:
        """Take over what is known of the next outcome."""
        self._ranks[outcome.id] = len(self.levels), outcome.levels[0].ladder
        self.rules.append(rules)
        self.levels.append(levels)

    def _holds(self, condition: Condition) -> Bits:
        if isinstance(condition, Combination):
            return _COMBINED[condition.kind](self, condition)
        if isinstance(condition, OutcomeCondition):
            return self._stands(condition)
        return self._holding.leaf(condition)

    def _stands(self, condition: OutcomeCondition) -> Bits:
        n, ladder = self._ranks[condition.outcome]
        rank = ladder.index(condition.level)
        first = 0 if condition.comparison == "at_most" else rank
        last = len(ladder) - 1 if condition.comparison == "at_least" else rank
        bits = 0
        for level in self.levels[n][first:last + 1]:
            bits |= level
        return bits

    def _all(self, condition: Combination) -> Bits:
        bits = self._holding.all
        for part in condition.parts:
            bits &= self._holds(part)
        return bits

    def _any(self, condition: Combination) -> Bits:
        bits = 0
        for part in condition.parts:
            bits |= self._holds(part)
        return bits

    def _not(self, condition: Combination) -> Bits:
        return self._holding.all & ~self._holds(condition.parts[0])

    def _at_least(self, condition: Combination) -> Bits:
        """Where so many parts hold: after each part, the states that have reached each number."""
        reached = [self._holding.all] + [0] * (condition.count or 0)
        for part in condition.parts:
            truth = self._holds(part)
            for n in range(len(reached) - 1, 0, -1):
                reached[n] |= reached[n - 1] & truth
        return reached[-1]


_COMBINED: dict[str, Callable[[Evaluated, Combination], Bits]] = {
    "all": Evaluated._all,
    "any": Evaluated._any,
    "not": Evaluated._not,
    "at_least": Evaluated._at_least,
}


def _nothing(_: Frame) -> tuple[int, int]:
    return 0, 0


def _number(spans: Sequence[Callable[[Frame], tuple[int, int]]], state: int) -> int:
    frame = Frame(state, state)
    for span in spans:
        low, _ = span(frame)
        frame.lows.append(low)
        frame.highs.append(low)
    return frame.lows[-1]
