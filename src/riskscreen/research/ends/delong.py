"""The limits of an AUC by DeLong, DeLong and Clarke-Pearson (1988), on the logit scale, which keeps them inside."""

from __future__ import annotations

import math
from fractions import Fraction
from statistics import NormalDist

import numpy as np

from riskscreen.research.ends.wins import Arrangement, Tally, twice_below
from riskscreen.research.statistic import Limits


def delong(arrangement: Arrangement, confidence: Fraction) -> Limits:
    """The limits of the share of pairs that are won in this way of turning out.

    None where there is no spread to estimate: fewer than two cases of a kind.  At an end of exactly 0 or 1 the method
    gives nothing inside; what is told is that end on its outer side, and None on its inner one.
    """
    share = arrangement.share
    n_happened, n_others = int(arrangement.happened.sum()), int(arrangement.others.sum())
    if share is None or min(n_happened, n_others) < 2:
        return None, None
    if share in (0, 1):
        return (0.0, None) if share == 0 else (None, 1.0)
    won = twice_below(arrangement.others) / (2 * n_others)
    beaten_by = twice_below(arrangement.happened[::-1])[::-1] / (2 * n_happened)
    mean = float(share)
    spread = math.sqrt(_variance(arrangement.happened, won, mean) + _variance(arrangement.others, beaten_by, mean))
    half = NormalDist().inv_cdf(float((1 + confidence) / 2)) * spread / (mean * (1 - mean))
    centre = math.log(mean / (1 - mean))
    return _from_logit(centre - half), _from_logit(centre + half)


def _variance(tally: Tally, shares: np.ndarray[tuple[int, ...], np.dtype[np.float64]], mean: float) -> float:
    """Of the mean over these cases."""
    n = int(tally.sum())
    return float(np.dot(tally, (shares - mean) ** 2)) / (n - 1) / n


def _from_logit(logit: float) -> float:
    return 1 / (1 + math.exp(-logit)) if logit > 0 else math.exp(logit) / (1 + math.exp(logit))
