"""Answers as small numbers: the position of the option or band, and three codes below zero.

- ``-1`` is the answer *unknown*: somebody looked and could not tell;
- ``-2`` is no answer: the item does not apply, or nobody answered it;
- ``-3`` says that the item does not apply, and is refused where it does or may.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from riskscreen.answers import check_answers
from riskscreen.arguments import whole
from riskscreen.batch.arrays import Codes
from riskscreen.engine.compile import Compiled
from riskscreen.errors import AnswersError, Problem, pointer_to, wrong_shape
from riskscreen.model.item import Item
from riskscreen.model.number import Number
from riskscreen.model.response import UNKNOWN, Band

UNKNOWN_CODE = -1
NO_ANSWER_CODE = -2
NOT_APPLICABLE_CODE = -3
NAMES_OF_CODES = {UNKNOWN_CODE: "unknown", NO_ANSWER_CODE: "no answer", NOT_APPLICABLE_CODE: "does not apply"}


def encoded(compiled: Compiled, cases: Iterable[object], *, partial: bool) -> Codes:
    """The codes of cases given as for `Instrument.score`, one row a case; each case is checked first."""
    rows = [_row(compiled, case, partial=partial) for case in cases]
    return np.array(rows, np.int8).reshape(len(rows), len(compiled.items))


def _row(compiled: Compiled, case: object, *, partial: bool) -> list[int]:
    row = [NO_ANSWER_CODE] * len(compiled.items)
    answers = check_answers(compiled.definition, case, compiled.applies, partial=partial)
    narrowed = [item for item in answers.with_state("narrowed") if item in compiled.positions]
    if narrowed:
        raise AnswersError([no_code(compiled.items[compiled.positions[item]], "/answers" + pointer_to(item))
                            for item in narrowed], about="The set of answers")
    for entry in answers.entries:
        n = compiled.positions.get(entry.item)
        if n is None:
            continue
        if entry.choice is not None:
            row[n] = compiled.choices[n][entry.choice]
        elif entry.state in CODES_OF_STATES:
            row[n] = CODES_OF_STATES[entry.state]
    return row


def no_code(item: Item, place: str) -> Problem:
    """The problem of a set of answers where there are only codes."""
    return Problem("A-no-code", place, "A set of answers has no code: score this case by itself, with score.",
                   item=item.id, expected="one answer")


CODES_OF_STATES = {"unknown": UNKNOWN_CODE, "unanswered": NO_ANSWER_CODE, "not_applicable": NOT_APPLICABLE_CODE}


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
