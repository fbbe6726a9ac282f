"""Code books: what is understood, what stays open, and what is refused with its row and column."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

import riskscreen
from riskscreen import InstrumentError, UsageError
from riskscreen.importing.draft import Draft
from riskscreen.importing.reading import read_source

HEAD = "id,text::en,options::en,scores"


def book(*rows: str, language: str | None = None) -> Draft:
    """The draft of a code book of these rows."""
    return read_source("\n".join(rows).encode(), language=language, origin="book.csv")


def only_item(draft: Draft) -> Any:
    """The item of a draft that has one."""
    ((item,),) = (section["items"] for section in draft.document["sections"])
    return item


def questions(draft: Draft, pointer: str) -> list[str]:
    """What has to be decided at this place."""
    return [decision.question for decision in draft.decisions if decision.pointer == pointer]


def refused(source: str | bytes, language: str | None = None) -> list[tuple[str, int | None, int | None]]:
    """The codes of the problems, with row and column."""
    with pytest.raises(InstrumentError) as caught:
        read_source(source if isinstance(source, bytes) else source.encode(), language=language)

    return [(problem.code, problem.line, problem.column) for problem in caught.value.problems]


def test_item_has_its_options_with_their_scores() -> None:
    """What stands before the sign is the id, what stands after it the label; scores are exact."""
    item = only_item(book(HEAD, "s1,Threats,absent = Absent | present = Present,absent = 0 | present = 1.5"))

    assert item == {"id": "s1", "text": {"en": "Threats"}, "response": {"options": [
        {"id": "absent", "score": 0, "label": {"en": "Absent"}},
        {"id": "present", "score": Decimal("1.5"), "label": {"en": "Present"}}]}}


@pytest.mark.parametrize("options", ["0 = No|1 = Yes", "0=No;1=Yes", '"0 = No\n1 = Yes"', '"0, No | 1, Yes"'])
def test_options_are_understood_in_each_form(options: str) -> None:
    """Bars, semicolons or line breaks, and the commas of REDCap."""
    response = only_item(book(HEAD, f"s1,Threats,{options},0 | 1"))["response"]

    assert [(option["id"], option["score"]) for option in response["options"]] == [("0", 0), ("1", 1)]


def test_code_is_never_taken_for_a_score() -> None:
    """Whether 1 scores 1 is for a person to say; until then it is null, and said so."""
    draft = book(HEAD, "s1,Threats,0 = No | 1 = Yes,")

    assert [option["score"] for option in only_item(draft)["response"]["options"]] == [None, None]
    assert [len(questions(draft, f"{OPTIONS}/{n}/score")) for n in (0, 1)] == [1, 1]


def test_labels_without_codes_get_an_open_id() -> None:
    """An id stays for good, so it is not made up from a label; a comma in a label divides nothing."""
    options = only_item(book(HEAD, 's1,Threats,"Never, ever | Now and then",0 | 1'))["response"]["options"]

    assert [(option["id"], option["label"]["en"]) for option in options] == [
        (None, "Never, ever"), (None, "Now and then")]


def test_languages_come_from_the_headers() -> None:
    """A text that is missing in one language is open there, and falls back to nothing."""
    draft = book("id;text::English (en);text::nl", "s1;Threats;Dreiging", "s2;Weapon;")

    first, second = draft.document["sections"][0]["items"]
    assert first["text"] == {"en": "Threats", "nl": "Dreiging"}
    assert second["text"] == {"en": "Weapon", "nl": None}
    assert draft.document["title"] == {"en": None, "nl": None}


@pytest.mark.parametrize(("header", "language", "tag"), [
    ("text", "nl", "nl"), ("text", "Dutch", "nl"), ("text::Dutch", None, "nl"), ("text::NL", None, "nl"),
    ("text:nederlands", None, "nl"), ("text::Vlaams (nl_be)", None, "nl-BE"), ("text::Anglish", "en", "en"),
    ("text", None, "und"), ("text::Anglish", None, "und-anglish")])
def test_language_is_that_of_the_header_or_else_the_one_that_was_said(header: str, language: str | None,
                                                                      tag: str) -> None:
    """Where nobody says it, the texts stand under a tag that says so, and the title asks which it is."""
    draft = book(f"id,{header}", "s1,Dreiging", language=language)

    assert only_item(draft)["text"] == {tag: "Dreiging"}
    assert ("--lang" in questions(draft, f"/title/{tag}")[0]) == tag.startswith("und")


def test_language_that_is_said_and_not_known_is_refused() -> None:
    """A slip in an option is no matter of the source."""
    with pytest.raises(UsageError, match="not a language that is known") as caught:
        book("id,text", "s1,Dreiging", language="Anglish")

    assert [problem.code for problem in caught.value.problems] == ["U-unknown-language"]


def test_sections_follow_each_other() -> None:
    """A row without a section stays in the one before it; one that comes back needs another id."""
    head = "section,section title::en,id,text::en"
    draft = book(head, "core,Core,s1,Threats", ",,s2,Weapon", "more,More,s3,Drugs")

    assert [(section["id"], section["title"]["en"], len(section["items"])) for section in
            draft.document["sections"]] == [("core", "Core", 2), ("more", "More", 1)]
    again = book(head, "core,,s1,a", "more,,s2,b", "core,,s3,c")
    assert [section["id"] for section in again.document["sections"]] == ["core", "more", None]
    assert "as in row 2" in questions(again, "/sections/2/id")[0]


def test_numbers_and_texts_are_told_by_their_type() -> None:
    """Limits that are not given are open; they are not made up."""
    draft = book("id,text::en,type,min,max,unit::en",
                 "a,A,integer,0,,days", "b,B,decimal,0,9,", "c,C,text,,,", "d,D,,,,")

    responses = [item["response"] for item in draft.document["sections"][0]["items"]]
    assert responses == [{"integer": {"min": 0, "max": None, "unit": {"en": "days"}}},
                         {"decimal": {"min": 0, "max": 9, "places": None}}, {"text": {}}, None]
    assert questions(draft, "/sections/0/items/3/response") == ["How is this answered? The source does not say."]


@pytest.mark.parametrize("kind", ["checkbox", "yesno", "number", "date"])
def test_kind_that_an_item_cannot_have_is_open(kind: str) -> None:
    """It is known, and has to be decided on; it is no problem of the source."""
    draft = book("id,text::en,type", f"s1,Threats,{kind}")

    assert only_item(draft)["response"] is None
    assert len(questions(draft, "/sections/0/items/0/response")) == 1


def test_what_is_left_out_is_told() -> None:
    """Nothing disappears unseen: neither columns that are not read nor rows that are no items."""
    draft = book("id,text::en,type,source", "s1,Threats,text,manual", "s2,Sum,calc,")

    assert only_item(draft)["id"] == "s1"
    assert [note.text.split(":")[0] for note in draft.notes] == ["These columns were not read"]
    assert questions(draft, "/scales/0")[0].startswith('The source calculates this: id "s2"')


def test_id_in_another_form_stays_as_the_source_has_it() -> None:
    """No id is changed unseen, or nobody could tell later which item it was."""
    draft = book("id,text::en,type", "Q1,Threats,text", "unknown,Weapon,text")

    assert [item["id"] for item in draft.document["sections"][0]["items"]] == ["Q1", "unknown"]
    assert "[D-bad-id]" in questions(draft, "/sections/0/items/0/id")[0]
    assert "[D-reserved-id]" in questions(draft, "/sections/0/items/1/id")[0]


OPTIONS = "/sections/0/items/0/response/options"


def test_finished_draft_is_an_instrument() -> None:
    """Once people have filled in what is open, it loads, and its scores are those of the source."""
    draft = json.loads(book(HEAD, "s1,Threats,no = No | yes = Yes,0 | 1").to_json())
    draft |= {"id": "mine", "version": "0.1.0", "title": {"en": "Mine"}, "result": "concern"}
    draft["about"]["sources"]["publication"] = "None; made up."
    draft["about"] |= {"licence": "CC0-1.0", "intended_use": {"en": "Trying"}, "not_for": {"en": "Deciding"}}
    draft["sections"][0] |= {"id": "core", "title": {"en": "Core"}}
    draft["scales"] = [{"id": "total", "sum": "all"}]
    draft["outcomes"] = [{"id": "concern", "title": {"en": "Concern"}, "scale": "total", "levels": [
        {"id": "low", "label": {"en": "Low"}}, {"id": "high", "label": {"en": "High"}}],
        "bands": [{"level": "high", "from": 1}]}]

    assert riskscreen.loads(json.dumps(draft)).score({"s1": "yes"}).level == "high"


@pytest.mark.parametrize("source", [
    pytest.param(b"\xef\xbb\xbfid,text::en\r\ns1,Threats\r\n", id="byte-order-mark"),
    pytest.param(b"id;text::en\ns1;Threats, open\n", id="semicolons"),
    pytest.param(b"id\ttext::en\ns1\tThreats; open\n", id="tabs"),
    pytest.param(b"sep=;\nid;text::en\ns1;Threats\n", id="separator-in-the-first-row"),
    pytest.param(b'\n\nid,text::en\n\n"s1","Threats ""to kill"""\n\n', id="empty-rows-and-quotes"),
    pytest.param(b"Item ID,Question_Text::en,,\ns1,Threats,,\n", id="empty-columns"),
    pytest.param(b"id,text::en" + b"," * 200 + b"\ns1,Threats" + (b"," * 200 + b"\n") * 3_000, id="much-that-is-empty"),
    pytest.param(b"\xef\xbb\xbfVariable / Field Name,Field Label::en\rs1,Threats\r", id="redcap-and-old-line-ends")])
