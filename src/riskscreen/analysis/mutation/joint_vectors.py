"""Answer sets for every joint state of the rules, and for both sides of every cut-off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

import attrs

from riskscreen.analysis.counting.all_sets import AllSets
from riskscreen.analysis.counting.cut_offs import CutOff, cut_offs_of
from riskscreen.analysis.counting.drawn_sets import DrawnSets
from riskscreen.analysis.counting.sample import Chance, Sample
from riskscreen.analysis.counting.sets import ChoiceOfItem, Reached, Set, Sets, Standing
from riskscreen.analysis.counting.whole import Whole, lowest_choices
from riskscreen.engine.compile import Compiled
from riskscreen.explain.words.sentence import Sentence, sentence, several
from riskscreen.model.number import Exact, exact, plain, ratio


@attrs.frozen
class Joint:
    """Choices of scored items, the reasons why they are there, and whether a cut-off is one of these."""

    choices: ChoiceOfItem
    reasons: tuple[Sentence, ...]
    is_side: bool


@attrs.frozen
class Gathered:
    """What was found, the smallest first; in a sample where it is not exact."""

    found: tuple[Joint, ...]
    exact: bool


def joint_vectors(compiled: Compiled, chance: Chance) -> Gathered:
    """The smallest answer set for each joint state of the rules, and one for each side of every cut-off."""
    whole = Whole.of(compiled)
    found = whole.asked(lambda: [*_found(_StateSearch(compiled, whole, AllSets(whole)))])
    if found is not None:
        return Gathered(tuple(found), exact=True)
    return Gathered(tuple(_found(_StateSearch(compiled, whole, DrawnSets(compiled, Sample(compiled, chance))))),
                    exact=False)


def _found(search: _StateSearch) -> Iterator[Joint]:
    search.add_rules()
    for cut_off in cut_offs_of(search.compiled.definition):
        search.add_sides(cut_off)
    return search.smallest_first()


class _StateSearch:
    """Gathers answer sets, each with the reasons why it is there."""

    def __init__(self, compiled: Compiled, whole: Whole, sets: Sets) -> None:
        self.compiled, self.whole, self.sets = compiled, whole, sets
        self.result = compiled.definition.result_number
        self.lowest = lowest_choices(compiled.items)
        self.reasons: dict[tuple[tuple[int, int], ...], list[Sentence]] = {}
        self.sides: set[tuple[tuple[int, int], ...]] = set()
        self._of_scale: dict[str, Mapping[Exact, Reached]] = {}

    def add_rules(self) -> None:
        """One answer set for each joint state of the rules."""
        names = [rule.id for outcome in self.compiled.definition.outcomes for rule in outcome.rules]
        for truths, choices in self.sets.joint():
            holding = [name for name, truth in zip(names, truths, strict=True) if truth]
            self._add(choices, sentence("reason.rules", rules=several(holding)) if holding else
                      sentence("reason.no_rules"))

    def add_sides(self, cut_off: CutOff) -> None:
        """One answer set for each side of a cut-off: where it decides, if it decides anywhere."""
        for by, inside in ((-1, cut_off.end == "at_most"), (1, cut_off.end == "at_least")):
            told_apart, moved = self.sets.moved(cut_off, by)
            one = told_apart
            for found in self._narrower(told_apart, moved):
                one = one if found == self.sets.none else found
            choices = self.sets.reached(one).choices or self._nearest(cut_off, by)
            if choices is not None:
                name = cut_off.pointer if cut_off.rule is None else cut_off.rule
                self.sides.add(tuple(sorted(choices.items())))
                compared = sentence(_COMPARED[cut_off.end], scale=cut_off.scale, number=plain(cut_off.number))
                self._add(choices, sentence("reason.inside" if inside else "reason.outside", name=name,
                                            compared=compared))

    def _narrower(self, one: Set, moved: Standing) -> Iterator[Set]:
        """Of these answer sets those where a rule, then those where a level, then those where the result differs."""
        sets, base = self.sets, self.sets.base
        rules = [(own, other) for owns, others in zip(base.rules, moved.rules, strict=True)
                 for own, other in zip(owns, others, strict=True)]
        ranks = [sets.differing(base.ranks(n), moved.ranks(n)) for n in range(len(self.compiled.definition.outcomes))]
        for differing in ([sets.without(*each) for own, other in rules for each in ((own, other), (other, own))],
                          ranks, [ranks[self.result]]):
            yield sets.without(one, sets.without(sets.every, sets.union(differing)))

    def _nearest(self, cut_off: CutOff, by: int) -> ChoiceOfItem | None:
        """An answer set with the nearest number on this side, where numbers do not come in steps of one."""
        if cut_off.scale not in self._of_scale:
            self._of_scale[cut_off.scale] = self.whole.asked(lambda: self.whole.numbers(cut_off.scale)) or {}
        cut, numbers = exact(*ratio(cut_off.number)), self._of_scale[cut_off.scale]
        is_at = by > 0 if cut_off.end == "at_least" else by < 0
        side = [number for number in numbers if is_at == (
            number >= cut if cut_off.end == "at_least" else number <= cut)]
        return numbers[min(side, key=lambda number: abs(Fraction(number) - cut))].choices if side else None

    def _add(self, choices: ChoiceOfItem, reason: Sentence) -> None:
        reasons = self.reasons.setdefault(tuple(sorted(choices.items())), [])
        if reason not in reasons:
            reasons.append(reason)

    def smallest_first(self) -> Iterator[Joint]:
        """What was gathered: first what has the fewest answers away from the lowest."""
        for choices, reasons in sorted(self.reasons.items(), key=lambda each: sum(
                choice != self.lowest[n] for n, choice in each[0])):
            yield Joint(dict(choices), tuple(reasons), choices in self.sides)


_COMPARED = {"at_least": "compared.at_least", "at_most": "compared.at_most"}

