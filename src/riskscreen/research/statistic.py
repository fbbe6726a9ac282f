"""One statistic with its ends: the least and the most over all ways in which the open cases may turn out."""

from __future__ import annotations

import math
from fractions import Fraction
from statistics import NormalDist

import attrs

from riskscreen.cell import Cell

# Where a quotient can grow without bound its end is infinity, a float; every other end is exact, or None: undefined.
Extreme = Fraction | float | None
Extremes = tuple[Extreme, Extreme]
Limits = tuple[float | None, float | None]
PartOf = tuple[int, int]  # so many of so many


@attrs.frozen(repr=False)
class Statistic(Cell):
    """A statistic with what open cases leave of it, and what chance leaves besides.

    ``ends`` are the least and the most over all ways in which the open cases can turn out, exact `Fraction`; infinity
    (a float) where a quotient has no bound, and None where it is undefined whatever happens.  Ways in which it is
    undefined (0 out of 0) are left out.  ``limits`` are the lower limit of the least and the upper limit of the most,
    for the cases that one happened to get; None where there is no method.  ``counts`` are the counts at each end, of a
    statistic that is a share: so many of so many.  ``exact`` is false where the ends are sound, but could lie closer.
    """

    name: str
    ends: Extremes
    limits: Limits = (None, None)
    counts: tuple[PartOf, PartOf] | None = None
    exact: bool = True

    @property
    def least(self) -> Extreme:
        """The lower end."""
        return self.ends[0]

    @property
    def most(self) -> Extreme:
        """The upper end."""
        return self.ends[1]

    @property
    def determined(self) -> bool:
        """Whether it is the same however the open cases turn out."""
        return self.ends[0] == self.ends[1]


def share_of(name: str, least: PartOf | None, most: PartOf | None, confidence: Fraction, *,
             exact: bool = True) -> Statistic:
    """A share with the counts at each end: its limits are those of Wilson, each from the counts of its own end."""
    if least is None or most is None:
        return Statistic(name, (None, None), exact=exact)
    return Statistic(name, (Fraction(*least), Fraction(*most)),
                     (wilson(*least, confidence)[0], wilson(*most, confidence)[1]), (least, most), exact)


def wilson(count: int, total: int, confidence: Fraction) -> tuple[float, float]:
    """The limits of Wilson (1927) for a share, which stay within 0 and 1.

    Examples:
        >>> [round(limit, 4) for limit in wilson(6, 126, Fraction(95, 100))]
        [0.022, 0.1]
    """
    z = NormalDist().inv_cdf(float((1 + confidence) / 2))
    centre = count + z * z / 2
    half = z * math.sqrt(count * (total - count) / total + z * z / 4)
    lower = 0.0 if count == 0 else (centre - half) / (total + z * z)
    upper = 1.0 if count == total else (centre + half) / (total + z * z)
    return lower, upper
