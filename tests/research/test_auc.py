"""The share of pairs that levels put in the right order: exact ends, limits, and what libraries give."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import riskscreen
from research.examples import A_HAPPENED, A_LEVELS, C_HAPPENED, C_LEVELS, LADDER
from research.ways import Way, ends_over, tables
from riskscreen import UsageError
from riskscreen.research import auc
from riskscreen.research.ends import wins as wins_module
from riskscreen.research.ends.delong import delong
from riskscreen.research.ends.wins import Arrangement, least_and_most
from riskscreen.research.given.spans import spans_of


def share_of_pairs(way: Way) -> Fraction | None:
    """Every pair, one by one: a win is 1, a tie a half."""
    ranks, happened = way
    pairs = [(a, b) for a, yes in zip(ranks, happened, strict=True) if yes
             for b, no in zip(ranks, happened, strict=True) if not no]
    return Fraction(sum(2 * (a > b) + (a == b) for a, b in pairs), 2 * len(pairs)) if pairs else None


def test_example_a() -> None:
    """250 settled cases: one number, and the limits of DeLong on the logit scale."""
    found = auc(A_LEVELS, A_HAPPENED, ladder=LADDER)

    assert [round(float(end or 0), 6) for end in found.ends] == [.788347] * 2
    assert [round(limit or 0, 4) for limit in found.limits] == [.7099, .8501]


def test_example_c() -> None:
    """From .583333 to .958333; the settled cases alone give .9667, which no way of turning out can reach."""
    settled = [n for n, levels in enumerate(C_LEVELS) if len(levels) == 1]
    alone = auc([C_LEVELS[n] for n in settled], [C_HAPPENED[n] for n in settled], ladder=LADDER)

    assert auc(C_LEVELS, C_HAPPENED, ladder=LADDER).ends == (Fraction(7, 12), Fraction(23, 24))
    assert [round(float(end or 0), 4) for end in alone.ends] == [.9667] * 2


def test_ends_are_the_least_and_the_most_of_every_way() -> None:
    """No way goes beyond an end, some way reaches it, and without a pair it is undefined."""
    off = [table for table in tables(seed=21)
           if auc(table.levels, table.happened, ladder=table.ladder).ends != ends_over(table.ways(), share_of_pairs)]

    assert off == []


def test_every_end_of_small_tables_is_exact() -> None:
    """The budget of choices is for tables with thousands of cases of which nothing is known."""
    assert all(auc(table.levels, table.happened, ladder=table.ladder).exact for table in tables(seed=22))


def test_past_the_budget_the_ends_are_sound_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then no way goes beyond them either."""
    monkeypatch.setattr(wins_module, "MOST_CHOICES", 0)
    loose = 0
    for table in tables(seed=23, n=600):
        found, true = auc(table.levels, table.happened, ladder=table.ladder), ends_over(table.ways(), share_of_pairs)
        if found.exact or None in found.ends:
            assert found.ends == true
        else:
            loose += 1
            assert found.ends[0] <= true[0]  # type: ignore[operator]
            assert true[1] <= found.ends[1]  # type: ignore[operator]
            assert "may be wider" in found.explain()

    assert loose > 0, "some of the tables leave a choice"


def test_case_that_can_be_anything_leaves_a_choice() -> None:
    """Of low-or-high and medium neither is the better one: both are tried as the one in which it happened."""
    found = auc([{"low", "medium", "high"}, {"medium"}], [None, None], ladder=LADDER)

    assert found.ends == (0, 1)
    assert found.exact


def test_limits_stop_where_the_method_gives_nothing() -> None:
    """At an end of 0 or 1 there is no spread: the outer limit is that end, the inner one is not told."""
    perfect = auc(["low", "low", "high", "high"], [False, False, True, True], ladder=LADDER)
    few = auc(["low", "high"], [False, True], ladder=LADDER)

    assert (perfect.ends, perfect.limits) == ((1, 1), (None, 1.0))
    assert few.limits == (None, None)
    assert "none to 1.000" in perfect.explain()


def test_scale_is_ranked_in_place_of_levels() -> None:
    """A sum tells more cases apart than its levels do: by hand, from codes, tables and results alike."""
    instrument = riskscreen.load("stalking-red-flags")
    items = list(instrument.items)
    cases = [{**dict.fromkeys(items, "absent"), **dict.fromkeys(items[:n], "present"),
              **dict.fromkeys(items[n:m], "unknown")} for n, m in ((0, 0), (2, 4), (1, 3), (5, 5))]
    happened = [False, False, True, True]
    table: dict[str, Any] = instrument.score_table({item: [case[item] for case in cases] for item in items},
                                                   scales=True)
    results = [instrument.score(case) for case in cases]
    scale = "other_flags"
    spans = [(result.scales[scale].least, result.scales[scale].most) for result in results]

    expected = tuple(Fraction(sum(2 * (spans[i][end] > spans[j][1 - end]) + (spans[i][end] == spans[j][1 - end])
                                  for i in (2, 3) for j in (0, 1)), 8) for end in (0, 1))
    assert expected[0] < expected[1]
    assert auc(table, happened, scale=scale).ends == expected
    assert auc(results, happened, scale=scale).ends == expected
    assert auc(instrument.score_codes(instrument.encode(cases)), happened, scale=scale).ends == expected


