"""What acting on a level brings, where a false alarm costs a set share of what a true one is worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import attrs

from riskscreen.arguments import elements
from riskscreen.cell import CellTable, Sheet
from riskscreen.errors import usage_error
from riskscreen.explain.words.catalogue import Words
from riskscreen.model.named import Named
from riskscreen.research.ends.cells import (
    FALSE_NEGATIVE,
    FALSE_POSITIVE,
    TRUE_NEGATIVE,
    TRUE_POSITIVE,
    CountsByCell,
    at_or_above,
    counts_by_cell,
    mean_ends,
)
from riskscreen.research.given.about import AboutCases, notes_of
from riskscreen.research.given.columns import Foreign
from riskscreen.research.given.happened import Observed, observed
from riskscreen.research.given.levels import Ladder
from riskscreen.research.given.probability import probability
from riskscreen.research.statistic import Statistic
from riskscreen.research.telling import StatisticRows, TidyTable, ends_words, number_words, statistic_columns

_NOTHING = Fraction(0)


@attrs.frozen(repr=False)
class NetBenefit(StatisticRows[Fraction]):
    """The net benefit of acting on *at this level or above*, for each threshold.

    At a threshold of 0.2 one true alarm is worth four false ones.  ``rows`` has for each threshold: ``act_on_level``,
    ``act_on_all``, and ``over_all``, the difference between the two, which is bounded case by case, and so more closely
    than by their ends.  Acting on nobody has a net benefit of 0.  There are no limits: no method is offered.
    """

    at: str
    cases: AboutCases
    rows: tuple[tuple[Fraction, Named[Statistic]], ...]

    def __getitem__(self, threshold: Foreign) -> Named[Statistic]:
        """What a threshold gives.

        Raises:
            UsageError: For a threshold that was not asked for.
        """
        wanted = probability("threshold", threshold)
        for own, statistics in self.rows:
            if own == wanted:
                return statistics
        raise usage_error("U-unknown-threshold", "This threshold was not asked for.", found=str(threshold),
                          expected=", ".join(str(own) for own, _ in self.rows))

    def to_table(self) -> TidyTable:
        """A row for each threshold and statistic, as columns of equal length, which pandas and polars take."""
        rows = [(threshold, found) for threshold, statistics in self.rows for found in statistics.values()]
        return statistic_columns([found for _, found in rows], at=[self.at] * len(rows),
                                 threshold=[float(threshold) for threshold, _ in rows])

    def _told(self, words: Words) -> Sheet:
        table = CellTable("", (words("head.threshold"), words("head.act_on_level", level=self.at),
                               words("head.act_on_all"), words("head.over_all")), [
            (number_words(words, threshold), *(ends_words(words, found.ends) for found in statistics.values()))
            for threshold, statistics in self.rows])
        return Sheet(words("net_benefit", level=self.at), [words("net_benefit.means"), *notes_of(
            words, self.cases, None)], [table], words.language)

    @property
    def _in_short(self) -> str:
        return f"at {self.at}, {len(self.rows)} thresholds, {self.cases}"


def net_benefit(levels: Foreign, happened: Foreign, *, at: Foreign, thresholds: Foreign,
                ladder: Ladder | None = None, outcome: str | None = None) -> NetBenefit:
    """The net benefit of acting on *at this level or above*, with its exact ends.

    It is the share of true alarms, less the share of false ones times what one costs: threshold / (1 - threshold).  It
    is a mean over cases, so each open case goes to its better or its worse end, whatever the others do.

    Args:
        levels: What `Instrument.score_codes` gives, or one of its outcomes; a table from `Instrument.score_table`, of
            any library, or a mapping of columns; results; records or a `History`, of which the computed levels are
            taken, and no judgement; or for each case a level or its id, several that are possible as a set, a list or a
            text such as ``"low|medium"``.
        happened: For each case True, False, or None where it is not known; or the name of a column of the table.
        at: The lowest level that is acted on.
        thresholds: Probabilities from which on acting would be worth its cost; floats are taken as they are written.
        ladder: The levels from the lowest to the highest, where *levels* do not tell their order.
        outcome: Which outcome, where there are several; the instrument's result unless said otherwise.

    Raises:
        UsageError: If the cases cannot be read, with all that is wrong with them; if their levels have no order; for
            what is no level or threshold.

    Examples:
        >>> found = net_benefit([{"low"}, {"low", "high"}, {"high"}], [False, True, True], at="high",
        ...                     thresholds=[0.2], ladder=["low", "high"])
        >>> found[0.2]["act_on_level"].ends
        (Fraction(1, 3), Fraction(2, 3))
    """
    cases = observed(levels, happened, ladder=ladder, outcome=outcome)
    return net_benefit_of(cases, cases.levels.in_order().rank_of(at), _probabilities(thresholds))


def _probabilities(thresholds: Foreign) -> list[Fraction]:
    """Each as a fraction, once, lowest first; one alone may stand for itself."""
    is_one = isinstance(thresholds, float | Fraction | str)
    given = (thresholds,) if is_one else elements("thresholds", thresholds)
    return sorted({probability("thresholds", threshold) for threshold in given})


def net_benefit_of(cases: Observed, rank: int, thresholds: Sequence[Fraction]) -> NetBenefit:
    """The same of cases that were read."""
    counts, about = counts_by_cell(cases.counts(), at_or_above(rank)), cases.about
    return NetBenefit(cases.levels.ladder[rank], about, tuple(
        (threshold, Named("statistic", {found.name: found for found in _statistics(
            counts, threshold / (1 - threshold), exact=about.exact)})) for threshold in thresholds))


def _statistics(counts: CountsByCell, cost: Fraction, *, exact: bool) -> Iterator[Statistic]:
    """What each case brings by the cell that it ends up in."""
    for name, worth in (
            ("act_on_level", {TRUE_POSITIVE: Fraction(1), FALSE_POSITIVE: -cost, FALSE_NEGATIVE: _NOTHING,
                              TRUE_NEGATIVE: _NOTHING}),
            ("act_on_all", {TRUE_POSITIVE: Fraction(1), FALSE_POSITIVE: -cost, FALSE_NEGATIVE: Fraction(1),
                            TRUE_NEGATIVE: -cost}),
            ("over_all", {TRUE_POSITIVE: _NOTHING, FALSE_POSITIVE: _NOTHING, FALSE_NEGATIVE: Fraction(-1),
                          TRUE_NEGATIVE: cost})):
        yield Statistic(name, mean_ends(counts, worth) or (None, None), exact=exact)
