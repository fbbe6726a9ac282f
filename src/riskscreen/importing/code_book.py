"""A code book, one row an item, as a draft."""

from __future__ import annotations

from collections.abc import Mapping

from riskscreen.errors import MOST_PROBLEMS, Problem, near_names
from riskscreen.importing.columns import Row, Table, plain_header, table_of
from riskscreen.importing.csv_grid import csv_grid
from riskscreen.importing.draft import Draft, Open, Part, draft_of
from riskscreen.importing.entries import Entry, entries_of, number_of, scores_of
from riskscreen.importing.grid import refused
from riskscreen.importing.kinds import CODE_BOOK, QUESTIONS, kind_of, words_of
from riskscreen.model.number import Number

COLUMNS = {
    "id": ("id", "item", "item id", "variable", "variable name", "variable / field name", "field name", "name", "code"),
    "text": ("text", "label", "question", "question text", "item text", "field label", "variable label"),
    "options": ("options", "choices", "answers", "answer options", "response options", "categories", "value labels",
                "choices, calculations, or slider labels"),
    "scores": ("scores", "score", "points"),
    "type": ("type", "answer type", "field type"),
    "guidance": ("guidance", "hint", "help", "help text", "instructions", "field note"),
    "section": ("section", "section id", "block"),
    "section_title": ("section title", "section header"),
    "min": ("min", "minimum"),
    "max": ("max", "maximum"),
    "places": ("places", "decimals"),
    "unit": ("unit", "units"),
}
_IN_LANGUAGES = ("text", "options", "guidance", "section_title", "unit")


def code_book_draft(source: bytes, *, language: str | None, origin: str) -> Draft:
    """The draft that a code book gives.

    Raises:
        InstrumentError: With every problem, each with row and column.
    """
    table = table_of(csv_grid(source), COLUMNS, required=("id", "text"), in_languages=_IN_LANGUAGES, language=language)
    problems = [*_missing_ids(table), *_unknown_types(table)]
    still_open = Open()
    if table.unread:
        still_open.gap("", f"These columns were not read: {', '.join(table.unread)}. Does anything in them belong in "
                       "the definition?")
    sections = _Sections(table, still_open, problems).sections
    if problems:
        raise refused(problems)
    return draft_of({"sections": sections}, table.languages, origin, still_open)


def _missing_ids(table: Table) -> list[Problem]:
    """Rows without an id, and ids that stand twice."""
    first: dict[str, int] = {}
    problems = []
    for row in table.rows:
        cell = row.cell("id")
        if cell is None:
            problems.append(table.empty("id", row).problem("I-missing", "This row has no id.", expected="an id, or "
                                                           "nothing in the whole row"))
        elif cell.text in first:
            problems.append(cell.problem("I-duplicate-id", f"Row {first[cell.text]} has this id already."))
        else:
            first[cell.text] = row.number
    return problems


def _unknown_types(table: Table) -> list[Problem]:
    known = words_of(CODE_BOOK)
    cells = (row.cell("type") for row in table.rows)
    unknown = [cell for cell in cells if cell and kind_of(plain_header(cell.text), CODE_BOOK) is None]
    return [cell.problem("I-unknown-type", "This kind of answer is not known.", expected=", ".join(known),
                         suggestions=near_names(cell.text, known) if n < MOST_PROBLEMS else ())
            for n, cell in enumerate(unknown)]


