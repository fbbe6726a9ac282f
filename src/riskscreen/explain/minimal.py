"""The minimal elements of an up-closed set of count vectors, and fewer vectors that say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

Counts = tuple[int, ...]


class Budget:
    """How much a search may still do, and whether all it was told is exact; the only thing a search changes.

    A question costs one, and more where answering it takes more than adding up.
    """

    def __init__(self, most: int) -> None:
        self.left = most
        self.is_exact = True

    @property
    def is_spent(self) -> bool:
        """Whether the search had to stop."""
        return self.left < 0


def minimal_counts(sizes: Counts, holds: Callable[[Counts], bool], budget: Budget) -> list[Counts]:
    """Every vector that holds while no smaller one does, for a *holds* that stays true where counts grow.

    The search goes cell by cell.  It stops on a branch where even all that is left would not make it hold, and where
    it holds already without any of what is left.
    """
    known: dict[Counts, bool] = {}

    def asked(counts: Counts) -> bool:
        if counts not in known:
            budget.left -= 1
            known[counts] = not budget.is_spent and holds(counts)
        return known[counts]

    def search(chosen: Counts) -> Iterator[Counts]:
        rest = sizes[len(chosen):]
        least = chosen + (0,) * len(rest)
        if asked(least):
            yield least
        elif rest and asked(chosen + rest):
            for count in range(rest[0] + 1):
                yield from search((*chosen, count))
                if asked((*chosen, count, *(0,) * (len(rest) - 1))):
                    break

    return [counts for counts in search(()) if not any(asked(smaller) for smaller in _one_less(counts))]


def _one_less(counts: Counts) -> Iterator[Counts]:
    for position, count in enumerate(counts):
        if count:
            yield counts[:position] + (count - 1,) + counts[position + 1:]


Cells = tuple[tuple[int, ...], ...]


def merged_cells(sizes: Counts, vectors: Sequence[Counts],
                 can_join: Callable[[Sequence[int], Sequence[int]], bool] = lambda left, right: True,
                 ) -> tuple[Cells, list[Counts]]:
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
