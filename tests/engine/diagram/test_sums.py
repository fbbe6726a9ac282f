"""Sums: how many cut-offs are reached, for every way to answer, in no more nodes than differ."""

from __future__ import annotations

from bisect import bisect_right
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from riskscreen.engine.diagram.nodes import END, Diagrams
from riskscreen.engine.diagram.sums import total

SIZES = (2, 3, 2, 2)
PLACES = list(product(*map(range, SIZES)))


def fresh() -> Diagrams:
    """Four variables, the second with three choices."""
    d = Diagrams(SIZES)
    d.left = 100_000
    return d


def term(d: Diagrams, level: int, *amounts: tuple[int, ...]) -> int:
    """What the choices of a variable bring."""
    return d.node(level, [d.end(amount) for amount in amounts])


def value(d: Diagrams, node: int, answers: tuple[int, ...]) -> Any:
    """What a diagram has at some answers."""
    while d.level[node] != END:
        node = d.kids[node][answers[d.level[node]]]
    return d.value[node]


def n_nodes(d: Diagrams, root: int) -> int:
    """How many questions a diagram has."""
    seen, todo = {root}, [root]
    while todo:
        for kid in d.kids[todo.pop()]:
            if kid not in seen:
                seen.add(kid)
                todo.append(kid)
    return sum(d.level[node] != END for node in seen)


def test_two_of_three_by_hand() -> None:
    """At least two of three: one node for the first, two for the second, one for the third, as in any textbook."""
    d = fresh()
    terms = [term(d, level, (0,), (1,)) for level in (0, 2, 3)]

    root = total(d, terms, lambda _: [2])

    no, yes = d.end(0), d.end(1)
    third = d.node(3, [no, yes])
    assert root == d.node(0, [d.node(2, [no, third]), d.node(2, [third, yes])])
    assert n_nodes(d, root) == 4


def test_sums_that_lead_to_the_same_are_one() -> None:
    """With a cut-off at 100 points of 0, 64 or 65, it makes no difference which of the two: two of three, again."""
    d = fresh()
    terms = [term(d, 0, (0,), (64,)), term(d, 1, (0,), (64,), (65,)), term(d, 2, (0,), (65,))]

    assert n_nodes(d, total(d, terms, lambda _: [100])) == 4


def test_of_no_terms_the_sum_is_nothing() -> None:
    """It reaches what zero reaches."""
    d = fresh()

    assert total(d, [], lambda _: [0, 1]) == d.end(1)
    assert total(d, [d.end((3,)), d.end((-1,))], lambda _: lambda points: points) == d.end(2)


def test_counts_beside_the_sum_say_what_is_asked() -> None:
    """Points, and how many were given: nothing is asked where more than one is missing."""
    d = fresh()
    terms = [d.node(level, [d.end((2, 1, 0)), d.end((0, 0, 1))]) for level in (0, 2, 3)]

    root = total(d, terms, lambda counts: (lambda points: (points, *counts)) if counts[0] else None, allowed=1)

    assert value(d, root, (0, 0, 0, 0)) == (6, 3, 0)
    assert value(d, root, (0, 0, 1, 0)) == (4, 2, 1)
    assert value(d, root, (1, 0, 0, 1)) is None


points = st.integers(-4, 9)
rows = st.tuples(*(st.lists(points.map(lambda n: (n,)), min_size=size, max_size=size) for size in SIZES))


@given(rows, st.lists(rows, max_size=1), st.lists(st.integers(-8, 30), unique=True, max_size=4))
def test_cut_offs_reached_are_those_of_the_sum(first: Any, more: list[Any], cut_offs: list[int]) -> None:
    """At every way to answer, whatever the points and with several terms of one variable."""
    d, cut_offs = fresh(), sorted(cut_offs)
    terms = [term(d, level, *row) for each in (first, *more) for level, row in enumerate(each)]

    reached, number = total(d, terms, lambda _: cut_offs), total(d, terms, lambda _: lambda points: points)

    for answers in PLACES:
        points = sum(row[choice][0] for each in (first, *more) for row, choice in zip(each, answers, strict=True))
        assert value(d, number, answers) == points
        assert value(d, reached, answers) == bisect_right(cut_offs, points)
    assert reached == d.map(lambda points: bisect_right(cut_offs, points), number)
