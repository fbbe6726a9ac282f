"""How well levels, or the numbers of a scale, put the cases in which it happened above the others."""

from __future__ import annotations

from fractions import Fraction

import attrs
import numpy as np

from riskscreen.cell import Sheet
from riskscreen.explain.words.catalogue import Words
from riskscreen.research.ends.delong import delong
from riskscreen.research.ends.wins import least_and_most
from riskscreen.research.given.about import AboutCases, notes_of
from riskscreen.research.given.columns import Foreign
from riskscreen.research.given.happened import NO, NOT_KNOWN, YES, Happened, happened_beside
from riskscreen.research.given.levels import Ladder
from riskscreen.research.given.probability import CONFIDENCE, probability
from riskscreen.research.given.spans import Spans, spans_of
from riskscreen.research.statistic import Extremes, Limits, Statistic
from riskscreen.research.telling import Explained, TidyTable, statistic_columns, statistic_table


@attrs.frozen(repr=False)
class Auc(Explained):
    """The share of pairs, one case in which it happened and one in which it did not, that are put in the right order.

    Ties count by half, so .5 is what chance gives.  It tells of ranks alone: nothing of rates, and nothing of what a
    mistake costs.  ``scale`` is None where levels were ranked; three levels make many ties, so that their AUC is not to
    be compared with that of a sum.
    """

    scale: str | None
    cases: AboutCases
    n_happened: int
    n_not_happened: int
    confidence: Fraction
    statistic: Statistic

    @property
    def ends(self) -> Extremes:
        """The least and the most, exact; None where all cases are of one kind."""
        return self.statistic.ends

    @property
    def limits(self) -> Limits:
        """The lower limit of the least, and the upper limit of the most."""
        return self.statistic.limits

    @property
    def exact(self) -> bool:
        """Whether some way in which the open cases can turn out reaches each end."""
        return self.statistic.exact

    def to_table(self) -> TidyTable:
        """One row, as columns, which pandas and polars take."""
        return statistic_columns([self.statistic], of=["level" if self.scale is None else self.scale])

    def _told(self, words: Words) -> Sheet:
        what = words("auc.levels") if self.scale is None else words("auc.scale", scale=self.scale)
        notes = [words("auc.pairs", n_happened=self.n_happened, n_others=self.n_not_happened),
                 *notes_of(words, self.cases, None, "cases" if self.scale is None else "cases_scale"),
                 *([] if self.exact else [words("auc.outer")]),
                 words("auc.limits", confidence=f"{float(self.confidence * 100):g}")]
        return Sheet(what, notes, [statistic_table(words, {"AUC": self.statistic})], words.language)

    @property
    def _in_short(self) -> str:
        return f"of {self.scale or 'levels'}, {self.cases}"


def auc(levels: Foreign, happened: Foreign, *, scale: str | None = None, ladder: Ladder | None = None,
        outcome: str | None = None, confidence: Foreign = CONFIDENCE) -> Auc:
    """The area under the ROC curve, with its exact ends over all ways in which open cases can turn out.

    It is the share of pairs, one case in which it happened and one in which it did not, in which the first stands
    higher, ties counted by half.  The least has every case in which it happened at its lowest and every other at its
    highest; the value of the settled cases alone can lie beyond both ends.

    Args:
        levels: What `Instrument.score_codes` gives, or one of its outcomes; a table from `Instrument.score_table`, of
            any library, or a mapping of columns; results; records or a `History`, of which the computed levels are
            taken, and no judgement; or for each case a level or its id, several that are possible as a set, a list or a
            text such as ``"low|medium"``.
        happened: For each case True, False, or None where it is not known; or the name of a column of the table.
        scale: A scale whose numbers are ranked in place of levels; only codes, tables and results have those.
        ladder: The levels from the lowest to the highest, where *levels* do not tell their order.
        outcome: Which outcome, where there are several; the instrument's result unless said otherwise.
        confidence: Of the limits, which say what other cases than these could have given.

    Raises:
        UsageError: If the cases cannot be read, with all that is wrong with them, or their levels have no order.

    Examples:
        >>> auc([{"low"}, {"low", "high"}, {"high"}], [False, True, True], ladder=["low", "high"]).ends
        (Fraction(3, 4), Fraction(1, 1))
    """
    spans = spans_of(levels, scale=scale, ladder=ladder, outcome=outcome)
    found = happened_beside(levels, happened, len(spans), spans.labels)
    return auc_of(spans, found, scale, probability("confidence", confidence))


def auc_of(spans: Spans, happened: Happened, scale: str | None, confidence: Fraction) -> Auc:
    """The same of cases that were read."""
    n_happened, n_others, n_not_known = (int(np.count_nonzero(happened == what)) for what in (YES, NO, NOT_KNOWN))
    about = AboutCases(len(spans), spans.n_open, spans.n_loose, n_not_known)
    ways = least_and_most(spans, happened)
    if ways is None:
        return Auc(scale, about, n_happened, n_others, confidence, Statistic("auc", (None, None), exact=about.exact))
    least, most = ways
    limits = delong(least, confidence)[0], delong(most, confidence)[1]
    return Auc(scale, about, n_happened, n_others, confidence, Statistic(
        "auc", (least.share, most.share), limits, exact=about.exact and least.exact and most.exact))

