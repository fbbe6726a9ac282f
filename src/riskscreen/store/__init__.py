"""The store: records kept in a database that only grows, whose entries are chained, and that says who looked.

It needs the extra ``store``, and ``postgresql`` for a database of that kind.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from riskscreen.errors import needing

if TYPE_CHECKING:
    from riskscreen.store.importing import Imported
    from riskscreen.store.journal import JournalEntry
    from riskscreen.store.looking import OldCase
    from riskscreen.store.record_store import RecordStore
    from riskscreen.store.verifying import Bad, Verification

__all__ = ["Bad", "Imported", "JournalEntry", "OldCase", "RecordStore", "Verification"]

_HOMES = {"Bad": "verifying", "Imported": "importing", "JournalEntry": "journal", "OldCase": "looking",
          "RecordStore": "record_store", "Verification": "verifying"}
# What nothing is wrong with but that it cannot be read or written now.
OUT_OF_REACH = frozenset({"R-store-unreachable", "R-store-unwritable", "R-store-busy"})


def __getattr__(name: str) -> object:
    """What needs SQLAlchemy is imported when it is used; without it the error says what to install."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    with needing("sqlalchemy", "store"):
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
