"""The four cells of a table of two by two, those that each case can end up in, and what all ways of ending up give.

A case at or above the cut-off is *flagged*.  Cases are free of each other: which cell one ends up in says nothing of
any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from riskscreen.research.given.happened import NO, NOT_KNOWN, YES
from riskscreen.research.statistic import PartOf

TRUE_POSITIVE, FALSE_NEGATIVE, FALSE_POSITIVE, TRUE_NEGATIVE = 1, 2, 4, 8
CELLS = (TRUE_POSITIVE, FALSE_NEGATIVE, FALSE_POSITIVE, TRUE_NEGATIVE)
FLAGGED, NOT_FLAGGED = TRUE_POSITIVE | FALSE_POSITIVE, FALSE_NEGATIVE | TRUE_NEGATIVE
HAPPENED, NOT_HAPPENED = TRUE_POSITIVE | FALSE_NEGATIVE, FALSE_POSITIVE | TRUE_NEGATIVE

CountsByCell = Mapping[int, int]  # how many cases can end up in which cells (as bits)


def counts_by_cell(counts: Mapping[tuple[int, int], int], flagged: int) -> Counter[int]:
    """How many cases can end up in which cells, where the ranks of these bits are flagged.

    *counts* has the number of cases by the ranks that they can have, as bits, and by what happened.
    """
    found: Counter[int] = Counter()
    for (mask, happened), n in counts.items():
        found[cells_of(happened, can_be=bool(mask & flagged), need_not_be=bool(mask & ~flagged))] += n
    return found


def cells_of(happened: int, *, can_be: bool, need_not_be: bool) -> int:
    """The cells that a case can end up in, by whether it can be flagged, and whether it can be not flagged."""
    return (FLAGGED * can_be | NOT_FLAGGED * need_not_be) & _KNOWN[happened]


def at_or_above(rank: int) -> int:
    """This rank and all above it, as bits."""
    return -1 << rank


_KNOWN = {YES: HAPPENED, NO: NOT_HAPPENED, NOT_KNOWN: HAPPENED | NOT_HAPPENED}


def share_ends(counts: CountsByCell, good: int, bad: int) -> tuple[PartOf | None, PartOf | None]:
    """The least and the most of good / (good + bad), as counts; None where no way gives any of either.

    Every case goes where it suits the end: to the wished cells, else outside of both, else to the others.  That is best
    for each case by itself, whatever the rest do.
    """
    least, most = _end(counts, bad, good), _end(counts, good, bad)
    return (None if least is None else (least[1] - least[0], least[1])), most


def _end(counts: CountsByCell, wished: int, other: int) -> PartOf | None:
    """How many of how many are in the wished cells, where as many are as can be, and as few as can be in the others."""
    n_wished = sum(n for cells, n in counts.items() if cells & wished)
    n_other = sum(n for cells, n in counts.items() if not cells & ~other)
    if n_wished or n_other:
        return n_wished, n_wished + n_other
    # Then all can stay outside, where nothing is defined; one that comes in can only come into the other cells.
    return (0, 1) if any(cells & other for cells in counts) else None


def mean_ends(counts: CountsByCell, worth: Mapping[int, Fraction]) -> tuple[Fraction, Fraction] | None:
    """The least and the most of the mean worth of the cells that the cases are in; None without cases."""
    total = sum(counts.values())
    if not total:
        return None
    least, most = (sum((n * end(worth[cell] for cell in CELLS if cells & cell) for cells, n in counts.items()),
                       Fraction(0)) / total for end in (min, max))
    return least, most
