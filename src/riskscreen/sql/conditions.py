"""Conditions in SQL: whether they surely hold, and whether they possibly do."""

from __future__ import annotations

from riskscreen.engine.compile import Compiled
from riskscreen.model.condition import Combination, Condition, ItemCondition, OutcomeCondition, ScaleCondition
from riskscreen.model.number import highest_within, lowest_reaching
from riskscreen.sql.answers import AnswerColumns
from riskscreen.sql.dialect import SqlEnds, all_of, any_of, total
from riskscreen.sql.units import Units


class Conditions:
    """What conditions refer to; call it with one."""

    def __init__(self, compiled: Compiled, answers: AnswerColumns) -> None:
        definition = compiled.definition
        self.answers = answers
        self.units = Units(compiled)
        self.outcomes = {outcome.id: outcome for outcome in definition.outcomes}

    def __call__(self, condition: Condition) -> SqlEnds:
        """Whether the condition holds."""
        if isinstance(condition, ItemCondition):
            return self._item(condition)
        if isinstance(condition, ScaleCondition):
            return self._scale(condition)
        if isinstance(condition, OutcomeCondition):
            return self._outcome(condition)
        return self._combination(condition)

    def _item(self, condition: ItemCondition) -> SqlEnds:
        """It may hold unless another option is given."""
        answers, item = self.answers, condition.item
        applies, others = answers.applies(item), [n for n in answers.choices(item) if n not in condition.options]
        if not others:
            return applies
        return SqlEnds(all_of([applies.least, answers.is_given(item, condition.options)]),
                       all_of([applies.most, f"NOT {answers.is_given(item, others)}"]))

    def _scale(self, condition: ScaleCondition) -> SqlEnds:
        unit = self.units.of[condition.scale]
        least, most = (self.answers.added(f"{condition.scale}: {end}") for end in ("least", "most"))
        surely, possibly = [], []
        if condition.at_least is not None:
            cut_off = lowest_reaching(condition.at_least, unit)
            surely.append(f"{least} >= {cut_off}")
            possibly.append(f"{most} >= {cut_off}")
        if condition.at_most is not None:
            cut_off = highest_within(condition.at_most, unit)
            surely.append(f"{most} <= {cut_off}")
            possibly.append(f"{least} <= {cut_off}")
        return SqlEnds(all_of(surely), all_of(possibly))

    def _outcome(self, condition: OutcomeCondition) -> SqlEnds:
        outcome = self.outcomes[condition.outcome]
        rank = next(level.rank for level in outcome.levels if level.id == condition.level)
        low, high = (self.answers.added(f"{outcome.id}: {end} rank") for end in ("lowest", "highest"))
        surely, possibly = [], []
        if condition.comparison != "at_most":
            surely.append(f"{low} >= {rank}")
            possibly.append(f"{high} >= {rank}")
        if condition.comparison != "at_least":
            surely.append(f"{high} <= {rank}")
            possibly.append(f"{low} <= {rank}")
        return SqlEnds(all_of(surely), all_of(possibly))

    def _combination(self, condition: Combination) -> SqlEnds:
        parts = [self(part) for part in condition.parts]
        if condition.kind == "not":
            return SqlEnds(f"NOT ({parts[0].most})", f"NOT ({parts[0].least})")
        join = {"all": all_of, "any": any_of}.get(condition.kind)
        if join is not None:
            return SqlEnds(join(part.least for part in parts), join(part.most for part in parts))
        counts = (total(f"CASE WHEN {holds} THEN 1 ELSE 0 END" for holds in ends)
                  for ends in zip(*((part.least, part.most) for part in parts), strict=True))
        return SqlEnds(*(f"({count}) >= {condition.count}" for count in counts))
