"""Moments as records have them: an ISO 8601 date-time with an offset, read and never looked up."""

from __future__ import annotations

import re
from datetime import date, datetime

from riskscreen.errors import Problem, describe, usage_error, wrong_type

EXAMPLE = "2026-11-30T14:05:00+01:00"
DAY_EXAMPLE = "2026-12-24"
_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)


def moment_of(text: str) -> datetime | None:
    """The moment that a text gives; None where it gives none, or no offset.

    Examples:
        >>> moment_of("2026-11-30T14:05:00+01:00") == moment_of("2026-11-30T13:05Z")
        True
        >>> moment_of("2026-11-30T14:05:00") is None
        True
    """
    if _FORM.fullmatch(text) is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:  # a day, an hour or an offset that there is not
        return None


def moment_text(name: str, moment: object) -> str:
    """A moment as a caller gives it, as text: a text as it is, a `datetime` in ISO 8601.

    Raises:
        WrongType: For anything else.
    """
    if issubclass(type(moment), str):
        return str.__str__(moment)
    if isinstance(moment, datetime):
        return moment.isoformat()
    raise wrong_type(f"The option {name} is a moment.", moment, f"a text such as '{EXAMPLE}', or a datetime")


def moment_problem(pointer: str, text: str) -> Problem:
    """That a text gives no moment."""
    return Problem("R-wrong-time", pointer, "A moment has a date, a time and its offset from UTC: without the offset "
                   "nobody can tell later which hour it was.", found=describe(text), expected=EXAMPLE)


def day_or_none(name: str, day: object) -> date | None:
    """A day as a caller gives it: a `date`, or a text such as ``2026-12-24``; None where it is left open.

    Raises:
        WrongType: For anything else.
        UsageError: For a text that is no day.

    Examples:
        >>> day_or_none("today", "2026-12-24")
        datetime.date(2026, 12, 24)
    """
    if day is None or type(day) is date:
        return day
    if isinstance(day, datetime):
        return day.date()
    if not issubclass(type(day), str):
        raise wrong_type(f"The option {name} is a day.", day, f"a date, or a text such as '{DAY_EXAMPLE}'")
    try:
        return datetime.strptime(str.__str__(day), "%Y-%m-%d").date()  # a day has no offset
    except ValueError as error:
        raise usage_error("U-wrong-day", "This is no day.", found=day,
                          expected=f"a day such as {DAY_EXAMPLE}") from error
