"""Where a diagram is followed instead of adding up both ends: where the ends do not tell, and where it is quicker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from riskscreen.batch.columns.numbers import Measure
from riskscreen.engine.compile import Compiled
from riskscreen.model.condition import Condition, OutcomeCondition, ScaleCondition, leaves_of
from riskscreen.model.definition import Definition
from riskscreen.model.scale import Combine, Lookup, Points, Scale

_MOST_ITEMS = 40  # of more, a diagram may take longer to compose than it saves


@attrs.frozen
class Way:
    """When an outcome or scale is quicker by its diagram; the items are bits.

    Sums in binary digits are as quick, or quicker; what goes in numbers, eight bytes a row, is not.  A rule for missing
    answers is only in doubt while one is missing.
    """

    always: bool
    while_open: int

    def pays(self, is_open: int) -> bool:
        """Whether it is quicker so in rows in which these items are open."""
        return self.always or bool(self.while_open & is_open)


def ways_of(compiled: Compiled, measures: Mapping[str, Measure]) -> tuple[tuple[Way, ...], tuple[Way, ...]]:
    """The ways of all outcomes, and of all scales."""
    definition = compiled.definition
    if len(compiled.items) > _MOST_ITEMS:
        never = Way(always=False, while_open=0)
        return (never,) * len(definition.outcomes), (never,) * len(definition.scales)
    rests = _Rests(definition)
    in_doubt = {scale.id: sum(1 << n for n in compiled.tables[scale.id].scores) if scale.missing else 0
                for scale in definition.scales}
    outcomes = []
    for outcome in definition.outcomes:
        scales = rests.outcomes[outcome.id]
        in_numbers = any(not measures[name].in_digits and not rests.missing[name] for name in scales)
        outcomes.append(Way(in_numbers, _union(in_doubt[name] for name in scales)))
    # A scale by its diagram has an array a number, which only pays where it is much work otherwise.
    return tuple(outcomes), tuple(Way(always=False, while_open=in_doubt[scale.id]) for scale in definition.scales)


def _union(sets: Iterable[int]) -> int:
    union = 0
    for bits in sets:
        union |= bits
    return union


class _Rests:
    """The scales on which each outcome rests, and which of them rest on a rule for missing answers, directly or not."""

    def __init__(self, definition: Definition) -> None:
        self.scales: dict[str, frozenset[str]] = {}
        self.outcomes: dict[str, frozenset[str]] = {}
        for scale in definition.scales:
            self.scales[scale.id] = self._of_scale(scale)
        missing = {scale.id for scale in definition.scales if scale.missing}
        self.missing = {name: bool(scales & missing) for name, scales in self.scales.items()}
        for outcome in definition.outcomes:
            self.outcomes[outcome.id] = frozenset().union(*(self._of(rule.when) for rule in outcome.rules))

    def _of_scale(self, scale: Scale) -> frozenset[str]:
        own, formula = frozenset((scale.id,)), scale.formula
        match formula:
            case Points():
                return own.union(*(self._of(condition) for condition, _ in formula.entries))
            case Combine():
                return own.union(*(self.scales[name] for name, _, _ in formula.terms))
            case Lookup():
                return own | self.scales[formula.scale]
            case _:
                return own

    def _of(self, condition: Condition) -> frozenset[str]:
        found = frozenset[str]()
        for leaf in leaves_of(condition):
            if isinstance(leaf, ScaleCondition):
                found |= self.scales[leaf.scale]
            elif isinstance(leaf, OutcomeCondition):
                found |= self.outcomes[leaf.outcome]
        return found
