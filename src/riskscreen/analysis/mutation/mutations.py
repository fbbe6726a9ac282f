"""How many small wrong changes to a definition its vectors notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal, get_args

import attrs

from riskscreen.analysis.counting.answer_sets import AnswerSet, answer_set
from riskscreen.analysis.counting.sample import Chance
from riskscreen.analysis.counting.whole import Whole
from riskscreen.analysis.mutation.joint_vectors import joint_vectors
from riskscreen.analysis.mutation.mutants import Mutant, mutants_of
from riskscreen.analysis.mutation.telling import telling_answers
from riskscreen.analysis.mutation.unlike import Unlike, say_the_same, unlike_levels
from riskscreen.analysis.mutation.vectors import Vector
from riskscreen.cell import Cell, CellTable, Sheet
from riskscreen.engine.compile import Compiled, compile_definition
from riskscreen.engine.facts import Facts
from riskscreen.engine.score import score
from riskscreen.errors import RiskscreenError, check_word, usage_error
from riskscreen.explain.words.catalogue import Words
from riskscreen.explain.words.numbers import share, shown, words_in
from riskscreen.progress import Progress, Ticks

Raw = Mapping[str, object]

MOST_STEPS_IN_ALL = 2_000_000  # for all mutants together

Fate = Literal["caught", "equivalent", "survived", "undecided"]
FATES: tuple[Fate, ...] = get_args(Fate)


@attrs.frozen(repr=False)
class Tried(Cell):
    """A mutant and what became of it.

    ``by`` is the vector that catches it.  Of one that survived, ``witness`` has answers that would, and ``expected``
    the level of each outcome that the definition gives for them, or the lowest and the highest.  An equivalent one
    gives every case the same levels; a number of a scale may differ.  An undecided one survived too, and it could not
    be worked out whether it is equivalent.
    """

    mutant: Mutant
    fate: Fate
    by: str | None = None
    witness: AnswerSet | None = None
    expected: tuple[tuple[str, str | tuple[str, str]], ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The mutant in plain values; what is not known is left out."""
        told: dict[str, object] = {"kind": self.mutant.kind, "pointer": self.mutant.pointer,
                                   "change": self.mutant.change, "fate": self.fate}
        if self.by is not None:
            told["by"] = self.by
        if self.witness is not None:
            told |= {"witness": self.witness.to_dict(), **({"partial": True} if self.witness.partial else {}),
                     "expected": {name: [*found] if isinstance(found, tuple) else found
                                  for name, found in self.expected}}
        return told


@attrs.frozen(repr=False)
class Mutations(Cell):
    """Every mutant of a definition and what became of it with some vectors."""

    instrument: tuple[str, str]
    tried: tuple[Tried, ...]

    def with_fate(self, *fates: Fate) -> tuple[Tried, ...]:
        """The mutants that met one of these fates.

        Raises:
            UsageError: For a word that is no fate; near ones are suggested.
        """
        for fate in fates:
            check_word("U-unknown-fate", "fate", fate, FATES)
        return tuple(tried for tried in self.tried if tried.fate in fates)

    @property
    def survivors(self) -> tuple[Tried, ...]:
        """The mutants that no vector catches and that are not known to give all answers the same levels."""
        return self.with_fate("survived", "undecided")

    @property
    def score(self) -> Fraction:
        """The share that is caught of those that do not give all answers the same levels."""
        n_caught = len(self.with_fate("caught"))
        n_counted = n_caught + len(self.survivors)
        return Fraction(n_caught, n_counted) if n_counted else Fraction(1)

    def to_dict(self) -> dict[str, object]:
        """Everything in plain values."""
        counts = {fate: len(self.with_fate(fate)) for fate in ("caught", "equivalent", "survived", "undecided")}
        return {"instrument": dict(zip(("id", "version"), self.instrument, strict=True)),
                "score": f"{self.score.numerator}/{self.score.denominator}", **counts,
                "mutants": [tried.to_dict() for tried in self.tried]}

    def explain(self, language: str | None = None) -> str:
        """The score and every survivor.

        Args:
            language: English unless said otherwise, and where riskscreen lacks the words in it.
        """
        words = words_in(language)
        lines = [" ".join(self.instrument), *self._how_many(words)]
        for tried in self.survivors:
            lines += ["", *_survivor_lines(words, tried)]
        return "\n".join(lines) + "\n"

    def _how_many(self, words: Words) -> list[str]:
        n_caught, n_same = len(self.with_fate("caught")), len(self.with_fate("equivalent"))
        n_counted = n_caught + len(self.survivors)
        caught = words("mutations.caught", share=share(words, n_caught, n_counted) if n_counted else
                       share(words, 1, 1), caught=shown(words, n_caught), total=shown(words, n_counted))
        same = [words.counted("mutations.same", n_same, total=shown(words, n_same))] if n_same else []
        return [caught, *same]

    def _sheet(self) -> Sheet:
        words = words_in(None)
        rows = [(tried.mutant.kind, tried.mutant.pointer, tried.mutant.change, _noticed_by(words, tried))
                for tried in self.survivors]
        heads = (words("head.kind"), words("head.place"), words("head.change"), words("head.would_notice"))
        tables = [CellTable(words("mutations.survivors"), heads, rows)] if rows else []
        return Sheet(" ".join(self.instrument), self._how_many(words), tables)

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {fate}" for fate in FATES if (n := len(self.with_fate(fate))))
        return f"<Mutations of {' '.join(self.instrument)}: {counts or 'none'}>"


