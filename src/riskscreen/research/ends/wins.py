"""How often a case in which it happened stands above one in which it did not, at the best way of turning out.

Where it is known what happened, the best is plain: each case in which it happened at its highest, each other one at its
lowest.  Where it is not known, a case is one or the other.  Of two such cases the one that has the higher highest and
the higher lowest is the better one to be counted as *happened* (exchange the two: no pair is the worse for it).  So
only cases of which one can be both higher and lower than the other leave a choice, and those choices are gone through.
"""

from __future__ import annotations

from fractions import Fraction

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.research.ends.quotients import where_largest
from riskscreen.research.given.happened import NO, NOT_KNOWN, YES, Happened
from riskscreen.research.given.spans import Positions, Spans

Tally = NDArray[np.int64]  # how many cases stand at each place

MOST_CHOICES = 200_000


@attrs.frozen(eq=False)
class Arrangement:
    """A way in which the cases turn out: how many stand at which place, of those in which it happened and the others.

    ``exact`` is false where no way stands so, but each stands no better.
    """

    happened: Tally
    others: Tally
    exact: bool = True

    @property
    def share(self) -> Fraction | None:
        """The share of the pairs that the case in which it happened wins, ties by half: the AUC."""
        n_pairs = int(self.happened.sum()) * int(self.others.sum())
        return Fraction(int(np.dot(self.happened, twice_below(self.others))), 2 * n_pairs) if n_pairs else None

    def mirrored(self) -> Arrangement:
        """The same with the places in the opposite order."""
        return Arrangement(self.happened[::-1], self.others[::-1], self.exact)


def least_and_most(spans: Spans, happened: Happened) -> tuple[Arrangement, Arrangement] | None:
    """The ways of turning out that give the least and the most; None where all cases are of one kind in every way."""
    size = max(1, len(spans.values))
    most = _most(spans.least, spans.most, happened, size)
    least = _most(size - 1 - spans.most, size - 1 - spans.least, happened, size)
    return None if least is None or most is None else (least.mirrored(), most)


def twice_below(tally: Tally) -> Tally:
    """For each place twice the number of cases below it, and those that stand there once."""
    up_to: Tally = np.cumsum(tally, axis=-1)
    return 2 * up_to - tally


def _most(low: Positions, high: Positions, happened: Happened, size: int) -> Arrangement | None:
    """The way in which the share is largest."""
    events = np.bincount(high[happened == YES], minlength=size)
    others = np.bincount(low[happened == NO], minlength=size)
    is_open = happened == NOT_KNOWN
    low, high = low[is_open], high[is_open]
    if not len(low):
        arrangement = Arrangement(events, others)
        return None if arrangement.share is None else arrangement
    bound = _bound(events, others, low, high)
    if bound is None or bound.exact:
        return bound
    return _of_every_choice(events, others, low, high) or bound


def _bound(events: Tally, others: Tally, low: Positions, high: Positions) -> Arrangement | None:
    """The open cases with the highest highest as *happened*, and lowest lowest as others, as many as is best.

    It is reached where these are all cases, each once; else no way is better.
    """
    size, n_open = len(events), len(low)
    order = np.lexsort((low, high))[::-1]
    highest, lowest = high[order], np.sort(low)
    n_events = np.arange(n_open + 1)
    wins = _running(twice_below(others)[highest]) + _running(twice_below(events[::-1])[::-1][lowest])[::-1]
    wins += int(np.dot(events, twice_below(others))) + _among(highest, lowest)
    pairs = (int(events.sum()) + n_events) * (int(others.sum()) + n_open - n_events)
    best = where_largest(wins, pairs)
    if best is None:
        return None
    reached = _running(low[order]) == _running(lowest[::-1])
    chosen = int(best[reached[best]][0]) if reached[best].any() else int(best[0])
    return Arrangement(events + np.bincount(highest[:chosen], minlength=size),
                    others + np.bincount(lowest[:n_open - chosen], minlength=size), bool(reached[chosen]))


def _running(numbers: Tally) -> Tally:
    """The sums of the first none, one, two, ..."""
    return np.concatenate([[0], np.cumsum(numbers)])


def _among(highest: Positions, lowest: Positions) -> Tally:
    """Twice the wins of the first k of the *highest* over all but the last k of the *lowest*, for each k."""
    n_open = len(highest)
    k = np.arange(n_open)
    # With one more, it wins over the others that are left, and the highest of those is no longer won over.
    won = _twice_below(lowest, highest, n_open - 1 - k)
    no_longer = _twice_below(-highest, -lowest[::-1], k)
    return _running(won - no_longer)


def _twice_below(rising: Positions, values: Positions, first: Positions) -> Tally:
    """For each value twice how many of so many *first* numbers are below it, and how many it equals once."""
    below: Tally = np.minimum(np.searchsorted(rising, values, "left"), first)
    up_to: Tally = np.minimum(np.searchsorted(rising, values, "right"), first)
    return below + up_to


def _of_every_choice(events: Tally, others: Tally, low: Positions, high: Positions) -> Arrangement | None:
    """The best of the ways in which no case is counted as *happened* before a better one; None where they are many."""
    kinds, counts = np.unique(np.column_stack([low, high]), axis=0, return_counts=True)
    order = np.argsort(-kinds.sum(axis=1), kind="stable")
    kinds, counts = kinds[order], counts[order]
    chosen = _choices(kinds, counts)
    if chosen is None:
        return None
    places = np.eye(len(events), dtype=np.int64)
    happened = events + chosen @ places[kinds[:, 1]]
    rest = others + (counts - chosen) @ places[kinds[:, 0]]
    wins = np.sum(happened * twice_below(rest), axis=1)
    best = where_largest(wins, happened.sum(axis=1) * rest.sum(axis=1))
    return None if best is None else Arrangement(happened[best[0]], rest[best[0]])


def _choices(kinds: NDArray[np.int64], counts: Tally) -> NDArray[np.int64] | None:
    """How many of each kind are counted as *happened*, a row for each choice: some only where all better ones are."""
    rows = np.zeros((1, 0), np.int64)
    for n, kind in enumerate(kinds):
        better = np.flatnonzero(np.all(kinds[:n] >= kind, axis=1))
        is_free = np.all(rows[:, better] == counts[better], axis=1)
        repeats = np.where(is_free, counts[n] + 1, 1)
        if repeats.sum() > MOST_CHOICES:
            return None
        starts = np.repeat(np.cumsum(repeats) - repeats, repeats)
        rows = np.column_stack([np.repeat(rows, repeats, axis=0), np.arange(repeats.sum()) - starts])
    return rows
