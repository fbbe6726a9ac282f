"""Statistics of an instrument that respect what is open.

Every case has the levels that its open answers leave possible.  A statistic therefore has two ends, the least and the
most over all ways in which those cases can turn out; both are exact, and no way goes beyond them.
"""

from riskscreen.research.accuracy import accuracy
from riskscreen.research.auc import auc
from riskscreen.research.net_benefit import net_benefit
from riskscreen.research.rates import rates
from riskscreen.research.sweep import sweep

__all__ = ["accuracy", "auc", "net_benefit", "rates", "sweep"]
