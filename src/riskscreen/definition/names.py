"""What a document defines, found even where parts of it are not well formed, so that all faults come together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeGuard

import attrs

from riskscreen.model.number import Number

Part = Mapping[str, Any]


def parts(value: object, name: str) -> Iterator[tuple[int, Part]]:
    """The well formed entries of a list property, with their positions."""
    entries = value.get(name) if isinstance(value, Mapping) else None
    if isinstance(entries, list):
        for position, entry in enumerate(entries):
            if isinstance(entry, Mapping):
                yield position, entry


def names(value: object, name: str) -> Iterator[tuple[int, str]]:
    """The texts in a list property, with their positions."""
    entries = value.get(name) if isinstance(value, Mapping) else None
    if isinstance(entries, list):
        for position, entry in enumerate(entries):
            if isinstance(entry, str):
                yield position, entry


def entries(value: object, name: str) -> Mapping[str, Any]:
    """An object property, empty where it is absent or something else."""
    entry = value.get(name) if isinstance(value, Mapping) else None
    return entry if isinstance(entry, Mapping) else {}


def is_number(value: object) -> TypeGuard[Number]:
    """Whether this is a number; a truth value is none."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


@attrs.frozen
class Place:
    """An item of the document: where it stands and how it is answered."""

    pointer: str
    order: int
    section: str
    part: Part
    choices: tuple[Part, ...] | None

    @property
    def choice_ids(self) -> tuple[str, ...]:
        """The options or bands it can be answered with; empty where scoring does not see it."""
        return tuple(choice["id"] for choice in self.choices or () if isinstance(choice.get("id"), str))

    @property
    def is_scored(self) -> bool:
        """Whether scoring can see an answer; a response that is not known yet counts as seen."""
        return self.choices is None or bool(self.choices)


@attrs.frozen
class Names:
    """The ids a document defines, each with what refers to it needs to know."""

    items: Mapping[str, Place]
    sections: Mapping[str, int]
    scales: Mapping[str, int]
    outcomes: Mapping[str, tuple[int, tuple[str, ...]]]
    response_scales: Mapping[str, Any]
    sources: Mapping[str, Any]
    languages: tuple[str, ...]

    @classmethod
    def of(cls, document: Part) -> Names:
        """Read what the document defines."""
        shared = entries(document, "response_scales")
        items: dict[str, Place] = {}
        for s, section in parts(document, "sections"):
            for i, item in parts(section, "items"):
                if isinstance(item.get("id"), str):
                    pointer = f"/sections/{s}/items/{i}"
                    place = Place(pointer, len(items), str(section.get("id")), item, _choices(item, shared))
                    items.setdefault(item["id"], place)
        return cls(
            items=items,
            sections=_positions(document, "sections"),
            scales=_positions(document, "scales"),
            outcomes={outcome["id"]: (o, tuple(level["id"] for _, level in parts(outcome, "levels")
                                               if isinstance(level.get("id"), str)))
                      for o, outcome in parts(document, "outcomes") if isinstance(outcome.get("id"), str)},
            response_scales=shared,
            sources=entries(entries(document, "about"), "sources"),
            languages=tuple(entries(document, "title")),
        )


def _positions(document: Part, name: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, part in parts(document, name):
        if isinstance(part.get("id"), str):
            found.setdefault(part["id"], position)
    return found


def _choices(item: Part, shared: Mapping[str, Any]) -> tuple[Part, ...] | None:
    """The options or bands of an item; None where its response cannot be made out."""
    response = item.get("response")
    if isinstance(response, str):
        response = shared.get(response)
    if not isinstance(response, Mapping):
        return None
    if "options" in response:
        return tuple(part for _, part in parts(response, "options"))
    return tuple(part for _, part in parts(response, "bands"))
