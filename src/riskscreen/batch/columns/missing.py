"""Published rules for missing answers, for many rows: what is filled in, at least and at most.

It follows `engine.spans` step by step, on arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product

import attrs
import numpy as np

from riskscreen.batch.arrays import Flags, Numbers
from riskscreen.model.scale import MissingRule

_GOES_UP: Mapping[str, Callable[[Numbers, Numbers, Numbers | np.int64], Flags]] = {
    "half_up": lambda _, twice_rests, unit: twice_rests >= unit,
    "half_even": lambda whole, twice_rests, unit: (twice_rests > unit) | ((twice_rests == unit) & (whole % 2 == 1)),
    "down": lambda _, twice_rests, __: twice_rests < 0,
    "up": lambda _, twice_rests, __: twice_rests > 0,
}


def rounded(numerators: Numbers, denominators: Numbers | np.int64, how: str) -> Numbers:
    """Ratios as whole numbers, as `engine.rounding` rounds each of them."""
    quotients, rests = np.divmod(np.abs(numerators), denominators)
    sizes: Numbers = quotients + _GOES_UP[how](quotients, 2 * rests, denominators)
    sizes[numerators < 0] *= -1
    return sizes


@attrs.frozen
class Filling:
    """How a scale is filled in: its rule, the unit of its scores, and what makes means of them whole."""

    rule: MissingRule
    unit: int
    factor: int

    def filled(self, points: Numbers, n_answered: Numbers, n_missing: Numbers) -> Numbers:
        """The scale, where so many answers give these points and so many are missing."""
        if self.rule.method == "as_zero":
            return points
        n_items, answered = n_answered + n_missing, np.maximum(n_answered, 1)
        if self.rule.round is None:
            means: Numbers = points * self.factor * n_items // answered
            return means
        return rounded(points * n_items, answered * self.unit, self.rule.round) * self.unit

    def between(self, ordinary: tuple[Numbers, Numbers], points: tuple[Numbers, Numbers],
                n_answered: tuple[Numbers, Numbers], n_missing: tuple[Numbers, Numbers]) -> tuple[Numbers, Numbers]:
        """The least and the most where the rule may be used.

        Args:
            ordinary: The ends of the scale without the rule.
            points: The ends of what the answers add that are given.
            n_answered: The ends of how many are given.
            n_missing: The ends of how many are missing.
        """
        needed = 0 if self.rule.method == "as_zero" else 1  # a mean is taken of one answer or more
        fewest, most = np.maximum(n_missing[0], 1), np.minimum(n_missing[1], self.rule.allow)
        first = np.maximum(n_answered[0], needed)
        can_be_used = first <= n_answered[1]
        always = (n_missing[0] >= 1) & (n_missing[1] <= self.rule.allow) & (n_answered[0] >= needed)
        # What is filled in rises or falls with each of the three alone, so its ends are at ends of all three.
        used = [self.filled(*ends) for ends in product(points, (first, n_answered[1]), (fewest, most))]
        low, high = np.minimum.reduce(used), np.maximum.reduce(used)
        low = np.where(always, low, np.where(can_be_used, np.minimum(low, ordinary[0]), ordinary[0]))
        high = np.where(always, high, np.where(can_be_used, np.maximum(high, ordinary[1]), ordinary[1]))
        return low, high
