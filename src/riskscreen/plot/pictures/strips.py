"""The levels that are possible, side by side: of each case, of each record in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

import attrs
from matplotlib.axes import Axes

from riskscreen.arguments import instance
from riskscreen.model.outcome import Level
from riskscreen.plot.drawing.bars import BarRow
from riskscreen.plot.drawing.palette import PAPER, Bar, colour_of, hatch_of
from riskscreen.plot.drawing.rows import first_rows, last_rows, rows_picture
from riskscreen.plot.drawing.time_axis import TimeAxis
from riskscreen.plot.standings import standings_in
from riskscreen.plot.telling import PlotTelling, telling_in
from riskscreen.records.history import History
from riskscreen.records.timeline import TimelineEntry
from riskscreen.research.given.columns import Foreign
from riskscreen.research.given.levels import Ladder

MOST_ROWS = 30


def bounds(levels: Foreign, *, ladder: Ladder | None = None, outcome: str | None = None, ax: object = None,
           language: str | None = None) -> Axes:
    """Draw which levels each case can still have, a row a case: one solid, several hatched.

    Where there are more than thirty cases the last row says how many more there are; `bounds_table` has them all.

    Args:
        levels: Results, records, a table, or what else `levels` takes.
        ladder: The levels from the lowest to the highest, where *levels* do not tell their order.
        outcome: Which outcome, where there are several; the instrument's result unless said otherwise.
        ax: The Matplotlib axes to draw on; without any, those of a new figure, six inches wide.
        language: A language of the instrument; English where it has it, unless said otherwise.

    Raises:
        UsageError: If the cases cannot be read, for a language that their levels do not have, or where Matplotlib is
            not installed.
        RecordError: For a record whose definition is not there, or does not fit it.

    Examples:
        >>> import riskscreen
        >>> from matplotlib.figure import Figure
        >>> from riskscreen import plot
        >>> result = riskscreen.load("stalking-red-flags").score({"r1": "unknown"}, partial=True)
        >>> plot.bounds([result], ax=Figure().subplots()).get_title(loc="left")
        'Urgency: 1 case'
    """
    standings = standings_in(levels, ladder=ladder, outcome=outcome, language=language)
    telling = standings.telling
    title = telling.said.counted("levels.title", standings.n_cases, total=telling.number(standings.n_cases),
                                 outcome=standings.title)
    rows = [strip(telling, telling.number(n), possible) for n, possible in enumerate(standings.each_possible, 1)]
    sets = standings.sets
    return rows_picture(ax, first_rows(telling, rows), MOST_ROWS, title=title,
                        caption=_caption(telling, sets.n_open, len(sets), sets.n_loose))


def timeline(history: History, *, ax: object = None, language: str | None = None) -> Axes:
    """Draw how a case went on: a row a record, the first at the top, each joined to its moment on a line to scale.

    What a rater concluded stands in words beside the computed level, and is a line across it.  Where there are more
    than thirty records, the first row says how many are earlier: the newest are never left out.

    Args:
        history: The records of a case.
        ax: The Matplotlib axes to draw on; without any, those of a new figure, six inches wide.
        language: A language of the instruments; English where they have it, unless said otherwise.

    Raises:
        UsageError: For what is no history, for a language that an instrument does not have, or where Matplotlib is not
            installed.
        RecordError: For a record whose definition is not found.

    Examples:
        >>> import riskscreen
        >>> from matplotlib.figure import Figure
        >>> from riskscreen import plot
        >>> result = riskscreen.load("stalking-red-flags").score({"r1": "unknown"}, partial=True)
        >>> record = result.record(case="case-7", rater="desk 3", made_at="2026-11-30T14:05:00+01:00")
        >>> axes = plot.timeline(riskscreen.History([record]), ax=Figure(figsize=(6, 6)).subplots())
        >>> [text.get_text() for text in axes.texts if "2026" in text.get_text()][0]
        '2026-11-30: Red flags at a report of stalking'
    """
    entries = instance("history", history, History, how="a History").timeline()
    days = Counter(entry.moment.date() for entry in entries)
    tellings = [telling_in(entry.definition.title, language) for entry in entries]
    rows = [_record_row(telling, entry, is_only_one=days[entry.moment.date()] == 1)
            for telling, entry in zip(tellings, entries, strict=True)]
    moments = tuple(entry.moment for entry in entries)
    telling, is_in_time = tellings[0], moments[0] < moments[-1]
    told = [_caption_of(telling, (entry.result for entry in entries)),
            *([telling.said("timeline.judged")] if any(row.marks for row in rows) else []),
            *([telling.said("timeline.to_scale")] if is_in_time else [])]
    return rows_picture(ax, last_rows(telling, rows), MOST_ROWS, caption=" ".join(told),
                        title=telling.said("timeline.title", case=history.case),
                        beside=TimeAxis(moments) if is_in_time else None)


def _record_row(telling: PlotTelling, entry: TimelineEntry, *, is_only_one: bool) -> BarRow:
    """A record: when and with what, and how its result stood; the time of day where there are several on a day."""
    when = entry.moment.strftime("%Y-%m-%d" if is_only_one else "%Y-%m-%d %H:%M")
    row = strip(telling, f"{when}: {telling.text(entry.definition.title)}", entry.possible)
    if entry.judged is None:
        return row
    value = telling.said("judged", computed=row.value, judged=telling.text(entry.judged.label))
    return attrs.evolve(row, value=value, marks=((2 * entry.judged.rank + 1) / (2 * len(entry.judged.ladder)),))


class _DrawnLevels(Protocol):
    """What stands at one level or at several."""

    @property
    def possible(self) -> tuple[Level, ...]:
        """The levels."""

    @property
    def exact(self) -> bool:
        """Whether all of them can occur."""


def _caption_of(telling: PlotTelling, drawn: Iterable[_DrawnLevels]) -> str:
    rows = list(drawn)
    return _caption(telling, sum(len(row.possible) > 1 for row in rows), len(rows), sum(not row.exact for row in rows))


def _caption(telling: PlotTelling, n_open: int, n_rows: int, n_loose: int) -> str:
    """What solid and hatched mean, how many rows are open, and of how many too many levels may be named."""
    told = [telling.said("strips"), telling.said("strips.open", n=telling.number(n_open), of=telling.number(n_rows))]
    if n_loose:
        told.append(telling.said.counted("strips.loose", n_loose))
    return " ".join(told)


def strip(telling: PlotTelling, label: str, possible: Sequence[Level]) -> BarRow:
    """A row for what is possible: one level solid, several hatched, each at its place on the ladder."""
    n_levels = len(possible[0].ladder)
    is_open = len(possible) > 1
    bars = tuple(Bar(level.rank / n_levels, (level.rank + 1) / n_levels, PAPER if is_open else colour_of(level),
                     hatch_of(level) if is_open else None) for level in possible)
    return BarRow(label, telling.levels(possible), bars, n_cells=n_levels)
