"""The shares of the levels that SOURCE.md gives at base rates: generated, and worked out by hand in places."""

from fractions import Fraction
from math import comb

import pytest

import riskscreen
from instruments.base_rates import GENERATED, RATES, SCREENS, page, shares, source_of

FIFTH = Fraction(1, 5)


def at_most(k: int, n: int, rate: Fraction = FIFTH) -> Fraction:
    """The chance that at most *k* of *n* items are present."""
    return sum((comb(n, i) * rate**i * (1 - rate) ** (n - i) for i in range(k + 1)), Fraction(0))


@pytest.mark.parametrize("name", SCREENS)
def test_source_page_has_the_shares_as_they_are(name: str) -> None:
    """A rule that changes changes the table; run ``python tests/instruments/base_rates.py`` then."""
    written = source_of(name).read_text(encoding="utf-8")

    assert len(GENERATED.findall(written)) == 1
    assert written == page(name)


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("rate", RATES, ids=str)
def test_shares_are_all_cases_together(name: str, rate: Fraction) -> None:
    """Each case has one level."""
    assert sum(shares(riskscreen.load(name), rate)) == 1


def test_share_of_act_now_in_the_red_flags() -> None:
    """High is any of four flags, .59 at a base rate of one in five, or three of the other seven; .65 in all.

    While a former partner counted as a flag it was .73.
    """
    low, medium, high = shares(riskscreen.load("stalking-red-flags"), FIFTH)

    assert low == at_most(0, 11)
    assert high == 1 - at_most(0, 4) * at_most(2, 7)
    counted = Fraction(7, 10) * at_most(1, 7) + Fraction(3, 10) * at_most(2, 7)
    assert [round(float(share), 2) for share in (high, 1 - at_most(0, 4), 1 - at_most(0, 4) * counted)] == [
        0.65, 0.59, 0.73]


def test_share_of_low_in_the_stalking_screen() -> None:
    """Low is none of eleven factors, of twelve for former partners, and at most one of two, of four for them."""
    low, *_ = shares(riskscreen.load("sash-style"), FIFTH)

    assert low == (Fraction(3, 10) * at_most(0, 11) * at_most(1, 2) + Fraction(7, 10) * at_most(0, 12) * at_most(1, 4))


def test_share_of_low_before_a_house_ban() -> None:
    """Low is, in each of three sections, no signal that is high and at most one that is medium."""
    low, *_ = shares(riskscreen.load("rihg-style"), Fraction(1, 10))

    mild = [Fraction(8, 10) ** n + n * Fraction(1, 10) * Fraction(8, 10) ** (n - 1) for n in (3, 11, 6)]
    assert low == mild[0] * mild[1] * mild[2]
