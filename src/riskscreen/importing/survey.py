"""The sheet *survey* of an XLSForm: groups become sections, questions become items."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from riskscreen.errors import MOST_PROBLEMS, Problem, near_names, pointer_to
from riskscreen.importing.columns import Row, Table, plain_header
from riskscreen.importing.draft import Open, Part
from riskscreen.importing.grid import Cell
from riskscreen.importing.kinds import QUESTIONS, XLSFORM, kind_of, words_of

_SELECT = ("select one", "select multiple")
_WITH_MORE = ("select one from file ", "select multiple from file ", "select one external ", "rank ")
_GROUPS = ("begin group", "begin repeat", "end group", "end repeat")


class Survey:
    """The sections and response scales of a survey, with what they leave open and what is wrong with them."""

    def __init__(self, table: Table, languages: Sequence[str], lists: Mapping[str, Part], still_open: Open,
                 problems: list[Problem]) -> None:
        self.table, self.languages, self.lists = table, languages, lists
        self.open, self.problems = still_open, problems
        self.sections: list[Part] = []
        self._used: set[str] = set()
        self._groups: list[Row] = []
        self._section_of: Row | None = None
        self._names: dict[str, int] = {}
        for row in table.rows:
            self._read(row)
        for group in self._groups:
            self._wrong(group, "I-group", "This group is not ended.", expected="a row with end_group")
        if not self.sections and not problems:
            problems.append(table.columns[0].header.problem("I-empty", "There is no question in this sheet."))
        for name in [name for name in lists if name not in self._used]:
            still_open.forget("/response_scales" + pointer_to(name))
            still_open.gap("", f"No question uses the list {name}, so it was left out.")

    @property
    def response_scales(self) -> dict[str, Part]:
        """The lists that questions use."""
        return {name: scale for name, scale in self.lists.items() if name in self._used}

    def _read(self, row: Row) -> None:
        words = plain_header(row.text("type"))
        if not words:
            self.problems.append(self.table.empty("type", row).problem("I-missing", "This row does not say its type."))
        elif row.text("disabled").casefold() in ("yes", "true"):
            self.open.gap("", f"Row {row.number} is disabled, and was left out: {row.text('name')}.", row.number)
        elif words in _GROUPS:
            self._group(row, words)
        elif kind_of(words, XLSFORM) == "no_item":
            self.open.gap("", f"Row {row.number} is no question, and was left out: {words} {row.text('name')}. Does "
                          "anything depend on it?", row.number)
        else:
            self._question(row, words)

    def _group(self, row: Row, words: str) -> None:
        if words.startswith("begin"):
            self._groups.append(row)
            if words == "begin repeat":
                self.open.gap("", f"The questions of {row.text('name')} are asked again and again. An instrument asks "
                              "each item once: which answer counts?", row.number)
        elif not self._groups or not plain_header(self._groups[-1].text("type")).endswith(words.split()[1]):
            self._wrong(row, "I-group", "No such group has begun here.", expected="a row with begin_group above it")
        else:
            self._groups.pop()

    def _question(self, row: Row, words: str) -> None:
        name = row.cell("name")
        if name is None:
            self.problems.append(self.table.empty("name", row).problem("I-missing", "This question has no name."))
        elif name.text in self._names:
            self.problems.append(name.problem("I-duplicate-id", f"Row {self._names[name.text]} has this name already."))
        self._names.setdefault(row.text("name"), row.number)
        section = self._section(row)
        pointer = f"/sections/{len(self.sections) - 1}/items/{len(section['items'])}"
        item: Part = {"id": row.text("name"),
                      "text": self.open.text(row.texts("label"), self.languages, pointer + "/text",
                                             f"the text of {row.text('name')}", row.number),
                      "response": self._response(row, words, pointer + "/response")}
        if hints := row.texts("hint"):
            item["guidance"] = self.open.text(hints, self.languages, pointer + "/guidance",
                                              f"the guidance of {row.text('name')}", row.number)
        self._condition(row, item, pointer)
        section["items"].append(item)

    def _section(self, row: Row) -> Part:
        """The section that the question belongs to: that of its group, which may have to begin here."""
        group = self._groups[-1] if self._groups else None
        if self.sections and group is self._section_of:
            return self.sections[-1]
        pointer = f"/sections/{len(self.sections)}"
        name = group.text("name") if group else ""
        if not name or any(section["id"] == name for section in self.sections):
            self.open.gap(pointer + "/id", "Which id does this section get?", row.number)
            name = ""
        title = self.open.text(group.texts("label") if group else {}, self.languages, pointer + "/title",
                               "the title of this section", row.number)
        section: Part = {"id": name or None, "title": title}
        for each in self._groups:
            self._condition(each, section, pointer)
        self.sections.append({**section, "items": []})
        self._section_of = group
        return self.sections[-1]

    def _condition(self, row: Row, part: Part, pointer: str) -> None:
        """When this is asked: an expression of the form, which a person has to write as a condition."""
        if expression := row.text("relevant"):
            part["applies_when"] = None
            self.open.gap(pointer + "/applies_when", f"This is asked only where {expression}. Which condition on "
                          "earlier items is that?", row.number)

    def _response(self, row: Row, words: str, pointer: str) -> str | Part | None:
        cell = row.cell("type")
        assert cell is not None, "a row without a type is no question"
        parts = re.sub("^select_", "select ", cell.text, flags=re.IGNORECASE).split()
        if len(parts) > 2 and " ".join(parts[:2]).casefold() in _SELECT:
            return self._select(row, cell, parts, pointer)
        kind = "other" if words.startswith(_WITH_MORE) else kind_of(words, XLSFORM)
        if kind == "text":
            return {"text": {}}
        if kind in ("integer", "decimal"):
            return self._number(row, kind, pointer)
        if kind is None:
            known = [*words_of(XLSFORM), "select_one LIST", "select_multiple LIST"]
            self._wrong(row, "I-unknown-type", "This type of question is not known.", expected=", ".join(known))
        self.open.gap(pointer, QUESTIONS["other"], row.number)
        return None

    def _select(self, row: Row, cell: Cell, parts: Sequence[str], pointer: str) -> str | None:
        name = parts[2]
        if name not in self.lists:
            near = near_names(name, self.lists) if len(self.problems) < MOST_PROBLEMS else ()
            self.problems.append(cell.problem("I-unknown-list", f"The sheet 'choices' has no list {name!r}.",
                                              expected=", ".join(self.lists), suggestions=near))
            return None
        if parts[1] == "multiple":
            self.open.gap(pointer, QUESTIONS["several"], row.number)
            return None
        if len(parts) > 3:
            self.open.gap(pointer, f"Another answer than those of {name} can be typed here ({' '.join(parts[3:])}). "
                          "Which option stands for that?", row.number)
        self._used.add(name)
        return name

    def _number(self, row: Row, kind: str, pointer: str) -> Part:
        constraint = row.text("constraint")
        said = f" The form says: {constraint}" if constraint else ""
        self.open.gap(f"{pointer}/{kind}", f"Which numbers can be answered?{said}", row.number)
        return {kind: dict.fromkeys(("min", "max", *(("places",) if kind == "decimal" else ())))}

    def _wrong(self, row: Row, code: str, message: str, *, expected: str) -> None:
        cell = row.cell("type")
        assert cell is not None, "only what a row says it is can be wrong in this way"
        near = near_names(cell.text, words_of(XLSFORM)) if len(self.problems) < MOST_PROBLEMS else ()
        self.problems.append(cell.problem(code, message, expected=expected, suggestions=near))
