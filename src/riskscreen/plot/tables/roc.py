"""Sensitivity and false alarms at each level as the cut-off, each with its ends."""

from __future__ import annotations

import attrs

from riskscreen.research.accuracy import accuracy_of
from riskscreen.research.given.columns import Foreign
from riskscreen.research.given.happened import Observed, observed
from riskscreen.research.given.levels import Ladder
from riskscreen.research.given.probability import CONFIDENCE, probability
from riskscreen.research.statistic import Statistic
from riskscreen.research.telling import TidyTable


@attrs.frozen
class RocCut:
    """A level as the cut-off: which part of those it happened to are marked, and which part of the others."""

    level: str
    marked: Statistic
    false_alarms: Statistic


def cuts_of(cases: Observed) -> list[RocCut]:
    """The cut-offs, from the lowest level but one to the highest."""
    confidence = probability("confidence", CONFIDENCE)
    found = []
    for rank in range(1, len(cases.levels.ladder)):
        statistics = accuracy_of(cases, rank, confidence).statistics
        kept = statistics["specificity"]
        most, least = (None if end is None else 1 - end for end in kept.ends)
        found.append(RocCut(cases.levels.ladder[rank], statistics["sensitivity"],
                            attrs.evolve(kept, name="false_alarms", ends=(least, most))))
    return found


def roc_table(levels: Foreign, happened: Foreign, *, ladder: Ladder | None = None,
              outcome: str | None = None) -> TidyTable:
    """Sensitivity and the share of false alarms at each level as the cut-off: what `roc` draws.

    Args:
        levels: As `riskscreen.research.accuracy` takes them.
        happened: For each case True, False, or None where it is not known; or the name of a column of the table.
        ladder: The levels from the lowest to the highest, where *levels* do not tell their order.
        outcome: Which outcome, where there are several; the instrument's result unless said otherwise.

    Returns:
        Columns: ``at`` (the level), and the exact ends ``marked_least``, ``marked_most``, ``false_alarms_least`` and
        ``false_alarms_most``, None where undefined.

    Raises:
        UsageError: If the cases cannot be read.

    Examples:
        >>> from riskscreen import plot
        >>> table = plot.roc_table([{"low"}, {"low", "high"}, {"high"}], [False, True, True], ladder=["low", "high"])
        >>> table["at"], table["marked_least"], table["marked_most"]
        (['high'], [Fraction(1, 2)], [Fraction(1, 1)])
    """
    cuts = cuts_of(observed(levels, happened, ladder=ladder, outcome=outcome))
    ends = {"marked": [cut.marked.ends for cut in cuts], "false_alarms": [cut.false_alarms.ends for cut in cuts]}
    return {"at": [cut.level for cut in cuts],
            **{f"{name}_{end}": [each[n] for each in found] for name, found in ends.items()
               for n, end in enumerate(("least", "most"))}}
