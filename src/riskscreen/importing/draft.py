"""A definition that is not finished: what a source says, null where it does not, and what people have to decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from riskscreen._json.writing import write_pretty
from riskscreen.definition.faults import static_faults
from riskscreen.definition.places import document_order
from riskscreen.definition.schema import shape_findings
from riskscreen.errors import Problem
from riskscreen.model.definition import FORMAT
from riskscreen.model.value import Value, value

Part = dict[str, Any]


@value
class Decision(Value):
    """Something that the source does not say: where it is open in the draft, and the row that it is about."""

    pointer: str
    question: str
    row: int | None = None

    def to_dict(self) -> dict[str, object]:
        """The same for programs."""
        return {"pointer": self.pointer, "question": self.question, **({"row": self.row} if self.row else {})}


@value
class Draft(Value):
    """A document in the form of a definition, without rules, and all that has to be decided before it is one."""

    document: Mapping[str, Any]
    decisions: tuple[Decision, ...]

    def to_json(self) -> str:
        """The document as readable JSON."""
        return write_pretty(dict(self.document))


class Open:
    """What is still open, as it is found."""

    def __init__(self) -> None:
        self.decisions: list[Decision] = []

    def gap(self, pointer: str, question: str, row: int | None = None) -> None:
        """Something that is null in the draft, or that has to be looked at."""
        self.decisions.append(Decision(pointer, question, row))

    def forget(self, pointer: str) -> None:
        """Leave out all that is about one part, which will not be in the draft."""
        self.decisions = [decision for decision in self.decisions
                          if not f"{decision.pointer}/".startswith(pointer + "/")]

    def text(self, texts: Mapping[str, str], languages: Sequence[str], pointer: str, what: str,
             row: int | None = None) -> dict[str, str | None]:
        """A text in all these languages, null where the source has none."""
        missing = [language for language in languages if language not in texts]
        if missing:
            self.gap(pointer, f"What is {what} in {', '.join(missing)}?", row)
        return {language: texts.get(language) for language in languages}


def draft_of(parts: Mapping[str, Any], languages: Sequence[str], origin: str, still_open: Open) -> Draft:
    """The draft with what every definition has, and what no source of this kind says."""
    title = {**dict.fromkeys(languages), **parts.get("title", {})}
    document = {
        "format": FORMAT, "id": parts.get("id"), "version": parts.get("version"), "title": title,
        "about": {"status": "draft", "licence": None, "intended_use": None, "not_for": None,
                  "sources": {"imported": f"Imported from {origin}."}},
        **({"response_scales": parts["response_scales"]} if parts.get("response_scales") else {}),
        "sections": parts["sections"], "outcomes": None, "result": None}
    told = {decision.pointer for decision in still_open.decisions}
    for pointer, question in _ALWAYS_OPEN.items():
        if pointer not in told and not _is_said(document.get(pointer[1:])):
            still_open.gap(pointer, question)
    return Draft(document, tuple(_in_order([*still_open.decisions, *_faulty(document)], document)))


_ALWAYS_OPEN = {
    "/id": "Which id does the instrument get?",
    "/version": "Which version is it? A first draft is 0.1.0.",
    "/title": "What is it called, in every language?",
    "/about/licence": "Under which terms may it be used? Ask who holds the rights.",
    "/about/intended_use": "For whom and for what is it meant?",
    "/about/not_for": "What must it not be used for?",
    "/about/sources/imported": "Which publication is it from? Write the citation here.",
    "/outcomes": "Which outcomes are there, which levels do they have, and what is enough to reach each? Add the "
                 "scales that the rules need.",
    "/result": "Which outcome is the result?",
}


def _is_said(part: object) -> bool:
    return part is not None and not (isinstance(part, dict) and None in part.values())


def _faulty(document: Part) -> Iterable[Decision]:
    """What the source says and a definition cannot hold as it is, such as an id with capitals."""
    found = [*shape_findings(document).problems, *static_faults(document)]
    for problem in dict.fromkeys(found):
        if problem.code != "D-still-open":
            told = problem.__replace__(pointer="")
            yield Decision(problem.pointer, f"This stands there as the source has it, and has to change. {told}")


def _in_order(decisions: Iterable[Decision], document: Part) -> list[Decision]:
    order = document_order(document)
    return sorted(decisions, key=lambda decision: order(Problem("", decision.pointer, "")))
