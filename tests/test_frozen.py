"""Frozen records: what a definition and the engine's tables are made of."""

from __future__ import annotations

import copy
import pickle
from functools import cached_property
from typing import ClassVar

import pytest

from riskscreen.frozen import Frozen


class Pair(Frozen):
    """Two numbers, the second with a default."""

    low: int
    high: int = 9
    n_ends: ClassVar[int] = 2

    @cached_property
    def width(self) -> int:
        """Their distance."""
        return self.high - self.low


class Named(Pair):
    """A pair with a name: fields of the parent come first."""

    name: str = ""


class Other(Frozen):
    """The same fields as a pair, and yet another thing."""

    low: int
    high: int = 9


def test_equal_records_have_equal_fields_and_one_class() -> None:
    """Two kinds of record are never equal, whatever they hold."""
    assert Pair(1) == Pair(low=1, high=9)
    assert Pair.n_ends == 2
    assert Pair(1) != Pair(2)
    assert Pair(1) != Other(1)
    assert len({Pair(1), Pair(1, 9), Other(1)}) == 2


def test_fields_cannot_be_set_or_deleted() -> None:
    """A record never changes."""
    pair = Pair(1)

    with pytest.raises(AttributeError, match="Pair is frozen: low cannot be set"):
        pair.low = 2  # type: ignore[misc]  # what is tested
    with pytest.raises(AttributeError, match="Pair is frozen: low cannot be deleted"):
        del pair.low
    assert pair == Pair(1)


@pytest.mark.parametrize(("values", "named"), [
    ((), {}), ((), {"high": 1}), ((1, 2, 3), {}), ((1,), {"low": 2}), ((1,), {"hihg": 2}), ((1, 2), {"high": 2})])
def test_each_field_is_given_once(values: tuple[int, ...], named: dict[str, int]) -> None:
    """A field that is missing, given twice or unknown is a mistake of the caller."""
    with pytest.raises(TypeError, match="Pair"):
        Pair(*values, **named)


def test_copies_and_pickles_are_equal() -> None:
    """A record survives what moves it between processes, a cached value included."""
    named = Named(1, name="first")
    assert named.width == 8

    assert pickle.loads(pickle.dumps(named)) == named
    assert copy.deepcopy(named) == named
    assert Pair.__match_args__ == ("low", "high")
    assert repr(named) == "Named(low=1, high=9, name='first')"


def test_replaced_fields_give_a_new_record() -> None:
    """Replacing leaves the first record as it was."""
    named = Named(1, name="first")

    assert named.__replace__(high=3) == Named(1, 3, "first")
    assert named.high == 9
