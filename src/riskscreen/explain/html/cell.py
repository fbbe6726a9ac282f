"""What a notebook shows of what was found: the lines that its text is made of, as a fragment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from riskscreen.explain.blocks.result import not_for_lines
from riskscreen.explain.html.ends import head
from riskscreen.explain.html.markup import HtmlTerms, element
from riskscreen.explain.html.parts import block, fragment
from riskscreen.explain.words.lines import Block, Line
from riskscreen.explain.words.terms import Terms, language_of
from riskscreen.model.definition import Definition

_RANK = 2  # of the first heading


def view_fragment(definition: Definition, blocks_in: Callable[[Terms], Sequence[Block]]) -> str:
    """What *blocks_in* tells, between the instrument's name and the limits of what it may be used for."""
    terms = HtmlTerms(definition, language_of(definition, None))
    return str(fragment(
        terms, head(terms, _RANK, {}), *(block(_RANK + 1, terms, lines) for lines in _titled(blocks_in(terms))),
        block(_RANK + 1, terms, not_for_lines(terms), "rs-block rs-limits"),
        element("p", terms.words("last"), class_="rs-foot")))


def _titled(blocks: Sequence[Block]) -> list[list[Line]]:
    """The lines, each that is not indented with all that stands beneath it."""
    told: list[list[Line]] = []
    for line in chain.from_iterable(blocks):
        if line.depth == 0 or not told:
            told.append([line])
        else:
            told[-1].append(line)
    return told
