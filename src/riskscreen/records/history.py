"""A history: the records of one case in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from riskscreen.arguments import elements, instance
from riskscreen.cell import Cell, CellTable, Sheet
from riskscreen.errors import Problem, RecordError, parts_of, pointer_to
from riskscreen.records.again import scored_again
from riskscreen.records.change import CaseCourse, HistoryChange, change_between
from riskscreen.records.checking import earlier, other_case
from riskscreen.records.gathering import clash_problems, once_each
from riskscreen.records.record import Record
from riskscreen.records.shelf import Shelf
from riskscreen.records.timeline import OpenSince, TimelineEntry, entry_of, open_since

if TYPE_CHECKING:
    from collections.abc import Sequence

_ABOUT = "The history"


@attrs.frozen(init=False, repr=False)
class History(Cell):
    """The records of one case, in the order in which they were made: any mix of instruments and versions.

    A record that another one replaces is kept in ``records``, and shown only by name: ``current`` are the others.
    The same record twice is one; of two copies the one with more judgements counts.

    Examples:
        >>> import riskscreen
        >>> flags = riskscreen.load("stalking-red-flags")
        >>> said = {"case": "pseudonym-7", "rater": "unit 4"}
        >>> first = flags.score({"r1": "unknown"}, partial=True).record(**said, made_at="2026-11-30T14:05:00+01:00")
        >>> later = flags.score({"r1": "present"}, partial=True).record(**said, made_at="2026-12-02T09:00:00+01:00",
        ...                                                             follows=first)
        >>> history = riskscreen.History([later, first])
        >>> [(entry.record.made_at[:10], len(entry.possible)) for entry in history.timeline()]
        [('2026-11-30', 3), ('2026-12-02', 1)]
    """

    records: tuple[Record, ...]
    _shelf: Shelf = attrs.field(eq=False)

    def __init__(self, records: Iterable[Record], shelf: Shelf = None) -> None:
        """Bring records of one case in order.

        Args:
            records: In any order.
            shelf: Where their definitions are, as for `Record.replay`.

        Raises:
            RecordError: With every problem: no record, records of several cases, two contents with one id, or a record
                that was made before the one that it follows.
        """
        given = [instance("records", each, Record, how="Records, such as riskscreen.read_record gives")
                 for each in elements("records", records)]
        if problems := [*_problems(given)]:
            raise RecordError(problems, about=_ABOUT)
        self.__attrs_init__(_in_order(once_each(given)), shelf)

    @property
    def case(self) -> str:
        """The pseudonym of the case."""
        return self.records[0].case

    @property
    def current(self) -> tuple[Record, ...]:
        """The records that no other one here replaces."""
        replaced = {record.replaces for record in self.records}
        return tuple(record for record in self.records if record.digest not in replaced)

    def replaced_by(self, record: Record) -> tuple[Record, ...]:
        """The records here that this one stands for: the one that it replaces, and what that one replaced."""
        by_digest = {each.digest: each for each in self.records}
        found: list[Record] = []
        link = record.replaces
        while link in by_digest:
            found.append(by_digest[link])
            link = found[-1].replaces
        return tuple(found)

    @cached_property
    def _entries(self) -> tuple[TimelineEntry, ...]:
        return tuple(entry_of(record, scored_again(record, self._shelf), self.replaced_by(record))
                     for record in self.current)

    def timeline(self) -> tuple[TimelineEntry, ...]:
        """Each current record with its moment, the levels that were possible, the level that was judged, what was open.

        Raises:
            RecordError: Where the definition of a record is not there, or does not fit it.
        """
        return self._entries

    def changes(self) -> tuple[HistoryChange, ...]:
        """What differs between each current record and the one before it, and what drove it.

        A record is set beside the one before it of the same instrument; the first of an instrument beside the one right
        before it, as far as both ask the same.

        Raises:
            RecordError: Where the definition of a record is not there, or does not fit it.
            InstrumentError: If two instruments do not agree about what asks the same.
        """
        return tuple(change_between(before, after) for before, after in _neighbours(self._entries))

    def open_since(self) -> tuple[OpenSince, ...]:
        """For each instrument what its newest record leaves without an answer, and since when nobody answered it."""
        return open_since(self._entries)

    @property
    def _course(self) -> CaseCourse:
        return CaseCourse(self.case, self.records, self.timeline(), self.changes(), self.open_since())

    def explain(self, language: str | None = None, today: date | str | None = None) -> str:
        """The history in words, as a note for the file.

        Args:
            language: A language of the instruments; English where they have it, unless said otherwise.
            today: The day of reading, as a `date` or as text such as ``2026-12-24``: then it says how long ago the
                last screening was.

        Raises:
            RecordError: Where the definition of a record is not there, or does not fit it.
            UsageError: For a language that an instrument does not have, or a day that there is not.
        """
        from riskscreen.records.telling.history_text import history_text  # noqa: PLC0415  # words only where asked for

        return history_text(self._course, language, today)

    def to_html(self, language: str | None = None, today: date | str | None = None) -> str:
        """The history as a page of its own: a timeline to read at a glance, and what changed beneath it.

        It loads nothing and runs nothing.  Arguments and errors are those of `explain`.
        """
        from riskscreen.records.telling.history_page import history_page  # noqa: PLC0415

        return history_page(self._course, language, today)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def _sheet(self) -> Sheet:
        rows = [(record.made_at, str(record.instrument), record.rater or "") for record in self.records]
        return Sheet(repr(self)[1:-1], tables=[CellTable("", ("made_at", "instrument", "rater"), rows)])

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        return f"<History of {self.case}: {len(self.records)} records, {self.records[0].made_at} to " \
               f"{self.records[-1].made_at}>"


def _neighbours(entries: Sequence[TimelineEntry]) -> Iterator[tuple[TimelineEntry, TimelineEntry]]:
    """Each entry but the first with the one that it is set beside."""
    newest: dict[str, TimelineEntry] = {}
    for n, entry in enumerate(entries):
        name = entry.record.instrument.id
        if n:
            yield newest.get(name, entries[n - 1]), entry
        newest[name] = entry


def _problems(records: Sequence[Record]) -> Iterator[Problem]:
    if not records:
        yield Problem("R-empty", "", "A history has at least one record.", found="no record")
        return
    found = [*clash_problems(records), *_link_problems(records)]
    yield from sorted(found, key=lambda problem: int(parts_of(problem.pointer)[0]))  # in the order of the records


def _link_problems(records: Sequence[Record]) -> Iterator[Problem]:
    """Records of another case than the first, and those made before what they follow or replace."""
    by_digest = {record.digest: record for record in records}
    for n, record in enumerate(records):
        if record.case != records[0].case:
            yield other_case(pointer_to(n, "case"), record.case, records[0].case)
        for name in ("follows", "replaces"):
            link = by_digest.get(getattr(record, name))
            if link is not None and record.moment < link.moment:
                yield earlier(pointer_to(n, "made_at"), record.made_at, link.made_at)


def _in_order(records: Sequence[Record]) -> tuple[Record, ...]:
    """By moment; of one moment those that follow others after these, then by id: whatever order they came in."""
    by_digest = {record.digest: record for record in records}

    def n_before(record: Record) -> int:
        count = 0
        link = record.follows or record.replaces
        while link in by_digest:  # digests make a circle impossible
            count, link = count + 1, by_digest[link].follows or by_digest[link].replaces
        return count

    return tuple(sorted(records, key=lambda record: (record.moment, n_before(record), record.id)))
