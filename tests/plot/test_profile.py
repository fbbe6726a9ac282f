"""The profile of a case: each answer at its place on its response scale, numbers against cut-offs, what comes out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

import riskscreen
from plot.seeing import bars, caption, fresh, is_hatched, said, texts_at_odds
from riskscreen import plot, testing
from riskscreen.plot.drawing.palette import PAPER, PLAIN

FLAGS = riskscreen.load("stalking-red-flags")
SASH = riskscreen.load("sash-style")
ABSENT = dict.fromkeys(FLAGS.items, "absent")
CASE = FLAGS.score(ABSENT | {"r5": "present", "r6": "unknown", "r7": "unknown"})
DATA = Path(__file__).resolve().parents[1] / "data"


def rows_of(table: dict[str, list[Any]]) -> dict[str, dict[str, Any]]:
    """The rows of a profile by the id of what they are of."""
    return {table["id"][n]: {name: column[n] for name, column in table.items() if column[n] is not None}
            for n in range(len(table["id"]))}


def shape(bar: Rectangle) -> str:
    """How a box is drawn: filled, hatched or empty."""
    from matplotlib.colors import to_hex  # noqa: PLC0415

    if is_hatched(bar):
        return "hatched"
    return {PLAIN: "filled", PAPER: "empty"}[to_hex(bar.get_facecolor())]


def shapes(axes: Axes, n_items: int, n_choices: int) -> list[tuple[str, ...]]:
    """How the boxes of the first items are drawn."""
    found = [shape(bar) for bar in bars(axes)[:n_items * n_choices]]
    return [tuple(found[n:n + n_choices]) for n in range(0, len(found), n_choices)]


def test_table_has_answers_numbers_and_levels() -> None:
    """One flag is present, and two more may be: with three the level is high."""
    rows = rows_of(plot.profile_table(CASE))

    item = {"part": "item", "section": "at_report"}
    assert rows["r5"] == {**item, "id": "r5", "state": "answered", "possible": "present", "determined": True}
    assert rows["r6"] == {**item, "id": "r6", "state": "unknown", "possible": "absent|present", "determined": False}
    assert rows["other_flags"] == {"part": "scale", "id": "other_flags", "least": 1, "most": 3, "lowest": 0,
                                   "highest": 11, "cut_offs": "at_least 1|at_least 3", "determined": False}
    assert (rows["urgency"]["part"], rows["urgency"]["possible"]) == ("outcome", "medium|high")
    assert [*rows] == [*FLAGS.items, "other_flags", "urgency"]


def test_boxes_show_the_place_of_each_answer() -> None:
    """Absent at the left, present at the right; both hatched where it is not known which."""
    found = shapes(plot.profile(CASE, ax=fresh(6, 9)), 12, 2)

    place = {item: found[n] for n, item in enumerate(FLAGS.items)}
    assert place["r1"] == ("filled", "empty")
    assert place["r5"] == ("empty", "filled")
    assert place["r6"] == place["r7"] == ("hatched", "hatched")


def test_narrowed_answer_is_hatched_where_it_may_be_and_nowhere_else() -> None:
    """Of low, medium and high, medium or high."""
    screen = riskscreen.load("rihg-style")
    low = dict.fromkeys(screen.items, "low")
    first = next(iter(screen.items))
    axes = plot.profile(screen.score(low | {first: ["medium", "high"]}), ax=fresh(6, 14))

    assert shapes(axes, 2, 3) == [("empty", "hatched", "hatched"), ("filled", "empty", "empty")]
    assert "Medium or High" in said(axes)


def test_what_does_not_apply_has_no_box() -> None:
    """Further factors for former partners, of those who were none: words alone, and they are not counted as open."""
    result = SASH.score({"former_partner": "no"}, partial=True)
    axes = plot.profile(result, ax=fresh(6, 12))
    rows = rows_of(plot.profile_table(result))

    assert said(axes).count("Does not apply") == 3
    assert [rows[item]["possible"] for item in ("x1", "x2", "x3")] == ["", "", ""]
    assert caption(axes).endswith("Answers that are open: 13 of 14.")


def test_answer_that_may_not_apply_says_so() -> None:
    """Until it is known whether they were partners."""
    texts = " ".join(said(plot.profile(SASH.score({}, partial=True), ax=fresh(6, 14))))

    assert "it is not clear yet" in texts


def test_number_is_filled_to_its_least_and_hatched_to_its_most() -> None:
    """One to three of eleven, with lines at one and at three."""
    axes = plot.profile(CASE, ax=fresh(6, 9))
    filled, hatched = bars(axes)[24:26]
    marks = sorted({round(float(line.get_xdata()[0]), 3) for line in axes.lines  # type: ignore[index, arg-type]
                    if line.get_linewidth() == 1.6})

    assert [round(float(x), 3) for x in (filled.get_x(), filled.get_width())] == [0.0, 0.091]
    assert [round(float(x), 3) for x in (hatched.get_x(), hatched.get_width())] == [0.091, 0.182]
    assert (shape(filled), shape(hatched)) == ("filled", "hatched")
    assert marks == [0.091, 0.273]
    assert "1 to 3 of 11; cut-offs: from 1, from 3" in said(axes)


def test_result_comes_last_and_is_named() -> None:
    """What the instrument is for stands at the bottom, whatever there is above it."""
    texts = said(plot.profile(SASH.score({}, partial=True), ax=fresh(6, 14)))

    assert plot.profile_table(SASH.score({}, partial=True))["id"][-1] == "concern"
    assert "Level of concern (the result)" in texts


@pytest.mark.parametrize("height", [1.5, 2, 3, 4, 6])
def test_result_is_never_left_out(height: float) -> None:
    """On axes that are too low answers are left out, and counted; what comes out stands."""
    axes = plot.profile(SASH.score({}, partial=True), ax=fresh(6, height))
    texts = said(axes)

    assert "Level of concern (the result)" in texts
    assert any(text.endswith("more answers") for text in texts)
    assert texts_at_odds(axes) == []


@pytest.mark.parametrize(("given_age", "places"), [
    (20, [(0.0, 1.0, "empty"), (0.192, 0.232, "filled")]),
    ({"from": 25, "to": 75}, [(0.0, 1.0, "empty"), (0.25, 0.75, "hatched")]),
    ("unknown", [(0.0, 1.0, "hatched")])])
def test_number_without_bands_lies_between_its_ends(given_age: object, places: list[tuple[float, float, str]]) -> None:
    """Twenty of a hundred is a fifth of the way; a range is hatched; a text has words alone."""
    document: Any = json.loads((DATA / "doorstep-check.json").read_text(encoding="utf-8"))
    document["sections"][0]["items"] = [
        {"id": "age", "text": {"en": "Age", "nl": "Leeftijd"}, "response": {"integer": {"min": 0, "max": 100}}},
        {"id": "seen", "text": {"en": "Seen", "nl": "Gezien"}, "response": {"text": {}}},
        *document["sections"][0]["items"]]
    result = riskscreen.Instrument.from_dict(document).score({"age": given_age, "seen": "A car, twice."}, partial=True)
    axes = plot.profile(result, ax=fresh(6, 9))

    first, last = 0.55, 0.7  # where boxes begin and end
    found = [(*(round((float(x) - first) / (last - first), 3) for x in (bar.get_x(), bar.get_x() + bar.get_width())),
              shape(bar)) for bar in bars(axes)[:len(places)]]
    assert found == places
    assert "A car, twice." in said(axes)


@settings(max_examples=15)
@given(st.data())
def test_profile_of_any_instrument_fits(data: st.DataObject) -> None:
    """Numbers, bands, texts, decimals, long titles, sets and ranges: texts lie apart, and no box is out of place."""
    instrument = data.draw(testing.instruments())
    result = instrument.score(data.draw(testing.partial_answers(instrument, sets=True)), partial=True)
    axes = plot.profile(result, language=data.draw(st.sampled_from(instrument.languages)))

    at_odds = texts_at_odds(axes)
    out_of_place = [bar for bar in bars(axes) if bar.get_x() < -1e-9 or bar.get_x() + bar.get_width() > 1 + 1e-9]
    pyplot.close("all")
    assert (at_odds, out_of_place) == ([], [])
    assert plot.profile_table(result)["id"] == [*instrument.items, *instrument.scales, *sorted(
        instrument.outcomes, key=lambda name: name == instrument.definition.result)]
