"""What is kept beside the text of a record, a judgement and a definition, so that they are found and counted fast.

All of it can be worked out again from the text, and `verifying` does.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypeAlias

from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Outcome
from riskscreen.records.judgement import Judgement
from riskscreen.records.record import Record
from riskscreen.records.shelf import digest_of
from riskscreen.records.standing import stood_in

RowValues: TypeAlias = dict[str, str | int | None]


def record_row(record: Record, definition: Definition) -> RowValues:
    """The row of a record.

    Raises:
        RecordError: Where what was kept names outcomes or levels that the definition does not have.
    """
    stood = next(each for each in stood_in(record, definition) if each.outcome.id == definition.result)
    return {"id": record.id, "digest": record.digest, "instrument": record.instrument.id,
            "version": record.instrument.version, "definition": record.instrument.digest,
            "moment": _sortable(record.moment), "day": _day(record.moment), "owner": record.owner,
            "rater": record.rater, "outcome": stood.outcome.id,
            "possible": " ".join(level.id for level in stood.possible),
            "most_rank": max(level.rank for level in stood.possible), "replaces": record.replaces}


def judgement_row(judgement: Judgement, definition: Definition) -> RowValues:
    """The row of a judgement that its definition allows."""
    return {"outcome": judgement.outcome, "level": judgement.level, "day": _day(judgement.moment),
            "level_rank": outcome_of(definition, judgement.outcome).level(judgement.level).rank}


def definition_row(definition: Definition) -> RowValues:
    """The row of a definition."""
    return {"digest": digest_of(definition), "id": definition.id, "version": definition.version}


def outcome_of(definition: Definition, name: str) -> Outcome:
    """The outcome of this id, which is there."""
    return next(outcome for outcome in definition.outcomes if outcome.id == name)


def _sortable(moment: datetime) -> str:
    """A moment as a text that sorts by time, whatever the offset that it was written with."""
    try:
        return moment.astimezone(UTC).isoformat(timespec="microseconds")
    except OverflowError:  # in the first or the last hours that there are
        return moment.replace(tzinfo=UTC).isoformat(timespec="microseconds")


def _day(moment: datetime) -> str:
    """The day as it was where the moment was written down."""
    return moment.date().isoformat()
