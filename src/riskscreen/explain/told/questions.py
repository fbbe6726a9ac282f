"""Questions and their words: what to ask next, and what each possible answer would make of the level."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import attrs

from riskscreen.engine.compile import Compiled
from riskscreen.engine.facts import Facts
from riskscreen.explain.blocks.open_groups import by_effect
from riskscreen.explain.find.questions import Question, found_questions
from riskscreen.explain.told.told import Told
from riskscreen.explain.words.levels import loose_words, possible_words
from riskscreen.explain.words.lines import Block, Line, bullet
from riskscreen.explain.words.terms import Terms
from riskscreen.model.answer import Answers
from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Level, ids_of

PossibleLevels = tuple[Level, ...]


@attrs.frozen(repr=False)
class Questions(Told[Question]):
    """The open items for an outcome, those first whose answer can narrow its bounds the most.

    There are none where the outcome has one level and no open answer can change that.  Where a published rule stands
    in for missing answers, an answer still can, so there are questions of an outcome with one level too.
    ``exact`` is false where there were too many states to follow: what an answer would give is sound, but may be wider
    than what can occur.
    """

    outcome: str
    at_least: Level
    at_most: Level
    possible: tuple[Level, ...]
    questions: tuple[Question, ...]
    exact: bool
    definition: Definition

    def to_dict(self) -> dict[str, object]:
        """The questions in plain values, ready for JSON."""
        return {"outcome": self.outcome, "at_least": self.at_least.id, "at_most": self.at_most.id,
                "possible": [level.id for level in self.possible], "exact": self.exact,
                "questions": [question.to_dict() for question in self.questions]}

    def blocks(self, terms: Terms) -> list[Block]:
        """The open items, what can settle the outcome first."""
        words, outcome, now = terms.words, terms.outcome(self.outcome), self.possible
        if not self.questions:
            stands = terms.pair(outcome, terms.text(self.at_least.label))
            return [[Line(words("questions.none", stands=stands))]]
        title = [Line(words("questions", outcome=outcome)),
                 *([] if self.exact else [Line(loose_words(terms, now[0]))])]
        return [title, *(_listed(terms, key, alike) for key, alike in by_effect(self.questions, now))]

    @property
    def _members(self) -> tuple[Question, ...]:
        return self.questions

    @property
    def _in_short(self) -> str:
        n_asked = f"{len(self)} {'question' if len(self) == 1 else 'questions'}"
        return f"about {self.outcome}, now {ids_of(self.possible)}: {n_asked}"

    def __getitem__(self, position: int) -> Question:
        return self.questions[position]


def questions_of(compiled: Compiled, answers: Answers, facts: Facts, outcome: str) -> Questions:
    """The unknown and unanswered items, ranked: what can settle the outcome alone comes first."""
    found = found_questions(compiled, answers, facts, outcome)
    now = found.possible
    return Questions(outcome, now[0], now[-1], now, found.questions, found.exact, compiled.definition)


def _listed(terms: Terms, key: str, questions: Sequence[Question]) -> list[Line]:
    """The items beneath what their answers would give; items of which that is the same stand together."""
    lines = [Line(terms.words.counted(key, len(questions)))]
    if key == "questions.idle":
        return [*lines, *(bullet(terms.item(question.item), 1) for question in questions)]
    for prospects, alike in groupby(questions, key=lambda question: _prospects(terms, question)):
        lines.append(Line(terms.words.sentences(prospects), 1))
        lines += [bullet(terms.item(question.item), 2) for question in alike]
    return lines


def _prospects(terms: Terms, question: Question) -> list[str]:
    """What each answer would give, answers that give the same taken together."""
    by_levels: dict[PossibleLevels, list[str]] = {}
    for prospect in question.prospects:
        by_levels.setdefault(prospect.possible, []).append(terms.choice(question.item, prospect.answer))
    return [terms.words("questions.if", answer=terms.words.either(labels), level=possible_words(terms, levels))
            for levels, labels in by_levels.items()]
