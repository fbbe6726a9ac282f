"""Records as cases: how an outcome stood in each, as it was computed; what a rater concluded to is not read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from riskscreen.errors import RecordError, usage_error
from riskscreen.model.definition import Definition
from riskscreen.records.history import History
from riskscreen.records.judging import outcome_named
from riskscreen.records.record import Record
from riskscreen.records.shelf import definitions_of
from riskscreen.records.standing import Stood, stood_in
from riskscreen.research.given.columns import Foreign

_ABOUT = "What is to be counted"


@attrs.frozen
class BareLevels:
    """The ids of the levels that were possible, where nothing is known of them but what was kept."""

    possible: tuple[str, ...]
    exact: bool


@attrs.frozen
class KeptScale:
    """The ends of a scale as plain values: whole numbers, or texts of exact ones."""

    least: int | str
    most: int | str
    exact: bool


def without_history(levels: Foreign) -> Foreign:
    """The records of a history that no other one replaces, with their definitions; anything else as it is.

    Raises:
        RecordError: For a record whose definition is not there, or does not fit it.
    """
    if not isinstance(levels, History):
        return levels
    return [attrs.evolve(entry.record, definition=entry.definition) for entry in levels.timeline()]


def kept_levels(records: Sequence[Record], outcome: str | None, *, has_ladder: bool) -> Sequence[Stood | BareLevels]:
    """How an outcome stood in each record; the result of its instrument, where none is named.

    A record whose definition is not here has ids of levels all the same; who gives their order can do with these.

    Raises:
        RecordError: With each record whose definition is not there, where no order is given, or does not fit it.
        UsageError: For a record that another one replaces, which would count twice, or for an unknown outcome.
    """
    check_not_replaced(records)
    try:
        definitions = definitions_of(records, about=_ABOUT)
    except RecordError:
        if not has_ladder:
            raise
        return [_bare(record, outcome) for record in records]
    return [_stood(record, outcome, definitions) for record in records]


def check_not_replaced(records: Sequence[Record]) -> None:
    """Refuse a record that another one of them replaces: its case would count twice.

    Raises:
        UsageError: For the first of them.
    """
    replaced = {(record.case, record.replaces) for record in records}
    twice = next((record for record in records if (record.case, record.digest) in replaced), None)
    if twice is not None:
        raise usage_error("U-replaced-record", "Another one of these records replaces this one: leave it out.",
                          found=twice.id, expected="records that none replaces, as History.current has them")


def _stood(record: Record, outcome: str | None, definitions: dict[str, Definition]) -> Stood:
    definition = definitions[record.instrument.digest]
    wanted = definition.result if outcome is None else outcome_named(definition, outcome).id
    return next(stood for stood in stood_in(record, definition) if stood.outcome.id == wanted)


def kept_scale(record: Record, scale: str) -> KeptScale:
    """The least and the most of a scale, as a record keeps them.

    Raises:
        UsageError: For a scale that it does not have; near names are suggested.
    """
    found = _named("U-unknown-scale", record.result["scales"], scale)
    return KeptScale(found["least"], found["most"], found["exact"])


def _bare(record: Record, outcome: str | None) -> BareLevels:
    kept: Any = record.result["outcomes"]
    if outcome is None and len(kept) > 1:
        raise usage_error("U-which-outcome", "The record has the levels of several outcomes. Name one.",
                          expected=", ".join(f"outcome={name!r}" for name in kept))
    found = _named("U-unknown-outcome", kept, next(iter(kept)) if outcome is None else outcome)
    return BareLevels(tuple(found["possible"]), found["exact"])


def _named(code: str, kept: Any, name: str) -> Any:  # noqa: ANN401  # plain values, as they were read
    if name not in kept:
        raise usage_error(code, "The record has nothing of this name.", found=name, expected=", ".join(kept),
                          known=tuple(kept))
    return kept[name]
