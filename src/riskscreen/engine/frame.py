"""What is known of a case while it is evaluated: two packed states, and the numbers and levels found so far."""

from __future__ import annotations

from collections.abc import Callable

from riskscreen.model.truth import Truth


class Frame:
    """The least and the most of everything; where both states are one, the case is complete.

    The only mutable object of the engine: it lives inside one evaluation.
    """

    __slots__ = ("high_levels", "highs", "least", "low_levels", "lows", "most")

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most
        self.lows: list[int] = []
        self.highs: list[int] = []
        self.low_levels: list[int] = []
        self.high_levels: list[int] = []


Check = Callable[[Frame], Truth]
SpanOf = Callable[[Frame], tuple[int, int]]