class _Sections:
    """The sections and items of a table, with what they leave open and what is wrong with them."""

    def __init__(self, table: Table, still_open: Open, problems: list[Problem]) -> None:
        self.languages, self.open, self.problems = table.languages, still_open, problems
        self.sections: list[Part] = []
        begun: dict[str, int] = {}
        for row in table.rows:
            if kind_of(plain_header(row.text("type")), CODE_BOOK) == "no_item":
                still_open.gap("", f"Row {row.number} is no item, and was left out: {row.text('id')}. Does anything "
                               "depend on it?", row.number)
                continue
            if not self.sections or self._begins_another(row):
                self._begin(row, begun)
            pointer = f"/sections/{len(self.sections) - 1}/items/{len(self.sections[-1]['items'])}"
            self.sections[-1]["items"].append(self._item(row, pointer))

    def _begins_another(self, row: Row) -> bool:
        name = row.text("section")
        if name:
            return bool(name != self.sections[-1]["id"])
        titles = row.texts("section_title")
        known = {language: text for language, text in self.sections[-1]["title"].items() if text is not None}
        return bool(titles) and titles != known

    def _begin(self, row: Row, begun: dict[str, int]) -> None:
        pointer, cell = f"/sections/{len(self.sections)}", row.cell("section")
        if cell and cell.text in begun:
            self.problems.append(cell.problem("I-duplicate-id", "This section has ended already. Put its rows "
                                              "together.", expected=f"below row {begun[cell.text]}"))
        if cell is None:
            self.open.gap(pointer + "/id", "Which id does this section get?", row.number)
        begun[cell.text if cell else ""] = row.number
        title = self.open.text(row.texts("section_title"), self.languages, pointer + "/title",
                               "the title of this section", row.number)
        self.sections.append({"id": cell.text if cell else None, "title": title, "items": []})

    def _item(self, row: Row, pointer: str) -> Part:
        item: Part = {"id": row.text("id"),
                      "text": self.open.text(row.texts("text"), self.languages, pointer + "/text",
                                             f"the text of {row.text('id')}", row.number),
                      "response": self._response(row, pointer + "/response")}
        if guidance := row.texts("guidance"):
            item["guidance"] = self.open.text(guidance, self.languages, pointer + "/guidance",
                                              f"the guidance of {row.text('id')}", row.number)
        return item

    def _response(self, row: Row, pointer: str) -> Part | None:
        kind = kind_of(plain_header(row.text("type")), CODE_BOOK)
        if kind in (None, "options") and row.texts("options"):
            return self._options(row, pointer)
        if kind in ("integer", "decimal"):
            return self._number(row, pointer, kind)
        if kind == "text":
            return {"text": {}}
        self.open.gap(pointer, QUESTIONS.get(kind, QUESTIONS[None]), row.number)
        return None

    def _options(self, row: Row, pointer: str) -> Part | None:
        cells = row.cells_of("options")
        found = {language: entries_of(cell, self.problems) for language, cell in cells.items()}
        first = next(iter(found.values()))
        for language, entries in found.items():
            if [entry.code for entry in entries] != [entry.code for entry in first]:
                self.problems.append(cells[language].problem(
                    "I-options", "The codes differ from those in the other language.",
                    expected=", ".join(entry.code or "no code" for entry in first)))
                return None
        if not first:  # what is wrong with them is told already
            return None
        scores = row.cell("scores")
        points = scores_of(scores, first, self.problems) if scores else {}
        if len(points) < len(first):
            self.open.gap(pointer + "/options", f"Options of {row.text('id')} have no score. What do they score? Take "
                          "\"score\" out where an option scores nothing.", row.number)
        if any(entry.code is None for entry in first):
            self.open.gap(pointer + "/options", f"Options of {row.text('id')} have no id. Which ids do they get?",
                          row.number)
        return {"options": [self._option(n, entry, points, {
            language: entries[n].label for language, entries in found.items()}, pointer, row)
            for n, entry in enumerate(first)]}

    def _option(self, n: int, entry: Entry, points: Mapping[int, Number], labels: dict[str, str], pointer: str,
                row: Row) -> Part:
        label = self.open.text(labels, self.languages, f"{pointer}/options/{n}/label", "the label of this option",
                               row.number)
        return {"id": entry.code, "score": points.get(n), "label": label}

    def _number(self, row: Row, pointer: str, kind: str) -> Part:
        limits: Part = {}
        for name in ("min", "max", *(("places",) if kind == "decimal" else ())):
            cell = row.cell(name)
            number = number_of(cell.text) if cell else None
            if cell and number is None:
                self.problems.append(cell.problem("I-not-a-number", f"This is no number for {name}.",
                                                  expected="a number, with a point before its decimals"))
            if cell is None:
                self.open.gap(f"{pointer}/{kind}/{name}", _LIMITS[name], row.number)
            limits[name] = number
        if unit := row.texts("unit"):
            limits["unit"] = self.open.text(unit, self.languages, f"{pointer}/{kind}/unit", "the unit", row.number)
        return {kind: limits}


_LIMITS = {"min": "Which is the lowest number that can be answered?",
           "max": "Which is the highest number that can be answered?",
           "places": "How many decimals can an answer have, from 1 to 3?"}
