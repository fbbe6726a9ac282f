"""How often it happened at each level: the table that comes before every other statistic."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

import attrs

from riskscreen.cell import Cell, CellTable, Sheet
from riskscreen.explain.words.catalogue import Words
from riskscreen.model.named import Named
from riskscreen.research.ends.cells import FALSE_POSITIVE, TRUE_POSITIVE, counts_by_cell, share_ends
from riskscreen.research.given.about import AboutCases, notes_of
from riskscreen.research.given.columns import Foreign
from riskscreen.research.given.happened import NO, NOT_KNOWN, YES, Observed, observed
from riskscreen.research.given.levels import Ladder
from riskscreen.research.given.probability import CONFIDENCE, probability
from riskscreen.research.statistic import Statistic, share_of
from riskscreen.research.telling import StatisticTable, TidyTable, levels_words, statistic_columns, statistic_table


@attrs.frozen(repr=False)
class CrossRow(Cell):
    """How many cases can have exactly these levels, by what happened."""

    levels: tuple[str, ...]
    n_happened: int
    n_not_happened: int
    n_not_known: int


@attrs.frozen(repr=False)
class Rates(StatisticTable):
    """The share of the cases of each level in which it happened, and the table that it is worked out from.

    ``statistics`` has the rates by level.  ``crossed`` has the cases by the levels that they can have, those that are
    determined first: what STARD asks for, a table of results and not only of a cut-off.  Of a route, the levels are
    alternatives, and the table names each.
    """

    ladder: tuple[str, ...]
    is_route: bool
    cases: AboutCases
    confidence: Fraction
    statistics: Named[Statistic]
    crossed: tuple[CrossRow, ...]

    def to_table(self) -> TidyTable:
        """A row for each level, as columns of equal length, which pandas and polars take."""
        return statistic_columns([attrs.evolve(found, name="rate") for found in self.statistics.values()],
                                 level=list(self.statistics))

    def cross_table(self) -> TidyTable:
        """The cases by the levels that they can have (ids joined by ``|``) and by what happened, as columns."""
        return {"possible": ["|".join(row.levels) for row in self.crossed],
                "n_happened": [row.n_happened for row in self.crossed],
                "n_not_happened": [row.n_not_happened for row in self.crossed],
                "n_not_known": [row.n_not_known for row in self.crossed]}

    def _told(self, words: Words) -> Sheet:
        ladder = () if self.is_route else self.ladder
        crossed = CellTable(words("crossed"), (
            words("head.possible"), words("head.happened"), words("head.not_happened"), words("head.not_known")), [
            (levels_words(words, ladder, row.levels), row.n_happened, row.n_not_happened, row.n_not_known)
            for row in self.crossed])
        return Sheet(words("rates"), notes_of(words, self.cases, self.confidence),
                     [crossed, statistic_table(words, self.statistics, "head.level")], words.language)

    @property
    def _in_short(self) -> str:
        return f"at {len(self.ladder)} levels, {self.cases}"


def rates(levels: Foreign, happened: Foreign, *, ladder: Ladder | None = None, outcome: str | None = None,
          confidence: Foreign = CONFIDENCE) -> Rates:
    """The share of the cases of each level in which it happened, with its exact ends.

    A rate is of the cases of exactly that level.  Where some may belong to it, both its parts move: cases in which it
    happened may come in, and others may stay out.  The rates of two levels share cases, so that they are not at their
    ends together.

    Args:
        levels: What `Instrument.score_codes` gives, or one of its outcomes; a table from `Instrument.score_table`, of
            any library, or a mapping of columns; results; records or a `History`, of which the computed levels are
            taken, and no judgement; or for each case a level or its id, several that are possible as a set, a list or a
            text such as ``"low|medium"``.
        happened: For each case True, False, or None where it is not known; or the name of a column of the table.
        ladder: The levels from the lowest to the highest, where *levels* do not tell their order.
        outcome: Which outcome, where there are several; the instrument's result unless said otherwise.
        confidence: Of the limits, which say what other cases than these could have given.

    Raises:
        UsageError: If the cases cannot be read, with all that is wrong with them.
        RecordError: For a record whose definition is not there, or does not fit it.

    Examples:
        >>> found = rates([{"low"}, {"low", "high"}, {"high"}], [False, False, True], ladder=["low", "high"])
        >>> found["high"].ends
        (Fraction(1, 2), Fraction(1, 1))
    """
    cases = observed(levels, happened, ladder=ladder, outcome=outcome)
    return rates_of(cases, probability("confidence", confidence))


def rates_of(cases: Observed, confidence: Fraction) -> Rates:
    """The same of cases that were read."""
    counts, ladder, about = cases.counts(), cases.levels.ladder, cases.about
    found = [share_of(level, *share_ends(counts_by_cell(counts, 1 << rank), TRUE_POSITIVE, FALSE_POSITIVE),
                      confidence, exact=about.exact) for rank, level in enumerate(ladder)]
    by_mask: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for (mask, happened), n in counts.items():
        by_mask[mask][happened] = n
    crossed = tuple(CrossRow(tuple(level for rank, level in enumerate(ladder) if mask >> rank & 1),
                             *(by_mask[mask].get(happened, 0) for happened in (YES, NO, NOT_KNOWN)))
                    for mask in sorted(by_mask, key=lambda mask: (mask.bit_count() > 1, *_ranks(mask))))
    return Rates(ladder, cases.levels.is_route, about, confidence,
                 Named("level", {rate.name: rate for rate in found}), crossed)


def _ranks(mask: int) -> tuple[int, ...]:
    return tuple(rank for rank in range(mask.bit_length()) if mask >> rank & 1)
