"""Raw answers become Answers: checked against the definition, with the state of every item."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from riskscreen.answers.evidence import ABSENT, with_evidence
from riskscreen.answers.hints import ReadAnswer, near, what_answers
from riskscreen.answers.numbers import number_given
from riskscreen.answers.options import option_given
from riskscreen.answers.sets import answer_of_set, is_range, narrowed, ranged
from riskscreen.answers.texts import text_given
from riskscreen.answers.untrusted import given_members, is_a, is_set, plain_text, pointer_of
from riskscreen.errors import AnswersError, Problem, describe, pointer_to
from riskscreen.model.answer import Answer, Answers
from riskscreen.model.condition import Combination, Condition, ItemCondition
from riskscreen.model.definition import MOST_ITEMS, Definition
from riskscreen.model.item import Item
from riskscreen.model.response import UNKNOWN, NumberResponse, ResponseScale, TextResponse
from riskscreen.model.truth import NO, YES, Truth


def plain_answers(definition: Definition, answers: Mapping[str, str]) -> Answers:
    """The answers of a case that has been checked: an option id or *unknown* for exactly the items that apply."""
    return Answers(tuple(_plain(item.id, answers.get(item.id)) for item in definition.items))


@lru_cache(maxsize=4096)
def _plain(item: str, answer: str | None) -> Answer:
    """The same answers come back in case after case, and a frozen value can be shared."""
    if answer is None:
        return Answer(item, "not_applicable", NO)
    if answer == UNKNOWN:
        return Answer(item, "unknown")
    return Answer(item, "answered", YES, answer, answer)


Applies: TypeAlias = "Callable[[Item, Mapping[str, Answer]], Truth]"


def check_answers(definition: Definition, raw: object, applies: Applies, *, partial: bool = False) -> Answers:
    """The answers of a case, or one error with every problem.

    What conditions mean is not known here: *applies* tells from the items before whether one applies.

    Raises:
        AnswersError: For an item or option that the instrument does not have, a value of the wrong kind, an answer to
            an item that does not apply, and, unless *partial*, an item that applies and has no answer.
    """
    answers, problems = _by_item(definition, raw)
    entries: dict[str, Answer] = {}
    for section in definition.sections:
        in_section: Truth | None = None
        for item in section.items:
            if item.applies_when is None:  # then all it hangs on is what its section does
                in_section = applies(item, entries) if in_section is None else in_section
            does = applies(item, entries) if item.applies_when is not None or in_section is None else in_section
            entries[item.id] = _entry(item, does, answers, problems)
            if item.id in answers:
                if does == NO:
                    problems.append(_misplaced(item, (section.applies_when, item.applies_when)))
            elif does == YES and not partial and not isinstance(item.response, TextResponse):
                problems.append(_missing(item))
    if problems:
        raise AnswersError(problems, about="The set of answers")
    return Answers(tuple(entries.values()))


def answer_of(item: Item, raw: object) -> tuple[Answer, tuple[Problem, ...]]:
    """One answer to an item that applies, and what is wrong with it."""
    problems: list[Problem] = []
    return _entry(item, YES, {item.id: raw}, problems), tuple(problems)


def _by_item(definition: Definition, raw: object) -> tuple[dict[str, object], list[Problem]]:
    """The answers by the ids of their items, and a problem for each that has no item."""
    members = given_members(raw)
    if len(members) > MOST_ITEMS:
        found = f"{len(raw)} answers" if type(raw) is dict else f"more than {MOST_ITEMS} answers"
        raise AnswersError([Problem("A-too-many", "/answers", "There are more answers than an instrument has items.",
                                    found=found, expected=f"at most {len(definition.items)}")])
    known = {item.id: item for item in definition.items}
    named = {plain_text(given) for given, _ in members}
    _refuse_whole_document(named - known.keys())
    answers: dict[str, object] = {}
    problems: list[Problem] = []
    for given, answer in members:
        name = plain_text(given)
        if name is None or name not in known:
            unanswered = (item for item in known if item not in named)
            problems.append(Problem("A-unknown-item", "/answers" + pointer_of(given), "The instrument has no such "
                                    "item.", found=describe(given), suggestions=near(name, unanswered, problems)))
        elif name in answers:
            problems.append(Problem("J-duplicate-key", "/answers" + pointer_of(given), "This name stands more than "
                                    "once in the same object. Keep one of them.", found=describe(given)))
        else:
            answers[name] = answer
    return answers, problems


def _refuse_whole_document(names: set[str | None]) -> None:
    """A file of answers, or a result, is told as what it is, and not name by name as items that are not there."""
    if {"instrument", "answers"} <= names:
        raise AnswersError([Problem("A-whole-document", "/answers", "This is a whole answers file or result. Score "
                                    "what stands under 'answers'; riskscreen.read_answers reads it as text, and checks "
                                    "what it is for.", found="properties 'instrument' and 'answers'",
                                    expected="a mapping of item id to answer")])


def _misplaced(item: Item, gates: tuple[Condition | None, ...]) -> Problem:
    """The problem of an answer to an item that does not apply."""
    asked = [name for gate in gates for name in _items_of(gate)]
    return Problem("A-not-applicable", _pointer(item), "This item does not apply, so it cannot have an answer.",
                   item=item.id, expected="no answer here, or another answer to " + " or ".join(dict.fromkeys(asked)))


def _missing(item: Item) -> Problem:
    return Problem("A-missing", _pointer(item), "This item applies and has no answer.", item=item.id,
                   expected=what_answers(item))


def _pointer(item: Item) -> str:
    return "/answers" + pointer_to(item.id)


def _items_of(condition: Condition | None) -> Iterator[str]:
    if isinstance(condition, ItemCondition):
        yield condition.item
    elif isinstance(condition, Combination):
        for part in condition.parts:
            yield from _items_of(part)


def _entry(item: Item, applies: Truth, answers: Mapping[str, object], problems: list[Problem]) -> Answer:
    pointer = _pointer(item)
    if item.id not in answers:
        return Answer(item.id, "unanswered" if applies else "not_applicable", applies)
    raw, evidence = answers[item.id], dict[str, Any]()
    if is_a(raw, Mapping) and not is_range(raw):
        raw, evidence = with_evidence(item, raw, pointer, problems)
        if raw is ABSENT:
            return Answer(item.id, "unanswered", applies)
    if not applies:
        return Answer(item.id, "not_applicable", applies)
    if (several := is_set(raw)) or is_a(raw, Mapping):
        read = narrowed(item, raw, pointer, problems) if several else ranged(item, raw, pointer, problems)
        return answer_of_set(item, applies, read, pointer, problems, evidence)
    raw = raw if (text := plain_text(raw)) is None else text
    if text == UNKNOWN and not isinstance(item.response, TextResponse):
        if not item.response.allows_unknown:
            problems.append(Problem("A-unknown-not-allowed", pointer, "This item cannot be answered 'unknown'.",
                                    item=item.id, found=describe(raw), expected=what_answers(item)))
        return Answer(item.id, "unknown", applies, **evidence)
    given, choice = _READERS[type(item.response)](item, raw, pointer, problems)
    if given is None:  # a problem; what hangs on this answer stays open, so that it is not blamed too
        return Answer(item.id, "unanswered", applies)
    return Answer(item.id, "answered", applies, given, choice, **evidence)


_READERS: dict[type, Callable[[Item, object, str, list[Problem]], ReadAnswer]] = {
    ResponseScale: option_given,
    NumberResponse: number_given,
    TextResponse: text_given,
}
