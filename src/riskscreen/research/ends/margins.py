"""For each pair of margins that two raters can have, the least and the most that they can disagree.

What chance agreement is worked out from are the margins alone: how many cases each rater has at which level.  So it is
enough to know, for every margin that some way of turning out gives, the least and the most disagreement with it.  A
dynamic programme over the cases finds that: cases are free of each other, and a margin is a sum over them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.errors import UsageError, usage_error

Pair = tuple[int, int]  # the ranks that two raters give to one case
PairSet = frozenset[Pair]
WholeNumbers = NDArray[np.int64]
Weights = NDArray[np.int64]  # how much two ranks disagree, 0 on the diagonal

MOST_STATES = 2_000_000


@attrs.frozen(eq=False)
class Margins:
    """Margins that can occur, a row each: the number of cases of each rank by each rater, and the disagreement."""

    one: WholeNumbers
    other: WholeNumbers
    least: WholeNumbers
    most: WholeNumbers


def margins_of(cases: Mapping[PairSet, int], weights: Weights) -> Margins:
    """The margins of all ways of turning out, of so many cases for each set of pairs that is possible.

    Raises:
        UsageError: Where so many cases are open that there are too many margins.
    """
    size = len(weights)
    base, settled, steps = split(cases, lambda one, other: (*at_or_above(one, size), *at_or_above(other, size)))
    shape = shape_of(steps, 2 * (size - 1))
    if np.prod(shape, dtype=float) > MOST_STATES:
        raise too_many_open(steps, size)
    least, most = (cost_table(steps, len(shape), lambda pair: weights[pair], sign)[0] for sign in (1, -1))
    reached = np.flatnonzero(least < NEVER)
    above = np.stack(np.unravel_index(reached, shape), axis=1).astype(np.int64) + base if shape else base[None, :]
    n_cases, base_cost = sum(cases.values()), sum(int(weights[pair]) * n for pair, n in settled.items())
    one, other = (levels_of(part, n_cases) for part in (above[:, : size - 1], above[:, size - 1:]))
    return Margins(one, other, least.ravel()[reached] + base_cost, -most.ravel()[reached] + base_cost)


def at_or_above(rank: int, size: int) -> tuple[int, ...]:
    """For each rank but the lowest, whether this one is at or above it: sums of these are counts of cases."""
    return tuple(int(rank >= each) for each in range(1, size))


Step = Mapping[tuple[int, ...], Pair]  # what a choice adds to the counts, with a pair that adds it


def split(cases: Mapping[PairSet, int],
          counts: Callable[[int, int], tuple[int, ...]]) -> tuple[WholeNumbers, Counter[Pair], list[tuple[Step, int]]]:
    """The counts that every way has, the cases that are settled, and how many open ones have which choices.

    Each choice of a case counts from the lowest that is possible for it.
    """
    base, settled, steps = np.zeros(len(counts(0, 0)), np.int64), Counter[Pair](), list[tuple[Step, int]]()
    for pairs, n in cases.items():
        choices = {counts(*pair): pair for pair in sorted(pairs)}
        lowest = tuple(map(min, zip(*choices, strict=True)))
        base += n * np.array(lowest, np.int64)
        if len(choices) == 1:
            settled[min(pairs)] += n
        else:
            steps.append(({tuple(a - b for a, b in zip(vector, lowest, strict=True)): pair
                           for vector, pair in choices.items()}, n))
    return base, settled, steps


def shape_of(steps: Sequence[tuple[Step, int]], n_axes: int) -> tuple[int, ...]:
    """How many counts can be reached along each axis."""
    return tuple(1 + sum(n * max(vector[axis] for vector in step) for step, n in steps) for axis in range(n_axes))


def too_many_open(steps: Sequence[tuple[Step, int]], size: int) -> UsageError:
    """That the programme would not end in good time."""
    return usage_error("U-too-many-open", "There are too many ways for the margins of the raters to turn out.",
                       found=f"{sum(n for _, n in steps)} open cases of {size} levels",
                       expected="fewer open cases, or fewer levels: join neighbours")


NEVER = 1 << 60


def cost_table(steps: Sequence[tuple[Step, int]], n_axes: int, cost: Callable[[Pair], WholeNumbers],
               sign: int) -> WholeNumbers:
    """The least cost of all counts, or with the sign turned the most, case by case.

    A pair has a cost in each of some ways to weigh, which are the first axis; the others are the counts.
    """
    n_ways = np.size(cost((0, 0)))
    table = np.zeros((n_ways, *[1] * n_axes), np.int64)
    for step, n in steps:
        costs = {vector: sign * np.reshape(cost(pair), (n_ways, *[1] * n_axes)) for vector, pair in step.items()}
        furthest = [max(vector[axis] for vector in step) for axis in range(n_axes)]
        for _ in range(n):
            grown = np.full((n_ways, *np.add(table.shape[1:], furthest)), NEVER, np.int64)
            for vector, added in costs.items():
                part = grown[:, *(slice(k, k + length) for k, length in zip(vector, table.shape[1:], strict=True))]
                np.minimum(part, table + added, out=part)
            table = np.where(grown >= NEVER // 2, NEVER, grown)
    return table


def levels_of(above: WholeNumbers, n_cases: int) -> WholeNumbers:
    """How many are at each rank, from how many are at or above each rank but the lowest."""
    rows = len(above)
    full = np.column_stack([np.full(rows, n_cases, np.int64), above, np.zeros(rows, np.int64)])
    return full[:, :-1] - full[:, 1:]
