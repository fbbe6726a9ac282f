"""Raw answers become Answers: checked against the definition, with the state of every item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias

from riskscreen.errors import (
    MOST_COUNTED,
    MOST_PROBLEMS,
    MOST_SUGGESTIONS,
    AnswersError,
    Problem,
    describe,
    near_names,
    pointer_to,
)
from riskscreen.model.answer import Answer, Answers, NumberRange
from riskscreen.model.condition import Combination, Condition, ItemCondition
from riskscreen.model.definition import MOST_ITEMS, Definition
from riskscreen.model.item import Item
from riskscreen.model.number import (
    Number,
    decimals,
    has_places,
    in_lowest_form,
    number_in,
    whole_decimal,
    whole_number,
)
from riskscreen.model.response import UNKNOWN, NumberResponse, ResponseScale, TextResponse
from riskscreen.model.text import MOST_CHARACTERS
from riskscreen.model.truth import NO, YES, Truth

_RICH = ("answer", "because", "source", "indicators")


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


def option_of_number(item: Item, number: int) -> str | None:
    """The id of the option that a whole number means, which is the one with those digits as its id.

    It never is the option at that position: whoever means positions uses `score_codes`.
    """
    if not isinstance(item.response, ResponseScale) or abs(number) >= _TOO_LARGE:
        return None
    return next((option.id for option in item.response.options if option.id == str(number)), None)


_TOO_LARGE = 10**80  # no id is so long, and Python writes no number out that is much larger


def given_members(raw: object, *, about: str = "Answers are") -> list[tuple[object, object]]:
    """What a mapping of item id to answer holds, as it is now; no more than show that it is too much.

    Raises:
        AnswersError: For what is no mapping, or one whose own code fails.
    """
    members = _members(raw, MOST_ITEMS + 1) if _is_a(raw, Mapping) else None
    if members is None:
        told = "These answers could not be read: their own code failed." if _is_a(raw, Mapping) else \
            f"{about} a mapping of item id to answer."
        raise AnswersError([Problem("A-not-a-mapping", "/answers", told, found=describe(raw))])
    return members


def _by_item(definition: Definition, raw: object) -> tuple[dict[str, object], list[Problem]]:
    """The answers by the ids of their items, and a problem for each that has no item."""
    members = given_members(raw)
    if len(members) > MOST_ITEMS:
        found = f"{len(raw)} answers" if type(raw) is dict else f"more than {MOST_ITEMS} answers"
        raise AnswersError([Problem("A-too-many", "/answers", "There are more answers than an instrument has items.",
                                    found=found, expected=f"at most {len(definition.items)}")])
    known = {item.id: item for item in definition.items}
    named = {_text(given) for given, _ in members}
    _refuse_whole_document(named - known.keys())
    answers: dict[str, object] = {}
    problems: list[Problem] = []
    for given, answer in members:
        name = _text(given)
        if name is None or name not in known:
            unanswered = (item for item in known if item not in named)
            problems.append(Problem("A-unknown-item", "/answers" + _pointer_to(given), "The instrument has no such "
                                    "item.", found=describe(given), suggestions=_near(name, unanswered, problems)))
        elif name in answers:
            problems.append(Problem("J-duplicate-key", "/answers" + _pointer_to(given), "This name stands more than "
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


# What is given can be of any type and do anything; it is asked as little as possible, and never trusted.


def _is_a(value: object, kind: type) -> bool:
    """Whether the value is of this type, without asking the value itself."""
    return issubclass(type(value), kind)


def _text(value: object) -> str | None:
    """A text as a plain one; None for what is no text."""
    return str.__str__(value) if issubclass(type(value), str) else None


def _members(mapping: object, most: int) -> list[tuple[object, object]] | None:
    """The members of a mapping, at most so many, as they are now; None where its own code fails."""
    try:
        items = mapping.copy().items() if type(mapping) is dict else mapping.items()  # type: ignore[attr-defined]
        return [(name, part) for name, part in islice(items, most)]
    except Exception:  # a foreign mapping, or one that another thread changes
        return None


def _elements(value: object, most: int) -> list[object] | None:
    """The elements of a list or a set, at most so many; None for anything else, or where its own code fails."""
    try:
        return list(islice(value, most)) if _is_set(value) else None  # type: ignore[call-overload]
    except Exception:
        return None


def _pointer_to(name: object) -> str:
    text = _text(name)
    return pointer_to(describe(name) if text is None else text[:_LONGEST_NAME])


_LONGEST_NAME = 80


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


def _entry(item: Item, applies: Truth, answers: Mapping[str, object], problems: list[Problem]) -> Answer:
    pointer = _pointer(item)
    if item.id not in answers:
        return Answer(item.id, "unanswered" if applies else "not_applicable", applies)
    raw, evidence = answers[item.id], dict[str, Any]()
    if _is_a(raw, Mapping) and not _is_range(raw):
        raw, evidence = _rich(item, raw, pointer, problems)
        if raw is _ABSENT:
            return Answer(item.id, "unanswered", applies)
    if not applies:
        return Answer(item.id, "not_applicable", applies)
    if (is_set := _is_set(raw)) or _is_a(raw, Mapping):
        read = _narrowed(item, raw, pointer, problems) if is_set else _ranged(item, raw, pointer, problems)
        return _set_of(item, applies, read, pointer, problems, evidence)
    raw = raw if (text := _text(raw)) is None else text
    if text == UNKNOWN and not isinstance(item.response, TextResponse):
        if not item.response.allows_unknown:
            problems.append(Problem("A-unknown-not-allowed", pointer, "This item cannot be answered 'unknown'.",
                                    item=item.id, found=describe(raw), expected=_what_answers(item)))
        return Answer(item.id, "unknown", applies, **evidence)
    given, choice = _READERS[type(item.response)](item, raw, pointer, problems)
    if given is None:  # a problem; what hangs on this answer stays open, so that it is not blamed too
        return Answer(item.id, "unanswered", applies)
    return Answer(item.id, "answered", applies, given, choice, **evidence)


_ABSENT = object()


# Answers that are sets: one of several, not known which

Left: TypeAlias = "tuple[str, ...] | NumberRange | None"


def _is_set(raw: object) -> bool:
    return issubclass(type(raw), list | tuple | set | frozenset)


def _is_range(raw: object) -> bool:
    """Whether a mapping is a range of numbers: it has an end of one, and nothing else."""
    members = _members(raw, len(_ENDS) + 1)
    return bool(members) and all(_text(name) in _ENDS for name, _ in members or ())


_ENDS = ("from", "to")


def _narrowed(item: Item, raw: object, pointer: str, problems: list[Problem]) -> Left:
    """The options of a set, in the order of the definition; None where it has a problem."""
    elements = _elements(raw, MOST_COUNTED)
    if elements is None or not isinstance(item.response, ResponseScale):
        told = "This answer could not be read: its own code failed." if elements is None else \
            "Several answers, of which one is right, are for an item with options" + (
                "; of a number, give a range: {\"from\": ..., \"to\": ...}."
                if isinstance(item.response, NumberResponse) else ".")
        problems.append(Problem("A-wrong-type", pointer, told, item=item.id, found=describe(raw),
                                expected=_what_answers(item)))
        return None
    if not elements:
        problems.append(_empty_set(item, pointer, "an empty set"))
        return None
    n_before, chosen = len(problems), list[str]()
    for position, element in enumerate(elements):
        place = f"{pointer}/{position}"
        option = _element(item, element, place, problems)
        if option in chosen:
            problems.append(Problem("A-repeated-option", place, "This option stands twice in the set.", item=item.id,
                                    found=describe(element), expected="each option once"))
        elif option is not None:
            chosen.append(option)
    in_order = tuple(choice.id for choice in item.response.options if choice.id in chosen)
    return in_order if len(problems) == n_before else None


def _element(item: Item, raw: object, pointer: str, problems: list[Problem]) -> str | None:
    """One option of a set."""
    text = _text(raw)
    if text == UNKNOWN:
        problems.append(Problem("A-unknown-in-set", pointer, "A set has the answers that can be right; answer "
                                "'unknown' alone where nothing is ruled out.", item=item.id, found=describe(raw),
                                expected=", ".join(choice.id for choice in item.response.choices)))
        return None
    return _option(item, raw if text is None else text, pointer, problems)[1]


def _ranged(item: Item, raw: object, pointer: str, problems: list[Problem]) -> Left:
    """A range of numbers; None where it has a problem."""
    response, members = item.response, _members(raw, len(_ENDS) + 1)
    if not isinstance(response, NumberResponse) or not members or not _is_range(raw):
        told = "A range of numbers is for an item that asks for a number." if _is_range(raw) else \
            "An answer inside an answer is a range of numbers, or nothing."
        problems.append(Problem("A-wrong-type", pointer, told, item=item.id, found=describe(raw),
                                expected=_what_answers(item)))
        return None
    ends: dict[str, Number] = {"from": response.least, "to": response.most}
    n_before = len(problems)
    for given, end in members:
        name = str(_text(given))
        text = _text(end)
        number, _ = _number(item, end if text is None else text, f"{pointer}/{name}", problems)
        if number is not None and not isinstance(number, str):
            ends[name] = number
    if len(problems) > n_before:
        return None
    if ends["from"] > ends["to"]:
        problems.append(_empty_set(item, pointer, f"from {ends['from']} to {ends['to']}"))
        return None
    return NumberRange(ends["from"], ends["to"])


def _empty_set(item: Item, pointer: str, found: str) -> Problem:
    return Problem("A-empty-set", pointer, "No answer is left in this set.", item=item.id, found=found,
                   expected=_what_answers(item))


def _set_of(item: Item, applies: Truth, read: Left, pointer: str, problems: list[Problem],
            evidence: dict[str, Any]) -> Answer:
    """The answer that a set is: one option or number alone is that answer, all of them are *unknown*."""
    if read is None:  # a problem; what hangs on this answer stays open, so that it is not blamed too
        return Answer(item.id, "unanswered", applies)
    response = item.response
    if isinstance(read, NumberRange):
        assert isinstance(response, NumberResponse), "only numbers are read as ranges"
        if read.least == read.most:
            band = response.band_of(read.least)
            return Answer(item.id, "answered", applies, read.least, band.id if band else None, **evidence)
        is_all = (read.least, read.most) == (response.least, response.most)
    else:
        if len(read) == 1:
            return Answer(item.id, "answered", applies, read[0], read[0], **evidence)
        is_all = len(read) == len(response.choices)
    if not is_all:
        return Answer(item.id, "narrowed", applies, read, choices=_seen_of(item, read), **evidence)
    if not response.allows_unknown:
        problems.append(Problem("A-unknown-not-allowed", pointer, "A set of all answers is 'unknown', and this item "
                                "cannot be answered so.", item=item.id, expected=_what_answers(item)))
    return Answer(item.id, "unknown", applies, **evidence)


def _seen_of(item: Item, read: tuple[str, ...] | NumberRange) -> tuple[str, ...]:
    """What scoring sees of a set: the options, or the bands that the range meets."""
    if not isinstance(read, NumberRange):
        return read
    response = item.response
    assert isinstance(response, NumberResponse), "only numbers are read as ranges"
    first = response.band_of(read.least)
    return tuple(band.id for band in response.bands if band.start <= read.most
                 and (band == first or band.start > read.least))


def _rich(item: Item, raw: object, pointer: str, problems: list[Problem]) -> tuple[object, dict[str, Any]]:
    """The answer itself and its evidence."""
    members = _members(raw, MOST_COUNTED + len(_RICH))
    if members is None:
        problems.append(Problem("A-wrong-type", pointer, "This answer could not be read: its own code failed.",
                                item=item.id, found=describe(raw), expected=_what_answers(item)))
        return _ABSENT, {}
    parts: dict[str, object] = {}
    others = [name for name in _RICH if name not in {_text(given) for given, _ in members}]
    for given, part in members:
        name = _text(given)
        if name in _RICH:
            parts[name] = part
        else:
            problems.append(Problem("A-unknown-property", pointer + _pointer_to(given), "An answer has no such "
                                    "property.", item=item.id, found=describe(given), expected=", ".join(_RICH),
                                    suggestions=_near(name, others, problems)))
    evidence: dict[str, Any] = {name: text for name in ("because", "source") if name in parts
                                and (text := _evidence(item, parts[name], f"{pointer}/{name}", problems))}
    if "indicators" in parts:
        evidence["indicators"] = _indicators(item, parts["indicators"], f"{pointer}/indicators", problems)
    if "answer" not in parts:
        problems.append(Problem("A-missing", pointer, "There is evidence but no answer.", item=item.id,
                                expected=_what_answers(item)))
    return parts.get("answer", _ABSENT), evidence


def _evidence(item: Item, raw: object, pointer: str, problems: list[Problem]) -> str | None:
    text = _text(raw)
    if text is None:
        problems.append(Problem("A-wrong-type", pointer, "Evidence is a text.", item=item.id, found=describe(raw)))
    elif len(text) > MOST_CHARACTERS:
        problems.append(Problem("A-too-long", pointer, "This text is too long.", item=item.id,
                                found=f"a text of {len(text)} characters",
                                expected=f"at most {MOST_CHARACTERS} characters"))
    elif not _is_whole(text):
        problems.append(_half_a_character(item, pointer))
    return text


def _is_whole(text: str) -> bool:
    """Whether the text has no half of a surrogate pair, which nothing could write to a file or a screen."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _half_a_character(item: Item, pointer: str) -> Problem:
    return Problem("J-lone-surrogate", pointer, "Half of a surrogate pair is not a character. Write both halves, or "
                   "the character itself.", item=item.id)


