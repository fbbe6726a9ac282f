"""Fewer vectors of counts that say the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Counts = tuple[int, ...]


CellMembers = tuple[tuple[int, ...], ...]


def merged_cells(sizes: Counts, vectors: Sequence[Counts],
                 can_join: Callable[[Sequence[int], Sequence[int]], bool] = lambda left, right: True,
                 ) -> tuple[CellMembers, list[Counts]]:
    """Cells whose members can stand for each other in all the vectors become one, so that fewer vectors remain.

    *can_join* says which cells may become one at all.

    Returns the merged cells, each as the positions it is made of, and the vectors over them.
    """
    cells: list[tuple[int, ...]] = [(position,) for position in range(len(sizes))]
    spans, found = list(sizes), set(vectors)
    left = 0
    while left < len(cells):
        right = left + 1
        while right < len(cells):
            joined = _joined(found, spans, left, right) if can_join(cells[left], cells[right]) else None
            if joined is None:
                right += 1
                continue
            found = joined
            cells[left] += cells.pop(right)
            spans[left] += spans.pop(right)
            right = left + 1
        left += 1
    return tuple(cells), sorted(found)


def _joined(vectors: set[Counts], sizes: Sequence[int], left: int, right: int) -> set[Counts] | None:
    """The vectors with two cells made one, or None where how a count is spread over the two makes a difference."""
    joined = set()
    for counts in vectors:
        total = counts[left] + counts[right]
        others = counts[:left], counts[left + 1: right], counts[right + 1:]
        spreads = ((first, total - first) for first in range(max(0, total - sizes[right]), min(sizes[left], total) + 1))
        if any((*others[0], first, *others[1], second, *others[2]) not in vectors for first, second in spreads):
            return None
        joined.add((*others[0], total, *others[1], *others[2]))
    return joined
