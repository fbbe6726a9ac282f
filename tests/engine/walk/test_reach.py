"""What can still come out of a diagram, worked out by hand."""

from __future__ import annotations

import pytest

from riskscreen.engine.diagram.nodes import Diagrams
from riskscreen.engine.diagram.table import Table
from riskscreen.engine.walk.reach import reach


@pytest.fixture
def table() -> Table:
    """By the first answer: low, whatever the second; the rank of the second; or high where the second is the first.

        first 0: 0        first 1: 0, 1, 2        first 2: 2, 0, 0
    """
    d = Diagrams((3, 3))
    d.left = 100
    low, middle, high = map(d.end, (0, 1, 2))
    return Table(d, [d.node(0, [low, d.node(1, [low, middle, high]), d.node(1, [high, low, low])])], (0, 1))


@pytest.mark.parametrize(("first", "second", "values"), [
    ((0,), (0, 1, 2), (0,)),  # the second is not read
    ((1,), (2,), (2,)),
    ((1,), (0, 1), (0, 1)),
    ((2,), (1, 2), (0,)),  # two answers, and the same comes out
    ((1, 2), (0,), (0, 2)),  # from the one low, from the other high, and nothing between
    ((0, 2), (0,), (0, 2)),
    ((0, 1, 2), (0, 1, 2), (0, 1, 2)),
])
def test_values_that_some_answers_lead_to(table: Table, first: tuple[int, ...], second: tuple[int, ...],
                                          values: tuple[int, ...]) -> None:
    """Each that is reached by some of the answers that are left, and no other."""
    assert table.of(reach(table, table.roots[0], (first, second))) == values
