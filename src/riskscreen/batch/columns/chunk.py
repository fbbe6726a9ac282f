"""Some rows of a table while they are scored: their columns, and what was found of them so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Any, TypeVar

import numpy as np

from riskscreen.batch.arrays import Bits, Numbers, Truths
from riskscreen.batch.columns.ends import Ends
from riskscreen.batch.rows.bits import every_of, unpacked
from riskscreen.batch.rows.codes import NOT_APPLICABLE_CODE, UNKNOWN_CODE
from riskscreen.batch.rows.column import Column

Found = TypeVar("Found")
TruthOf = Callable[["Chunk"], Truths]
EndsOf = Callable[["Chunk"], Ends]

IF_APPLIES = 0x40  # added to the code of an item that may apply; codes of answers are less
_LOW_BITS = 0x3F
_SHUT = NOT_APPLICABLE_CODE & 0xFF


class Chunk:
    """What is found is written into it, and into its columns: it lives while some rows are scored.

    ``columns`` has the answers to each item, and ``gates`` whether each item applies, for certain and possibly; None
    stands for items that always do.  ``low_levels`` and ``high_levels`` have, for each outcome, where it reaches each
    of its ranks.  Scales are found when they are asked for, and kept if they are asked for again: a thousand of them
    would not stay near.
    """

    __slots__ = ("_asked_again", "_ends_of", "_spans", "columns", "every", "gates", "high_levels", "low_levels",
                 "memory", "n_rows", "none")

    def __init__(self, columns: Sequence[Column], n_rows: int, ends_of: Sequence[EndsOf] = (),
                 asked_again: frozenset[int] = frozenset()) -> None:
        self.columns = columns
        self._ends_of = ends_of
        self._asked_again = asked_again
        self._spans: dict[int, Ends] = {}
        self.n_rows = n_rows
        self.every: Bits = every_of(n_rows)
        self.none: Bits = np.zeros_like(self.every)
        self.gates: list[Truths | None] = []
        self.memory: dict[object, Any] = {}
        self.low_levels: dict[int, list[Bits]] = {}
        self.high_levels: dict[int, list[Bits]] = {}

    def remembered(self, key: object, make: Callable[[Chunk], Found]) -> Found:
        """What *make* gives, worked out once."""
        found: Found | None = self.memory.get(key)
        if found is None:
            found = self.memory[key] = make(self)
        return found

    def span(self, scale: int) -> Ends:
        """The least and the most of a scale, by its position."""
        found = self._spans.get(scale)
        if found is None:
            found = self._ends_of[scale](self)
            if scale in self._asked_again:
                self._spans[scale] = found
        return found

    def chosen(self, item: int, options: tuple[int, ...]) -> Bits:
        """Where the answer is one of these options, by their positions."""
        column = self.columns[item]
        if 0 in options:  # the commonest answer is what is left when all others are known
            others = tuple(option for option in range(column.n_choices) if option not in options)
            return ~(self.opened(item) | self.chosen(item, others))
        if len(options) == 1:
            return column.option(options[0])
        return reduce(or_, map(column.option, options)) if options else self.none

    def may_be(self, item: int, options: tuple[int, ...]) -> Bits:
        """Where the answer is one of these options, or is open, and not a set without any of them."""
        column = self.columns[item]
        found = self._may_be(column, options)
        if not column.has_sets:
            return found
        return reduce(or_, map(column.in_set, options), found & ~column.narrowed())

    def _may_be(self, column: Column, options: tuple[int, ...]) -> Bits:
        if not options:  # what is open may be anything that there is, and nothing else
            return self.none
        if 0 in options:
            others = [column.option(option) for option in range(column.n_choices) if option not in options]
            return ~reduce(or_, others) if others else self.every
        found = reduce(or_, map(column.option, options), self.none)
        return found if column.lowest >= 0 else found | column.opened()

    def opened(self, item: int) -> Bits:
        """Where there is no option: unknown or no answer."""
        return self.none if self.columns[item].lowest >= 0 else self.columns[item].opened()

    def unknown(self, item: int) -> Bits:
        """Where the answer is unknown."""
        return self.none if self.columns[item].lowest >= 0 else self.columns[item].unknown()

    def without_answer(self, item: int) -> Bits:
        """Where nothing was said, or that the item does not apply."""
        if self.columns[item].lowest >= UNKNOWN_CODE:
            return self.none
        return self.missing(item) ^ self.unknown(item)

    def missing(self, item: int) -> Bits:
        """Where the rater gave no answer, neither an option nor several."""
        return self.opened(item) ^ self.narrowed(item)

    def narrowed(self, item: int) -> Bits:
        """Where the answer is a set."""
        return self.columns[item].narrowed() if self.columns[item].has_sets else self.none

    @property
    def any_narrowed(self) -> Bits:
        """Where any answer is a set."""
        return reduce(or_, (column.narrowed() for column in self.columns if column.has_sets), self.none)

    def is_open(self, item: int) -> Bits:
        """Where the item has no option, and applies or may apply."""
        gate = self.gates[item]
        return self.opened(item) if gate is None else self.opened(item) & gate[1]

    def effective(self, item: int) -> Numbers:
        """The codes of an item as bytes, with one that says so where the item does not apply, others where it may."""
        return self.remembered(("effective", item), lambda _: self._effective(item))

    def _effective(self, item: int) -> Numbers:
        raw, gate = self.columns[item].codes().view(np.uint8), self.gates[item]
        if gate is None:
            return raw
        sure, possible = (unpacked(bits, self.n_rows) for bits in gate)
        return np.where(sure, raw, np.where(possible, raw & _LOW_BITS | IF_APPLIES, np.uint8(_SHUT)))

    def any(self, bits: Bits) -> bool:
        """Whether a bit of a row is set; those past the last row do not count."""
        return bool((bits & self.every).any())

    def misplaced(self, item: int, *, partial: bool) -> Bits:
        """Where there is an answer and may be none, or none and must be one."""
        gate, lowest = self.gates[item], self.columns[item].lowest
        if gate is None and lowest >= UNKNOWN_CODE:
            return self.none
        none = self.without_answer(item)
        sure, possible = (self.every, self.every) if gate is None else gate
        wrong = ~(none | possible)
        if not partial:
            wrong |= none & sure
        if lowest <= NOT_APPLICABLE_CODE:
            wrong |= self.columns[item].not_applicable() & possible
        return wrong
