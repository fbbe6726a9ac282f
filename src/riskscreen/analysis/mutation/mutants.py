"""Small wrong changes to a definition, as an author could make them by a slip."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, Literal

import attrs

from riskscreen.cell import Cell, Sheet, one_line
from riskscreen.definition.reading import definition_of
from riskscreen.definition.write import document_of
from riskscreen.errors import InstrumentError, pointer_to
from riskscreen.explain.words.catalogue import words_for
from riskscreen.explain.words.sentence import Sentence, said_in, sentence
from riskscreen.model.definition import Definition
from riskscreen.model.scale import SELECTING

Document = dict[str, Any]
DocumentPath = tuple[str | int, ...]

MutantKind = Literal[
    "score off by one", "cut-off off by one", "limit off by one", "scores swapped", "rule dropped", "level moved",
    "at_least for at_most", "at_most for at_least", "all for any", "any for all", "condition turned", "gate turned",
    "gate dropped", "option dropped", "option added", "item dropped", "rounded otherwise", "sign turned"]


@attrs.frozen(repr=False)
class Mutant(Cell):
    """A definition with one small change: what kind, where, and in words."""

    kind: MutantKind
    pointer: str
    _said: Sentence
    definition: Definition

    @property
    def change(self) -> str:
        """What is changed, in English."""
        return self.change_in(None)

    def change_in(self, language: str | None) -> str:
        """What is changed; in English where riskscreen lacks the words in the language."""
        return said_in(language, "mutations", [self._said])

    def kind_in(self, language: str | None) -> str:
        """Its kind in a language; in English, ``kind`` itself."""
        return words_for(language, "mutations")(f"kind.{key_of(self.kind)}")

    def _sheet(self) -> Sheet:
        return Sheet(self.kind, [self.pointer, self.change])

    def __repr__(self) -> str:
        return one_line(f"<Mutant {self.kind} at {self.pointer}: {self.change}>")


def key_of(kind: MutantKind) -> str:
    """A kind as keys of the catalogue write it."""
    return kind.replace(" ", "_").replace("-", "_")


@attrs.frozen
class Edit:
    """One change to a document: the part at a path becomes another, or is taken out where it becomes None."""

    kind: MutantKind
    path: DocumentPath
    said: Sentence
    part: object


def mutants_of(definition: Definition, *, most_work: int | None = None) -> Iterator[Mutant]:
    """Every mutant that is a definition; a change that makes the document senseless is none.

    With *most_work* only every second, third or further one, so that mutants times parts of the document stay below.
    """
    document = document_of(definition)
    for edit in islice(_edits(document), None, None, _stride(document, most_work)):
        try:
            changed = definition_of(_edited(document, edit.path, edit.part))
        except InstrumentError:
            continue
        yield Mutant(edit.kind, pointer_to(*edit.path), edit.said, changed)


def _stride(document: Document, most_work: int | None) -> int:
    if most_work is None:
        return 1
    n_edits, n_objects = (sum(1 for _ in each) for each in (_edits(document), _objects(document, ())))
    return 1 + n_edits * n_objects // most_work


def _edited(part: Any, path: DocumentPath, new: object) -> Any:  # noqa: ANN401  # any part of a document
    """The part of a document with one place within it changed."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(part, list):
        inner = [] if not rest and new is None else [_edited(part[int(step)], rest, new)]
        return [*part[:int(step)], *inner, *part[int(step) + 1:]]
    if not rest and new is None:
        return {name: member for name, member in part.items() if name != step}
    return {**part, str(step): _edited(part[step], rest, new)}


def _edits(document: Document) -> Iterator[Edit]:
    for path, part in _objects(document, ()):
        for edits in _KINDS:
            yield from edits(document, path, part)


def _objects(part: Any, path: DocumentPath) -> Iterator[tuple[DocumentPath, Document]]:  # noqa: ANN401
    """Every object within a part of a document, in order; texts hold none that scoring reads."""
    if isinstance(part, dict):
        yield path, part
        for name, member in part.items():
            if name not in _UNREAD:
                yield from _objects(member, (*path, name))
    elif isinstance(part, list):
        for n, entry in enumerate(part):
            yield from _objects(entry, (*path, n))


_UNREAD = ("about", "title", "text", "label", "guidance", "option_guidance", "because", "meaning", "follow_up",
           "indicators", "accepted", "same_as", "next")


def _numbers(document: Document, path: DocumentPath, part: Document) -> Iterator[Edit]:
    """Scores, weights, cut-offs, counts and limits that are off by one."""
    for name in (name for name in _NUMBERS if name in part):
        if isinstance(part[name], str | dict | list | bool):
            continue
        for step in (1, -1):
            yield Edit(_NUMBERS[name], (*path, name), _becomes(part[name], part[name] + step, name=name),
                       part[name] + step)
    for n, end in enumerate(part["between"] if isinstance(part.get("between"), list) else ()):
        for step in (1, -1):
            yield Edit("cut-off off by one", (*path, "between", n), _becomes(end, end + step), end + step)
    for name in ("weights", "scores"):
        for key, number in part.get(name, {}).items() if isinstance(part.get(name), dict) else ():
            for step in (1, -1):
                yield Edit("score off by one", (*path, name, key), _becomes(number, number + step), number + step)


def _becomes(before: object, after: object, **named: str) -> Sentence:
    return sentence("change.named" if named else "change.becomes", before=str(before), after=str(after), **named)