def _indicators(item: Item, raw: object, pointer: str, problems: list[Problem]) -> tuple[str, ...]:
    known = [indicator.id for indicator in item.indicators]
    elements = _elements(raw, MOST_COUNTED) if issubclass(type(raw), list | tuple) else None
    if elements is None:
        problems.append(Problem("A-wrong-type", pointer, "Indicators are a list of ids.", item=item.id,
                                found=describe(raw)))
        return ()
    ticked: list[str] = []
    not_ticked = [name for name in known if name not in set(map(_text, elements))]
    for position, element in enumerate(elements):
        name = _text(element)
        if name is None or name not in known:
            problems.append(Problem("A-unknown-indicator", f"{pointer}/{position}", "The item has no such indicator.",
                                    item=item.id, found=describe(element),
                                    expected=", ".join(known) or "no indicators",
                                    suggestions=_near(name, not_ticked, problems)))
        elif name in ticked:
            problems.append(Problem("A-duplicate-indicator", f"{pointer}/{position}", "This indicator is ticked twice.",
                                    item=item.id, found=describe(element), expected="each indicator once"))
        else:
            ticked.append(name)
    return tuple(ticked)


def _near(name: str | None, known: Iterable[str], problems: list[Problem]) -> tuple[str, ...]:
    """Near names, as long as the problem is one of those that an error shows."""
    return near_names(name, known) if name is not None and len(problems) < MOST_PROBLEMS else ()


