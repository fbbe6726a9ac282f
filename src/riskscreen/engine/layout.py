"""One integer for a whole case: every number that answers add to is a field of bits in it.

An answer is one integer too, the sum of what it adds to each field, so that scoring a case is adding up.  Fields that
can fall below zero are raised by a constant, their bias, which the empty case starts with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from riskscreen.model.value import Value, value

Rows = Mapping[int, tuple[int, ...]]


@value
class Column(Value):
    """A number to add up: what each choice of each item adds, given by the rater or made up to complete a case."""

    given: Rows
    open: Rows


@value
class Field(Value):
    """Where a column stands in the integer."""

    offset: int
    mask: int
    bias: int

    def read(self, state: int) -> int:
        """The number in this field."""
        return (state >> self.offset & self.mask) - self.bias


@value
class Layout(Value):
    """All fields of an instrument, by the key of their column."""

    fields: Mapping[object, Field]
    columns: Mapping[object, Column]
    width: int
    empty: int

    @classmethod
    def of(cls, columns: Mapping[object, Column]) -> Layout:
        """Give each column a field that is wide enough for every case."""
        fields, offset = {}, 0
        for key, column in columns.items():
            rows = [column.given[n] + column.open[n] + (0,) for n in column.given]
            bias, most = -sum(map(min, rows)), sum(map(max, rows))
            width = max(1, (bias + most).bit_length())
            fields[key] = Field(offset, (1 << width) - 1, bias)
            offset += width
        return cls(fields, columns, offset, sum(field.bias << field.offset for field in fields.values()))

    def given(self, item: int, choice: int) -> int:
        """What this answer of the rater adds."""
        return self._packed((key, column.given[item][choice]) for key, column in self.columns.items()
                            if item in column.given)

    def open(self, item: int, choice: int) -> int:
        """What this answer adds when it completes a case in which the item is open."""
        return self._packed((key, column.open[item][choice]) for key, column in self.columns.items()
                            if item in column.open)

    def least(self, item: int, choices: Sequence[int] | None, *, may_not_apply: bool) -> int:
        """The least that the item adds to each field: *choices* are the rater's answer, None stands for any."""
        return self._packed((key, min(row)) for key, row in self._rows(item, choices, may_not_apply=may_not_apply))

    def most(self, item: int, choices: Sequence[int] | None, *, may_not_apply: bool) -> int:
        """The most that the item adds to each field, with *choices* as in `least`."""
        return self._packed((key, max(row)) for key, row in self._rows(item, choices, may_not_apply=may_not_apply))

    def _rows(self, item: int, choices: Sequence[int] | None, *,
              may_not_apply: bool) -> Iterable[tuple[object, tuple[int, ...]]]:
        nothing = (0,) if may_not_apply else ()
        for key, column in self.columns.items():
            if item in column.given:
                row = column.open[item] if choices is None else tuple(column.given[item][c] for c in choices)
                yield key, row + nothing

    def _packed(self, additions: Iterable[tuple[object, int]]) -> int:
        return sum(amount << self.fields[key].offset if amount >= 0 else -(-amount << self.fields[key].offset)
                   for key, amount in additions)
