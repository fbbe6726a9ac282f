"""Test vectors: every joint state of the rules, both sides of every cut-off, and every small mistake noticed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

import attrs

from riskscreen.analysis.counting.answer_sets import AnswerSet, answer_set
from riskscreen.analysis.counting.sample import Chance
from riskscreen.analysis.mutation.joint_vectors import joint_vectors
from riskscreen.analysis.mutation.mutants import Mutant
from riskscreen.analysis.mutation.noticing import noticing_answers
from riskscreen.cell import Cell, Cells, CellTable, Sheet, one_line
from riskscreen.engine.compile import Compiled
from riskscreen.engine.score import score
from riskscreen.explain.words.numbers import words_in
from riskscreen.explain.words.sentence import Sentence, counted_sentence, said_in
from riskscreen.model.number import Exact, as_json, exact, plain

Edge = TypeVar("Edge", str, Exact)


@attrs.frozen(repr=False)
class Vector(Cell):
    """Answers with what they must give: a level of each outcome and a number of each scale.

    Where answers are open, for a rule for missing answers, it is the lowest and the highest where these differ, and
    ``answer_set.partial`` says whether some were left out.  Where ``exact`` is false, the vectors were found in a
    sample, and joint states of the rules may be missing.
    """

    id: str
    _reasons: tuple[Sentence, ...]
    answer_set: AnswerSet
    outcomes: tuple[tuple[str, str | tuple[str, str]], ...]
    scales: tuple[tuple[str, Exact | tuple[Exact, Exact]], ...]
    exact: bool = True

    @property
    def because(self) -> str:
        """Why it is there, in English."""
        return self.because_in(None)

    def because_in(self, language: str | None) -> str:
        """Why it is there; in English where riskscreen lacks the words in the language."""
        return said_in(language, "mutations", self._reasons)

    @property
    def answers(self) -> dict[str, object]:
        """The answers as `Instrument.score` takes them."""
        return {**self.answer_set.answers}

    def to_dict(self) -> dict[str, object]:
        """The vector in plain values, in the form of the files that stand beside instruments."""
        return self._written(self.answer_set.to_dict(), as_json, None)

    def to_json(self, language: str | None = None) -> dict[str, object]:
        """The same for a file, where a number with decimals is a JSON number; a ratio without an end is a text.

        Args:
            language: Of why it is there; English unless said otherwise, and where riskscreen lacks the words in it.
        """
        return self._written(self.answers, _in_json, language)

    def __repr__(self) -> str:
        return one_line(f"<Vector {self.id}: {_pairs(self.outcomes)}>")

    def _written(self, answers: Mapping[str, object], number: Callable[[Exact], object],
                 language: str | None) -> dict[str, object]:
        return {
            "id": self.id, "because": self.because_in(language), "answers": answers,
            **({"partial": True} if self.answer_set.partial else {}),
            "outcomes": {name: [*found] if isinstance(found, tuple) else found for name, found in self.outcomes},
            "scales": {name: [*map(number, found)] if isinstance(found, tuple) else number(found)
                       for name, found in self.scales}}


class VectorList(Cells[Vector]):
    """Test vectors: a tuple that shows itself as a table."""

    __slots__ = ()

    def _sheet(self) -> Sheet:
        words = words_in(None)
        heads = tuple(words(f"head.{name}") for name in ("id", "because", "answers", "gives"))
        rows = [(vector.id, vector.because, _pairs(vector.answer_set.given), _pairs((*vector.outcomes, *vector.scales)))
                for vector in self]
        return Sheet(words.counted("vectors", len(self)), tables=[CellTable("", heads, rows)])


def _pairs(given: Iterable[tuple[str, object]]) -> str:
    """Names and what was found for them: *weapon=present, total=3*."""
    return ", ".join(f"{name}={'..'.join(map(_end, found)) if isinstance(found, tuple) else _end(found)}"
                     for name, found in given)


def _end(found: object) -> str:
    return plain(found) if isinstance(found, int | Decimal | Fraction) else str(found)


def vectors_of(compiled: Compiled, chance: Chance) -> VectorList:
    """The vectors of an instrument: first those for rules and cut-offs, the smallest first, then those for mistakes."""
    gathered = joint_vectors(compiled, chance)
    joint = [(answer_set(compiled, each.choices), each.reasons) for each in gathered.found]
    may_go = {n for n, each in enumerate(gathered.found) if not each.is_side}
    noticing, spare = noticing_answers(compiled, [answers for answers, _ in joint], chance, may_go=may_go)
    found = [*(each for n, each in enumerate(joint) if n not in spare),
             *((answers, (_noticed(mutants),)) for answers, mutants in noticing)]
    return VectorList(_vector(compiled, f"v{n}", answers, reasons, is_exact=gathered.exact)
                      for n, (answers, reasons) in enumerate(found, start=1))


def _noticed(mutants: Sequence[Mutant]) -> Sentence:
    """The mistakes that a vector is the first to notice: how many, and one of them."""
    return counted_sentence("reason.notices", len(mutants), pointer=mutants[0].pointer, change=mutants[0]._said)


def _vector(compiled: Compiled, name: str, answers: AnswerSet, reasons: tuple[Sentence, ...], *,
            is_exact: bool) -> Vector:
    """A vector with what the definition gives today."""
    facts = score(compiled, answers.answers, partial=answers.partial)[1]
    outcomes, scales = compiled.definition.outcomes, compiled.definition.scales
    return Vector(
        name, reasons, answers,
        tuple((outcome.id, _ends(outcome.levels[low].id, outcome.levels[high].id))
              for outcome, (low, high) in zip(outcomes, facts.outcomes, strict=True)),
        tuple((scale.id, _ends(exact(low, unit), exact(high, unit)))
              for scale, (low, high), unit in zip(scales, facts.scales, compiled.units, strict=True)), is_exact)


def _ends(low: Edge, high: Edge) -> Edge | tuple[Edge, Edge]:
    return low if low == high else (low, high)


def _in_json(number: Exact) -> int | Decimal | str:
    if isinstance(number, int):
        return number
    written = plain(number)
    return written if "/" in written else Decimal(written)
