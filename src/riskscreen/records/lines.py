"""Records as JSON lines: each in a line of its own, to be taken elsewhere and read again."""

from __future__ import annotations

from riskscreen.errors import RecordError
from riskscreen.records.reading import record_in
from riskscreen.records.record import Record


def line_of(record: Record) -> str:
    """The record in one line, without a line break; `record_in_line` gives an equal record.

    Examples:
        >>> import riskscreen
        >>> result = riskscreen.load("stalking-red-flags").score({"r1": "present"}, partial=True)
        >>> record = result.record(case="a\\nb", rater="unit 4", made_at="2026-11-30T14:05:00+01:00")
        >>> line_of(record).count("\\n"), record_in_line(line_of(record).encode(), 1) == record
        (0, True)
    """
    return "".join(part.lstrip(" ") for part in record.to_json().split("\n"))


def record_in_line(line: bytes | str, number: int) -> Record:
    """The record in the line of this number.

    Raises:
        RecordError: With every problem, each with this number as its line.
    """
    try:
        return record_in(line)
    except RecordError as error:
        raise RecordError([problem.at(number, problem.column or 1) for problem in error.problems],
                          n_problems=error.n_problems) from error
