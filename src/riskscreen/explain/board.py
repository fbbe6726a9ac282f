"""What can be answered otherwise for the sake of an outcome: items in cells, and the moves in each.

Items that do the same for the outcome share a *cell*; a gate is a cell of its own.  A *move* answers an item of a cell
with one of some options that mean the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from riskscreen.engine.bounds import reapplied
from riskscreen.engine.compile import Compiled
from riskscreen.engine.layout import Column
from riskscreen.engine.one_outcome import OneOutcome
from riskscreen.engine.polarity import DOWN, UP
from riskscreen.explain.minimal import Counts
from riskscreen.model.answer import Answer
from riskscreen.model.truth import NO

MOST_SETTINGS = 256

Choices = tuple[int, ...]
Spread = tuple[Counts, ...]  # for each cell, how many of its items make each of its moves


class Board:
    """The cells of a case and the moves in each, gates first, towards one rank of one outcome.

    ``ways`` holds every way to answer the gates otherwise (None: as they are), with the case in which they are.
    """

    def __init__(self, compiled: Compiled, entries: Sequence[Answer], outcome: int, rank: int) -> None:
        self.compiled, self.entries, self.outcome, self.rank = compiled, entries, outcome, rank
        self.one_outcome = OneOutcome(compiled, outcome)
        self.raising, self.lowering, self.mixed = self._columns()
        self.relevant = self.raising | self.lowering
        self.is_added_up = not self.mixed and not self._has_missing_rule()
        gates = [n for n, is_gate in enumerate(compiled.is_gate) if is_gate and self._is_read(n)]
        ways = [[None, *self._others(gate)] for gate in gates]
        entered = [dict(zip(gates, way, strict=True)) for way in product(*ways)]
        applied = [self._answered(way) for way in entered]
        cells = self._alike(gates, applied)
        self.cells = (*((gate,) for gate in gates), *cells)
        self.moves = (*(tuple((choice,) for choice in self._others(gate)) for gate in gates),
                      *(self._moves(cell[0]) for cell in cells))
        self.ways = [(way, found) for way, found in zip(entered, applied, strict=True) if found is not None]

    @property
    def sizes(self) -> Counts:
        """How many items each cell has."""
        return tuple(map(len, self.cells))

    def _columns(self) -> tuple[frozenset[object], frozenset[object], int]:
        """The columns that raise the outcome around its rank, those that lower it, and the items that do both."""
        outcome, signs, mixed = self.compiled.definition.outcomes[self.outcome], dict[object, set[int]](), 0
        for rank in (self.rank, self.rank + 1):
            needs, bits = self.compiled.polarity.needs_of_reaching(outcome.id, rank)
            mixed |= bits
            for table, found in needs.items():
                signs.setdefault(table, set()).update(found)
        raising, lowering = (frozenset(key for key in self.compiled.layout.columns
                                       if side in signs.get(key[1:2] if isinstance(key, tuple) else key, ()))
                             for side in (UP, DOWN))
        return raising, lowering, mixed

    def _has_missing_rule(self) -> bool:
        read = {key[1] for key in self.relevant if isinstance(key, tuple)}
        return any(scale.missing is not None for scale in self.compiled.definition.scales if scale.id in read)

    def rows(self, n: int) -> Iterator[tuple[object, Column]]:
        """The columns that the outcome reads and the item adds to."""
        for key, column in self.compiled.layout.columns.items():
            if n in column.given and key in self.relevant:
                yield key, column

    def _is_read(self, n: int) -> bool:
        return self.compiled.is_gate[n] or any(True for _ in self.rows(n))

    def _others(self, n: int) -> list[int]:
        """The answers that item *n* does not have now."""
        current = self.entries[n].choice
        return [number for choice, number in self.compiled.choices[n].items() if choice != current]

    def _moves(self, n: int) -> tuple[Choices, ...]:
        """The other answers to item *n*, together where they mean the same."""
        same: dict[object, list[int]] = {}
        for choice in self._others(n):
            same.setdefault(tuple(column.given[n][choice] for _, column in self.rows(n)), []).append(choice)
        return tuple(map(tuple, same.values()))

    def _answered(self, way: dict[int, int | None]) -> list[Answer] | None:
        """The case with its gates answered so; None where one of these would not apply."""
        entries = reapplied(self.compiled, [answered(self.compiled, entry, n, way.get(n))
                                            for n, entry in enumerate(self.entries)])
        is_possible = all(entries[n].applies != NO for n, choice in way.items() if choice is not None)
        return entries if is_possible else None

    def _alike(self, gates: Iterable[int], settings: Sequence[list[Answer] | None]) -> list[tuple[int, ...]]:
        """The items besides the gates that the outcome reads, those together that do the same in every setting."""
        cells: dict[object, list[int]] = {}
        for n in range(len(self.entries)):
            if n in gates or not self._is_read(n):
                continue
            rows = tuple((str(key), column.given[n], column.open[n]) for key, column in self.rows(n))
            states = tuple((found[n].applies, found[n].choice) for found in settings if found is not None)
            key = (tuple(self.compiled.choices[n]), rows, states, None if self.is_added_up else n)
            cells.setdefault(key, []).append(n)
        return [tuple(cell) for cell in cells.values()]


def answered(compiled: Compiled, entry: Answer, n: int, choice: int | None) -> Answer:
    """The entry of item *n*, answered with another choice unless that is None."""
    if choice is None:
        return entry
    name = compiled.items[n].response.choices[choice].id
    return Answer(entry.item, "answered", entry.applies, name, name)


def shared_out(total: int, n_shares: int) -> Iterator[Counts]:
    """Every way to share out a number."""
    if n_shares == 0:
        yield from ((),) if total == 0 else ()
        return
    for first in range(total, -1, -1):
        yield from ((first, *rest) for rest in shared_out(total - first, n_shares - 1))
