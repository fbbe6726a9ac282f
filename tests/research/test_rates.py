"""How often it happened at each level, with exact ends, holes in what is possible included."""

from __future__ import annotations

from fractions import Fraction

import pytest

from research.examples import A_HAPPENED, A_LEVELS, C_HAPPENED, C_LEVELS, LADDER
from research.ways import Way, ends_over, quotient, tables
from riskscreen.research import rates
from riskscreen.research.statistic import wilson


def rate_at(rank: int, way: Way) -> Fraction | None:
    """Of the cases of this rank, the share in which it happened."""
    at_rank = [happened for r, happened in zip(*way, strict=True) if r == rank]
    return quotient(sum(at_rank), len(at_rank))


def test_example_a() -> None:
    """6 of 126, 14 of 74, 25 of 50."""
    found = rates(A_LEVELS, A_HAPPENED, ladder=LADDER)

    assert [rate.counts for rate in found.statistics.values()] == [((6, 126),) * 2, ((14, 74),) * 2, ((25, 50),) * 2]
    assert [tuple(round(limit or 0, 4) for limit in rate.limits) for rate in found.statistics.values()] == [
        (.0220, .1000), (.1162, .2929), (.3664, .6336)]


def test_example_c() -> None:
    """Low from 0 to 1 of 3, medium from 1 of 5 to 4 of 5, high from 1 of 2 to all."""
    found = rates(C_LEVELS, C_HAPPENED, ladder=LADDER)

    assert found.ends == {"low": (0, Fraction(1, 3)), "medium": (Fraction(1, 5), Fraction(4, 5)),
                          "high": (Fraction(1, 2), 1)}


def test_ends_are_the_least_and_the_most_of_every_way() -> None:
    """No way goes beyond an end, some way reaches it, and what no way defines is undefined."""
    off = [(table, rank) for table in tables(seed=20)
           for found in [rates(table.levels, table.happened, ladder=table.ladder)]
           for rank, level in enumerate(table.ladder)
           if found[level].ends != ends_over(table.ways(), lambda way, rank=rank: rate_at(rank, way))]  # type: ignore[misc]

    assert off == []


def test_case_that_cannot_be_medium_counts_nowhere_at_medium() -> None:
    """Low or high is not *low to high*: the rate at medium is that of the one case that is medium."""
    found = rates([{"low", "high"}, {"medium"}], [False, True], ladder=LADDER)

    assert found["medium"].ends == (1, 1)
    assert (found["low"].ends, found["high"].ends) == ((0, 0), (0, 0))


def test_every_case_stands_in_the_cross_table_once() -> None:
    """By the levels that it can have, those that are determined first, and by what happened."""
    found = rates(["high", "low|high", "low", "low|high", "low|medium"], [True, False, None, True, False],
                  ladder=LADDER)

    assert found.cross_table() == {
        "possible": ["low", "high", "low|medium", "low|high"], "n_happened": [0, 1, 0, 1],
        "n_not_happened": [0, 0, 1, 1], "n_not_known": [1, 0, 0, 0]}


@pytest.mark.parametrize(("count", "total", "expected"), [
    (6, 126, (.0220, .1000)), (14, 74, (.1162, .2929)), (25, 50, (.3664, .6336)), (0, 12, (0, .2425)),
    (12, 12, (.7575, 1))])
def test_limits_of_wilson(count: int, total: int, expected: tuple[float, float]) -> None:
    """As published tables have them; nothing of twelve does not mean never."""
    assert tuple(round(limit, 4) for limit in wilson(count, total, Fraction(95, 100))) == expected