Read: TypeAlias = "tuple[str | Number | None, str | None]"


def _option(item: Item, raw: object, pointer: str, problems: list[Problem]) -> Read:
    choices = {choice.id: choice for choice in item.response.choices}
    if type(raw) is str and raw in choices:
        return raw, raw
    number = whole_number(raw)
    number = whole_decimal(raw) if number is None else number
    if number is not None:
        return _option_of_number(item, number, pointer, problems)
    meant = _meant(item, raw) if type(raw) is str else ()
    problems.append(Problem("A-unknown-option" if type(raw) is str and raw.strip() else "A-wrong-type", pointer,
                            _hint(item, raw), item=item.id, found=describe(raw), expected=_what_answers(item),
                            suggestions=meant or _near(_text(raw), choices, problems)))
    return None, None


def _meant(item: Item, raw: str) -> tuple[str, ...]:
    """The ids of options with this label, or of the one that is this number, as 1 is where files have 1.0."""
    labelled = [choice.id for choice in item.response.choices if raw in choice.label.to_dict().values()]
    number = None if labelled else number_in(raw)
    whole = None if number is None else in_lowest_form(number)
    option = option_of_number(item, whole) if isinstance(whole, int) else None
    return tuple(labelled[:MOST_SUGGESTIONS]) if option is None else (option,)


