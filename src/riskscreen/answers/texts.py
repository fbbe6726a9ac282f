"""Answers to items with texts."""

from __future__ import annotations

from riskscreen.answers.hints import ReadAnswer, what_answers
from riskscreen.errors import Problem, describe
from riskscreen.model.item import Item


def text_given(item: Item, raw: object, pointer: str, problems: list[Problem]) -> ReadAnswer:
    """The text that was given; None with a problem."""
    most = item.response.max_length  # type: ignore[union-attr]  # only text items come here
    code, found = "A-wrong-type", describe(raw)
    if type(raw) is str:
        if not is_whole(raw):
            problems.append(half_a_character(item, pointer))
            return None, None
        if raw.strip() and len(raw) <= most:
            return raw, None
        code, found = "A-out-of-range", f"a text of {len(raw)} characters"
    problems.append(Problem(code, pointer, "This item is answered with a text; leave it out where there is nothing to "
                            "say.", item=item.id, found=found, expected=what_answers(item)))
    return None, None


def is_whole(text: str) -> bool:
    """Whether the text has no half of a surrogate pair, which nothing could write to a file or a screen."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def half_a_character(item: Item, pointer: str) -> Problem:
    """The problem of a text with half of a surrogate pair."""
    return Problem("J-lone-surrogate", pointer, "Half of a surrogate pair is not a character. Write both halves, or "
                   "the character itself.", item=item.id)
