"""The profile of a case: what is left of each answer and each number, and the cut-offs that numbers are held to."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import attrs

from riskscreen.analysis.counting.cut_offs import Side, cut_offs_of
from riskscreen.model.answer import Answer
from riskscreen.model.item import Item
from riskscreen.model.number import Exact, Number
from riskscreen.model.outcome import Outcome
from riskscreen.model.response import TextResponse
from riskscreen.model.scale import Scale
from riskscreen.model.truth import NO
from riskscreen.screening.result import OutcomeResult, Result, ScaleResult


@attrs.frozen
class ProfiledItem:
    """An item, what was answered, and the ids of the options or bands of which one is right."""

    item: Item
    answer: Answer

    @property
    def left(self) -> tuple[str, ...]:
        """None where it does not apply, and where an answer has no fixed choices."""
        if self.answer.applies == NO:
            return ()
        return self.answer.left or tuple(choice.id for choice in self.item.response.choices)

    @property
    def is_open(self) -> bool:
        """Whether an answer is still to come, or to be narrowed; nobody waits for a text."""
        return self.answer.state in ("unknown", "unanswered", "narrowed") and self.is_asked

    @property
    def is_asked(self) -> bool:
        """Whether it applies, or may, and is no text."""
        return self.answer.applies != NO and not isinstance(self.item.response, TextResponse)


@attrs.frozen
class ProfiledScale:
    """A scale, its number or what is left of it, the numbers that it can have at all, and where it is cut.

    ``lowest`` and ``highest`` are its ends before anything is answered, and never closer together than in this case,
    which a rule for missing answers could make them.
    """

    scale: Scale
    found: ScaleResult
    lowest: Exact
    highest: Exact
    cut_offs: tuple[tuple[Side, Number], ...]

    def part(self, number: Exact | Number) -> float:
        """Where a number lies, from 0 to 1, among all that the scale and its cut-offs have."""
        ends = [Fraction(end) for end in (self.lowest, self.highest, *(number for _, number in self.cut_offs))]
        return float(Fraction(number) - min(ends)) / (float(max(ends) - min(ends)) or 1.0)


@attrs.frozen
class ProfiledOutcome:
    """An outcome with what is left of it; whether it is the result of the instrument."""

    outcome: Outcome
    found: OutcomeResult
    is_result: bool


def items_of(result: Result) -> Iterator[ProfiledItem]:
    """Each item, in the order of the instrument."""
    for item, answer in zip(result.instrument.definition.items, result.answers.entries, strict=True):
        yield ProfiledItem(item, answer)


def scales_of(result: Result) -> Iterator[ProfiledScale]:
    """Each scale, in the order of the instrument."""
    definition = result.instrument.definition
    at_first = result.instrument.score({}, partial=True).scales
    cuts = list(cut_offs_of(definition))
    for scale in definition.scales:
        found, widest = result.scales[scale.id], at_first[scale.id]
        cut_offs = sorted({(cut.end, cut.number) for cut in cuts if cut.scale == scale.id}, key=lambda cut: cut[1])
        yield ProfiledScale(scale, found, min(found.least, widest.least), max(found.most, widest.most),
                            tuple(cut_offs))


def outcomes_of(result: Result) -> Iterator[ProfiledOutcome]:
    """Each outcome, in the order of the instrument, but for the result, which comes last."""
    definition = result.instrument.definition
    profiled = [ProfiledOutcome(outcome, result.outcomes[outcome.id], outcome.id == definition.result)
                for outcome in definition.outcomes]
    yield from sorted(profiled, key=lambda each: each.is_result)
