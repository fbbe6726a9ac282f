"""The open answers in groups of equal effect, with what an answer to one of a group would settle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import attrs

from riskscreen.explain.blocks.case import Case
from riskscreen.explain.blocks.evidence import evidence_words
from riskscreen.explain.find.open_answers import open_behind
from riskscreen.explain.find.questions import Question
from riskscreen.explain.words.levels import possible_words
from riskscreen.explain.words.lines import Line, bullet
from riskscreen.model.answer import State
from riskscreen.model.outcome import Level

PossibleLevels = tuple[Level, ...]


@attrs.frozen
class OpenGroup:
    """Open items to which the same answers have the same effect; without an effect, none of them has one alone."""

    items: tuple[str, ...]
    effect: tuple[str, ...]


@attrs.frozen
class OpenGroups:
    """Groups under the sentence that says what their answers can do."""

    title: str
    groups: tuple[OpenGroup, ...]


def open_groups(case: Case, questions: Sequence[Question]) -> list[OpenGroups]:
    """The open answers that may matter for the result, in the order in which to ask them."""
    behind, now = open_behind(case, case.result), case.result.possible
    asked = [question for question in questions if question.item in behind]
    return [OpenGroups(case.terms.words.counted(key, len(alike)), tuple(_grouped(case, alike, now)))
            for key, alike in by_effect(asked, now)]


def by_effect(questions: Sequence[Question], now: PossibleLevels) -> list[tuple[str, list[Question]]]:
    """The questions by what an answer to them can do, under the key of the sentence that says so."""
    found: dict[str, list[Question]] = {key: [] for key in (
        "questions.settling", _NARROWING[now[0].kind], "questions.changing", "questions.idle")}
    for question in questions:
        found[_effect_of(question, now)].append(question)
    return [(key, alike) for key, alike in found.items() if alike]


def _effect_of(question: Question, now: PossibleLevels) -> str:
    if question.n_settling and len(now) > 1:
        return "questions.settling"
    if all(prospect.possible == now for prospect in question.prospects):
        return "questions.idle"
    # Without a rule for missing answers each answer leaves only levels of now.
    narrows = all(set(prospect.possible) <= set(now) for prospect in question.prospects)
    return _NARROWING[now[0].kind] if narrows else "questions.changing"


_NARROWING = {"degree": "questions.narrowing", "route": "questions.excluding"}


def _grouped(case: Case, questions: Sequence[Question], now: PossibleLevels) -> Iterator[OpenGroup]:
    alike: dict[tuple[str, ...], list[str]] = {}
    for question in questions:
        alike.setdefault(tuple(_effect(case, question, now)), []).append(question.item)
    return (OpenGroup(tuple(items), effect) for effect, items in alike.items())


def _effect(case: Case, question: Question, now: PossibleLevels) -> Iterator[str]:
    """What each answer would make of the level, those together that do the same; the last, that others do nothing."""
    words, by_levels = case.terms.words, dict[PossibleLevels, list[str]]()
    for prospect in question.prospects:
        by_levels.setdefault(prospect.possible, []).append(case.terms.choice(question.item, prospect.answer))
    changing = [(labels, levels) for levels, labels in by_levels.items() if levels != now]
    for labels, levels in sorted(changing, key=lambda each: len(each[1])):
        key = "open.settles" if len(levels) == 1 else "open.leaves"
        yield words(key, answer=words.either(labels), level=possible_words(case.terms, levels))
    if changing and len(changing) < len(by_levels):
        yield words("open.else")


def open_group_lines(case: Case, questions: Sequence[Question], depth: int) -> list[Line]:
    """The same in lines."""
    found = open_groups(case, questions)
    lead, named = open_names(case, [item for each in found for group in each.groups for item in group.items])
    lines = [Line(lead, depth)] if lead is not None else []
    for each in found:
        lines.append(Line(each.title, depth))
        for group in each.groups:
            below = depth + 1
            if group.effect:
                lines.append(Line(" ".join(group.effect), below))
                below += 1
            for item in group.items:
                lines += [bullet(named(item), below), *(Line(text, below + 2) for text in evidence_words(case, item))]
    return lines


def open_names(case: Case, items: Sequence[str]) -> tuple[str | None, Callable[[str], str]]:
    """What all of these open answers are, where they are the same, and what to call each beside that."""
    states = {case.answers[item].state for item in items}
    if len(states) == 1 and not any(case.may_not_apply(item) for item in items):
        key = _ALL.get(states.pop())
        if key is not None:
            return case.terms.words.counted(key, len(items)), case.terms.item
    return None, case.answered


_ALL: dict[State, str] = {"unknown": "open.unknown", "unanswered": "open.unanswered"}
