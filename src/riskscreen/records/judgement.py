"""A judgement: the level that a rater concluded to, beside the one that was computed, and why."""

from __future__ import annotations

from datetime import datetime

import attrs

from riskscreen._json.values import JsonValue
from riskscreen._json.writing import digest
from riskscreen.cell import Cell
from riskscreen.records.moment import moment_of


@attrs.frozen(kw_only=True, repr=False)
class Judgement(Cell):
    """A rater's own level of one outcome of a record, with the reason for it.

    It never changes the computed level, which stays beside it; the same level is a confirmation.
    ``of`` is the digest of the record, ``before`` that of the judgement before it in the same record.

    Examples:
        >>> import riskscreen
        >>> result = riskscreen.load("stalking-red-flags").score({"r1": "present"}, partial=True)
        >>> record = result.record(case="pseudonym-7", rater="unit 4", made_at="2026-11-30T14:05:00+01:00")
        >>> judged = record.judged("urgency", "high", because="He was seen near the school.", by="unit 4",
        ...                        at="2026-11-30T14:20:00+01:00")
        >>> judged.judgements[0].level, judged.judgements[0].of == record.digest
        ('high', True)
    """

    outcome: str
    level: str
    because: str
    by: str
    at: str
    of: str
    before: str | None
    digest: str

    @property
    def moment(self) -> datetime:
        """When it was made."""
        moment = moment_of(self.at)
        assert moment is not None, "a judgement is read with its moment checked: please report this"
        return moment

    def to_dict(self) -> dict[str, JsonValue]:
        """The judgement in plain values, as it stands in its record."""
        return {field.name: getattr(self, field.name) for field in attrs.fields(Judgement)}


def with_digest(judgement: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """A judgement in plain values, with the digest of all else that it says."""
    content = {name: value for name, value in judgement.items() if name != "digest"}
    return {**content, "digest": digest(content)}
