"""Items and the sections they stand in."""

from __future__ import annotations

import attrs

from riskscreen.model.condition import Condition
from riskscreen.model.response import Response
from riskscreen.model.text import Text


@attrs.frozen
class Indicator:
    """Something to look for under an item; a tick is evidence and never scores."""

    id: str
    text: Text
    suggests: str | None = None


@attrs.frozen
class SameAs:
    """An item of another instrument that asks the same, so that one answer serves both.

    ``options`` holds, for options that have another id there, the id here and the id there; the others have one id.
    """

    instrument: str
    item: str
    options: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class Item:
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


@attrs.frozen
class Section:
    """Items under one title."""

    id: str
    title: Text
    items: tuple[Item, ...]
    guidance: Text | None = None
    applies_when: Condition | None = None
