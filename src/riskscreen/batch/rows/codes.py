"""Answers as small numbers: the position of the option or band, and three codes below zero.

- ``-1`` is the answer *unknown*: somebody looked and could not tell;
- ``-2`` is no answer: the item does not apply, or nobody answered it;
- ``-3`` says that the item does not apply, and is refused where it does or may.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs
import numpy as np

from riskscreen.answers.check import check_answers
from riskscreen.arguments import whole
from riskscreen.batch.arrays import Codes
from riskscreen.engine.compile import Compiled
from riskscreen.errors import AnswersError, Problem, pointer_to, wrong_shape
from riskscreen.model.answer import Answer
from riskscreen.model.item import Item
from riskscreen.model.number import Number, in_lowest_form
from riskscreen.model.response import UNKNOWN, Band, NumberResponse

UNKNOWN_CODE = -1
NO_ANSWER_CODE = -2
NOT_APPLICABLE_CODE = -3
IS_SET = 1 << 63  # in the bits of a set, beside those of its choices: a number that is only recorded has none of these
NAMES_OF_CODES = {UNKNOWN_CODE: "unknown", NO_ANSWER_CODE: "no answer", NOT_APPLICABLE_CODE: "does not apply"}


@attrs.frozen
class Reading:
    """What an answer is to scoring: a code, and of a set, which has that of no answer, the bits of its options."""

    code: int
    options: int = 0


def reading_of_entry(item: Item, entry: Answer) -> Reading:
    """What scoring sees of an answer that has been checked."""
    if entry.state == "narrowed":
        return Reading(NO_ANSWER_CODE, IS_SET | sum(1 << n for n, choice in enumerate(item.response.choices)
                                                    if choice.id in entry.choices))
    if entry.state in CODES_OF_STATES:
        return Reading(CODES_OF_STATES[entry.state])
    return Reading(next((n for n, choice in enumerate(item.response.choices) if choice.id == entry.choice), 0))


def encoded(compiled: Compiled, cases: Iterable[object], *, partial: bool) -> Codes:
    """The codes of cases given as for `Instrument.score`, one row a case; each case is checked first."""
    rows = [_codes(compiled, case, partial=partial) for case in cases]
    return np.array(rows, np.int8).reshape(len(rows), len(compiled.items))


def _codes(compiled: Compiled, case: object, *, partial: bool) -> list[int]:
    row = readings_of(compiled, case, partial=partial)
    problems = [no_code(item, "/answers" + pointer_to(item.id))
                for item, reading in zip(compiled.items, row, strict=True) if reading.options]
    if problems:
        raise AnswersError(problems, about="The set of answers")
    return [reading.code for reading in row]


def readings_of(compiled: Compiled, case: object, *, partial: bool) -> list[Reading]:
    """What scoring sees of a case, item by item; the case is checked first.

    Raises:
        AnswersError: If it is not valid.
    """
    answers = check_answers(compiled.definition, case, compiled.applies, partial=partial)
    return [reading_of_entry(*each) for each in zip(compiled.items, compiled.scored(answers), strict=True)]


def no_code(item: Item, place: str) -> Problem:
    """The problem of a set of answers where there are only codes."""
    return Problem("A-no-code", place, "A set of answers has no code. Give the table or the cases to pack, which keeps "
                   "sets, and score what it makes.", item=item.id, expected="one answer")


CODES_OF_STATES = {"unknown": UNKNOWN_CODE, "unanswered": NO_ANSWER_CODE, "not_applicable": NOT_APPLICABLE_CODE}


@attrs.frozen
class Row:
    """One row: the code of each item, and the bits of its set where it has one."""

    codes: tuple[int, ...]
    sets: tuple[int, ...] = ()


def decoded(items: Iterable[Item], row: Iterable[int]) -> dict[str, str | Number]:
    """The answers that a row of codes stands for; items without an answer are left out.

    A band stands for its lowest number.
    """
    answers: dict[str, str | Number] = {}
    for item, code in zip(items, row, strict=True):
        if code == UNKNOWN_CODE:
            answers[item.id] = UNKNOWN
        elif code >= 0:
            choice = item.response.choices[code]
            answers[item.id] = choice.start if isinstance(choice, Band) else choice.id
    return answers


def answers_of(items: Sequence[Item], row: Row) -> dict[str, object]:
    """The same of a row that can have sets."""
    return decoded(items, row.codes) | {item.id: _answer_of_set(item, bits)
                                        for item, bits in zip(items, row.sets, strict=False) if bits}


def _answer_of_set(item: Item, bits: int) -> object:
    choices = [choice for n, choice in enumerate(item.response.choices) if bits >> n & 1]
    if not isinstance(item.response, NumberResponse):
        return [choice.id for choice in choices]
    bands = [choice for choice in choices if isinstance(choice, Band)]
    return _range_over(item.response, bands[0], bands[-1])


def _range_over(response: NumberResponse, first: Band, last: Band) -> dict[str, Number]:
    """A range of more than one number, and not of all, that meets just these bands and those between them."""
    from decimal import Decimal  # noqa: PLC0415  # most instruments ask for no number

    step = in_lowest_form(Decimal(1).scaleb(-response.places))
    low, high = first.start, last.start
    if first == last:
        high = low + step
    elif (low, high) == (response.least, response.most):
        low += step  # its band has another number: of all numbers there is no set
    return {"from": in_lowest_form(low), "to": in_lowest_form(high)}


def checked_row(items: Sequence[Item], row: Iterable[object]) -> list[int]:
    """The codes of a row.

    Raises:
        UsageError: If there is not one for each item, or one is no whole number.
        AnswersError: If one stands for nothing.
    """
    codes = [NO_ANSWER_CODE if np.ma.is_masked(code) else whole("row", code) for code in row]
    if len(codes) != len(items):
        raise wrong_shape("The row does not have a code for each item.", found=f"{len(codes)} codes",
                          expected=f"{len(items)} codes")
    problems = [unknown_code(item, code, "/answers" + pointer_to(item.id))
                for item, code in zip(items, codes, strict=True) if code not in meanings(item)]
    if problems:
        raise AnswersError(problems, about="The row of codes")
    return codes


def unknown_code(item: Item, code: int, place: str) -> Problem:
    """The problem of a code that stands for nothing."""
    known = ", ".join(f"{code} ({name})" for code, name in sorted(meanings(item).items()))
    return Problem("A-unknown-code", place, "This code stands for no answer to the item.", item=item.id,
                   found=f"code {code}", expected=known)


def meanings(item: Item) -> Mapping[int, str]:
    """What each code of an item stands for."""
    return {**{code: choice.id for code, choice in enumerate(item.response.choices)}, **NAMES_OF_CODES}
