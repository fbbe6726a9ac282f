"""The texts of a definition in a sheet and back: nothing is lost, and what cannot be meant is refused."""

from __future__ import annotations

import copy
import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import riskscreen
from published import rules
from riskscreen import Instrument, InstrumentError
from riskscreen.catalogue import packaged_names
from riskscreen.importing.apostrophes import bare_text, guarded_text
from riskscreen.importing.texts import texts_of, texts_sheet, what_it_is, with_texts
from riskscreen.testing import instruments

FLAGS = riskscreen.load("stalking-red-flags").to_dict()
SHEET = texts_sheet(FLAGS).encode()
Row = list[str]


def rows_of(sheet: str) -> list[Row]:
    """The rows that a spreadsheet shows."""
    return list(csv.reader(io.StringIO(sheet.removeprefix("\ufeff"), newline="")))


def written(rows: list[Row], separator: str = ",") -> bytes:
    """What a spreadsheet writes of them."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("name", [*packaged_names(), *rules.names()])
def test_sheet_that_nobody_changed_changes_nothing(name: str) -> None:
    """Every text of the definition stands in it, in every language."""
    instrument = riskscreen.load(name) if name in packaged_names() else rules.instrument(name)
    document = instrument.to_dict()

    found = with_texts(document, texts_sheet(document, ["de"]).encode())

    assert (found.document, found.n_changed) == (document, 0)
    assert found.languages == (*instrument.languages, "de")


@given(instruments(max_items=3, max_scales=1, max_outcomes=1))
def test_every_text_of_any_instrument_is_put_back(instrument: Instrument) -> None:
    """Each text is turned around in the sheet; the definition then has each turned around, and nothing else."""
    document = instrument.to_dict()
    headers, *rows = rows_of(texts_sheet(document))
    turned = [[*row[:2], *(guarded_text("x" + bare_text(text)[::-1]) for text in row[2:])] for row in rows]

    found = with_texts(document, written([headers, *turned]))

    assert texts_of(found.document) == {place: {language: "x" + text[::-1] for language, text in texts.items()}
                                        for place, texts in texts_of(document).items()}
    assert found.n_changed == sum(map(len, texts_of(document).values()))
    Instrument.from_dict(found.document)


def test_new_language_comes_in() -> None:
    """An instrument in three languages, of a sheet in which one column was filled in."""
    headers, *rows = rows_of(texts_sheet(FLAGS, ["de"]))
    translated = Instrument.from_dict(with_texts(FLAGS, written(
        [headers, *([*row[:-1], f"Deutsch: {row[2]}"] for row in rows)])).document)

    assert headers == ["place", "what it is", "en", "nl", "de"]
    assert translated.languages == ("en", "nl", "de")
    assert translated.items["r1"].text["de"] == f"Deutsch: {riskscreen.load('stalking-red-flags').items['r1'].text}"


def test_text_that_is_not_there_yet_is_a_problem_of_the_definition() -> None:
    """Half a translation is told place by place, and gives no instrument."""
    headers, *rows = rows_of(texts_sheet(FLAGS, ["de"]))
    half = with_texts(FLAGS, written([headers, *([*row[:-1], "x" if n % 2 == 0 else ""]
                                                 for n, row in enumerate(rows))]))

    with pytest.raises(InstrumentError) as caught:
        Instrument.from_dict(half.document)

    assert {problem.code for problem in caught.value.problems} == {"D-language-missing"}
    assert caught.value.n_problems == len(rows) // 2


def test_nothing_that_a_sheet_does_not_say_is_taken_away() -> None:
    """Rows in another order, most of them left out, an empty cell, and no column for a language."""
    rows = rows_of(texts_sheet(FLAGS))
    at = rows[0].index("nl")
    rows[3][at] = "Nieuw"
    rows[4][at] = ""
    few = [[row[0], row[at]] for row in (rows[0], rows[4], rows[3])]

    found = with_texts(FLAGS, written(few))

    assert (found.n_changed, found.languages) == (1, ("nl",))
    changed = {place: texts for place, texts in texts_of(found.document).items() if texts != texts_of(FLAGS)[place]}
    assert changed == {rows[3][0]: {**texts_of(FLAGS)[rows[3][0]], "nl": "Nieuw"}}


def test_language_is_named_as_the_definition_writes_it() -> None:
    """A tag in small letters is no other language."""
    document = {"title": {"pt-br": "Sinais"}, "sections": [{"id": "a", "title": {"pt-br": "Agora"}}]}

    found = with_texts(document, texts_sheet(document).encode())

    assert (found.document, found.languages) == (document, ("pt-br",))


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_read(separator: str) -> None:
    """A spreadsheet that is set to Dutch writes semicolons."""
    assert with_texts(FLAGS, written(rows_of(texts_sheet(FLAGS)), separator)).n_changed == 0


def test_languages_may_be_named_as_people_do() -> None:
    """A header *Dutch* is the column of nl."""
    rows = rows_of(texts_sheet(FLAGS))

    assert with_texts(FLAGS, written([["place", "Dutch"], [rows[1][0], "Nieuw"]])).document["title"]["nl"] == "Nieuw"


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-a", "@home", "'=x", "''-a", "a\nb", 'say "no"', "x;y,z\tw"])
def test_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    """It is guarded in the sheet, and read as it was."""
    document = {**FLAGS, "title": {"en": text, "nl": text}}
    sheet = texts_sheet(document)

    assert rows_of(sheet)[1][2] == guarded_text(text)
    assert rows_of(sheet)[1][2][0] not in "=+-@"
    assert with_texts(FLAGS, sheet.encode()).document["title"] == {"en": text, "nl": text}


@given(st.text())
def test_guard_comes_off_again(text: str) -> None:
    """Whatever a text is."""
    assert bare_text(guarded_text(text)) == text


FIRST = rows_of(texts_sheet(FLAGS))[1][0]


@pytest.mark.parametrize(("rows", "codes"), [
    ([["place", "nl"], ["/titel", "Nieuw"]], ["I-unknown-place"]),
    ([["place", "nl"], ["", "Nieuw"], [FIRST, ""]], ["I-unknown-place"]),
    ([["place", "nl"], [FIRST, "een"], [FIRST, "twee"]], ["I-duplicate-place"]),
    ([["place", "nl"], [FIRST, "=A1"], ["/about/not_for", "=B1"]], ["I-formula"] * 2),
    ([["place", "what it is", "nl"], [FIRST, "sections, item r1: text", "Nieuw"]], ["I-moved-place"]),
    ([["place", "what it is", "nl"], [FIRST, "", "Nieuw"]], ["I-moved-place"]),
    ([["place", "nl"], [FIRST, "TODO"], ["/about/not_for", "<b>Niet</b>"]], ["I-no-text"] * 2),
    ([["place", "Dutsch", "remarks"], [FIRST, "Nieuw", "ask"]], ["I-unknown-language"] * 2),
    ([["place", "nl", "Dutch"], [FIRST, "een", "twee"]], ["I-unknown-language"]),
    ([["plaats", "nl"], [FIRST, "Nieuw"]], ["I-no-column", "I-unknown-language"]),
    ([["place", "nl"], [FIRST, "Nieuw", "meer"]], ["I-no-header"]),
    ([], ["I-empty"]),
])
def test_sheet_that_cannot_be_meant_is_refused(rows: list[Row], codes: list[str]) -> None:
    """With every problem, and its row and column."""
    with pytest.raises(InstrumentError) as caught:
        with_texts(FLAGS, written(rows))

    assert sorted(problem.code for problem in caught.value.problems) == codes
    assert all(problem.line for problem in caught.value.problems)


@pytest.mark.parametrize("spoil", [
    lambda sheet: sheet.encode("utf-16"), lambda sheet: b"PK\x03\x04" + sheet.encode(),
    lambda sheet: (sheet + "\0").encode(), lambda sheet: sheet.partition(", ")[0].encode()])
def test_file_that_is_no_sheet_is_refused(spoil: Callable[[str], bytes]) -> None:
    """UTF-16, a workbook, a NUL, a file that was cut off inside a text."""
    with pytest.raises(InstrumentError, match="I-not-text|I-quote|I-no-column"):
        with_texts(FLAGS, spoil(texts_sheet(FLAGS)))


def test_row_says_in_words_what_its_text_is() -> None:
    """By the ids on the way to it."""
    told = {row[0]: row[1] for row in rows_of(texts_sheet(FLAGS))[1:]}

    assert told["/sections/0/items/0/text"].endswith(f"item {FLAGS['sections'][0]['items'][0]['id']}: text")
    assert told["/title"] == "title"
    assert len(set(told.values())) == len(told)


def test_words_of_every_kind_of_place() -> None:
    """Lists without ids are counted from 1."""
    document: dict[str, Any] = {
        "response_scales": {"presence": {"options": [{"id": "no", "label": {"en": "No"}}]}},
        "outcomes": [{"id": "urgency", "levels": [{"id": "high", "follow_up": [{"en": "Call"}, {"en": "Visit"}]}]}]}

    assert what_it_is(document, "/outcomes/0/levels/0/follow_up/1") == "outcome urgency, level high: follow up 2"
    assert what_it_is(document, "/response_scales/presence/options/0/label") == \
        "response scales, presence, option no: label"


def test_text_of_an_item_does_not_land_on_the_next() -> None:
    """A sheet that was written before items changed places is told to be old, and gives nobody another question."""
    definition = copy.deepcopy(FLAGS)
    definition["sections"][0]["items"][:2] = definition["sections"][0]["items"][1::-1]

    with pytest.raises(InstrumentError) as caught:
        with_texts(definition, texts_sheet(FLAGS).encode())

    assert {problem.code for problem in caught.value.problems} == {"I-moved-place"}
    first = caught.value.problems[0]
    assert "item r1" in str(first.found)
    assert "item r2" in str(first.expected)


@pytest.mark.parametrize(("text", "said"), [
    ("<b>Zorg</b>", "HTML"), ("Zorg &amp; meer", "HTML"), ("Zorg&#39;s", "HTML"), ("Zorg<br/>meer", "HTML"),
    ("a\x07b", "cannot be seen"), ("a\x1b[31mb", "cannot be seen"), ("#NAME?", "could not work out"),
    ("#WAARDE!", "could not work out"), ("#######", "could not work out"), ("E\ufffd\ufffdn", "Letters were lost"),
    ("TODO", "still to come"), ("[vertalen]", "still to come"), ("???", "still to come"), ("...", "still to come")])
def test_what_is_no_text_is_told_with_its_cell(text: str, said: str) -> None:
    """What a spreadsheet, a translation program or a hurried person leaves never reaches who answers."""
    with pytest.raises(InstrumentError) as caught:
        with_texts(FLAGS, written([["place", "nl"], [FIRST, text]]))

    problem, = caught.value.problems
    assert (problem.code, problem.line, problem.column) == ("I-no-text", 2, 2)
    assert said in problem.message


@pytest.mark.parametrize("text", ["1 < 2 > 0", "R & D", "50 %", "7", "é", "Meer dan één?", "“Nee”", "C#", "a\nb"])
def test_what_only_looks_odd_is_a_text(text: str) -> None:
    """Signs that people write are theirs."""
    assert with_texts(FLAGS, written([["place", "nl"], [FIRST, text]])).document["title"]["nl"] == text


def test_what_the_definition_has_already_is_meant() -> None:
    """A label that is a mere sign need not become one with letters."""
    definition = {**FLAGS, "title": {"en": "+", "nl": "±"}}

    assert with_texts(definition, written([["place", "nl"], [FIRST, "−"]])).document["title"]["nl"] == "−"


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode) | st.builds(
    lambda at, junk: SHEET[:at] + junk + SHEET[at:], st.integers(0, len(SHEET)), st.binary(max_size=5)))
def test_whatever_comes_in_is_taken_or_refused_with_reasons(source: bytes) -> None:
    """And what is taken differs in texts alone."""
    try:
        found = with_texts(FLAGS, source)
    except InstrumentError as error:
        assert error.problems
    else:
        for place, texts in texts_of(found.document).items():
            texts.clear()
            texts.update(texts_of(FLAGS)[place])
        assert found.document == FLAGS
