"""The levels that are possible, a row for each case, each record; and how much each item matters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from riskscreen.arguments import instance
from riskscreen.model.outcome import Level
from riskscreen.plot.standings import standings_in
from riskscreen.records.history import History
from riskscreen.research.given.columns import Foreign
from riskscreen.research.given.levels import Ladder
from riskscreen.research.telling import TidyTable
from riskscreen.screening.instrument import Instrument


def bounds_table(levels: Foreign, *, ladder: Ladder | None = None, outcome: str | None = None) -> TidyTable:
    """Which levels each case can still have: what `bounds` draws.

    Args:
        levels: Results, records, a table, or what else `levels_table` takes.
        ladder: The levels from the lowest to the highest, where *levels* do not tell their order.
        outcome: Which outcome, where there are several; the instrument's result unless said otherwise.

    Returns:
        Columns: ``case`` (counted from 1), ``possible`` as ids joined by ``|``, ``at_least``, ``at_most`` and
        ``determined``.

    Raises:
        UsageError: If the cases cannot be read.
        RecordError: For a record whose definition is not there, or does not fit it.

    Examples:
        >>> import riskscreen
        >>> from riskscreen import plot
        >>> result = riskscreen.load("stalking-red-flags").score({"r1": "present"}, partial=True)
        >>> plot.bounds_table([result])
        {'case': [1], 'possible': ['high'], 'at_least': ['high'], 'at_most': ['high'], 'determined': [True]}
    """
    found = standings_in(levels, ladder=ladder, outcome=outcome, language=None)
    return {"case": [*range(1, found.n_cases + 1)], **_standing(found.each_possible)}


def timeline_table(history: History) -> TidyTable:
    """How a case went on, a row a record: what `timeline` draws.

    Returns:
        Columns: ``made_at``, ``instrument``, ``version``, ``possible`` as ids joined by ``|``, ``at_least``,
        ``at_most``, ``determined``, and ``judged``, the level that a rater concluded to, or None.

    Raises:
        UsageError: For what is no history.
        RecordError: For a record whose definition is not found.

    Examples:
        >>> import riskscreen
        >>> from riskscreen import plot
        >>> result = riskscreen.load("stalking-red-flags").score({"r1": "present"}, partial=True)
        >>> record = result.record(case="case-7", rater="desk 3", made_at="2026-11-30T14:05:00+01:00")
        >>> plot.timeline_table(riskscreen.History([record]))["possible"]
        ['high']
    """
    entries = instance("history", history, History, how="a History").timeline()
    return {"made_at": [entry.moment.isoformat() for entry in entries],
            "instrument": [entry.definition.id for entry in entries],
            "version": [entry.definition.version for entry in entries],
            **_standing(entry.result.possible for entry in entries),
            "judged": [None if entry.result.judged is None else entry.result.judged.id for entry in entries]}


def influence_table(instrument: Instrument) -> TidyTable:
    """In how many answer sets another answer to an item alone gives another level: what `influence` draws.

    Returns:
        Columns: ``item``, ``n_changes``, ``n_tried`` and ``exact``; where that is false they are those of a sample.

    Raises:
        UsageError: For what is no instrument.

    Examples:
        >>> import riskscreen
        >>> from riskscreen import plot
        >>> sorted(plot.influence_table(riskscreen.load("always-do")))
        ['exact', 'item', 'n_changes', 'n_tried']
    """
    given = instance("instrument", instrument, Instrument, how="an Instrument, as riskscreen.load gives")
    reach = [*given.analyse().items.values()]
    return {"item": [item.id for item in reach], "n_changes": [item.n_changes for item in reach],
            "n_tried": [item.n_tried for item in reach], "exact": [item.exact for item in reach]}


def _standing(possible: Iterable[Sequence[Level]]) -> TidyTable:
    found = [tuple(levels) for levels in possible]
    return {"possible": ["|".join(level.id for level in levels) for levels in found],
            "at_least": [levels[0].id for levels in found], "at_most": [levels[-1].id for levels in found],
            "determined": [len(levels) == 1 for levels in found]}
