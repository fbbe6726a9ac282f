"""The parts of an analysis: how often levels, rules and numbers occur, which items matter, what cut-offs decide."""

from __future__ import annotations

from fractions import Fraction

import attrs

from riskscreen.analysis.counting.answer_sets import AnswerSet
from riskscreen.analysis.counting.cut_offs import CutOff
from riskscreen.cell import Cell
from riskscreen.model.named import Named
from riskscreen.model.number import Exact, Number, as_json


@attrs.frozen(repr=False)
class LevelReach(Cell):
    """How many answer sets have a level; the example is the smallest of them, None where there is none."""

    id: str
    count: int
    example: AnswerSet | None

    def to_dict(self) -> dict[str, object]:
        """The level in plain values."""
        return {"level": self.id, "count": self.count, "example": plain(self.example)}


@attrs.frozen(repr=False)
class RuleReach(Cell):
    """In how many answer sets a rule holds, and in how many it decides.

    It holds alone where no other rule of a level as high or higher holds.  Without it, ``changes_outcome`` answer sets
    would have another level of the rule's own outcome, and ``changes_result`` another level of the result.
    """

    id: str
    level: str
    can_hold: int
    holds_alone: int
    changes_outcome: int
    changes_result: int
    example: AnswerSet | None
    example_alone: AnswerSet | None
    example_changing: AnswerSet | None

    def to_dict(self) -> dict[str, object]:
        """The rule in plain values."""
        return {"rule": self.id, "level": self.level, "can_hold": self.can_hold, "holds_alone": self.holds_alone,
                "changes_outcome": self.changes_outcome, "changes_result": self.changes_result,
                "example": plain(self.example), "example_alone": plain(self.example_alone),
                "example_changing": plain(self.example_changing)}


@attrs.frozen(repr=False)
class OutcomeReach(Cell):
    """How often an outcome has each level, and how often each of its rules holds."""

    id: str
    level_reach: Named[LevelReach]
    rules: Named[RuleReach]
    exact: bool = True

    @property
    def levels(self) -> Named[int]:
        """The number of answer sets for each level, lowest level first."""
        return Named("level", {level.id: level.count for level in self.level_reach.values()})

    def to_dict(self) -> dict[str, object]:
        """The outcome in plain values."""
        return {"exact": self.exact, "levels": [level.to_dict() for level in self.level_reach.values()],
                "rules": [rule.to_dict() for rule in self.rules.values()]}


@attrs.frozen(repr=False)
class NumberReach(Cell):
    """How many answer sets give a scale this number."""

    number: Exact
    count: int
    example: AnswerSet

    def to_dict(self) -> dict[str, object]:
        """The number in plain values."""
        return {"number": as_json(self.number), "count": self.count, "example": self.example.to_dict()}


@attrs.frozen(repr=False)
class ScaleReach(Cell):
    """The numbers that a scale has in some answer set, lowest first."""

    id: str
    numbers: tuple[NumberReach, ...]
    exact: bool = True

    @property
    def least(self) -> Exact:
        """The least number."""
        return self.numbers[0].number

    @property
    def most(self) -> Exact:
        """The greatest number."""
        return self.numbers[-1].number

    @property
    def counts(self) -> dict[Exact, int]:
        """Each number with how many answer sets give it."""
        return {reach.number: reach.count for reach in self.numbers}

    def to_dict(self) -> dict[str, object]:
        """The scale in plain values."""
        return {"exact": self.exact, "least": as_json(self.least), "most": as_json(self.most),
                "numbers": [reach.to_dict() for reach in self.numbers]}


@attrs.frozen(repr=False)
class Changed(Cell):
    """An answer set, and another answer to one of its items that changes the level.

    Whatever is answered to items that come to apply by it, the level is another.
    """

    answer_set: AnswerSet
    item: str
    answer: str | Number

    def to_dict(self) -> dict[str, object]:
        """The change in plain values."""
        answer = self.answer if isinstance(self.answer, str) else as_json(self.answer)
        return {"answers": self.answer_set.to_dict(), "item": self.item, "answer": answer}


@attrs.frozen(repr=False)
class Lowered(Cell):
    """Two answer sets that differ in one item: the second has the answer with the higher score, and a lower level."""

    before: AnswerSet
    after: AnswerSet

    def to_dict(self) -> dict[str, object]:
        """Both in plain values."""
        return {"before": self.before.to_dict(), "after": self.after.to_dict()}


@attrs.frozen(repr=False)
class ItemReach(Cell):
    """How much an item matters to the result.

    In ``n_changes`` of the ``n_tried`` answer sets another answer to this item alone gives another level.
    The item is monotone where no answer with a higher score ever gives a lower level; ``counterexample`` shows one.
    Where ``exact`` is false, the numbers are those of a sample, and what was not found may still exist.
    """

    id: str
    n_changes: int
    n_tried: int
    example: Changed | None
    counterexample: Lowered | None
    exact: bool = True

    @property
    def share(self) -> Fraction:
        """The part of the answer sets in which another answer to this item alone gives another level."""
        return Fraction(self.n_changes, self.n_tried)

    @property
    def is_monotone(self) -> bool | None:
        """Whether worse answers never lower the level; None where a sample found no counterexample."""
        if self.counterexample is not None:
            return False
        return True if self.exact else None

    def to_dict(self) -> dict[str, object]:
        """The item in plain values."""
        return {"n_changes": self.n_changes, "n_tried": self.n_tried, "is_monotone": self.is_monotone,
                "exact": self.exact, "example": None if self.example is None else self.example.to_dict(),
                "counterexample": None if self.counterexample is None else self.counterexample.to_dict()}


@attrs.frozen(repr=False)
class LevelMove(Cell):
    """How many answer sets go from one level to another, with the smallest of them."""

    before: str
    after: str
    count: int
    example: AnswerSet

    def to_dict(self) -> dict[str, object]:
        """The move in plain values."""
        return {"before": self.before, "after": self.after, "count": self.count, "example": self.example.to_dict()}


@attrs.frozen(repr=False)
class CutOffMove(Cell):
    """What moving a cut-off by one, up (1) or down (-1), does to the result.

    ``n_told_apart`` answer sets have a number between the old cut-off and the new one.
    """

    cut_off: CutOff
    by: int
    n_told_apart: int
    moves: tuple[LevelMove, ...]
    exact: bool = True

    @property
    def n_moved(self) -> int:
        """How many answer sets get another level."""
        return sum(move.count for move in self.moves)

    def to_dict(self) -> dict[str, object]:
        """The move in plain values."""
        return {**self.cut_off.to_dict(), "by": self.by, "exact": self.exact, "n_told_apart": self.n_told_apart,
                "n_moved": self.n_moved, "moves": [move.to_dict() for move in self.moves]}


def plain(found: AnswerSet | None) -> dict[str, str | int] | None:
    """An answer set in plain values, where there is one."""
    return None if found is None else found.to_dict()
