"""What a diagram says of a whole case: its nodes followed from the top, one answer at each."""

from __future__ import annotations

from engine.small import OPTIONS, answers
from riskscreen import Instrument
from riskscreen.engine.compose.meaning import Meaning
from riskscreen.engine.diagram.nodes import END

NAMES = [name for name, _ in OPTIONS]


def meaning_of(tried: Instrument) -> Meaning:
    """The instrument as diagrams that are composed as they are asked for."""
    meaning = Meaning(tried.definition, tried._compiled.tables)
    meaning.nodes.left = 100_000
    return meaning


def at(meaning: Meaning, node: int, letters: str) -> object:
    """The value of a diagram where these are the answers to a, b, c and d."""
    d, given = meaning.nodes, answers(letters)
    while d.level[node] != END:
        name = meaning.items[meaning.at_level[d.level[node]]].id
        node = d.kids[node][NAMES.index(given[name])]
    return d.value[node]
