"""Codes encoded once, to be scored many times: their bits, as scoring asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import islice
from operator import or_, xor

import attrs
import numpy as np

from riskscreen.batch.arrays import Bits, Codes, Flags, SetBits
from riskscreen.batch.rows.bits import unpacked
from riskscreen.batch.rows.codes import (
    NO_ANSWER_CODE,
    NOT_APPLICABLE_CODE,
    UNKNOWN_CODE,
    Row,
    meanings,
    unknown_code,
)
from riskscreen.batch.rows.column import Column
from riskscreen.batch.rows.given import GivenCodes, check_names
from riskscreen.cell import Cell
from riskscreen.errors import MOST_PROBLEMS, AnswersError, Problem, UsageError, pointer_to
from riskscreen.model.item import Item
from riskscreen.model.number import plain
from riskscreen.model.response import Band

ROWS_AT_ONCE = 1 << 19  # whole bytes of bits


@attrs.frozen
class PackedColumn:
    """The answers to one item: the rows with each option but the first, and with each code below zero that is there.

    Where an answer is a set, ``in_sets`` has for each option the rows with a set that has it.
    """

    options: tuple[Bits, ...]
    below_zero: dict[int, Bits]
    n_rows: int
    in_sets: tuple[Bits, ...] = ()

    @property
    def n_choices(self) -> int:
        """How many options the item has."""
        return len(self.options) + 1

    @property
    def lowest(self) -> int:
        """The least code that is there."""
        return min(self.below_zero, default=0)

    def part(self, start: int, stop: int) -> PackedColumn:
        """Some of the rows; the first stands at the start of a byte."""
        if stop - start == self.n_rows:
            return self
        these = slice(start // 8, -(-stop // 8))
        return PackedColumn(tuple(bits[these] for bits in self.options),
                            {code: bits[these] for code, bits in self.below_zero.items()}, stop - start,
                            tuple(bits[these] for bits in self.in_sets))

    def outside(self) -> Bits | None:
        """Nowhere: what stands for nothing is refused before it is packed."""
        return None

    def option(self, option: int) -> Bits:
        """Where the answer is this option."""
        return self.options[option - 1]

    def opened(self) -> Bits:
        """Where there is no option."""
        return reduce(or_, self.below_zero.values())

    def unknown(self) -> Bits:
        """Where the answer is unknown."""
        return self.below(UNKNOWN_CODE)

    def not_applicable(self) -> Bits:
        """Where it is said that the item does not apply."""
        return self.below(NOT_APPLICABLE_CODE)

    def below(self, code: int) -> Bits:
        """Where there is this code, which is below zero."""
        found = self.below_zero.get(code)
        return self.nowhere() if found is None else found

    def nowhere(self) -> Bits:
        """No row."""
        return np.zeros(-(-self.n_rows // 8), np.uint8)

    def all_bits(self) -> tuple[Bits, ...]:
        """Everything that it holds."""
        return (*self.options, *self.below_zero.values(), *self.in_sets)

    def holds_the_same(self, other: PackedColumn) -> bool:
        """Whether all its codes are those of the other column."""
        codes = self.below_zero.keys() | other.below_zero.keys()
        return self.has_sets == other.has_sets and all(map(
            np.array_equal, (*self.options, *map(self.below, codes), *self.in_sets),
            (*other.options, *map(other.below, codes), *other.in_sets)))

    def codes(self) -> Codes:
        """The codes themselves."""
        codes = np.zeros(self.n_rows, np.int8)
        for code, bits in [*enumerate(self.options, 1), *self.below_zero.items()]:
            codes += unpacked(bits, self.n_rows).view(np.int8) * np.int8(code)
        return codes

    @property
    def has_sets(self) -> bool:
        """Whether an answer is a set."""
        return bool(self.in_sets)

    def narrowed(self) -> Bits:
        """Where the answer is a set."""
        return reduce(or_, self.in_sets)

    def in_set(self, option: int) -> Bits:
        """Where the answer is a set with this option."""
        return self.in_sets[option]

    def sets(self) -> SetBits:
        """The sets themselves."""
        found = np.zeros(self.n_rows, np.uint64)
        for option, bits in enumerate(self.in_sets):
            found |= unpacked(bits, self.n_rows).astype(np.uint64) << np.uint64(option)
        return found


@attrs.frozen(repr=False)
class PackedCodes(Cell):
    """The answers of many cases, looked at and turned into bits once, for any number of scorings.

    Every instrument with the same items and options can score them, as a variant of a rule has.  `Instrument.pack`
    makes one.
    """

    items: tuple[Item, ...]
    by_item: tuple[PackedColumn, ...]
    n_rows: int

    @property
    def nbytes(self) -> int:
        """How many bytes of memory it takes."""
        return sum(bits.nbytes for column in self.by_item for bits in column.all_bits())

    @property
    def rows_at_once(self) -> int:
        """How many rows are scored together."""
        return ROWS_AT_ONCE

    def columns(self, start: int, stop: int, _: Sequence[int]) -> Sequence[Column]:
        """The answers to each item from one row up to another."""
        return [column.part(start, stop) for column in self.by_item]

    def row(self, n: int) -> Row:
        """One row."""
        parts = [column.part(n - n % 8, n + 1) for column in self.by_item]
        return Row(tuple(int(part.codes()[n % 8]) for part in parts), tuple(int(part.sets()[n % 8]) for part in parts))

    def n_narrowed(self, item: int, among: Flags | None = None) -> int:
        """How often an answer is a set, in all rows or among some."""
        if not self.by_item[item].has_sets:
            return 0
        narrowed = unpacked(self.by_item[item].narrowed(), self.n_rows)
        return int(np.count_nonzero(narrowed if among is None else narrowed & among))

    def n_unknown(self, item: int, among: Flags | None = None) -> int:
        """How often an item is unknown, in all rows or among some."""
        unknown = unpacked(self.by_item[item].unknown(), self.n_rows)
        return int(np.count_nonzero(unknown if among is None else unknown & among))

    def __len__(self) -> int:
        return self.n_rows

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PackedCodes):
            return NotImplemented
        return (self.items, self.n_rows) == (other.items, other.n_rows) and all(
            here.holds_the_same(there) for here, there in zip(self.by_item, other.by_item, strict=True))

    def __hash__(self) -> int:
        return hash((self.items, self.n_rows))

    def __repr__(self) -> str:
        return f"<PackedCodes of {self.n_rows} cases, {len(self.items)} items>"


def pack(items: Sequence[Item], given: GivenCodes) -> PackedCodes:
    """Turn codes into bits.

    Raises:
        AnswersError: If a code stands for nothing, with every such code by row and item.
    """
    n_choices = [len(item.response.choices) for item in items]
    parts: list[list[PackedColumn]] = [[] for _ in items]
    bad = np.zeros(given.n_rows, np.bool_)
    n_problems = 0
    for start in range(0, given.n_rows, ROWS_AT_ONCE):
        stop = min(start + ROWS_AT_ONCE, given.n_rows)
        for kept, column in zip(parts, given.columns(start, stop, n_choices), strict=True):
            outside = column.outside()
            if outside is not None:
                wrong = unpacked(outside, stop - start)
                bad[start:stop] |= wrong
                n_problems += int(np.count_nonzero(wrong))
            kept.append(_in_bits(column, stop - start))
    if n_problems:
        raise AnswersError(islice(_nonsense(items, given, bad), MOST_PROBLEMS), about="The array of codes",
                           n_problems=n_problems)
    return PackedCodes(tuple(items), tuple(map(_joined, n_choices, parts)), given.n_rows)


def _in_bits(column: Column, n_rows: int) -> PackedColumn:
    below_zero = {}
    if column.lowest < 0:
        below_zero[UNKNOWN_CODE] = column.unknown()
    if column.lowest <= NOT_APPLICABLE_CODE:
        below_zero[NOT_APPLICABLE_CODE] = column.not_applicable()
    if column.lowest <= NO_ANSWER_CODE:
        below_zero[NO_ANSWER_CODE] = reduce(xor, below_zero.values(), column.opened())
    in_sets = tuple(map(column.in_set, range(column.n_choices))) if column.has_sets else ()
    return PackedColumn(tuple(column.option(option) for option in range(1, column.n_choices)), below_zero, n_rows,
                        in_sets)


def _joined(n_choices: int, parts: Sequence[PackedColumn]) -> PackedColumn:
    """Parts that follow each other, all but the last of whole bytes."""
    options = tuple(_in_a_row(part.options[n] for part in parts) for n in range(n_choices - 1))
    codes = sorted({code for part in parts for code in part.below_zero}, reverse=True)
    in_sets = tuple(_in_a_row(part.in_sets[n] if part.has_sets else part.nowhere() for part in parts)
                    for n in range(n_choices if any(part.has_sets for part in parts) else 0))
    return PackedColumn(options, {code: _in_a_row(part.below(code) for part in parts) for code in codes},
                        sum(part.n_rows for part in parts), in_sets)


def _in_a_row(bits: Iterable[Bits]) -> Bits:
    joined = np.concatenate([np.empty(0, np.uint8), *bits])
    joined.flags.writeable = False
    return joined


def _nonsense(items: Sequence[Item], given: GivenCodes, bad: Flags) -> Iterator[Problem]:
    for row in np.flatnonzero(bad):
        for item, code in zip(items, given.row(int(row)).codes, strict=True):
            if code not in meanings(item):
                yield unknown_code(item, code, pointer_to("rows", int(row), item.id))


def fitted(codes: PackedCodes, items: Sequence[Item]) -> PackedCodes:
    """The same codes in the order of these items.

    Raises:
        UsageError: If they were packed for other items, or for items with other options, with each that differs.
    """
    if codes.items is items:
        return codes
    check_names(items, [item.id for item in codes.items])
    by_id = {item.id: (item, column) for item, column in zip(codes.items, codes.by_item, strict=True)}
    problems = [Problem("U-other-instrument", "", "The codes were packed for an item with other options.", item=item.id,
                        found=_options_of(by_id[item.id][0]), expected=_options_of(item))
                for item in items if _options_of(item) != _options_of(by_id[item.id][0])]
    if problems:
        raise UsageError(problems, about="The packed codes")
    return PackedCodes(tuple(items), tuple(by_id[item.id][1] for item in items), codes.n_rows)


def _options_of(item: Item) -> str:
    return ", ".join(f"{choice.id} from {plain(choice.start)}" if isinstance(choice, Band) else choice.id
                     for choice in item.response.choices)
