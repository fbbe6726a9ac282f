"""Cut-offs: what passes through roundings and factors asks the same of the number below."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oracle import naive
from riskscreen.engine.compose.cut_offs import (
    AskedCutOff,
    before_factor,
    before_rounding,
    cut_offs_of,
    ends_of,
    n_reached,
    rounded_number,
    starting_at,
)
from riskscreen.model.condition import ItemCondition, ScaleCondition
from riskscreen.model.scale import Rounding

WAYS = ("half_up", "half_even", "down", "up")
HALF = Fraction(1, 2)

numbers = st.one_of(st.integers(-6, 6), st.fractions(-6, 6, max_denominator=40))
# Halves and their neighbours are where roundings differ.
fractions = st.one_of(numbers, st.integers(-130, 130).map(lambda n: Fraction(n, 20)))
cut_offs = st.builds(AskedCutOff, fractions, st.booleans())


@pytest.mark.parametrize(("how", "at", "expected"), [
    # To reach 2, rounded to whole numbers:
    ("half_up", 2, AskedCutOff(Fraction(3, 2), beyond=False)),  # 1.5 becomes 2
    ("half_even", 2, AskedCutOff(Fraction(3, 2), beyond=False)),  # 1.5 becomes 2, the even one
    ("half_even", 3, AskedCutOff(Fraction(5, 2), beyond=True)),  # 2.5 becomes 2, and only more than it 3
    ("down", 2, AskedCutOff(2, beyond=False)),
    ("up", 2, AskedCutOff(1, beyond=True)),  # all that is more than 1
    # Below zero, ties and "down" and "up" go by the size: -1.5 becomes -2.
    ("half_up", -1, AskedCutOff(Fraction(-3, 2), beyond=True)),
    ("half_up", 0, AskedCutOff(Fraction(-1, 2), beyond=True)),  # -0.5 becomes -1
    ("down", 0, AskedCutOff(-1, beyond=True)),  # -0.9 becomes 0
    ("down", -1, AskedCutOff(-2, beyond=True)),
    ("up", 0, AskedCutOff(0, beyond=False)),  # -0.1 becomes -1
    ("up", -1, AskedCutOff(-1, beyond=False)),
])
def test_before_rounding_by_hand(how: str, at: int, expected: AskedCutOff) -> None:
    """What becomes at least so much, each way."""
    assert before_rounding(starting_at(at), Rounding(0, how)) == expected


@pytest.mark.parametrize("how", WAYS)
@given(number=fractions, cut=cut_offs, places=st.integers(0, 2))
def test_a_rounded_number_reaches_a_cut_off_where_its_own_number_reaches_the_one_before(
        how: str, number: Fraction, cut: AskedCutOff, places: int) -> None:
    """Any number, any cut-off, any number of places; the rounding is that of the oracle."""
    rounded = naive.rounded(Fraction(number), places, how)

    assert rounded_number(number, Rounding(places, how)) == rounded
    assert cut.is_reached_by(rounded) == before_rounding(cut, Rounding(places, how)).is_reached_by(number)


@given(fractions, cut_offs, fractions.filter(lambda n: n > 0), fractions)
def test_a_factor_above_zero_passes_through(number: Fraction, cut: AskedCutOff, times: Fraction,
                                            plus: Fraction) -> None:
    """The product and the constant reach the cut-off where the number reaches the one before."""
    assert cut.is_reached_by(times * number + plus) == before_factor(cut, times, plus).is_reached_by(number)


@given(cut_offs, st.integers(1, 40), st.integers(-300, 300))
def test_lowest_whole_number_of_units_reaches_it(cut: AskedCutOff, unit: int, steps: int) -> None:
    """And what is less does not."""
    assert cut.is_reached_by(Fraction(steps, unit)) == (steps >= cut.in_units(unit))


@given(st.lists(cut_offs, unique=True, max_size=4), fractions)
def test_cut_offs_in_rising_order_are_reached_one_after_another(cuts: list[AskedCutOff], number: Fraction) -> None:
    """So how many says which."""
    cuts.sort()

    reached = [cut.is_reached_by(number) for cut in cuts]

    assert reached == sorted(reached, reverse=True)
    assert n_reached(number, cuts) == sum(reached)


def test_both_sides_of_a_comparison_are_cut_offs() -> None:
    """Between 3 and 5: 3 has to be reached, and nothing beyond 5; each is kept once, in order."""
    between = ScaleCondition("total", 3, 5)

    assert ends_of(between) == (AskedCutOff(3, beyond=False), AskedCutOff(5, beyond=True))
    assert ends_of(ScaleCondition("total", at_most=5)) == (None, AskedCutOff(5, beyond=True))
    assert cut_offs_of([between, ItemCondition("q", ("yes",)), ScaleCondition("total", 5), between]) \
        == {"total": (AskedCutOff(3, beyond=False), AskedCutOff(5, beyond=False), AskedCutOff(5, beyond=True))}
