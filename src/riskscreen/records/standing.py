"""How the outcomes of a record stood: what was possible, and what a rater concluded."""

from __future__ import annotations

from typing import Any

import attrs

from riskscreen.cell import Cell
from riskscreen.errors import Problem, RecordError, describe, pointer_to
from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Level, Outcome
from riskscreen.records.judgement import Judgement
from riskscreen.records.kept import KeptRecord


@attrs.frozen(repr=False)
class Stood(Cell):
    """How an outcome stood in a record: the levels that were possible, and the judgement that counts."""

    outcome: Outcome
    possible: tuple[Level, ...]
    exact: bool
    judgement: Judgement | None

    @property
    def judged(self) -> Level | None:
        """The level that a rater concluded to; None where nobody judged."""
        return None if self.judgement is None else self.outcome.level(self.judgement.level)

    def is_result_of(self, definition: Definition) -> bool:
        """Whether it is the outcome that is the result of its instrument."""
        return self.outcome.id == definition.result

    @property
    def is_judged_while_open(self) -> bool:
        """Whether a rater concluded to a level while one above it, or another one of a route, was still possible."""
        if self.judged is None or len(self.possible) == 1:
            return False
        return self.outcome.kind == "route" or self.judged < self.possible[-1]


def stood_in(record: KeptRecord, definition: Definition) -> tuple[Stood, ...]:
    """How every outcome stood in a record, as it was kept.

    Raises:
        RecordError: Where what was kept names outcomes or levels that the definition does not have.
    """
    kept: Any = record.result["outcomes"]
    problems = [problem for outcome in definition.outcomes for problem in _unfit(outcome, kept.get(outcome.id))]
    if problems:
        raise RecordError(problems, about=f"The record {record.id}")
    return tuple(Stood(outcome, tuple(map(outcome.level, kept[outcome.id]["possible"])), kept[outcome.id]["exact"],
                       record.judgement(outcome.id)) for outcome in definition.outcomes)


def _unfit(outcome: Outcome, kept: Any) -> list[Problem]:  # noqa: ANN401  # plain values, as they were read
    ladder = outcome.levels[0].ladder
    if kept is None:
        return [Problem("R-unknown-outcome", pointer_to("result", "outcomes", outcome.id),
                        "The definition has this outcome, and the record does not.", expected=describe(outcome.id))]
    return [Problem("R-unknown-level", pointer_to("result", "outcomes", outcome.id, "possible", n),
                    "The outcome has no such level.", found=describe(name), expected=", ".join(ladder))
            for n, name in enumerate(kept["possible"]) if name not in ladder]
