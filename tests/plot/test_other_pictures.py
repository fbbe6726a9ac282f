"""The other pictures: what is drawn is what the table says, and no text lies over another."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import riskscreen
from plot.seeing import bars, caption, fresh, is_hatched, said, texts_at_odds
from plot.standing import drawn_results
from riskscreen import plot, research

SHIPPED = [found.id for found in riskscreen.available()]
LADDER = ["low", "medium", "high"]
LEVELS = [{"low"}, {"low"}, {"low", "high"}, {"medium"}, {"high"}, {"medium", "high"}]
HAPPENED = [False, False, True, False, True, None]
RECORDS = Path(__file__).resolve().parents[2] / "examples" / "records"


def history() -> riskscreen.History:
    """Case 24 of the examples, with a judgement."""
    return riskscreen.History([riskscreen.read_record(path) for path in sorted(RECORDS.glob("24-*.json"))])


PICTURES: dict[str, Callable[..., Axes]] = {
    "levels": lambda **said: plot.levels(drawn_results(riskscreen.load("rihg-style"), 12), **said),
    "bounds": lambda **said: plot.bounds(drawn_results(riskscreen.load("rihg-style"), 12), **said),
    "profile": lambda **said: plot.profile(drawn_results(riskscreen.load("sash-style"), 1)[0], **said),
    "timeline": lambda **said: plot.timeline(history(), **said),
    "influence": lambda **said: plot.influence(riskscreen.load("rihg-style"), **said),
    "rates": lambda **said: plot.rates(research.rates(LEVELS, HAPPENED, ladder=LADDER), **said),
    "sweep": lambda **said: plot.sweep(research.sweep(LEVELS, HAPPENED, ladder=LADDER), **said),
    "roc": lambda **said: plot.roc(LEVELS, HAPPENED, ladder=LADDER, **said),
}


def test_every_picture_is_looked_at() -> None:
    """One that is added has its place above."""
    assert set(PICTURES) == {name for name in plot.__all__ if not name.endswith("_table")}


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", PICTURES)
def test_texts_of_a_picture_lie_apart(name: str, language: str) -> None:
    """At six inches, in both languages."""
    assert texts_at_odds(PICTURES[name](language=language)) == []


@pytest.mark.parametrize("height", [2.0, 4.8])
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", PICTURES)
def test_nothing_is_cut_on_axes_that_are_given(name: str, language: str, height: float) -> None:
    """As Matplotlib makes them, with little room beneath: a caption stands inside, and a long one is shortened."""
    axes = PICTURES[name](language=language, ax=Figure(figsize=(6, height)).subplots())

    assert texts_at_odds(axes) == []
    assert caption(axes)


@pytest.mark.parametrize("layout", [None, "constrained", "tight"])
@pytest.mark.parametrize("name", PICTURES)
def test_pictures_stand_beneath_each_other(name: str, layout: Any) -> None:
    """On several axes of one figure, with and without a layout of Matplotlib's own; titles and captions lie apart."""
    figure = Figure(figsize=(6, 9), layout=layout)
    above, below = figure.subplots(2)
    PICTURES["bounds"](ax=above)
    PICTURES[name](ax=below)

    assert texts_at_odds(below) == []


@pytest.mark.parametrize("instrument", SHIPPED)
def test_pictures_of_every_instrument_fit(instrument: str) -> None:
    """Labels of any length, one case and many, on our own axes and on those that are given."""
    found = riskscreen.load(instrument)
    results = drawn_results(found, 12)
    for language, ax in itertools.product(found.languages, (lambda: None, lambda: Figure(figsize=(6, 4)).subplots())):
        assert texts_at_odds(plot.bounds(results, language=language, ax=ax())) == []
        assert texts_at_odds(plot.profile(results[0], language=language, ax=ax())) == []
        assert texts_at_odds(plot.influence(found, language=language, ax=ax())) == []


def test_possible_levels_are_hatched_and_a_settled_one_is_solid() -> None:
    """Low and high without medium: two hatched parts with a gap between; then one solid part."""
    flags = riskscreen.load("stalking-red-flags")
    absent = dict.fromkeys(flags.items, "absent")
    axes = plot.bounds([flags.score(absent | {"r1": "unknown"}), flags.score(absent)], ax=fresh())
    found = [(round(float(bar.get_x()), 3), round(float(bar.get_width()), 3), is_hatched(bar)) for bar in bars(axes)]

    assert found == [(0.0, 0.333, True), (0.667, 0.333, True), (0.0, 0.333, False)]
    assert "Low or High" in said(axes)


