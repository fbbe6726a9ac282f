"""Text in files that people open in spreadsheets: nobody's text may become a formula there.

A spreadsheet takes a cell for a formula that begins with an equals sign, a plus, a minus or an at sign, sometimes
behind a tab or a return.  Such a text is written with an apostrophe before it, which makes it text, and read without
it.  So is one that has apostrophes before such a sign by itself: what is read is always what was written.  A number
below zero is no formula, and stays a number.
"""

from __future__ import annotations

import re

# As Python and RE2, the engine of Arrow, both read it; \d is ASCII.
LIKE_A_FORMULA = r"^'*[=+\-@\t\r]"
NEGATIVE_NUMBER = r"^-([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][+-]?[0-9]+)?$"
GUARDED = r"^'+[=+\-@\t\r]"


def guarded_text(text: str) -> str:
    """The text, with an apostrophe where it needs one.

    Examples:
        >>> guarded_text("=1+1"), guarded_text("-1.5"), guarded_text("'-")
        ("'=1+1", '-1.5', "''-")
    """
    is_number = re.match(NEGATIVE_NUMBER, text) and not text.endswith("\n")
    return f"'{text}" if re.match(LIKE_A_FORMULA, text) and not is_number else text


def bare_text(text: str) -> str:
    """The text as it was before somebody guarded it.

    Examples:
        >>> bare_text("'=1+1"), bare_text("''-"), bare_text("'s avonds")
        ('=1+1', "'-", "'s avonds")
    """
    return text[1:] if re.match(GUARDED, text) else text
