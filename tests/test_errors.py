"""What an error shows of a value that it is about."""

from __future__ import annotations

from riskscreen.errors import FileName, describe

LONG = "/a-folder" * 10 + "/case-21.json"


def test_long_text_shows_how_it_begins() -> None:
    """In 80 characters."""
    assert describe(LONG) == f"'{LONG[:77]}...'"


def test_long_name_of_a_file_shows_how_it_ends() -> None:
    """What tells files of one folder apart is at the end."""
    assert describe(FileName(LONG)) == f"'...{LONG[-77:]}'"
    assert describe(FileName("a-folder/case-21.json")) == "'a-folder/case-21.json'"
