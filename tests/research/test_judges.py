"""What other libraries give on settled data: they judge the formulas, which know of no open case."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from research.examples import A_HAPPENED, A_LEVELS, LADDER
from riskscreen.research import accuracy, rates
from riskscreen.research.statistic import wilson

REASON = "is not installed (extra peers)"
HIGH = np.array([level == "high" for level in A_LEVELS])


def settled(seed: int) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """Cases of which it is known whether they are flagged, and whether it happened; of each at least one."""
    draw = np.random.default_rng(seed)
    for _ in range(30):
        flagged, happened = draw.random((2, 40)) < 0.4
        if 0 < flagged.sum() < 40 and 0 < happened.sum() < 40:
            yield flagged, happened


def test_scikit_learn_gives_the_same_shares() -> None:
    """Of the flagged, of those where it happened, and the rest."""
    metrics = pytest.importorskip("sklearn.metrics", reason=f"scikit-learn {REASON}")
    for flagged, happened in settled(1):
        found = accuracy(np.where(flagged, "high", "low"), happened, at="high", ladder=LADDER)

        expected = {
            "sensitivity": metrics.recall_score(happened, flagged), "ppv": metrics.precision_score(happened, flagged),
            "specificity": metrics.recall_score(~happened, ~flagged),
            "npv": metrics.precision_score(~happened, ~flagged), "accuracy": metrics.accuracy_score(happened, flagged)}
        assert {name: tuple(map(float, found.ends[name])) for name in expected} == {  # type: ignore[arg-type]
            name: (pytest.approx(number),) * 2 for name, number in expected.items()}


def test_scikit_learn_gives_the_same_ratios() -> None:
    """Of example A, at high: 4.5556 and .5062; where it gives not a number, one of ours is infinite or undefined."""
    metrics = pytest.importorskip("sklearn.metrics", reason=f"scikit-learn {REASON}")
    cases = [(HIGH, np.array(A_HAPPENED)), *settled(2)]
    for flagged, happened in cases:
        found = accuracy(np.where(flagged, "high", "low"), happened, at="high", ladder=LADDER)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = metrics.class_likelihood_ratios(happened, flagged)

        for name, number in zip(("lr_plus", "lr_minus"), expected, strict=True):
            if not np.isnan(number):
                assert float(found.ends[name][0] or 0) == pytest.approx(number)


def test_statsmodels_gives_the_same_limits() -> None:
    """Wilson's, for every share of up to twenty cases."""
    proportion = pytest.importorskip("statsmodels.stats.proportion", reason=f"statsmodels {REASON}")

    for total in range(1, 21):
        for count in range(total + 1):
            for confidence in (Fraction(9, 10), Fraction(95, 100)):
                expected = proportion.proportion_confint(count, total, alpha=float(1 - confidence), method="wilson")
                assert wilson(count, total, confidence) == pytest.approx(expected, abs=1e-12)


def test_statsmodels_gives_the_same_limits_of_rates() -> None:
    """Of example A: 6 of 126, 14 of 74, 25 of 50."""
    proportion = pytest.importorskip("statsmodels.stats.proportion", reason=f"statsmodels {REASON}")
    found = rates(A_LEVELS, A_HAPPENED, ladder=LADDER)

    for rate in found.statistics.values():
        assert rate.counts is not None
        assert rate.limits == pytest.approx(proportion.proportion_confint(*rate.counts[0], method="wilson"))
