"""Pictures of levels, bounds and items, with Matplotlib; and the tables that they are drawn from.

Each picture is a function that gives a Matplotlib ``Axes``, and has a function beside it that gives its table:
`levels` and `levels_table`; rates and sweeps have ``to_table``.  A table is a mapping of columns, for whatever library
one likes.  Pictures need the extra ``plot``; tables do not.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from riskscreen.errors import needing

if TYPE_CHECKING:
    from riskscreen.plot.pictures.levels import levels
    from riskscreen.plot.pictures.profile import profile
    from riskscreen.plot.pictures.roc import roc
    from riskscreen.plot.pictures.shares import influence, rates, sweep
    from riskscreen.plot.pictures.strips import bounds, timeline
    from riskscreen.plot.tables.levels import levels_table
    from riskscreen.plot.tables.profile import profile_table
    from riskscreen.plot.tables.roc import roc_table
    from riskscreen.plot.tables.strips import bounds_table, influence_table, timeline_table

__all__ = [
    "bounds", "bounds_table", "influence", "influence_table", "levels", "levels_table", "profile", "profile_table",
    "rates", "roc", "roc_table", "sweep", "timeline", "timeline_table",
]

_HOMES = {
    "bounds": "pictures.strips",
    "bounds_table": "tables.strips",
    "influence": "pictures.shares",
    "influence_table": "tables.strips",
    "levels": "pictures.levels",
    "levels_table": "tables.levels",
    "profile": "pictures.profile",
    "profile_table": "tables.profile",
    "rates": "pictures.shares",
    "roc": "pictures.roc",
    "roc_table": "tables.roc",
    "sweep": "pictures.shares",
    "timeline": "pictures.strips",
    "timeline_table": "tables.strips",
}


def __getattr__(name: str) -> object:
    """What needs Matplotlib is imported when it is used; without it the error says what to install."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    with needing("matplotlib", "plot"):
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
