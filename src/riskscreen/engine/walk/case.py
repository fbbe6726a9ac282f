"""A case as walks want it: at each level the choices that its answers leave open."""

from __future__ import annotations

from collections.abc import Sequence

from riskscreen.engine.compose.meaning import Meaning
from riskscreen.engine.compose.parts import GIVEN, MISSING
from riskscreen.model.answer import Answer

Choices = tuple[int, ...]


def possible_of(meaning: Meaning, entries: Sequence[Answer]) -> list[Choices]:
    """The choices left open at each level by the answers to the scored items.

    What an item that does not apply was given leaves everything open: nothing reads it.
    """
    possible = [tuple(range(size)) for size in meaning.nodes.sizes]
    for n, entry in enumerate(entries):
        if n in meaning.given:
            possible[meaning.given[n]] = (MISSING if entry.choice is None else GIVEN,)
        if entry.choice is not None:
            possible[meaning.level[n]] = (meaning.choices[n][entry.choice],)
    return possible

