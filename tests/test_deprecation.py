"""A name that is on its way out still works, says what takes its place, and until when."""

from __future__ import annotations

import pytest

from riskscreen.deprecation import Deprecation

OLD = Deprecation("Kettle.boil_water", "Kettle.boil", "December 2027")


def boil_water() -> str:
    """A function under its old name."""
    OLD.warn()
    return "hot"


def test_old_name_works_and_warns_where_it_is_called() -> None:
    """The warning names the replacement and the day, and points to the line of whoever must change it."""
    told = "Kettle.boil_water is called Kettle.boil now. The old name works until December 2027."

    with pytest.warns(DeprecationWarning, match=told) as caught:
        got = boil_water()

    assert got == "hot"
    assert caught[0].filename == __file__
