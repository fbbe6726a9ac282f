"""Which open answers of a case could still move its level: those that its part of the outcome's diagram reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.batch.rows.codes import UNKNOWN_CODE
from riskscreen.model.diagram import Diagram, Variable

_GIVEN = "given"


@attrs.frozen
class Movers:
    """An outcome's diagram, to be asked which answers matter.

    Once what is known is filled in, and nodes are taken away of which all ways lead to one end, a node is left for just
    those answers that can make a difference, given some answers to what else is open.
    """

    diagram: Diagram
    items: tuple[str, ...]

    @property
    def may_be_filled_in(self) -> bool:
        """Whether a rule for missing answers stands in for some, so that a level can be settled and still move."""
        return any(variable.kind == _GIVEN for variable in self.diagram.variables)

    def counted(self, codes: NDArray[Any], sets: NDArray[Any]) -> list[int]:
        """In how many of these cases each item is unknown and could still move the level."""
        found = np.zeros(len(self.items), np.int64)
        if len(codes):
            both = np.concatenate([codes.astype(np.int64), sets.astype(np.int64)], axis=1)
            rows, counts = np.unique(both, axis=0, return_counts=True)
            for row, n in zip(rows, counts, strict=True):
                case = row[:len(self.items)]
                found[self.read(case.tolist(), row[len(self.items):].tolist()) & (case == UNKNOWN_CODE)] += n
        moving: list[int] = found.tolist()
        return moving

    def read(self, codes: Sequence[int], sets: Sequence[int]) -> NDArray[np.bool_]:
        """Which items the level of one case still hangs on."""
        position = {item: n for n, item in enumerate(self.items)}
        ways = [_ways(variable, codes, sets, position) for variable in self.diagram.variables]
        found = np.zeros(len(self.items), np.bool_)
        for number in self._variables_left(ways):
            item = self.diagram.variables[number].item
            if item is not None:
                found[position[item]] = True
        return found

    def _variables_left(self, ways: Sequence[Sequence[int]]) -> set[int]:
        """The variables of the nodes that are left, where each variable has only these ways."""
        nodes = self.diagram.nodes
        left: dict[tuple[int, ...], int] = {}  # what a node asks and where it leads: one name for all that are alike
        name, below = dict[int, int](), dict[int, set[int]]()
        for n in range(len(nodes) - 1, -1, -1):  # nodes stand before those that follow them
            variable, *after = nodes[n]
            leads = tuple(name.get(after[way], after[way]) for way in ways[variable])
            if len(set(leads)) == 1:
                name[n] = leads[0]
                continue
            name[n] = left.setdefault((variable, *leads), n)
            if name[n] == n:
                below[n] = {variable}.union(*(below[root] for root in leads if root >= 0))
        root = name.get(self.diagram.root, self.diagram.root)
        return below[root] if root >= 0 else set()


def _ways(variable: Variable, codes: Sequence[int], sets: Sequence[int], position: dict[str, int]) -> Sequence[int]:
    """The places of the choices that a variable can still come to in a case."""
    every = range(len(variable.choices))
    if variable.item is None:
        return every
    code, options = codes[position[variable.item]], sets[position[variable.item]]
    if variable.kind == _GIVEN:
        return (variable.choices.index(_GIVEN),) if code >= 0 or options else every
    if options:
        return [n for n in every if options >> n & 1]
    return (code,) if code >= 0 else every
