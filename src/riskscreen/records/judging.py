"""Judging: whether a definition lets a rater conclude to a level, and the record with that judgement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeVar

import attrs

from riskscreen.arguments import text
from riskscreen.errors import Problem, RecordError, describe, near_names, pointer_to, usage_error
from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Outcome
from riskscreen.records.checking import ABOUT, plain_values, record_problems
from riskscreen.records.judgement import Judgement, with_digest
from riskscreen.records.kept import KeptRecord
from riskscreen.records.moment import moment_text
from riskscreen.records.shelf import Shelf, definition_of

Judged = TypeVar("Judged", bound=KeptRecord)


def judged_record(record: Judged, outcome: str, level: str, *, because: str, by: str, at: str | datetime,
                  shelf: Shelf) -> Judged:
    """The record with one more judgement; errors are those of `Record.judged`."""
    definition = definition_of(record, shelf)
    judged = outcome_named(definition, text("outcome", outcome))
    name = judged.level(level).id
    before = record.judgements[-1].digest if record.judgements else None
    judgement: dict[str, Any] = with_digest(plain_values({
        "outcome": judged.id, "level": name, "because": text("because", because), "by": text("by", by),
        "at": moment_text("at", at), "of": record.digest, "before": before}))
    document: dict[str, Any] = record.to_dict()
    document["judgements"].append(judgement)
    if problems := record_problems(document):
        raise RecordError(problems, about=ABOUT)
    new = attrs.evolve(record, judgements=(*record.judgements, Judgement(**judgement)), definition=definition)
    if problems := [*judgement_problems(new, definition, start=len(record.judgements))]:
        raise RecordError(problems, about="The judgement")
    return new


def outcome_named(definition: Definition, name: str) -> Outcome:
    """The outcome of this id.

    Raises:
        UnknownName: For one that the definition does not have; near names are suggested.
    """
    known = {outcome.id: outcome for outcome in definition.outcomes}
    if name not in known:
        raise usage_error("U-unknown-outcome", "There is no such outcome.", found=name, expected=", ".join(known),
                          known=tuple(known))
    return known[name]


def judgement_problems(record: KeptRecord, definition: Definition, start: int = 0) -> Iterator[Problem]:
    """The judgements from *start* on that the definition does not allow, each as a problem."""
    outcomes = {outcome.id: outcome for outcome in definition.outcomes}
    for n, judgement in enumerate(record.judgements[start:], start):
        place = pointer_to("judgements", n)
        outcome = outcomes.get(judgement.outcome)
        if outcome is None:
            yield Problem("R-unknown-outcome", place + "/outcome", "The instrument has no such outcome.",
                          found=describe(judgement.outcome), expected=", ".join(outcomes),
                          suggestions=near_names(judgement.outcome, outcomes))
        else:
            yield from _level_problems(record, place, outcome, judgement.level)


def _level_problems(record: KeptRecord, place: str, outcome: Outcome, level: str) -> Iterator[Problem]:
    ladder = outcome.levels[0].ladder
    if level not in ladder:
        yield Problem("R-unknown-level", place + "/level", "The outcome has no such level.", found=describe(level),
                      expected=", ".join(ladder), suggestions=near_names(level, ladder))
    elif outcome.override == "none":
        yield Problem("R-no-override", place, "The instrument does not let a rater judge this outcome. Write what you "
                      "conclude into the notes.", found=describe(level), expected="no judgement of this outcome")
    elif outcome.override == "raise" and level in ladder[:_rank_of(at_least := _at_least(record, outcome.id), ladder)]:
        yield Problem("R-only-raise", place + "/level",
                      "The instrument lets a rater raise this level, and not lower it.", found=describe(level),
                      expected=f"{at_least}, or higher")


def _at_least(record: KeptRecord, outcome: str) -> str:
    outcomes: Any = record.result["outcomes"]
    return str(outcomes[outcome]["at_least"])


def _rank_of(level: str, ladder: tuple[str, ...]) -> int:
    """The rank of a level as a record has it; of one that the outcome does not have, none is below."""
    return ladder.index(level) if level in ladder else 0
