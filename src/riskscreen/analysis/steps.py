"""The items as steps of the programme: in which order, what each answer adds, and what can be forgotten after each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from riskscreen.analysis.reads import ONE, CutOffs
from riskscreen.engine.compile import Compiled
from riskscreen.engine.frame import Check
from riskscreen.engine.layout import Field
from riskscreen.model.condition import ItemCondition, leaves_of

Part = tuple[Compiled, Mapping[object, CutOffs]]

_MOST_ORDERED = 150


class Step:
    """One item: what each of its choices adds to a state, and how the state is narrowed after it."""

    def __init__(self, item: int, gate: Check | None, additions: Sequence[int], narrowed: Sequence[Narrowed]) -> None:
        self.item = item
        self.gate = gate
        self.additions = tuple(additions)
        self.mask = sum(each.mask for each in narrowed)
        self._narrowed = narrowed

    def narrow(self, part: int) -> int:
        """Of the fields that the step touches, the numbers that stand for all that mean the same from here on."""
        return sum(each.of(part) for each in self._narrowed)


class Narrowed:
    """One field after a step: numbers that nothing can tell apart, whatever is still added, become one."""

    def __init__(self, field: Field, cut_offs: CutOffs, so_far: tuple[int, int], rest: tuple[int, int]) -> None:
        self.offset, self.bias, self.mask = field.offset, field.bias, field.mask << field.offset
        self.keeps_all = cut_offs is None
        self.lowest = so_far[0]
        # A number counts where what is still added can bring it to a cut-off, and the one below it not.
        spans = sorted((max(cut_off - rest[1], so_far[0] + 1), min(cut_off - rest[0], so_far[1]))
                       for cut_off in cut_offs or ())
        self.spans = [span for span in spans if span[0] <= span[1]]
        self.starts = [low for low, _ in self.spans]
        highest = self.lowest
        self.ends = [highest := max(highest, high) for _, high in self.spans]

    def of(self, part: int) -> int:
        """The field of this state, with its number narrowed."""
        field = part & self.mask
        if self.keeps_all:
            return field
        number = (field >> self.offset) - self.bias
        place = bisect_right(self.starts, number) - 1
        kept = self.lowest if place < 0 else min(number, self.ends[place])
        return kept + self.bias << self.offset


def steps_of(parts: Sequence[Part]) -> tuple[Step, ...]:
    """The steps for one definition, or for several that ask the same: the state of each stands above the one before.

    Gates are those of the first.
    """
    first = parts[0][0]
    gate_columns = _gate_columns(first)
    columns = [_columns(first, compiled, reads, gate_columns if compiled is first else {}) for compiled, reads in parts]
    order = _order(first, columns)
    place_of = {item: place for place, item in enumerate(order)}
    additions: list[list[int]] = [[0] * len(first.choices[item]) for item in order]
    narrowed: list[list[Narrowed]] = [[] for _ in order]
    shift = 0
    for (compiled, reads), keys in zip(parts, columns, strict=True):
        for key in keys:
            last_gated = max((place_of[item] for item in gate_columns.get(key, ())), default=-1) \
                if compiled is first else -1
            field = compiled.layout.fields[key]
            shifted = Field(field.offset + shift, field.mask, field.bias)
            rows = _rows(first, compiled, key, place_of)
            _add(additions, shifted, rows)
            for place, each in _narrowings(shifted, rows, reads.get(key, frozenset()), last_gated):
                narrowed[place].append(each)
        shift += compiled.layout.width
    return tuple(Step(item, first.gates[item], added, fields)
                 for item, added, fields in zip(order, additions, narrowed, strict=True))


def _gate_columns(compiled: Compiled) -> dict[object, list[int]]:
    """Each column that a gate reads, with the items behind such gates."""
    found: dict[object, list[int]] = {}
    for n, conditions in enumerate(compiled.polarity.gates):
        for condition in conditions:
            for leaf in leaves_of(condition):
                found.setdefault(leaf, []).append(n)
    return found


def _columns(first: Compiled, compiled: Compiled, reads: Mapping[object, CutOffs],
             gate_columns: Mapping[object, list[int]]) -> dict[object, set[int]]:
    """The columns to follow, each with the items that it hangs together with, by their numbers in the first."""
    return {key: {*(first.positions[compiled.items[n].id] for n in compiled.layout.columns[key].given),
                  *gate_columns.get(key, ())} for key in dict.fromkeys((*reads, *gate_columns))}


def _order(compiled: Compiled, columns: Sequence[Mapping[object, set[int]]]) -> tuple[int, ...]:
    """The items, so that few columns are begun and not yet ended at any time; gates before what they open."""
    waiting = dict.fromkeys(range(len(compiled.items)))
    if len(waiting) > _MOST_ORDERED:
        return tuple(waiting)
    needs = [{compiled.positions[leaf.item] for condition in conditions for leaf in leaves_of(condition)
              if isinstance(leaf, ItemCondition)} for conditions in compiled.polarity.gates]
    left = [set(items) for keys in columns for items in keys.values()]
    touched: dict[int, list[int]] = {n: [c for c, items in enumerate(left) if n in items] for n in waiting}
    begun = [False] * len(left)
    order = []

    def cost(n: int) -> tuple[int, int, int]:
        opened = sum(not begun[c] for c in touched[n])  # a column of one item, too: its truth stays to the end
        closed = sum(begun[c] and len(left[c]) == 1 for c in touched[n])
        return opened - closed, -sum(begun[c] for c in touched[n]), n

    while waiting:
        best = min((n for n in waiting if not needs[n] & waiting.keys()), key=cost)
        del waiting[best]
        order.append(best)
        for c in touched[best]:
            left[c].discard(best)
            begun[c] = True
    return tuple(order)


def _rows(first: Compiled, compiled: Compiled, key: object, place_of: Mapping[int, int]) -> dict[int, tuple[int, ...]]:
    """What each choice adds to a column, by the place of its item, choices as the first definition orders them."""
    found = {}
    for item, row in compiled.layout.columns[key].given.items():
        own = first.positions[compiled.items[item].id]
        choices = compiled.choices[item]
        found[place_of[own]] = tuple(row[choices[choice]] for choice in first.choices[own])
    return found


def _add(additions: Sequence[list[int]], field: Field, rows: Mapping[int, tuple[int, ...]]) -> None:
    for place, row in rows.items():
        for choice, amount in enumerate(row):
            additions[place][choice] += amount << field.offset


def _narrowings(field: Field, rows: Mapping[int, tuple[int, ...]], cut_offs: CutOffs,
                last_gated: int) -> list[tuple[int, Narrowed]]:
    """At each step that touches the field, and after the last gate that reads it, what of it still counts."""
    ends = {place: (min(0, *row), max(0, *row)) for place, row in rows.items()}
    rest_least, rest_most = sum(low for low, _ in ends.values()), sum(high for _, high in ends.values())
    least = most = 0
    found = []
    for place in sorted({*rows, *((last_gated,) if last_gated >= 0 else ())}):
        low, high = ends.get(place, (0, 0))
        least, most, rest_least, rest_most = least + low, most + high, rest_least - low, rest_most - high
        read = ONE if place < last_gated and cut_offs is not None else frozenset()
        now = None if cut_offs is None else cut_offs | read
        found.append((place, Narrowed(field, now, (least, most), (rest_least, rest_most))))
    return found
