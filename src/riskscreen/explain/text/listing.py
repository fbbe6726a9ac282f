"""A numbered list of ways, each made of parts, as long as can be taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from riskscreen.explain.words.lines import Block, Line, bullet, numbered
from riskscreen.explain.words.terms import Terms

MOST_TOLD = 12
MOST_ANSWERS = 32

WayPart = tuple[str, list[str]]  # a line, and what stands beneath it


def lone_way(parts: Iterable[WayPart]) -> Iterator[Line]:
    """The only way there is, so without a number."""
    for head, beneath in parts:
        yield Line(head, 1) if beneath else bullet(head, 1)
        yield from (bullet(answer, 2) for answer in beneath)


def list_of_ways(terms: Terms, sizes: Sequence[int], parts_of: Callable[[int], Iterable[WayPart]],
                 more: str) -> Iterator[Block]:
    """The ways by number, and in the words of *more* how many are left out; *sizes* counts the answers of each."""
    n_told = max(1, min(MOST_TOLD, sum(n <= MOST_ANSWERS for n in accumulate(sizes))))
    for way in range(min(n_told, len(sizes))):
        yield _numbered(parts_of(way), way + 1)
    if n_told < len(sizes):
        yield [Line(terms.words.counted(more, len(sizes) - n_told), 1)]


def _numbered(parts: Iterable[WayPart], number: int) -> list[Line]:
    lines: list[Line] = []
    for head, beneath in parts:
        lines.append(Line(head, 2) if lines else numbered(head, number, 1))
        lines += [bullet(answer, 2) for answer in beneath]
    return lines
