"""A real cohort, NHEFS: what the notebook reports of it was worked out before, from other code, and stands here."""

from __future__ import annotations

from typing import Any

import pytest

import riskscreen
from docs.pages import ROOT
from riskscreen.research import accuracy, auc, items, rates

causaldata = pytest.importorskip("causaldata", reason="causaldata is not installed (extra research)")

SIGNS = riskscreen.load(ROOT / "examples" / "health_signs.json")
ANSWERS = {0: "no", 1: "yes", 2: "unknown"}


@pytest.fixture(scope="module")
def cohort() -> dict[str, list[Any]]:
    """The answers as lists, a column for each item, and who died."""
    table = causaldata.nhefs.load_pandas().data
    table = table.assign(aged=table["age"] >= 60, smoked_long=table["smokeyrs"] >= 35,
                         smokes_much=table["smokeintensity"] >= 30, no_exercise=table["exercise"] == "2",
                         not_active=table["active"] == "2")
    found = {item: [ANSWERS[int(cell)] for cell in table[item]] for item in SIGNS.items}
    return {**found, "died": [bool(cell) for cell in table["death"]]}


def rounded(ends: tuple[Any, Any]) -> tuple[float, float]:
    """Ends to the thousandth."""
    return round(float(ends[0]), 3), round(float(ends[1]), 3)


def test_report_of_the_cohort(cohort: dict[str, list[Any]]) -> None:
    """1,629 people of whom 318 died; of 743 the level is open."""
    scored = SIGNS.score_table(cohort)
    levels = {"ladder": ("low", "medium", "high")}
    by_level, high = rates(scored, "died", **levels), accuracy(scored, "died", at="high", **levels)

    assert (by_level.cases.n_cases, by_level.cases.n_open, sum(cohort["died"])) == (1_629, 743, 318)
    assert {level: rounded(ends) for level, ends in by_level.ends.items()} == {
        "low": (.066, .193), "medium": (.106, .497), "high": (.246, .731)}
    assert (rounded(high["sensitivity"].ends), rounded(high["ppv"].ends)) == ((.204, .368), (.246, .731))
    ranking = auc(scored, "died", **levels)
    assert (rounded(ranking.ends), rounded(ranking.limits)) == ((.520, .791), (.487, .817))


def test_settled_cases_alone_hide_what_is_open(cohort: dict[str, list[Any]]) -> None:
    """They give .708, as if nothing were missing."""
    kept = [n for n, level in enumerate(SIGNS.score_table(cohort)["concern"]) if level is not None]
    settled = SIGNS.score_table({name: [column[n] for n in kept] for name, column in cohort.items()})

    assert rounded(auc(settled, "died", ladder=("low", "medium", "high")).ends) == (.708, .708)


def test_two_signs_are_what_to_ask(cohort: dict[str, list[Any]]) -> None:
    """Two answers are unknown, always together, and in all of the open cases either could move the level."""
    found = items(SIGNS, {name: column for name, column in cohort.items() if name != "died"})

    assert {row.item: (row.n_unknown, row.n_unknown_open, row.n_moving)
            for row in found.counts.values() if row.n_unknown} == {
        "hbp": (791, 743, 743), "diabetes": (791, 743, 743)}
