"""What two definitions say differently, part by part: what counts and what is only read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import attrs

from riskscreen.cell import Cell
from riskscreen.definition.write import document_of
from riskscreen.model.definition import Definition

How = Literal["added", "removed", "changed", "cut-off"]
PartKind = Literal["instrument", "about", "response scale", "section", "item", "scale", "outcome", "level", "rule",
                   "bands", "accepted finding"]
PartKey = tuple[PartKind, str]

_CUT_OFFS = ("at_least", "at_most", "between", "from", "to")


@attrs.frozen(repr=False)
class PartChange(Cell):
    """A part of a definition that differs: its kind, its id, how, and what it says before and after, without texts.

    It is a *cut-off* where nothing else of it differs.
    """

    part: PartKind
    id: str
    how: How
    before: str | None
    after: str | None

    def to_dict(self) -> dict[str, object]:
        """The change in plain values."""
        return {"part": self.part, "id": self.id, "how": self.how, "before": self.before, "after": self.after}


@attrs.frozen(repr=False)
class TextChange(Cell):
    """A text that differs, in the part that it stands in."""

    part: PartKind
    id: str
    place: str
    before: str | None
    after: str | None

    def to_dict(self) -> dict[str, object]:
        """The change in plain values."""
        return {"part": self.part, "id": self.id, "place": self.place, "before": self.before, "after": self.after}


def changes_between(old: Definition, new: Definition) -> tuple[tuple[PartChange, ...], tuple[TextChange, ...]]:
    """Every part that differs, and every text; parts of the old one first."""
    before, after = _parts(old), _parts(new)
    changes, texts = [], []
    for key in dict.fromkeys((*before, *after)):
        old_rest, old_texts = _split(before.get(key), set(old.languages))
        new_rest, new_texts = _split(after.get(key), set(new.languages))
        if key not in before or key not in after or old_rest != new_rest:
            changes.append(PartChange(*key, _how(key, before, after, old_rest, new_rest),
                                      _shown(old_rest) if key in before else None,
                                      _shown(new_rest) if key in after else None))
        if key in before and key in after:
            texts += [TextChange(*key, place, old_texts.get(place), new_texts.get(place))
                      for place in dict.fromkeys((*old_texts, *new_texts))
                      if old_texts.get(place) != new_texts.get(place)]
    return tuple(changes), tuple(texts)


def _how(key: PartKey, before: dict[PartKey, Any], after: dict[PartKey, Any], old_rest: object,
         new_rest: object) -> How:
    if key not in before:
        return "added"
    if key not in after:
        return "removed"
    return "cut-off" if _without_cut_offs(old_rest) == _without_cut_offs(new_rest) else "changed"


def _parts(definition: Definition) -> dict[PartKey, Any]:
    document = document_of(definition)
    return dict(_each_part(document))


def _each_part(document: dict[str, Any]) -> Iterator[tuple[PartKey, Any]]:
    """Every part of a document with its kind and id, without the parts inside that come by themselves."""
    yield ("instrument", "title"), document["title"]
    for name, part in document["about"].items():
        yield ("about", name), part
    for name, part in document.get("response_scales", {}).items():
        yield ("response scale", name), part
    for section in document["sections"]:
        yield ("section", section["id"]), {**section, "items": [item["id"] for item in section["items"]]}
        for item in section["items"]:
            yield ("item", item["id"]), item
    for scale in document.get("scales", ()):
        yield ("scale", scale["id"]), scale
    for outcome in document["outcomes"]:
        yield from _parts_of_outcome(outcome)
    yield ("instrument", "result"), document["result"]
    if "reads" in document:
        yield ("instrument", "reads"), document["reads"]
    for entry in document.get("accepted", ()):
        yield ("accepted finding", f"{entry['finding']} at {entry['at']}"), entry


def _parts_of_outcome(outcome: dict[str, Any]) -> Iterator[tuple[PartKey, Any]]:
    name, inside = outcome["id"], ("levels", "rules", "bands", "scale")
    yield ("outcome", name), {key: part for key, part in outcome.items() if key not in inside} | {
        "levels": [level["id"] for level in outcome["levels"]]}
    for level in outcome["levels"]:
        yield ("level", f"{name}.{level['id']}"), level
    for rule in outcome.get("rules", ()):
        yield ("rule", f"{name}.{rule['id']}"), rule
    if "bands" in outcome:
        yield ("bands", name), {"scale": outcome["scale"], "bands": outcome["bands"]}


def _split(part: object, languages: set[str]) -> tuple[object, dict[str, str]]:
    """A part without its texts, and the texts by their places in it."""
    texts: dict[str, str] = {}
    return _without_texts(part, languages, "", texts), texts


def _without_texts(part: object, languages: set[str], place: str, texts: dict[str, str]) -> object:
    """The part, where a text or what is made of texts alone has become nothing: that it is there changes no level."""
    if isinstance(part, dict):
        if part.keys() == languages and all(isinstance(text, str) for text in part.values()):
            texts |= {f"{place}/{language}": text for language, text in part.items()}
            return None
        rest = {key: _without_texts(inner, languages, f"{place}/{key}", texts) for key, inner in part.items()}
        return {key: inner for key, inner in rest.items() if inner is not None} or None
    if isinstance(part, list):
        listed = [_without_texts(inner, languages, f"{place}/{n}", texts) for n, inner in enumerate(part)]
        return None if all(inner is None for inner in listed) else listed
    return part


def _without_cut_offs(part: object) -> object:
    if isinstance(part, dict):
        return {key: None if key in _CUT_OFFS and "of" not in part and not isinstance(inner, str)
                else _without_cut_offs(inner) for key, inner in part.items()}
    return [_without_cut_offs(inner) for inner in part] if isinstance(part, list) else part


def _shown(part: object) -> str:
    """A part in one line."""
    if isinstance(part, dict):
        return "{" + ", ".join(f"{key}: {_shown(inner)}" for key, inner in part.items() if inner is not None) + "}"
    if isinstance(part, list):
        return "[" + ", ".join(map(_shown, part)) + "]"
    return str(part)
