"""All answer sets: a set of them is a diagram of a truth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from riskscreen.analysis.counting.cut_offs import CutOff, moved_definition
from riskscreen.analysis.counting.sets import ChoiceOfItem, KnownRanks, Reached, Set
from riskscreen.analysis.counting.whole import Whole
from riskscreen.engine.diagram.nodes import Node
from riskscreen.model.condition import ScaleCondition
from riskscreen.model.definition import Definition


class _Standing:
    """What holds by a definition, composed when it is asked for."""

    def __init__(self, whole: Whole) -> None:
        self.whole = whole

    @cached_property
    def rules(self) -> Sequence[Sequence[Set]]:
        """Where each rule holds."""
        return [[self.whole.condition(rule.when) for rule in outcome.rules]
                for outcome in self.whole.definition.outcomes]

    def ranks(self, outcome: int) -> KnownRanks:
        """The diagram of an outcome."""
        return self.whole.outcome(self.whole.definition.outcomes[outcome].id)


class AllSets:
    """All answer sets of an instrument, where composing what it means does not take too many steps."""

    def __init__(self, whole: Whole) -> None:
        self.whole, self.nodes = whole, whole.nodes
        self.every, self.none = self.nodes.true, self.nodes.false
        self.base = _Standing(whole)
        self.n_answer_sets = whole.n_answer_sets
        self._beside: dict[str, Whole] = {}
        assert self.base.rules is not None

    def without(self, one: Set, other: Set) -> Set:
        """What is in one and not in the other."""
        return self.nodes.ite(_root(other), self.none, _root(one))

    def union(self, sets: Sequence[Set]) -> Set:
        """What is in any of these."""
        return self.nodes.some([_root(each) for each in sets])

    def reached(self, one: Set) -> Reached:
        """How many answer sets a set has, and the smallest of them."""
        return self.whole.where(_root(one))

    def by_rank(self, ranks: KnownRanks) -> Mapping[int, Reached]:
        """The answer sets with each rank that occurs."""
        return {rank: reached for (rank,), reached in self.whole.ended(_root(ranks)).items()}

    def moves(self, ranks: KnownRanks, others: KnownRanks) -> Mapping[tuple[int, int], Reached]:
        """The answer sets in which two ranks differ, by both."""
        found = self.whole.ended(_root(ranks), _root(others), is_over=lambda state: state[0] == state[1])
        return {(before, after): reached for (before, after), reached in found.items()}

    def differing(self, ranks: KnownRanks, others: KnownRanks) -> Set:
        """Where they do."""
        return self.nodes.unequal(_root(ranks), _root(others))

    def changed(self, definition: Definition, outcome: int, *, within: Set) -> _Standing:
        """What holds by a definition that differs from this outcome on."""
        return _Standing(self.whole.changed(definition, outcome=outcome))

    def moved(self, cut_off: CutOff, by: int) -> tuple[Set, _Standing]:
        """Where a scale has a number between a cut-off and where it is moved to, and what then holds."""
        whole, d = self.beside(cut_off.scale), self.nodes
        now, then = (whole.condition(ScaleCondition(cut_off.scale, **{cut_off.end: cut_off.number + step}))
                     for step in (0, by))
        told_apart = d.ite(now, d.negated(then), then)
        if told_apart == self.none:
            return told_apart, self.base
        n, definition = cut_off.place[0], moved_definition(self.whole.definition, cut_off, by)
        other = whole.changed(definition, scale=n) if cut_off.outcome is None else whole.changed(definition, outcome=n)
        return told_apart, _Standing(other)

    def joint(self) -> Iterator[tuple[tuple[bool, ...], ChoiceOfItem]]:
        """The smallest answer set for each joint state of the rules, the smallest first."""
        roots = [_root(rule) for rules in self.base.rules for rule in rules]
        for truths, reached in self.whole.ended(*roots).items():
            assert reached.choices is not None
            yield truths, reached.choices

    def beside(self, scale: str) -> Whole:
        """The definition, where the numbers beside every cut-off of a scale can be told apart."""
        if scale not in self._beside:
            cut_offs = [attrs.evolve(cut, number=cut.number + by)
                        for cut in self.whole.cut_offs(scale) for by in (-1, 1)]
            self._beside[scale] = self.whole.with_cut_offs(scale, cut_offs)
        return self._beside[scale]


def _root(known: Set | KnownRanks) -> Node:
    """The diagram that a set, or what is known of a rank, is here."""
    assert isinstance(known, int)
    return Node(known)
