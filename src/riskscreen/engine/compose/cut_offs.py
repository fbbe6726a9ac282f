"""Cut-offs: the numbers of a scale between which nothing that reads the scale can tell a difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

import attrs

from riskscreen.engine.rounding import rounded
from riskscreen.model.condition import ScaleCondition
from riskscreen.model.number import Exact, Number, exact, ratio
from riskscreen.model.scale import Rounding


@attrs.frozen(order=True)
class AskedCutOff:
    """Reached by numbers of at least this one; where ``beyond``, only by those that are more."""

    number: Exact
    beyond: bool

    def is_reached_by(self, number: Exact) -> bool:
        """Whether a scale that stands at this number reaches the cut-off."""
        return number > self.number or (number == self.number and not self.beyond)

    def in_units(self, unit: int) -> int:
        """The lowest whole number of units that reaches it."""
        numerator, denominator = ratio(self.number)
        return numerator * unit // denominator + 1 if self.beyond else -(-numerator * unit // denominator)


def ends_of(condition: ScaleCondition) -> tuple[AskedCutOff | None, AskedCutOff | None]:
    """The cut-off that a comparison has to reach, and the one that it must not reach."""
    return (None if condition.at_least is None else _cut_off(condition.at_least, beyond=False),
            None if condition.at_most is None else _cut_off(condition.at_most, beyond=True))


def cut_offs_of(conditions: Iterable[object]) -> Mapping[str, tuple[AskedCutOff, ...]]:
    """For each scale all cut-offs that conditions read, in rising order."""
    found: dict[str, set[AskedCutOff]] = {}
    for condition in conditions:
        if isinstance(condition, ScaleCondition):
            found.setdefault(condition.scale, set()).update(cut for cut in ends_of(condition) if cut)
    return {scale: tuple(sorted(cuts)) for scale, cuts in found.items()}


def n_reached(number: Exact, cut_offs: Sequence[AskedCutOff]) -> int:
    """How many of these a number reaches."""
    return sum(cut.is_reached_by(number) for cut in cut_offs)


def starting_at(number: Number) -> AskedCutOff:
    """The cut-off whose lowest number is this one."""
    return _cut_off(number, beyond=False)


def _cut_off(number: Number, *, beyond: bool) -> AskedCutOff:
    return AskedCutOff(exact(*ratio(number)), beyond)


def before_factor(cut: AskedCutOff, times: Exact, plus: Exact) -> AskedCutOff:
    """What a number has to reach so that *times* (above zero) it, *plus* a constant, reaches the cut-off."""
    numerator, denominator = ratio(cut.number - plus)
    by, over = ratio(times)
    return AskedCutOff(exact(numerator * over, denominator * by), cut.beyond)


def before_rounding(cut: AskedCutOff, rounding: Rounding) -> AskedCutOff:
    """What a number has to reach so that it reaches the cut-off once it is rounded."""
    unit = 10**rounding.places
    step = cut.in_units(unit)  # a rounded number reaches the cut-off where it has as many steps
    match rounding.how:
        case "half_up":
            return AskedCutOff(exact(2 * step - 1, 2 * unit), beyond=step <= 0)
        case "half_even":
            return AskedCutOff(exact(2 * step - 1, 2 * unit), beyond=step % 2 == 1)
        case "down":
            number, beyond = (step, False) if step > 0 else (step - 1, True)
            return AskedCutOff(exact(number, unit), beyond=beyond)
        case "up":
            number, beyond = (step - 1, True) if step > 0 else (step, False)
            return AskedCutOff(exact(number, unit), beyond=beyond)
        case _:
            assert_never(rounding.how)


def rounded_number(number: Exact, rounding: Rounding) -> Exact:
    """The number as the scale shows it."""
    numerator, denominator = ratio(number)
    unit = 10**rounding.places
    return exact(rounded(numerator * unit, denominator, rounding.how), unit)

