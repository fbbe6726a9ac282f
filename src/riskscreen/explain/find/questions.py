"""What to ask next: how far an answer to each open item can narrow the bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from riskscreen.cell import Cell
from riskscreen.engine.bounds import extremes, possible_ranks, walked_case
from riskscreen.engine.compile import Compiled
from riskscreen.engine.diagram.table import Table
from riskscreen.engine.facts import Facts
from riskscreen.engine.one_outcome import OneOutcome
from riskscreen.engine.walk.case import answers_to
from riskscreen.engine.walk.questions import prospects_of
from riskscreen.model.answer import Answer, Answers
from riskscreen.model.outcome import Level, ids_of

_FEW_ITEMS = 64
_FEW_CHECKS = 20_000
_FEW_NODES = 20_000

Ranks = tuple[int, ...]


@attrs.frozen(repr=False)
class Prospect(Cell):
    """What one possible answer would make of the levels; ``answer`` is an option or band id.

    ``possible`` are the levels that it leaves, lowest first; where too many states would have to be followed for each
    answer, all those between the ends count as possible.
    """

    answer: str
    at_least: Level
    at_most: Level
    possible: tuple[Level, ...]

    @property
    def settles(self) -> bool:
        """Whether this answer leaves a single level."""
        return len(self.possible) == 1

    def __repr__(self) -> str:
        return f"<Prospect {self.answer}: {ids_of(self.possible)}>"

    def to_dict(self) -> dict[str, object]:
        """The prospect in plain values."""
        return {"answer": self.answer, "at_least": self.at_least.id, "at_most": self.at_most.id,
                "possible": [level.id for level in self.possible]}


@attrs.frozen(repr=False)
class Question(Cell):
    """An open item with what each answer to it would give."""

    item: str
    prospects: tuple[Prospect, ...]

    @property
    def n_settling(self) -> int:
        """How many of its answers leave a single level."""
        return sum(prospect.settles for prospect in self.prospects)

    @property
    def n_levels_left(self) -> int:
        """How many levels stay possible beside the one it leaves, summed over its answers."""
        return sum(len(prospect.possible) - 1 for prospect in self.prospects)

    def to_dict(self) -> dict[str, object]:
        """The question in plain values."""
        return {"item": self.item, "n_settling": self.n_settling,
                "prospects": [prospect.to_dict() for prospect in self.prospects]}


@attrs.frozen
class FoundQuestions:
    """The levels that are possible now, the questions, and whether all states could be followed."""

    possible: tuple[Level, ...]
    questions: tuple[Question, ...]
    exact: bool


def found_questions(compiled: Compiled, answers: Answers, facts: Facts, outcome: str) -> FoundQuestions:
    """The unknown and unanswered items, ranked: what can settle the outcome alone comes first.

    Among equals, what leaves fewer levels open over all its answers, then the order of the instrument.
    """
    position = compiled.definition.outcome_numbers[outcome]
    case = _Asking(compiled, compiled.scored(answers), position)
    now = case.levels_of(possible_ranks(compiled, case.entries, facts)[position])
    asked = [] if len(now) == 1 and not case.may_be_filled_in else case.questions()
    ranked = sorted(asked, key=lambda question: (-question.n_settling, question.n_levels_left))
    return FoundQuestions(now, tuple(ranked), case.is_exact)


class _Asking:
    """The case as it stands, and what an answer to one more item makes of it."""

    def __init__(self, compiled: Compiled, entries: Sequence[Answer], outcome: int) -> None:
        self.compiled, self.entries, self.outcome = compiled, entries, outcome
        self.levels = compiled.definition.outcomes[outcome].levels
        self.one = OneOutcome(compiled, outcome)
        self.open_items = [n for n, entry in enumerate(entries) if entry.is_open and len(entry.left) != 1]
        self.is_exact = True

    @property
    def may_be_filled_in(self) -> bool:
        """Whether the outcome rests on a scale with a rule for missing answers, and one of its items is open."""
        tables = [self.compiled.tables[scale.id] for scale in self.one.scales if scale.missing is not None]
        return any(n in table.scores for table in tables for n in self.open_items if not self.entries[n].left)

    def questions(self) -> list[Question]:
        """Every open item, with the levels that each answer leaves."""
        found = self._by_subtraction() if self._adds_up() else None
        if found is None or (self._may_have_holes(found) and len(self.table.level) <= _FEW_NODES):
            found = self._by_walk()
        return [Question(self.entries[n].item, tuple(
            self._prospect(choice, ranks) for choice, ranks in zip(self._asked(n), found[n], strict=True)))
            for n in self.open_items]

    def _asked(self, n: int) -> Sequence[str]:
        """The answers that an item may still have."""
        return self.entries[n].left or tuple(self.compiled.choices[n])

    def levels_of(self, ranks: Ranks) -> tuple[Level, ...]:
        """The levels of these ranks."""
        return tuple(self.levels[rank] for rank in ranks)

    def _prospect(self, choice: str, ranks: Ranks) -> Prospect:
        levels = self.levels_of(ranks)
        return Prospect(choice, levels[0], levels[-1], levels)

    @staticmethod
    def _may_have_holes(found: Mapping[int, Sequence[Ranks]]) -> bool:
        """Whether something lies between the ends of what an answer leaves, which subtracting cannot tell."""
        return any(len(ranks) > 2 for prospects in found.values() for ranks in prospects)

    @property
    def table(self) -> Table:
        """The outcome, as it is walked."""
        return self.compiled.meaning.outcome_table(self.compiled.definition.outcomes[self.outcome].id)

    def _adds_up(self) -> bool:
        """Whether the answers only add up, over so many items that a walk would take longer than subtracting."""
        compiled, n_open = self.compiled, len(self.open_items)
        if n_open <= _FEW_ITEMS or sum(1 << n for n in self.open_items) & compiled.mixed_anywhere:
            return False
        if any(compiled.is_gate[n] or self.entries[n].left for n in self.open_items):
            return False
        return n_open * self.one.n_checks <= _FEW_CHECKS

    def _by_subtraction(self) -> dict[int, list[Ranks]]:
        """An answer only replaces what the open item added to the extremes.

        Every open item applies: what it could hang on would be open, and a gate.
        """
        layout, found = self.compiled.layout, dict[int, list[Ranks]]()
        least, most = extremes(self.compiled, self.entries)
        for n in self.open_items:
            low = least - layout.least(n, None, may_not_apply=False)
            high = most - layout.most(n, None, may_not_apply=False)
            added = [layout.given(n, choice) for choice in self.compiled.choices[n].values()]
            spans = [self.one.bounds(low + more, high + more) for more in added]
            found[n] = [tuple(range(lowest, highest + 1)) for lowest, highest in spans]
        return found

    def _by_walk(self) -> dict[int, list[Ranks]]:
        """All answers to all items at once."""
        meaning, table = self.compiled.meaning, self.table
        walked = walked_case(self.compiled, self.entries)
        self.is_exact = not meaning.is_loose(table)
        masks = prospects_of(table, walked.narrowed(table), answers_to(meaning, self.entries, self.open_items))
        return {n: [self._ranks(table.of(mask)) for mask in masks[meaning.level[n]]] for n in self.open_items}

    def _ranks(self, found: Ranks) -> Ranks:
        """The ranks that come out; all between them where a part has no diagram."""
        return found if self.is_exact else tuple(range(found[0], found[-1] + 1))
