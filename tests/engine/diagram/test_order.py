"""The order of items: near what they meet, gates before what they open."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from riskscreen.engine.diagram.order import order_of

N = 8


def test_document_order_stays_where_it_is_as_good() -> None:
    """Items that meet as they stand are not moved."""
    assert order_of(6, [{0, 1, 2}, {3, 4, 5}], [()] * 6) == [0, 1, 2, 3, 4, 5]


def test_items_that_meet_come_near_each_other() -> None:
    """Two scales over every second item: those of one scale stand together, as in no order of the document."""
    order = order_of(N, [{0, 2, 4, 6}, {1, 3, 5, 7}], [()] * N)

    assert {frozenset(order[:4]), frozenset(order[4:])} == {frozenset({0, 2, 4, 6}), frozenset({1, 3, 5, 7})}


def test_a_gate_stands_before_what_it_opens() -> None:
    """Also where the item that it opens comes first in the document of meetings."""
    assert order_of(3, [{0, 2}], [(2,), (), ()]).index(2) < order_of(3, [{0, 2}], [(2,), (), ()]).index(0)


sets = st.sets(st.integers(0, N - 1))


@given(st.lists(sets, max_size=5), st.lists(sets, min_size=N, max_size=N))
def test_every_item_has_one_place_and_gates_come_first(meetings: list[set[int]], reads: list[set[int]]) -> None:
    """Whatever meets; a gate reads earlier items alone."""
    gated = [{before for before in each if before < n} for n, each in enumerate(reads)]

    order = order_of(N, meetings, gated)

    assert sorted(order) == list(range(N))
    assert all(order.index(before) < order.index(n) for n, each in enumerate(gated) for before in each)
