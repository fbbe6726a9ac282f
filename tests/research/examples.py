"""The worked examples: tables small enough to go through by hand."""

from __future__ import annotations

LADDER = ("low", "medium", "high")


def sets(spans: str) -> list[set[str]]:
    """Spans as pairs of digits, 0 for low to 2 for high, as sets of levels."""
    return [set(LADDER[int(low): int(high) + 1]) for low, high in spans.split()]


# Example A: 250 cases without an open answer; the number without and with an event at each level.
A_COUNTS = {"low": (120, 6), "medium": (60, 14), "high": (25, 25)}
A_LEVELS = [level for level, counts in A_COUNTS.items() for _ in range(sum(counts))]
A_HAPPENED = [happened for others, events in A_COUNTS.values()
              for happened, n in ((False, others), (True, events)) for _ in range(n)]

# Example C: 14 cases, six of them open, which can turn out in 144 ways.
C_LEVELS = sets("22 12 01 02 11 22" + " " + "00 00 01 11 12 00 00 02")
C_HAPPENED = [True] * 6 + [False] * 8