def _survivor_lines(words: Words, tried: Tried) -> Iterator[str]:
    mutant = tried.mutant
    yield words("mutations.survivor", kind=mutant.kind_in(words.language), pointer=mutant.pointer)
    yield f"  {mutant.change_in(words.language)}"
    if tried.witness is None:
        yield "  " + words("mutations.unknown")
        return
    yield "  " + words("mutations.vector", answers=_noticed_by(words, tried))
    levels = ", ".join(words("mutations.level", outcome=outcome, level=words(
        "mutations.levels", low=level[0], high=level[1]) if isinstance(level, tuple) else level)
        for outcome, level in tried.expected)
    yield "  " + words("mutations.expected", levels=levels)


def _noticed_by(words: Words, tried: Tried) -> str:
    """Answers that would notice a mutant, where any are known."""
    if tried.witness is None:
        return words("mutations.unknown")
    return ", ".join(f"{item}={answer}" for item, answer in tried.witness.to_dict().items())


def mutations_of(compiled: Compiled, vectors: Sequence[Raw | Vector], chance: Chance,
                 progress: Progress | None = None) -> Mutations:
    """What becomes of every mutant of an instrument with these vectors.

    Raises:
        UsageError: If a vector is not what the definition itself gives.
    """
    definition = compiled.definition
    plain_vectors = [vector if isinstance(vector, Mapping) else vector.to_json() for vector in vectors]
    for vector in plain_vectors:
        if not _fits(compiled, vector):
            raise usage_error("U-vector-does-not-fit", "A vector expects what the definition does not give.",
                              found=str(vector.get("id", vector)), expected="vectors that the definition passes")
    search = _MutantSearch(compiled, plain_vectors, chance)
    mutants = [*mutants_of(definition)]
    tried = tuple(search.tried(mutant) for mutant in Ticks(progress, len(mutants)).over(mutants))
    return Mutations((definition.id, definition.version), tried)