def test_more_cases_than_rows_are_counted() -> None:
    """Thirty rows, of which the last says how many cases it stands for."""
    results = [riskscreen.load("always-do").score({}, partial=True)] * 100

    assert "and 71 more" in said(plot.bounds(results))
    assert len(plot.bounds_table(results)["case"]) == 100


def test_judgement_stands_beside_the_computed_level() -> None:
    """What a rater concluded is in words, and the bar is of what was computed."""
    told = plot.timeline_table(history())
    texts = said(plot.timeline(history(), ax=fresh(6, 6)))

    assert any(judged is not None for judged in told["judged"])
    assert "the rater concludes: Medium" in " ".join(texts)


def test_rates_are_solid_to_the_least_and_hatched_to_the_most() -> None:
    """Medium: the settled case in which it did not happen, and one that may be medium, of which it is not known."""
    found = research.rates(LEVELS, HAPPENED, ladder=LADDER)
    axes = plot.rates(found, ax=fresh())
    ends = found.statistics["medium"].ends

    assert ends == (Fraction(0), Fraction(1, 2))
    assert any(is_hatched(bar) and round(float(bar.get_width()), 3) == 0.5 for bar in bars(axes))


def test_chance_is_a_line_of_its_own_and_told_in_words() -> None:
    """By hand: 20 of 51 to 25 of 47; Wilson's lower limit of the first is 27.0%, the upper one of the second 66.7%."""
    cases = [("high", True, 20), ("high", False, 22), ("low", False, 174), ("low|high", True, 5),
             ("low|high", False, 9)]
    levels = [level for level, _, n in cases for _ in range(n)]
    happened = [known for _, known, n in cases for _ in range(n)]
    axes = plot.rates(research.rates(levels, happened, ladder=["low", "high"]), ax=fresh(6, 6))
    whiskers = sorted((float(line.get_xdata()[0]), float(line.get_xdata()[1])) for line in axes.lines
                      if line.get_ydata()[0] == line.get_ydata()[1])

    assert "39.2% to 53.2%; with chance 27.0% to 66.7%" in " ".join(said(axes))
    assert [tuple(round(end, 3) for end in whisker) for whisker in whiskers][-1] == (0.270, 0.667)
    assert "The line beneath is another doubt, that of chance" in caption(axes)
    assert "(95% limits, Wilson)" in caption(axes)


def test_answer_sets_have_no_chance() -> None:
    """They are all that there are; what is drawn is how many are flagged for certain, and how many may be."""
    found = research.sweep(riskscreen.load("stalking-red-flags"), scale="other_flags")
    axes = plot.sweep(found, "flagged", ax=fresh(6, 9))

    assert "chance" not in " ".join([caption(axes), *said(axes)])
    assert caption(axes).startswith("Of all 177,147 answer sets")
    with pytest.raises(riskscreen.UsageError, match="sensitivity.*U-unknown-statistic"):
        plot.sweep(found)


def test_roc_draws_the_whole_region_and_nothing_more() -> None:
    """The rectangle at *high* has the ends of both shares as its sides."""
    table = plot.roc_table(LEVELS, HAPPENED, ladder=LADDER)
    axes = plot.roc(LEVELS, HAPPENED, ladder=LADDER, ax=fresh())
    n = table["at"].index("high")
    sides = [table[f"{name}_{end}"][n] for name in ("false_alarms", "marked") for end in ("least", "most")]
    accuracy = research.accuracy(LEVELS, HAPPENED, at="high", ladder=LADDER).statistics

    assert sides[2:] == [*accuracy["sensitivity"].ends]
    assert sides[:2] == [1 - end for end in reversed(accuracy["specificity"].ends) if end is not None]
    boxes = [tuple(round(float(side), 6) for side in (bar.get_x(), bar.get_x() + bar.get_width(), bar.get_y(),
                                                       bar.get_y() + bar.get_height())) for bar in bars(axes)]
    open_sides = tuple(round(float(side), 6) for side in sides)
    assert open_sides in boxes or sides[0] == sides[1] or sides[2] == sides[3]


