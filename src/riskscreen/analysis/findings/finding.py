"""A finding: what the check of a definition says about one place of it."""

from __future__ import annotations

from typing import Literal

import attrs

from riskscreen.analysis.counting.answer_sets import AnswerSet
from riskscreen.cell import Cell, Cells, CellTable, Sheet, one_line
from riskscreen.explain.words.catalogue import Words, words_for
from riskscreen.explain.words.sentence import Sentence
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
    _said: Sentence
    example: AnswerSet | None = None
    compared_with: AnswerSet | None = None
    accepted: Text | None = None
    _limit: Sentence | None = None

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
        return attrs.evolve(self, accepted=because)

    @property
    def message(self) -> str:
        """What is so, why it matters and what to do, in English."""
        return self.lines()[0]

    @property
    def details(self) -> tuple[str, ...]:
        """What belongs to the message: the examples in words, and the reason why the finding is accepted."""
        return self.lines()[1:]

    def lines(self, language: str | None = None) -> tuple[str, ...]:
        """The message, then what belongs to it.

        Args:
            language: English unless said otherwise, and where riskscreen lacks the words in it.
        """
        words = _words_in(language)
        return (words.sentences(said.told(words) for said in (self._said, self._limit) if said is not None),
                *(words(key, answers=in_words(words, found)) for key, found in (
                    ("example", self.example), ("compared", self.compared_with)) if found is not None),
                *([] if self.accepted is None else [words("accepted", because=_reason(words, self.accepted))]))

    def place(self, language: str | None = None) -> str:
        """Where it is in the document, or that it is about the whole."""
        return self.pointer or _words_in(language)("document")

    def explain(self, language: str | None = None) -> str:
        """The finding as it reads in a terminal: its place, the message with its code, and what belongs to it.

        Args:
            language: English unless said otherwise, and where riskscreen lacks the words in it.

        Examples:
            >>> import riskscreen
            >>> found = riskscreen.load("sash-style").check()[0]
            >>> print(found.explain("nl").partition(":")[0])
            twijfel
        """
        words, (message, *details) = _words_in(language), self.lines(language)
        first = words("line", severity=words(_SEVERITIES[self.severity]), place=self.place(language), told=message,
                      code=self.code)
        return "\n".join(map(printable, [first, *(f"  {detail}" for detail in details)]))

    def to_dict(self) -> dict[str, object]:
        """The finding in plain values."""
        return {"code": self.code, "severity": self.severity, "pointer": self.pointer, "message": self.message,
                "witness": None if self.example is None else self.example.to_dict(),
                "compared_with": None if self.compared_with is None else self.compared_with.to_dict(),
                "accepted": None if self.accepted is None else self.accepted.to_dict()}

    def _sheet(self) -> Sheet:
        return FindingList([self])._sheet()

    def __repr__(self) -> str:
        return one_line(f"<Finding {self.code} ({self.kind}) at {self.place()}>")

    def __str__(self) -> str:
        return self.explain()


_SEVERITIES = {"fault": "severity.fault", "doubt": "severity.doubt"}


def _words_in(language: str | None) -> Words:
    return words_for(language, "findings")


def _reason(words: Words, because: Text) -> str:
    """The reason in that language; in the main one where it is not there."""
    return because[words.language] if words.language in because.languages else str(because)


class FindingList(Cells[Finding]):
    """The findings of a check, in the order of the document: a tuple that shows itself by gravity."""

    __slots__ = ()

    def groups(self, language: str | None = None) -> tuple[tuple[str, tuple[Finding, ...]], ...]:
        """The findings by gravity, each group with its title; those that are accepted last.

        Args:
            language: English unless said otherwise, and where riskscreen lacks the words in it.
        """
        words = _words_in(language)
        groups = ((words(title), tuple(finding for finding in self if finding.kind == kind))
                  for kind, title in _TITLES.items())
        return tuple((title, found) for title, found in groups if found)

    def explain(self, language: str | None = None) -> str:
        """Every finding, the gravest first; that there is none, where there is none.

        Args:
            language: English unless said otherwise, and where riskscreen lacks the words in it.
        """
        if not self:
            return _words_in(language)("findings.none") + "\n"
        return "\n".join(line for title, found in self.groups(language) for line in (
            f"{title} ({len(found)})", *(finding.explain(language) for finding in found), ""))

    def _sheet(self) -> Sheet:
        words = _words_in(None)
        heads = words("head.place"), words("head.code"), words("head.says")
        tables = [CellTable(title, heads, [
            (finding.place(), finding.code, " ".join(finding.lines())) for finding in found])
            for title, found in self.groups()]
        return Sheet(words.counted("findings", len(self)) if self else words("findings.none"), tables=tables)


_TITLES = {"fault": "findings.fault", "doubt": "findings.doubt", "accepted": "findings.accepted"}


def in_words(words: Words, found: AnswerSet) -> str:
    """An answer set in few words: an answer that many items have stands once, for all the others."""
    items_of: dict[str, list[str]] = {}
    for item, answer in found.given:
        items_of.setdefault(answer if isinstance(answer, str) else str(as_json(answer)), []).append(item)
    if not items_of:
        return words("answers.none")
    common = max(items_of, key=lambda answer: len(items_of[answer]))
    if len(items_of[common]) < _FEWEST_LEFT_OUT:
        common = ""
    parts = [_same_answer(words, items, answer) for answer, items in items_of.items() if answer != common]
    rest = [words("answers.rest" if parts else "answers.everything", answer=common)] if common else []
    return words.listed([*parts, *rest], "list.semicolon")


def _same_answer(words: Words, items: list[str], answer: str) -> str:
    if len(items) == 2:
        return words("answers.pair", first=items[0], second=items[1], answer=answer)
    return words("answers.same", items=words.listed(items), answer=answer)
