"""How a whole table came out: levels, undetermined cases, unknown answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import numpy as np

from riskscreen.batch.arrays import Codes
from riskscreen.model.outcome import Level, ids_between
from riskscreen.model.text import Text

Span = tuple[Level, Level, int]


@attrs.frozen
class Summary:
    """How many cases stand between which levels of an outcome, and how often each item is unknown.

    ``spans`` has the lowest level, the highest level and the number of cases, for each pair that occurs.
    ``unknown`` has the items that are unknown somewhere, with the number of cases; ``unknown_undetermined`` has the
    same items, with the number of those cases that are undetermined.  ``n_not_valid`` are rows of a table that were
    marked and have no result.
    """

    outcome: str
    title: Text
    n_cases: int
    spans: tuple[Span, ...]
    unknown: tuple[tuple[str, int], ...]
    unknown_undetermined: tuple[tuple[str, int], ...]
    n_not_valid: int = 0

    @property
    def levels(self) -> dict[str, int]:
        """How many cases have each level for certain."""
        return {low.id: count for low, high, count in self.spans if low == high}

    @property
    def n_undetermined(self) -> int:
        """How many cases have no single level, since open answers can still change it."""
        return sum(count for low, high, count in self.spans if low != high)

    def to_dict(self) -> dict[str, object]:
        """The same in plain values."""
        return {"outcome": self.outcome, "n_cases": self.n_cases, "levels": self.levels,
                "n_undetermined": self.n_undetermined, "n_not_valid": self.n_not_valid,
                "spans": [{"at_least": low.id, "at_most": high.id, "n_cases": count}
                          for low, high, count in self.spans],
                "unknown": dict(self.unknown), "unknown_undetermined": dict(self.unknown_undetermined)}

    def __str__(self) -> str:
        why = dict(self.unknown_undetermined)
        rows = [(ids_between(low, high), count, "") for low, high, count in self.spans]
        rows += [("not valid", self.n_not_valid, "")] * bool(self.n_not_valid)
        rows += [(f"unknown: {item}", count, f"  {why[item]:,} of them undetermined") for item, count in self.unknown]
        width = max((len(name) for name, _, _ in rows), default=0)
        lines = [f"{name:{width}}  {count:>12,}  {100 * count / self.n_cases:5.1f} %{more}"
                 for name, count, more in rows]
        return "\n".join([f"{self.outcome}: {self.n_cases:,} cases, {self.n_undetermined:,} undetermined", *lines])


def spans_of(levels: Sequence[Level], at_least: Codes, at_most: Codes) -> tuple[Span, ...]:
    """How many cases have each pair of bounds that occurs; first those with one level, lowest first."""
    size = len(levels)
    counts = np.bincount(at_least.astype(np.intp) * size + at_most, minlength=size * size).reshape(size, size)
    return in_order(levels, {(low, high): int(counts[low, high]) for low in range(size) for high in range(size)})


def in_order(levels: Sequence[Level], counts: Mapping[tuple[int, int], int]) -> tuple[Span, ...]:
    """The pairs of bounds that occur, by rank: first those with one level, lowest first."""
    pairs = sorted((pair for pair, count in counts.items() if count), key=lambda pair: (pair[0] != pair[1], pair))
    return tuple((levels[low], levels[high], counts[low, high]) for low, high in pairs)