def _option_of_number(item: Item, number: int, pointer: str, problems: list[Problem]) -> Read:
    option = option_of_number(item, number)
    if option is None:
        problems.append(Problem("A-unknown-option", pointer, "A whole number is the option whose id is those digits, "
                                "and there is none here. The positions of options are for score_codes.", item=item.id,
                                found=describe(number), expected=_what_answers(item)))
    return option, option


def _number(item: Item, raw: object, pointer: str, problems: list[Problem]) -> Read:
    response = item.response
    assert isinstance(response, NumberResponse)
    number = _exact(raw)
    if number is None:
        problems.append(Problem("A-wrong-type", pointer, _hint(item, raw), item=item.id, found=describe(raw),
                                expected=_what_answers(item)))
        return None, None
    fits = response.least <= number <= response.most and has_places(number, response.places)
    if not fits:
        problems.append(Problem("A-out-of-range", pointer, "This number cannot be an answer.", item=item.id,
                                found=describe(raw), expected=_what_answers(item)))
        return None, None
    band = response.band_of(number)
    return in_lowest_form(number), band.id if band else None


def _exact(raw: object) -> Number | None:
    """The number without loss, or None: a float or a truth value is not one, and a text is one in plain digits."""
    if type(raw) is str:
        return number_in(raw)
    whole = whole_number(raw)
    if whole is not None:
        return whole
    from decimal import Decimal  # noqa: PLC0415  # most instruments ask for no number

    kind = type(raw)
    return Decimal(raw) if issubclass(kind, Decimal) and Decimal.is_finite(raw) else None  # type: ignore[arg-type]


