"""Answers to items with numbers."""

from __future__ import annotations

from riskscreen.answers.hints import ReadAnswer, hint, what_answers
from riskscreen.errors import Problem, describe
from riskscreen.model.item import Item
from riskscreen.model.number import Number, has_places, in_lowest_form, number_in, whole_number
from riskscreen.model.response import NumberResponse


def number_given(item: Item, raw: object, pointer: str, problems: list[Problem]) -> ReadAnswer:
    """The number that was given, and its band; None with a problem."""
    response = item.response
    assert isinstance(response, NumberResponse)
    number = _exact(raw)
    if number is None:
        problems.append(Problem("A-wrong-type", pointer, hint(item, raw), item=item.id, found=describe(raw),
                                expected=what_answers(item)))
        return None, None
    fits = response.least <= number <= response.most and has_places(number, response.places)
    if not fits:
        problems.append(Problem("A-out-of-range", pointer, "This number cannot be an answer.", item=item.id,
                                found=describe(raw), expected=what_answers(item)))
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
