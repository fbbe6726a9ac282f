"""How well a level tells apart the cases in which it happened and the others."""

from __future__ import annotations

from fractions import Fraction

import attrs

from riskscreen.cell import CellTable, Sheet
from riskscreen.explain.words.catalogue import Words
from riskscreen.model.named import Named
from riskscreen.research.cells import (
    FALSE_NEGATIVE,
    FALSE_POSITIVE,
    FLAGGED,
    HAPPENED,
    NOT_FLAGGED,
    NOT_HAPPENED,
    TRUE_NEGATIVE,
    TRUE_POSITIVE,
    CountsByCell,
    cell_counts,
    share_ends,
)
from riskscreen.research.columns import Foreign
from riskscreen.research.happened import NOT_KNOWN, Observed, observed
from riskscreen.research.levels import Ladder
from riskscreen.research.likelihood import negative_ratio_ends, positive_ratio_ends
from riskscreen.research.probability import CONFIDENCE, probability
from riskscreen.research.statistic import Extremes, Limits, Statistic, share_of
from riskscreen.research.telling import (
    Explained,
    TidyTable,
    counts_words,
    ends_of,
    ends_words,
    limits_of,
    limits_words,
    statistic_columns,
)

# Each share as the cells that it counts, and the others that it counts them among.
SHARES = {
    "sensitivity": (TRUE_POSITIVE, FALSE_NEGATIVE),
    "specificity": (TRUE_NEGATIVE, FALSE_POSITIVE),
    "ppv": (TRUE_POSITIVE, FALSE_POSITIVE),
    "npv": (TRUE_NEGATIVE, FALSE_NEGATIVE),
    "accuracy": (TRUE_POSITIVE | TRUE_NEGATIVE, FALSE_POSITIVE | FALSE_NEGATIVE),
    "flagged": (FLAGGED, NOT_FLAGGED),
    "happened": (HAPPENED, NOT_HAPPENED),
}


@attrs.frozen(repr=False)
class Accuracy(Explained):
    """How well *at this level or above* tells apart the cases in which it happened and the others.

    ``statistics`` has them by name.  Each has its own least and most: they are reached by different ways in which the
    open cases turn out, and rarely all at once.
    """

    at: str
    ladder: tuple[str, ...]
    n_cases: int
    n_open: int
    n_not_known: int
    confidence: Fraction
    statistics: Named[Statistic]

    @property
    def ends(self) -> dict[str, Extremes]:
        """The least and the most of each statistic, exact."""
        return ends_of(self.statistics)

    @property
    def limits(self) -> dict[str, Limits]:
        """The lower limit of each least, and the upper limit of each most."""
        return limits_of(self.statistics)

    def __getitem__(self, name: str) -> Statistic:
        return self.statistics[name]

    def to_table(self) -> TidyTable:
        """A row for each statistic, as columns of equal length, which pandas and polars take."""
        found = list(self.statistics.values())
        return statistic_columns(found, at=[self.at] * len(found))

    def _told(self, words: Words) -> Sheet:
        rows = [(words(_NAMES[statistic.name]), ends_words(words, statistic.ends),
                 counts_words(words, statistic.counts), limits_words(words, statistic.limits))
                for statistic in self.statistics.values()]
        table = CellTable("", (words("head.statistic"), words("head.ends"), words("head.counts"),
                               words("head.limits")), rows)
        return Sheet(words("accuracy", level=self.at), case_notes(words, self), [table], words.language)

    @property
    def _in_short(self) -> str:
        return f"at {self.at}: {self.n_cases} cases, {self.n_open} undetermined, {self.n_not_known} not known"


def accuracy(levels: Foreign, happened: Foreign, *, at: Foreign, ladder: Ladder | None = None,
             outcome: str | None = None, confidence: Foreign = CONFIDENCE) -> Accuracy:
    """Sensitivity, specificity, predictive values and more of *at this level or above*, with their exact ends.

    The ends of a statistic are its least and its most over all ways in which the open cases, and those of which it is
    not known what happened, can turn out.  A predictive value belongs to the base rate of these cases, and to no other.

    Args:
        levels: What `Instrument.score_codes` gives, or one of its outcomes; a table from `Instrument.score_table`, of
            any library, or a mapping of columns; results; or for each case a level or its id, several that are possible
            as a set, a list or a text such as ``"low|medium"``.
        happened: For each case True, False, or None where it is not known; or the name of a column of the table.
        at: The lowest level that counts as flagged.
        ladder: The levels from the lowest to the highest, where *levels* do not tell their order.
        outcome: Which outcome, where there are several; the instrument's result unless said otherwise.
        confidence: Of the limits, which say what other cases than these could have given.

    Raises:
        UsageError: If the cases cannot be read, with all that is wrong with them, or there is no such level.

    Examples:
        >>> found = accuracy([{"low"}, {"low", "high"}, {"high"}, {"low"}], [False, True, True, None],
        ...                  at="high", ladder=["low", "high"])
        >>> found["sensitivity"].ends
        (Fraction(1, 3), Fraction(1, 1))
    """
    cases = observed(levels, happened, ladder=ladder, outcome=outcome)
    return accuracy_of(cases, cases.levels.rank_of(at), probability("confidence", confidence))


def accuracy_of(cases: Observed, rank: int, confidence: Fraction) -> Accuracy:
    """The same of cases that were read."""
    counts = cell_counts(cases, rank)
    shares = [share_of(name, *share_ends(counts, *cells), confidence) for name, cells in SHARES.items()]
    return Accuracy(cases.levels.ladder[rank], cases.levels.ladder, len(cases), cases.levels.n_open,
                    int((cases.happened == NOT_KNOWN).sum()), confidence,
                    Named("statistic", {found.name: found for found in [*shares, *_ratios(counts)]}))


def _ratios(counts: CountsByCell) -> list[Statistic]:
    return [Statistic("lr_plus", positive_ratio_ends(counts)), Statistic("lr_minus", negative_ratio_ends(counts))]


def case_notes(words: Words, found: Accuracy) -> list[str]:
    """What every table says of its cases: how many are open, and what the two kinds of interval mean."""
    notes = [words.counted("cases", found.n_cases, open=found.n_open, not_known=found.n_not_known)]
    if found.n_open or found.n_not_known:
        notes.append(words("what_ends_mean"))
    return [*notes, words("what_limits_mean", confidence=f"{float(found.confidence * 100):g}")]


_NAMES = {
    "sensitivity": "name.sensitivity", "specificity": "name.specificity", "ppv": "name.ppv", "npv": "name.npv",
    "accuracy": "name.accuracy", "flagged": "name.flagged", "happened": "name.happened", "lr_plus": "name.lr_plus",
    "lr_minus": "name.lr_minus",
}
