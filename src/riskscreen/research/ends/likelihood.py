"""The ends of likelihood ratios, exact even where it is not known in all cases what happened.

The positive one is the share that is flagged of the cases in which it happened, by that of the others.  It rises with
each true positive and each true negative, and falls with each of the false ones; so each case goes to the better (or
the worse) of the cells that it can end up in.  Only a case of which nothing is known has two that are best.  As many of
those go to the one as is best: where a function has a single peak, which the two halves of what is left tell.

A ratio of 0 by 0, or of no cases, is undefined.  Every way in which it is defined has a case in which it happened and
one in which it did not, and one of the two is flagged; so each such pair is set first, and the rest go where it suits.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from riskscreen.research.ends.cells import (
    CELLS,
    FALSE_NEGATIVE,
    FALSE_POSITIVE,
    TRUE_NEGATIVE,
    TRUE_POSITIVE,
    CountsByCell,
)
from riskscreen.research.statistic import Extremes

_PAIRS = ((TRUE_POSITIVE, FALSE_POSITIVE), (TRUE_POSITIVE, TRUE_NEGATIVE), (FALSE_NEGATIVE, FALSE_POSITIVE))
_OTHERWISE = {TRUE_POSITIVE: FALSE_NEGATIVE, FALSE_NEGATIVE: TRUE_POSITIVE,
              FALSE_POSITIVE: TRUE_NEGATIVE, TRUE_NEGATIVE: FALSE_POSITIVE}


def positive_ratio_ends(counts: CountsByCell) -> Extremes:
    """The least and the most of the positive likelihood ratio; infinity where nobody is flagged falsely."""
    ends = [(_best(set_pair, rest, TRUE_POSITIVE, TRUE_NEGATIVE), _best(set_pair, rest, FALSE_POSITIVE, FALSE_NEGATIVE))
            for set_pair, rest in _with_pair(counts)]
    if not ends:
        return None, None
    return min(least for _, least in ends), max(most for most, _ in ends)


def negative_ratio_ends(counts: CountsByCell) -> Extremes:
    """The same of the negative one: the positive one of a test that flags all others."""
    swapped: Counter[int] = Counter()
    for cells, n in counts.items():
        swapped[sum(_OTHERWISE[cell] for cell in CELLS if cells & cell)] += n
    return positive_ratio_ends(swapped)


def _with_pair(counts: CountsByCell) -> Iterator[tuple[Counter[int], Counter[int]]]:
    """Each way to set a pair that makes the ratio defined, with how many cases are left of which kind."""
    kinds = [cells for cells, n in counts.items() if n]
    for happened, other in _PAIRS:
        for one in (cells for cells in kinds if cells & happened):
            for two in (cells for cells in kinds if cells & other):
                left = Counter(counts)
                left[one] -= 1
                left[two] -= 1
                if left[one] >= 0 and left[two] >= 0:
                    yield Counter([happened, other]), left


def _best(set_pair: Counter[int], left: Counter[int], first: int, second: int) -> Fraction | float:
    """The ratio where cases go to the *first* or the *second* cell wherever they can.

    Those that can go to both are divided so that the ratio is as far out as it can be: the true cells raise it.
    """
    is_raised = first == TRUE_POSITIVE
    cells, n_both = Counter(set_pair), 0
    for kinds, n in left.items():
        if kinds & first and kinds & second:
            n_both += n
        else:
            cells[next(cell for cell in (first, second, *CELLS) if kinds & cell)] += n

    def ratio(n_first: int) -> Fraction | float:
        return _ratio(cells + Counter({first: n_first, second: n_both - n_first}))

    low, high = 0, n_both
    while low < high:
        middle = (low + high) // 2
        here, beyond = ratio(middle), ratio(middle + 1)
        if beyond > here if is_raised else beyond < here:
            low = middle + 1
        else:
            high = middle
    return ratio(low)


def _ratio(cells: Counter[int]) -> Fraction | float:
    """The positive likelihood ratio of a table of which it is defined."""
    numerator = cells[TRUE_POSITIVE] * (cells[FALSE_POSITIVE] + cells[TRUE_NEGATIVE])
    denominator = cells[FALSE_POSITIVE] * (cells[TRUE_POSITIVE] + cells[FALSE_NEGATIVE])
    return Fraction(numerator, denominator) if denominator else math.inf

