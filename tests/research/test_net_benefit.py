"""What acting on a level brings: a mean over cases, so its ends are exact whatever is open."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from research.examples import A_HAPPENED, A_LEVELS, C_HAPPENED, C_LEVELS, LADDER
from research.ways import Value, Way, count, ends_over, tables
from riskscreen import UsageError
from riskscreen.research import net_benefit

THRESHOLD = Fraction(1, 5)


def benefit(rank: int, way: Way) -> Value:
    """True alarms less a quarter of the false ones, by case."""
    n = len(way[0])
    true, false = (count(way, rank, flagged=True, happened=happened) for happened in (True, False))
    return (true - false * THRESHOLD / (1 - THRESHOLD)) / n if n else None


def over_all(rank: int, way: Way) -> Value:
    """The same, less that of acting on everybody in the same way of turning out."""
    own, every = benefit(rank, way), benefit(0, way)
    return None if own is None or every is None else own - every  # type: ignore[operator]


@pytest.mark.parametrize(("at", "threshold", "expected"), [
    ("high", .2, .0750), ("medium", .2, .0710), ("high", .1, .0889), ("medium", .1, .1182), ("low", .2, -.0250),
    ("low", .1, .0889)])
def test_example_a(at: str, threshold: float, expected: float) -> None:
    """250 settled cases at two thresholds; acting on *low or above* is acting on everybody."""
    found = net_benefit(A_LEVELS, A_HAPPENED, at=at, thresholds=threshold, ladder=LADDER)

    assert [round(float(end or 0), 4) for end in found[threshold]["act_on_level"].ends] == [expected] * 2


def test_example_c() -> None:
    """At .2 acting on high brings from 3/28 to 2/7."""
    found = net_benefit(C_LEVELS, C_HAPPENED, at="high", thresholds=[.2], ladder=LADDER)

    assert found[.2]["act_on_level"].ends == (Fraction(3, 28), Fraction(2, 7))


def test_ends_are_the_least_and_the_most_of_every_way() -> None:
    """Of acting on a level, on all, and of the difference between the two."""
    off = []
    for table in tables(seed=25):
        for rank, level in enumerate(table.ladder):
            found = net_benefit(table.levels, table.happened, at=level, thresholds=[THRESHOLD],
                                ladder=table.ladder)[THRESHOLD]
            expected = {"act_on_level": lambda way, rank=rank: benefit(rank, way),
                        "act_on_all": lambda way: benefit(0, way),
                        "over_all": lambda way, rank=rank: over_all(rank, way)}
            off += [(table, level, name) for name, statistic in expected.items()
                    if found[name].ends != ends_over(table.ways(), statistic)]  # type: ignore[arg-type]

    assert off == []


@pytest.mark.parametrize("threshold", [.2, "0.2", "1/5", Decimal("0.2"), Fraction(1, 5)])
def test_threshold_is_the_number_that_is_written(threshold: Any) -> None:
    """A float is never taken for the binary fraction that it stands for."""
    assert [at for at, _ in net_benefit(["low"], [True], at="low", thresholds=[threshold], ladder=LADDER).rows] == [
        Fraction(1, 5)]


@pytest.mark.parametrize("threshold", [0, 1, 1.5, -.1, float("nan"), "half", True, None, [[.2]]])
def test_threshold_that_is_no_share_is_refused(threshold: Any) -> None:
    """At 1 a false alarm would cost everything, at 0 nothing: neither is a decision."""
    with pytest.raises(UsageError, match="thresholds.*U-wrong-type"):
        net_benefit(["low"], [True], at="low", thresholds=threshold, ladder=LADDER)


def test_threshold_that_was_not_asked_for() -> None:
    """It is named with those that were."""
    found = net_benefit(["low"], [True], at="low", thresholds=[.1, .2], ladder=LADDER)

    with pytest.raises(UsageError, match="Found: '0.3'. Expected: 1/10, 1/5. .U-unknown-threshold"):
        found[.3]
