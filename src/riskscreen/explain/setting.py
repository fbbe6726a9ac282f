"""A case while its gates are answered in one way: within it, what answering otherwise does adds up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riskscreen.engine.bounds import bounded
from riskscreen.explain.board import Board, Choices, Spread, answered, shared_out
from riskscreen.explain.forcing import cost_of
from riskscreen.explain.minimal import Budget, Counts
from riskscreen.model.answer import Answer
from riskscreen.model.truth import NO, UNDECIDED

States = tuple[int, int]


class Setting:
    """The case while the gates are answered in one way, and what each move in another cell then adds."""

    def __init__(self, board: Board, way: dict[int, int | None], entries: list[Answer],
                 budget: Budget) -> None:
        self.board, self.entries, self.budget = board, entries, budget
        n_gates = len(way)
        self.gate_counts = tuple(int(choice is not None) for choice in way.values())
        self.gate_spread: Spread = tuple(
            tuple(int(choice in move) for move in moves)
            for choice, moves in zip(way.values(), board.moves[:n_gates], strict=True))
        self.cells = board.cells[n_gates:]
        self.applies = tuple(entries[cell[0]].applies != NO for cell in self.cells)
        empty = board.compiled.layout.empty
        self.start = _moved((empty, empty), ((1, self._now(n)) for n in range(len(entries))))
        self.steps = tuple(tuple(self._step(cell[0], move) for move in moves)
                           for cell, moves in zip(self.cells, board.moves[n_gates:], strict=True))
        self.lowest, self.highest = (tuple(self._extreme(cell[0], least_of=columns) for cell in self.cells)
                                     for columns in (board.raising, board.lowering))

    def is_near(self, counts: Counts) -> bool:
        """Whether so many other answers in each cell might bring the outcome there, as far as sums can tell.

        What is near stays near with more answers changed.
        """
        n_gates = len(self.gate_counts)
        if any(own > count for own, count in zip(self.gate_counts, counts[:n_gates], strict=True)):
            return False
        return not self.board.is_added_up or self._is_within_reach(self.start, counts[n_gates:])

    def _is_within_reach(self, states: States, free: Counts) -> bool:
        """Whether so many free items of the last cells can still do it: at their lowest, and at their highest."""
        first, board = len(self.cells) - len(free), self.board
        low = _moved(states, zip(free, self.lowest[first:], strict=True))
        if not board.one_outcome.is_at_most(board.rank, *low):
            return False
        high = _moved(states, zip(free, self.highest[first:], strict=True))
        return board.one_outcome.is_at_least(board.rank, *high)

    def spreads(self, counts: Counts) -> Iterator[Spread]:
        """Every way to share out so many changes over the moves that brings the outcome there, whatever stays open."""
        n_gates = len(self.gate_counts)
        free = counts[n_gates:]
        if self.gate_counts != counts[:n_gates] or any(
                count and not applies for applies, count in zip(self.applies, free, strict=True)):
            return
        for spread, states in self._ways((), self.start, free):
            if self._is_reached(spread, states):
                yield (*self.gate_spread, *spread)

    def _ways(self, done: Spread, states: States, free: Counts) -> Iterator[tuple[Spread, States]]:
        self.budget.left -= 1
        if self.budget.is_spent or (self.board.is_added_up and not self._is_within_reach(states, free)):
            return
        if not free:
            yield done, states
            return
        steps = self.steps[len(done)]
        for shares in shared_out(free[0], len(steps)):
            yield from self._ways((*done, shares), _moved(states, zip(shares, steps, strict=True)), free[1:])

    def _is_reached(self, spread: Spread, states: States) -> bool:
        board = self.board
        if board.is_added_up:
            return board.one_outcome.bounds(*states) == (board.rank, board.rank)
        entries = list(self.entries)
        for cell, moves, shares in zip(self.cells, board.moves[len(self.gate_counts):], spread, strict=True):
            for move, count in zip(moves, shares, strict=True):
                if count:
                    entries[cell[0]] = answered(board.compiled, entries[cell[0]], cell[0], move[0])
        facts = bounded(board.compiled, entries)
        self.budget.left -= cost_of(facts)
        self.budget.is_exact &= facts.outcomes_exact is None or facts.outcomes_exact[board.outcome]
        return facts.outcomes[board.outcome] == (board.rank, board.rank)

    def _now(self, n: int) -> States:
        choice = self.entries[n].choice
        return self._states(n, None if choice is None else (self.board.compiled.choices[n][choice],))

    def _states(self, n: int, choices: Choices | None) -> States:
        """What an item adds to the least and to the most state, answered with one of these; None stands for any."""
        applies, layout, relevant = self.entries[n].applies, self.board.compiled.layout, self.board.relevant
        if applies == NO:
            return 0, 0
        return layout.ends_in(n, choices, may_not_apply=applies == UNDECIDED, only=relevant)

    def _step(self, n: int, move: Choices) -> States:
        return _difference(self._states(n, move[:1]), self._now(n))

    def _extreme(self, n: int, *, least_of: frozenset[object]) -> States:
        """What the item adds at its best answer, where that adds the least to these columns and the most to others."""
        applies, layout = self.entries[n].applies, self.board.compiled.layout
        if applies == NO:
            return 0, 0
        nothing = (0,) if applies == UNDECIDED else ()
        best = [(key, (min if key in least_of else max)(column.given[n])) for key, column in self.board.rows(n)]
        return _difference((layout.packed((key, min((score, *nothing))) for key, score in best),
                            layout.packed((key, max((score, *nothing))) for key, score in best)), self._now(n))


def _difference(then: States, now: States) -> States:
    return then[0] - now[0], then[1] - now[1]


def _moved(states: States, steps: Iterable[tuple[int, States]]) -> States:
    """The two states after so many of each step."""
    least, most = states
    for count, (low, high) in steps:
        least, most = least + count * low, most + count * high
    return least, most