_NUMBERS: dict[str, MutantKind] = {
    "score": "score off by one", "at_least": "cut-off off by one", "at_most": "cut-off off by one",
    "from": "cut-off off by one", "to": "cut-off off by one", "value": "score off by one",
    "plus": "score off by one", "allow": "limit off by one"}


def _scores_swapped(document: Document, path: DocumentPath, part: Document) -> Iterator[Edit]:
    """The scores of two neighbouring options or bands, exchanged."""
    for name in ("options", "bands"):
        entries = part.get(name)
        if not isinstance(entries, list) or not all("id" in entry for entry in entries):
            continue
        for n, (first, second) in enumerate(zip(entries, entries[1:], strict=False)):
            if first.get("score", 0) != second.get("score", 0):
                swapped = [{**first, "score": second.get("score", 0)}, {**second, "score": first.get("score", 0)}]
                said = sentence("change.scores", first=first["id"], second=second["id"])
                yield Edit("scores swapped", (*path, name), said, [*entries[:n], *swapped, *entries[n + 2:]])


def _rules(document: Document, path: DocumentPath, part: Document) -> Iterator[Edit]:
    """A rule that is missing, or leads to the level above or below."""
    if "rules" not in part:
        return
    levels = [level["id"] for level in part["levels"]]
    for n, rule in enumerate(part["rules"]):
        if len(part["rules"]) > 1:
            yield Edit("rule dropped", (*path, "rules", n), sentence("change.rule", rule=rule["id"]), None)
        for other in (levels.index(rule["level"]) + step for step in (1, -1)):
            if 0 <= other < len(levels):
                yield Edit("level moved", (*path, "rules", n, "level"), _becomes(rule["level"], levels[other]),
                           levels[other])


def _conditions(document: Document, path: DocumentPath, part: Document) -> Iterator[Edit]:
    """At least for at most, all for any, and the other way."""
    for name, other, kind in _TURNED:
        if name in part and other not in part and "of" not in part and (
                "scale" in part or "outcome" in part or isinstance(part[name], list)):
            turned = {other if key == name else key: member for key, member in part.items()}
            yield Edit(kind, path, _becomes(name, other), turned)
    if "not" in part:
        yield Edit("condition turned", path, sentence("change.no_not"), part["not"])


_TURNED: tuple[tuple[str, str, MutantKind], ...] = (
    ("at_least", "at_most", "at_most for at_least"), ("at_most", "at_least", "at_least for at_most"),
    ("all", "any", "any for all"), ("any", "all", "all for any"))


def _gates(document: Document, path: DocumentPath, part: Document) -> Iterator[Edit]:
    if "applies_when" in part:
        place, gate = (*path, "applies_when"), part["applies_when"]
        yield Edit("gate turned", place, sentence("change.gate_turned"), {"not": gate})
        yield Edit("gate dropped", place, sentence("change.gate_dropped"), None)


def _names(document: Document, path: DocumentPath, part: Document) -> Iterator[Edit]:
    """An option too many or too few where options are counted, an item too few in a scale."""
    for name in ("is", "where"):
        named = part.get(name)
        if isinstance(named, list):
            known = _options_of(document, part["item"]) if "item" in part else _all_options(document)
            for n, option in enumerate(named):
                if len(named) > 1:
                    said = sentence("change.option_dropped", option=option)
                    yield Edit("option dropped", (*path, name, n), said, None)
            for option in known:
                if option not in named:
                    yield Edit("option added", (*path, name), sentence("change.option_added", option=option),
                               [*named, option])
    for name in SELECTING:
        if name in part and "id" in part:
            selected = _selected(document, part[name])
            for item in selected if len(selected) > 1 else ():
                yield Edit("item dropped", (*path, name), sentence("change.item_dropped", item=item),
                           {"items": [other for other in selected if other != item]})


def _computed(document: Document, path: DocumentPath, part: Document) -> Iterator[Edit]:
    """Another way of rounding, and an earlier scale with the other sign."""
    rounding: Any = part.get("round")
    is_whole = isinstance(rounding, dict)
    place, now = ((*path, "round", "how"), rounding["how"]) if is_whole else ((*path, "round"), rounding)
    for how in ("half_up", "half_even", "down", "up") if rounding is not None else ():
        if how != now:
            yield Edit("rounded otherwise", place, _becomes(now, how), how)
    for n, term in enumerate(part["combine"] if isinstance(part.get("combine"), list) else ()):
        times = term.get("times", 1)
        yield Edit("sign turned", (*path, "combine", n),
                   sentence("change.times", before=str(times), after=str(-times)), {**term, "times": -times})


_KINDS: tuple[Callable[[Document, DocumentPath, Document], Iterator[Edit]], ...] = (
    _numbers, _scores_swapped, _rules, _conditions, _gates, _names, _computed)


def _items(document: Document) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for section in document["sections"]:
        for item in section["items"]:
            yield section["id"], item


def _choices(document: Document, item: Mapping[str, Any]) -> list[str]:
    response = item["response"]
    response = document["response_scales"][response] if isinstance(response, str) else response
    return [choice["id"] for choice in response.get("options", response.get("bands", []))]


def _options_of(document: Document, name: str) -> list[str]:
    return next(_choices(document, item) for _, item in _items(document) if item["id"] == name)


def _all_options(document: Document) -> list[str]:
    return list(dict.fromkeys(option for _, item in _items(document) for option in _choices(document, item)))


def _selected(document: Document, selection: Any) -> list[str]:  # noqa: ANN401
    """The scored items that a scale reads."""
    return [item["id"] for section, item in _items(document) if _choices(document, item) and (
        selection == "all" or item["id"] in selection.get("items", ()) or section in selection.get("sections", ()))]
