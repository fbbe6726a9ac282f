"""How many records there are of each instrument, level, month, and how they were judged; and which nobody saw again.

Where the records are makes no difference: those in files are counted here one by one, those in a store by its database,
and both come to the same cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

import attrs

from riskscreen._json.values import JsonValue
from riskscreen.arguments import elements, instance, names
from riskscreen.cell import Cell, CellTable, Sheet
from riskscreen.errors import RecordError, check_word
from riskscreen.model.definition import Definition
from riskscreen.model.named import Named
from riskscreen.model.outcome import Outcome
from riskscreen.records.counting.cells import RecordCount, Spread, result_of, sum_of
from riskscreen.records.counting.small_numbers import SMALLEST
from riskscreen.records.counting.tables import CountedInstrument, counted_instruments
from riskscreen.records.gathering import clash_problems, once_each
from riskscreen.records.moment import day_or_none
from riskscreen.records.record import Record
from riskscreen.records.shelf import Shelf, definitions_of
from riskscreen.records.standing import stood_in

WAYS = ("instrument", "version", "level", "judged", "month", "owner", "rater")
USUAL_WAYS = ("instrument", "level")


@attrs.frozen
class AlikeRecords:
    """Records that are alike in what they are counted by, in their definition, and in what was possible and judged.

    ``oldest`` is the day of the oldest of those that were seen once.
    """

    values: tuple[object, ...]
    definition: str
    possible: tuple[str, ...]
    judged: str | None
    n: int
    n_seen_once: int
    oldest: str | None


@attrs.frozen(repr=False)
class RecordCounts(Cell):
    """Counts of records, in the order of what they were counted by; go through it, or ask it for a page.

    ``by`` is what they were counted by, ``today`` the day of counting, where it was given.
    A record that another one replaces is not counted.
    """

    by: tuple[str, ...]
    cells: tuple[RecordCount, ...]
    today: date | None
    _definitions: tuple[Definition, ...] = attrs.field(eq=False, repr=False)
    _spreads: tuple[Spread, ...] = attrs.field(eq=False, repr=False)

    def instruments(self, *, smallest: int = SMALLEST) -> tuple[CountedInstrument, ...]:
        """For each instrument its numbers and a table for each other thing that was counted by, fit to be passed on.

        A number that is under *smallest* can single out a person: it is hidden, and with it what would give it back.

        Args:
            smallest: The smallest number that is shown, from 4 on; 1 shows all.

        Raises:
            WrongType: For another number.
        """
        return counted_instruments(self.cells, self.by, self._definitions, self._spreads, smallest)

    def explain(self, language: str | None = None, *, smallest: int = SMALLEST) -> str:
        """The counts in words and tables; small numbers are hidden, as `instruments` says.

        Args:
            language: A language of the instruments; English where they have it, unless said otherwise.
            smallest: The smallest number that is shown, from 4 on; 1 shows all.

        Raises:
            UsageError: For a language that an instrument does not have; near names are suggested.
        """
        from riskscreen.records.telling.counts_text import counts_text  # noqa: PLC0415  # words only where asked for

        return counts_text(self.today, self.instruments(smallest=smallest), language, smallest)

    def to_html(self, language: str | None = None, *, smallest: int = SMALLEST) -> str:
        """The counts as a page of its own, which loads nothing and runs nothing; as `explain`."""
        from riskscreen.records.telling.counts_page import counts_page  # noqa: PLC0415

        return counts_page(self.today, self.instruments(smallest=smallest), language, smallest)

    def to_dict(self) -> dict[str, JsonValue]:
        """All counts in plain values, small ones too; `instruments` has what is fit to be passed on."""
        return {"by": [*self.by], "today": None if self.today is None else self.today.isoformat(),
                "counts": [cell.to_dict() for cell in self.cells]}

    def __iter__(self) -> Iterator[RecordCount]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    def __getitem__(self, place: int) -> RecordCount:
        return self.cells[place]

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        return f"<RecordCounts by {', '.join(self.by) or 'nothing'}: {sum(cell.n for cell in self.cells)} records>"

    def _sheet(self) -> Sheet:
        rows = [[*(_in_line(cell.of[name]) for name in self.by), cell.n] for cell in self.cells]
        return Sheet(repr(self)[1:-1], tables=[CellTable("", (*self.by, "n"), rows)])


def counts(records: Iterable[Record], by: Sequence[str] = USUAL_WAYS, *, today: date | str | None = None,
           shelf: Shelf = None) -> RecordCounts:
    """How many records there are, by what is asked for; one that another one of them replaces is not counted.

    Args:
        records: In any order, of any cases; the same record twice is one.
        by: Names among *instrument*, *version*, *level* (of the result, as computed), *judged* (the level that a rater
            concluded to), *month*, *owner*, *rater*.
        today: The day of counting, as a `date` or as text such as ``2026-12-24``: then it is said how long ago the
            oldest record was made that nobody looked at again.
        shelf: Where their definitions are, as for `Record.replay`.

    Raises:
        RecordError: With every problem: two contents with one id, or a definition that is not there or does not fit.
        UsageError: For another name, or a day that there is not.

    Examples:
        >>> import riskscreen
        >>> flags = riskscreen.load("stalking-red-flags")
        >>> said = {"rater": "unit 4", "made_at": "2026-11-30T14:05:00+01:00"}
        >>> records = [flags.score({"r1": "present"}, partial=True).record(case=f"pseudonym-{n}", **said)
        ...            for n in range(3)]
        >>> [(alike.of["level"], alike.n) for alike in riskscreen.counts(records)]
        [(('high',), 3)]
    """
    asked = ways_of(by)
    given = [instance("records", each, Record, how="Records, such as riskscreen.read_records gives")
             for each in elements("records", records)]
    if problems := [*clash_problems(given)]:
        raise RecordError(problems, about=_ABOUT)
    definitions = definitions_of(given, shelf, about=_ABOUT)
    return counted(asked, _each(once_each(given), asked, definitions), definitions, today)


_ABOUT = "What is to be counted"


def ways_of(by: object) -> tuple[str, ...]:
    """The names to count by.

    Raises:
        UsageError: For another name; near ones are suggested.
    """
    asked = names("by", by)
    for name in asked:
        check_word("U-unknown-count", "way to count", name, WAYS)
    return tuple(dict.fromkeys(map(str.__str__, asked)))


def counted(by: tuple[str, ...], alike: Iterable[AlikeRecords], definitions: Mapping[str, Definition],
            today: object) -> RecordCounts:
    """The counts of records that are alike; *definitions* are by their digests."""
    day = day_or_none("today", today)
    together: dict[tuple[object, ...], list[RecordCount]] = {}
    spreads: dict[tuple[object, str], Counter[object]] = {}
    for each in alike:
        together.setdefault(each.values, []).append(_counted(by, each, definitions[each.definition], day))
        group = each.values[by.index("instrument")] if "instrument" in by else None
        for name, value in (("level", each.possible), ("judged", each.judged)):
            spreads.setdefault((group, name), Counter())[value] += each.n
    cells = tuple(sum_of(together[values]) for values in sorted(together, key=lambda values: [*map(_order, values)]))
    return RecordCounts(by, cells, day, tuple(sorted(definitions.values(), key=_newness)),
                        tuple(Spread(*key, tuple(found.values())) for key, found in spreads.items()))


def _each(records: Sequence[Record], by: Sequence[str],
          definitions: Mapping[str, Definition]) -> Iterator[AlikeRecords]:
    """Every record that no other one replaces, by itself."""
    replaced = {(record.case, record.replaces) for record in records}  # one of another case takes nothing away
    newest: dict[str, datetime] = {}
    for record in records:
        newest[record.case] = max(record.moment, newest.get(record.case, record.moment))
    for record in records:
        if (record.case, record.digest) not in replaced:
            is_seen_once = not record.judgements and record.moment == newest[record.case]
            yield _by_itself(record, by, definitions[record.instrument.digest], is_seen_once=is_seen_once)


def _by_itself(record: Record, by: Sequence[str], definition: Definition, *, is_seen_once: bool) -> AlikeRecords:
    stood = next(each for each in stood_in(record, definition) if each.is_result_of(definition))
    possible = tuple(level.id for level in stood.possible)
    judged = None if stood.judgement is None else stood.judgement.level
    said: dict[str, object] = {
        "instrument": record.instrument.id, "version": record.instrument.version, "level": possible, "judged": judged,
        "month": record.made_at[:_MONTH], "owner": record.owner, "rater": record.rater}
    return AlikeRecords(tuple(said[name] for name in by), record.instrument.digest, possible, judged, 1,
                        int(is_seen_once), record.made_at[:_DAY] if is_seen_once else None)


_MONTH, _DAY = len("2026-11"), len("2026-11-30")


def _counted(by: Sequence[str], alike: AlikeRecords, definition: Definition, today: date | None) -> RecordCount:
    n, is_open, is_judged = alike.n, len(alike.possible) > 1, alike.judged is not None
    return RecordCount(
        of=Named("property", dict(zip(by, alike.values, strict=True))), n=n, n_undetermined=n * is_open,
        n_judged=n * is_judged, n_judged_otherwise=n * (is_judged and alike.judged not in alike.possible),
        n_judged_while_open=n * _is_early(alike, result_of(definition)), n_seen_once=alike.n_seen_once,
        oldest=alike.oldest, days=_days(alike.oldest, today))


def _is_early(alike: AlikeRecords, outcome: Outcome) -> bool:
    """Whether a rater concluded while a higher level, or of a route another one, was still possible."""
    if alike.judged is None or len(alike.possible) == 1:
        return False
    return outcome.kind == "route" or outcome.level(alike.judged) < outcome.level(alike.possible[-1])


def _days(day: str | None, today: date | None) -> int | None:
    """How many days ago it was, where the day of counting is known; a later day has no such number."""
    n_days = -1 if day is None or today is None else (today - date.fromisoformat(day)).days
    return n_days if n_days >= 0 else None


def _order(value: object) -> tuple[bool, str]:
    """What was not said comes last."""
    return value is None, _in_line(value)


def _in_line(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value or "")


def _newness(definition: Definition) -> tuple[str, list[int]]:
    """By instrument, and of one instrument by version."""
    return definition.id, [int(part) for part in definition.version.partition("-")[0].split(".") if part.isdecimal()]
