"""Ways to share out changes over moves, written as few changes that say the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import comb

import attrs

from riskscreen.engine.walk.changes import ChangeWay
from riskscreen.explain.find.change import Change, ChangeGroup, Move
from riskscreen.explain.find.groups import GivenAnswer
from riskscreen.explain.find.minimal import merged_cells
from riskscreen.model.answer import Answer
from riskscreen.model.item import Item
from riskscreen.model.number import Number
from riskscreen.model.response import Band, Choice

Choices = tuple[int, ...]
Moved = tuple[int, tuple[int, ...]]  # so many items, each with one of these moves
CellMoves = tuple[Moved, ...]  # what happens in one cell
CellCounts = tuple[tuple[int, int], ...]  # pairs of a cell and how many of its items are changed
MovedCells = tuple[tuple[int, CellMoves], ...]


@attrs.frozen
class Board:
    """The scored items in cells of items that stand alike, and the moves in each cell.

    A *move* answers an item of a cell with one of some choices that mean the same.
    """

    items: tuple[Item, ...]
    entries: tuple[Answer, ...]
    cells: tuple[tuple[int, ...], ...]
    moves: tuple[tuple[Choices, ...], ...]


def changes_in(board: Board, found: Iterable[ChangeWay]) -> list[Change]:
    """The changes that these ways stand for, as few as say the same."""
    by_counts: dict[CellCounts, list[tuple[CellMoves, ...]]] = {}
    for way in found:
        counts = tuple((cell, len(moves)) for cell, moves in way)
        by_counts.setdefault(counts, []).append(tuple(_parts(moves) for _, moves in way))
    plain, others = list[MovedCells](), list[MovedCells]()
    for counts, ways in by_counts.items():
        cells = [cell for cell, _ in counts]
        for parts in _joined_moves(counts, ways):
            (plain if all(map(_is_plain, parts)) else others).append(tuple(zip(cells, parts, strict=True)))
    return [*_joined_cells(board, plain), *(_change(board, way) for way in others)]


def change_of(board: Board, way: ChangeWay) -> Change:
    """One way as it is."""
    return _change(board, [(cell, _parts(moves)) for cell, moves in way])


def _parts(moves: Sequence[int]) -> CellMoves:
    """How many items make each of these moves, which are in rising order."""
    return tuple((len(list(same)), (move,)) for move, same in groupby(moves))


def _is_plain(parts: CellMoves) -> bool:
    return len(parts) == 1


def _joined_moves(counts: CellCounts, ways: list[tuple[CellMoves, ...]]) -> list[tuple[CellMoves, ...]]:
    """The ways, with moves of a cell together where each item can make any of them."""
    for place, (_, count) in enumerate(counts):
        by_rest: dict[object, list[tuple[CellMoves, ...]]] = {}
        for way in ways:
            by_rest.setdefault((way[:place], way[place + 1:]), []).append(way)
        ways = [joined for same in by_rest.values() for joined in _joined_at(place, count, same)]
    return ways


def _joined_at(place: int, count: int, ways: list[tuple[CellMoves, ...]]) -> list[tuple[CellMoves, ...]]:
    """One way for all, where they differ in one cell only and have every way to share out its moves."""
    moves = sorted({move for way in ways for _, some in way[place] for move in some})
    if len(moves) < 2 or len(ways) < comb(count + len(moves) - 1, count):
        return ways
    return [(*ways[0][:place], ((count, tuple(moves)),), *ways[0][place + 1:])]


def _change(board: Board, way: Iterable[tuple[int, CellMoves]]) -> Change:
    return Change(tuple(
        ChangeGroup(_given(board, [cell]), tuple(Move(count, _answers(board, cell, moves)) for count, moves in parts))
        for cell, parts in way))


def _joined_cells(board: Board, ways: Sequence[MovedCells]) -> list[Change]:
    """Changes in which items of several cells stand together where each can be taken for the other."""
    kinds = sorted({(cell, moves) for way in ways for cell, ((_, moves),) in way})
    place_of = {kind: place for place, kind in enumerate(kinds)}
    vectors = []
    for way in ways:
        counts = [0] * len(kinds)
        for cell, ((count, moves),) in way:
            counts[place_of[cell, moves]] = count
        vectors.append(tuple(counts))
    answers = [_answers(board, cell, moves) for cell, moves in kinds]

    def can_join(left: Sequence[int], right: Sequence[int]) -> bool:
        cells = [kinds[kind][0] for kind in (*left, *right)]
        return answers[left[0]] == answers[right[0]] and len(set(cells)) == len(cells)

    joined, vectors = merged_cells(tuple(len(board.cells[cell]) for cell, _ in kinds), vectors, can_join)
    return [Change(tuple(ChangeGroup(_given(board, [kinds[kind][0] for kind in some]), (Move(n, answers[some[0]]),))
                         for some, n in zip(joined, counts, strict=True) if n)) for counts in vectors]


def _given(board: Board, cells: Iterable[int]) -> tuple[GivenAnswer, ...]:
    """The items of these cells with the answers that they have now."""
    items = sorted(n for cell in cells for n in board.cells[cell])
    return tuple((board.entries[n].item, board.entries[n].given) for n in items)


def _answers(board: Board, cell: int, moves: tuple[int, ...]) -> tuple[str | Number, ...]:
    """What a rater would answer for one of these moves: an option, or the first number of a band."""
    choices = board.items[board.cells[cell][0]].response.choices
    return tuple(_answer(choices[choice]) for choice in sorted(c for move in moves for c in board.moves[cell][move]))


def _answer(choice: Choice) -> str | Number:
    return choice.start if isinstance(choice, Band) else choice.id
