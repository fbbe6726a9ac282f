"""Answers to items with options."""

from __future__ import annotations

from riskscreen.answers.hints import ReadAnswer, hint, near, what_answers
from riskscreen.answers.untrusted import plain_text
from riskscreen.errors import MOST_SUGGESTIONS, Problem, describe
from riskscreen.model.item import Item
from riskscreen.model.number import in_lowest_form, number_in, whole_decimal, whole_number
from riskscreen.model.response import ResponseScale


def option_given(item: Item, raw: object, pointer: str, problems: list[Problem]) -> ReadAnswer:
    """The option that was given; None with a problem."""
    choices = {choice.id: choice for choice in item.response.choices}
    if type(raw) is str and raw in choices:
        return raw, raw
    number = whole_number(raw)
    number = whole_decimal(raw) if number is None else number
    if number is not None:
        return _option_of_number(item, number, pointer, problems)
    meant = _meant(item, raw) if type(raw) is str else ()
    problems.append(Problem("A-unknown-option" if type(raw) is str and raw.strip() else "A-wrong-type", pointer,
                            hint(item, raw), item=item.id, found=describe(raw), expected=what_answers(item),
                            suggestions=meant or near(plain_text(raw), choices, problems)))
    return None, None


def option_of_number(item: Item, number: int) -> str | None:
    """The id of the option that a whole number means, which is the one with those digits as its id.

    It never is the option at that position: whoever means positions uses `score_codes`.
    """
    if not isinstance(item.response, ResponseScale) or abs(number) >= _TOO_LARGE:
        return None
    return next((option.id for option in item.response.options if option.id == str(number)), None)


_TOO_LARGE = 10**80  # no id is so long, and Python writes no number out that is much larger


def _meant(item: Item, raw: str) -> tuple[str, ...]:
    """The ids of options with this label, or of the one that is this number, as 1 is where files have 1.0."""
    labelled = [choice.id for choice in item.response.choices if raw in choice.label.to_dict().values()]
    number = None if labelled else number_in(raw)
    whole = None if number is None else in_lowest_form(number)
    option = option_of_number(item, whole) if isinstance(whole, int) else None
    return tuple(labelled[:MOST_SUGGESTIONS]) if option is None else (option,)


def _option_of_number(item: Item, number: int, pointer: str, problems: list[Problem]) -> ReadAnswer:
    option = option_of_number(item, number)
    if option is None:
        problems.append(Problem("A-unknown-option", pointer, "A whole number is the option whose id is those digits, "
                                "and there is none here. The positions of options are for score_codes.", item=item.id,
                                found=describe(number), expected=what_answers(item)))
    return option, option
