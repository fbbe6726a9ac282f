"""Forms and code books that are made for tests, and what a draft of them has to say."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from unittest.mock import patch

import openpyxl

import riskscreen
from riskscreen import InstrumentError
from riskscreen.importing.draft import Draft

Rows = Sequence[Sequence[object]]
SURVEY = ("type", "name", "label::English (en)", "label::Dutch (nl)", "hint::en", "hint::nl", "relevant", "constraint")
CHOICES = ("list_name", "name", "label::en", "label::nl", "score")
PRESENCE = [("presence", "absent", "Absent", "Afwezig", 0), ("presence", "present", "Present", "Aanwezig", 1.5)]


def workbook(sheets: Mapping[str, Rows], change: Callable[[Any], object] = lambda book: None) -> bytes:
    """The bytes of a workbook with these sheets, changed."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def form(*questions: Sequence[object], choices: Rows = PRESENCE, **settings: object) -> bytes:
    """A form of these questions."""
    return workbook({"survey": [SURVEY, *questions], "choices": [CHOICES, *choices],
                     **({"settings": [list(settings), list(settings.values())]} if settings else {})})


def items(draft: Draft) -> list[Any]:
    """All items of a draft."""
    return [item for section in draft.document["sections"] for item in section["items"]]


def told(draft: Draft, pointer: str) -> str:
    """What has to be decided at this place."""
    return " ".join(decision.question for decision in draft.decisions if decision.pointer == pointer)


def noted(draft: Draft) -> str:
    """What the draft has otherwise than the source."""
    return " ".join(note.text for note in draft.notes)


def book(*rows: Sequence[object]) -> bytes:
    """A code book of these rows."""
    target = io.StringIO(newline="")
    csv.writer(target).writerows(rows)
    return target.getvalue().encode()


def lines(draft: Draft) -> str:
    """All that is said of a draft, and the draft itself."""
    return "\n".join([draft.to_json(), *(decision.question for decision in draft.decisions), noted(draft)])


def rows_told(draft: Draft) -> set[tuple[str, int | None]]:
    """The rows, with their sheets, that a line is about."""
    return {(line.sheet, line.row) for line in (*draft.decisions, *draft.notes)}


def places_checked(draft: Draft) -> set[str]:
    """The places at which loading the draft names a problem."""
    with patch("riskscreen.definition.reading.MOST_PROBLEMS", 1_000), patch("riskscreen.errors.MOST_PROBLEMS", 1_000):
        try:
            riskscreen.loads(draft.to_json())
        except InstrumentError as error:
            assert error.n_problems == len(error.problems)
            return {problem.pointer for problem in error.problems}
    raise AssertionError("a draft was loaded")


def assert_places_are_checked(draft: Draft) -> None:
    """Each line of what is open has a place that loading complains of, and each such place has a line."""
    assert {decision.pointer for decision in draft.decisions} == places_checked(draft)
