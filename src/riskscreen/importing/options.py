"""Options on their way into a draft: of one item, on a response scale, or each as an item of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from riskscreen.importing.columns import SheetRow
from riskscreen.importing.draft import Open, WrittenPart
from riskscreen.importing.grid import quoted
from riskscreen.model.number import Number


@attrs.frozen
class ListedChoice:
    """One option as a source has it: its row, its code, its labels and score; each with why there is none."""

    row: SheetRow
    code: str | None
    labels: Mapping[str, str]
    score: Number | None
    no_code: str = ""
    no_score: str = ""
    no_label: Mapping[str, str] = {}

    def in_words(self) -> str:
        """Code, labels and score in one line, with all that is wrong with them."""
        labels = " / ".join(map(quoted, self.labels.values()))
        named = " = ".join(filter(None, (self.code, labels))) or "an option without a name"
        score = "" if self.score is None else f"score {self.score}"
        more = "; ".join(filter(None, (score, self.no_code, self.no_score, *self.no_label.values())))
        return f"{named} ({more})" if more else named


def in_words(choices: Iterable[ListedChoice]) -> str:
    """All of them in one line."""
    return ", ".join(choice.in_words() for choice in choices)


def options_of(choices: Sequence[ListedChoice], languages: Sequence[str], pointer: str, what: str,
               still_open: Open) -> list[WrittenPart]:
    """The options at this place, with null for each id, label and score that the source does not give."""
    return [_option(choice, languages, f"{pointer}/{n}", what, still_open) for n, choice in enumerate(choices)]


def _option(choice: ListedChoice, languages: Sequence[str], pointer: str, what: str, still_open: Open) -> WrittenPart:
    still_open.at(pointer, choice.row)
    if choice.code is None:
        still_open.gap(pointer + "/id", choice.no_code or f"Options of {what} have no id. Which ids do they get?",
                       choice.row)
    if choice.score is None:
        reason = f"{choice.no_score} " if choice.no_score else ""
        still_open.gap(pointer + "/score", f"{reason}What do the options of {what} score? Take \"score\" out of one "
                       "that scores nothing.", choice.row)
    return {"id": choice.code, "score": choice.score, "label": _label(choice, languages, pointer, still_open)}


def _label(choice: ListedChoice, languages: Sequence[str], pointer: str, still_open: Open) -> WrittenPart:
    for language in languages:
        if language not in choice.labels:
            still_open.gap(f"{pointer}/label/{language}", choice.no_label.get(language) or
                           f"What is the label of {choice.code or 'this option'} in {language}?", choice.row)
    return {language: choice.labels.get(language) for language in languages}


def items_of(question: WrittenPart, told: Open, choices: Sequence[ListedChoice], divider: str, pointer: str,
             row: SheetRow,
             taken: dict[str, int], still_open: Open) -> list[WrittenPart]:
    """An item for each option of a question that can be answered with several: proposed, and open in its response.

    *question* is the item that the question itself would be at *pointer*, and *told* what is open about that;
    *divider* stands between its id and a code, as in the columns of what its tool exports.
    """
    still_open.notes += told.notes
    place, _, first = pointer.rpartition("/")
    return [_item(question, told, pointer, choice, divider, f"{place}/{int(first) + n}", row, taken, still_open)
            for n, choice in enumerate(choices)]


def _item(question: WrittenPart, told: Open, place: str, choice: ListedChoice, divider: str, pointer: str,
          row: SheetRow,
          taken: dict[str, int], still_open: Open) -> WrittenPart:
    still_open.at(pointer, row)
    for decision in told.decisions:
        still_open.gap(pointer + decision.pointer.removeprefix(place), decision.question, row)
    still_open.gap(pointer + "/response", "Several options can be chosen here, and an item has one answer. So each "
                   f"option is proposed as an item; this one is {choice.in_words()}. With which options is it "
                   "answered, such as no and yes, and what do they score?", row)
    name = f"{question['id']}{divider}{_suffix(choice.code)}" if question["id"] and choice.code else None
    if name in taken or (name is None and question["id"]):
        still_open.gap(pointer + "/id", f"Which id does this item get? It is for {choice.in_words()}.", row)
        name = None
    if name:
        taken[name] = row.number
    text = question["text"] and {
        language: _joined(said, choice, language, f"{pointer}/text/{language}", row, still_open)
        for language, said in question["text"].items()}
    return {**question, "id": name, "text": text}


def _suffix(code: str) -> str:
    """A code as the tools write it behind the name of the question: a minus cannot stand there."""
    return code.replace("-", "_").casefold()


def _joined(said: str | None, choice: ListedChoice, language: str, pointer: str, row: SheetRow,
            still_open: Open) -> str | None:
    """The text of the question and the label of the option, where both are there."""
    if said and language in choice.labels:
        return f"{said} {choice.labels[language]}"
    if said:
        still_open.gap(pointer, f"{quoted(said)} is asked here about {choice.in_words()}. What is the text in "
                       f"{language}?", row)
    return None
