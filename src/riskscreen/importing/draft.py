"""A definition that is not finished: what a source says, null where it does not, and what people have to decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from riskscreen._json.writing import write_pretty
from riskscreen.definition.faults.all import static_faults
from riskscreen.definition.places import document_order
from riskscreen.definition.schema import shape_findings
from riskscreen.errors import MOST_PROBLEMS, Problem, near_names, pointer_to
from riskscreen.importing.columns import SheetRow, SheetTable
from riskscreen.importing.grid import quoted
from riskscreen.importing.languages import UNSAID
from riskscreen.version import DEFINITION

WrittenPart = dict[str, Any]
# Texts that the source fills in or lays out: ${name} of XLSForm, [name] of REDCap, and HTML.
_FILLED_IN = re.compile(r"\$\{[^{}]*\}|\[[a-z][a-z0-9_]*\]|</?[A-Za-z][^<>]*>")


@attrs.frozen
class Decision:
    """Something that the source does not say: where it is open in the draft, and the sheet and row it is about.

    Loading the draft names a problem at ``pointer``, until somebody has decided.
    """

    pointer: str
    question: str
    row: int | None = None
    sheet: str = ""

    def to_dict(self) -> dict[str, object]:
        """The same for programs."""
        return {"pointer": self.pointer, "question": self.question, **_place(self)}


@attrs.frozen
class Note:
    """Something in the source that the draft has in another way, or not at all."""

    text: str
    row: int | None = None
    sheet: str = ""

    def to_dict(self) -> dict[str, object]:
        """The same for programs."""
        return {"text": self.text, **_place(self)}


def _place(where: Decision | Note) -> dict[str, object]:
    return {**({"sheet": where.sheet} if where.sheet else {}), **({"row": where.row} if where.row else {})}


@attrs.frozen
class Draft:
    """A document in the form of a definition, without rules; all that has to be decided; and what it does not hold."""

    document: Mapping[str, Any]
    decisions: tuple[Decision, ...]
    notes: tuple[Note, ...] = ()

    def to_json(self) -> str:
        """The document as readable JSON."""
        return write_pretty(dict(self.document))


def _in(languages: Sequence[str]) -> str:
    """In which languages a text is asked for; not said where nobody knows what the only one is."""
    return f" in {', '.join(languages)}" if [*languages] not in ([], [UNSAID]) else ""


def _where(row: SheetRow | None) -> tuple[int | None, str]:
    return (row.number, row.sheet) if row else (None, "")


class Open:
    """What is still open, as it is found, and what will not be in the draft."""

    def __init__(self) -> None:
        self.decisions: list[Decision] = []
        self.notes: list[Note] = []
        self._rows: dict[str, SheetRow] = {}
        self._n_suggested = 0

    def gap(self, pointer: str, question: str, row: SheetRow | None = None) -> None:
        """Something that is null in the draft."""
        self.decisions.append(Decision(pointer, question, *_where(row)))

    def note(self, text: str, row: SheetRow | None = None) -> None:
        """Something that the draft has in another way, or not at all."""
        self.notes.append(Note(text, *_where(row)))

    def at(self, pointer: str, row: SheetRow) -> None:
        """Remember which row a part of the draft is from."""
        self._rows[pointer] = row

    def row_of(self, pointer: str) -> SheetRow | None:
        """The row that the part at this place is from, or else the part that it is in."""
        while pointer and pointer not in self._rows:
            pointer = pointer.rpartition("/")[0]
        return self._rows.get(pointer)

    def item(self, row: SheetRow, columns: tuple[str, str, str], languages: Sequence[str], pointer: str,
             taken: dict[str, int], what: str) -> WrittenPart:
        """An item without its response; *columns* are those of its id, its text and its guidance."""
        named, asked, explained = columns
        known = row.text(named) or what
        item: WrittenPart = {"id": self.name(row, named, pointer + "/id", taken, what),
                             "text": self.text(row, asked, languages, pointer + "/text", f"the text of {known}"),
                             "response": None}
        if row.cells_of(explained):
            item["guidance"] = self.text(row, explained, languages, pointer + "/guidance", f"the guidance of {known}")
        return item

    def text(self, row: SheetRow | None, kind: str, languages: Sequence[str], pointer: str,
             what: str) -> WrittenPart | None:
        """A text in all these languages, null where the source has none."""
        texts = row.texts(kind) if row else {}
        if not texts and not (row and row.cells_of(kind)):
            self.gap(pointer, f"What is {what}{_in(languages)}?", row)
            return None
        for language in languages:
            if language not in texts:
                flaw = row.flaw(kind, language) if row else ""
                self.gap(f"{pointer}/{language}", flaw or f"What is {what}{_in([language])}?", row)
        if found := tuple(dict.fromkeys(part for text in texts.values() for part in _FILLED_IN.findall(text))):
            self.note(f"{what[0].upper()}{what[1:]} has parts that the source fills in or lays out; here they are text "
                      f"like all other: {', '.join(found)}", row)
        return {language: texts.get(language) for language in languages}

    def name(self, row: SheetRow, kind: str, pointer: str, taken: dict[str, int], what: str) -> str | None:
        """A name that may stand only once; null where the source has none, or has it for the second time."""
        name, cell = row.text(kind), row.cell(kind)
        if not name:
            self.gap(pointer, row.flaw(kind) or f"Which id does {what} get? The source has none.", row)
        elif name in taken:
            self.gap(pointer, f"Which id does {what} get? It is {quoted(name)} in the source, as in row {taken[name]}.",
                     row)
        else:
            taken[name] = row.number
            return cell.text if cell else None
        return None

    @staticmethod
    def scale_pointer(name: str) -> str:
        """Where the response scale of this name stands in the draft."""
        return "/response_scales" + pointer_to(name)

    def near(self, name: str, known: Iterable[str]) -> str:
        """Names that may have been meant, as a question; not for ever, since looking for them takes its time."""
        self._n_suggested += 1
        near = near_names(name, known) if self._n_suggested <= MOST_PROBLEMS else ()
        return f" Did you mean {' or '.join(near)}?" if near else ""

    def unread(self, table: SheetTable, languages: Sequence[str] = ()) -> None:
        """What stands in columns that are not read; and columns of languages that the draft does not have."""
        of = f" of {table.sheet}" if table.sheet else ""
        if table.unread:
            self.note(f"These columns{of} were not read: {', '.join(map(quoted, table.unread))}. Does anything in them "
                      "belong in the definition?")
        if empty := [column.header.text for column in table.columns
                     if column.language and column.language not in languages]:
            self.note(f"These columns{of} are empty, so the draft does not have their languages: "
                      f"{', '.join(map(quoted, empty))}")
        for cell, count in table.beside:
            more = f", and {count - 1} more below it" if count > 1 else ""
            self.note(f"This stands in a column without a header, and was not read: {quoted(cell.text)}{more}",
                      SheetRow(cell.sheet, cell.row, {}))


def draft_of(parts: Mapping[str, Any], languages: Mapping[str, str], origin: str, still_open: Open) -> Draft:
    """The draft with what every definition has, and what no source of this kind says.

    *languages* gives for each tag what the source calls that language.
    """
    document = {
        "format": DEFINITION, "id": parts.get("id"), "version": parts.get("version"),
        "title": _title(parts, languages, still_open),
        "about": {"status": "draft", "licence": None, "intended_use": None, "not_for": None,
                  "sources": {"imported": f"Imported from {origin}.", "publication": None}},
        **{name: parts[name] for name in ("response_scales", "sections", "scales") if parts.get(name)},
        "outcomes": None, "result": None}
    told = {decision.pointer for decision in still_open.decisions}
    for pointer, question in _ALWAYS_OPEN.items():
        if pointer not in told and document.get(pointer[1:]) is None:
            still_open.gap(pointer, question)
    return Draft(document, tuple(_in_order([*still_open.decisions, *_faulty(document, still_open)], document)),
                 tuple(still_open.notes))


_ALWAYS_OPEN = {
    "/id": "Which id does the instrument get?",
    "/version": "Which version is it? A first draft is 0.1.0.",
    "/about/licence": "Under which terms may it be used? Ask who holds the rights.",
    "/about/intended_use": "For whom and for what is it meant?",
    "/about/not_for": "What must it not be used for?",
    "/about/sources/publication": "Which publication is it from? Write the citation here.",
    "/outcomes": "Which outcomes are there, which levels do they have, and what is enough to reach each? Add the "
                 "scales that the rules need.",
    "/result": "Which outcome is the result?",
}


def _title(parts: Mapping[str, Any], languages: Mapping[str, str], still_open: Open) -> WrittenPart | None:
    """The title in each language; the source has it at most once, and perhaps not in a language that is known."""
    said, language = parts.get("title"), parts.get("title_language")
    known = [tag for tag in languages if not tag.startswith(UNSAID)]
    if language is None and known and [*languages] == known[:1]:
        language = known[0]
    called = f" {parts['called']}" if parts.get("called") else ""
    if not languages:
        still_open.gap("/title", f"What is it called, in every language?{called}")
        return None
    title = {tag: said if said and tag == language else None for tag in languages}
    for tag, text in title.items():
        if text is None:
            still_open.gap(f"/title/{tag}", f"{_unsaid(tag, languages[tag])}What is it called in "
                           f"{tag if tag in known else 'that language'}?{called}")
    return title


def _unsaid(tag: str, name: str) -> str:
    if not tag.startswith(UNSAID):
        return ""
    question = f"Which language is {quoted(name)}?" if name else "In which language are the texts?"
    return f"{question} Until that is known they stand under {tag!r}: import again with --lang and its tag (such as " \
           f"--lang nl), or write the tag in place of {tag!r} everywhere. "


def _faulty(document: WrittenPart, still_open: Open) -> Iterable[Decision]:
    """What the source says and a definition cannot hold as it is, such as an id with capitals."""
    findings = shape_findings(document)
    found = findings.problems if findings.is_beyond else [*findings.problems, *static_faults(document)]
    for problem in dict.fromkeys(found):
        if problem.code != "D-still-open":
            told = attrs.evolve(problem, pointer="")
            yield Decision(problem.pointer, f"This stands there as the source has it, and has to change. {told}",
                           *_where(still_open.row_of(problem.pointer)))


def _in_order(decisions: Iterable[Decision], document: WrittenPart) -> list[Decision]:
    order = document_order(document)
    return sorted(decisions, key=lambda decision: order(Problem("", decision.pointer, "")))
