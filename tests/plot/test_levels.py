"""How many cases stand at each level, drawn and as a table."""

from __future__ import annotations

import random

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import pyplot

import riskscreen
from plot.seeing import bars, drawn, fresh, is_hatched, said, texts_at_odds
from plot.standing import NAMES, drawn_results, drawn_sets, levels_called
from riskscreen import plot

LADDER = levels_called("Low", "Medium", "High")
FLAGS = riskscreen.load("stalking-red-flags")
LONG = ("No indication of any concern at this moment whatever, as far as the answers to the questions go",
        "Some concern; look at it again within two weeks, and at once when anything changes",
        "Grave concern: consult today, and do not wait for answers that are still missing",
        "Verantwoordelijkheidsverzekeringsmaatschappijenoverkoepelingsorganisatiebestuursvergadering")


def rows(table: dict[str, list[object]]) -> dict[object, object]:
    """How many cases have which possible levels."""
    return dict(zip(table["possible"], table["n_cases"], strict=True))


def test_table_has_every_level_and_what_is_open_between_its_neighbours() -> None:
    """Low, low or medium, low to high, medium, ...: and a level without cases is a row too."""
    cases = ["a", "a|b", "c", "a|b|c", "a|c", "c"]

    table = plot.levels_table(cases, ladder=LADDER)

    assert rows(table) == {"a": 1, "a|b": 1, "a|c": 1, "a|b|c": 1, "b": 0, "c": 2}
    assert list(table["possible"]) == ["a", "a|b", "a|c", "a|b|c", "b", "c"]
    assert table["levels"][1:4] == ["Low or Medium", "Low or High", "Low, Medium or High"]
    assert table["determined"] == [True, False, False, False, True, True]
    assert (table["at_least"][2], table["at_most"][2]) == ("a", "c")


def test_all_that_holds_levels_gives_the_same_table() -> None:
    """Results, records, codes, a table that was scored and sets of ids tell of the same cases."""
    absent = dict.fromkeys(FLAGS.items, "absent")
    cases = [absent, absent | {"r1": "present"}, absent | {"r1": "unknown"}, absent | {"r5": "unknown"}]
    results = [FLAGS.score(case) for case in cases]
    columns = {item: [case[item] for case in cases] for item in FLAGS.items}
    ladder = FLAGS.outcomes["urgency"].levels

    expected = plot.levels_table(results)

    assert sum(expected["n_cases"]) == 4  # type: ignore[arg-type]  # counts
    assert plot.levels_table(FLAGS.score_codes(FLAGS.encode(cases))) == expected
    assert plot.levels_table(FLAGS.score_table(columns), ladder=ladder) == expected
    assert plot.levels_table([{level.id for level in result.possible} for result in results], ladder=ladder) == expected
    kept = [result.record(case=f"pseudonym-{n}", rater="desk 3", made_at="2026-11-30T14:05:00+01:00")
            for n, result in enumerate(results)]
    assert plot.levels_table(kept) == expected
    assert plot.bounds_table(kept) == plot.bounds_table(results) == plot.bounds_table(FLAGS.score_table(columns),
                                                                                      ladder=ladder)


def test_levels_without_labels_are_called_by_their_ids() -> None:
    """A table that was scored elsewhere has no labels, and is told in any language all the same."""
    table = plot.levels_table(["low", "low|high"], ladder=["low", "high"], language="nl")

    assert table["levels"] == ["low", "low of high", "high"]


def test_a_bar_is_as_long_as_its_count_and_hatched_where_it_is_open() -> None:
    """The longest bar fills the width; the others are to scale, the highest level first."""
    cases = ["a"] * 4 + ["a|b"] * 2 + ["c"]

    found = bars(plot.levels(cases, ladder=LADDER, ax=fresh()))

    assert [(round(bar.get_width(), 6), is_hatched(bar)) for bar in found] == [(0.25, False), (0.5, True), (1.0, False)]


def test_title_says_what_and_how_many_and_the_caption_what_is_open() -> None:
    """Nobody has to guess what hatching means, nor how many cases there are."""
    axes = plot.levels(["a"] * 1_200 + ["a|b"] * 34, ladder=LADDER, ax=fresh(), language="en")

    assert axes.get_title(loc="left") == "concern: 1,234 cases"
    assert axes.get_xlabel().replace("\n", " ") == (
        "Hatched: not settled, 34 (2.8%). Open answers decide which of the levels such a case has; it is counted at "
        "none of them.")
    assert {"Open: Low or Medium", "34 (2.8%)", "Low", "1,200 (97.2%)", "High", "0 (0.0%)"} <= set(said(axes))


def test_dutch_is_whole() -> None:
    """In Dutch no word of riskscreen is English."""
    axes = plot.levels(["a", "a|b"], ladder=LADDER, ax=fresh(), language="nl")

    assert axes.get_title(loc="left") == "concern: 2 zaken"
    assert axes.get_xlabel().startswith("Gearceerd: staat niet vast, 1 (50,0%).")
    assert "Open: Low (NL) of Medium (NL)" in said(axes)


