"""Whether conditions on items hold, as far as answers are known."""

from __future__ import annotations

from collections.abc import Mapping

from riskscreen.engine.compose.meaning import Meaning
from riskscreen.engine.walk.case import Choices, choices_of
from riskscreen.engine.walk.reach import reach
from riskscreen.model.answer import Answer
from riskscreen.model.condition import Condition
from riskscreen.model.truth import NO, UNDECIDED, YES, Truth


def holds(meaning: Meaning, gates: tuple[Condition, ...], before: Mapping[str, Answer]) -> Truth:
    """Whether all of the gates hold in all, some or no completions of the answers *before*."""
    table = meaning.gates_table(gates)
    can_be = table.of(reach(table, table.roots[0], _Left(meaning, before)))
    return UNDECIDED if len(can_be) > 1 else YES if can_be[0] else NO


class _Left:
    """The choices that answers leave open at each level; all of them at those of a part without a diagram."""

    def __init__(self, meaning: Meaning, before: Mapping[str, Answer]) -> None:
        self._meaning, self._before = meaning, before

    def __getitem__(self, level: int) -> Choices:
        n = self._meaning.at_level.get(level)
        if n is None:
            return tuple(range(self._meaning.nodes.sizes[level]))
        return choices_of(self._meaning, n, self._before[self._meaning.items[n].id])
