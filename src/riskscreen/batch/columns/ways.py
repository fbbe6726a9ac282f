"""Where a diagram is followed instead of adding up both ends: where the ends do not tell, and where it is quicker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from riskscreen.batch.columns.numbers import Measure
from riskscreen.engine.compile import Compiled

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
    uses = compiled.uses
    in_doubt = {scale.id: sum(1 << n for n in compiled.tables[scale.id].scores) if scale.missing else 0
                for scale in definition.scales}
    outcomes = []
    for outcome in definition.outcomes:
        scales = [definition.scales[n].id for n in uses.scales(("outcome", outcome.id))]
        in_numbers = any(not measures[name].in_digits and not uses.has_missing_rule(uses.of(("scale", name)))
                         for name in scales)
        outcomes.append(Way(in_numbers, _union(in_doubt[name] for name in scales)))
    # A scale by its diagram has an array a number, which only pays where it is much work otherwise.
    return tuple(outcomes), tuple(Way(always=False, while_open=in_doubt[scale.id]) for scale in definition.scales)


def _union(sets: Iterable[int]) -> int:
    union = 0
    for bits in sets:
        union |= bits
    return union