@pytest.mark.parametrize(("column", "problem"), [
    ([1, None, 3, 4], r"total_least\[1\].*U-no-number"), (["1", "x", "3", "4"], r"total_least\[1\].*U-no-number"),
    ([1.5, 2.0, 3.0, 4.0], r"total_least\[0\].*U-no-number"), ([9, 9, 9, 9], "least of a case is above")])
def test_numbers_that_are_none_are_refused(column: Any, problem: str) -> None:
    """Empty cells, texts, floats that were rounded, and ends that stand the wrong way round."""
    with pytest.raises(UsageError, match=problem):
        auc({"total_least": column, "total_most": [5, 5, 5, 5]}, [True, False, True, False], scale="total")


def test_numbers_that_do_not_end_are_read_as_they_are_written() -> None:
    """41/9 and 4.5 are texts in a table, so that nothing is rounded."""
    table = {"total_least": ["41/9", "4.5", "5"], "total_most": ["41/9", "4.5", "41/8"]}

    assert spans_of(table, scale="total", ladder=None, outcome=None).values == (
        Fraction(9, 2), Fraction(41, 9), 5, Fraction(41, 8))
    assert auc(table, [True, False, False], scale="total").ends == (Fraction(1, 2), Fraction(1, 2))


def test_library_gives_the_same_on_settled_data() -> None:
    """scikit-learn judges: random scores with many ties."""
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed (extra peers)")
    draw = np.random.default_rng(18)
    for _ in range(20):
        scores, happened = draw.integers(0, 6, 60), draw.random(60) < 0.4
        found = auc({"total_least": scores, "total_most": scores}, happened, scale="total")

        assert found.ends[0] == found.ends[1]
        assert float(found.ends[0] or 0) == pytest.approx(metrics.roc_auc_score(happened, scores), abs=1e-12)


def test_ends_are_settled_values_of_shifted_scores() -> None:
    """scikit-learn again: an end is the AUC of scores that are each at their worse, or better, end."""
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed (extra peers)")
    draw = np.random.default_rng(19)
    for _ in range(20):
        least, happened = draw.integers(0, 6, 60), draw.random(60) < 0.4
        most = least + draw.integers(0, 3, 60)
        found = auc({"total_least": least, "total_most": most}, happened, scale="total")

        expected = [metrics.roc_auc_score(happened, np.where(happened, one, other))
                    for one, other in ((least, most), (most, least))]
        assert [float(end or 0) for end in found.ends] == pytest.approx(expected, abs=1e-12)


def test_limits_are_those_of_the_definition() -> None:
    """DeLong by every pair, on the plain scale: the spread by rows and by columns."""
    draw = np.random.default_rng(20)
    scores, happened = draw.integers(0, 5, 40), draw.random(40) < 0.5
    yes, no = scores[happened], scores[~happened]
    wins = (yes[:, None] > no) + (yes[:, None] == no) / 2
    share = wins.mean()
    spread = (wins.mean(1).var(ddof=1) / len(yes) + wins.mean(0).var(ddof=1) / len(no)) ** 0.5
    arrangement = Arrangement(np.bincount(yes, minlength=5), np.bincount(no, minlength=5))

    lower, upper = delong(arrangement, Fraction(95, 100))
    middle, half = np.log(share / (1 - share)), 1.959964 * spread / (share * (1 - share))
    assert (lower, upper) == (pytest.approx(1 / (1 + np.exp(half - middle)), abs=1e-6),
                              pytest.approx(1 / (1 + np.exp(-half - middle)), abs=1e-6))


def test_many_open_cases_are_done_at_once() -> None:
    """A hundred thousand cases of which nothing is known take no more than sorting them."""
    draw = np.random.default_rng(21)
    least = draw.integers(0, 10, 100_000)
    spans = spans_of({"s_least": least, "s_most": least + draw.integers(0, 2, 100_000)}, scale="s", ladder=None,
                     outcome=None)

    ways = least_and_most(spans, draw.integers(-1, 2, 100_000).astype(np.int8))
    assert ways is not None
    assert ways[0].share < ways[1].share  # type: ignore[operator]
