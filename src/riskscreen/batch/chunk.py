"""Some rows of a table while they are scored: their columns, and what was found of them so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

from riskscreen.batch.arrays import Bytes, Codes, Ends, Flags, Truths
from riskscreen.batch.codes import NO_ANSWER_CODE, NOT_APPLICABLE_CODE
from riskscreen.batch.marks import BOTH, OPEN, Marking

Found = TypeVar("Found")
TruthOf = Callable[["Chunk"], Truths]

IF_APPLIES = 0x40  # added to the code of an item that may apply; codes of answers are less
_LOW_BITS = 0x3F
_SHUT = NOT_APPLICABLE_CODE & 0xFF


class Chunk:
    """The only mutable object of this package: it lives while some rows are scored.

    ``columns`` has the codes of each item without those out of range, and ``gates`` whether each item applies, for
    certain and possibly; None stands for items that always do.
    """

    __slots__ = ("columns", "gates", "high_levels", "low_levels", "memory", "n_rows", "spans")

    def __init__(self, columns: Sequence[Codes], n_rows: int) -> None:
        self.columns = list(columns)
        self.gates: list[Truths | None] = []
        self.n_rows = n_rows
        self.memory: dict[object, Any] = {}
        self.spans: dict[int, Ends] = {}
        self.low_levels: dict[int, Codes] = {}
        self.high_levels: dict[int, Codes] = {}

    def remembered(self, key: object, make: Callable[[Chunk], Found]) -> Found:
        """What *make* gives, worked out once."""
        if key not in self.memory:
            self.memory[key] = make(self)
        found: Found = self.memory[key]
        return found

    def marks(self, item: int, marking: Marking) -> Bytes:
        """The marks of an item, where it applies."""
        return self.remembered((item, marking), lambda _: self._marks(item, marking))

    def _marks(self, item: int, marking: Marking) -> Bytes:
        marks = marking(self.columns[item])
        gate = self.gates[item]
        if gate is None:
            return marks
        possible, maybe = self.remembered(("gate", id(gate[0])), lambda _: _gate_bytes(gate))
        marks &= possible
        if maybe is not None:
            marks |= (marks << 4) & maybe
        return marks

    def effective(self, item: int) -> Bytes:
        """The codes of an item as bytes, with one that says so where the item does not apply, others where it may."""
        return self.remembered(("effective", item), lambda _: self._effective(item))

    def _effective(self, item: int) -> Bytes:
        raw, gate = self.columns[item].view(np.uint8), self.gates[item]
        if gate is None:
            return raw
        sure, possible = gate
        maybe = possible & ~sure
        found: Bytes = np.where(possible, raw, np.uint8(_SHUT))
        if maybe.any():
            found = np.where(maybe, found & _LOW_BITS | IF_APPLIES, found)
        return found

    def is_open(self, item: int) -> Flags:
        """Where the item has no answer, and applies or may apply."""
        opened: Flags = self.columns[item] < 0
        gate = self.gates[item]
        return opened if gate is None else opened & gate[1]

    def misplaced(self, item: int, *, partial: bool) -> Flags | None:
        """Where there is an answer and may be none, or none and must be one; None where that is nowhere."""
        codes, gate = self.columns[item], self.gates[item]
        if gate is None and codes.min() >= NO_ANSWER_CODE + 1:
            return None
        none: Flags = codes < NO_ANSWER_CODE + 1
        if gate is None:
            wrong = none if not partial else codes == NOT_APPLICABLE_CODE
        else:
            sure, possible = gate
            wrong = (none | possible) ^ True
            if not partial:
                wrong |= none & sure
            if codes.min() <= NOT_APPLICABLE_CODE:
                wrong |= (codes == NOT_APPLICABLE_CODE) & possible
        return wrong if wrong.any() else None


def _gate_bytes(gate: Truths) -> tuple[Bytes, Bytes | None]:
    """What of the marks may stay, and the bit of those that become open since the item only may apply."""
    sure, possible = gate
    maybe = possible & ~sure
    return possible.view(np.uint8) * np.uint8(BOTH), maybe.view(np.uint8) * np.uint8(OPEN) if maybe.any() else None