def _free_text(item: Item, raw: object, pointer: str, problems: list[Problem]) -> Read:
    most = item.response.max_length  # type: ignore[union-attr]  # the table below gives only text items
    code, found = "A-wrong-type", describe(raw)
    if type(raw) is str:
        if not _is_whole(raw):
            problems.append(_half_a_character(item, pointer))
            return None, None
        if raw.strip() and len(raw) <= most:
            return raw, None
        code, found = "A-out-of-range", f"a text of {len(raw)} characters"
    problems.append(Problem(code, pointer, "This item is answered with a text; leave it out where there is nothing to "
                            "say.", item=item.id, found=found, expected=_what_answers(item)))
    return None, None


_READERS: dict[type, Callable[[Item, object, str, list[Problem]], Read]] = {
    ResponseScale: _option,
    NumberResponse: _number,
    TextResponse: _free_text,
}


def _hint(item: Item, raw: object) -> str:
    """What to do instead, told from the type alone: what is no text may do anything when it is asked."""
    kind, asks_a_number = type(raw), isinstance(item.response, NumberResponse)
    way_out = "; answer 'unknown' where nobody could tell." if item.response.allows_unknown else "."
    if raw is None or kind.__name__ in ("NAType", "NaTType") or _is_nan(raw):
        return "An empty value is not an answer" + way_out
    if type(raw) is str and not raw.strip():
        return "An empty text is not an answer" + way_out
    if type(raw) is str and asks_a_number:
        return "A number is written in plain digits, without an exponent, a comma, a blank or a plus."
    if kind.__name__.startswith("float"):
        return "Floats are not exact; " + (
            "give a whole number, a Decimal, or the digits as a text." if asks_a_number else "give the option's id.")
    if kind.__name__ in ("bool", "bool_"):
        return "Truth values are not answers; " + ("give the number." if asks_a_number else "give the option's id.")
    if kind.__name__ == "Decimal" and not asks_a_number:
        return "This decimal names no option; give the option's id."
    if any(base.__name__ == "Enum" for base in kind.__mro__):
        return "This is an enumeration member; give its text, such as member.value."
    return "This is not an answer to the item."


def _is_nan(raw: object) -> bool:
    kind = type(raw)
    if issubclass(kind, float):
        return float.__ne__(raw, raw)  # type: ignore[operator]  # a float
    return kind.__name__ == "Decimal" and str(raw).lower().lstrip("-s").startswith("nan")


def _what_answers(item: Item) -> str:
    response = item.response
    if isinstance(response, TextResponse):
        return f"a text of 1 to {response.max_length} characters"
    if isinstance(response, NumberResponse):
        kind = f"a number with at most {decimals(response.places)}" if response.is_decimal else "a whole number"
        known = f"{kind} from {response.least} to {response.most}"
    else:
        known = ", ".join(option.id for option in response.options)
    return known + (f", or {UNKNOWN}" if response.allows_unknown else "")
