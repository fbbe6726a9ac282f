"""XLSForm workbooks: what becomes of their questions, what stays open, and what is refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from importing.forms import SURVEY, form, items, noted, told, workbook
from riskscreen import InstrumentError
from riskscreen.importing.reading import read_source


def refused(source: bytes) -> list[tuple[str, str]]:
    """Code and pointer of every problem."""
    with pytest.raises(InstrumentError) as caught:
        read_source(source)

    return [(problem.code, problem.pointer) for problem in caught.value.problems]


def test_question_with_options_becomes_an_item_on_a_response_scale() -> None:
    """The list is shared as it is in the form, and its scores are exact."""
    draft = read_source(form(("select_one presence", "threats", "Threats", "Dreiging", "Ask twice.", "Vraag door.")))

    assert items(draft) == [{"id": "threats", "text": {"en": "Threats", "nl": "Dreiging"}, "response": "presence",
                             "guidance": {"en": "Ask twice.", "nl": "Vraag door."}}]
    options = draft.document["response_scales"]["presence"]["options"]
    assert [(option["id"], str(option["score"])) for option in options] == [("absent", "0"), ("present", "1.5")]


def test_group_becomes_a_section() -> None:
    """A group inside another is a section of its own, and what follows it needs a new name."""
    draft = read_source(form(
        ("text", "a"), ("begin_group", "core", "Core", "Kern"), ("text", "b"), ("begin group", "inner"), ("text", "c"),
        ("end group",), ("text", "d"), ("end_group",)))

    sections = draft.document["sections"]
    assert [(section["id"], [item["id"] for item in section["items"]]) for section in sections] == [
        (None, ["a"]), ("core", ["b"]), ("inner", ["c"]), (None, ["d"])]
    assert sections[1]["title"] == {"en": "Core", "nl": "Kern"}


def test_conditions_are_quoted_and_left_to_people() -> None:
    """An expression of another language is not translated by guess, for a gate can change a level."""
    draft = read_source(form(
        ("text", "a"), ("begin_group", "g", "", "", "", "", "${a} = 'x'"), ("text", "b", "", "", "", "", "${a} != ''"),
        ("end_group",)))

    section = draft.document["sections"][1]
    assert (section["applies_when"], section["items"][0]["applies_when"]) == (None, None)
    assert "${a} = 'x'" in told(draft, "/sections/1/applies_when")
    assert "${a} != ''" in told(draft, "/sections/1/items/0/applies_when")


def test_number_is_open_where_the_form_has_no_limits() -> None:
    """A constraint is quoted for each limit, and not read."""
    draft = read_source(form(("integer", "days", "", "", "", "", "", ". < 10"), ("decimal", "km")))

    assert [item["response"] for item in items(draft)] == [
        {"integer": {"min": None, "max": None}}, {"decimal": {"min": None, "max": None, "places": None}}]
    assert [". < 10" in told(draft, f"/sections/0/items/0/response/integer/{end}") for end in ("min", "max")] == \
        [True, True]


@pytest.mark.parametrize("kind", ["date", "image", "rank presence", "range", "select_one_from_file towns.csv", "tel",
                                  "db:person", "phone number", "select_one", "select_one presense", "integr", ""])
def test_question_that_an_instrument_cannot_ask_is_told(kind: str) -> None:
    """It keeps its place, and people decide what becomes of it."""
    draft = read_source(form((kind, "a", "A", "A")))

    assert items(draft)[0]["response"] is None
    assert told(draft, "/sections/0/items/0/response")


def test_what_is_no_question_is_left_out_and_told() -> None:
    """Notes and lists that nobody uses are named; a calculation is open where a scale would stand."""
    draft = read_source(form(("start", "start"), ("calculate", "sum"), ("note", "hello"), ("text", "a")))

    assert [item["id"] for item in items(draft)] == ["a"]
    assert [(note.sheet, note.row) for note in draft.notes] == [("survey", 2), ("survey", 4), ("choices", 2)]
    assert [word for word in ("start", "hello", "presence", "Afwezig") if word in noted(draft)] == [
        "start", "hello", "presence", "Afwezig"]
    assert draft.document["scales"] == [None]
    assert 'calculates this: name "sum"' in told(draft, "/scales/0")
    assert "response_scales" not in draft.document


def test_settings_give_id_title_and_language() -> None:
    """A version that is no semantic one is quoted, not turned into one."""
    source = workbook({"survey": [("type", "name", "label"), ("text", "a", "Dreiging")], "settings": [
        ("form_title", "form_id", "version", "default_language"), ("Mijn lijst", "mijn-lijst", 2026, "Dutch (nl)")]})

    document = read_source(source).document

    assert (document["id"], document["version"], document["title"]) == ("mijn-lijst", None, {"nl": "Mijn lijst"})
    assert items(read_source(source))[0]["text"] == {"nl": "Dreiging"}
    assert '"2026"' in told(read_source(source), "/version")


@pytest.mark.parametrize(("source", "expected"), [
    pytest.param(form(("note", "a")), [("I-empty", "/survey/1")], id="no-questions"),
    pytest.param(workbook({"Sheet1": [("a",)]}), [("I-no-sheet", "")], id="no-survey"),
    pytest.param(workbook({"survey": []}), [("I-empty", "/survey/1")], id="empty-sheet"),
    pytest.param(workbook({"survey": [SURVEY]}), [("I-empty", "/survey/1")], id="headers-alone"),
    pytest.param(workbook({"survey": [("kind", "label::en")]}),
                 [("I-no-column", "/survey/1"), ("I-empty", "/survey/1")], id="no-types"),
    pytest.param(b"PK\x03\x04 and no more", [("I-not-a-workbook", "")], id="damaged")])
def test_what_is_no_form_is_refused(source: bytes, expected: list[tuple[str, str]]) -> None:
    """Each problem has its sheet, its row and, where it is about a cell, the header."""
    assert refused(source) == expected


def test_what_openpyxl_does_not_know_is_no_matter() -> None:
    """Spreadsheets write parts of their own, of which openpyxl warns; the cells are read all the same."""
    source, target = form(("text", "a", "A", "A")), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as parts, zipfile.ZipFile(target, "w") as changed:
        for name in parts.namelist():
            extended = parts.read(name).replace(b"</worksheet>", b'<extLst><ext uri="{own}"/></extLst></worksheet>')
            changed.writestr(name, extended)

    assert items(read_source(target.getvalue()))[0]["id"] == "a"


def other_zip(name: str, content: bytes) -> bytes:
    """A zip file with one entry."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(("source", "code"), [
    pytest.param(other_zip("hello.txt", b"hello"), "I-not-a-workbook", id="another-zip"),
    pytest.param(other_zip("xl/worksheets/sheet1.xml", b"\0" * (1 << 27)), "I-too-large", id="zip-bomb"),
    pytest.param(workbook({"survey": [SURVEY, *([("text",)] * 2_001)]}), "I-too-large", id="very-many-rows"),
    pytest.param(workbook({"survey": [["type", *map(str, range(101))], ["text"]]}), "I-too-large", id="many-columns"),
    pytest.param(workbook({"survey": [SURVEY]}, lambda book: book["survey"].cell(1_000_000, 16_000, "x")), "I-empty",
                 id="cell-far-off"),
    pytest.param(b"PK" + b"x" * (1 << 23), "I-too-large", id="large")])
def test_hostile_workbook_is_refused_at_once(source: bytes, code: str) -> None:
    """Nothing is unpacked or opened that would fill the memory."""
    assert [found for found, _ in refused(source)] == [code]
