"""Whatever a source says stands in the draft, or in a line about it; and each question is an item, or a line has it."""

from __future__ import annotations

import re
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from importing.forms import assert_places_are_checked, book, items, lines, rows_told, workbook
from riskscreen import InstrumentError
from riskscreen.importing.draft import Draft
from riskscreen.importing.kinds import CODE_BOOK, VALIDATED, XLSFORM, words_of
from riskscreen.importing.reading import read_source

SURVEY = ["type", "name", "label::en", "label::Nederlands", "hint::en", "relevant", "constraint", "calculation",
          "choice_filter", "parameters", "default", "disabled", "label::en", "remarks"]
CHOICES = ["list_name", "name", "label::en", "label::Nederlands", "score", "remarks"]
TYPES = [*words_of(XLSFORM), "select_one p", "select_multiple p", "select one from q", "select_one p or_other",
         "rank p", "select_one_from_file t.csv", "select_one nowhere", "tel", "", "begin_group", "begin_repeat",
         "end_group"]
BOOK = ["id", "type", "text::en", "text::nl", "guidance::en", "section", "section title::en", "branching logic",
        "validation", "min", "max", "places", "unit::en", "scores", "remarks"]
KINDS = [*words_of(CODE_BOOK), "strange", ""]
CHECKS = [*words_of(VALIDATED), "own_check", ""]
TOKEN = re.compile(r"t[0-9]+x")


def filled(data: st.DataObject, shapes: list[str], numbers: count[int]) -> str:
    """A cell of one of these shapes, in which each # is a text that stands nowhere else."""
    return re.sub("#", lambda _: f"t{next(numbers)}x", data.draw(st.sampled_from(shapes)))


def assert_nothing_is_lost(draft: Draft, source: list[list[str]]) -> None:
    """Every text that stands nowhere else is found again, if only where a line quotes it."""
    found = set(TOKEN.findall(lines(draft)))

    assert {token for row in source for cell in row for token in TOKEN.findall(cell)} - found == set()


@given(st.data(), st.lists(st.sampled_from(TYPES), min_size=1, max_size=5), st.integers(0, 3))
def test_nothing_of_a_form_is_lost(data: st.DataObject, types: list[str], n_options: int) -> None:
    """Whatever its questions are, its groups and its lists."""
    numbers = count()
    other = ["", "#", "=#"]
    names = ["#", "same", "=#", ""]
    rows = [[kind] if kind == "end_group" else
            [kind, filled(data, names, numbers), *(filled(data, other, numbers) for _ in SURVEY[2:-1])]
            for kind in types]
    options = [[filled(data, ["p", "q", "=#", ""], numbers), filled(data, names, numbers),
                *(filled(data, other, numbers) for _ in CHOICES[2:-1])] for _ in range(n_options)]
    try:
        draft = read_source(workbook({"survey": [SURVEY, *rows], "choices": [CHOICES, *options]}))
    except InstrumentError as error:
        assert {problem.code for problem in error.problems} == {"I-empty"}
        return

    assert_places_are_checked(draft)
    assert_nothing_is_lost(draft, [*rows, *options])
    ids = {item["id"] for item in items(draft)}
    for n, row in enumerate(rows, 2):
        if row[0] not in ("end_group", "begin_group", "begin_repeat") and any(row):
            assert row[1] in ids or ("survey", n) in rows_told(draft), row


@given(st.data(), st.lists(st.sampled_from(KINDS), min_size=1, max_size=6), st.booleans())
def test_nothing_of_a_code_book_is_lost(data: st.DataObject, kinds: list[str], is_redcap: bool) -> None:
    """Whatever its items are, and however their options are written."""
    numbers = count()
    other = ["", "#", "=#"]
    header = [*BOOK, "choices, calculations, or slider labels::en" if is_redcap else "options::en"]
    options = ["", "# = # | # = #", "#, # | #, #", "1, # | 2, #", "1, # | ABC, #", "# | #", "0 = # | 0 = #", "=#", "#"]
    special = {"validation": CHECKS, "min": ["", "0", "#"], "max": ["", "9", "#"], "scores": ["", "1 | 2", "#", "1=#"],
               "places": ["", "2", "#"], "section": ["", "#", "s", "s2"]}
    rows = [[filled(data, ["#", "same", ""], numbers), kind,
             *(filled(data, special.get(name, other), numbers) for name in BOOK[2:-1]), "",
             filled(data, options, numbers)] for kind in kinds]
    try:
        draft = read_source(book(header, *rows))
    except InstrumentError as error:
        assert {problem.code for problem in error.problems} == {"I-empty"}
        return

    assert_places_are_checked(draft)
    assert_nothing_is_lost(draft, rows)
    ids = {item["id"] for item in items(draft)}
    for n, row in enumerate(rows, 2):
        assert not any(row) or row[0] in ids or ("", n) in rows_told(draft), row
