"""A record: what is kept of one screening, as frozen values and as plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import attrs

from riskscreen._json.values import JsonValue
from riskscreen._json.writing import digest, write_pretty
from riskscreen.arguments import check_flags
from riskscreen.cell import Cell
from riskscreen.documents.frozen_json import plain_json
from riskscreen.model.definition import Definition
from riskscreen.records.judgement import Judgement
from riskscreen.records.moment import moment_of
from riskscreen.version import RECORD

if TYPE_CHECKING:
    from riskscreen.records.replay import Replay
    from riskscreen.records.shelf import Shelf

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
class Record(Cell):
    """What is kept of one screening: who answered what, when, with which instrument, and what came out.

    Get one from `Result.record` or `riskscreen.read_record`.  ``result`` is what replay promises: the levels and
    numbers that came out.  ``judgements`` are what raters concluded since, the newest last.  ``follows`` is the digest
    of an earlier record of the case, ``replaces`` that of a record with a slip that this one corrects.

    Examples:
        >>> import riskscreen
        >>> result = riskscreen.load("stalking-red-flags").score({"r1": "present"}, partial=True)
        >>> record = result.record(case="pseudonym-7", rater="unit 4", made_at="2026-11-30T14:05:00+01:00")
        >>> riskscreen.read_record(record.to_json()) == record
        True
    """

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

    def judged(self, outcome: str, level: str, *, because: str, by: str, at: str | datetime,
               shelf: Shelf = None) -> Record:
        """The record with one more judgement: a level that a rater concluded to, beside the computed one.

        Args:
            outcome: The outcome that is judged.
            level: The level that the rater concludes to; the same as computed is a confirmation.
            because: Why; never empty.
            by: Who judges; never empty.
            at: When: ISO 8601 with an offset, not before the record or the judgement before it.
            shelf: Where the definition is, if it is not installed (as in `replay`).

        Raises:
            RecordError: Where the definition does not let a rater judge so, or with every problem of the judgement.
            UsageError: For an outcome or a level that the definition does not have; near names are suggested.
        """
        from riskscreen.records.judging import judged_record  # noqa: PLC0415  # a record can be kept without it

        return judged_record(self, outcome, level, because=because, by=by, at=at, shelf=shelf)

    def replay(self, shelf: Shelf = None) -> Replay:
        """Score the answers again by the definition they were scored by, and compare what comes out.

        Args:
            shelf: Where definitions are: a folder (a `pathlib.Path`), instruments, or a store; without it those that
                are installed.

        Raises:
            RecordError: Where no such definition is there, or the record was scored by a later riskscreen.
        """
        from riskscreen.records.replay import replayed  # noqa: PLC0415

        return replayed(self, shelf)

    def explain(self, language: str | None = None, *, details: bool = False, shelf: Shelf = None) -> str:
        """The record in words: of whom and when, what was concluded beside what was computed, and the result.

        Args:
            language: One of the instrument's languages; English where it has it, unless said otherwise.
            details: The whole trace, instead of what decided the result.
            shelf: Where the definition is, as in `replay`.

        Raises:
            RecordError: Where the definition is not there, or does not fit the record.
            UsageError: For a language that the instrument does not have; near names are suggested.
        """
        from riskscreen.records.telling.record_text import record_text  # noqa: PLC0415  # words only where asked for

        check_flags(details=details)
        return record_text(self, shelf, language, details=details)

    def to_html(self, language: str | None = None, *, shelf: Shelf = None) -> str:
        """The record as a page of its own, with what was concluded beside what was computed.

        It loads nothing and runs nothing.  Arguments and errors are those of `explain`.
        """
        from riskscreen.records.telling.record_page import record_page  # noqa: PLC0415

        return record_page(self, shelf, language)

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
