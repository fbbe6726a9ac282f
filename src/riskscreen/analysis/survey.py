"""What the check asks of an instrument over all its answer sets, each worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from riskscreen.analysis.answer_sets import AnswerSet, answer_set
from riskscreen.analysis.counting import Counting
from riskscreen.analysis.diagram import Diagram
from riskscreen.analysis.finding import Finding
from riskscreen.analysis.holding import Holding
from riskscreen.analysis.linear import with_linear_columns
from riskscreen.analysis.reach import Reached, reached
from riskscreen.analysis.reads import Reads
from riskscreen.analysis.sample import Chance, Sample
from riskscreen.analysis.uses import Part, Uses
from riskscreen.engine.compile import Compiled

_NO_MISSING = " A rule for missing answers can give other numbers, which were not looked at."


class Survey:
    """All joint states of an instrument where there are few enough, else a sample.

    ``scoring`` are the tables to score cases with, ``compiled`` those to follow states with.
    ``blamed`` holds the parts that a finding is about already: what follows from one fault is not said as another.
    """

    def __init__(self, compiled: Compiled, chance: Chance, seed: int) -> None:
        self.scoring = compiled
        self.compiled = with_linear_columns(compiled)
        self.definition = compiled.definition
        self.uses = Uses(compiled.definition)
        self.blamed: set[Part] = set()
        self._chance, self._seed = chance, seed
        self._numbers: dict[int, dict[int, AnswerSet] | None] = {}

    @cached_property
    def whole(self) -> Reached | None:
        """Every joint state of what the outcomes read, or None past the budget."""
        return reached(self.compiled, Reads(self.compiled).of_outcomes(range(len(self.definition.outcomes))))

    @cached_property
    def sample(self) -> Sample:
        """The sample that stands in past the budget."""
        return Sample(self.compiled, self._chance)

    @cached_property
    def counting(self) -> Counting:
        """What holds where, over all answer sets or over the sample."""
        return Counting(self.compiled, self.whole or self.sample)

    @cached_property
    def diagram(self) -> Diagram | None:
        """The nodes that tell the levels of all outcomes apart, where all joint states were followed."""
        if self.whole is None:
            return None
        joint = zip(*map(self.ranks, range(len(self.definition.outcomes))), strict=True)
        known: dict[tuple[int, ...], int] = {}
        return Diagram(self.whole, [known.setdefault(ranks, len(known)) for ranks in joint])

    @cached_property
    def places(self) -> dict[str, str]:
        """The pointer of each item."""
        return {item.id: f"/sections/{s}/items/{i}" for s, section in enumerate(self.definition.sections)
                for i, item in enumerate(section.items)}

    def edges_of(self, item: int) -> Iterator[tuple[int, ...]]:
        """Where the choices of an item lead, for each node of the diagram at which it applies."""
        assert self.diagram is not None
        return (edges for _, edges in self.diagram.forks(item))

    def ranks(self, outcome: int) -> list[int]:
        """The rank of an outcome in each state."""
        found = [0] * len(self.counting.found.states)
        for rank, bits in enumerate(self.counting.base.levels[outcome]):
            for place in self.counting.holding.places(bits):
                found[place] = rank
        return found

    def numbers(self, scale: int) -> dict[int, AnswerSet] | None:
        """The numbers that a scale can have, in its own units, lowest first, each with an answer set; or None."""
        if scale not in self._numbers:
            self._numbers[scale] = self._followed(scale)
        return self._numbers[scale]

    def _followed(self, scale: int) -> dict[int, AnswerSet] | None:
        found = reached(self.compiled, Reads(self.compiled).of_scale(scale))
        if found is None:
            return None
        first: dict[int, int] = {}
        for place, number in enumerate(Holding(self.compiled, found.states, found.counts).number_of(scale)):
            first.setdefault(number, place)
        return {number: answer_set(self.compiled, found.choices(first[number])) for number in sorted(first)}

    def is_blamed(self, parts: Iterable[Part]) -> bool:
        """Whether a finding is about one of these parts already."""
        return not self.blamed.isdisjoint(parts)

    @property
    def in_doubt(self) -> frozenset[Part]:
        """What the parts that a finding is about rest on: once they are mended, it may matter."""
        return self.uses.below(self.blamed)

    def blame(self, part: Part) -> None:
        """Remember that there is a finding about this part."""
        self.blamed.add(part)

    def claim(self, code: str, pointer: str, message: str, rests_on: Iterable[Part],
              example: AnswerSet | None = None, *, of_outcomes: bool = True) -> Finding:
        """A fault, or a doubt that says what its proof leaves out."""
        if of_outcomes and self.whole is None:
            return Finding(code, "doubt", pointer, f"{message} This holds in a sample of {len(self.sample.drawn)} "
                           f"answer sets, drawn with seed {self._seed}, and is no proof.", example)
        if self.uses.has_missing_rule(rests_on):
            return Finding(code, "doubt", pointer, message + _NO_MISSING, example)
        return Finding(code, "fault", pointer, message, example)
