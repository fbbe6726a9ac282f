"""The timeline of a case: each record with what was possible, what was judged, and what was left open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import attrs

from riskscreen._json.values import JsonValue
from riskscreen.cell import Cell
from riskscreen.model.answer import State
from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Level, ids_of
from riskscreen.model.response import TextResponse
from riskscreen.records.again import Again
from riskscreen.records.judgement import Judgement
from riskscreen.records.record import Record, Replay, replay_of
from riskscreen.records.standing import Stood, stood_in


@attrs.frozen(repr=False)
class TimelineEntry(Cell):
    """A record in the timeline of its case.

    ``outcome`` is the outcome that is the result of its instrument, ``possible`` the levels that it could have, lowest
    first: one where it was determined.  ``judged`` is the level that a rater concluded to, beside it.
    """

    record: Record
    outcomes: tuple[Stood, ...]
    unknown: tuple[str, ...]
    unanswered: tuple[str, ...]
    narrowed: tuple[str, ...]
    replaced: tuple[Record, ...]
    replay: Replay
    again: Again = attrs.field(eq=False, repr=False)

    @property
    def moment(self) -> datetime:
        """When it was made."""
        return self.record.moment

    @property
    def definition(self) -> Definition:
        """The definition that it was scored by."""
        return self.again.definition

    @property
    def result(self) -> Stood:
        """How the result of its instrument stood."""
        return next(stood for stood in self.outcomes if stood.is_result_of(self.definition))

    @property
    def outcome(self) -> str:
        """The id of the outcome that is the result."""
        return self.result.outcome.id

    @property
    def possible(self) -> tuple[Level, ...]:
        """The levels of the result that were possible, lowest first."""
        return self.result.possible

    @property
    def judgement(self) -> Judgement | None:
        """The judgement of the result that counts."""
        return self.result.judgement

    @property
    def judged(self) -> Level | None:
        """The level that a rater concluded to for the result."""
        return self.result.judged

    @property
    def n_unknown(self) -> int:
        """How many answers were unknown."""
        return len(self.unknown)

    def __repr__(self) -> str:
        return f"<TimelineEntry {self.record.made_at}: {self.record.instrument}, {ids_of(self.possible)}, " \
               f"{self.n_unknown} unknown>"

    def to_dict(self) -> dict[str, JsonValue]:
        """The entry in plain values, ready for JSON."""
        return {"id": self.record.id, "digest": self.record.digest, "made_at": self.record.made_at,
                "as_of": self.record.as_of, "instrument": attrs.asdict(self.record.instrument), "outcome": self.outcome,
                "possible": [level.id for level in self.possible], "exact": self.result.exact,
                "judged": None if self.judged is None else self.judged.id,
                "judged_while_open": self.result.is_judged_while_open,
                "n_unknown": self.n_unknown, "n_unanswered": len(self.unanswered), "n_narrowed": len(self.narrowed),
                "replaced": [record.digest for record in self.replaced], "replays": self.replay.same}


@attrs.frozen(repr=False)
class OpenSince(Cell):
    """Items of an instrument that nobody answered since a record: unknown, or not answered, ever since.

    ``newest`` is the newest record of that instrument, ``since`` the first of the unbroken row.
    """

    newest: TimelineEntry
    since: TimelineEntry
    items: tuple[str, ...]

    def to_dict(self) -> dict[str, JsonValue]:
        """What is open in plain values."""
        return {"instrument": self.newest.record.instrument.id, "newest": self.newest.record.made_at,
                "since": self.since.record.made_at, "items": list(self.items)}


def entry_of(record: Record, again: Again, replaced: tuple[Record, ...]) -> TimelineEntry:
    """The entry of a record, with what was kept of it.

    Raises:
        RecordError: Where what was kept names outcomes or levels that the definition does not have.
    """
    return TimelineEntry(record, stood_in(record, again.definition), again.answers.with_state("unknown"),
                         _without_answer(again, "unanswered"), again.answers.with_state("narrowed"), replaced,
                         replay_of(record, again), again)


def open_since(entries: Sequence[TimelineEntry]) -> tuple[OpenSince, ...]:
    """For each instrument what its newest record leaves without an answer, by the record since which it is so."""
    by_instrument: dict[str, list[TimelineEntry]] = {}
    for entry in entries:
        by_instrument.setdefault(entry.record.instrument.id, []).append(entry)
    return tuple(found for of_one in by_instrument.values() for found in _open_in(of_one))


def _open_in(entries: Sequence[TimelineEntry]) -> list[OpenSince]:
    newest = entries[-1]
    since: dict[int, list[str]] = {}
    for item in _open_items(newest):
        n = len(entries) - 1
        while n and item in _open_items(entries[n - 1]):
            n -= 1
        since.setdefault(n, []).append(item)
    return [OpenSince(newest, entries[n], tuple(items)) for n, items in sorted(since.items())]


def _open_items(entry: TimelineEntry) -> tuple[str, ...]:
    """The items that are unknown or not answered, in the order of the instrument."""
    is_open = {*entry.unknown, *entry.unanswered}
    return tuple(item.id for item in entry.definition.items if item.id in is_open)


def _without_answer(again: Again, state: State) -> tuple[str, ...]:
    """The items in this state, but for texts, which are never required."""
    texts = {item.id for item in again.definition.items if isinstance(item.response, TextResponse)}
    return tuple(item for item in again.answers.with_state(state) if item not in texts)