@pytest.mark.parametrize(("cases", "caption"), [
    ([], "There are no cases."),
    (["a", "b"], "Every case has one level, whatever its open answers turn out to be."),
])
def test_caption_where_nothing_is_open(cases: list[str], caption: str) -> None:
    """Hatching is explained only where there is any."""
    axes = plot.levels(cases, ladder=LADDER, ax=fresh())

    assert axes.get_xlabel() == caption
    assert not any(is_hatched(bar) for bar in bars(axes))


def test_all_open_shows_no_solid_bar() -> None:
    """Where every case is open, none is counted at a level."""
    axes = plot.levels(["a|c"] * 3, ladder=LADDER, ax=fresh())

    assert [is_hatched(bar) for bar in bars(axes)] == [True]


def test_levels_that_are_perhaps_too_many_are_told() -> None:
    """Where the bounds are known to be sound only, the picture says so."""
    result = FLAGS.score({"r1": "present"}, partial=True).outcomes["urgency"]
    loose = attrs.evolve(result, exact=False, possible=LADDER[:2], at_least=LADDER[0], at_most=LADDER[1])

    axes = plot.levels([loose], ax=fresh(), ladder=LADDER)

    assert axes.get_xlabel().replace("\n", " ").endswith("Of 1 case more levels may be named than can occur.")


def test_rare_sets_are_one_bar_that_counts_them() -> None:
    """Eight levels have 255 sets: thirty bars stand, and no case is lost."""
    ladder = levels_called(*(f"Level {n}" for n in range(8)))
    cases = drawn_sets(ladder, 3_000, seed=3)
    n_sets = len({frozenset(case) for case in cases})

    axes = plot.levels(cases, ladder=ladder, ax=fresh(height=20))

    counts = [int(text.partition(" ")[0].replace(",", "")) for text in said(axes) if text.endswith("%)")]
    assert (len(counts), sum(counts)) == (30, 3_000)
    assert f"Open: other sets of levels ({n_sets - 29} of them)" in said(axes)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("instrument", [each.id for each in riskscreen.available()])
def test_no_text_lies_over_another_at_six_inches(instrument: str, language: str) -> None:
    """Of every instrument that comes along, in both languages, all texts are within the figure and apart."""
    results = drawn_results(riskscreen.load(instrument), 60)

    axes = plot.levels(results, language=language)

    assert axes.figure.get_figwidth() == 6
    assert texts_at_odds(axes) == []


@given(st.lists(st.sampled_from([*LONG, "Low", "W" * 200, "$x^2$ {a} %s _ \\frac"]), min_size=1, max_size=12),
       st.integers(0, 2_000), st.booleans(), st.sampled_from(["en", "nl"]), st.integers(0, 99))
def test_no_text_lies_over_another_whatever_levels_are_called(labels: list[str], n_cases: int, is_given: bool,
                                                              language: str, seed: int) -> None:
    """Long labels, labels that look like formulas, few or many levels, on our figure and on axes that are too low."""
    ladder = levels_called(*labels)
    axes = plot.levels(drawn_sets(ladder, n_cases, seed), ladder=ladder, language=language,
                       ax=fresh() if is_given else None)

    at_odds = texts_at_odds(axes)
    pyplot.close("all")
    assert at_odds == []


@pytest.mark.parametrize("n_cases", [1, 10_000])
def test_numbers_of_cases_fit(n_cases: int) -> None:
    """One case and ten thousand are both told."""
    chance = random.Random(1)
    axes = plot.levels([{chance.choice(NAMES[:3])} for _ in range(n_cases)], ladder=LADDER)

    assert texts_at_odds(axes) == []
    assert f"{n_cases:,} case" in axes.get_title(loc="left")


def test_what_is_no_axes_is_refused() -> None:
    """Anything but axes is told to be something else."""
    with pytest.raises(riskscreen.WrongType, match="The option ax is of another type"):
        plot.levels(["a"], ladder=LADDER, ax=np.zeros(3))


def test_more_figures_than_matplotlib_warns_of_are_ours_to_open() -> None:
    """Who draws thirty pictures closes them when it suits, and is not warned, which can be an error."""
    axes = [plot.levels(["a"], ladder=LADDER) for _ in range(30)]

    assert len({id(each.figure) for each in axes}) == 30


def test_axes_that_are_given_stay_where_they_are() -> None:
    """A picture is drawn on them, and nothing else of their figure is touched."""
    given_axes = fresh()
    place = given_axes.get_position().bounds

    assert plot.levels(["a"], ladder=LADDER, ax=given_axes) is given_axes
    drawn(given_axes)
    assert given_axes.get_position().bounds == place
