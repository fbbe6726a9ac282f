"""What changed from one record of a case to another, and what drove it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import attrs

from riskscreen.answers.check import check_answers
from riskscreen.cell import Cell
from riskscreen.definition.shared_items import shared_items
from riskscreen.engine.bounds import possible_ranks
from riskscreen.engine.compile import Compiled
from riskscreen.engine.score import facts_of_answers
from riskscreen.errors import AnswersError
from riskscreen.explain.find.differences import AnswerDifference
from riskscreen.explain.find.reasons import Side
from riskscreen.explain.told.comparison import Comparison, comparison_of
from riskscreen.explain.told.reasons import Reasons, reasons_of
from riskscreen.model.answer import Answers
from riskscreen.model.outcome import Level
from riskscreen.records.record import Record
from riskscreen.records.timeline import OpenSince, TimelineEntry

DrivenBy = Literal["answers", "definition", "both"]


@attrs.frozen(repr=False)
class Drive(Cell):
    """What drove the change of a bound of an outcome.

    ``claim`` is the bound that moved.  ``when`` is *now* where it became closer, so that ``reasons`` are those that
    hold now and did not then; it is *then* where it became wider: these reasons held then, and do no longer.
    ``answers`` are those that differ and stand in such a reason.
    """

    outcome: str
    claim: Side
    when: Literal["then", "now"]
    reasons: Reasons
    answers: tuple[AnswerDifference, ...]

    def to_dict(self) -> dict[str, object]:
        """It in plain values."""
        return {"outcome": self.outcome, "claim": self.claim, "when": self.when, "level": self.reasons.level.id,
                "answers": [answer.to_dict() for answer in self.answers], "reasons": self.reasons.to_dict()}


@attrs.frozen(repr=False)
class HistoryChange(Cell):
    """All that differs between two records of a case, and what drove it.

    ``driven_by`` says of two versions of an instrument whether the levels differ because of the answers, because of the
    definition, or of both; None where no level differs, or where the instruments are two.
    """

    before: TimelineEntry
    after: TimelineEntry
    comparison: Comparison
    drives: tuple[Drive, ...]
    driven_by: DrivenBy | None

    @property
    def is_of_one_instrument(self) -> bool:
        """Whether both records are of one instrument, in whatever version."""
        return self.before.record.instrument.id == self.after.record.instrument.id

    def __repr__(self) -> str:
        differing = f"{len(self.comparison.answers)} answers, {len(self.comparison.outcomes)} outcomes"
        return f"<HistoryChange from {self.before.record.made_at} to {self.after.record.made_at}: {differing}>"

    def to_dict(self) -> dict[str, object]:
        """The change in plain values, ready for JSON."""
        return {"before": self.before.record.digest, "after": self.after.record.digest,
                **self.comparison.to_dict(), "driven_by": self.driven_by,
                "drives": [drive.to_dict() for drive in self.drives]}


def change_between(before: TimelineEntry, after: TimelineEntry) -> HistoryChange:
    """What differs between two records, and what drove it.

    Raises:
        InstrumentError: If two instruments do not agree about what asks the same.
    """
    comparison = comparison_of(before.definition, before.again.trace, after.definition, after.again.trace)
    return HistoryChange(before, after, comparison, tuple(_drives(before, after, comparison)),
                         _driven_by(before, after, comparison) if comparison.outcomes else None)


def _drives(before: TimelineEntry, after: TimelineEntry, comparison: Comparison) -> Iterator[Drive]:
    """For each bound that moved, the side on which it is closer has the reasons for that."""
    for changed in comparison.outcomes:
        then, now = changed.before, changed.after
        if then[0] != now[0]:
            yield _drive(before, after, comparison, changed.outcome, "at_least", "now" if now[0] > then[0] else "then")
        if then[-1] != now[-1]:
            yield _drive(before, after, comparison, changed.outcome, "at_most", "now" if now[-1] < then[-1] else "then")


def _drive(before: TimelineEntry, after: TimelineEntry, comparison: Comparison, outcome: str, claim: Side,
           when: Literal["then", "now"]) -> Drive:
    again = (after if when == "now" else before).again
    reasons = reasons_of(again.compiled, again.answers, again.facts, outcome, claim)
    named = {item for reason in reasons for group in reason.groups for item, _ in group.answers}
    answers = tuple(answer for answer in comparison.answers
                    if (answer.item if when == "now" else answer.item_before) in named)
    return Drive(outcome, claim, when, reasons, answers)


def _driven_by(before: TimelineEntry, after: TimelineEntry, comparison: Comparison) -> DrivenBy:
    """Whether the earlier answers, by the later definition, already give what was found later."""
    if before.definition == after.definition:
        return "answers"
    if not comparison.answers:
        return "definition"
    halfway = _earlier_answers_now(before, after)
    found = [(halfway[changed.outcome] == changed.before, halfway[changed.outcome] == changed.after)
             for changed in comparison.outcomes]
    if all(is_as_before for is_as_before, _ in found):
        return "answers"
    return "definition" if all(is_as_after for _, is_as_after in found) else "both"


def _earlier_answers_now(before: TimelineEntry, after: TimelineEntry) -> dict[str, tuple[Level, ...]]:
    """What is possible of each outcome by the later definition, from the earlier answers to the items it shares."""
    shared = shared_items(before.definition, after.definition).counterparts
    given = before.again.answers.to_dict()
    answers = _fitting(after.again.compiled, {name: _bare(given[name]) for name in shared if name in given})
    compiled = after.again.compiled
    by_item = {entry.item: entry for entry in answers.entries}
    ranks = possible_ranks(compiled, [by_item[item.id] for item in compiled.items], facts_of_answers(compiled, answers))
    return {outcome.id: tuple(outcome.levels[rank] for rank in possible)
            for outcome, possible in zip(compiled.definition.outcomes, ranks, strict=True)}


def _bare(answer: object) -> object:
    """An answer without its evidence, whose indicators another version may not have."""
    return answer["answer"] if isinstance(answer, dict) and "answer" in answer else answer


def _fitting(compiled: Compiled, given: dict[str, object]) -> Answers:
    """The answers that fit, all others left out: a number outside of the new limits, an item that no longer applies."""
    while True:
        try:
            return check_answers(compiled.definition, given, compiled.applies, partial=True)
        except AnswersError as error:
            unfit = {problem.item for problem in error.problems}
            given = {name: answer for name, answer in given.items() if name not in unfit}


@attrs.frozen
class CaseCourse:
    """How a case went: its records, and of the current ones the entries, what changed between them, what is open."""

    case: str
    records: tuple[Record, ...]
    entries: tuple[TimelineEntry, ...]
    changes: tuple[HistoryChange, ...]
    open_since: tuple[OpenSince, ...]
