"""Sensitivity, specificity and what goes with them: exact ends over all ways in which open cases can turn out."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from research.examples import A_HAPPENED, A_LEVELS, C_HAPPENED, C_LEVELS, LADDER
from research.ways import Way, ends_over, tables, two_by_two
from riskscreen.research import accuracy


def rounded(end: object, places: int = 4) -> object:
    """An end as the worked examples give it."""
    return round(float(end), places)  # type: ignore[arg-type]


@pytest.mark.parametrize(("at", "expected"), [
    ("high", {"sensitivity": 0.5556, "specificity": 0.8780, "ppv": 0.5, "npv": 0.9, "lr_plus": 4.5556,
              "lr_minus": 0.5062}),
    ("medium", {"sensitivity": 0.8667, "specificity": 0.5854, "ppv": 0.3145, "npv": 0.9524, "lr_plus": 2.0902,
                "lr_minus": 0.2278})])
def test_example_a(at: str, expected: dict[str, float]) -> None:
    """Without open cases both ends are the number that the textbook formula gives."""
    found = accuracy(A_LEVELS, A_HAPPENED, at=at, ladder=LADDER)

    assert {name: [rounded(end) for end in found[name].ends] for name in expected} == \
        {name: [number, number] for name, number in expected.items()}


@pytest.mark.parametrize(("at", "expected"), [
    ("high", {"sensitivity": (.3333, .6667), "specificity": (.75, 1), "ppv": (.5, 1), "npv": (.6, .8),
              "accuracy": (.5714, .8571), "lr_plus": (1.3333, math.inf), "lr_minus": (.3333, .8889),
              "flagged": (.1429, .4286)}),
    ("medium", {"sensitivity": (.6667, 1), "specificity": (.5, .75), "ppv": (.5, .75), "npv": (.6667, 1),
                "lr_plus": (1.3333, 4), "lr_minus": (0, .6667), "flagged": (.4286, .7143)})])
def test_example_c(at: str, expected: dict[str, tuple[float, float]]) -> None:
    """Six open cases leave these ends, worked out by hand."""
    found = accuracy(C_LEVELS, C_HAPPENED, at=at, ladder=LADDER)

    assert {name: tuple(map(rounded, found[name].ends)) for name in expected} == expected


def test_ends_are_the_least_and_the_most_of_every_way() -> None:
    """No way goes beyond an end, some way reaches it, and what no way defines is undefined."""
    off = [(table, rank, name) for table in tables(seed=18)
           for rank in range(len(table.ladder))
           for found in [accuracy(table.levels, table.happened, at=table.ladder[rank], ladder=table.ladder)]
           for name, statistic in two_by_two(rank).items()
           if found[name].ends != ends_over(table.ways(), statistic)]

    assert off == []


def test_counts_are_those_of_the_ends() -> None:
    """The counts beside a share are the share, and come to no more cases than there are."""
    for table in tables(seed=19):
        found = accuracy(table.levels, table.happened, at=table.ladder[-1], ladder=table.ladder)

        for statistic in found.statistics.values():
            if statistic.counts is not None:
                assert tuple(Fraction(*count) for count in statistic.counts) == statistic.ends
                assert all(total <= len(table.happened) for _, total in statistic.counts)


def test_limits_are_those_of_each_end() -> None:
    """The lower limit is Wilson's of the least, the upper one that of the most: 4 of 8 and 6 of 8."""
    found = accuracy(C_LEVELS, C_HAPPENED, at="medium", ladder=LADDER)["ppv"]

    # (4 + 1.92073 - 1.95996 * sqrt(4 * 4 / 8 + 0.96036)) / (8 + 3.84146), and with + for 6 of 8
    assert found.counts == ((4, 8), (6, 8))
    assert [round(limit or 0, 4) for limit in found.limits] == [0.2152, 0.9285]


def test_ratio_of_a_hundred_thousand_open_cases_takes_no_time() -> None:
    """Where nothing is known of most cases, the best division of them is found without trying each."""
    n = 100_000
    found = accuracy(["high", "low", "high", "low", *["low|high"] * n], [True, True, False, False, *[None] * n],
                     at="high", ladder=("low", "high"))

    least, most = found["lr_plus"].ends
    # With x more true positives and n - x more true negatives it is (1 + x) / (2 + x) * (2 + n - x), which has its peak
    # where x * x + 4 * x = n: past 314.  The least is the same with the true and the false ones exchanged.
    assert most == Fraction(1 + 314, 2 + 314) * (2 + n - 314)
    assert least == 1 / most


@pytest.mark.parametrize(("base_rate", "expected"), [(.01, .02), (.05, .08), (.10, .15), (.20, .29)])
def test_predictive_value_belongs_to_a_base_rate(base_rate: float, expected: float) -> None:
    """A sensitivity of .52 and a specificity of .68 give these at 1, 5, 10 and 20 per cent (Szmukler 2001)."""
    levels = ["high"] * 52 + ["low"] * 48 + ["high"] * 32 + ["low"] * 68
    found = accuracy(levels, [True] * 100 + [False] * 100, at="high", ladder=LADDER).at_base_rate(base_rate)["ppv"]

    assert [round(float(end or 0), 2) for end in found.ends] == [expected] * 2


def test_ends_at_another_base_rate_are_those_of_every_way() -> None:
    """Bayes' rule in each way of turning out by itself."""
    rate = Fraction(1, 10)

    def ppv(way: Way, rank: int) -> Fraction | None:
        shares = two_by_two(rank)
        sensitivity, specificity = shares["sensitivity"](way), shares["specificity"](way)
        if sensitivity is None or specificity is None:
            return None
        flagged = rate * sensitivity + (1 - rate) * (1 - specificity)  # type: ignore[operator]
        return rate * sensitivity / flagged if flagged else None  # type: ignore[operator,return-value]

    def npv(way: Way, rank: int) -> Fraction | None:
        shares = two_by_two(rank)
        sensitivity, specificity = shares["sensitivity"](way), shares["specificity"](way)
        if sensitivity is None or specificity is None:
            return None
        rest = (1 - rate) * specificity + rate * (1 - sensitivity)  # type: ignore[operator]
        return (1 - rate) * specificity / rest if rest else None  # type: ignore[operator,return-value]

    for table in tables(seed=26):
        for rank, level in enumerate(table.ladder):
            found = accuracy(table.levels, table.happened, at=level, ladder=table.ladder).at_base_rate(rate)
            for name, formula in (("ppv", ppv), ("npv", npv)):
                assert found[name].ends == ends_over(
                    table.ways(), lambda way, formula=formula, rank=rank: formula(way, rank))  # type: ignore[misc]
