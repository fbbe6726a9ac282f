"""A diagram for many rows at once: which of its values can come out in each, by a few steps on bits a branch.

A plan is made once; nothing in it depends on rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import numpy as np

from riskscreen.batch.arrays import Bits, Truths
from riskscreen.batch.columns.chunk import Chunk
from riskscreen.batch.columns.ends import InSteps
from riskscreen.engine.compile import Compiled
from riskscreen.engine.compose.meaning import Meaning
from riskscreen.engine.compose.parts import MISSING
from riskscreen.engine.diagram.nodes import END
from riskscreen.engine.diagram.table import Table
from riskscreen.model.condition import Condition
from riskscreen.model.number import in_units, ratio

_MOST_ARRAYS = 512  # of 64 kB each
_NO_ITEM = -1  # of the level of a part without a diagram
_EVERY = 0  # the array that has all rows, which come to the root


class Plans:
    """The plans of an instrument, each made when it is first wanted; what was made is kept and changes no result."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._outcomes: dict[int, Plan | None] = {}
        self._scales: dict[int, Plan | None] = {}
        self._gates: dict[tuple[Condition, ...], Plan] = {}

    def outcome(self, n: int) -> Plan | None:
        """The ranks of an outcome; None where it is too large to be followed."""
        if n not in self._outcomes:
            table = self._compiled.meaning.outcome_table(self._compiled.definition.outcomes[n].id)
            self._outcomes[n] = self._made(table, table.values)
        return self._outcomes[n]

    def scale(self, n: int) -> Plan | None:
        """The numbers of a scale, in whole units; None where it is too large to be followed."""
        if n not in self._scales:
            table = self._compiled.meaning.number_table(self._compiled.definition.scales[n].id)
            self._scales[n] = None if table is None else self._made(
                table, [in_units(ratio(number), self._compiled.units[n]) for number in table.values])
        return self._scales[n]

    def gates(self, conditions: tuple[Condition, ...]) -> Plan:
        """Whether all of these hold, as 0 and 1."""
        if conditions not in self._gates:
            table = self._compiled.meaning.gates_table(conditions)
            self._gates[conditions] = plan_of(self._compiled.meaning, table, [int(value) for value in table.values])
        return self._gates[conditions]

    def _made(self, table: Table, values: Sequence[int]) -> Plan | None:
        meaning = self._compiled.meaning
        if meaning.is_loose(table) or len(values) > _MOST_ARRAYS:
            return None
        plan = plan_of(meaning, table, values)
        return plan if plan.n_arrays <= _MOST_ARRAYS else None


@attrs.frozen
class PlanStep:
    """The rows of one array that may be answered so go on into another array, where others may be already."""

    here: int
    mask: int
    out: int
    is_first: bool


@attrs.frozen
class LevelSteps:
    """The steps of one variable, and the sets of its choices whose rows they ask for."""

    item: int
    is_given: bool
    masks: tuple[tuple[int, ...], ...]
    steps: tuple[PlanStep, ...]


@attrs.frozen
class Plan:
    """Steps over ``n_arrays`` arrays, of which the first has all rows; ``ends`` has the array of each value."""

    values: tuple[int, ...]
    ends: tuple[int, ...]
    levels: tuple[LevelSteps, ...]
    n_arrays: int
    n_steps: int

    def bounds(self, chunk: Chunk) -> tuple[InSteps, InSteps]:
        """The lowest and the highest of the values in each row."""
        possible = self.possible(chunk)
        not_yet, from_here = possible[:1], possible[-1:]
        for each in possible[1:-1]:
            not_yet.append(not_yet[-1] | each)
        for each in possible[-2:0:-1]:
            from_here.append(from_here[-1] | each)
        n_steps = len(possible) - 1
        return (InSteps(self.values, [~each for each in not_yet[:n_steps]], chunk.n_rows),
                InSteps(self.values, from_here[:n_steps][::-1], chunk.n_rows))

    def truths(self, chunk: Chunk) -> Truths:
        """Where it is 1 for certain, and where it can be."""
        possible = dict(zip(self.values, self.possible(chunk), strict=True))
        return ~possible[0] if 0 in possible else chunk.every, possible.get(1, chunk.none)

    def possible(self, chunk: Chunk) -> list[Bits]:
        """For each of the values, lowest first, the rows in which it can come out."""
        return chunk.remembered(("possible", id(self)), self._possible)

    def _possible(self, chunk: Chunk) -> list[Bits]:
        spare, *own = (np.empty_like(chunk.every) for _ in range(self.n_arrays))
        arrays = [chunk.every, *own]
        for level in self.levels:
            masks = [_may_be(chunk, level, choices) for choices in level.masks]
            for step in level.steps:
                out, mask = step.out, masks[step.mask]
                if step.here == _EVERY:
                    arrays[out] = mask  # of all rows; what comes to it later is added in an array of its own
                elif step.is_first:
                    arrays[out] = np.bitwise_and(arrays[step.here], mask, own[out - 1])
                else:
                    np.bitwise_and(arrays[step.here], mask, spare)
                    arrays[out] = np.bitwise_or(arrays[out], spare, own[out - 1])
        return [arrays[end] for end in self.ends]


