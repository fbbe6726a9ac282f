"""Whatever is given to be imported gives a draft that can be written, or problems."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from importing.forms import CHOICES, SURVEY, assert_places_are_checked, workbook
from riskscreen import RiskscreenError
from riskscreen.importing.kinds import CODE_BOOK, XLSFORM, words_of
from riskscreen.importing.reading import read_source
from riskscreen.printable import printable

ODD = ["", "s1", "S 1", "unknown", "no = No | yes = Yes", "0 = No;1 = Yes", "Never | Often", "0 | 1", "0 | 1,5", "|",
       ";", "a=", "\u2028", "__proto__", "\ud7ff", "x" * 20_000, "yes", "core", "-0", "1" * 7]
WRITTEN = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).filter(lambda text: "=" not in text)
CELLS = st.one_of(st.sampled_from(ODD), WRITTEN)
HEADERS = ["options::en", "options::nl", "scores", "guidance::nl", "section", "section title::en", "min", "max",
           "places", "unit::en", "text::nl", "remarks"]
TYPES = st.sampled_from(["text", *words_of(XLSFORM), "select_one p", "select_multiple p", "select_one q or_other",
                         "begin_group", "end_group", "select_one", ""])


def assert_draft_or_problems(source: bytes) -> None:
    """The draft is plain JSON and each decision a place in it; else there is one of our errors, and it can be shown."""
    try:
        draft = read_source(source, language="en")
    except RiskscreenError as error:
        assert error.problems
        assert printable(str(error), keep="\n") == str(error)
        return
    assert json.loads(draft.to_json())["format"] == "riskscreen/1"
    assert_places_are_checked(draft)


@given(st.binary(max_size=200))
def test_any_bytes(source: bytes) -> None:
    """Nothing that is no table is taken for one, and nothing makes the reader fail."""
    assert_draft_or_problems(source)
    assert_draft_or_problems(b"PK" + source)


@given(st.data(), st.lists(st.sampled_from(HEADERS), max_size=6, unique=True), st.integers(1, 4))
def test_any_code_book(data: st.DataObject, headers: list[str], n_rows: int) -> None:
    """Whatever stands in the cells of a code book."""
    kinds = st.sampled_from([*words_of(CODE_BOOK), ""])
    lines = [["id", "text::en", "type", *headers], *(
        [f"i{n}", "T", data.draw(kinds), *(data.draw(CELLS) for _ in headers)] for n in range(n_rows))]
    text = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)

    assert_draft_or_problems(text.encode())


@given(st.lists(st.tuples(TYPES, CELLS, CELLS, CELLS), min_size=1, max_size=5), st.lists(CELLS, max_size=3))
def test_any_form(questions: list[tuple[str, ...]], labels: list[str]) -> None:
    """Whatever stands in the cells of a form."""
    survey = [(kind, f"q{n}", label, "", hint, "", gate) for n, (kind, label, hint, gate) in enumerate(questions)]
    options = [(name, f"o{n}", label) for name in ("p", "q") for n, label in enumerate(labels)]

    assert_draft_or_problems(workbook({"survey": [SURVEY, *survey], "choices": [CHOICES, *options]}))
