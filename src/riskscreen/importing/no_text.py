"""What a spreadsheet, a translation program or a hurried person leaves in a cell that should hold a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

_ERRORS = frozenset({"#NAME?", "#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
                     "#NAAM?", "#VERW!", "#WAARDE!", "#N/B", "#DEEL/0!", "#LEEG!", "#GETAL!"})  # Excel speaks Dutch too
_STAND_INS = frozenset({"todo", "tbd", "tba", "fixme", "xxx", "translate", "vertalen"})
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,10});")
_IN_TEXTS = "\n\r\t"


def why_no_text(found: str, others: Iterable[str]) -> str | None:
    """Why this is no text of an instrument; None where it may be one.

    *Others* are the texts that the definition has at this place: what one of them has as well is meant so.

    Examples:
        >>> why_no_text("Zorg &amp; meer", ["Care & more"])
        'This looks like HTML, and readers would see the marks themselves. Write plain text.'
        >>> why_no_text("-", ["+"]) is None
        True
    """
    others = tuple(others)
    return next((why for is_so, why in _KINDS if is_so(found) and not any(map(is_so, others))), None)


def _is_stand_in(text: str) -> bool:
    """Whether it says that a text is still to come: by a word for that, or by no letter and no digit at all."""
    return text.strip(" \t\r\n.:!?-[](){}<>*").casefold() in _STAND_INS or not any(map(str.isalnum, text))


def _has_controls(text: str) -> bool:
    return any(unicodedata.category(letter) == "Cc" and letter not in _IN_TEXTS for letter in text)


_KINDS: tuple[tuple[Callable[[str], bool], str], ...] = (
    (lambda text: text in _ERRORS or set(text) == {"#"},
     "The spreadsheet could not work out what stands here, or had no room to show it. Write the text that is meant."),
    (lambda text: "\ufffd" in text,
     "Letters were lost here: the file was saved in another code. Save it as CSV in UTF-8, with the right letters."),
    (_has_controls, "This holds a character that cannot be seen. Write the text anew."),
    (lambda text: _MARKUP.search(text) is not None,
     "This looks like HTML, and readers would see the marks themselves. Write plain text."),
    (_is_stand_in, "This stands in for a text that is still to come."),
)
