"""Where a time axis is marked: whole hours, days, months or years between two moments, as many as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import MAXYEAR, MINYEAR, datetime, timedelta

import attrs


@attrs.frozen
class Tick:
    """A moment, and what stands beside it; the same in every language."""

    moment: datetime
    label: str


def ticks_between(first: datetime, last: datetime, most: int) -> tuple[Tick, ...]:
    """The marks between two moments, in the offset of the first: as many as may be, and never more than *most*.

    In the first and the last year that a date can have there are none.

    Examples:
        >>> ticks = ticks_between(datetime(2026, 1, 19), datetime(2026, 4, 2), most=5)
        >>> [tick.label for tick in ticks]
        ['2026-02', '2026-03', '2026-04']
    """
    if first.year == MINYEAR or last.year == MAXYEAR:
        return ()
    here = first, last.astimezone(first.tzinfo) if first.tzinfo else last
    for step, marks, label in _STEPS:
        if here[1] - here[0] <= step * (most + 1):
            found = [Tick(moment, moment.strftime(label)) for moment in marks(*here)]
            if len(found) <= most:
                return tuple(found)
    return ()


_Marks = Callable[[datetime, datetime], Iterator[datetime]]


def _hours(n: int) -> _Marks:
    def marks(first: datetime, last: datetime) -> Iterator[datetime]:
        moment = first.replace(hour=first.hour // n * n, minute=0, second=0, microsecond=0)
        while moment <= last:
            if moment >= first:
                yield moment
            moment += timedelta(hours=n)
    return marks


def _days(n: int) -> _Marks:
    def marks(first: datetime, last: datetime) -> Iterator[datetime]:
        midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
        moment = midnight - timedelta(days=(midnight.toordinal() - 1) % n)  # weeks begin on a Monday
        while moment <= last:
            if moment >= first:
                yield moment
            moment += timedelta(days=n)
    return marks


def _months(n: int) -> _Marks:
    def marks(first: datetime, last: datetime) -> Iterator[datetime]:
        month = (first.year * 12 + first.month - 1) // n * n
        while month // 12 <= last.year:
            if month >= 12:
                moment = first.replace(year=month // 12, month=month % 12 + 1, day=1, hour=0, minute=0, second=0,
                                       microsecond=0)
                if first <= moment <= last:
                    yield moment
            month += n
    return marks


_STEPS: tuple[tuple[timedelta, _Marks, str], ...] = (
    *((timedelta(hours=n), _hours(n), "%H:%M") for n in (1, 3, 6)),
    *((timedelta(days=n), _days(n), "%Y-%m-%d") for n in (1, 2, 7)),
    *((timedelta(days=31 * n), _months(n), "%Y-%m") for n in (1, 3, 6)),
    *((timedelta(days=366 * n), _months(12 * n), "%Y") for n in (1, 2, 5, 10, 20, 50, 100, 500, 2_000)),
)
