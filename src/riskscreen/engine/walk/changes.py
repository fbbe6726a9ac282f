"""All minimal sets of items that, answered otherwise, surely make a claim true, and the answers that do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import comb

from riskscreen.engine.diagram.nodes import END
from riskscreen.engine.walk.claim import Claim, ClaimState
from riskscreen.engine.walk.facts import Levels, arranged
from riskscreen.engine.walk.families import EMPTY, NONE, Families, bits_of

MOST_STEPS = 400_000

ChangeWay = tuple[tuple[int, tuple[int, ...]], ...]  # pairs of a cell and the moves that so many of its items make


class Moving:
    """First how many items of each cell can do it at all, then, along these, which answers do.

    *now* has what each item stands at, and *moves* its other answers, both by its last level and as choices by level;
    *weights* says how many answers, which all do the same, each move stands for.
    Items that play the same part and stand alike make a cell, ``members``, of which the first so many are changed.

    Raises:
        TooMany: Where it takes too many steps.
    """

    def __init__(self, claim: Claim, possible: Sequence[tuple[int, ...]], now: Mapping[int, Levels],
                 moves: Mapping[int, Sequence[Levels]], weights: Mapping[int, Sequence[int]]) -> None:
        self._claim, self._possible, self._weights = claim, list(possible), weights
        side_by_side = arranged(now, claim.group)
        self.members, self._cell_at = side_by_side.members, side_by_side.cell_at
        self._moves: dict[int, list[Levels]] = {}
        for last, levels in side_by_side.facts.items():
            some = self.members[self._cell_at[last]][0]
            self._moves[last] = [{level - some + last: way for level, way in move.items()} for move in moves[some]]
            for level, choices in levels.items():
                self._possible[level] = choices
        self.families = Families(MOST_STEPS)
        self._followed: dict[tuple[ClaimState, int, int], ClaimState] = {}
        self._found: dict[tuple[ClaimState, bool], int] = {}
        self._counted: dict[tuple[ClaimState, int, tuple[int, ...]], int] = {}
        self.found = self._cells(claim.start, None)

    def _kept(self, state: ClaimState, last: int) -> ClaimState:
        return self._after(state, last, -1)

    def _after(self, state: ClaimState, last: int, move: int) -> ClaimState:
        key = state, last, move
        found = self._followed.get(key)
        if found is None:
            choices = self._possible if move < 0 else self._moves[last][move]
            found = self._followed[key] = self._claim.after(state, last, choices)
        return found

    def _cells(self, state: ClaimState, closed: int | None) -> int:
        """The smallest vectors of how many items of each cell are changed; the first that is kept ends its cell."""
        last, families = self._claim.last(state), self.families
        if last == END:
            return NONE if state else EMPTY
        cell = self._cell_at.get(last)
        key = state, cell is not None and closed == cell
        found = self._found.get(key)
        if found is None:
            families.spend()
            found = self._cells(self._kept(state, last), cell)
            if found != EMPTY and cell is not None and closed != cell:
                changed = NONE
                for after in {self._after(state, last, move) for move in range(len(self._moves[last]))}:
                    changed = families.either(changed, self._cells(after, None))
                # What can be reached by changing so many is not reached by changing more, so each count is held
                # against all smaller ones.
                more = [families.without(kid, found) for kid in families.of(changed, cell)]
                found = families.node(cell, [found, *more])
            self._found[key] = found
        return found

    @property
    def n_sets(self) -> int:
        """How many plain sets of new answers there are."""
        return self._n_sets(self._claim.start, self.found, ())

    def _n_sets(self, state: ClaimState, sets: int, left: tuple[int, ...]) -> int:
        last, families = self._claim.last(state), self.families
        cell = self._cell_at.get(last, END)
        sets = sets if left else families.past(sets, cell)
        if last == END or sets == NONE:
            return int(sets == EMPTY and not left and not state)
        key = state, sets, left
        found = self._counted.get(key)
        if found is None:
            families.spend()
            found = 0
            if left:
                for move in range(len(self._moves[last])) if left[0] == cell else ():
                    found += self._weights[self.members[cell][0]][move] * self._n_sets(
                        self._after(state, last, move), sets, left[1:])
            else:
                kept, *changed = families.of(sets, cell)
                found = self._n_sets(self._kept(state, last), kept, ())
                for k, kid in enumerate(changed, 1):
                    found += comb(len(self.members[cell]), k) * self._n_sets(state, kid, (cell,) * k)
            self._counted[key] = found
        return found

    def ways(self) -> Iterator[ChangeWay]:
        """Each way, those that change the fewest items first, with the moves of a cell in rising order.

        Any items of the cell will do, in any order.
        """
        for total in bits_of(self.families.totals(self.found)):
            yield from self._ways(self._claim.start, self.found, total, (), ())

    def _ways(self, state: ClaimState, sets: int, total: int, left: tuple[int, ...],
              chosen: ChangeWay) -> Iterator[ChangeWay]:
        last, families = self._claim.last(state), self.families
        cell = self._cell_at.get(last, END)
        sets = sets if left else families.past(sets, cell)
        if last == END:
            if sets == EMPTY and not total and not left and not state:
                yield chosen
            return
        if not families.totals(sets) >> total & 1 or not self._n_sets(state, sets, left):
            return
        if left:
            made = chosen[-1][1]
            for move in range(made[-1] if made else 0, len(self._moves[last])) if left[0] == cell else ():
                yield from self._ways(self._after(state, last, move), sets, total, left[1:],
                                      (*chosen[:-1], (cell, (*made, move))))
            return
        kept, *changed = families.of(sets, cell)
        yield from self._ways(self._kept(state, last), kept, total, (), chosen)
        for k, kid in enumerate(changed[:total], 1):
            yield from self._ways(state, kid, total - k, (cell,) * k, (*chosen, (cell, ())))
