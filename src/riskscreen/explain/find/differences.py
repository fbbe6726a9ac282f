"""What differs between two results, of one definition or of two: answers, scales, rules and outcomes, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from riskscreen.cell import Cell
from riskscreen.definition.shared_items import SharedItems
from riskscreen.engine.trace import Holds, OutcomeTrace, Trace
from riskscreen.explain.find.groups import plain_answer
from riskscreen.model.answer import Given, State
from riskscreen.model.number import Exact, as_json
from riskscreen.model.outcome import Level


@attrs.frozen(repr=False)
class AnswerDifference(Cell):
    """An item that was answered otherwise: its state before and after, and the answers where there are any.

    ``item_before`` is what it is called in the earlier definition, and so it is in another instrument; the answer
    before is told by the options that it has now.
    """

    item: str
    before: State
    after: State
    answer_before: Given | None
    answer_after: Given | None
    item_before: str

    def to_dict(self) -> dict[str, object]:
        """The difference in plain values."""
        renamed = {} if self.item_before == self.item else {"item_before": self.item_before}
        return {"item": self.item, **renamed, "before": self.before, "after": self.after,
                "answer_before": plain_answer(self.answer_before), "answer_after": plain_answer(self.answer_after)}


@attrs.frozen(repr=False)
class ScaleDifference(Cell):
    """A scale with other bounds, as ``(least, most)``."""

    scale: str
    before: tuple[Exact, Exact]
    after: tuple[Exact, Exact]

    def to_dict(self) -> dict[str, object]:
        """The difference in plain values; bounds as ``[least, most]``."""
        return {"scale": self.scale, "before": [as_json(number) for number in self.before],
                "after": [as_json(number) for number in self.after]}


@attrs.frozen(repr=False)
class RuleDifference(Cell):
    """A rule that holds where it did not, or the other way round."""

    outcome: str
    rule: str
    before: str
    after: str

    def to_dict(self) -> dict[str, object]:
        """The difference in plain values."""
        return {"outcome": self.outcome, "rule": self.rule, "before": self.before, "after": self.after}


@attrs.frozen(repr=False)
class OutcomeDifference(Cell):
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


def found_differences(before: Trace, after: Trace, shared: SharedItems, *, of_one_instrument: bool) -> FoundDifferences:
    """What differs between two traces: in the items that both definitions share, and in what comes out.

    What comes out of two instruments is not the same thing, whatever it is called.  Of two versions, numbers and rules
    of one id are compared, and outcomes with the same levels.
    """
    answers = tuple(_answers_that_differ(before, after, shared))
    if not of_one_instrument:
        return FoundDifferences(answers, (), (), ())
    scales = {scale.scale: scale for scale in before.scales}
    outcomes = {outcome.outcome: outcome for outcome in before.outcomes}
    pairs = [(outcomes[new.outcome], new) for new in after.outcomes
             if new.outcome in outcomes and outcomes[new.outcome].at_least.ladder == new.at_least.ladder]
    return FoundDifferences(
        answers,
        tuple(ScaleDifference(new.scale, (old.least, old.most), (new.least, new.most)) for new in after.scales
              if (old := scales.get(new.scale)) is not None and (old.least, old.most) != (new.least, new.most)),
        tuple(RuleDifference(new.outcome, rule.rule, holds, rule.holds) for old, new in pairs for rule in new.rules
              if (holds := _by_rule(old).get(rule.rule)) is not None and holds != rule.holds),
        tuple(OutcomeDifference(new.outcome, old.possible, new.possible) for old, new in pairs
              if old.possible != new.possible))


def _answers_that_differ(before: Trace, after: Trace, shared: SharedItems) -> Iterator[AnswerDifference]:
    earlier = {entry.item: entry for entry in before.items}
    for new in after.items:
        if (counterpart := shared.counterparts.get(new.item)) is None:
            continue
        old = earlier[counterpart.item]
        given = _as_now(old.given, dict(counterpart.options))
        if (old.state, given) != (new.state, new.given):
            yield AnswerDifference(new.item, old.state, new.state, given, new.given, old.item)


def _as_now(given: Given | None, options: Mapping[str, str]) -> Given | None:
    """An earlier answer by the ids that options have now."""
    if isinstance(given, str):
        return options.get(given, given)
    return tuple(options.get(option, option) for option in given) if isinstance(given, tuple) else given


def _by_rule(outcome: OutcomeTrace) -> dict[str, Holds]:
    return {rule.rule: rule.holds for rule in outcome.rules}
