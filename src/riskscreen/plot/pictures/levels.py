"""How many cases stand at each level, as bars; those that are not settled are hatched, between their neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from riskscreen.batch.summary import PossibleCount
from riskscreen.model.outcome import Level
from riskscreen.plot.drawing.bars import BarRow
from riskscreen.plot.drawing.palette import bar_of
from riskscreen.plot.drawing.rows import rows_picture
from riskscreen.plot.standings import Standings, in_order, standings_in
from riskscreen.plot.telling import PlotTelling
from riskscreen.research.given.columns import Foreign
from riskscreen.research.given.levels import Ladder

MOST_ROWS = 30


def levels(levels: Foreign, *, ladder: Ladder | None = None, outcome: str | None = None, ax: object = None,
           language: str | None = None) -> Axes:
    """Draw how many cases stand at each level, the highest at the top.

    A case that is not settled stands in a hatched bar between the levels that it can still have; it is never counted at
    one of them.  Where there are more than thirty bars, the rarest sets of levels are one bar that says how many they
    are; `levels_table` has them all.

    Args:
        levels: What `Instrument.score_codes` gives, or one of its outcomes; a table from `Instrument.score_table`;
            results; records or a `History`, of which the computed levels are taken; or for each case the levels that
            are possible, as `riskscreen.research` takes them.
        ladder: The levels from the lowest to the highest, where *levels* do not tell their order.  The levels of an
            outcome, ``instrument.outcomes["concern"].levels``, bring their labels along.
        outcome: Which outcome, where there are several; the instrument's result unless said otherwise.
        ax: The Matplotlib axes to draw on; without any, those of a new figure, six inches wide.
        language: A language of the instrument; English where it has it, unless said otherwise.

    Raises:
        UsageError: If the cases cannot be read, for a language that their levels do not have, or where Matplotlib is
            not installed.

    Examples:
        >>> import riskscreen
        >>> from matplotlib.figure import Figure
        >>> from riskscreen import plot
        >>> instrument = riskscreen.load("stalking-red-flags")
        >>> results = [instrument.score({"r1": answer}, partial=True) for answer in ("present", "unknown")]
        >>> plot.levels(results, ax=Figure().subplots()).get_title(loc="left")
        'Urgency: 2 cases'
    """
    standings = standings_in(levels, ladder=ladder, outcome=outcome, language=language)
    telling = standings.telling
    title = telling.said.counted("levels.title", standings.n_cases, total=telling.number(standings.n_cases),
                                 outcome=standings.title)
    counts = in_order(standings.counts, standings.levels)[::-1]
    return rows_picture(ax, lambda most: _rows(standings, counts, most), MOST_ROWS, title=title,
                        caption=case_caption(standings))


def case_caption(standings: Standings) -> str:
    """How many of the cases are open, and what their hatching means."""
    telling, sets = standings.telling, standings.sets
    if not len(sets):
        return telling.said("no_cases")
    if not sets.n_open:
        return telling.said("all_settled")
    told = [telling.said("hatched", count=telling.counted(sets.n_open, len(sets)))]
    if sets.n_loose:
        told.append(telling.said.counted("loose", sets.n_loose, count=telling.number(sets.n_loose)))
    return " ".join(told)


def _rows(standings: Standings, counts: list[PossibleCount], most: int) -> list[BarRow]:
    shown, left_out = _most_frequent(counts, most)
    total, telling = standings.n_cases, standings.telling
    longest = max([1, *(n for _, n in shown), sum(n for _, n in left_out)])
    rows = [_row(telling, levels, n, total, longest) for levels, n in shown]
    if left_out:
        n = sum(n for _, n in left_out)
        label = telling.said("levels.other_sets", n=len(left_out))
        rows.append(BarRow(label, telling.counted(n, total), (bar_of((), 0, n / longest),)))
    return rows


def _row(telling: PlotTelling, levels: Sequence[Level], n: int, total: int, longest: int) -> BarRow:
    label = telling.levels(levels)
    if len(levels) > 1:
        label = telling.said("open", levels=label)
    return BarRow(label, telling.counted(n, total), (bar_of(levels, 0, n / longest),) if n else ())


def _most_frequent(rows: list[PossibleCount], most: int) -> tuple[list[PossibleCount], list[PossibleCount]]:
    """The rows to draw: every level, and of what is open the most frequent; and the rows that are left out."""
    if len(rows) <= most:
        return rows, []
    are_open = sorted((row for row in rows if len(row[0]) > 1), key=lambda row: -row[1])
    left_out = are_open[max(0, most - 1 - (len(rows) - len(are_open))):]
    sets = {levels for levels, _ in left_out}
    return [row for row in rows if row[0] not in sets], left_out