def test_csv_is_read_as_spreadsheets_write_it(source: bytes) -> None:
    """What differs from one program to another makes no difference."""
    assert only_item(read_source(source))["id"] == "s1"


@pytest.mark.parametrize(("source", "expected"), [
    pytest.param("", [("I-empty", 1, 1)], id="nothing"),
    pytest.param(" \n\n", [("I-empty", 1, 1)], id="blank"),
    pytest.param("id,text::en\n", [("I-empty", 1, 1)], id="headers-alone"),
    pytest.param(b"\xff\xfei\0d\0", [("I-not-text", 1, 1)], id="utf-16"),
    pytest.param(b"id,text::en\ns1,\0\n", [("I-not-text", 2, 1)], id="nul"),
    pytest.param(b"id,text::en\ns1,caf\xe9\n", [("I-not-text", 2, 7)], id="latin-1"),
    pytest.param('id,text::en\ns1,"Threats\n', [("I-quote", 2, 1)], id="open-quote"),
    pytest.param('id,text::en\ns1,"Threats" now\n', [("I-quote", 2, 1)], id="text-after-a-quote"),
    pytest.param("id,text::en\ns1,Threats,more,yet more\n", [("I-no-header", 2, 3)], id="long-row"),
    pytest.param("idd,tekst\ns1,Threats\n", [("I-no-column", 1, 1), ("I-no-column", 1, 1)], id="wrong-headers"),
    pytest.param("id,text::en,type\ns1,a,note\n", [("I-empty", 1, 1)], id="no-items")])
def test_what_is_no_code_book_is_refused(source: str | bytes, expected: list[tuple[str, int, int]]) -> None:
    """Each problem has its row and its column."""
    assert refused(source) == expected


def test_all_problems_come_together_in_the_order_of_the_rows() -> None:
    """Nobody mends one mistake only to hear of the next."""
    assert refused("id,text::en\ns1,Threats, or worse\ns2,Weapon, or knife\n") == [
        ("I-no-header", 2, 3), ("I-no-header", 3, 3)]


@pytest.mark.parametrize("source", [
    b"x" * 2_000_000, b"id,text::en\n" * 2_001, b"id," * 1_000, b"id,text::en\ns1," + b"x" * 200_000])
def test_what_is_very_large_is_refused_at_once(source: bytes) -> None:
    """Nobody has to wait for the wrong file."""
    assert [code for code, _, _ in refused(source)] == ["I-too-large"]
