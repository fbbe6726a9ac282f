"""Which values can still come out, whatever is unknown, gated or narrowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from riskscreen.engine.diagram.nodes import END
from riskscreen.engine.diagram.table import Table


class Possible(Protocol):
    """The choices left open at each level."""

    def __getitem__(self, level: int, /) -> Sequence[int]: ...


def reach(table: Table, root: int, possible: Possible) -> int:
    """The mask of the values that can come out, where ``possible[level]`` are the choices left open at a level."""
    level, kids, bit = table.level, table.kids, table.bit
    seen, todo, mask = {root}, [root], 0
    while todo:
        node = todo.pop()
        at = level[node]
        if at == END:
            mask |= bit[node]
            continue
        its_kids = kids[node]
        for choice in possible[at]:
            kid = its_kids[choice]
            if kid not in seen:
                seen.add(kid)
                todo.append(kid)
    return mask
