"""Raw answers become Answers: checked against the definition, with the state of every item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from riskscreen.errors import MOST_PROBLEMS, AnswersError, Problem, describe, near_names, pointer_to
from riskscreen.model.condition import Combination, Condition, ItemCondition
from riskscreen.model.definition import MOST_ITEMS, Definition
from riskscreen.model.item import Item
from riskscreen.model.number import Number, has_places
from riskscreen.model.response import UNKNOWN, NumberResponse, ResponseScale, TextResponse
from riskscreen.model.truth import NO, UNDECIDED, YES, Truth, combined
from riskscreen.model.value import Value, value

State = Literal["answered", "unknown", "unanswered", "not_applicable"]

_RICH = ("answer", "because", "source", "indicators")


@value
class Answer(Value):
    """What is known of one item.

    ``given`` is the option id, number or text that the rater gave; ``choice`` is what scoring sees of it, the option or
    band id.  ``applies`` says whether the item applies in all completions (2), some (1) or none (0).
    """

    item: str
    state: State
    applies: Truth = YES
    given: str | Number | None = None
    choice: str | None = None
    because: str | None = None
    source: str | None = None
    indicators: tuple[str, ...] = ()


@value
class Answers(Value):
    """The state of every item of one case, in the order of the instrument."""

    entries: tuple[Answer, ...]

    def with_state(self, state: State) -> tuple[str, ...]:
        """The ids of the items in this state."""
        return tuple(entry.item for entry in self.entries if entry.state == state)

    def to_dict(self) -> dict[str, object]:
        """The answers as they are given to `Instrument.score`: simple ones as they are, others with their evidence."""
        return {entry.item: _written(entry) for entry in self.entries if entry.state in ("answered", "unknown")}


    def to_json(self) -> dict[str, object]:
        """The same for JSON, where a number with decimals is a text, so that no reader makes a float of it."""
        return {name: _without_decimals(answer) for name, answer in self.to_dict().items()}


def _without_decimals(answer: object) -> object:
    if isinstance(answer, dict):
        return {name: _without_decimals(part) for name, part in answer.items()}
    return answer if isinstance(answer, str | int | list) else str(answer)


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
    return Answer(item, "answered", YES, str.__str__(answer), str.__str__(answer))


def check_answers(definition: Definition, raw: object, *, partial: bool = False) -> Answers:
    """The answers of a case, or one error with every problem.

    Raises:
        AnswersError: For an item or option that the instrument does not have, a value of the wrong kind, an answer to
            an item that does not apply, and, unless *partial*, an item that applies and has no answer.
    """
    if not isinstance(raw, Mapping):
        raise AnswersError([Problem("A-not-a-mapping", "/answers", "Answers are a mapping of item id to answer.",
                                    found=describe(raw))])
    if len(raw) > MOST_ITEMS:
        raise AnswersError([Problem("A-too-many", "/answers", "There are more answers than an instrument has items.",
                                    found=f"{len(raw)} answers", expected=f"at most {len(definition.items)}")])
    answers = dict(raw.items())
    problems = [*_unknown_items(definition, answers)]
    entries: dict[str, Answer] = {}
    choices = {item.id: {choice.id for choice in item.response.choices} for item in definition.items}
    for section in definition.sections:
        in_section = _truth(section.applies_when, entries, choices)
        for item in section.items:
            applies = min(in_section, _truth(item.applies_when, entries, choices))
            entries[item.id] = _entry(item, applies, answers, problems)
            if item.id in answers:
                if applies == NO:
                    problems.append(_misplaced(item, (section.applies_when, item.applies_when)))
            elif applies == YES and not partial and not isinstance(item.response, TextResponse):
                problems.append(_missing(item))
    if problems:
        raise AnswersError(problems, about="The set of answers")
    return Answers(tuple(entries.values()))


def _unknown_items(definition: Definition, answers: Mapping[Any, Any]) -> Iterator[Problem]:
    known = {item.id: item for item in definition.items}
    strange = [name for name in answers if not (isinstance(name, str) and name in known)]
    for n, name in enumerate(strange):
        suggestions = near_names(name, known) if isinstance(name, str) and n < MOST_PROBLEMS else ()
        yield Problem("A-unknown-item", "/answers" + pointer_to(str(name)[:80]), "The instrument has no such item.",
                      found=describe(name), suggestions=suggestions)


def _misplaced(item: Item, gates: tuple[Condition | None, ...]) -> Problem:
    """The problem of an answer to an item that does not apply."""
    asked = [name for gate in gates for name in _items_of(gate)]
    return Problem("A-not-applicable", _pointer(item), "This item does not apply, so it cannot have an answer.",
                   item=item.id, expected="no answer here, or another answer to " + " or ".join(dict.fromkeys(asked)))


def _missing(item: Item) -> Problem:
    return Problem("A-missing", _pointer(item), "This item applies and has no answer.", item=item.id,
                   expected=_what_answers(item))


def _pointer(item: Item) -> str:
    return "/answers" + pointer_to(item.id)


def _items_of(condition: Condition | None) -> Iterator[str]:
    if isinstance(condition, ItemCondition):
        yield condition.item
    elif isinstance(condition, Combination):
        for part in condition.parts:
            yield from _items_of(part)


def _entry(item: Item, applies: Truth, answers: Mapping[Any, Any], problems: list[Problem]) -> Answer:
    pointer = _pointer(item)
    if item.id not in answers:
        return Answer(item.id, "unanswered" if applies else "not_applicable", applies)
    raw = answers[item.id]
    evidence: dict[str, Any] = {}
    if isinstance(raw, Mapping):
        raw, evidence = _rich(item, dict(raw.items()), pointer, problems)
        if raw is _ABSENT:
            return Answer(item.id, "unanswered", applies)
    if not applies:
        return Answer(item.id, "not_applicable", applies)
    if isinstance(raw, str) and raw == UNKNOWN and not isinstance(item.response, TextResponse):
        if not item.response.allows_unknown:
            problems.append(Problem("A-unknown-not-allowed", pointer, "This item cannot be answered 'unknown'.",
                                    item=item.id, found=describe(raw), expected=_what_answers(item)))
        return Answer(item.id, "unknown", applies, **evidence)
    given, choice = _READERS[type(item.response)](item, raw, pointer, problems)
    if given is None:  # a problem; what hangs on this answer stays open, so that it is not blamed too
        return Answer(item.id, "unanswered", applies)
    return Answer(item.id, "answered", applies, given, choice, **evidence)


_ABSENT = object()


def _rich(item: Item, raw: Mapping[Any, Any], pointer: str, problems: list[Problem]) -> tuple[Any, dict[str, Any]]:
    """The answer itself and its evidence."""
    for name in raw:
        if name not in _RICH:
            problems.append(Problem("A-unknown-property", pointer + pointer_to(str(name)[:80]),
                                    "An answer has no such property.", item=item.id, found=describe(name),
                                    expected=", ".join(_RICH),
                                    suggestions=_near(name, _RICH, problems)))
    evidence: dict[str, Any] = {}
    for name in ("because", "source"):
        if name in raw:
            if isinstance(raw[name], str):
                evidence[name] = raw[name]
            else:
                problems.append(Problem("A-wrong-type", f"{pointer}/{name}", "Evidence is a text.", item=item.id,
                                        found=describe(raw[name])))
    if "indicators" in raw:
        evidence["indicators"] = _indicators(item, raw["indicators"], pointer, problems)
    if "answer" not in raw:
        problems.append(Problem("A-missing", pointer, "There is evidence but no answer.", item=item.id,
                                expected=_what_answers(item)))
        return _ABSENT, evidence
    return raw["answer"], evidence


def _indicators(item: Item, raw: object, pointer: str, problems: list[Problem]) -> tuple[str, ...]:
    known = [indicator.id for indicator in item.indicators]
    if not isinstance(raw, list | tuple):
        problems.append(Problem("A-wrong-type", f"{pointer}/indicators", "Indicators are a list of ids.", item=item.id,
                                found=describe(raw)))
        return ()
    for position, name in enumerate(raw):
        if name not in known:
            problems.append(Problem("A-unknown-indicator", f"{pointer}/indicators/{position}",
                                    "The item has no such indicator.", item=item.id, found=describe(name),
                                    expected=", ".join(known) or "no indicators",
                                    suggestions=_near(name, known, problems)))
    return tuple(name for name in raw if name in known)


def _near(name: object, known: Iterable[str], problems: list[Problem]) -> tuple[str, ...]:
    """Near names, as long as the problem is one of those that an error shows."""
    return near_names(name, known) if isinstance(name, str) and len(problems) < MOST_PROBLEMS else ()


Read: TypeAlias = "tuple[str | Number | None, str | None]"


def _option(item: Item, raw: object, pointer: str, problems: list[Problem]) -> Read:
    known = [choice.id for choice in item.response.choices]
    if isinstance(raw, str) and (name := str.__str__(raw)) in known:
        return name, name
    suggestions = near_names(raw, known) if isinstance(raw, str) else ()
    problems.append(Problem("A-unknown-option" if isinstance(raw, str) and raw.strip() else "A-wrong-type", pointer,
                            _hint(raw), item=item.id, found=describe(raw), expected=_what_answers(item),
                            suggestions=suggestions))
    return None, None


def _number(item: Item, raw: object, pointer: str, problems: list[Problem]) -> Read:
    response = item.response
    assert isinstance(response, NumberResponse)
    number = _exact(raw)
    if number is None:
        problems.append(Problem("A-wrong-type", pointer, _hint(raw), item=item.id, found=describe(raw),
                                expected=_what_answers(item)))
        return None, None
    fits = response.least <= number <= response.most and has_places(number, response.places)
    if not fits:
        problems.append(Problem("A-out-of-range", pointer, "This number cannot be an answer.", item=item.id,
                                found=describe(raw), expected=_what_answers(item)))
        return None, None
    band = response.band_of(number)
    return number, band.id if band else None


def _exact(raw: object) -> Number | None:
    """The number without loss, or None: a float, a truth value or a text of digits is not one."""
    if isinstance(raw, bool) or not hasattr(type(raw), "__index__"):
        from decimal import Decimal  # noqa: PLC0415  # most instruments ask for no number

        return raw if isinstance(raw, Decimal) and raw.is_finite() else None
    return int(raw.__index__())  # type: ignore[attr-defined]  # numpy's integers have it too


def _free_text(item: Item, raw: object, pointer: str, problems: list[Problem]) -> Read:
    most = item.response.max_length  # type: ignore[union-attr]  # the table below gives only text items
    if isinstance(raw, str) and raw.strip() and len(raw) <= most:
        return str.__str__(raw), None
    problems.append(Problem("A-wrong-type" if not isinstance(raw, str) else "A-out-of-range", pointer,
                            "This item is answered with a text; leave it out where there is nothing to say.",
                            item=item.id, found=f"a text of {len(raw)} characters" if isinstance(raw, str) else
                            describe(raw), expected=_what_answers(item)))
    return None, None


_READERS: dict[type, Callable[[Item, object, str, list[Problem]], Read]] = {
    ResponseScale: _option,
    NumberResponse: _number,
    TextResponse: _free_text,
}


def _hint(raw: object) -> str:
    if raw is None or (isinstance(raw, float) and raw != raw) or type(raw).__name__ in ("NAType", "NaTType"):
        return "An empty value is not an answer; answer 'unknown' where nobody could tell."
    if isinstance(raw, str) and not raw.strip():
        return "An empty text is not an answer; answer 'unknown' where nobody could tell."
    if isinstance(raw, float):
        return "Floats are not exact; give a whole number, or a Decimal made from a text."
    if isinstance(raw, bool):
        return "Truth values are not answers; give the option's id."
    if hasattr(raw, "value") and hasattr(raw, "name"):
        return "This is an enumeration member; give its text, such as member.value."
    return "This is not an answer to the item."


def _what_answers(item: Item) -> str:
    response = item.response
    if isinstance(response, TextResponse):
        return f"a text of 1 to {response.max_length} characters"
    if isinstance(response, NumberResponse):
        kind = f"a number with at most {response.places} decimals" if response.is_decimal else "a whole number"
        known = f"{kind} from {response.least} to {response.most}"
    else:
        known = ", ".join(option.id for option in response.options)
    return known + (f", or {UNKNOWN}" if response.allows_unknown else "")


def _truth(condition: Condition | None, entries: Mapping[str, Answer], choices: Mapping[str, set[str]]) -> Truth:
    """Whether a condition on earlier items holds in all completions, in some or in none."""
    if condition is None:
        return YES
    if isinstance(condition, Combination):
        parts = [_truth(part, entries, choices) for part in condition.parts]
        return combined(condition.kind, parts, condition.count)
    assert isinstance(condition, ItemCondition), "link admits only conditions on items here"
    entry = entries[condition.item]
    if entry.state == "answered":
        return entry.applies if entry.choice in condition.options else NO
    every_answer_holds = choices[condition.item] <= set(condition.options)
    return entry.applies if every_answer_holds else min(entry.applies, UNDECIDED)


def _written(entry: Answer) -> object:
    answer = UNKNOWN if entry.state == "unknown" else entry.given
    evidence = {name: value for name, value in (("because", entry.because), ("source", entry.source),
                                                ("indicators", list(entry.indicators))) if value}
    return {"answer": answer, **evidence} if evidence else answer

