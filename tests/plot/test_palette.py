"""Colours are told apart by whoever looks, and by nobody alone: their order is that of lightness."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from plot.standing import levels_called
from riskscreen.plot.drawing.palette import EDGE, FAINT, INK, PAPER, bar_of, colour_of, hatch_of, ladder_colours

# Machado, Oliveira and Fernandes 2009, severity 1: what is left of linear red, green and blue without one kind of cone.
SEEN_BY = {
    "everybody": np.eye(3),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                            [0.004733, 0.691367, 0.303900]]),
}
TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
                   [0.0193339, 0.1191920, 0.9503041]])
WHITE = np.array([0.95047, 1.0, 1.08883])
CLEAR = 15  # a difference (CIE 1976) that is seen at a glance; some 2 can be seen at all


def linear(colour: str) -> NDArray[np.float64]:
    """Linear red, green and blue of a colour such as ``#8c1515``."""
    parts = np.array([int(colour[n:n + 2], 16) / 255 for n in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(colour: str, seen_by: str) -> NDArray[np.float64]:
    """Where a colour lies for whoever sees it so: lightness, and two axes of colour."""
    xyz = TO_XYZ @ np.clip(SEEN_BY[seen_by] @ linear(colour), 0, 1) / WHITE
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def difference(one: str, other: str, seen_by: str) -> float:
    """How far two colours are apart."""
    return float(np.linalg.norm(lab(one, seen_by) - lab(other, seen_by)))


@pytest.mark.parametrize("seen_by", SEEN_BY)
@pytest.mark.parametrize("n_levels", [2, 3, 4, 5])
def test_levels_are_told_apart_whoever_looks(n_levels: int, seen_by: str) -> None:
    """Of up to five levels no two have colours that somebody could take for one another."""
    colours = ladder_colours(n_levels)

    assert min(difference(one, other, seen_by) for n, one in enumerate(colours) for other in colours[n + 1:]) >= CLEAR


def test_what_is_measured_finds_the_pair_of_our_pages_that_is_not_safe() -> None:
    """The brown and the red of the result's page look alike without green cones, which is why they are not used."""
    assert difference("#704300", "#8c1515", "deuteranopia") < CLEAR < difference("#704300", "#8c1515", "everybody")


@pytest.mark.parametrize("n_levels", range(1, 21))
def test_higher_levels_are_darker(n_levels: int) -> None:
    """In grey the order of the levels is the order of their lightness, for as many levels as an outcome can have."""
    lightness = [lab(colour, "everybody")[0] for colour in ladder_colours(n_levels)]

    assert all(lower > higher for lower, higher in pairwise(lightness))
    assert len(lightness) == n_levels


@pytest.mark.parametrize("ink", [INK, FAINT, EDGE])
def test_ink_is_read_on_paper(ink: str) -> None:
    """Texts and outlines have the contrast that WCAG 2 asks of text, 4.5 to 1."""
    luminance = float(TO_XYZ[1] @ linear(ink))

    assert (1 + 0.05) / (luminance + 0.05) >= 4.5


@pytest.mark.parametrize("n_levels", range(2, 13))
def test_hatching_is_seen_on_paper(n_levels: int) -> None:
    """Thin lines need more than an area does: 3 to 1, as WCAG 2 asks of what is drawn."""
    for level in levels_called(*(f"Level {n}" for n in range(n_levels))):
        luminance = float(TO_XYZ[1] @ linear(hatch_of(level)))

        assert (1 + 0.05) / (luminance + 0.05) >= 3


def test_levels_of_a_route_have_no_order_in_colour() -> None:
    """They are alternatives, and none is darker than another."""
    import attrs  # noqa: PLC0415

    route = [attrs.evolve(level, kind="route") for level in levels_called("A", "B", "C")]

    assert len({colour_of(level) for level in route}) == 1


def test_one_level_is_solid_and_several_are_hatched_on_paper() -> None:
    """What is open is white with lines, whatever the colours are, and so is what has no levels of its own."""
    low, _, high = levels_called("Low", "Medium", "High")

    assert bar_of((high,), 0, 1).hatch is None
    assert (bar_of((low, high), 0, 1).face, bar_of((low, high), 0, 1).hatch) == (PAPER, colour_of(high))
    assert bar_of((), 0, 1).hatch is not None
