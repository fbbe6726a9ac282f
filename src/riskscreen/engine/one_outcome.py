"""The bounds of one outcome alone, for searches that ask for them thousands of times."""

from __future__ import annotations

from riskscreen.engine.compile import Compiled
from riskscreen.engine.frame import Check, Frame
from riskscreen.model.scale import Scale
from riskscreen.model.truth import NO, YES


class OneOutcome:
    """An outcome with just the scales and the earlier outcomes that it rests on."""

    def __init__(self, compiled: Compiled, outcome: int) -> None:
        definition = compiled.definition
        self._compiled = compiled
        part = "outcome", definition.outcomes[outcome].id
        self._spans = [(n, compiled.spans[n]) for n in compiled.uses.scales(part)]
        self._rules = self._highest_first(outcome)
        self._earlier = [(n, self._highest_first(n)) for n in compiled.uses.outcomes(part) if n != outcome]
        self._nothing = [0] * len(definition.scales), [0] * len(definition.outcomes)

    @property
    def scales(self) -> tuple[Scale, ...]:
        """The scales that the outcome rests on, in the order of the definition."""
        return tuple(self._compiled.definition.scales[n] for n, _ in self._spans)

    def bounds(self, least: int, most: int) -> tuple[int, int]:
        """The lowest and the highest rank of the outcome between two packed states."""
        return _levels(self._rules, self._frame(least, most))

    @property
    def n_checks(self) -> int:
        """How many numbers and rules it takes to find the bounds."""
        return len(self._spans) + len(self._rules) + sum(len(rules) for _, rules in self._earlier)

    def _frame(self, least: int, most: int) -> Frame:
        """What the rules of the outcome read."""
        frame = Frame(least, most)
        scales, outcomes = self._nothing
        frame.lows, frame.highs = scales.copy(), scales.copy()
        for n, span in self._spans:
            frame.lows[n], frame.highs[n] = span(frame)
        if self._earlier:
            frame.low_levels, frame.high_levels = outcomes.copy(), outcomes.copy()
            for n, rules in self._earlier:
                frame.low_levels[n], frame.high_levels[n] = _levels(rules, frame)
        return frame

    def _highest_first(self, outcome: int) -> list[tuple[int, Check]]:
        return sorted(self._compiled.rules[outcome], key=lambda rule: -rule[0])


def _levels(rules: list[tuple[int, Check]], frame: Frame) -> tuple[int, int]:
    """The lowest and the highest rank; the first rule that holds for certain ends the look."""
    high = 0
    for rank, check in rules:
        truth = check(frame)
        if truth != NO:
            high = max(high, rank)
        if truth == YES:
            return rank, high
    return 0, high
