"""What is kept of one screening, as frozen values and as plain JSON: all that is read of a record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import attrs

from riskscreen._json.values import JsonValue
from riskscreen._json.writing import digest, write_pretty
from riskscreen.cell import Cell
from riskscreen.documents.frozen_json import plain_json
from riskscreen.model.definition import Definition
from riskscreen.records.judgement import Judgement
from riskscreen.records.moment import moment_of
from riskscreen.version import RECORD

NOT_IN_DIGEST = ("digest", "judgements", "$schema")  # the last is for editors, and is not kept


@attrs.frozen(kw_only=True, repr=False)
class Definer(Cell):
    """By which definition a record was scored: its id, its version, and the digest of its content."""

    id: str
    version: str
    digest: str

    def __str__(self) -> str:
        return f"{self.id} {self.version}"


@attrs.frozen(kw_only=True, repr=False)
class KeptRecord(Cell):
    """The fields of a record, which those read who judge, replay and tell it."""

    id: str
    digest: str
    case: str
    rater: str
    owner: str | None
    made_at: str
    as_of: str | None
    instrument: Definer
    scoring: int
    partial: bool
    answers: Mapping[str, object]
    context: Mapping[str, object] | None
    result: Mapping[str, object]
    notes: str
    follows: str | None
    replaces: str | None
    source: str | None = None
    judgements: tuple[Judgement, ...] = ()
    _definition: Definition | None = attrs.field(default=None, eq=False)

    @property
    def moment(self) -> datetime:
        """When it was made."""
        moment = moment_of(self.made_at)
        assert moment is not None, "a record is read with its moment checked: please report this"
        return moment

    def judgement(self, outcome: str) -> Judgement | None:
        """The judgement that counts for an outcome: the newest; None where nobody judged it."""
        return next((made for made in reversed(self.judgements) if made.outcome == outcome), None)

    def to_dict(self) -> dict[str, JsonValue]:
        """The record in plain values, ready for JSON."""
        return {
            "format": RECORD, "id": self.id, "digest": self.digest,
            "case": self.case, "rater": self.rater, "owner": self.owner, "made_at": self.made_at, "as_of": self.as_of,
            "instrument": attrs.asdict(self.instrument), "scoring": self.scoring, "partial": self.partial,
            "answers": plain_json(self.answers), "context": plain_json(self.context),
            "result": plain_json(self.result), "notes": self.notes,
            "follows": self.follows, "replaces": self.replaces,
            **({} if self.source is None else {"source": self.source}),
            "judgements": [judgement.to_dict() for judgement in self.judgements]}

    def to_json(self) -> str:
        """The record as readable JSON; `riskscreen.read_record` gives an equal record."""
        return write_pretty(self.to_dict())

    def __str__(self) -> str:
        return f"{self.id} ({self.instrument}, {self.made_at})"

    def __repr__(self) -> str:
        n_judgements = f", {len(self.judgements)} judged" if self.judgements else ""
        return f"<Record {self.id} of {self.case}: {self.instrument}, {self.made_at}{n_judgements}>"


def digest_of(document: Mapping[str, JsonValue]) -> str:
    """The digest of a record in plain values: of all but the digest itself, what is for editors, and the judgements,
    which come later."""
    return digest({name: value for name, value in document.items() if name not in NOT_IN_DIGEST})


def id_of(document: Mapping[str, JsonValue]) -> str:
    """The id of a record that was given none, from its content."""
    content = {name: value for name, value in document.items() if name not in ("id", *NOT_IN_DIGEST)}
    return f"r-{digest(content).removeprefix('sha256:')[:32]}"
