"""What every text about a case has in common: which instrument it is of, and what it is not for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from riskscreen.explain.blocks.result import head_lines, not_for_lines
from riskscreen.explain.text.layout import page
from riskscreen.explain.words.lines import Block, Line
from riskscreen.explain.words.terms import Terms, language_of
from riskscreen.model.definition import Definition


def view_text(definition: Definition, language: str | None, blocks_in: Callable[[Terms], Sequence[Block]]) -> str:
    """What *blocks_in* tells, between the instrument's name and the limits of what it may be used for.

    Raises:
        UsageError: For a language that the instrument does not have; near names are suggested.
    """
    terms = Terms(definition, language_of(definition, language))
    return page([head_lines(terms), *blocks_in(terms), not_for_lines(terms), [Line(terms.words("last"))]])
