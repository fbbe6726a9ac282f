"""Items and the sections they stand in."""

from __future__ import annotations

import attrs

from riskscreen.cell import Cell, CellTable, Sheet, one_line
from riskscreen.model.condition import Condition
from riskscreen.model.response import Response
from riskscreen.model.text import Text


@attrs.frozen(repr=False)
class Indicator(Cell):
    """Something to look for under an item; a tick is evidence and never scores."""

    id: str
    text: Text
    suggests: str | None = None


@attrs.frozen(repr=False)
class SameAs(Cell):
    """An item of another instrument that asks the same, so that one answer serves both.

    ``options`` holds, for options that have another id there, the id here and the id there; the others have one id.
    """

    instrument: str
    item: str
    options: tuple[tuple[str, str], ...] = ()


@attrs.frozen(repr=False)
class Item(Cell):
    """One thing that a rater answers.

    ``applies_when`` is the item's own condition; the item also needs its section to apply.
    ``response_scale`` is the name of the shared response scale, where the item uses one.  ``topic`` names in a few
    words what the text asks.  ``option_guidance`` says when to choose which answer, *unknown* among them, in the order
    of the options.
    """

    id: str
    text: Text
    response: Response
    response_scale: str | None = None
    guidance: Text | None = None
    sources: tuple[str, ...] = ()
    applies_when: Condition | None = None
    indicators: tuple[Indicator, ...] = ()
    same_as: tuple[SameAs, ...] = ()
    topic: Text | None = None
    option_guidance: tuple[tuple[str, Text], ...] = ()

    @property
    def name(self) -> Text:
        """What lists and results call it: the topic, or what is asked where there is none."""
        return self.text if self.topic is None else self.topic

    def __repr__(self) -> str:
        return one_line(f"<Item {self.id}: {self.name}>")

    def _sheet(self) -> Sheet:
        notes = [str(text) for text in (self.topic and self.text, self.guidance) if text is not None]
        choices = [(choice.id, str(choice.label)) for choice in self.response.choices]
        tables = [CellTable(self.id, ("id", "label"), choices)] if choices else []
        looked_for = [(each.id, str(each.text)) for each in self.indicators]
        tables += [CellTable("indicators", ("id", "text"), looked_for)] if looked_for else []
        return Sheet(str(self.name), notes, tables, self.text.main_language)


@attrs.frozen(repr=False)
class Section(Cell):
    """Items under one title."""

    id: str
    title: Text
    items: tuple[Item, ...]
    guidance: Text | None = None
    applies_when: Condition | None = None

    def __repr__(self) -> str:
        return one_line(f"<Section {self.id}, {len(self.items)} items: {self.title}>")

    def _sheet(self) -> Sheet:
        notes = [] if self.guidance is None else [str(self.guidance)]
        rows = [(item.id, str(item.name)) for item in self.items]
        return Sheet(str(self.title), notes, [CellTable(self.id, ("id", "item"), rows)], self.title.main_language)
