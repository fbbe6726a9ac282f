"""What the check asks of an instrument over all its answer sets, each worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from riskscreen.analysis.counting.all_sets import AllSets
from riskscreen.analysis.counting.answer_sets import AnswerSet, answer_set
from riskscreen.analysis.counting.counts import Counting
from riskscreen.analysis.counting.drawn_sets import DrawnSets
from riskscreen.analysis.counting.sample import Chance, Sample
from riskscreen.analysis.counting.sets import Sets
from riskscreen.analysis.counting.whole import Whole
from riskscreen.analysis.findings.finding import Finding
from riskscreen.definition.uses import UsedPart
from riskscreen.engine.compile import Compiled
from riskscreen.explain.words.sentence import Sentence, counted_sentence, sentence
from riskscreen.model.number import in_units, ratio


class Survey:
    """All answer sets of an instrument where what it means can be composed, else a sample.

    ``blamed`` holds the parts that a finding is about already: what follows from one fault is not said as another.
    """

    def __init__(self, compiled: Compiled, chance: Chance, seed: int, *, sample_only: bool = False) -> None:
        self.compiled = compiled
        self.definition = compiled.definition
        self.whole = Whole.of(compiled)
        self.uses = compiled.uses
        self.blamed: set[UsedPart] = set()
        self._chance, self._seed, self._sample_only = chance, seed, sample_only
        self._numbers: dict[int, Mapping[int, AnswerSet] | None] = {}

    @cached_property
    def every(self) -> AllSets | None:
        """All answer sets, or None past the budget."""
        return None if self._sample_only else self.whole.asked(lambda: AllSets(self.whole))

    @cached_property
    def sample(self) -> Sample:
        """The sample that stands in past the budget."""
        return Sample(self.compiled, self._chance)

    @cached_property
    def sets(self) -> Sets:
        """What holds where, over all answer sets or over the sample."""
        return self.every or DrawnSets(self.compiled, self.sample)

    @cached_property
    def counting(self) -> Counting:
        """Counts and examples of these."""
        return Counting(self.compiled, self.sets)

    @cached_property
    def places(self) -> dict[str, str]:
        """The pointer of each item."""
        return {item.id: f"/sections/{s}/items/{i}" for s, section in enumerate(self.definition.sections)
                for i, item in enumerate(section.items)}

    def kids_of(self, item: int) -> Iterator[tuple[int, ...]]:
        """Where the choices of an item lead, wherever an outcome depends on it."""
        level, nodes = self.whole.level(item), self.whole.nodes
        return (nodes.kids[node] for node in self._nodes_of_outcomes if nodes.level[node] == level)

    def opened_by(self, item: int) -> Iterator[tuple[int, ...]]:
        """The same, wherever it depends on the item which others apply."""
        level, nodes = self.whole.level(item), self.whole.nodes
        return (nodes.kids[node] for node in self._nodes_of_gates
                if nodes.level[node] == level and nodes.false not in nodes.kids[node])

    @cached_property
    def _nodes_of_outcomes(self) -> frozenset[int]:
        return self.whole.nodes.below(self.whole.outcome(outcome.id) for outcome in self.definition.outcomes)

    @cached_property
    def _nodes_of_gates(self) -> frozenset[int]:
        return self.whole.nodes.below((self.whole.valid,))

    def numbers(self, scale: int) -> Mapping[int, AnswerSet] | None:
        """The numbers that a scale can have, in its own units, lowest first, each with an answer set; or None."""
        if scale not in self._numbers:
            self._numbers[scale] = self._found_numbers(scale)
        return self._numbers[scale]

    def _found_numbers(self, scale: int) -> Mapping[int, AnswerSet] | None:
        unit, name = self.compiled.units[scale], self.definition.scales[scale].id
        found = self.whole.asked(lambda: self.whole.numbers(name))
        return None if found is None else {
            in_units(ratio(number), unit): answer_set(self.compiled, found[number].choices or {})
            for number in sorted(found)}

    def is_blamed(self, parts: Iterable[UsedPart]) -> bool:
        """Whether a finding is about one of these parts already."""
        return not self.blamed.isdisjoint(parts)

    @property
    def in_doubt(self) -> frozenset[UsedPart]:
        """What the parts that a finding is about rest on: once they are mended, it may matter."""
        return self.uses.below(self.blamed)

    def blame(self, part: UsedPart) -> None:
        """Remember that there is a finding about this part."""
        self.blamed.add(part)

    def claim(self, code: str, pointer: str, said: Sentence, rests_on: Iterable[UsedPart],
              example: AnswerSet | None = None, *, of_outcomes: bool = True) -> Finding:
        """A fault, or a doubt that says what its proof leaves out."""
        if of_outcomes and self.every is None:
            limit = counted_sentence("sampled", len(self.sample.drawn), seed=self._seed)
        elif self.uses.has_missing_rule(rests_on):
            limit = sentence("without_missing")
        else:
            return Finding(code, "fault", pointer, said, example)
        return Finding(code, "doubt", pointer, said, example, limit=limit)
