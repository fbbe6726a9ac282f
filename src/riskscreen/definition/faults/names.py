"""What a document defines, found even where parts of it are not well formed, so that all faults come together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeGuard, TypeVar

import attrs

from riskscreen.model.number import Number

Part = Mapping[str, Any]
Found = TypeVar("Found")
LONGEST_NAME = 64


def parts(value: object, name: str) -> Iterator[tuple[int, Part]]:
    """The well formed entries of a list property, with their positions."""
    entries = value.get(name) if isinstance(value, dict) else None
    if isinstance(entries, list):
        for position, entry in enumerate(entries):
            if isinstance(entry, dict):
                yield position, entry


def names(value: object, name: str) -> Iterator[tuple[int, str]]:
    """The texts in a list property, with their positions."""
    entries = value.get(name) if isinstance(value, dict) else None
    if isinstance(entries, list):
        for position, entry in enumerate(entries):
            if isinstance(entry, str):
                yield position, entry


def entries(value: object, name: str) -> Mapping[str, Any]:
    """An object property, empty where it is absent or something else."""
    entry = value.get(name) if isinstance(value, dict) else None
    return entry if isinstance(entry, dict) else {}


def is_number(value: object) -> TypeGuard[Number]:
    """Whether this is a number; a truth value is none."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


@attrs.frozen
class ItemPlace:
    """An item of the document: where it stands and which options or bands it is answered with.

    ``choices`` is empty where scoring does not see an answer, and None where the response cannot be made out.
    """

    pointer: str
    order: int
    section: str
    part: Part
    choices: Mapping[str, Part] | None

    @property
    def is_scored(self) -> bool:
        """Whether scoring can see an answer; a response that is not known yet counts as seen."""
        return self.choices is None or bool(self.choices)


@attrs.frozen
class Names:
    """The ids a document defines, each with what refers to it needs to know."""

    places: tuple[ItemPlace, ...]
    items: Mapping[str, ItemPlace]
    sections: Mapping[str, int]
    scales: Mapping[str, int]
    outcomes: Mapping[str, tuple[int, tuple[str, ...]]]
    response_scales: Mapping[str, Any]
    sources: Mapping[str, Any]
    languages: tuple[str, ...]

    @classmethod
    def of(cls, document: Part) -> Names:
        """Read what the document defines."""
        shared = {name: part for name, part in entries(document, "response_scales").items()
                  if len(name) <= LONGEST_NAME}
        choices = {name: _choices(part) for name, part in shared.items()}
        places = list(_item_places(document, choices))
        return cls(
            places=tuple(places),
            items=_first_ones((place.part.get("id"), place) for place in places),
            sections=_positions(document, "sections"),
            scales=_positions(document, "scales"),
            outcomes=_first_ones((outcome.get("id"), (o, tuple(_first_ones(
                (level.get("id"), level) for _, level in parts(outcome, "levels")))))
                for o, outcome in parts(document, "outcomes")),
            response_scales=shared,
            sources=entries(entries(document, "about"), "sources"),
            languages=tuple(entries(document, "title")),
        )


def _item_places(document: Part, shared: Mapping[str, Mapping[str, Part] | None]) -> Iterator[ItemPlace]:
    order = 0
    for s, section in parts(document, "sections"):
        name = section["id"] if isinstance(section.get("id"), str) else ""
        for i, item in parts(section, "items"):
            response = item.get("response")
            choices = shared.get(response) if isinstance(response, str) else _choices(response)
            yield ItemPlace(f"/sections/{s}/items/{i}", order, name, item, choices)
            order += 1


def _positions(document: Part, name: str) -> dict[str, int]:
    return _first_ones((part.get("id"), position) for position, part in parts(document, name))


def _first_ones(named: Iterable[tuple[object, Found]]) -> dict[str, Found]:
    """What is named, by its name; of several things of one name the first."""
    found: dict[str, Found] = {}
    for name, thing in named:
        if isinstance(name, str):
            found.setdefault(name, thing)
    return found


def _choices(response: object) -> Mapping[str, Part] | None:
    """The options or bands of a response by their ids; None where it cannot be made out."""
    if not isinstance(response, dict):
        return None
    if "options" in response:
        return _first_ones((option.get("id"), option) for _, option in parts(response, "options")) or None
    if not any(kind in response for kind in ("integer", "decimal", "text")):
        return None
    return _first_ones((band.get("id"), band) for _, band in parts(response, "bands"))
