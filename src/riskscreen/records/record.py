"""A record: what is kept of one screening, which can be judged, replayed and told; and what a replay of it is."""

from __future__ import annotations

from datetime import datetime

import attrs

from riskscreen._json.values import JsonValue
from riskscreen.arguments import check_flags
from riskscreen.cell import Cell
from riskscreen.model.definition import Definition
from riskscreen.records.again import Again, scored_again
from riskscreen.records.judging import judged_record
from riskscreen.records.kept import KeptRecord
from riskscreen.records.replay import Differing, differences_of
from riskscreen.records.shelf import Shelf


@attrs.frozen(kw_only=True, repr=False)
class Record(KeptRecord):
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
        return judged_record(self, outcome, level, because=because, by=by, at=at, shelf=shelf)

    def replay(self, shelf: Shelf = None) -> Replay:
        """Score the answers again by the definition they were scored by, and compare what comes out.

        Args:
            shelf: Where definitions are: a folder (a `pathlib.Path`), instruments, or a store; without it those that
                are installed.

        Raises:
            RecordError: Where no such definition is there, or the record was scored by a later riskscreen.
        """
        return replay_of(self, scored_again(self, shelf))

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


@attrs.frozen(repr=False)
class Replay(Cell):
    """What comes out when the answers of a record are scored again.

    It is true where the same comes out, to the byte.  ``scoring`` is the number of what scoring means now;
    ``record.scoring`` is the one it was kept with.
    """

    record: Record
    differences: tuple[Differing, ...]
    scoring: int
    _definition: Definition = attrs.field(eq=False, repr=False)

    def explain(self, language: str | None = None) -> str:
        """Whether the same comes out, in words; loudly where it does not, with each place that differs.

        Args:
            language: One of the instrument's languages; English where it has it, unless said otherwise.

        Raises:
            UsageError: For a language that the instrument does not have; near names are suggested.
        """
        from riskscreen.records.telling.record_text import replay_text  # noqa: PLC0415  # words only where asked for

        return replay_text(self.record, self._definition, self.scoring, self.differences, language)

    @property
    def same(self) -> bool:
        """Whether what comes out is what was kept."""
        return not self.differences

    def __bool__(self) -> bool:
        return self.same

    def __str__(self) -> str:
        return self.explain()

    def to_dict(self) -> dict[str, JsonValue]:
        """The replay in plain values, ready for JSON."""
        return {"id": self.record.id, "digest": self.record.digest, "same": self.same,
                "scoring": {"kept": self.record.scoring, "now": self.scoring},
                "differences": [difference.to_dict() for difference in self.differences]}


def replay_of(record: Record, again: Again) -> Replay:
    """The replay of a record that was scored again."""
    return Replay(record, differences_of(again), again.scoring, again.definition)
