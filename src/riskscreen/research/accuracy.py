"""How well a level tells apart the cases in which it happened and the others."""

from __future__ import annotations

from fractions import Fraction

import attrs

from riskscreen.cell import Sheet
from riskscreen.explain.words.catalogue import Words
from riskscreen.model.named import Named
from riskscreen.research.ends.cells import (
    FALSE_NEGATIVE,
    FALSE_POSITIVE,
    FLAGGED,
    HAPPENED,
    NOT_FLAGGED,
    NOT_HAPPENED,
    TRUE_NEGATIVE,
    TRUE_POSITIVE,
    CountsByCell,
    at_or_above,
    counts_by_cell,
    share_ends,
)
from riskscreen.research.ends.likelihood import negative_ratio_ends, positive_ratio_ends
from riskscreen.research.given.about import AboutCases, notes_of
from riskscreen.research.given.columns import Foreign
from riskscreen.research.given.happened import Observed, observed
from riskscreen.research.given.levels import Ladder
from riskscreen.research.given.probability import CONFIDENCE, probability
from riskscreen.research.statistic import Statistic, share_of
from riskscreen.research.telling import StatisticTable, TidyTable, statistic_columns, statistic_table

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
class Accuracy(StatisticTable):
    """How well *at this level or above* tells apart the cases in which it happened and the others.

    ``statistics`` has them by name.  Each has its own least and most: they are reached by different ways in which the
    open cases turn out, and rarely all at once.
    """

    at: str
    ladder: tuple[str, ...]
    cases: AboutCases
    confidence: Fraction
    statistics: Named[Statistic]

    def at_base_rate(self, base_rate: Foreign) -> Named[Statistic]:
        """The predictive values where it happens at another rate, and flags as it does here.

        That is what a case-control study can tell, and what another population asks for.  Each rests on one likelihood
        ratio alone, so that its ends are exact too; it has no limits, as no count of cases stands behind it.

        Args:
            base_rate: The share of all cases in which it happens, between 0 and 1; a float is taken as it is written.

        Raises:
            UsageError: For what is no such share.

        Examples:
            >>> found = accuracy(["low", "high", "low", "high"], [False, True, True, True], at="high",
            ...                  ladder=["low", "high"])
            >>> {name: found.at_base_rate("0.1")[name].least for name in ("ppv", "npv")}
            {'ppv': Fraction(1, 1), 'npv': Fraction(27, 28)}
        """
        odds = (rate := probability("base_rate", base_rate)) / (1 - rate)
        plus, minus = self["lr_plus"], self["lr_minus"]
        ppv = [None if ratio is None else _share_at(ratio, odds) for ratio in plus.ends]
        npv = [None if ratio is None else 1 - _share_at(ratio, odds) for ratio in reversed(minus.ends)]
        return Named("statistic", {"ppv": Statistic("ppv", (ppv[0], ppv[1]), exact=plus.exact),
                                   "npv": Statistic("npv", (npv[0], npv[1]), exact=minus.exact)})

    def to_table(self) -> TidyTable:
        """A row for each statistic, as columns of equal length, which pandas and polars take."""
        found = list(self.statistics.values())
        return statistic_columns(found, at=[self.at] * len(found))

    def _told(self, words: Words) -> Sheet:
        table = statistic_table(words, {words(_NAMES[name]): found for name, found in self.statistics.items()})
        return Sheet(words("accuracy", level=self.at), notes_of(words, self.cases, self.confidence), [table],
                     words.language)

    @property
    def _in_short(self) -> str:
        return f"at {self.at}, {self.cases}"


def accuracy(levels: Foreign, happened: Foreign, *, at: Foreign, ladder: Ladder | None = None,
             outcome: str | None = None, confidence: Foreign = CONFIDENCE) -> Accuracy:
    """Sensitivity, specificity, predictive values and more of *at this level or above*, with their exact ends.

    The ends of a statistic are its least and its most over all ways in which the open cases, and those of which it is
    not known what happened, can turn out.  A predictive value belongs to the base rate of these cases, and to no other.

    Args:
        levels: What `Instrument.score_codes` gives, or one of its outcomes; a table from `Instrument.score_table`, of
            any library, or a mapping of columns; results; records or a `History`, of which the computed levels are
            taken, and no judgement; or for each case a level or its id, several that are possible as a set, a list or a
            text such as ``"low|medium"``.
        happened: For each case True, False, or None where it is not known; or the name of a column of the table.
        at: The lowest level that counts as flagged.
        ladder: The levels from the lowest to the highest, where *levels* do not tell their order.
        outcome: Which outcome, where there are several; the instrument's result unless said otherwise.
        confidence: Of the limits, which say what other cases than these could have given.

    Raises:
        UsageError: If the cases cannot be read, with all that is wrong with them; if their levels have no order, or
            none is called so.

    Examples:
        >>> found = accuracy([{"low"}, {"low", "high"}, {"high"}, {"low"}], [False, True, True, None],
        ...                  at="high", ladder=["low", "high"])
        >>> found["sensitivity"].ends
        (Fraction(1, 3), Fraction(1, 1))
    """
    cases = observed(levels, happened, ladder=ladder, outcome=outcome)
    return accuracy_of(cases, cases.levels.in_order().rank_of(at), probability("confidence", confidence))


def accuracy_of(cases: Observed, rank: int, confidence: Fraction) -> Accuracy:
    """The same of cases that were read."""
    counts, about = counts_by_cell(cases.counts(), at_or_above(rank)), cases.about
    return Accuracy(cases.levels.ladder[rank], cases.levels.ladder, about, confidence,
                    Named("statistic", {found.name: found for found in two_by_two(
                        counts, confidence, exact=about.n_loose == 0)}))


def two_by_two(counts: CountsByCell, confidence: Fraction, *, exact: bool) -> list[Statistic]:
    """The statistics of a table of two by two, the shares with their limits."""
    shares = [share_of(name, *share_ends(counts, *cells), confidence, exact=exact)
              for name, cells in SHARES.items()]
    return [*shares, Statistic("lr_plus", positive_ratio_ends(counts), exact=exact),
            Statistic("lr_minus", negative_ratio_ends(counts), exact=exact)]


def _share_at(ratio: Fraction | float, odds: Fraction) -> Fraction:
    """The share in which it happens, from the odds of it and a likelihood ratio."""
    return Fraction(1) if isinstance(ratio, float) else ratio * odds / (1 + ratio * odds)


_NAMES = {
    "sensitivity": "name.sensitivity", "specificity": "name.specificity", "ppv": "name.ppv", "npv": "name.npv",
    "accuracy": "name.accuracy", "flagged": "name.flagged", "happened": "name.happened", "lr_plus": "name.lr_plus",
    "lr_minus": "name.lr_minus",
}