class _MutantSearch:
    """What mutants are tried with: the vectors, and where none notices, all answer sets."""

    def __init__(self, compiled: Compiled, vectors: Sequence[Raw], chance: Chance) -> None:
        self.compiled, self.vectors, self.chance = compiled, vectors, chance
        self.whole = Whole.of(compiled, most_steps=MOST_STEPS_IN_ALL)
        self._telling: list[AnswerSet] = []

    def tried(self, mutant: Mutant) -> Tried:
        """The mutant and its fate."""
        changed = compile_definition(mutant.definition)
        for n, vector in enumerate(self.vectors):
            if not _fits(changed, vector):
                return Tried(mutant, "caught", str(vector.get("id", n)))
        found = self._witness(changed)
        if found.answers is not None:
            levels = _levels(self.compiled, found.answers)
            return Tried(mutant, "survived", witness=found.answers, expected=tuple(levels.items()))
        return Tried(mutant, "equivalent" if found.exact else "undecided")

    def _witness(self, changed: Compiled) -> Unlike:
        """An answer set that the mutant gives another level, or does not take, or how sure it is that there is none."""
        found = unlike_levels(self.compiled, changed, self.whole)
        if found.answers is not None or found.exact and not self._has_missing_rule():
            return found
        if not found.exact and (shown := self._first(self.joint, changed)):
            return shown
        if say_the_same(self.compiled, changed):
            return Unlike(None, exact=True)
        self._telling = self._telling or [*telling_answers(self.compiled, self.chance)]
        return self._first(self._telling, changed) or Unlike(None, exact=False)

    @cached_property
    def joint(self) -> Sequence[AnswerSet]:
        """An answer set for each joint state of the rules, for what cannot be followed over all."""
        return [answer_set(self.compiled, each.choices) for each in joint_vectors(self.compiled, self.chance).found]

    def _first(self, some: Sequence[AnswerSet], changed: Compiled) -> Unlike | None:
        """The first of these answer sets that shows the mutant."""
        shown = next((answers for answers in some if not _same(self.compiled, changed, answers)), None)
        return None if shown is None else Unlike(shown, exact=True)

    def _has_missing_rule(self) -> bool:
        """Whether more than complete answers counts, which are all that is followed."""
        return any(scale.missing is not None for scale in self.compiled.definition.scales)


def _same(one: Compiled, other: Compiled, found: AnswerSet) -> bool:
    try:
        return _levels(one, found) == _levels(other, found)
    except RiskscreenError:  # the mutant does not even take these answers
        return False


def _levels(compiled: Compiled, found: AnswerSet) -> dict[str, str | tuple[str, str]]:
    """The level of every outcome; the lowest and the highest where they differ."""
    facts = score(compiled, found.answers, partial=found.partial)[1]
    return {outcome.id: outcome.levels[low].id if low == high else (outcome.levels[low].id, outcome.levels[high].id)
            for outcome, (low, high) in zip(compiled.definition.outcomes, facts.outcomes, strict=True)}


def _fits(compiled: Compiled, vector: Raw) -> bool:
    """Whether an instrument gives what a vector expects."""
    answers, partial = vector.get("answers", {}), bool(vector.get("partial", False))
    try:
        facts = score(compiled, answers, partial=partial)[1]
    except RiskscreenError:
        return False
    return all(_given(compiled, facts, kind, name) == _ends(expected, read) for kind, read in _READ.items()
               for name, expected in _members(vector, kind))


def _members(vector: Raw, kind: str) -> list[tuple[str, object]]:
    part = vector.get(kind, {})
    return list(part.items()) if isinstance(part, Mapping) else []


def _given(compiled: Compiled, facts: Facts, kind: str, name: str) -> tuple[object, object] | None:
    """The lowest and the highest that an outcome or a scale can be."""
    definition = compiled.definition
    if kind == "outcomes":
        for outcome, (low, high) in zip(definition.outcomes, facts.outcomes, strict=True):
            if outcome.id == name:
                return outcome.levels[low].id, outcome.levels[high].id
        return None
    for scale, (low, high), unit in zip(definition.scales, facts.scales, compiled.units, strict=True):
        if scale.id == name:
            return Fraction(low, unit), Fraction(high, unit)
    return None


def _ends(expected: object, read: Callable[[object], object]) -> tuple[object, object]:
    ends = expected if isinstance(expected, list) and expected else [expected]
    return read(ends[0]), read(ends[-1])


def _number(end: object) -> object:
    """A number as a vectors file writes it: a ratio without an end is a text, such as ``41/9``."""
    try:
        return Fraction(end) if isinstance(end, str | int | Decimal) else None
    except ValueError:
        return None


_READ: Mapping[str, Callable[[object], object]] = {"outcomes": lambda end: end, "scales": _number}
