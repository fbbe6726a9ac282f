"""How a case went on: records in order, each joined to its moment on a line that is to scale."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import pyplot
from matplotlib.axes import Axes

import riskscreen
from plot.seeing import caption, fresh, said, texts_at_odds
from riskscreen import plot
from riskscreen.plot.drawing.calendar import ticks_between
from riskscreen.plot.drawing.time_axis import MOMENT

FLAGS = riskscreen.load("stalking-red-flags")
RESULT = FLAGS.score({"r1": "unknown"}, partial=True)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))


def history_at(*moments: str) -> riskscreen.History:
    """Records of one case that were made then."""
    return riskscreen.History([RESULT.record(case="case-7", rater="desk 3", made_at=moment, id=f"2026/{n}")
                               for n, moment in enumerate(moments)])


def dots(axes: Axes) -> list[float]:
    """Where the moments lie, the first at 0 and the last at 1."""
    heights = [float(line.get_ydata()[0]) for line in axes.lines if line.get_gid() == MOMENT]  # type: ignore[index, arg-type]
    return [round((height - heights[0]) / (heights[-1] - heights[0]), 6) for height in heights]


def test_moments_are_to_scale() -> None:
    """Of ten days, the second record was made on the first, and the third on the fourth."""
    axes = plot.timeline(history_at("2026-03-01T12:00:00+01:00", "2026-03-02T12:00:00+01:00",
                                    "2026-03-05T12:00:00+01:00", "2026-03-11T12:00:00+01:00"))

    assert dots(axes) == [0.0, 0.1, 0.4, 1.0]
    assert caption(axes).endswith("The dots at the left are the moments, to scale.")


def test_offsets_make_no_difference_to_the_scale() -> None:
    """Half-way is half-way, whatever the clocks of the desks said."""
    axes = plot.timeline(history_at("2026-03-01T12:00:00+01:00", "2026-03-02T13:00:00+02:00",
                                    "2026-03-03T10:00:00-01:00"))

    assert dots(axes) == [0.0, 0.5, 1.0]


def test_records_of_one_day_say_the_time_and_others_the_day() -> None:
    """So that no two rows read alike where they differ."""
    texts = said(plot.timeline(history_at("2026-03-01T09:00:00+01:00", "2026-03-01T10:15:00+01:00",
                                          "2026-04-01T09:00:00+02:00"), ax=fresh(12, 8)))

    assert [text.partition(": ")[0] for text in texts if ": Red flags" in text] == [
        "2026-03-01 09:00", "2026-03-01 10:15", "2026-04-01"]


@pytest.mark.parametrize("moments", [["2026-03-01T09:00:00+01:00"], ["2026-03-01T09:00:00+01:00"] * 3])
def test_one_moment_has_no_axis(moments: list[str]) -> None:
    """There is no scale in it."""
    axes = plot.timeline(history_at(*moments))

    assert [line for line in axes.lines if line.get_gid() == MOMENT] == []
    assert "to scale" not in caption(axes)


@given(st.lists(MOMENTS, min_size=1, max_size=40), st.integers(0, 8), st.booleans(), st.sampled_from(["en", "nl"]))
def test_many_on_a_day_are_readable(moments: list[datetime], n_on_a_day: int, is_given: bool, language: str) -> None:
    """Years apart or minutes, few or more than there is room for: no texts lie over one another."""
    crowd = [moments[0] + timedelta(minutes=n) for n in range(n_on_a_day)]
    history = history_at(*(moment.isoformat() for moment in [*moments, *crowd]))
    axes = plot.timeline(history, language=language, ax=fresh() if is_given else None)

    at_odds = texts_at_odds(axes)
    pyplot.close("all")
    assert at_odds == []


def test_judgement_is_a_line_across_its_level() -> None:
    """Of three levels the middle one has its middle at the half."""
    record = RESULT.record(case="case-7", rater="desk 3", made_at="2026-03-01T09:00:00+01:00").judged(
        "urgency", "medium", because="Seen.", by="desk 3", at="2026-03-01T10:00:00+01:00")
    axes = plot.timeline(riskscreen.History([record]))
    marks = {round(float(line.get_xdata()[0]), 6) for line in axes.lines if line.get_linewidth() == 1.6}  # type: ignore[index, arg-type]

    assert marks == {0.5}
    assert "A line across: what the rater concludes." in caption(axes)


@pytest.mark.parametrize(("first", "last", "most", "labels"), [
    ("2026-01-19T09:00", "2026-01-19T12:30", 6, ["09:00", "10:00", "11:00", "12:00"]),
    ("2026-01-19T09:10", "2026-01-20T12:30", 6, ["12:00", "18:00", "00:00", "06:00", "12:00"]),
    ("2026-02-27T09:00", "2026-03-02T12:30", 6, ["2026-02-28", "2026-03-01", "2026-03-02"]),
    ("2026-01-19T09:00", "2026-02-20T12:30", 6, ["2026-01-26", "2026-02-02", "2026-02-09", "2026-02-16"]),
    ("2025-11-19T09:00", "2026-02-20T12:30", 6, ["2025-12", "2026-01", "2026-02"]),
    ("2019-11-19T09:00", "2026-02-20T12:30", 7, ["2020", "2021", "2022", "2023", "2024", "2025", "2026"]),
    ("2019-11-19T09:00", "2026-02-20T12:30", 3, ["2020", "2025"]),
    ("2026-01-19T09:10", "2026-01-19T09:20", 6, []),
    ("2026-01-19T09:00", "2027-01-19T09:20", 0, []),
    ("0002-01-01T00:00", "9998-12-31T23:00", 5, ["2000", "4000", "6000", "8000"]),
    ("0001-01-01T00:00", "0001-01-02T23:00", 5, []), ("9999-12-31T20:00", "9999-12-31T23:59", 5, [])])
def test_marks_are_whole_units_as_many_as_fit(first: str, last: str, most: int, labels: list[str]) -> None:
    """By hand: hours, days, weeks from Monday, months, years."""
    ends = [datetime.fromisoformat(end) for end in (first, last)]

    assert [tick.label for tick in ticks_between(*ends, most)] == labels


@given(MOMENTS, MOMENTS, st.integers(0, 30))
def test_marks_lie_between_the_moments_in_order(one: datetime, other: datetime, most: int) -> None:
    """Never more of them than fit, and no two far closer together than others."""
    first, last = sorted([one, other])
    found = [tick.moment for tick in ticks_between(first, last, most)]
    gaps = [later - earlier for earlier, later in pairwise(found)]

    assert len(found) <= most
    assert all(first <= moment <= last for moment in found)
    assert not gaps or max(gaps) < 1.2 * min(gaps)
