"""Pictures of levels, bounds and items, with Matplotlib; and the tables that they are drawn from.

Each picture is a function that gives a Matplotlib ``Axes``, and has a function beside it that gives its table: `levels`
and `levels_table`.  A table is a mapping of columns, for whatever library one likes.  Pictures need the extra ``plot``;
tables do not.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from riskscreen.errors import needing

if TYPE_CHECKING:
    from riskscreen.plot.pictures.levels import levels
    from riskscreen.plot.tables.levels import levels_table

__all__ = ["levels", "levels_table"]

_HOMES = {
    "levels": "pictures.levels",
    "levels_table": "tables.levels",
}


def __getattr__(name: str) -> object:
    """What needs Matplotlib is imported when it is used; without it the error says what to install."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    with needing("matplotlib", "plot"):
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
