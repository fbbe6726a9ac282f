"""One integer for a whole case: every number that answers add to is a field of bits in it.

An answer is one integer too, the sum of what it adds to each field, so that scoring a case is adding up.  Fields that
can fall below zero are raised by a constant, their bias, which the empty case starts with.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

import attrs

AddedRows = Mapping[int, tuple[int, ...]]
Choices = tuple[int, ...]

_MOST_BYTES = 1 << 24


@attrs.frozen
class AddedColumn:
    """A number to add up: what each choice of each item adds, given by the rater or made up to complete a case."""

    given: AddedRows
    open: AddedRows


@attrs.frozen
class Field:
    """Where a column stands in the integer."""

    offset: int
    mask: int
    bias: int

    def read(self, state: int) -> int:
        """The number in this field."""
        return (state >> self.offset & self.mask) - self.bias


@attrs.frozen
class Layout:
    """All fields of an instrument, by the key of their column.

    ``memory`` keeps the sums that were asked for before; it changes no result.
    """

    fields: Mapping[object, Field]
    columns: Mapping[object, AddedColumn]
    keys_of: Mapping[int, tuple[object, ...]]
    width: int
    empty: int
    most_remembered: int
    memory: dict[tuple[int, Choices | None, bool], tuple[int, int]]

    @classmethod
    def of(cls, columns: Mapping[object, AddedColumn]) -> Layout:
        """Give each column a field that is wide enough for every case."""
        fields, offset = {}, 0
        keys_of: dict[int, list[object]] = {}
        for key, column in columns.items():
            for n in column.given:
                keys_of.setdefault(n, []).append(key)
            rows = [column.given[n] + column.open[n] + (0,) for n in column.given]
            bias, most = -sum(map(min, rows)), sum(map(max, rows))
            width = max(1, (bias + most).bit_length())
            fields[key] = Field(offset, (1 << width) - 1, bias)
            offset += width
        keys = {n: tuple(found) for n, found in keys_of.items()}
        empty = sum(field.bias << field.offset for field in fields.values())
        return cls(fields, columns, keys, offset, empty, _MOST_BYTES // (offset // 4 + 500), {})

    def given(self, item: int, choice: int) -> int:
        """What this answer of the rater adds."""
        return self.packed((key, self.columns[key].given[item][choice]) for key in self.keys_of.get(item, ()))

    def least(self, item: int, choices: Choices | None, *, may_not_apply: bool) -> int:
        """The least that the item adds to each field: *choices* are the rater's answer, None stands for any."""
        return self._ends(item, choices, may_not_apply=may_not_apply)[0]

    def most(self, item: int, choices: Choices | None, *, may_not_apply: bool) -> int:
        """The most that the item adds to each field, with *choices* as in `least`."""
        return self._ends(item, choices, may_not_apply=may_not_apply)[1]

    def ends_in(self, item: int, choices: Choices | None, *, may_not_apply: bool,
                only: Container[object]) -> tuple[int, int]:
        """The least and the most that the item adds to the fields with these keys."""
        rows = [(key, row) for key, row in self._rows(item, choices, may_not_apply=may_not_apply) if key in only]
        return self.packed((key, min(row)) for key, row in rows), self.packed((key, max(row)) for key, row in rows)

    def _ends(self, item: int, choices: Choices | None, *, may_not_apply: bool) -> tuple[int, int]:
        asked = item, choices, may_not_apply
        if (ends := self.memory.get(asked)) is None:
            ends = self.ends_in(item, choices, may_not_apply=may_not_apply, only=self.fields)
            if len(self.memory) < self.most_remembered:
                self.memory[asked] = ends
        return ends

    def _rows(self, item: int, choices: Sequence[int] | None, *,
              may_not_apply: bool) -> Iterable[tuple[object, tuple[int, ...]]]:
        nothing = (0,) if may_not_apply else ()
        for key in self.keys_of.get(item, ()):
            column = self.columns[key]
            row = column.open[item] if choices is None else tuple(column.given[item][c] for c in choices)
            yield key, row + nothing

    def packed(self, additions: Iterable[tuple[object, int]]) -> int:
        return sum(amount << self.fields[key].offset for key, amount in additions if amount)
