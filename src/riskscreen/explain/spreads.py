"""Ways to share out changes over moves, written as few changes that say the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from riskscreen.explain.board import Board, Spread, shared_out
from riskscreen.explain.change import Change, ChangeGroup, Move
from riskscreen.explain.groups import Given
from riskscreen.explain.minimal import merged_cells
from riskscreen.model.number import Number
from riskscreen.model.response import Band, Choice

MOST_MERGED = 2_000

Part = tuple[int, tuple[int, ...]]  # so many items, each with one of these moves
Parts = tuple[Part, ...]  # what happens in one cell
Way = tuple[Parts, ...]


def changes_in(board: Board, found: Iterable[list[Spread]]) -> list[Change]:
    """The changes that these spreads stand for; *found* has, for each minimal choice of counts, its spreads."""
    ways = [way for spreads in found for way in _joined_moves(spreads)]
    plain = [way for way in ways if all(len(parts) <= 1 for parts in way)]
    others = [_change(board, way) for way in ways if any(len(parts) > 1 for parts in way)]
    return [*(_joined_cells(board, plain) if len(plain) <= MOST_MERGED else [_change(board, way) for way in plain]),
            *others]


def _joined_moves(spreads: list[Spread]) -> list[Way]:
    """The spreads, with moves of a cell together where each item can make any of them."""
    ways: list[Way] = [tuple(tuple((count, (move,)) for move, count in enumerate(shares) if count) for shares in spread)
            for spread in spreads]
    for cell in range(len(ways[0])):
        by_rest: dict[tuple[object, ...], list[Way]] = {}
        for way in ways:
            by_rest.setdefault((way[:cell], way[cell + 1:]), []).append(way)
        ways = [joined for same in by_rest.values() for joined in _joined_in(cell, same)]
    return ways


def _joined_in(cell: int, ways: list[Way]) -> list[Way]:
    """One way for all, where they differ in one cell only and have every way to share out its moves."""
    moves = sorted({move for way in ways for _, some in way[cell] for move in some})
    count = sum(n for n, _ in ways[0][cell])
    if len(moves) < 2 or len(ways) < sum(1 for _ in shared_out(count, len(moves))):
        return ways
    return [(*ways[0][:cell], ((count, tuple(moves)),), *ways[0][cell + 1:])]


def _change(board: Board, way: Way) -> Change:
    return Change(tuple(
        ChangeGroup(_given(board, [cell]), tuple(Move(count, _answers(board, cell, moves)) for count, moves in parts))
        for cell, parts in enumerate(way) if parts))


def _joined_cells(board: Board, ways: Sequence[Way]) -> list[Change]:
    """Changes in which items of several cells stand together where each can be taken for the other."""
    kinds = sorted({(cell, parts[0][1]) for way in ways for cell, parts in enumerate(way) if parts})
    vectors = [tuple(sum(n for n, some in way[cell] if some == moves) for cell, moves in kinds) for way in ways]
    answers = [_answers(board, cell, moves) for cell, moves in kinds]

    def can_join(left: Sequence[int], right: Sequence[int]) -> bool:
        cells = [kinds[kind][0] for kind in (*left, *right)]
        return answers[left[0]] == answers[right[0]] and len(set(cells)) == len(cells)

    joined, vectors = merged_cells(tuple(len(board.cells[cell]) for cell, _ in kinds), vectors, can_join)
    return [Change(tuple(ChangeGroup(_given(board, [kinds[kind][0] for kind in some]), (Move(n, answers[some[0]]),))
                         for some, n in zip(joined, counts, strict=True) if n)) for counts in vectors]


def _given(board: Board, cells: Iterable[int]) -> tuple[Given, ...]:
    """The items of these cells with the answers that they have now."""
    items = sorted(n for cell in cells for n in board.cells[cell])
    return tuple((board.entries[n].item, board.entries[n].given) for n in items)


def _answers(board: Board, cell: int, moves: tuple[int, ...]) -> tuple[str | Number, ...]:
    """What a rater would answer for one of these moves: an option, or the first number of a band."""
    choices = board.compiled.items[board.cells[cell][0]].response.choices
    return tuple(_answer(choices[choice]) for choice in sorted(c for move in moves for c in board.moves[cell][move]))


def _answer(choice: Choice) -> str | Number:
    return choice.start if isinstance(choice, Band) else choice.id
