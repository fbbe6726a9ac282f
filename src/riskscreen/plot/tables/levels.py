"""How many cases stand at each level, and how many at several, with what is open."""

from __future__ import annotations

from riskscreen.plot.standings import Standings, in_order, standings_in
from riskscreen.research.given.columns import Foreign
from riskscreen.research.given.levels import Ladder
from riskscreen.research.telling import TidyTable


def levels_table(levels: Foreign, *, ladder: Ladder | None = None, outcome: str | None = None,
                 language: str | None = None) -> TidyTable:
    """How many cases have which levels, a row for each set of levels: what `levels` draws.

    The rows go from the lowest to the highest, and what is open stands between its neighbours: low, low or medium,
    medium.  A level that no case has is a row as well.

    Args:
        levels: What `Instrument.score_codes` gives, or one of its outcomes; a table from `Instrument.score_table`;
            results; records or a `History`, of which the computed levels are taken; or for each case the levels that
            are possible, as `riskscreen.research` takes them.
        ladder: The levels from the lowest to the highest, where *levels* do not tell their order.  The levels of an
            outcome, ``instrument.outcomes["concern"].levels``, bring their labels along.
        outcome: Which outcome, where there are several; the instrument's result unless said otherwise.
        language: A language of the instrument; English where it has it, unless said otherwise.

    Returns:
        Columns: ``levels`` in words, ``possible`` as ids joined by ``|``, the ids ``at_least`` and ``at_most``,
        ``determined``, and ``n_cases``.

    Raises:
        UsageError: If the cases cannot be read, or for a language that their levels do not have.

    Examples:
        >>> import riskscreen
        >>> from riskscreen import plot
        >>> instrument = riskscreen.load("stalking-red-flags")
        >>> absent = dict.fromkeys(instrument.items, "absent")
        >>> results = [instrument.score(absent | {"r1": answer}) for answer in ("absent", "present", "unknown")]
        >>> table = plot.levels_table(results)
        >>> list(zip(table["levels"], table["n_cases"]))
        [('Low', 1), ('Low or High', 1), ('Medium', 0), ('High', 1)]
    """
    return table_of(standings_in(levels, ladder=ladder, outcome=outcome, language=language))


def table_of(standings: Standings) -> TidyTable:
    """The same of cases that were read."""
    rows = in_order(standings.counts, standings.levels)
    return {
        "levels": [standings.telling.levels(levels) for levels, _ in rows],
        "possible": ["|".join(level.id for level in levels) for levels, _ in rows],
        "at_least": [levels[0].id for levels, _ in rows],
        "at_most": [levels[-1].id for levels, _ in rows],
        "determined": [len(levels) == 1 for levels, _ in rows],
        "n_cases": [n for _, n in rows],
    }
