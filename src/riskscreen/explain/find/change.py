"""One way to another level: so many items of each group answered otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from math import comb, prod

import attrs

from riskscreen.cell import Cell
from riskscreen.explain.find.groups import GivenAnswer, plain_answer
from riskscreen.model.number import Number

Chosen = tuple[GivenAnswer, ...]


@attrs.frozen(repr=False)
class Move(Cell):
    """``count`` items answered with one of ``to`` instead."""

    count: int
    to: tuple[str | Number, ...]


@attrs.frozen(repr=False)
class ChangeGroup(Cell):
    """Any of these items, now answered as ``answers`` say (None: not answered), so many of them with each move."""

    answers: tuple[GivenAnswer, ...]
    moves: tuple[Move, ...]

    @property
    def count(self) -> int:
        """How many items are answered otherwise."""
        return sum(move.count for move in self.moves)

    @property
    def takes_all(self) -> bool:
        """Whether all items are answered otherwise."""
        return self.count == len(self.answers)

    @property
    def n_sets(self) -> int:
        """How many plain sets this group stands for."""
        left, n_sets = len(self.answers), 1
        for move in self.moves:
            n_sets *= comb(left, move.count) * len(move.to) ** move.count
            left -= move.count
        return n_sets

    def expand(self) -> Iterator[Chosen]:
        """The plain sets of new answers, one by one."""
        yield from _made(tuple(item for item, _ in self.answers), self.moves)

    def to_dict(self) -> dict[str, object]:
        """The group in plain values."""
        return {"answers": [{"item": item, "answer": plain_answer(given)} for item, given in self.answers],
                "moves": [{"count": move.count, "to": [plain_answer(answer) for answer in move.to]}
                          for move in self.moves]}


def _made(items: tuple[str, ...], moves: tuple[Move, ...]) -> Iterator[Chosen]:
    """Every way to make these moves with some of the items."""
    if not moves:
        yield ()
        return
    for chosen in combinations(items, moves[0].count):
        left = tuple(item for item in items if item not in chosen)
        for answers in product(moves[0].to, repeat=len(chosen)):
            for rest in _made(left, moves[1:]):
                yield (*zip(chosen, answers, strict=True), *rest)


@attrs.frozen(repr=False)
class Change(Cell):
    """One way to another level: so many items of each group answered otherwise, all else as it is."""

    groups: tuple[ChangeGroup, ...]

    @property
    def n_sets(self) -> int:
        """How many plain sets of new answers this change stands for."""
        return prod(group.n_sets for group in self.groups)

    def expand(self) -> Iterator[frozenset[GivenAnswer]]:
        """The plain sets of new answers, each as ``(item, answer)`` pairs, one by one."""
        for parts in product(*(group.expand() for group in self.groups)):
            yield frozenset(answer for part in parts for answer in part)

    def to_dict(self) -> dict[str, object]:
        """The change in plain values."""
        return {"n_sets": self.n_sets, "groups": [group.to_dict() for group in self.groups]}