def _may_be(chunk: Chunk, level: LevelSteps, choices: tuple[int, ...]) -> Bits:
    """The rows in which one of these choices may be right."""
    if level.item == _NO_ITEM:
        return chunk.every
    if level.is_given:
        missing = chunk.missing(level.item)
        return missing if choices == (MISSING,) else ~missing
    return chunk.remembered((level.item, choices), lambda _: chunk.may_be(level.item, choices))


def plan_of(meaning: Meaning, table: Table, values: Sequence[int]) -> Plan:
    """The steps for a table of one root; *values* are what its own stand for.

    A part that has no diagram may stand at any of its values.
    """
    items = {level: (n, False) for n, level in enumerate(meaning.level)}
    items |= {level: (n, True) for n, level in meaning.given.items()}
    return _Planner(table).plan(items, values)


class _Planner:
    """Follows a table from the top down; an array is given back when its rows have gone on, so that few are in use."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.array_of: dict[int, int] = {table.roots[0]: _EVERY}
        self.free: list[int] = []
        self.n_arrays = 1

    def plan(self, items: Mapping[int, tuple[int, bool]], values: Sequence[int]) -> Plan:
        table = self.table
        by_level: dict[int, list[int]] = {}
        for node, level in enumerate(table.level):  # a node stands before its children
            if level != END:
                by_level.setdefault(level, []).append(node)
        levels = tuple(self._level(items.get(level, (_NO_ITEM, False)), nodes) for level, nodes in by_level.items())
        n_steps = sum(len(level.steps) for level in levels)
        ends = {table.bit[node].bit_length() - 1: array for node, array in self.array_of.items()}
        return Plan(tuple(values), tuple(ends[n] for n in range(len(table.values))), levels, self.n_arrays,
                    n_steps)

    def _level(self, item: tuple[int, bool], nodes: Sequence[int]) -> LevelSteps:
        masks: dict[tuple[int, ...], int] = {}
        steps = [step for node in nodes for step in self._steps(node, masks)]
        return LevelSteps(*item, tuple(masks), tuple(steps))

    def _steps(self, node: int, masks: dict[tuple[int, ...], int]) -> list[PlanStep]:
        """The ways on from a node; the last is written over its own rows, which nothing needs any more."""
        here, ways = self.array_of.pop(node), dict[int, list[int]]()
        for choice, kid in enumerate(self.table.kids[node]):
            ways.setdefault(kid, []).append(choice)
        known = [kid for kid in ways if kid in self.array_of]
        new = [kid for kid in ways if kid not in self.array_of]
        steps = []
        for kid in known + new:
            is_first = kid not in self.array_of
            if is_first:
                self.array_of[kid] = here if kid == new[-1] and here != _EVERY else self._taken()
            mask = masks.setdefault(tuple(ways[kid]), len(masks))
            steps.append(PlanStep(here, mask, self.array_of[kid], is_first))
        if not new and here != _EVERY:
            self.free.append(here)
        return steps

    def _taken(self) -> int:
        if self.free:
            return self.free.pop()
        self.n_arrays += 1
        return self.n_arrays - 1
