"""A code book, one row an item, as a draft; the data dictionary of REDCap is one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from riskscreen.importing.columns import SheetRow, SheetTable, languages_in, nothing_in, plain_header, table_of
from riskscreen.importing.csv_grid import csv_grid
from riskscreen.importing.draft import Draft, Open, WrittenPart, draft_of
from riskscreen.importing.entries import REDCAP_OPTIONS, ListEntry, entries_of, number_of, scores_of
from riskscreen.importing.grid import GridCell, quoted, refused
from riskscreen.importing.kinds import CODE_BOOK, QUESTIONS, VALIDATED, kind_of, words_of
from riskscreen.importing.languages import tags_of
from riskscreen.importing.options import ListedChoice, items_of, options_of

COLUMNS = {
    "id": ("id", "item", "item id", "variable", "variable name", "variable / field name", "field name", "name", "code"),
    "text": ("text", "label", "question", "question text", "item text", "field label", "variable label"),
    "options": ("options", "choices", "answers", "answer options", "response options", "categories", "value labels",
                "choices, calculations, or slider labels", "select choices or calculations"),
    "scores": ("scores", "score", "points"),
    "type": ("type", "answer type", "field type"),
    "validation": ("text validation type or show slider number", "text validation type", "validation"),
    "guidance": ("guidance", "hint", "help", "help text", "instructions", "field note"),
    "section": ("section", "section id", "block", "form name"),
    "section_title": ("section title", "section header"),
    "applies_when": ("branching logic (show field only if...)", "branching logic", "relevant", "show if"),
    "min": ("min", "minimum", "text validation min"),
    "max": ("max", "maximum", "text validation max"),
    "places": ("places", "decimals"),
    "unit": ("unit", "units"),
}
_IN_LANGUAGES = ("text", "options", "guidance", "section_title", "unit")
_OF_EVERY_ITEM = ("id", "text", "type", "guidance", "section", "section_title", "applies_when")
_EMPTY_AS_NA = ("options", "validation", "guidance", "section_title", "applies_when", "min", "max")
_LIMITS = {"min": "Which is the lowest number that can be answered?",
           "max": "Which is the highest number that can be answered?",
           "places": "How many decimals can an answer have, from 1 to 3?"}


def code_book_draft(source: bytes, *, language: str | None, origin: str) -> Draft:
    """The draft that a code book gives.

    Raises:
        InstrumentError: If there is no code book in it, with every problem.
    """
    grid = csv_grid(source)
    if not grid.rows:
        raise refused([nothing_in(grid)])
    tags = tags_of(languages_in(grid, COLUMNS, _IN_LANGUAGES), language)
    table = table_of(grid, COLUMNS, required=("id", "text"), in_languages=_IN_LANGUAGES, tags=tags)
    still_open = Open()
    table = _without_na(table, still_open)
    still_open.unread(table, table.languages)
    names = {tag: name for name, tag in tags.items()}
    read = _Rows(table, still_open)
    if not read.sections:
        raise refused([GridCell("", 1, 1, "").problem("I-empty", "There is no item in it.")])
    return draft_of({"sections": read.sections, "scales": read.scales},
                    {tag: names[tag] for tag in table.languages}, origin, still_open)


def _without_na(table: SheetTable, still_open: Open) -> SheetTable:
    """The dictionary of REDCap, as R writes it, without the *NA* in cells that are empty in REDCap."""
    if not any(plain_header(column.header.text.partition("::")[0]) in REDCAP_OPTIONS for column in table.columns):
        return table
    rows = tuple(SheetRow(row.sheet, row.number, {place: cell for place, cell in row.cells.items()
                                                  if cell.text != "NA" or place[0] not in _EMPTY_AS_NA})
                 for row in table.rows)
    if rows != table.rows:
        still_open.note("Cells with NA, which R writes where REDCap has nothing, were taken to be empty.")
    return SheetTable(table.sheet, table.columns, rows, table.unread, table.beside)


class _Rows:
    """The sections, items and calculations of a table, with what they leave open."""

    def __init__(self, table: SheetTable, still_open: Open) -> None:
        self.languages, self.open = table.languages, still_open
        self.sections: list[WrittenPart] = []
        self.scales: list[None] = []
        self._sections: dict[str, int] = {}
        self._items: dict[str, int] = {}
        self._begun: SheetRow | None = None  # a section that has no item yet
        self._name = self._title = ""
        for row in table.rows:
            self._follow_sections(row)
            kind = kind_of(plain_header(row.text("type")), CODE_BOOK)
            if kind == "calculated":
                self._calculation(row)
            elif kind == "no_item":
                self.open.note(f"This is no item, and was left out: {row.text('type')} {_in_words(row)}", row)
            else:
                self._item(row)
        self._tell_empty_section()

    def _follow_sections(self, row: SheetRow) -> None:
        """Whether another section begins here: under another name, or under a title."""
        cell = row.cell("section")
        name = cell.text if cell else ""
        title = " / ".join(cell.text for cell in row.cells_of("section_title").values())
        is_first = not self.sections and self._begun is None
        if is_first or (name and name != self._name) or (title and title != self._title):
            self._tell_empty_section()
            self._begun, self._title = row, title
        self._name = name or self._name

    def _tell_empty_section(self) -> None:
        if self._begun is not None and (said := self._begun.rest(*COLUMNS.keys() - {"section", "section_title"})):
            self.open.note(f"This section has no items, and was left out: {said}", self._begun)

    def _section(self) -> tuple[WrittenPart, str]:
        """The section that an item belongs to, and its place."""
        if row := self._begun:
            pointer = f"/sections/{len(self.sections)}"
            self.open.at(pointer, row)
            self.sections.append({
                "id": self.open.name(row, "section", pointer + "/id", self._sections, "this section"),
                "title": self.open.text(row, "section_title", self.languages, pointer + "/title",
                                        "the title of this section"), "items": []})
            self._begun = None
        return self.sections[-1], f"/sections/{len(self.sections) - 1}"

    def _calculation(self, row: SheetRow) -> None:
        """What the source computes: perhaps a scale, which a person has to write as one."""
        self.open.gap(f"/scales/{len(self.scales)}", f"The source calculates this: {_in_words(row)}. Is that a scale, "
                      "and how is it computed from items? Take it out where nothing depends on it.", row)
        self.scales.append(None)

    def _item(self, row: SheetRow) -> None:
        section, place = self._section()
        items = section["items"]
        word = plain_header(row.text("type"))
        kind = kind_of(word, CODE_BOOK)
        has_options = kind in (None, "options", "several") and not row.flaw("type")
        choices, why = self._choices(row) if has_options else ((), "")
        pointer = f"{place}/items/{len(items)}"
        told = Open() if choices and kind == "several" else self.open
        item = self._asked(row, pointer, told)
        if told is not self.open:
            items += items_of(item, told, choices, "___", pointer, row, self._items, self.open)
            self._tell_rest(row, "options", "scores")
            return
        self.open.at(pointer, row)
        item["response"] = self._response(row, word, choices, why, pointer + "/response")
        items.append(item)

    def _asked(self, row: SheetRow, pointer: str, still_open: Open) -> WrittenPart:
        """The item without its response."""
        item = still_open.item(row, ("id", "text", "guidance"), self.languages, pointer, self._items, "this item")
        if cell := row.cell("applies_when"):
            item["applies_when"] = None
            still_open.gap(pointer + "/applies_when", cell.flaw or asked_only(cell.text), row)
        return item

    def _response(self, row: SheetRow, word: str, choices: Sequence[ListedChoice], why: str,
                  pointer: str) -> WrittenPart | None:
        kind = kind_of(word, CODE_BOOK)
        if choices:
            self._tell_rest(row, "options", "scores")
            return {"options": options_of(choices, self.languages, pointer + "/options",
                                          row.text("id") or "this item", self.open)}
        if kind == "text" and (validation := row.cell("validation")):
            kind = kind_of(plain_header(validation.text), VALIDATED) or "strange"
        if kind in ("integer", "decimal"):
            return self._number(row, pointer, kind)
        if kind == "text":
            self._tell_rest(row)
            return {"text": {}}
        said = row.rest(*_OF_EVERY_ITEM, *(("options",) if why else ()))
        self.open.gap(pointer, f"{why or self._question(row, word, kind)}{f' The source says: {said}.' * bool(said)}",
                      row)
        return None

    def _question(self, row: SheetRow, word: str, kind: str | None) -> str:
        question = row.flaw("type") or QUESTIONS.get(kind, QUESTIONS[None])
        if kind is None and word:
            near = self.open.near(word, words_of(CODE_BOOK))
            question = f"The source calls this kind of answer {quoted(row.text('type'))}, which is not known.{near} " \
                       "Which options or numbers are there?"
        if kind == "strange":
            question = "The source checks this text in a way that is not known. Is it a text, or which options or " \
                       "numbers take its place?"
        return question

    def _tell_rest(self, row: SheetRow, *used: str) -> None:
        if said := row.rest(*_OF_EVERY_ITEM, *used):
            self.open.note(f"The source also says this of {row.text('id') or 'an item'}, and the draft does not: "
                           f"{said}", row)

    def _choices(self, row: SheetRow) -> tuple[tuple[ListedChoice, ...], str]:
        """The options of an item; or none, and why they could not be read."""
        cells = row.cells_of("options")
        flawed = [cell.flaw for cell in cells.values() if cell.flaw]
        found = {language: entries_of(cell) for language, cell in cells.items()}
        wrong = flawed or [why for _, why in found.values() if why]
        codes = {tuple(entry.code for entry in entries) for entries, _ in found.values()}
        if not wrong and len(codes) > 1:
            wrong = ["The codes of the options differ between the languages: " +
                     " and ".join(quoted(cell.text) for cell in cells.values()) + "."]
        if wrong or not found:
            return (), f"{' '.join(wrong)} Which options are there, and do they score?" if wrong else ""
        entries = {language: of_language for language, (of_language, _) in found.items()}
        return tuple(self._numbered(row, entries)), ""

    def _numbered(self, row: SheetRow, entries: Mapping[str, Sequence[ListEntry]]) -> list[ListedChoice]:
        first = next(iter(entries.values()))
        cell = row.cell("scores")
        scores, wrong = scores_of(cell, first) if cell and not cell.flaw else ({}, [row.flaw("scores")])
        if len(scores) == len(first) and any(wrong):
            self.open.note(" ".join(wrong), row)
        seen: set[str] = set()
        choices = []
        for n, entry in enumerate(first):
            twice = f"The code {quoted(entry.code)} stands twice here. Which id does this option get?" \
                if entry.code in seen and entry.code else ""
            seen.add(entry.code or "")
            labels = {language: of_language[n].label for language, of_language in entries.items()
                      if of_language[n].label}
            choices.append(ListedChoice(row, None if twice else entry.code, labels, scores.get(n), twice,
                                        "" if n in scores else " ".join(filter(None, wrong))))
        return choices

    def _number(self, row: SheetRow, pointer: str, kind: str) -> WrittenPart:
        limits: WrittenPart = {name: self._limit(row, name, f"{pointer}/{kind}/{name}")
                               for name in ("min", "max", *(("places",) if kind == "decimal" else ()))}
        if row.cells_of("unit"):
            limits["unit"] = self.open.text(row, "unit", self.languages, f"{pointer}/{kind}/unit", "the unit")
        self._tell_rest(row, "min", "max", "unit", "validation", *(("places",) if kind == "decimal" else ()))
        return {kind: limits}

    def _limit(self, row: SheetRow, name: str, pointer: str) -> object:
        text, validation = row.text(name), plain_header(row.text("validation"))
        if name == "places" and not text and (places := re.match("number ([1-4])dp", validation)):
            return int(places[1])
        number = number_of(text.replace(",", ".") if validation.endswith("comma decimal") else text)
        if number is None:
            said = f" The source says: {quoted(text)}." if text else ""
            self.open.gap(pointer, f"{row.flaw(name) or _LIMITS[name]}{said}", row)
        return number


def asked_only(expression: str) -> str:
    """What is asked about a gate: an expression that a person has to write as a condition."""
    return f"This is asked only where {quoted(expression)}. Which condition on earlier items is that?"


def _in_words(row: SheetRow) -> str:
    return row.rest("type", "section", "section_title")
