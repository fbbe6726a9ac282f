"""Three-valued truth: what holds in no completion, in some, or in all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NewType

Truth = NewType("Truth", int)
NO, UNDECIDED, YES = Truth(0), Truth(1), Truth(2)
TRUTHS = NO, UNDECIDED, YES  # by the number of ends of a span, the least and the most, at which a comparison holds
NEGATED = YES, UNDECIDED, NO  # by the truth of what is negated


def combined(kind: str, values: Sequence[Truth], count: int | None) -> Truth:
    """The truth of a combination from the truth of its parts (Kleene's strong three-valued logic)."""
    return _KINDS[kind](values, count)


def _at_least(values: Sequence[Truth], count: int | None) -> Truth:
    needed = count or 0
    if sum(value == YES for value in values) >= needed:
        return YES
    return UNDECIDED if sum(value != NO for value in values) >= needed else NO


_KINDS: dict[str, Callable[[Sequence[Truth], int | None], Truth]] = {
    "all": lambda values, _: min(values),
    "any": lambda values, _: max(values),
    "not": lambda values, _: NEGATED[values[0]],
    "at_least": _at_least,
}