@given(st.integers(0, 10**6), st.integers(2, 12), st.sampled_from([3, 10, 100, 1_000]), st.booleans())
def test_names_of_cut_offs_lie_apart_wherever_their_points_are(seed: int, n_levels: int, n_cases: int,
                                                                is_given: bool) -> None:
    """However many points lie at one place, on our figure and on axes that are given; each has its name."""
    chance = random.Random(seed)
    ladder = [f"level {n} of {n_levels}" for n in range(n_levels)]
    levels = [set(chance.sample(ladder, 1 if chance.random() < 0.8 else chance.randint(1, n_levels)))
              for _ in range(n_cases)]
    happened = [True, False, *(chance.choice([True, False]) for _ in range(n_cases - 2))]
    axes = plot.roc(levels, happened, ladder=ladder, ax=fresh() if is_given else None)

    at_odds, names = texts_at_odds(axes), said(axes)
    pyplot.close("all")
    assert at_odds == []
    assert [level for level in ladder if level in names] == ladder[1:]


@pytest.mark.parametrize(("axes", "caption"), [
    (lambda: plot.rates(research.rates(LEVELS, HAPPENED, ladder=LADDER), ax=fresh()),
     "6 cases: the level is open in 2, and what happened is not known in 1."),
    (lambda: plot.sweep(research.sweep(LEVELS, HAPPENED, ladder=LADDER), ax=fresh()),
     "6 cases: the level is open in 2, and what happened is not known in 1."),
    (lambda: plot.roc(LEVELS, HAPPENED, ladder=LADDER, ax=fresh(), language="nl"),
     "6 zaken: het niveau staat open bij 2, en wat er gebeurde is niet bekend bij 1."),
    (lambda: plot.bounds([riskscreen.load("always-do").score({}, partial=True)] * 3, ax=fresh()), "Open: 3 of 3."),
])
def test_caption_says_how_many_there_are_and_how_many_are_open(axes: Callable[[], Axes], caption: str) -> None:
    """Nobody has to guess of how many cases a picture is."""
    assert axes().get_xlabel().replace("\n", " ").endswith(caption)


@pytest.mark.parametrize(("axes", "n_all"), [
    (lambda: plot.influence(riskscreen.load("sash-style"), ax=fresh(6, 2)), 17),
    (lambda: plot.rates(research.rates(LEVELS, HAPPENED, ladder=LADDER), ax=fresh(6, 0.9)), 3)])
def test_rows_for_which_there_is_no_room_are_counted(axes: Callable[[], Axes], n_all: int) -> None:
    """On axes that are too low a picture says how many rows it leaves out."""
    drawn = axes()
    n_shown = sum(text.endswith("%") for text in said(drawn))

    assert 0 < n_shown < n_all
    assert f"and {n_all - n_shown} more" in said(drawn)


def test_newest_records_are_never_left_out() -> None:
    """Where there is no room for a whole history, the earliest records are counted, and the newest drawn."""
    entries = history().timeline()
    texts = said(plot.timeline(history(), ax=fresh(6, 1.2)))

    assert any(text.startswith(entries[-1].moment.date().isoformat()) for text in texts)
    assert "2 earlier ones" in texts


def test_influence_is_that_of_the_analysis() -> None:
    """In the order of what they can do, with the share in words."""
    found = riskscreen.load("stalking-red-flags")
    table = plot.influence_table(found)
    rows = zip(table["item"], table["n_changes"], table["n_tried"], strict=True)
    share = {item: Fraction(n, of) for item, n, of in rows}

    assert share == {item.id: item.share for item in found.analyse().items.values()}


@pytest.mark.parametrize("call", [
    lambda: plot.bounds_table(5), lambda: plot.bounds_table([5]), lambda: plot.profile_table(None),
    lambda: plot.timeline_table("case"), lambda: plot.influence_table("sash-style"),
    lambda: plot.bounds([]), lambda: plot.bounds([5]), lambda: plot.profile(None), lambda: plot.timeline("case"),
    lambda: plot.influence("sash-style"), lambda: plot.rates({}), lambda: plot.sweep([]),
    lambda: plot.sweep(research.sweep(LEVELS, HAPPENED, ladder=LADDER), "recall"),
    lambda: plot.bounds(drawn_results(riskscreen.load("always-do"), 1), language="xx"),
    lambda: plot.bounds(drawn_results(riskscreen.load("always-do"), 1), ax="here")])
def test_what_cannot_be_drawn_is_refused(call: Callable[[], object]) -> None:
    """With an error of ours, that says what was wanted."""
    with pytest.raises(riskscreen.UsageError):
        call()
