"""The least and the most of disagreement by ordinal distances, which hang on how many ratings are at which level.

Two levels are as far apart as there are ratings from the one to the other, those at the two themselves counted by half.
So the weights are known once the pooled margin is: a programme over the cases is solved for each margin that can
occur, with its weights, and only what it says of that margin is kept.

Source: Krippendorff, K. (2019), *Content Analysis*, 4th edition, chapter 12: the metric for ordinal data.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.research.ends.margins import (
    NEVER,
    Pair,
    PairSet,
    Step,
    WholeNumbers,
    at_or_above,
    cost_table,
    levels_of,
    shape_of,
    split,
    too_many_open,
)

MOST_WORK = 5_000_000_000  # states times margins times choices: some seconds
_AT_ONCE = 4_000_000  # states times margins in one table: 32 MB

LargeWholes = NDArray[np.object_]  # of Python, as the fourth power of many cases is beyond 64 bits


@attrs.frozen(eq=False)
class OrdinalMargins:
    """Pooled margins that can occur, a row each: the disagreement within cases, and among all ratings."""

    least: LargeWholes
    most: LargeWholes
    expected: LargeWholes


def ordinal_margins(cases: Mapping[PairSet, int], size: int) -> OrdinalMargins:
    """The margins of all ways of turning out; a distance is counted in quarters, which keeps it whole.

    Raises:
        UsageError: Where so many cases are open that there are too many margins.
    """
    n_ratings = 2 * sum(cases.values())
    base, settled, steps = split(cases, lambda one, other: tuple(
        map(sum, zip(at_or_above(one, size), at_or_above(other, size), strict=True))))
    shape = shape_of(steps, size - 1)
    n_states = np.prod(shape, dtype=float)
    n_open = sum(n for _, n in steps)
    work = n_states ** 2 * sum(n * len(step) for step, n in steps)
    if work > MOST_WORK or n_open * n_ratings ** 2 * 4 >= NEVER // 2:
        raise too_many_open(steps, size)
    reached = np.flatnonzero(cost_table(steps, len(shape), lambda _: np.zeros(1, np.int64), 1)[0] < NEVER)
    above = np.stack(np.unravel_index(reached, shape), axis=1).astype(np.int64) + base if shape else base[None, :]
    levels = levels_of(above, n_ratings)
    distances = _distances(levels)
    least, most = (_own(steps, len(shape), distances, reached, sign) for sign in (1, -1))
    counts, apart = levels.astype(object), distances.astype(object)
    within = np.zeros(len(levels), object)
    for (one, other), n in settled.items():
        within += n * apart[:, one, other]
    return OrdinalMargins(within + least, within - most, np.einsum("si,sij,sj->s", counts, apart, counts))


def _distances(levels: WholeNumbers) -> WholeNumbers:
    """Four times the squared ordinal distance of each two levels, by how many ratings there are at each."""
    middle = 2 * np.cumsum(levels, axis=1) - levels
    found: WholeNumbers = (middle[:, :, None] - middle[:, None, :]) ** 2
    return found


def _own(steps: list[tuple[Step, int]], n_axes: int, distances: WholeNumbers, reached: NDArray[np.intp],
         sign: int) -> LargeWholes:
    """For each margin what the programme with its own distances says of it."""
    found = []
    at_once = max(1, _AT_ONCE // max(1, len(reached)))
    for start in range(0, len(reached), at_once):
        some = distances[start:start + at_once]

        def cost(pair: Pair, some: WholeNumbers = some) -> WholeNumbers:
            return some[:, pair[0], pair[1]]

        table = cost_table(steps, n_axes, cost, sign).reshape(len(some), -1)
        found.append(table[np.arange(len(some)), reached[start:start + at_once]])
    return np.concatenate(found).astype(object)
