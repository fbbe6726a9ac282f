"""What is printed: nothing in it steers a terminal, hides, or turns the text around it."""

from __future__ import annotations

import json
import sys
import unicodedata

from riskscreen.cli.output import in_json, visible
from riskscreen.printable import in_one_line, printable

# Of the characters that Unicode has for control and format, those that are seen, or that join what is seen.
SHOWN = {*"\u200c\u200d\u06dd\u070f\u08e2\u0890\u0891\U000110bd\U000110cd",
         *map(chr, range(0x600, 0x606)), *map(chr, range(0x13430, 0x13440))}


def test_every_control_and_format_character_is_written_out() -> None:
    """The table is held against the database of Unicode that this Python has."""
    steering = [each for each in map(chr, range(sys.maxunicode + 1))
                if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert len(steering) > 2_000

    assert [hex(ord(each)) for each in steering if printable(each) == each and each not in SHOWN] == []


def test_what_is_written_out_is_shown() -> None:
    """An escape is plain ASCII, and plain text stays as it is."""
    assert printable("a\x1b[2J\u202e\U000e0041\ud800\n") == r"a\x1b[2J\u202e\U000e0041\ud800\n"
    assert printable("Zoë: 3\u202f%, \u65e5\u672c \U0001f469\u200d\U0001f52c") == \
        "Zoë: 3\u202f%, \u65e5\u672c \U0001f469\u200d\U0001f52c"


def test_lines_stay_lines_where_they_may() -> None:
    """A page has lines and tabs; one line has none."""
    assert visible("a\tb\n\x07") == "a\tb\n\\x07"
    assert in_one_line("a\r\n\tb\u2028c\x07") == "a b c\\x07"


def test_json_stays_json() -> None:
    """What is written out in JSON is read back as it was."""
    value = {"text": "a\x1b\u202e\u200b\U000e0041\n"}

    shown = in_json(value)

    assert printable(shown, keep="\n") == shown
    assert json.loads(shown) == value
