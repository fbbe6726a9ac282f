"""The answer sets of a sample: a set of them is a long integer with a bit for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from riskscreen.analysis.counting.cut_offs import CutOff, moved_definition
from riskscreen.analysis.counting.sample import Sample, state_of
from riskscreen.analysis.counting.sets import ChoiceOfItem, KnownRanks, Reached, Set
from riskscreen.engine.bounds import evaluated
from riskscreen.engine.compile import Compiled, compile_definition
from riskscreen.engine.facts import Facts
from riskscreen.model.definition import Definition
from riskscreen.model.number import highest_within, lowest_reaching
from riskscreen.model.truth import YES

Kind = TypeVar("Kind")


class Scored:
    """What holds in each answer set of a sample, as scoring it says."""

    def __init__(self, facts: Sequence[Facts], n_rules: Sequence[int]) -> None:
        self.facts, self._n_rules = facts, n_rules

    @cached_property
    def rules(self) -> Sequence[Sequence[Set]]:
        """Where each rule holds."""
        return [[_where(facts.rules[n][k] == YES for facts in self.facts) for k in range(n_rules)]
                for n, n_rules in enumerate(self._n_rules)]

    def ranks(self, outcome: int) -> KnownRanks:
        """The rank of an outcome in each answer set."""
        return tuple(facts.outcomes[outcome][0] for facts in self.facts)


class DrawnSets:
    """The answer sets of a sample, the smallest first, and so is the lowest bit."""

    def __init__(self, compiled: Compiled, sample: Sample) -> None:
        self.compiled, self.sample = compiled, sample
        self.n_answer_sets = sample.n_answer_sets
        self.every, self.none = (1 << len(sample.drawn)) - 1, 0
        self.base = _scored(compiled, [facts_of(compiled, choices) for choices in sample.drawn])

    def without(self, one: Set, other: Set) -> Set:
        """What is in one and not in the other."""
        return one & ~other

    def union(self, sets: Sequence[Set]) -> Set:
        """What is in any of these."""
        found = 0
        for one in sets:
            found |= one
        return found

    def reached(self, one: Set) -> Reached:
        """How many answer sets a set has, and the smallest of them."""
        return Reached(one.bit_count(), self.sample.drawn[(one & -one).bit_length() - 1] if one else None)

    def by_rank(self, ranks: KnownRanks) -> Mapping[int, Reached]:
        """The answer sets with each rank that occurs."""
        return {rank: self._reached(places) for rank, places in _places(enumerate(_each(ranks))).items()}

    def moves(self, ranks: KnownRanks, others: KnownRanks) -> Mapping[tuple[int, int], Reached]:
        """The answer sets in which two ranks differ, by both."""
        pairs = _places(enumerate(zip(_each(ranks), _each(others), strict=True)))
        return {pair: self._reached(places) for pair, places in pairs.items() if pair[0] != pair[1]}

    def differing(self, ranks: KnownRanks, others: KnownRanks) -> Set:
        """Where they do."""
        return _where(one != other for one, other in zip(_each(ranks), _each(others), strict=True))

    def changed(self, definition: Definition, outcome: int, *, within: Set) -> Scored:
        """What holds by a definition that differs from this outcome on, and only for some answer sets."""
        return self._again(definition, within)

    def moved(self, cut_off: CutOff, by: int) -> tuple[Set, Scored]:
        """Where a scale has a number between a cut-off and where it is moved to, and what then holds."""
        n = self.compiled.definition.scale_numbers[cut_off.scale]
        unit, numbers = self.compiled.units[n], [facts.scales[n][0] for facts in self.base.facts]
        ends = sorted((cut_off.number, cut_off.number + by))
        if cut_off.end == "at_least":
            low, high = (lowest_reaching(end, unit) for end in ends)
            told_apart = _where(low <= number < high for number in numbers)
        else:
            low, high = (highest_within(end, unit) for end in ends)
            told_apart = _where(low < number <= high for number in numbers)
        if not told_apart:
            return told_apart, self.base
        return told_apart, self._again(moved_definition(self.compiled.definition, cut_off, by), told_apart)

    def numbers(self, scale: int) -> Mapping[int, Reached]:
        """The answer sets with each number of a scale, in its own units."""
        found = _places((place, facts.scales[scale][0]) for place, facts in enumerate(self.base.facts))
        return {number: self._reached(places) for number, places in found.items()}

    def joint(self) -> Iterator[tuple[tuple[bool, ...], ChoiceOfItem]]:
        """The smallest answer set for each joint state of the rules, the smallest first."""
        seen: set[tuple[bool, ...]] = set()
        for facts, choices in zip(self.base.facts, self.sample.drawn, strict=True):
            truths = tuple(truth == YES for rules in facts.rules for truth in rules)
            if truths not in seen:
                seen.add(truths)
                yield truths, choices

    def _again(self, definition: Definition, where: Set) -> Scored:
        """Scored by another definition that asks the same; it can differ only in these answer sets."""
        other = compile_definition(definition)
        return _scored(other, [facts_of(other, choices) if where >> place & 1 else facts for place, (choices, facts)
                               in enumerate(zip(self.sample.drawn, self.base.facts, strict=True))])

    def _reached(self, places: Sequence[int]) -> Reached:
        return Reached(len(places), self.sample.drawn[places[0]])


def facts_of(compiled: Compiled, choices: ChoiceOfItem) -> Facts:
    """The facts of a complete case."""
    state = state_of(compiled, choices)
    return evaluated(compiled, state, state)


def _scored(compiled: Compiled, facts: Sequence[Facts]) -> Scored:
    return Scored(facts, [len(outcome.rules) for outcome in compiled.definition.outcomes])


def _where(truths: Iterable[bool]) -> Set:
    return sum(1 << place for place, truth in enumerate(truths) if truth)


def _each(ranks: KnownRanks) -> Sequence[int]:
    assert isinstance(ranks, tuple)
    return ranks


def _places(kinds: Iterable[tuple[int, Kind]]) -> dict[Kind, list[int]]:
    found: dict[Kind, list[int]] = {}
    for place, kind in kinds:
        found.setdefault(kind, []).append(place)
    return found
