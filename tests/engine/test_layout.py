"""The layout: every number that answers add to has a field of bits in one integer; worked out by hand."""

from __future__ import annotations

import attrs

from riskscreen.engine.layout import AddedColumn, Field, Layout

POINTS = {0: (0, 1, 3)}
TWO_ITEMS = {0: (0, 1, 3), 1: (0, 1, 3)}
BELOW_ZERO = {0: (-2, 0, 1)}


def layout(**rows: dict[int, tuple[int, ...]]) -> Layout:
    """Columns of which open answers add what given ones do."""
    return Layout.of({name: AddedColumn(row, row) for name, row in rows.items()})


def test_field_is_as_wide_as_its_largest_number() -> None:
    """3 takes two bits, and 3 + 3 takes three, which stand above them."""
    made = layout(one=POINTS, two=TWO_ITEMS)

    assert made.fields == {"one": Field(0, 0b11, 0), "two": Field(2, 0b111, 0)}
    assert (made.width, made.empty) == (5, 0)


def test_field_of_numbers_below_zero_is_raised() -> None:
    """From -2 to 1 is from 0 to 3 above the bias, which the empty case starts with."""
    made = layout(points=BELOW_ZERO)

    assert made.fields["points"] == Field(0, 0b11, 2)
    assert made.empty == 2
    assert [made.fields["points"].read(made.empty + made.given(0, choice)) for choice in range(3)] == [-2, 0, 1]


def test_answer_adds_to_all_its_fields_at_once() -> None:
    """The third answer to the first item is 3 in both fields: 0b011 above 0b11."""
    made = layout(one=POINTS, two=TWO_ITEMS)

    assert made.given(0, 2) == 0b01111
    assert made.given(1, 2) == 0b01100


def test_open_item_has_the_least_and_the_most_of_each_field() -> None:
    """Of the answers 1 and 2 that are left, and of nothing where the item may not apply."""
    made = layout(points={0: (5, 1, 2)})

    assert (made.least(0, None, may_not_apply=False), made.most(0, None, may_not_apply=False)) == (1, 5)
    assert (made.least(0, (1, 2), may_not_apply=False), made.most(0, (1, 2), may_not_apply=False)) == (1, 2)
    assert (made.least(0, (1, 2), may_not_apply=True), made.most(0, (1, 2), may_not_apply=True)) == (0, 2)


def test_open_item_can_count_where_an_answer_does_not() -> None:
    """How many are missing is one for each open item, and none for an answer."""
    made = Layout.of({"missing": AddedColumn({0: (0, 0)}, {0: (1, 1)})})

    assert made.given(0, 1) == 0
    assert (made.least(0, None, may_not_apply=False), made.most(0, None, may_not_apply=False)) == (1, 1)
    assert (made.least(0, None, may_not_apply=True), made.most(0, None, may_not_apply=True)) == (0, 1)


def test_ends_are_kept_only_while_there_is_room() -> None:
    """The same ends come out, worked out anew each time where nothing can be kept."""
    made = layout(points={0: (5, 1, 2)})
    forgetful = attrs.evolve(made, most_remembered=0, memory={})

    assert [each.most(0, None, may_not_apply=False) for each in (made, made, forgetful, forgetful)] == [5, 5, 5, 5]
    assert (len(made.memory), len(forgetful.memory)) == (1, 0)
