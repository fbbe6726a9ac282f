"""What to ask next in plain words: the open items, with what each possible answer would make of the level."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from riskscreen.explain.text.view import Block, view_text
from riskscreen.explain.told.questions import Question, Questions
from riskscreen.explain.words.levels import loose_words, possible_words
from riskscreen.explain.words.lines import Line, bullet
from riskscreen.explain.words.terms import Terms
from riskscreen.model.outcome import Level

Possible = tuple[Level, ...]


def questions_text(questions: Questions, language: str | None) -> str:
    """The open items in words, what can settle the outcome first.

    Raises:
        UsageError: For a language that the instrument does not have; near names are suggested.
    """
    return view_text(questions.definition, language, lambda terms: questions_blocks(terms, questions))


def questions_blocks(terms: Terms, questions: Questions) -> list[Block]:
    """The open items, sorted by what an answer to them can do."""
    words, outcome, now = terms.words, terms.outcome(questions.outcome), questions.possible
    if not questions.questions:
        stands = terms.pair(outcome, terms.text(questions.at_least.label))
        return [[Line(words("questions.none", stands=stands))]]
    settling = [question for question in questions if question.n_settling and len(now) > 1]
    rest = [question for question in questions if question not in settling]
    idle = [question for question in rest if all(prospect.possible == now for prospect in question.prospects)]
    narrowing = [question for question in rest if question not in idle and _narrows(question, now)]
    changing = [question for question in rest if question not in idle and question not in narrowing]
    return [block for block in (
        [Line(words("questions", outcome=outcome)), *([] if questions.exact else [Line(loose_words(terms, now[0]))])],
        _listed(terms, words.counted("questions.settling", len(settling)), settling),
        _listed(terms, words.counted(_NARROWING[now[0].kind], len(narrowing)), narrowing),
        _listed(terms, words.counted("questions.changing", len(changing)), changing),
        _named(terms, words.counted("questions.idle", len(idle)), idle)) if block]


_NARROWING = {"degree": "questions.narrowing", "route": "questions.excluding"}


def _narrows(question: Question, now: Possible) -> bool:
    """Whether each answer leaves only levels of now; without a rule for missing answers each does."""
    return all(set(prospect.possible) <= set(now) for prospect in question.prospects)


def _listed(terms: Terms, title: str, questions: Sequence[Question]) -> list[Line]:
    """The items beneath what their answers would give; items of which that is the same stand together."""
    lines = [Line(title)] if questions else []
    for prospects, alike in groupby(questions, key=lambda question: _prospects(terms, question)):
        lines.append(Line(" ".join(prospects), 1))
        lines += [bullet(terms.item(question.item), 2) for question in alike]
    return lines


def _prospects(terms: Terms, question: Question) -> list[str]:
    """What each answer would give, answers that give the same taken together."""
    by_levels: dict[Possible, list[str]] = {}
    for prospect in question.prospects:
        by_levels.setdefault(prospect.possible, []).append(terms.choice(question.item, prospect.answer))
    return [terms.words("questions.if", answer=terms.words.either(labels), level=possible_words(terms, levels))
            for levels, labels in by_levels.items()]


def _named(terms: Terms, title: str, questions: Sequence[Question]) -> list[Line]:
    named = [bullet(terms.item(question.item), 1) for question in questions]
    return [Line(title), *named] if named else []
