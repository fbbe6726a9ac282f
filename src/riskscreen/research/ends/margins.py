"""For each pair of margins that two raters can have, the least and the most that they can disagree.

What chance agreement is worked out from are the margins alone: how many cases each rater has at which level.  So it is
enough to know, for every margin that some way of turning out gives, the least and the most disagreement with it.  A
dynamic programme over the cases finds that: cases are free of each other, and a margin is a sum over them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.errors import usage_error

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
    base, base_cost, steps = _split(cases, weights)
    shape = tuple(1 + sum((n * max(step[axis] for step in choices) for choices, n in steps), 0)
                  for axis in range(2 * (size - 1)))
    if np.prod(shape, dtype=float) > MOST_STATES:
        raise usage_error("U-too-many-open", "There are too many ways for the margins of the raters to turn out.",
                          found=f"{sum(n for _, n in steps)} open cases of {size} levels",
                          expected="fewer open cases, or fewer levels: join neighbours")
    least, most = (_table(shape, steps, sign) for sign in (1, -1))
    reached = np.flatnonzero(least < _NEVER)
    above = np.stack(np.unravel_index(reached, shape), axis=1).astype(np.int64) + base if shape else base[None, :]
    n_cases = sum(cases.values())
    one, other = (_levels(part, n_cases) for part in (above[:, : size - 1], above[:, size - 1:]))
    return Margins(one, other, least.ravel()[reached] + base_cost, -most.ravel()[reached] + base_cost)


Step = Mapping[tuple[int, ...], tuple[int, int]]  # what a choice adds to the state, with its least and most cost


def _split(cases: Mapping[PairSet, int], weights: Weights) -> tuple[WholeNumbers, int, list[tuple[Step, int]]]:
    """What every way has, and the choices that are left; each choice of a case counts from its lowest ranks."""
    size = len(weights)
    base, cost = np.zeros(2 * (size - 1), np.int64), 0
    steps: list[tuple[Step, int]] = []
    for pairs, n in cases.items():
        choices: dict[tuple[int, ...], tuple[int, int]] = {}
        for one, other in pairs:
            vector = (*(int(one >= rank) for rank in range(1, size)), *(int(other >= rank) for rank in range(1, size)))
            choices[vector] = (int(weights[one, other]),) * 2
        lowest = tuple(map(min, zip(*choices, strict=True))) if size > 1 else ()
        base += n * np.array(lowest, np.int64)
        if len(choices) == 1:
            cost += n * next(iter(choices.values()))[0]
        else:
            steps.append(({tuple(a - b for a, b in zip(vector, lowest, strict=True)): costs
                           for vector, costs in choices.items()}, n))
    return base, cost, steps


_NEVER = 1 << 60


def _table(shape: tuple[int, ...], steps: Sequence[tuple[Step, int]], sign: int) -> WholeNumbers:
    """The least cost of each state, or with the sign turned the most, case by case."""
    table = np.full(shape, _NEVER, np.int64)
    table[(0,) * len(shape)] = 0
    for step, n in steps:
        for _ in range(n):
            new = np.full(shape, _NEVER, np.int64)
            for vector, costs in step.items():
                to = tuple(slice(k, None) for k in vector)
                start = tuple(slice(None, size - k) for size, k in zip(shape, vector, strict=True))
                np.minimum(new[to], table[start] + sign * costs[0], out=new[to])
            table = np.where(new >= _NEVER // 2, _NEVER, new)
    return table


def _levels(above: WholeNumbers, n_cases: int) -> WholeNumbers:
    """How many are at each rank, from how many are at or above each rank but the lowest."""
    rows = len(above)
    full = np.column_stack([np.full(rows, n_cases, np.int64), above, np.zeros(rows, np.int64)])
    return full[:, :-1] - full[:, 1:]


def counted(pairs: Iterable[PairSet]) -> Counter[PairSet]:
    """How many cases have which set of possible pairs."""
    return Counter(pairs)
