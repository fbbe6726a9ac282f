"""A whole instrument, as its definition says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal

import attrs

from riskscreen.cell import Cell
from riskscreen.model.item import Item, Section
from riskscreen.model.outcome import Outcome
from riskscreen.model.response import ResponseScale
from riskscreen.model.scale import Scale
from riskscreen.model.text import Text

Said = str | Text
MOST_ITEMS = 500
VARIANT = "-variant.x"  # stands in the version of a definition that was made by changing rules of another


@attrs.frozen(repr=False)
class Validation(Cell):
    """One study of how an instrument did, as its authors report it."""

    citation: str
    population: str
    n: int
    outcome: str
    figures: str


@attrs.frozen(repr=False)
class About(Cell):
    """What an instrument is, is for and is not for, and where it comes from.

    A source or a credit is a string where it is the same in every language, as a citation is, and else a text.
    """

    status: Literal["synthetic", "draft", "research", "validated"]
    licence: str
    intended_use: Text
    not_for: Text
    sources: tuple[tuple[str, Said], ...]
    rights_holder: str | None = None
    permission: str | None = None
    authorised_users: Text | None = None
    training: Text | None = None
    validation: tuple[Validation, ...] = ()
    languages: tuple[tuple[str, Said], ...] = ()
    review_by: str | None = None
    supersedes: str | None = None
    contact: str | None = None


@attrs.frozen(repr=False)
class Accepted(Cell):
    """A finding of the check that the authors know of and keep: its code, its place in the document, and why."""

    finding: str
    at: str
    because: Text


@attrs.frozen(repr=False)
class Definition(Cell):
    """The document, checked: every name in it resolves and every text is there in every language.

    ``reads`` are earlier versions whose answers it takes: an item that both have means the same in each.
    """

    id: str
    version: str
    title: Text
    about: About
    response_scales: tuple[tuple[str, ResponseScale], ...]
    sections: tuple[Section, ...]
    scales: tuple[Scale, ...]
    outcomes: tuple[Outcome, ...]
    result: str
    accepted: tuple[Accepted, ...] = ()
    reads: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Definition {self.id} {self.version}>"

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items, in the order of the document."""
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def scored_items(self) -> tuple[Item, ...]:
        """The items whose answers scoring can see."""
        return tuple(item for item in self.items if item.response.choices)

    @cached_property
    def scored_numbers(self) -> Mapping[str, int]:
        """The position of each scored item among them."""
        return _numbers(self.scored_items)

    @cached_property
    def scale_numbers(self) -> Mapping[str, int]:
        """The position of each scale."""
        return _numbers(self.scales)

    @cached_property
    def outcome_numbers(self) -> Mapping[str, int]:
        """The position of each outcome."""
        return _numbers(self.outcomes)

    @property
    def is_variant(self) -> bool:
        """Whether it was made by changing a rule of another definition, as its version then says."""
        return VARIANT in self.version

    @property
    def result_number(self) -> int:
        """The position of the outcome that is the result."""
        return self.outcome_numbers[self.result]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that every text has."""
        return self.title.languages


def _numbers(parts: Iterable[Item | Scale | Outcome]) -> Mapping[str, int]:
    return {part.id: n for n, part in enumerate(parts)}
