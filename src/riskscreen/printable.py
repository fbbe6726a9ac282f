"""What a terminal would obey or not show, written out: one table for all that is printed."""

from __future__ import annotations

import re
from collections.abc import Callable


def _as_in_python(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def printable(text: str, *, keep: str = "", escaped: Callable[[str], str] = _as_in_python) -> str:
    r"""The text with every character that could steer a terminal or hide written out as an escape.

    That is: controls (escape sequences, ends of lines), marks that turn the direction of writing, characters without
    width, and halves of surrogate pairs.  The joiners that some scripts and emoji need stay, and what is to be *kept*.

    Examples:
        >>> printable("safe\r\x1b[2K low")
        'safe\\r\\x1b[2K low'
    """
    return _STEERING.sub(lambda match: match[0] if match[0] in keep else escaped(match[0]), text)


def in_one_line(text: str) -> str:
    r"""The same, with a blank for each end of a line.

    Examples:
        >>> in_one_line("safe\r\n\x1b[2K low")
        'safe \\x1b[2K low'
    """
    return printable(_BREAKS.sub(" ", text))


# Written out, and not taken from the Unicode database, so that every Python version prints the same.
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]")
