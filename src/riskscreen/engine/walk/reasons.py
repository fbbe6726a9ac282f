"""All minimal sets of facts that make a claim true, whatever else is answered, unknown or not answered yet."""

from __future__ import annotations

from collections.abc import Mapping

from riskscreen.engine.diagram.nodes import END
from riskscreen.engine.walk.claim import Claim, ClaimState
from riskscreen.engine.walk.facts import Levels, arranged
from riskscreen.engine.walk.families import EMPTY, NONE, Families
from riskscreen.engine.walk.reach import reach

MOST_STEPS = 200_000


class Forcing:
    """The minimal sets, as a family of counts of cells: ``found`` in ``families``, ``members`` the items of each cell.

    The walk goes item by item, and either knows what it is, or not.  The first item of a cell that is left out ends it:
    which of them are taken makes no difference.

    Sources: sufficient reasons, Darwiche and Hirth 2020, "On the Reasons Behind Decisions"; that prime implicants can
    be found and kept as diagrams, without a list of them, Coudert and Madre 1992.

    Raises:
        TooMany: Where it takes too many steps.
    """

    def __init__(self, claim: Claim, facts: Mapping[int, Levels]) -> None:
        self._claim = claim
        side_by_side = arranged(facts, claim.group)
        self._facts, self.members, self._cell_at = side_by_side.facts, side_by_side.members, side_by_side.cell_at
        self._anything = [tuple(range(size)) for size in claim.table.sizes]
        self._memo: dict[tuple[ClaimState, bool], int] = {}
        self.families = Families(MOST_STEPS)
        self.found = self._followed(claim.start, None)

    @property
    def n_sets(self) -> int:
        """How many plain sets of facts there are."""
        return self.families.n_sets(self.found, [len(items) for items in self.members])

    def _followed(self, state: ClaimState, closed: int | None) -> int:
        """The family for what is left to come true, where nothing more of the *closed* cell may be taken."""
        claim, families = self._claim, self.families
        last = claim.last(state)
        if last == END:
            return NONE if state else EMPTY
        cell = self._cell_at.get(last)
        key = state, cell is not None and closed == cell
        found = self._memo.get(key)
        if found is None:
            families.spend()
            found = self._followed(claim.after(state, last, self._anything), cell)
            if found != EMPTY and cell is not None and closed != cell:
                more = families.of(self._followed(claim.after(state, last, self._facts[last]), None), cell)
                found = families.node(cell, [found, families.without(more[0], found), *more[1:]])
            self._memo[key] = found
        return found


def one_reason(claim: Claim, facts: Mapping[int, Levels]) -> list[int] | None:
    """The items of one minimal set of facts that make a claim true; None where all of them do not.

    Facts are left out one after another, as long as the others do.
    """
    kept = dict(facts)
    if not _is_forced(claim, kept):
        return None
    for last in list(kept):
        left_out = kept.pop(last)
        if not _is_forced(claim, kept):
            kept[last] = left_out
    return sorted(kept)


def _is_forced(claim: Claim, facts: Mapping[int, Levels]) -> bool:
    possible = [tuple(range(size)) for size in claim.table.sizes]
    for levels in facts.values():
        for level, choices in levels.items():
            possible[level] = choices
    return all(claim.table.of(reach(claim.table, claim.table.roots[0], possible)))
