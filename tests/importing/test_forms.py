"""Forty and more forms, each with a flaw that public ones have: each gives a draft, and nothing is lost unseen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs
import pytest
from openpyxl.styles import PatternFill

from importing.forms import (
    CHOICES,
    SURVEY,
    Rows,
    assert_places_are_checked,
    book,
    form,
    items,
    lines,
    noted,
    rows_told,
    told,
    workbook,
)
from riskscreen.importing.reading import read_source

TEXT = ("text", "a", "A", "A")
FIRST = "/sections/0/items/0"
REDCAP = ("Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
          "Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number",
          "Text Validation Min", "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)",
          "Required Field?", "Field Annotation")
OF_API = ("field_name", "form_name", "section_header", "field_type", "field_label", "select_choices_or_calculations",
          "field_note", "text_validation_type_or_show_slider_number", "text_validation_min", "text_validation_max",
          "identifier", "branching_logic", "required_field", "field_annotation")


@attrs.frozen
class Flaw:
    """A source with a flaw; what is open, by place; what is noted; and parts of the draft as they have to be."""

    source: bytes
    open: dict[str, Sequence[str]] = attrs.field(factory=dict)
    noted: Sequence[str] = ()
    has: dict[str, object] = attrs.field(factory=dict)
    language: str | None = None


def plain(*questions: Sequence[object], label: str = "label::en", choices: Rows = (), **sheets: Rows) -> bytes:
    """A form in one language, with further sheets."""
    return workbook({"survey": [("type", "name", label, "relevant", "choice_filter"), *questions],
                     "choices": [("list_name", "name", label), *choices], **sheets})


def redcap(*fields: dict[str, str], header: Sequence[str] = REDCAP) -> bytes:
    """A data dictionary of these fields; what they do not say is empty."""
    return book(header, *([{"Form Name": "f", **field}.get(name, "") for name in REDCAP] for field in fields))


def field(name: str, kind: str = "text", **other: str) -> dict[str, str]:
    """A field; the names of its columns are shortened."""
    whole = {"options": REDCAP[5], "check": REDCAP[7], "low": REDCAP[8], "high": REDCAP[9], "gate": REDCAP[11],
             "header": REDCAP[2], "form": REDCAP[1], "label": REDCAP[4]}
    return {REDCAP[0]: name, REDCAP[3]: kind, REDCAP[4]: f"Label of {name}",
            **{whole[short]: text for short, text in other.items()}}


def coloured(sheet: Any) -> None:
    """Give very many empty columns a colour, as somebody does who colours whole rows."""
    for row in range(1, 92):
        for column in range(4, 1_025):
            sheet.cell(row, column).fill = PatternFill("solid", fgColor="FFFF00")


YES_NO = [("yn", "no", "No"), ("yn", "yes", "Yes")]
KINDS = [("kinds", "hit", "Hitting"), ("kinds", "choke", "Choking")]

FLAWS: dict[str, Flaw] = {
    # --- XLSForm: cells that cannot be taken
    "formula-in-the-settings": Flaw(form(TEXT, version='=TEXT(NOW(),"yyyymmdd")'), {
        "/version": ['=TEXT(NOW(),"yyyymmdd")']}),
    "date-in-the-settings": Flaw(form(TEXT, version=date(2026, 3, 1)), {"/version": ["2026-03-01"]}),
    "formula-as-id-of-the-form": Flaw(form(TEXT, form_id="=A1"), {"/id": ["=A1"]}),
    "formula-as-title": Flaw(form(TEXT, form_title="=A1"), {"/title/en": ["=A1"], "/title/nl": ["=A1"]}),
    "formula-as-title-in-one-language": Flaw(workbook({
        "survey": [("type", "name", "label::en"), ("text", "a", "A")], "settings": [("form_title",), ("=A1",)]}),
        {"/title/en": ["=A1"]}, has={"/title/en": None}),
    "formulas-and-dates-in-sheets-that-are-not-read": Flaw(
        plain(("text", "a", "A"), notes=[("=A1", date(2026, 1, 1))], changelog=[(date(2026, 1, 2), "=B2")]),
        noted=['"notes", "changelog"']),
    "formula-as-label": Flaw(form(("text", "a", "=B2", "A")), {FIRST + "/text/en": ["=B2"]}),
    "date-as-label": Flaw(form(("text", "a", date(2026, 1, 2), "A")), {FIRST + "/text/en": ["2026-01-02"]}),
    "error-as-label": Flaw(form(("text", "a", "#REF!", "A"), choices=[]), {FIRST + "/text/en": ["#REF!"]}),
    "formula-as-name": Flaw(form(("text", "=C2", "A", "A")), {FIRST + "/id": ["=C2"]}),
    "formula-as-gate": Flaw(form(TEXT, ("text", "b", "B", "B", "", "", "=A1")), {
        "/sections/0/items/1/applies_when": ["=A1"]}),
    "formula-that-disables": Flaw(workbook({"survey": [("type", "name", "label::en", "disabled"),
                                                       ("text", "a", "A", "=TRUE()")]}), {
        FIRST + "/applies_when": ["=TRUE()"]}),
    "formula-as-type": Flaw(form(("=A1", "a", "A", "A")), {FIRST + "/response": ["=A1"]}),
    "formulas-and-dates-in-choices": Flaw(
        form(("select_one p", "a", "A", "A"), choices=[("p", date(2026, 2, 1), "X", "=A1", "=1+1"),
                                                       ("p", "y", "Y", "Y", "much")]),
        {"/response_scales/p/options/0/id": ["2026-02-01"], "/response_scales/p/options/0/label/nl": ["=A1"],
         "/response_scales/p/options/0/score": ["=1+1"], "/response_scales/p/options/1/score": ['"much"']}),
    "merged-cells": Flaw(workbook({"survey": [SURVEY, TEXT, ("text", "b", "", "B")]},
                                  lambda book: book["survey"].merge_cells("C2:C3")), {
        "/sections/0/items/1/text/en": ["merged with row 2", '"A"']}),
    "columns-with-a-colour": Flaw(workbook({"survey": [SURVEY, *[("text", f"q{n}", "T", "T") for n in range(90)]]},
                                           lambda book: coloured(book["survey"])), {"/sections/0/title": []}),
    # --- XLSForm: languages
    "language-by-name-and-tag": Flaw(plain(("text", "a", "Threats"), label="label::English (en)"), {},
                                     has={FIRST + "/text": {"en": "Threats"}}),
    "language-by-name": Flaw(plain(("text", "a", "Threats"), label="label::English"), {},
                             has={FIRST + "/text": {"en": "Threats"}}),
    "language-in-capitals": Flaw(plain(("text", "a", "Threats"), label="label::EN"), {},
                                 has={FIRST + "/text": {"en": "Threats"}}),
    "language-that-nobody-said": Flaw(plain(("text", "a", "Threats"), label="label"), {"/title/und": ["--lang"]},
                                      has={FIRST + "/text": {"und": "Threats"}}),
    "language-that-is-not-known": Flaw(plain(("text", "a", "Threats"), label="label::Anglish"),
                                       {"/title/und-anglish": ['"Anglish"', "--lang"]}),
    "language-that-is-not-known-and-said": Flaw(plain(("text", "a", "Threats"), label="label::Anglish"), {},
                                                has={FIRST + "/text": {"en": "Threats"}}, language="English"),
    "language-of-the-title-is-not-said": Flaw(form(TEXT, form_title="My form"), {
        "/title/en": ['"My form"'], "/title/nl": ['"My form"']}),
    "language-without-a-text": Flaw(workbook({
        "survey": [("type", "name", "label::en", "label::fr", "hint::sw"), ("text", "a", "A")]}), {},
        ['"label::fr", "hint::sw"'], {"/title": {"en": None}, FIRST + "/text": {"en": "A"}}),
    "default-language-with-a-title": Flaw(workbook({
        "survey": [("type", "name", "label", "label::fr"), ("text", "a", "A", "Ah")],
        "settings": [("form_title", "default_language"), ("Mijn lijst", "Nederlands")]}), {
        "/title/fr": ['"Mijn lijst"']}, has={"/title/nl": "Mijn lijst", FIRST + "/text": {"nl": "A", "fr": "Ah"}}),
    # --- XLSForm: questions
    "old-select-one": Flaw(plain(("select one from yn", "a", "A"), choices=YES_NO), {}, has={
        FIRST + "/response": "yn"}),
    "old-select-all": Flaw(plain(("select all that apply from kinds", "harm", "Which?"), choices=KINDS),
                           {FIRST + "/response": ["Hitting"], "/sections/0/items/1/response": ["Choking"]}),
    "several-options": Flaw(plain(("select_multiple kinds", "harm", "Which?"), choices=KINDS), {
        FIRST + "/response": ["hit", "Hitting"], "/sections/0/items/1/response": ["choke", "Choking"]}, has={
        FIRST + "/id": "harm_hit", FIRST + "/text": {"en": "Which? Hitting"},
        "/sections/0/items/1/id": "harm_choke", "/sections/0/items/1/text": {"en": "Which? Choking"}}),
    "another-option": Flaw(plain(("select_one yn or_other", "a", "A"), choices=YES_NO), {
        FIRST + "/response/options/2": ["or_other"]}, has={FIRST + "/response/options/1/id": "yes"}),
    "no-options-at-all": Flaw(plain(("text", "a", "A")), {}),
    "list-that-is-not-there": Flaw(plain(("select_one yno", "a", "A"), choices=YES_NO),
                                   {FIRST + "/response": ["no list \"yno\"", "Did you mean yn?"]}, ["No", "Yes"]),
    "choices-without-names": Flaw(workbook({"survey": [SURVEY, ("select_one yn", "a", "A", "A")],
                                            "choices": [("list_name", "label::en"), ("yn", "No")]}),
                                  {FIRST + "/response": ["no list"]}, ["There is no column 'name'"]),
    "equal-names-in-two-groups": Flaw(
        plain(("begin_group", "one", "One"), ("text", "who", "Who?"), ("end_group",),
              ("begin_group", "two", "Two"), ("text", "who", "Who else?"), ("end_group",)),
        {"/sections/1/items/0/id": ['"who"', "row 3"]}, has={FIRST + "/id": "who"}),
    "equal-names-of-groups": Flaw(
        plain(("begin_group", "g", "One"), ("text", "a", "A"), ("end_group",),
              ("begin_group", "g", "Two"), ("text", "b", "B"), ("end_group",)), {"/sections/1/id": ['"g"', "row 2"]}),
    "doubled-options": Flaw(
        plain(("select_one p", "a", "A", "", "x=${b}"), choices=[("p", "other", "Other"), ("p", "other", "Else")],
              settings=[("allow_choice_duplicates",), ("yes",)]),
        {"/response_scales/p/options/1/id": ['"other"', "row 2"]}, ["x=${b}"]),
    "doubled-options-to-choose-several-of": Flaw(
        plain(("select_multiple p", "a", "A"), choices=[("p", "other", "Other"), ("p", "other", "Else")]),
        {"/sections/0/items/1/id": ['Which id does this item get? It is for "Else" (']},
        has={FIRST + "/id": "a_other"}),
    "own-types": Flaw(plain(("tel", "a", "A"), ("db:person", "b", "B"), ("phone number", "c", "C")), {
        FIRST + "/response": ['"tel"'], "/sections/0/items/1/response": ['"db:person"'],
        "/sections/0/items/2/response": ['"phone number"']}),
    "asked-again-and-again": Flaw(plain(("begin_repeat", "r", "R"), ("text", "a", "A"), ("end_repeat",)), {
        "/sections/0/applies_when": ["again and again"]}),
    "calculation": Flaw(form(TEXT, ("calculate", "sum", "", "", "", "", "${a} = 1")), {
        "/scales/0": ["sum", "${a} = 1"]}),
    "groups-that-do-not-end": Flaw(plain(("begin_group", "g", "G", "${x} = 1"), ("text", "a", "A")), {
        "/sections/0/applies_when": ["${x} = 1"]}, ["never ended"]),
    "groups-that-end-otherwise": Flaw(
        plain(("begin_group", "g", "G"), ("text", "a", "A"), ("end_repeat",), ("end_group",)), {},
        ["calls it otherwise", "none has begun"]),
    "empty-group": Flaw(plain(("begin_group", "g", "G"), ("end_group",), ("text", "a", "A")), {}, ["No question"]),
    "note-beside-the-choices": Flaw(workbook({"survey": [SURVEY, ("select_one p", "a", "A", "A")], "choices": [
        CHOICES, ("p", "x", "X", "X", 1, None, "ask Jan"), ("p", "y", "Y", "Y", 0, None, "or Piet")]}), {},
        ['"ask Jan", and 1 more below it']),
    "header-that-stands-twice": Flaw(
        workbook({"survey": [SURVEY, TEXT], "settings": [("form_id", "form_id"), ("mine", "yours")]}),
        {"/id": ['"mine"', '"yours"']}),
    "no-names": Flaw(workbook({"survey": [("type", "label::en"), ("text", "A")]}), {FIRST + "/id": ["no"]}),
    "no-labels": Flaw(workbook({"survey": [("type", "name"), ("text", "a")]}), {FIRST + "/text": ["a"], "/title": []}),
    "row-without-a-type": Flaw(plain(("text", "a", "A"), ("", "b", "B")), {"/sections/0/items/1/response": []}),
    "codes-of-all-kinds": Flaw(plain(("select_one p", "a", "A"), choices=[
        ("p", -99, "A"), ("p", 0.5, "B"), ("p", True, "C"), ("p", "unknown", "D")]), {
        "/response_scales/p/options/0/id": ["D-bad-id"], "/response_scales/p/options/1/id": ["'0.5'"],
        "/response_scales/p/options/2/id": ["'TRUE'"], "/response_scales/p/options/3/id": ["D-reserved-id"]}),
    "text-that-is-filled-in": Flaw(plain(("text", "a", "Did <b>${who}</b> hit?")), {}, ["<b>, ${who}, </b>"]),
    "checked-text": Flaw(form(("text", "a", "A", "A", "", "", "", "regex(., 'x')")), {}, ["regex(., 'x')"]),
    # --- REDCap and other code books
    "redcap-number": Flaw(redcap(field("age", check="integer", low="0", high="120")), {}, has={
        FIRST + "/response": {"integer": {"min": 0, "max": 120}}}),
    "redcap-number-without-limits": Flaw(redcap(field("age", check="integer")), {
        FIRST + "/response/integer/min": [], FIRST + "/response/integer/max": []}),
    "redcap-decimal": Flaw(redcap(field("km", check="number_1dp_comma_decimal", low="0,5", high="9,5"),
                                  field("kg", check="number", low="today", high="9")), {
        "/sections/0/items/1/response/decimal/min": ['"today"'], "/sections/0/items/1/response/decimal/places": []},
        has={FIRST + "/response/decimal/places": 1, "/sections/0/items/1/response/decimal/max": 9}),
    "redcap-date": Flaw(redcap(field("seen", check="date_ymd", low="2020-01-01")), {
        FIRST + "/response": ["date_ymd", "2020-01-01"]}, has={FIRST + "/response": None}),
    "redcap-own-check": Flaw(redcap(field("bsn", check="bsn_nl")), {FIRST + "/response": ["bsn_nl"]}),
    "redcap-email": Flaw(redcap(field("mail", check="email")), {}, ['"email"'], {FIRST + "/response": {"text": {}}}),
    "redcap-gate": Flaw(redcap(field("weapon", "radio", options="0, No | 1, Yes", gate="[partner] = '1'")), {
        FIRST + "/applies_when": ["[partner] = '1'"]}, has={FIRST + "/response/options/1/id": "1"}),
    "redcap-checkbox": Flaw(redcap(field("harm", "checkbox", options="1, Hitting | 2, Choking", gate="[a] = 1")), {
        FIRST + "/response": ["Hitting"], "/sections/0/items/1/response": ["Choking"],
        FIRST + "/applies_when": ["[a] = 1"], "/sections/0/items/1/applies_when": ["[a] = 1"]}, has={
        FIRST + "/id": "harm___1", "/sections/0/items/1/id": "harm___2",
        "/sections/0/items/1/text": {"und": "Label of harm Choking"}}),
    "redcap-odd-codes": Flaw(redcap(field("a", "radio", options="1, One | ABC, Other | 0.5, Half"), field("b")), {
        FIRST + "/response/options/1/id": ["'ABC'"], FIRST + "/response/options/2/id": ["'0.5'"]}, has={
        FIRST + "/response/options/0/id": "1"}),
    "redcap-broken-options": Flaw(redcap(field("a", "radio", options="1, One | Two"), field("b")), {
        FIRST + "/response": ['"1, One | Two"']}, has={"/sections/0/items/1/id": "b"}),
    "redcap-api": Flaw(redcap(field("weapon", "radio", options="0, No | 1, Yes", gate="[a] = 1"),
                              field("age", check="integer", low="0", high="9"), header=OF_API), {
        FIRST + "/applies_when": ["[a] = 1"]}, has={
        FIRST + "/response/options/1/label": {"und": "Yes"}, "/sections/0/id": "f",
        "/sections/0/items/1/response/integer/max": 9}),
    "redcap-written-by-r": Flaw(redcap(
        field("a", header="NA", options="NA", check="NA", low="NA", high="NA", gate="NA", label="NA")), {}, ["NA"],
        {"/sections/0/items/0": {"id": "a", "text": {"und": "NA"}, "response": {"text": {}}}}),
    "redcap-forms-and-headers": Flaw(
        redcap(field("a", header="First"), field("b"), field("c", header="Second"), field("d", form="g"),
               field("x", "descriptive", header="Third", form="g"), field("e", form="g")), {
            "/sections/1/id": ['"f"'], "/sections/2/title": [], "/sections/3/id": ['"g"']}, has={
            "/sections/3/title": {"und": "Third"},
            "/sections/0/title": {"und": "First"}, "/sections/1/title": {"und": "Second"}, "/sections/2/id": "g"}),
    "redcap-calculation": Flaw(redcap(field("a"), field("sum", "calc", options="[a] + 1")), {
        "/scales/0": ["sum", "[a] + 1"]}),
    "redcap-slider": Flaw(redcap(field("pain", "slider", options="None | Some | Much", check="number")), {
        FIRST + "/response": ["None | Some | Much"]}),
    "book-with-formulas": Flaw(book(("id", "text::en", "options::en", "scores"), ("=A1", "T", "no = No", "=1+1"),
                                    ("b", "== What ==", "=A2", "")), {
        FIRST + "/id": ["=A1"], FIRST + "/response/options/0/score": ["=1+1"],
        "/sections/0/items/1/text/en": ["== What =="], "/sections/0/items/1/response": ["=A2"]}),
    "book-with-a-header-twice": Flaw(book(("id", "text::en", "question::en", "type"), ("a", "A", "A", "text"),
                                          ("b", "B", "Bee", "text")), {
        "/sections/0/items/1/text/en": ['"B"', '"Bee"']}, has={FIRST + "/text": {"en": "A"}}),
    "book-without-ids": Flaw(book(("id", "text::en"), ("", "A"), ("b", "B"), ("b", "C")), {
        FIRST + "/id": ["none"], "/sections/0/items/2/id": ['"b"', "row 3"]}),
    "book-with-an-odd-kind": Flaw(book(("id", "text::en", "type"), ("a", "A", "radoi")), {
        FIRST + "/response": ['"radoi"', "Did you mean radio?"]}),
    "book-with-limits-in-words": Flaw(book(("id", "text::en", "type", "min"), ("a", "A", "integer", "none")), {
        FIRST + "/response/integer/min": ['"none"']}),
    "book-with-limits-of-a-text": Flaw(book(("id", "text::en", "type", "max"), ("a", "A", "text", "9")), {}, ['"9"']),
    "book-with-other-codes-in-dutch": Flaw(
        book(("id", "text::en", "options::en", "options::nl"), ("a", "A", "0 = No", "1 = Nee")),
        {FIRST + "/response": ["0 = No", "1 = Nee"]}),
    "book-with-a-code-twice": Flaw(book(("id", "text::en", "options::en", "scores"), ("a", "A", "0=N|0=Y", "1|2")), {
        FIRST + "/response/options/1/id": ["twice"]}),
    "book-with-too-few-scores": Flaw(book(("id", "text::en", "options::en", "scores"), ("a", "A", "0=N|1=Y", "1")), {
        FIRST + "/response/options/0/score": ["1 scores for 2 options"]}),
    "book-with-odd-scores": Flaw(
        book(("id", "text::en", "options::en", "scores"), ("a", "A", "0=N|1=Y", "0=1,5|1=2|2=3")),
        {FIRST + "/response/options/0/score": ['"0=1,5"', '"2=3"']}, has={FIRST + "/response/options/1/score": 2}),
}


def part_at(document: Any, pointer: str) -> Any:
    """The part of a document at a place."""
    for step in pointer.split("/")[1:]:
        document = document[int(step) if isinstance(document, list) else step]
    return document


@pytest.mark.parametrize("name", FLAWS)
def test_form_with_a_flaw_gives_a_draft(name: str) -> None:
    """What cannot be taken is open at its place, with its row; what the draft does not hold is noted; no more."""
    flaw = FLAWS[name]

    draft = read_source(flaw.source, language=flaw.language)

    assert_places_are_checked(draft)
    for pointer, words in flaw.open.items():
        assert told(draft, pointer), f"nothing is open at {pointer}"
        assert [word for word in words if word not in told(draft, pointer)] == [], told(draft, pointer)
    assert [word for word in flaw.noted if word not in noted(draft)] == [], noted(draft)
    assert {pointer: part_at(draft.document, pointer) for pointer in flaw.has} == flaw.has


def test_forty_forms_give_forty_drafts() -> None:
    """One flaw is no reason to import nothing."""
    assert len(FLAWS) >= 40


@pytest.mark.parametrize("name", [name for name in FLAWS if "redcap" not in name and "book" not in name])
def test_line_says_in_which_sheet_and_row(name: str) -> None:
    """Whoever reads a line about a part of a form finds the cell."""
    draft = read_source(FLAWS[name].source, language=FLAWS[name].language)

    for decision in draft.decisions:
        if decision.pointer.startswith(("/sections", "/response_scales", "/scales")):
            assert decision.sheet in ("survey", "choices"), decision
            assert decision.row, decision


def test_list_of_a_question_with_several_options_is_used() -> None:
    """Nothing says that no question uses it, for its options are items."""
    draft = read_source(FLAWS["several-options"].source)

    assert "No question uses" not in lines(draft)
    assert [item["response"] for item in items(draft)] == [None, None]


def test_rows_that_are_told_are_those_of_the_sheet() -> None:
    """Rows are counted as the spreadsheet shows them, empty ones too."""
    draft = read_source(plain((), (), ("tel", "a", "A")))

    assert ("survey", 4) in rows_told(draft)
