"""Sets of answer sets, to count what holds where: of all there are, or of a sample."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import attrs

from riskscreen.analysis.counting.cut_offs import CutOff
from riskscreen.model.definition import Definition

ChoiceOfItem = Mapping[int, int]
Set = int
KnownRanks = object


@attrs.frozen
class Reached:
    """How many answer sets there are of a kind, and the choices of the smallest of them, where there is one."""

    count: int
    choices: ChoiceOfItem | None


class Standing(Protocol):
    """What holds by a definition: where each rule of each outcome does, and which rank each outcome has where."""

    @property
    def rules(self) -> Sequence[Sequence[Set]]: ...

    def ranks(self, outcome: int) -> KnownRanks:
        """Which rank an outcome has where."""


class Sets(Protocol):
    """Answer sets, and what holds in them by a definition (``base``); sets with the same in them are equal.

    Ranks are what these sets know of one outcome.
    """

    @property
    def n_answer_sets(self) -> int | None: ...

    @property
    def base(self) -> Standing: ...

    @property
    def every(self) -> Set: ...

    @property
    def none(self) -> Set: ...

    def without(self, one: Set, other: Set) -> Set:
        """What is in one and not in the other."""

    def union(self, sets: Sequence[Set]) -> Set:
        """What is in any of these."""

    def reached(self, one: Set) -> Reached:
        """How many answer sets a set has, and the smallest of them."""

    def by_rank(self, ranks: KnownRanks) -> Mapping[int, Reached]:
        """The answer sets with each rank that occurs."""

    def moves(self, ranks: KnownRanks, others: KnownRanks) -> Mapping[tuple[int, int], Reached]:
        """The answer sets in which two ranks differ, by both."""

    def differing(self, ranks: KnownRanks, others: KnownRanks) -> Set:
        """Where they do."""

    def changed(self, definition: Definition, outcome: int, *, within: Set) -> Standing:
        """What holds by a definition that differs from this outcome on, and only for some answer sets."""

    def moved(self, cut_off: CutOff, by: int) -> tuple[Set, Standing]:
        """Where a scale has a number between a cut-off and where it is moved to, and what then holds."""

    def joint(self) -> Iterator[tuple[tuple[bool, ...], ChoiceOfItem]]:
        """The smallest answer set for each joint state of the rules, the smallest first."""
