"""What scoring many cases gives: columns of levels and numbers, and ways to look at them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Generic, TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

from riskscreen.batch.arrays import Codes, Flags, Numbers
from riskscreen.batch.rows.codes import answers_of
from riskscreen.batch.rows.given import Cases
from riskscreen.batch.summary import Summary, open_counts, standings_of
from riskscreen.cell import Cell, Sheet
from riskscreen.errors import usage_error
from riskscreen.model.item import Item
from riskscreen.model.named import Named
from riskscreen.model.number import whole_number
from riskscreen.model.outcome import Level
from riskscreen.model.text import Text

CaseResult = TypeVar("CaseResult")


class _Columns(Cell):
    """Equal where all columns hold the same."""

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]] = ()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(np.array_equal(left, right) if isinstance(left, np.ndarray) and isinstance(right, np.ndarray)
                   else left == right for left, right in zip(self._columns(), other._columns(), strict=True))

    def __hash__(self) -> int:
        return hash(tuple(len(field) if isinstance(field, np.ndarray) else field for field in self._columns()))

    def _columns(self) -> tuple[object, ...]:
        """What it holds, but for the ways to look at single rows again."""
        return tuple(getattr(self, name) for name in self.__match_args__ if not name.startswith("_"))


@attrs.frozen(eq=False, repr=False)
class OutcomeColumns(_Columns):
    """An outcome of every case: ranks of ``levels``, the lowest and the highest over all completions of each case.

    ``exact`` tells in which rows the bounds are known to be reached.
    """

    id: str
    title: Text
    levels: tuple[Level, ...]
    at_least: Codes
    at_most: Codes
    exact: Flags
    _possible: Callable[[], NDArray[np.uint32]]

    @property
    def possible(self) -> NDArray[np.uint32]:
        """The ranks that can still occur: bit n is set where rank n can; there can be holes between the ends.

        They are found in the codes when they are asked for, which the codes must not have changed for.
        """
        return self._possible()

    @property
    def determined(self) -> Flags:
        """Where every completion gives the same level."""
        found: Flags = self.at_least == self.at_most
        return found

    @property
    def level(self) -> Codes:
        """The rank of the level where there is one; -1 where open answers can still change it."""
        return np.where(self.determined, self.at_least, np.int8(-1))


@attrs.frozen(eq=False, repr=False)
class ScaleColumns(_Columns):
    """A scale of every case, in whole numbers of its unit: the value is ``least / unit`` where both ends are one."""

    id: str
    title: Text | None
    least: Numbers
    most: Numbers
    unit: int
    exact: Flags


@attrs.frozen(eq=False, repr=False)
class ScoredCodes(_Columns, Generic[CaseResult]):
    """The results of many cases, a column each; row by row they are what `Instrument.score` gives.

    The codes themselves are not copied: `summary`, `case` and `possible` look at them again.
    """

    result: str
    outcomes: Named[OutcomeColumns]
    scales: Named[ScaleColumns]
    n_unknown: NDArray[np.uint16] | None
    n_narrowed: NDArray[np.uint16] | None
    n_cases: int
    _items: tuple[Item, ...]
    _given: Cases
    _score: Callable[[Mapping[str, object]], CaseResult]

    @property
    def at_least(self) -> Codes:
        """The lowest rank of the result in each case."""
        return self.outcomes[self.result].at_least

    @property
    def at_most(self) -> Codes:
        """The highest rank of the result in each case."""
        return self.outcomes[self.result].at_most

    @property
    def possible(self) -> NDArray[np.uint32]:
        """The ranks that the result can still have in each case: bit n is set where rank n can occur."""
        return self.outcomes[self.result].possible

    @property
    def determined(self) -> Flags:
        """Where the result has one level, whatever the open answers turn out to be."""
        return self.outcomes[self.result].determined

    def __len__(self) -> int:
        return self.n_cases

    def case(self, row: int) -> CaseResult:
        """The full result of one row, with its trace; an item with numbers stands at the lowest of its band.

        Raises:
            UsageError: If there is no such row.
        """
        number = whole_number(row)
        if number is None or not 0 <= number < self.n_cases:
            raise usage_error("U-unknown-row", "There is no such row.", found=row,
                              expected=f"a whole number from 0 to {self.n_cases - 1}" if self.n_cases else "no row")
        return self._score(answers_of(self._items, self._given.row(number)))

    def summary(self, outcome: str | None = None) -> Summary:
        """How many cases have each level, or may have which, and how often each item is unknown or narrowed in them."""
        found = self.outcomes[self.result if outcome is None else outcome]
        masks, counts = np.unique(found.possible, return_counts=True)
        undetermined, given, items = ~found.determined, self._given, self._items
        unknown, narrowed = (open_counts((item.id, count(n), count(n, undetermined)) for n, item in enumerate(items))
                             for count in (given.n_unknown, given.n_narrowed))
        return Summary(found.id, found.title, self.n_cases, standings_of(found.levels, dict(
            zip(masks.tolist(), counts.tolist(), strict=True))), *unknown, *narrowed)

    def _sheet(self) -> Sheet:
        return self.summary()._sheet()

    def __repr__(self) -> str:
        n_open = self.n_cases - int(np.count_nonzero(self.determined))
        return f"<ScoredCodes of {self.n_cases} cases: {n_open} undetermined>"
