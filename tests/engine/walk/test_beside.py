"""Walks over all answers, against a list of all of them."""

from __future__ import annotations

from itertools import product
from math import prod

from hypothesis import given
from hypothesis import strategies as st

from riskscreen.engine.diagram.nodes import Diagrams
from riskscreen.engine.walk.beside import Beside, Prices, WalkedWays, end_of

Table = dict[tuple[int, ...], object]


@st.composite
def tables(draw: st.DrawFn, n_tables: int) -> tuple[list[int], list[int], list[int], list[Table]]:
    """Sizes of variables, the lowest choice of each, an order, and functions written out; the last is a truth."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    lowest = [draw(st.integers(0, size - 1)) for size in sizes]
    order = draw(st.permutations(range(len(sizes))))
    every = list(product(*map(range, sizes)))
    found: list[Table] = [{each: draw(st.integers(0, 2)) for each in every} for _ in range(n_tables - 1)]
    found.append({each: draw(st.booleans()) for each in every})
    return sizes, lowest, order, found


def diagram(d: Diagrams, table: Table, before: tuple[int, ...] = ()) -> int:
    """The diagram of a function that is written out."""
    if len(before) == len(d.sizes):
        return d.end(table[before])
    return d.node(len(before), [diagram(d, table, (*before, choice)) for choice in range(d.sizes[len(before)])])


def size_of(way: tuple[int, ...], lowest: list[int], order: list[int]) -> tuple[int, list[tuple[bool, int]]]:
    """How many choices are not the lowest, and then the choices in an order, the lowest first."""
    return sum(map(int.__ne__, way, lowest)), [(way[level] != lowest[level], way[level]) for level in order]


def on(way: dict[int, int]) -> tuple[int, ...]:
    """A way as a row of a table."""
    return tuple(way[level] for level in range(len(way)))


@given(tables(3))
def test_ends_come_out_as_often_as_in_a_list_and_the_smallest_way_leads_there(
        drawn: tuple[list[int], list[int], list[int], list[Table]]) -> None:
    """For each pair of values, where a truth holds: how many rows have it, and which of them is smallest."""
    sizes, lowest, order, (one, other, valid) = drawn
    d = Diagrams(sizes)
    d.left = 10_000
    prices = Prices(sizes, lowest, order)
    rows: dict[tuple[object, object], list[tuple[int, ...]]] = {}
    for row in (row for row in valid if valid[row]):
        rows.setdefault((one[row], other[row]), []).append(row)

    found = Beside(d, [diagram(d, table) for table in (one, other, valid)], prices)

    assert {(d.value[first], d.value[second]): (count, on(prices.way(price)))
            for (first, second, _), (count, price) in found.ends.items()} == {
        pair: (len(each), min(each, key=lambda row: size_of(row, lowest, order))) for pair, each in rows.items()}


@given(tables(2))
def test_two_truths_are_counted_as_in_a_list(drawn: tuple[list[int], list[int], list[int], list[Table]]) -> None:
    """How many rows make both true, and the smallest of them; what a row gives is what its diagram gives."""
    sizes, lowest, order, (numbers, valid) = drawn
    d = Diagrams(sizes)
    d.left = 10_000
    one = {row: number == 1 for row, number in numbers.items()}
    roots, prices = [diagram(d, table) for table in (one, valid)], Prices(sizes, lowest, order)
    both = [row for row in one if one[row] and valid[row]]

    count, price = WalkedWays(d, prices).of(*roots)

    first = min(d.level[roots[0]], d.level[roots[1]], len(sizes))
    assert count * prod(sizes[:first]) == len(both)
    assert not both or on(prices.way(price)) == min(both, key=lambda row: size_of(row, lowest, order))
    assert all(end_of(d, roots[0], dict(enumerate(row))) == one[row] for row in one)


@given(tables(3))
def test_unequal_is_true_where_two_functions_differ(
        drawn: tuple[list[int], list[int], list[int], list[Table]]) -> None:
    """One node for all rows in which they do; the false end exactly where they are equal everywhere."""
    sizes, _, _, (one, other, _) = drawn
    d = Diagrams(sizes)
    d.left = 10_000

    found = d.unequal(diagram(d, one), diagram(d, other))

    assert all(end_of(d, found, dict(enumerate(row))) == (one[row] != other[row]) for row in one)
    assert (found == d.false) == (one == other)
