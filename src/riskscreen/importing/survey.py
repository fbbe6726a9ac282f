"""The sheet *survey* of an XLSForm: groups become sections, questions become items."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import attrs

from riskscreen.importing.code_book import asked_only
from riskscreen.importing.columns import SheetRow, SheetTable, plain_header
from riskscreen.importing.draft import Open, WrittenPart
from riskscreen.importing.grid import quoted
from riskscreen.importing.kinds import QUESTIONS, XLSFORM, kind_of, words_of
from riskscreen.importing.options import ListedChoice, in_words, items_of, options_of

_SELECT = re.compile(r"(?:add\s+)?(select[\s_]+one|select1|select[\s_]+multiple|select[\s_]+all[\s_]+that[\s_]+apply|"
                     r"rank)(?:\s+prompt)?(?:\s+from|\s+using)?\s+(\S.*)", re.IGNORECASE)
_OR_OTHER = re.compile(r"(.*\S)\s+(or[\s_]+(?:specify[\s_]+)?other)", re.IGNORECASE)
_FROM_ELSEWHERE = ("select one from file ", "select multiple from file ", "select one external ")
_GROUP = re.compile(r"(begin|end) (group|lgroup|repeat|loop)( .*)?")
_OLD_WORDS = re.compile(r"^(?:q|get|add) | prompt$")  # "add integer prompt", "q string" and the like
_OF_GROUPS = ("type", "name", "label", "relevant", "disabled")
_OF_EVERY_ITEM = ("type", "name", "label", "hint", "relevant", "disabled")


@attrs.frozen
class _Select:
    """A question with options: whether several can be chosen, its list, and the words for one that is not listed."""

    kind: str
    listed: str
    other: str


class SurveySheet:
    """The sections, items, response scales and calculations of a survey, with what they leave open."""

    def __init__(self, table: SheetTable, languages: Sequence[str], lists: Mapping[str, Sequence[ListedChoice]],
                 still_open: Open) -> None:
        self.languages, self.lists, self.open = languages, lists, still_open
        self.sections: list[WrittenPart] = []
        self.scales: list[None] = []
        self.response_scales: dict[str, WrittenPart] = {}
        self._used: set[str] = set()
        self._groups: list[SheetRow] = []
        self._begun: set[int] = set()  # the rows of groups that have a section of their own
        self._section_of: SheetRow | None = None
        self._names: dict[str, int] = {}
        self._section_names: dict[str, int] = {}
        for row in table.rows:
            self._read(row)
        for group in self._groups:
            still_open.note(f"This group is never ended, so it goes on to the end: {group.text('name')}", group)
            self._tell_no_section(group)
        for name in [name for name in lists if name not in self._used]:
            still_open.note(f"No question uses the list {name}, so it was left out: {in_words(lists[name])}",
                            lists[name][0].row)

    def _read(self, row: SheetRow) -> None:
        words = plain_header(row.text("type"))
        if row.text("disabled").casefold() in ("yes", "true"):
            self.open.note(f"This is disabled, and was left out: {row.rest('disabled')}", row)
        elif group := _GROUP.fullmatch(words):
            self._group(row, group[1], group[2])
        elif kind_of(_OLD_WORDS.sub("", words), XLSFORM) == "no_item":
            self.open.note(f"This is no question, and was left out: {words} {row.rest('type')}. Does anything depend "
                           "on it?", row)
        elif kind_of(_OLD_WORDS.sub("", words), XLSFORM) == "calculated":
            self.open.gap(f"/scales/{len(self.scales)}", f"The form calculates this: {row.rest('type')}. Is that a "
                          "scale, and how is it computed from items? Take it out where nothing depends on it.", row)
            self.scales.append(None)
        elif row.cells:
            self._question(row, words)

    def _group(self, row: SheetRow, deed: str, kind: str) -> None:
        if deed == "begin":
            self._groups.append(row)
            return
        if not self._groups:
            self.open.note("A group is ended here, and none has begun.", row)
            return
        group = self._groups.pop()
        if kind not in plain_header(group.text("type")):
            self.open.note(f"This ends what row {group.number} begins, and calls it otherwise. Check which questions "
                           f"belong to {group.text('name') or 'it'}.", row)
        self._tell_no_section(group)

    def _tell_no_section(self, group: SheetRow) -> None:
        if group.number not in self._begun and (said := group.rest("type")):
            self.open.note(f"No question stands in this group itself, so it is no section: {said}", group)

    def _question(self, row: SheetRow, words: str) -> None:
        section, place = self._section(row)
        pointer = f"{place}/items/{len(section['items'])}"
        select = _select_in(row, self.lists)
        choices = self.lists.get(select.listed, ()) if select else ()
        told = Open() if select and select.kind == "several" and choices else self.open
        item = self._asked(row, pointer, told)
        if select and told is not self.open:
            self._used.add(select.listed)
            section["items"] += items_of(item, told, choices, "_", pointer, row, self._names, self.open)
            self._tell(row, [f"It can be answered otherwise, too ({select.other})."] if select.other else [])
            return
        self.open.at(pointer, row)
        item["response"] = self._select(row, select, pointer + "/response") if select else \
            self._response(row, words, pointer + "/response")
        section["items"].append(item)

    def _asked(self, row: SheetRow, pointer: str, still_open: Open) -> WrittenPart:
        """The item without its response."""
        item = still_open.item(row, ("name", "label", "hint"), self.languages, pointer, self._names, "this question")
        self._condition(row, item, pointer, still_open)
        return item

    def _section(self, row: SheetRow) -> tuple[WrittenPart, str]:
        """The section of the question's group, which may have to begin here, and its place."""
        group = self._groups[-1] if self._groups else None
        if not self.sections or group is not self._section_of:
            self._begin(group, row)
            self._section_of = group
        return self.sections[-1], f"/sections/{len(self.sections) - 1}"

    def _begin(self, group: SheetRow | None, row: SheetRow) -> None:
        pointer = f"/sections/{len(self.sections)}"
        self.open.at(pointer, group or row)
        section: WrittenPart = {"id": None, "title": None}
        if group is None:
            self.open.gap(pointer + "/id", "Which id does this section get? The form has no group here.", row)
        else:
            section["id"] = self.open.name(group, "name", pointer + "/id", self._section_names, "this section")
            self._tell_rest_of_group(group)
        section["title"] = self.open.text(group or SheetRow(row.sheet, row.number, {}), "label", self.languages,
                                          pointer + "/title", "the title of this section")
        for each in self._groups:
            self._condition(each, section, pointer, self.open)
            if "group" not in plain_header(each.text("type")):
                section["applies_when"] = None
                self.open.gap(pointer + "/applies_when", "The form asks this again and again"
                              f"{_said(each.rest(*_OF_GROUPS))}. An instrument asks each item once: which time counts, "
                              "and when is it asked? Take this out where it always is.", each)
        self.sections.append({**section, "items": []})

    def _tell_rest_of_group(self, group: SheetRow) -> None:
        if group.number not in self._begun and (said := group.rest(*_OF_GROUPS)):
            self.open.note(f"The form also says this of a group, and the draft does not: {said}", group)
        self._begun.add(group.number)

    def _condition(self, row: SheetRow, part: WrittenPart, pointer: str, still_open: Open) -> None:
        """When this is asked: an expression of the form, which a person has to write as a condition."""
        place = pointer + "/applies_when"
        if cell := row.cell("relevant"):
            part["applies_when"] = None
            still_open.gap(place, cell.flaw or asked_only(cell.text), row)
        if (cell := row.cell("disabled")) and cell.text.casefold() not in ("no", "false"):
            part["applies_when"] = None
            still_open.gap(place, cell.flaw or f"Is this asked? As disabled the form has {quoted(cell.text)}.", row)

    def _select(self, row: SheetRow, select: _Select, pointer: str) -> str | WrittenPart | None:
        choices = self.lists.get(select.listed, ())
        if not choices:
            near = self.open.near(select.listed, self.lists)
            self._gap(row, pointer, f"The sheet 'choices' has no list {quoted(select.listed)}.{near} Which options are "
                      "there, and do they score?")
            return None
        self._used.add(select.listed)
        if select.kind == "ranked":
            self._gap(row, pointer, f"{QUESTIONS['other']} These are to be put in order: {in_words(choices)}.")
            return None
        self._tell(row, [])
        if not select.other:
            self._share(select.listed, choices)
            return select.listed
        options: list[WrittenPart | None] = [*options_of(choices, self.languages, pointer + "/options", select.listed,
                                                         self.open)]
        self.open.gap(f"{pointer}/options/{len(options)}", f"Another answer than those of {select.listed} can be typed "
                      f"here ({select.other}). Which option stands for that? Take this out where none does.", row)
        return {"options": [*options, None]}

    def _share(self, listed: str, choices: Sequence[ListedChoice]) -> None:
        if listed not in self.response_scales:
            pointer = self.open.scale_pointer(listed)
            self.response_scales[listed] = {"options": options_of(choices, self.languages, pointer + "/options", listed,
                                                                  self.open)}

    def _response(self, row: SheetRow, words: str, pointer: str) -> WrittenPart | None:
        kind = "other" if words.startswith(_FROM_ELSEWHERE) else kind_of(_OLD_WORDS.sub("", words), XLSFORM)
        if kind == "text":
            self._tell(row, [])
            return {"text": {}}
        if kind in ("integer", "decimal"):
            return self._number(row, kind, pointer)
        question = row.flaw("type") or ("The form does not say how this is answered." if not words else
                                        f"{QUESTIONS['other']} The form calls it {quoted(row.text('type'))}.")
        if kind is None and words:
            near = self.open.near(words, words_of(XLSFORM))
            question = f"The form calls this type of question {quoted(row.text('type'))}, which is not known.{near} " \
                       "Which options or numbers are there?"
        self._gap(row, pointer, question)
        return None

    def _number(self, row: SheetRow, kind: str, pointer: str) -> WrittenPart:
        limits = ("min", "max", *(("places",) if kind == "decimal" else ()))
        what = "Which numbers can be answered" + ", and with how many decimals?" * (kind == "decimal")
        for name in limits:
            self._gap(row, f"{pointer}/{kind}/{name}", f"{what.removesuffix('?')}?")
        return {kind: dict.fromkeys(limits)}

    def _gap(self, row: SheetRow, pointer: str, question: str) -> None:
        """What is open in a response, with all else that the form says of it."""
        said = row.rest(*_OF_EVERY_ITEM)
        self.open.gap(pointer, f"{question}{f' The form says: {said}.' * bool(said)}", row)

    def _tell(self, row: SheetRow, sentences: list[str]) -> None:
        """What the form says of a question that the draft does not."""
        if said := row.rest(*_OF_EVERY_ITEM):
            sentences.append(f"The form also says this of {row.text('name') or 'a question'}, and the draft does not: "
                             f"{said}")
        if sentences:
            self.open.note(" ".join(sentences), row)


def _select_in(row: SheetRow, lists: Mapping[str, object]) -> _Select | None:
    """What the type of a question says of its options; None where it has none, or has them from elsewhere."""
    written = row.text("type")
    match = _SELECT.fullmatch(written)
    if match is None or f"{plain_header(written)} ".startswith(_FROM_ELSEWHERE):
        return None
    kind = "ranked" if match[1].lower() == "rank" else "one" if match[1].lower().endswith(("one", "1")) else "several"
    listed, other = match[2].strip(), ""
    if listed not in lists and (parts := _OR_OTHER.fullmatch(listed)):
        listed, other = parts[1], parts[2]
    return _Select(kind, listed, other)


def _said(rest: str) -> str:
    return f" ({rest})" if rest else ""
