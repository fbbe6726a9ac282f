"""Reasons: the minimal sets of given answers that alone force a level, whatever all other answers are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import attrs

from riskscreen.engine.compile import Compiled
from riskscreen.engine.facts import Facts
from riskscreen.explain.forcing import Claim, forcing_of
from riskscreen.explain.groups import Given, Group, n_sets_of, sets_of
from riskscreen.explain.minimal import Budget, merged_cells, minimal_counts
from riskscreen.model.answer import Answers
from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Level
from riskscreen.model.value import Value, value

MOST_QUESTIONS = 20_000
MOST_MERGED = 2_000


@value
class Reason(Value):
    """One way in which answers force a level: so many of each group."""

    groups: tuple[Group, ...]

    @property
    def n_sets(self) -> int:
        """How many plain sets this reason stands for."""
        return n_sets_of(self.groups)

    def expand(self) -> Iterator[frozenset[Given]]:
        """The plain sets of answers, each as ``(item, answer)`` pairs, one by one."""
        return sets_of(self.groups)

    def to_dict(self) -> dict[str, object]:
        """The reason in plain values."""
        return {"n_sets": self.n_sets, "groups": [group.to_dict() for group in self.groups]}


@value
class Reasons(Value):
    """All reasons why an outcome is at least, or at most, at a level.

    One reason without groups says that no answer is needed.  ``complete`` is false where the search had to stop, or
    where bounds are not known to be exact: what is listed is enough, but more may exist, or fewer answers may do.

    ``filled_in`` is true where a published rule for missing answers plays a part.  What is listed is then enough as
    long as no other answer is given: an answer counts for what it is, and no longer for what the rule makes of it.
    """

    outcome: str
    claim: Literal["at_least", "at_most"]
    level: Level
    reasons: tuple[Reason, ...]
    complete: bool
    filled_in: bool
    definition: Definition = attrs.field(repr=False)

    @property
    def n_sets(self) -> int:
        """How many plain sets all reasons stand for."""
        return sum(reason.n_sets for reason in self.reasons)

    def expand(self) -> Iterator[frozenset[Given]]:
        """Every minimal set of answers, one by one."""
        for reason in self.reasons:
            yield from reason.expand()

    def explain(self, language: str | None = None) -> str:
        """The reasons in words.

        Args:
            language: One of the instrument's languages; English where it has it, unless said otherwise.

        Raises:
            UsageError: For a language that the instrument does not have; near names are suggested.
        """
        from riskscreen.explain.reasons_text import reasons_text  # noqa: PLC0415

        return reasons_text(self, language)

    def to_dict(self) -> dict[str, object]:
        """The reasons in plain values, ready for JSON."""
        return {"outcome": self.outcome, "claim": self.claim, "level": self.level.id, "complete": self.complete,
                "filled_in": self.filled_in,
                "n_sets": self.n_sets, "reasons": [reason.to_dict() for reason in self.reasons]}

    def __str__(self) -> str:
        return self.explain()

    def __iter__(self) -> Iterator[Reason]:
        return iter(self.reasons)

    def __len__(self) -> int:
        return len(self.reasons)


def reasons_of(compiled: Compiled, answers: Answers, facts: Facts, outcome: str,
               claim: Literal["at_least", "at_most"]) -> Reasons:
    """All minimal reasons for the bound at which an outcome stands."""
    definition = compiled.definition
    position = next(n for n, found in enumerate(definition.outcomes) if found.id == outcome)
    rank = facts.outcomes[position][claim == "at_most"]
    budget = Budget(MOST_QUESTIONS)
    forcing = forcing_of(compiled, answers, Claim(position, rank, claim == "at_most"), budget)
    sizes = tuple(len(cell) for cell in forcing.cells)
    vectors = minimal_counts(sizes, forcing.is_forced, budget)
    given = {entry.item: entry.given for entry in answers.entries}
    named: list[tuple[Given, ...]] = [tuple((compiled.items[n].id, given[compiled.items[n].id]) for n in cell)
                                      for cell in forcing.cells]
    if len(vectors) <= MOST_MERGED:
        merged, vectors = merged_cells(sizes, vectors)
        named = [tuple(answer for position in cell for answer in named[position]) for cell in merged]
    return Reasons(
        outcome, claim, definition.outcomes[position].levels[rank],
        tuple(sorted((_reason(named, counts) for counts in vectors), key=_shortest_first)),
        complete=forcing.is_monotone and budget.is_exact and not budget.is_spent,
        filled_in=forcing.has_missing_rule, definition=definition)


def _reason(cells: list[tuple[Given, ...]], counts: tuple[int, ...]) -> Reason:
    return Reason(tuple(Group(count, answers) for answers, count in zip(cells, counts, strict=True) if count))


def _shortest_first(reason: Reason) -> tuple[int, int]:
    return sum(group.count for group in reason.groups), len(reason.groups)
