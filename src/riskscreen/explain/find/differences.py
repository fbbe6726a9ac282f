"""What differs between two results of one instrument: answers, scales, rules and outcomes, one by one."""

from __future__ import annotations

import attrs

from riskscreen.engine.trace import Trace
from riskscreen.explain.find.groups import plain_answer
from riskscreen.model.answer import Given, State
from riskscreen.model.number import Exact, as_json
from riskscreen.model.outcome import Level


@attrs.frozen
class AnswerDifference:
    """An item that was answered otherwise: its state before and after, and the answers where there are any."""

    item: str
    before: State
    after: State
    answer_before: Given | None
    answer_after: Given | None

    def to_dict(self) -> dict[str, object]:
        """The difference in plain values."""
        return {"item": self.item, "before": self.before, "after": self.after,
                "answer_before": plain_answer(self.answer_before), "answer_after": plain_answer(self.answer_after)}


@attrs.frozen
class ScaleDifference:
    """A scale with other bounds, as ``(least, most)``."""

    scale: str
    before: tuple[Exact, Exact]
    after: tuple[Exact, Exact]

    def to_dict(self) -> dict[str, object]:
        """The difference in plain values; bounds as ``[least, most]``."""
        return {"scale": self.scale, "before": [as_json(number) for number in self.before],
                "after": [as_json(number) for number in self.after]}


@attrs.frozen
class RuleDifference:
    """A rule that holds where it did not, or the other way round."""

    outcome: str
    rule: str
    before: str
    after: str

    def to_dict(self) -> dict[str, object]:
        """The difference in plain values."""
        return {"outcome": self.outcome, "rule": self.rule, "before": self.before, "after": self.after}


@attrs.frozen
class OutcomeDifference:
    """An outcome with other levels that are possible, lowest first: one where it is determined."""

    outcome: str
    before: tuple[Level, ...]
    after: tuple[Level, ...]

    def to_dict(self) -> dict[str, object]:
        """The difference in plain values; the ids of the levels that are possible."""
        return {"outcome": self.outcome, "before": [level.id for level in self.before],
                "after": [level.id for level in self.after]}


@attrs.frozen
class FoundDifferences:
    """All that differs, each kind in the order of the instrument."""

    answers: tuple[AnswerDifference, ...]
    scales: tuple[ScaleDifference, ...]
    rules: tuple[RuleDifference, ...]
    outcomes: tuple[OutcomeDifference, ...]


def found_differences(before: Trace, after: Trace) -> FoundDifferences:
    """What differs between two traces of the same instrument."""
    return FoundDifferences(
        tuple(AnswerDifference(old.item, old.state, new.state, old.given, new.given)
              for old, new in zip(before.items, after.items, strict=True)
              if (old.state, old.given) != (new.state, new.given)),
        tuple(ScaleDifference(old.scale, (old.least, old.most), (new.least, new.most))
              for old, new in zip(before.scales, after.scales, strict=True)
              if (old.least, old.most) != (new.least, new.most)),
        tuple(RuleDifference(outcome.outcome, old.rule, old.holds, new.holds)
              for outcome, other in zip(before.outcomes, after.outcomes, strict=True)
              for old, new in zip(outcome.rules, other.rules, strict=True) if old.holds != new.holds),
        tuple(OutcomeDifference(old.outcome, old.possible, new.possible)
              for old, new in zip(before.outcomes, after.outcomes, strict=True)
              if old.possible != new.possible))
