"""One integer for a whole case: every number that answers add to is a field of bits in it.

An answer is one integer too, the sum of what it adds to each field, so that scoring a case is adding up.  Fields that
can fall below zero are raised by a constant, their bias, which the empty case starts with.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from riskscreen.frozen import Frozen

Rows = Mapping[int, tuple[int, ...]]


class Column(Frozen):
    """A number to add up: what each choice of each item adds, given by the rater or made up to complete a case."""

    given: Rows
    open: Rows


class Field(Frozen):
    """Where a column stands in the integer."""

    offset: int
    mask: int
    bias: int

    def read(self, state: int) -> int:
        """The number in this field."""
        return (state >> self.offset & self.mask) - self.bias


class Layout(Frozen):
    """All fields of an instrument, by the key of their column."""

    fields: Mapping[object, Field]
    columns: Mapping[object, Column]
    keys_of: Mapping[int, tuple[object, ...]]
    width: int
    empty: int

    @classmethod
    def of(cls, columns: Mapping[object, Column]) -> Layout:
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
        return cls(fields, columns, keys, offset, sum(field.bias << field.offset for field in fields.values()))

    def given(self, item: int, choice: int) -> int:
        """What this answer of the rater adds."""
        return self.packed((key, self.columns[key].given[item][choice]) for key in self.keys_of.get(item, ()))

    def open(self, item: int, choice: int) -> int:
        """What this answer adds when it completes a case in which the item is open."""
        return self.packed((key, self.columns[key].open[item][choice]) for key in self.keys_of.get(item, ()))

    def least(self, item: int, choices: Sequence[int] | None, *, may_not_apply: bool,
              only: Container[object] | None = None) -> int:
        """The least that the item adds to each field: *choices* are the rater's answer, None stands for any.

        *only* leaves out all columns but those with these keys.
        """
        rows = self._rows(item, choices, may_not_apply=may_not_apply)
        return self.packed((key, min(row)) for key, row in rows if only is None or key in only)

    def most(self, item: int, choices: Sequence[int] | None, *, may_not_apply: bool,
             only: Container[object] | None = None) -> int:
        """The most that the item adds to each field, with *choices* and *only* as in `least`."""
        rows = self._rows(item, choices, may_not_apply=may_not_apply)
        return self.packed((key, max(row)) for key, row in rows if only is None or key in only)

    def _rows(self, item: int, choices: Sequence[int] | None, *,
              may_not_apply: bool) -> Iterable[tuple[object, tuple[int, ...]]]:
        nothing = (0,) if may_not_apply else ()
        for key in self.keys_of.get(item, ()):
            column = self.columns[key]
            row = column.open[item] if choices is None else tuple(column.given[item][c] for c in choices)
            yield key, row + nothing

    def packed(self, additions: Iterable[tuple[object, int]]) -> int:
        return sum(amount << self.fields[key].offset for key, amount in additions if amount)
