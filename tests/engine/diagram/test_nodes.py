"""Nodes: equal functions are one node, and a choice between two diagrams is what it says at every answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskscreen.engine.diagram.nodes import Diagrams, TooLarge

SIZES = (2, 3, 2)
PLACES = list(product(*map(range, SIZES)))
Table = tuple[object, ...]

truths = st.tuples(*[st.booleans()] * len(PLACES))
numbers = st.tuples(*[st.integers(0, 2)] * len(PLACES))


def fresh(steps: int = 10_000) -> Diagrams:
    """Three variables, the second with three choices."""
    d = Diagrams(SIZES)
    d.left = steps
    return d


def diagram(d: Diagrams, table: Sequence[object]) -> int:
    """The diagram of a table, made choice by choice from the bottom up."""
    def below(chosen: tuple[int, ...]) -> int:
        if len(chosen) == len(SIZES):
            return d.end(table[PLACES.index(chosen)])
        return d.node(len(chosen), [below((*chosen, choice)) for choice in range(SIZES[len(chosen)])])

    return below(())


def table(d: Diagrams, node: int) -> Table:
    """What a diagram says at every answer."""
    def at(answers: Sequence[int]) -> object:
        found = node
        for level, choice in enumerate(answers):
            found = d.at(found, level, choice)
        return d.value[found]

    return tuple(map(at, PLACES))


def test_a_question_whose_answers_all_lead_to_the_same_is_not_asked() -> None:
    """Nothing reads a variable that makes no difference."""
    d = fresh()

    assert d.node(1, [d.true] * 3) == d.true
    assert d.level[d.node(0, [d.node(1, [d.true, d.false, d.false])] * 2)] == 1


def test_true_and_one_are_two_values() -> None:
    """In Python they are equal; a truth is no count."""
    d = fresh()

    assert d.end(True) == d.true != d.end(1)
    assert d.ends_of(d.node(0, [d.end(1), d.true])) == {True}  # as a set of Python sees them
    assert d.node(0, [d.end(1), d.true]) not in (d.true, d.end(1))


def test_ite_by_hand() -> None:
    """Where the first is answered with its second choice: the third's truth; else the second's last choice."""
    d = fresh()
    first, last, third = (d.node(0, [d.false, d.true]), d.node(1, [d.false, d.false, d.true]),
                          d.node(2, [d.false, d.true]))

    chosen = d.ite(first, third, last)

    assert chosen == d.node(0, [last, third])
    assert table(d, chosen) == tuple(bool(c) if a else b == 2 for a, b, c in PLACES)


@given(truths, numbers, numbers)
def test_ite_is_what_it_says_at_every_answer(test: Table, yes: Table, no: Table) -> None:
    """And it is the very node of the function that it comes to."""
    d = fresh()
    expected = tuple(y if t else n for t, y, n in zip(test, yes, no, strict=True))

    chosen = d.ite(diagram(d, test), diagram(d, yes), diagram(d, no))

    assert table(d, chosen) == expected
    assert chosen == diagram(d, expected)


@given(numbers, numbers)
def test_equal_functions_are_one_node(one: Table, other: Table) -> None:
    """So `==` is a proof, both ways."""
    d = fresh()

    assert (diagram(d, one) == diagram(d, other)) == (one == other)


@given(st.lists(truths, max_size=4))
def test_every_some_and_negated_are_all_any_and_not(tests: list[Table]) -> None:
    """Of none, all hold and none does."""
    d = fresh()
    nodes = [diagram(d, test) for test in tests]

    assert table(d, d.every(nodes)) == tuple(all(test[n] for test in tests) for n in range(len(PLACES)))
    assert table(d, d.some(nodes)) == tuple(any(test[n] for test in tests) for n in range(len(PLACES)))
    assert [table(d, d.negated(node)) for node in nodes] == [tuple(not each for each in test) for test in tests]


@given(numbers)
def test_map_changes_the_ends_alone(values: Table) -> None:
    """What becomes equal becomes one node; the ends that a diagram has are those of its table."""
    d = fresh()
    root = diagram(d, values)

    assert d.ends_of(root) == set(values)
    assert d.map(lambda value: value == 2, root) == diagram(d, tuple(value == 2 for value in values))


@pytest.mark.parametrize("compose", [
    lambda d: d.node(0, [d.true, d.false]),
    lambda d: d.ite(d.node(0, [d.true, d.false]), d.node(1, [d.true, d.false, d.true]), d.false),
    lambda d: d.map(str, d.node(2, [d.true, d.false])),
])
def test_steps_are_counted(compose: Callable[[Diagrams], int]) -> None:
    """With none left nothing new is made, and what was made before costs nothing."""
    with pytest.raises(TooLarge):
        compose(fresh(steps=0))
    d = fresh()
    node = d.node(0, [d.true, d.false])
    d.left = 0
    assert d.node(0, [d.true, d.false]) == node
