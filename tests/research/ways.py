"""Small tables drawn at random, and every way in which one can turn out: what all ends are held against.

It knows nothing of `riskscreen.research`: levels are ranks, and statistics are worked out from their definitions.
"""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from math import inf

import attrs

N_TABLES = int(os.environ.get("RISKSCREEN_TABLES", "100"))  # 100 once missed a fault at 0 / 0 that 3,000 find
MOST_WAYS = 600
LADDER = ("none", "low", "medium", "high")

Way = tuple[tuple[int, ...], tuple[bool, ...]]  # the rank of each case, and whether it happened
Value = Fraction | float | None


@attrs.frozen
class Table:
    """Cases with the ranks that they can have, and what happened: True, False, or None where it is not known."""

    ladder: tuple[str, ...]
    ranks: tuple[frozenset[int], ...]
    happened: tuple[bool | None, ...]

    @property
    def levels(self) -> list[set[str]]:
        """The same as ids of levels."""
        return [{self.ladder[rank] for rank in ranks} for ranks in self.ranks]

    def ways(self) -> Iterator[Way]:
        """Every way in which all cases together can turn out."""
        known = [(True, False) if happened is None else (happened,) for happened in self.happened]
        for ranks in itertools.product(*self.ranks):
            for happened in itertools.product(*known):
                yield ranks, happened

    @property
    def n_ways(self) -> int:
        """How many they are."""
        total = 2 ** sum(happened is None for happened in self.happened)
        for ranks in self.ranks:
            total *= len(ranks)
        return total


def tables(seed: int, *, n: int = N_TABLES, not_known: bool = True) -> Iterator[Table]:
    """So many tables, alike in every run: with holes, of one to four levels, some without a single case."""
    draw = random.Random(seed)
    while n:
        n_levels, n_cases = draw.randint(1, 4), draw.choice((0, 1, 2, 3, 3, 4, 5, 6, 7))
        sets = [frozenset(ranks) for size in range(1, n_levels + 1)
                for ranks in itertools.combinations(range(n_levels), size)]
        outcomes = (True, False, None) if not_known and draw.random() < 0.6 else (True, False)
        found = Table(LADDER[:n_levels], tuple(draw.choices(sets, [1 / len(s) for s in sets], k=n_cases)),
                      tuple(draw.choice(outcomes) for _ in range(n_cases)))
        if found.n_ways <= MOST_WAYS:
            n -= 1
            yield found


def ends_over(ways: Iterable[Way], statistic: Callable[[Way], Value]) -> tuple[Value, Value]:
    """The least and the most over all ways in which it is defined."""
    found = [value for value in map(statistic, ways) if value is not None]
    return (min(found), max(found)) if found else (None, None)


def quotient(a: int, b: int) -> Fraction | None:
    """a of b; undefined where there are none."""
    return Fraction(a, b) if b else None


def count(way: Way, rank: int, *, flagged: bool, happened: bool) -> int:
    """A cell of the table of two by two."""
    return sum((r >= rank) == flagged and h == happened for r, h in zip(*way, strict=True))


def two_by_two(rank: int) -> dict[str, Callable[[Way], Value]]:
    """The statistics of a table of two by two, each from its definition."""

    def of(formula: Callable[[int, int, int, int], Value]) -> Callable[[Way], Value]:
        return lambda way: formula(*(count(way, rank, flagged=flagged, happened=happened)
                                     for flagged, happened in ((True, True), (False, True), (True, False),
                                                               (False, False))))

    return {
        "sensitivity": of(lambda tp, fn, fp, tn: quotient(tp, tp + fn)),
        "specificity": of(lambda tp, fn, fp, tn: quotient(tn, tn + fp)),
        "ppv": of(lambda tp, fn, fp, tn: quotient(tp, tp + fp)),
        "npv": of(lambda tp, fn, fp, tn: quotient(tn, tn + fn)),
        "accuracy": of(lambda tp, fn, fp, tn: quotient(tp + tn, tp + fn + fp + tn)),
        "flagged": of(lambda tp, fn, fp, tn: quotient(tp + fp, tp + fn + fp + tn)),
        "happened": of(lambda tp, fn, fp, tn: quotient(tp + fn, tp + fn + fp + tn)),
        "lr_plus": of(lambda tp, fn, fp, tn: ratio(quotient(tp, tp + fn), quotient(fp, fp + tn))),
        "lr_minus": of(lambda tp, fn, fp, tn: ratio(quotient(fn, tp + fn), quotient(tn, fp + tn))),
    }


def ratio(a: Fraction | None, b: Fraction | None) -> Value:
    """One share by the other: infinity where only the second is 0."""
    if a is None or b is None or (a == 0 and b == 0):
        return None
    return a / b if b else inf
