"""What the peers know of sixteen_items.json: its columns, and the codes in them.

An item is 1 where the sign is present, 0 where it is absent, -1 where nobody could tell, and -2 where it was not asked
since the gate is shut; the gate is 1 for yes, 0 for no and -1 for unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

ITEMS = [f"item_{n:02d}" for n in range(16)]
ALWAYS, GATED, CRITICAL = ITEMS[:13], ITEMS[13:], [ITEMS[n] for n in (0, 3, 6, 9)]
GATE = "living_together"
COLUMNS = [GATE, *ITEMS]

Columns = dict[str, NDArray[np.int8]]
Levels = Any  # an array, a column or a list of ranks: 0 low, 1 medium, 2 high
Bounds = tuple[Levels, Levels]
LevelWork = Callable[[], Levels]
BoundsWork = Callable[[], Bounds]


def rows_of(columns: Columns) -> list[dict[str, int]]:
    """The same cases, one dictionary of codes each."""
    rows = np.column_stack([columns[name] for name in COLUMNS]).tolist()
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]
