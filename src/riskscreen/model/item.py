"""Items and the sections they stand in."""

from __future__ import annotations

from riskscreen.model.condition import Condition
from riskscreen.model.response import Response
from riskscreen.model.text import Text
from riskscreen.model.value import Value, value


@value
class Indicator(Value):
    """Something to look for under an item; a tick is evidence and never scores."""

    id: str
    text: Text
    suggests: str | None = None


@value
class Item(Value):
    """One thing that a rater answers.

    ``applies_when`` is the item's own condition; the item also needs its section to apply.
    ``response_scale`` is the name of the shared response scale, where the item uses one.
    """

    id: str
    text: Text
    response: Response
    response_scale: str | None = None
    guidance: Text | None = None
    sources: tuple[str, ...] = ()
    applies_when: Condition | None = None
    indicators: tuple[Indicator, ...] = ()


@value
class Section(Value):
    """Items under one title."""

    id: str
    title: Text
    items: tuple[Item, ...]
    guidance: Text | None = None
    applies_when: Condition | None = None
