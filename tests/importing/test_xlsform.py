"""XLSForm workbooks: what becomes of their questions, what stays open, and what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest

from riskscreen import InstrumentError
from riskscreen.importing.draft import Draft
from riskscreen.importing.reading import read_source

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
    """A constraint is quoted, and not read."""
    draft = read_source(form(("integer", "days", "", "", "", "", "", ". < 10"), ("decimal", "km")))

    assert [item["response"] for item in items(draft)] == [
        {"integer": {"min": None, "max": None}}, {"decimal": {"min": None, "max": None, "places": None}}]
    assert ". < 10" in told(draft, "/sections/0/items/0/response/integer")


@pytest.mark.parametrize("kind", ["select_multiple presence", "date", "image", "rank presence", "range",
                                  "select_one_from_file towns.csv", "select_one presence or_other"])
def test_question_that_an_instrument_cannot_ask_is_told(kind: str) -> None:
    """It keeps its place, and people decide what becomes of it."""
    draft = read_source(form((kind, "a", "A", "A")))

    assert items(draft)[0]["response"] in (None, "presence")
    assert told(draft, "/sections/0/items/0/response")


def test_what_is_no_question_is_left_out_and_told() -> None:
    """Notes, calculations and lists that nobody uses are named."""
    draft = read_source(form(("start", "start"), ("calculate", "sum"), ("note", "hello"), ("text", "a")))

    assert [item["id"] for item in items(draft)] == ["a"]
    assert [word for word in ("start", "sum", "hello", "presence") if word in told(draft, "")] == [
        "start", "sum", "hello", "presence"]
    assert "response_scales" not in draft.document


def test_settings_give_id_title_and_language() -> None:
    """A version that is no semantic one is quoted, not turned into one."""
    source = workbook({"survey": [("type", "name", "label"), ("text", "a", "Dreiging")], "settings": [
        ("form_title", "form_id", "version", "default_language"), ("Mijn lijst", "mijn-lijst", 2026, "Dutch (nl)")]})

    document = read_source(source).document

    assert (document["id"], document["version"], document["title"]) == ("mijn-lijst", None, {"nl": "Mijn lijst"})
    assert items(read_source(source))[0]["text"] == {"nl": "Dreiging"}
    assert "'2026'" in told(read_source(source), "/version")


@pytest.mark.parametrize(("source", "expected"), [
    pytest.param(form(("integr", "a")), [("I-unknown-type", "/survey/2/type")], id="unknown-type"),
    pytest.param(form(("select_one presense", "a")), [("I-unknown-list", "/survey/2/type")], id="unknown-list"),
    pytest.param(form(("select_one", "a")), [("I-unknown-type", "/survey/2/type")], id="select-without-a-list"),
    pytest.param(form(("text", "a"), ("text", "a")), [("I-duplicate-id", "/survey/3/name")], id="name-twice"),
    pytest.param(form(("text", "a"), ("", "b")), [("I-missing", "/survey/3/type")], id="no-type"),
    pytest.param(form(("text", "")), [("I-missing", "/survey/2/name")], id="no-name"),
    pytest.param(form(("text", "a"), ("end_group", "")), [("I-group", "/survey/3/type")], id="end-without-a-group"),
    pytest.param(form(("begin_group", "g"), ("text", "a"), ("end_repeat",)),
                 [("I-group", "/survey/2/type"), ("I-group", "/survey/4/type")], id="ends-that-do-not-fit"),
    pytest.param(form(("note", "a")), [("I-empty", "/survey/1")], id="no-questions"),
    pytest.param(form(("text", "a"), choices=[*PRESENCE, PRESENCE[0]]), [("I-duplicate-id", "/choices/4/name")],
                 id="option-twice"),
    pytest.param(form(("text", "a"), choices=[("presence", "", "Absent")]), [("I-missing", "/choices/2/name")],
                 id="option-without-a-name"),
    pytest.param(form(("text", "a"), choices=[("p", "a", "A", "A", "much")]),
                 [("I-not-a-number", "/choices/2/score")], id="score-in-words"),
    pytest.param(workbook({"Sheet1": [("a",)]}), [("I-no-sheet", "")], id="no-survey"),
    pytest.param(workbook({"survey": []}), [("I-empty", "/survey/1")], id="empty-sheet"),
    pytest.param(workbook({"survey": [SURVEY]}), [("I-empty", "/survey/1")], id="headers-alone"),
    pytest.param(workbook({"survey": [SURVEY, ("select_one p", "a")], "choices": []}),
                 [("I-no-sheet", "/survey/2/type")], id="empty-choices"),
    pytest.param(workbook({"survey": [("kind", "label::en")], "choices": [("list_name", "label::en"), ("p", "A")]}),
                 [("I-no-column", "/choices/1"), ("I-no-column", "/survey/1"), ("I-no-column", "/survey/1"),
                  ("I-empty", "/survey/1")], id="columns-missing-in-both-sheets"),
    pytest.param(form(("text", "a", "=A1")), [("I-formula", "/survey/2")], id="formula"),
    pytest.param(form(("text", "a", date(2026, 1, 2))), [("I-cell", "/survey/2")], id="date"),
    pytest.param(workbook({"survey": [SURVEY, ("text", "a"), ("text", "b")]},
                          lambda book: book["survey"].merge_cells("C2:C3")), [("I-merged", "/survey/2")], id="merged"),
    pytest.param(b"PK\x03\x04 and no more", [("I-not-a-workbook", "")], id="damaged")])
def test_what_is_no_form_is_refused(source: bytes, expected: list[tuple[str, str]]) -> None:
    """Each problem has its sheet, its row and, where it is about a cell, the header."""
    assert refused(source) == expected


def other_zip(name: str, content: bytes) -> bytes:
    """A zip file with one entry."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(("source", "code"), [
    pytest.param(other_zip("hello.txt", b"hello"), "I-not-a-workbook", id="another-zip"),
    pytest.param(other_zip("xl/worksheets/sheet1.xml", b"\0" * (1 << 27)), "I-too-large", id="zip-bomb"),
    pytest.param(other_zip("xl/worksheets/sheet1.xml", b'<mergeCell ref="A1:XFD1048576"/>'), "I-too-large",
                 id="millions-of-merged-cells"),
    pytest.param(workbook({"survey": [SURVEY]}, lambda book: book["survey"].cell(1_000_000, 16_000, "x")),
                 "I-too-large", id="cell-far-off"),
    pytest.param(b"PK" + b"x" * (1 << 23), "I-too-large", id="large")])
def test_hostile_workbook_is_refused_at_once(source: bytes, code: str) -> None:
    """Nothing is unpacked or opened that would fill the memory."""
    assert [found for found, _ in refused(source)] == [code]
