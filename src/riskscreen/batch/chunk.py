"""Some rows of a table while they are scored: their columns, and what was found of them so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Any, TypeVar

import numpy as np

from riskscreen.batch.arrays import Bits, Codes, Flags, Numbers, Truths
from riskscreen.batch.bits import packed, unpacked
from riskscreen.batch.codes import NOT_APPLICABLE_CODE, UNKNOWN_CODE
from riskscreen.batch.ends import Ends

Found = TypeVar("Found")
TruthOf = Callable[["Chunk"], Truths]

IF_APPLIES = 0x40  # added to the code of an item that may apply; codes of answers are less
_LOW_BITS = 0x3F
_FEW_OPTIONS = 4
_SHUT = NOT_APPLICABLE_CODE & 0xFF


class Chunk:
    """The only mutable object of this package: it lives while some rows are scored.

    ``columns`` has the codes of each item, and ``gates`` whether each item applies, for certain and possibly; None
    stands for items that always do.  ``low_levels`` and ``high_levels`` have, for each outcome, where it reaches each
    of its ranks.
    """

    __slots__ = ("columns", "every", "gates", "high_levels", "low_levels", "lowest", "memory", "n_choices", "n_rows",
                 "none", "scratch", "spans")

    def __init__(self, columns: Sequence[Codes], n_choices: Sequence[int], n_rows: int,
                 scratch: Flags | None = None) -> None:
        self.columns = list(columns)
        self.scratch = np.empty(n_rows, np.bool_) if scratch is None else scratch[:n_rows]
        self.n_choices = n_choices
        self.n_rows = n_rows
        self.every: Bits = packed(np.ones(n_rows, np.bool_))
        self.none: Bits = np.zeros_like(self.every)
        self.lowest: list[int] = []
        self.gates: list[Truths | None] = []
        self.memory: dict[object, Any] = {}
        self.spans: dict[int, Ends] = {}
        self.low_levels: dict[int, list[Bits]] = {}
        self.high_levels: dict[int, list[Bits]] = {}

    def remembered(self, key: object, make: Callable[[Chunk], Found]) -> Found:
        """What *make* gives, worked out once."""
        if key not in self.memory:
            self.memory[key] = make(self)
        found: Found = self.memory[key]
        return found

    def chosen(self, item: int, options: tuple[int, ...]) -> Bits:
        """Where the answer is one of these options, by their positions."""
        if 0 in options:  # the commonest answer is what is left when all others are known
            others = tuple(option for option in range(self.n_choices[item]) if option not in options)
            return ~(self.opened(item) | self.chosen(item, others))
        return reduce(or_, (self._option(item, option) for option in options), self.none)

    def _option(self, item: int, option: int) -> Bits:
        return self.remembered((item, option), lambda _: self._compared(item, option))

    def _compared(self, item: int, option: int) -> Bits:
        if self.n_choices[item] == 2 and option == 1 and self.lowest[item] >= 0:
            return packed(self.columns[item])
        return self._where(np.equal, item, option)

    def _where(self, compare: np.ufunc, item: int, code: int) -> Bits:
        """Where the codes of an item compare so; what is compared is written over what was, to stay near."""
        return packed(compare(self.columns[item], code, out=self.scratch))

    def opened(self, item: int) -> Bits:
        """Where there is no option: unknown or no answer."""
        return self.remembered(("opened", item), lambda _: self._opened(item))

    def _opened(self, item: int) -> Bits:
        if self.lowest[item] >= 0:
            return self.none
        if self.n_choices[item] <= _FEW_OPTIONS:  # then the others are looked at anyway, and the rest is not zero
            return packed(self.columns[item]) ^ self.chosen(item, tuple(range(1, self.n_choices[item])))
        return self._where(np.less, item, 0)

    def unknown(self, item: int) -> Bits:
        """Where the answer is unknown."""
        if self.lowest[item] >= UNKNOWN_CODE:
            return self.opened(item)
        return self.remembered(("unknown", item), lambda _: self._where(np.equal, item, UNKNOWN_CODE))

    def without_answer(self, item: int) -> Bits:
        """Where nothing was said, or that the item does not apply."""
        return self.none if self.lowest[item] >= UNKNOWN_CODE else self.opened(item) ^ self.unknown(item)

    def is_open(self, item: int) -> Bits:
        """Where the item has no option, and applies or may apply."""
        gate = self.gates[item]
        return self.opened(item) if gate is None else self.opened(item) & gate[1]

    def effective(self, item: int) -> Numbers:
        """The codes of an item as bytes, with one that says so where the item does not apply, others where it may."""
        return self.remembered(("effective", item), lambda _: self._effective(item))

    def _effective(self, item: int) -> Numbers:
        raw, gate = self.columns[item].view(np.uint8), self.gates[item]
        if gate is None:
            return raw
        sure, possible = (unpacked(bits, self.n_rows) for bits in gate)
        return np.where(sure, raw, np.where(possible, raw & _LOW_BITS | IF_APPLIES, np.uint8(_SHUT)))

    def any(self, bits: Bits) -> bool:
        """Whether a bit of a row is set; those past the last row do not count."""
        return bool((bits & self.every).any())

    def misplaced(self, item: int, *, partial: bool) -> Bits:
        """Where there is an answer and may be none, or none and must be one."""
        if self.gates[item] is None and self.lowest[item] >= UNKNOWN_CODE:
            return self.none
        none, gate = self.without_answer(item), self.gates[item]
        sure, possible = (self.every, self.every) if gate is None else gate
        wrong = ~(none | possible)
        if not partial:
            wrong |= none & sure
        if self.lowest[item] <= NOT_APPLICABLE_CODE:
            wrong |= self._where(np.equal, item, NOT_APPLICABLE_CODE) & possible
        return wrong

    def out_of_range(self, item: int) -> Bits | None:
        """Where the code of the next item stands for nothing, None where that is nowhere; it counts as unknown then."""
        codes, n_choices = self.columns[item], self.n_choices[item]
        lowest, highest = int(np.minimum.reduce(codes)), int(np.maximum.reduce(codes))
        self.lowest.append(lowest)
        if lowest >= NOT_APPLICABLE_CODE and highest < n_choices:
            return None
        wrong = (codes < NOT_APPLICABLE_CODE) | (codes >= n_choices)
        self.columns[item] = np.where(wrong, np.int8(UNKNOWN_CODE), codes)
        self.lowest[item] = int(np.minimum.reduce(self.columns[item]))
        return packed(wrong)
