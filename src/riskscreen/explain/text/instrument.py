"""A whole instrument as plain text: what it is for, what it asks, and what its levels mean and rest on."""

from __future__ import annotations

from riskscreen.explain.blocks.instrument import (
    accepted_lines,
    item_blocks,
    outcome_blocks,
    purpose_blocks,
    rights_lines,
    scale_blocks,
    source_lines,
    status_words,
)
from riskscreen.explain.blocks.result import head_lines
from riskscreen.explain.text.layout import page
from riskscreen.explain.words.lines import Line
from riskscreen.explain.words.terms import Terms, language_of
from riskscreen.model.definition import Definition


def instrument_text(definition: Definition, language: str | None = None) -> str:
    """The instrument in words, whole.

    Raises:
        UsageError: For a language that the instrument does not have; near names are suggested.
    """
    terms = Terms(definition, language_of(definition, language))
    heads = [head_lines(terms), [Line(status_words(terms))], *purpose_blocks(terms)]
    parts = [*item_blocks(terms), *scale_blocks(terms), *outcome_blocks(terms)]
    return page([*heads, *parts, source_lines(terms), accepted_lines(terms), rights_lines(terms)])
