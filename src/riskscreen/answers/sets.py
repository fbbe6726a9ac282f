"""Answers that are sets: one of several options, or a range of numbers, of which one is right."""

from __future__ import annotations

from typing import Any, TypeAlias

from riskscreen.answers.hints import what_answers
from riskscreen.answers.numbers import number_given
from riskscreen.answers.options import option_given
from riskscreen.answers.untrusted import elements_of, members_of, plain_text
from riskscreen.errors import MOST_COUNTED, Problem, describe
from riskscreen.model.answer import Answer, NumberRange
from riskscreen.model.item import Item
from riskscreen.model.number import Number, in_lowest_form
from riskscreen.model.response import UNKNOWN, NumberResponse, ResponseScale
from riskscreen.model.truth import Truth

Left: TypeAlias = "tuple[str, ...] | NumberRange | None"


def is_range(raw: object) -> bool:
    """Whether a mapping is a range of numbers: it has an end of one, and nothing else."""
    members = members_of(raw, len(_ENDS) + 1)
    return bool(members) and all(plain_text(name) in _ENDS for name, _ in members or ())


_ENDS = ("from", "to")


def narrowed(item: Item, raw: object, pointer: str, problems: list[Problem]) -> Left:
    """The options of a set, in the order of the definition; None where it has a problem."""
    elements = elements_of(raw, MOST_COUNTED)
    if elements is None or not isinstance(item.response, ResponseScale):
        told = "This answer could not be read: its own code failed." if elements is None else \
            "Several answers, of which one is right, are for an item with options" + (
                "; of a number, give a range: {\"from\": ..., \"to\": ...}."
                if isinstance(item.response, NumberResponse) else ".")
        problems.append(Problem("A-wrong-type", pointer, told, item=item.id, found=describe(raw),
                                expected=what_answers(item)))
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
    text = plain_text(raw)
    if text == UNKNOWN:
        problems.append(Problem("A-unknown-in-set", pointer, "A set has the answers that can be right; answer "
                                "'unknown' alone where nothing is ruled out.", item=item.id, found=describe(raw),
                                expected=", ".join(choice.id for choice in item.response.choices)))
        return None
    return option_given(item, raw if text is None else text, pointer, problems)[1]


def ranged(item: Item, raw: object, pointer: str, problems: list[Problem]) -> Left:
    """A range of numbers; None where it has a problem."""
    response, members = item.response, members_of(raw, len(_ENDS) + 1)
    if not isinstance(response, NumberResponse) or not members or not is_range(raw):
        told = "A range of numbers is for an item that asks for a number." if is_range(raw) else \
            "An answer inside an answer is a range of numbers, or nothing."
        problems.append(Problem("A-wrong-type", pointer, told, item=item.id, found=describe(raw),
                                expected=what_answers(item)))
        return None
    ends: dict[str, Number] = {"from": response.least, "to": response.most}
    n_before = len(problems)
    for given, end in members:
        name = str(plain_text(given))
        text = plain_text(end)
        number, _ = number_given(item, end if text is None else text, f"{pointer}/{name}", problems)
        if number is not None and not isinstance(number, str):
            ends[name] = number
    if len(problems) > n_before:
        return None
    if ends["from"] > ends["to"]:
        problems.append(_empty_set(item, pointer, f"from {ends['from']} to {ends['to']}"))
        return None
    return NumberRange(in_lowest_form(ends["from"]), in_lowest_form(ends["to"]))


def _empty_set(item: Item, pointer: str, found: str) -> Problem:
    return Problem("A-empty-set", pointer, "No answer is left in this set.", item=item.id, found=found,
                   expected=what_answers(item))


def answer_of_set(item: Item, applies: Truth, read: Left, pointer: str, problems: list[Problem],
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
                                "cannot be answered so.", item=item.id, expected=what_answers(item)))
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
