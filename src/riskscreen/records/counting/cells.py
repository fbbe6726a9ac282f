"""Cells: how many records are alike in what was asked for, and how they are spread over levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from riskscreen._json.values import JsonValue
from riskscreen.cell import Cell
from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Outcome


@attrs.frozen(kw_only=True, repr=False)
class RecordCount(Cell):
    """How many records are alike in what was asked for.

    ``of`` says in what.  Its *level* is all levels that were possible, lowest first: one where the case was determined.
    ``n_undetermined`` are those with several.  ``n_judged`` are those that a rater judged; ``n_judged_otherwise`` to a
    level that the answers do not allow, ``n_judged_while_open`` to one while a higher one was still possible.
    ``n_seen_once`` are those without a second look: there is no later record of the case, and nobody judged it.
    ``oldest`` is the day of the oldest of these, and ``days`` how many days that is before the day of counting.

    Examples:
        >>> import riskscreen
        >>> record = riskscreen.load("stalking-red-flags").score({"r1": "unknown"}, partial=True).record(
        ...     case="pseudonym-7", rater="unit 4", made_at="2026-11-30T14:05:00+01:00")
        >>> (alike,) = riskscreen.counts([record], today="2026-12-24")
        >>> alike.of["level"], alike.n, alike.n_undetermined, alike.n_seen_once, alike.days
        (('low', 'medium', 'high'), 1, 1, 1, 24)
    """

    of: Mapping[str, object]
    n: int
    n_undetermined: int
    n_judged: int
    n_judged_otherwise: int
    n_judged_while_open: int
    n_seen_once: int
    oldest: str | None
    days: int | None

    def to_dict(self) -> dict[str, JsonValue]:
        """It in plain values, ready for JSON."""
        of: dict[str, Any] = {name: [*value] if isinstance(value, tuple) else value for name, value in self.of.items()}
        return {"of": of, **{name: getattr(self, name) for name in (*NUMBERS, "oldest", "days")}}


NUMBERS = ("n", "n_undetermined", "n_judged", "n_judged_otherwise", "n_judged_while_open", "n_seen_once")


@attrs.frozen
class Spread:
    """How the records of an instrument are spread over its levels, as computed or judged, whatever was counted by."""

    instrument: object
    by: str
    numbers: tuple[int, ...]


def sum_of(cells: Sequence[RecordCount]) -> RecordCount:
    """Several counts as one, of what the first is of."""
    numbers = {name: sum(getattr(cell, name) for cell in cells) for name in NUMBERS}
    oldest = min((cell for cell in cells if cell.oldest is not None), key=lambda cell: str(cell.oldest), default=None)
    return RecordCount(of=cells[0].of, **numbers, oldest=None if oldest is None else oldest.oldest,
                       days=None if oldest is None else oldest.days)


def result_of(definition: Definition) -> Outcome:
    """The outcome that is the result of an instrument."""
    return next(outcome for outcome in definition.outcomes if outcome.id == definition.result)
