"""Counts as they can be passed on: for each instrument its numbers and tables, without those that tell too much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from riskscreen._json.values import JsonValue
from riskscreen.arguments import whole
from riskscreen.cell import Cell
from riskscreen.errors import wrong_type
from riskscreen.model.definition import Definition
from riskscreen.model.named import Named
from riskscreen.records.counting.cells import NUMBERS, RecordCount, Spread, result_of, sum_of
from riskscreen.records.counting.small_numbers import FEWEST, ShownNumber, shown_part, shown_rows

PARTS = NUMBERS[1:]
_MONTH = len("2026-11")
# Tables of whose rows one of the numbers beside them is a sum.
_GIVEN_BY = {"level": "n_undetermined", "judged": "n_judged"}


@attrs.frozen(repr=False)
class CountRow(Cell):
    """A row of a table: a value, such as a month, and how many records have it.

    ``n`` is a number, *small* where it is under the smallest that is shown, or *held* where it would give another one
    back.
    """

    value: str | tuple[str, ...] | None
    n: ShownNumber


@attrs.frozen(repr=False)
class CountTable(Cell):
    """The records of an instrument by one thing, such as *month*.

    ``rows`` is empty where there are too few records to tell any row apart.
    """

    by: str
    rows: tuple[CountRow, ...]


@attrs.frozen(repr=False)
class CountedInstrument(Cell):
    """The records of an instrument, in numbers that can be passed on.

    ``instrument`` is its id; None where all instruments were counted together.  ``parts`` are the numbers that a
    `RecordCount` has beside ``n``; there are none, and no tables, where ``n`` is small.  ``oldest`` is when the oldest
    record was made that was seen once: a day, or only a month where numbers are hidden; None where that tells too much.
    """

    instrument: str | None
    smallest: int
    n: ShownNumber
    parts: Mapping[str, ShownNumber]
    oldest: str | None
    days: int | None
    tables: tuple[CountTable, ...]
    _definitions: tuple[Definition, ...] = attrs.field(eq=False, repr=False)

    def to_dict(self) -> dict[str, JsonValue]:
        """It in plain values, ready for JSON: a number, ``<5``, or ``-`` for one that is held back."""
        return {"instrument": self.instrument, "n": self._plain(self.n),
                **{name: self._plain(number) for name, number in self.parts.items()},
                "oldest": self.oldest, "days": self.days,
                "tables": [{"by": table.by, "rows": [
                    {"value": [*row.value] if isinstance(row.value, tuple) else row.value, "n": self._plain(row.n)}
                    for row in table.rows]} for table in self.tables]}

    def _plain(self, number: ShownNumber) -> JsonValue:
        return {"small": f"<{self.smallest}", "held": "-"}[number] if isinstance(number, str) else number


def counted_instruments(cells: Sequence[RecordCount], by: Sequence[str], definitions: Sequence[Definition],
                        spreads: Sequence[Spread], smallest: object) -> tuple[CountedInstrument, ...]:
    """The counts by instrument; errors are those of `RecordCounts.instruments`."""
    least = whole("smallest", smallest, least=1)
    if 1 < least < FEWEST:
        raise wrong_type("Too few numbers are below this one for any to stay hidden.", smallest,
                         f"1, which shows all, or a number from {FEWEST}")
    groups: dict[str | None, list[RecordCount]] = {}
    for cell in cells:
        groups.setdefault(str(cell.of["instrument"]) if "instrument" in by else None, []).append(cell)
    return tuple(_counted(name, group, by, tuple(each for each in definitions if each.id == name),
                          [spread for spread in spreads if spread.instrument == name], least)
                 for name, group in groups.items())


def _counted(name: str | None, cells: Sequence[RecordCount], by: Sequence[str], definitions: tuple[Definition, ...],
             spreads: Sequence[Spread], smallest: int) -> CountedInstrument:
    total = sum_of(cells)
    if total.n < smallest:
        return CountedInstrument(name, smallest, "small", Named("number", {}), None, None, (), definitions)
    tables = tuple(_table(each, cells, definitions, smallest) for each in by if each != "instrument")
    parts = _parts(total, spreads, smallest)
    is_told = isinstance(parts["n_seen_once"], int) and total.oldest is not None
    oldest = total.oldest if smallest == 1 else (total.oldest or "")[:_MONTH]
    return CountedInstrument(name, smallest, total.n, Named("number", parts), oldest if is_told else None,
                             total.days if smallest == 1 else None, tables, definitions)


def _table(by: str, cells: Sequence[RecordCount], definitions: Sequence[Definition], smallest: int) -> CountTable:
    """The cells by one thing, summed over all others."""
    together: dict[object, list[RecordCount]] = {}
    for cell in cells:
        together.setdefault(cell.of[by], []).append(cell)
    values = sorted(together, key=lambda value: _order(value, definitions))
    shown = shown_rows([sum_of(together[value]).n for value in values], smallest)
    rows = zip(values, shown, strict=True) if shown is not None else ()
    return CountTable(by, tuple(CountRow(value, n) for value, n in rows))  # type: ignore[arg-type]  # what is counted by


def _parts(total: RecordCount, spreads: Sequence[Spread], smallest: int) -> dict[str, ShownNumber]:
    """The numbers beside the tables: the same, whichever tables there are, for two pages can be laid side by side."""
    n, n_judged = total.n, total.n_judged
    wholes = {"n_undetermined": [n], "n_judged": [n], "n_judged_otherwise": [n, n_judged],
              "n_judged_while_open": [n, n_judged, total.n_undetermined], "n_seen_once": [n, n - n_judged]}
    shown = {name: shown_part(getattr(total, name), wholes[name], smallest) for name in PARTS}
    for spread in spreads:
        if min(spread.numbers) < smallest:
            shown[_GIVEN_BY[spread.by]] = "held"  # it would be one more sum over rows that are hidden
    return shown


def _order(value: object, definitions: Sequence[Definition]) -> tuple[object, ...]:
    """Levels from the highest to the lowest and then those that are open; all else by name, what was not said last."""
    if not isinstance(value, tuple):
        return value is None, str(value or "")
    ranks = next((ranks for _, ranks in ranks_of(value, definitions)), [])
    return len(value) > 1, [-rank for rank in reversed(ranks)], value


def ranks_of(levels: Sequence[str], definitions: Sequence[Definition]) -> Iterator[tuple[Definition, list[int]]]:
    """Each definition that has these levels, the newest first, with their ranks."""
    for definition in reversed(definitions):
        ladder = result_of(definition).levels[0].ladder
        if set(levels) <= set(ladder):
            yield definition, [ladder.index(level) for level in levels]
