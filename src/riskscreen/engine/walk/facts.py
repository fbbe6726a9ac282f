"""Facts: what is known of each item, arranged so that items of which the same is known stand side by side."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

import attrs

Levels = Mapping[int, tuple[int, ...]]  # the choices left at each level of an item


@attrs.frozen
class Arranged:
    """Facts by the last level of an item, moved among items that play the same part, and the cells that they make.

    ``members`` has the items of each cell, by their own last level; ``cell_at`` the cell at a level.
    """

    facts: dict[int, Levels]
    members: list[list[int]]
    cell_at: dict[int, int]


def arranged(facts: Mapping[int, Levels], group: Mapping[int, int]) -> Arranged:
    """Equal facts of items that play the same part, side by side; which of them is where makes no difference."""
    found = Arranged({}, [], {})
    for _, alike in groupby(sorted(group), group.__getitem__):
        lasts = list(alike)
        known = sorted((tuple(sorted((level - last, choices) for level, choices in facts[last].items())), last)
                       for last in lasts if last in facts)
        for fact, same in groupby(enumerate(known), lambda each: each[1][0]):
            places = list(same)
            for n, _ in places:
                found.facts[lasts[n]] = {lasts[n] + step: choices for step, choices in fact}
                found.cell_at[lasts[n]] = len(found.members)
            found.members.append([item for _, (_, item) in places])
    return found
