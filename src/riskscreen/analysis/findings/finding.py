"""A finding: what the check of a definition says about one place of it."""

from __future__ import annotations

from typing import Literal

import attrs

from riskscreen.analysis.counting.answer_sets import AnswerSet
from riskscreen.cell import Cell, Cells, CellTable, Sheet, one_line
from riskscreen.explain.words.numbers import words_in
from riskscreen.model.number import Number, as_json
from riskscreen.model.text import Text
from riskscreen.printable import printable

Severity = Literal["fault", "doubt"]

_FEWEST_LEFT_OUT = 3


@attrs.frozen(repr=False)
class Finding(Cell):
    """Something that has meaning and makes no sense (a *fault*), or that is worth a look (a *doubt*).

    ``pointer`` leads to its place in the document.  ``example`` is an answer set that shows it, ``compared_with`` a
    second one where it takes two; what is never so has no example.  ``accepted`` is the reason that the document gives.
    """

    code: str
    severity: Severity
    pointer: str
    message: str
    example: AnswerSet | None = None
    compared_with: AnswerSet | None = None
    accepted: Text | None = None

    @property
    def kind(self) -> Literal["fault", "doubt", "accepted"]:
        """Its severity, or that it is accepted."""
        return self.severity if self.accepted is None else "accepted"

    @property
    def witness(self) -> dict[str, str | Number] | None:
        """The answers of the example, as `Instrument.score` takes them."""
        return None if self.example is None else self.example.answers

    def accepted_for(self, because: Text | None) -> Finding:
        """The same finding with the reason for which it is kept."""
        return Finding(self.code, self.severity, self.pointer, self.message, self.example, self.compared_with, because)

    def to_dict(self) -> dict[str, object]:
        """The finding in plain values."""
        return {"code": self.code, "severity": self.severity, "pointer": self.pointer, "message": self.message,
                "witness": None if self.example is None else self.example.to_dict(),
                "compared_with": None if self.compared_with is None else self.compared_with.to_dict(),
                "accepted": None if self.accepted is None else self.accepted.to_dict()}

    def __repr__(self) -> str:
        return one_line(f"<Finding {self.code} ({self.kind}) at {self.pointer or 'the document'}>")

    def __str__(self) -> str:
        lines = [f"{self.severity}: {self.pointer or 'the document'}: {self.message} [{self.code}]"]
        lines += [f"  {line}" for line in self.details]
        return "\n".join(map(printable, lines))

    @property
    def details(self) -> tuple[str, ...]:
        """What belongs to the message: the examples in words, and the reason why the finding is accepted."""
        examples = (() if self.example is None else (f"For example: {in_words(self.example)}.",),
                    () if self.compared_with is None else (f"Compared with: {in_words(self.compared_with)}.",),
                    () if self.accepted is None else (f"Accepted: {self.accepted}",))
        return tuple(line for lines in examples for line in lines)


class FindingList(Cells[Finding]):
    """The findings of a check, in the order of the document: a tuple that shows itself by gravity."""

    __slots__ = ()

    def _sheet(self) -> Sheet:
        words = words_in(None)
        heads = words("head.place"), words("head.code"), words("head.says")
        tables = [CellTable(words(f"findings.{kind}"), heads, [
            (finding.pointer or words("findings.document"), finding.code, " ".join((finding.message, *finding.details)))
            for finding in self if finding.kind == kind]) for kind in ("fault", "doubt", "accepted")]
        title = words.counted("findings", len(self)) if self else words("findings.none")
        return Sheet(title, tables=[table for table in tables if table.rows])


def in_words(found: AnswerSet) -> str:
    """An answer set in few words: an answer that many items have stands once, for all the others."""
    items_of: dict[str, list[str]] = {}
    for item, answer in found.given:
        items_of.setdefault(answer if isinstance(answer, str) else str(as_json(answer)), []).append(item)
    if not items_of:
        return "no answers"
    common = max(items_of, key=lambda answer: len(items_of[answer]))
    if len(items_of[common]) < _FEWEST_LEFT_OUT:
        common = ""
    parts = [f"{' and '.join(items)} {answer}" if len(items) <= 2 else f"{', '.join(items)} {answer}"
             for answer, items in items_of.items() if answer != common]
    rest = f"everything {'else ' if parts else ''}{common}"
    return "; ".join([*parts, rest] if common else parts)
