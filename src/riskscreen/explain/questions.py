"""What to ask next: how far an answer to each open item can narrow the bounds."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from riskscreen.engine.bounds import extremes, walked_case
from riskscreen.engine.compile import Compiled
from riskscreen.engine.facts import Facts, Span
from riskscreen.engine.one_outcome import OneOutcome
from riskscreen.engine.walk.case import answers_to
from riskscreen.engine.walk.questions import prospects_of
from riskscreen.model.answer import Answer, Answers
from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Level, ids_between
from riskscreen.model.truth import NO, UNDECIDED
from riskscreen.model.value import Value, value

_FEW_ITEMS = 64
_FEW_CHECKS = 20_000


@value
class Prospect(Value):
    """What one possible answer would make of the bounds; ``answer`` is an option or band id."""

    answer: str
    at_least: Level
    at_most: Level

    @property
    def settles(self) -> bool:
        """Whether this answer leaves a single level."""
        return self.at_least == self.at_most

    def __repr__(self) -> str:
        return f"<Prospect {self.answer}: {ids_between(self.at_least, self.at_most)}>"

    def to_dict(self) -> dict[str, object]:
        """The prospect in plain values."""
        return {"answer": self.answer, "at_least": self.at_least.id, "at_most": self.at_most.id}


@value
class Question(Value):
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
        return sum(prospect.at_most.rank - prospect.at_least.rank for prospect in self.prospects)

    def to_dict(self) -> dict[str, object]:
        """The question in plain values."""
        return {"item": self.item, "n_settling": self.n_settling,
                "prospects": [prospect.to_dict() for prospect in self.prospects]}


@value
class Questions(Value):
    """The open items for an outcome, those first whose answer can narrow its bounds the most.

    There are none where the outcome has one level and no open answer can change that.  Where a published rule stands
    in for missing answers, an answer still can, so there are questions of an outcome with one level too.
    ``exact`` is false where there were too many states to follow: what an answer would give is sound, but may be wider
    than what can occur.
    """

    outcome: str
    at_least: Level = attrs.field(repr=False)  # of a route, no view says that it is more or less than another
    at_most: Level = attrs.field(repr=False)
    questions: tuple[Question, ...]
    exact: bool
    definition: Definition = attrs.field(repr=False)

    def explain(self, language: str | None = None) -> str:
        """The questions in words, with what each answer would give.

        Args:
            language: One of the instrument's languages; English where it has it, unless said otherwise.

        Raises:
            UsageError: For a language that the instrument does not have; near names are suggested.
        """
        from riskscreen.explain.questions_text import questions_text  # noqa: PLC0415

        return questions_text(self, language)

    def to_dict(self) -> dict[str, object]:
        """The questions in plain values, ready for JSON."""
        return {"outcome": self.outcome, "at_least": self.at_least.id, "at_most": self.at_most.id, "exact": self.exact,
                "questions": [question.to_dict() for question in self.questions]}

    def __str__(self) -> str:
        return self.explain()

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __len__(self) -> int:
        return len(self.questions)

    def __getitem__(self, position: int) -> Question:
        return self.questions[position]


def questions_of(compiled: Compiled, answers: Answers, facts: Facts, outcome: str) -> Questions:
    """The unknown and unanswered items, ranked: what can settle the outcome alone comes first.

    Among equals, what leaves fewer levels open over all its answers, then the order of the instrument.
    """
    position = next(n for n, found in enumerate(compiled.definition.outcomes) if found.id == outcome)
    by_item = {entry.item: entry for entry in answers.entries}
    case = _Case(compiled, [by_item[item.id] for item in compiled.items], position)
    low, high = facts.outcomes[position]
    asked = [] if low == high and not case.may_be_filled_in else case.questions()
    ranked = sorted(asked, key=lambda question: (-question.n_settling, question.n_levels_left))
    return Questions(outcome, case.levels[low], case.levels[high], tuple(ranked), case.is_exact, compiled.definition)


class _Case:
    """The case as it stands, and what an answer to one more item makes of it."""

    def __init__(self, compiled: Compiled, entries: list[Answer], outcome: int) -> None:
        self.compiled, self.entries, self.outcome = compiled, entries, outcome
        self.levels = compiled.definition.outcomes[outcome].levels
        self.one = OneOutcome(compiled, outcome)
        self.open_items = [n for n, entry in enumerate(entries) if entry.applies != NO and entry.choice is None]
        self.is_exact = True

    @property
    def may_be_filled_in(self) -> bool:
        """Whether the outcome rests on a scale with a rule for missing answers, and one of its items is open."""
        tables = [self.compiled.tables[scale.id] for scale in self.one.scales if scale.missing is not None]
        return any(n in table.scores for table in tables for n in self.open_items)

    def questions(self) -> list[Question]:
        """Every open item, with the bounds that each answer leaves."""
        bounds = self._by_subtraction() if self._adds_up() else self._by_walk()
        return [Question(self.entries[n].item, tuple(
            Prospect(choice, self.levels[low], self.levels[high])
            for choice, (low, high) in zip(self.compiled.choices[n], bounds[n], strict=True))) for n in self.open_items]

    def _adds_up(self) -> bool:
        """Whether the answers only add up, over so many items that a walk would take longer than subtracting."""
        compiled, n_open = self.compiled, len(self.open_items)
        if n_open <= _FEW_ITEMS or sum(1 << n for n in self.open_items) & compiled.mixed_anywhere:
            return False
        if any(compiled.is_gate[n] for n in self.open_items):
            return False
        return n_open * self.one.n_checks <= _FEW_CHECKS

    def _by_subtraction(self) -> dict[int, list[Span]]:
        """An answer only replaces what the open item added to the extremes."""
        layout, found = self.compiled.layout, dict[int, list[Span]]()
        least, most = extremes(self.compiled, self.entries)
        for n in self.open_items:
            maybe = self.entries[n].applies == UNDECIDED
            low = least - layout.least(n, None, may_not_apply=maybe)
            high = most - layout.most(n, None, may_not_apply=maybe)
            found[n] = [self.one.bounds(low + layout.least(n, (choice,), may_not_apply=maybe),
                                        high + layout.most(n, (choice,), may_not_apply=maybe))
                        for choice in self.compiled.choices[n].values()]
        return found

    def _by_walk(self) -> dict[int, list[Span]]:
        """All answers to all items at once."""
        meaning, outcome = self.compiled.meaning, self.compiled.definition.outcomes[self.outcome]
        table = meaning.outcome_table(outcome.id)
        walked = walked_case(self.compiled, self.entries)
        self.is_exact = not meaning.is_loose(table)
        masks = prospects_of(table, walked.narrowed(table), answers_to(meaning, self.open_items))
        return {n: [table.ends(mask) for mask in masks[meaning.level[n]]] for n in self.open_items}
