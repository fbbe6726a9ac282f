"""Statistics of an instrument that respect what is open.

Every case has the levels that its open answers leave possible.  A statistic therefore has two ends, the least and the
most over all ways in which those cases can turn out; both are exact, and no way goes beyond them.
"""

from riskscreen.research.accuracy import Accuracy, accuracy
from riskscreen.research.agreement import Agreement, PairRow, agreement
from riskscreen.research.auc import Auc, auc
from riskscreen.research.given.about import AboutCases
from riskscreen.research.items import ItemRow, Items, items
from riskscreen.research.net_benefit import NetBenefit, net_benefit
from riskscreen.research.rates import CrossRow, Rates, rates
from riskscreen.research.statistic import Statistic
from riskscreen.research.sweep import Sweep, sweep

__all__ = ["AboutCases", "Accuracy", "Agreement", "Auc", "CrossRow", "ItemRow", "Items", "NetBenefit", "PairRow",
           "Rates", "Statistic", "Sweep", "accuracy", "agreement", "auc", "items", "net_benefit", "rates", "sweep"]
