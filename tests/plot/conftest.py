"""Pictures are tried where Matplotlib is there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest.importorskip("matplotlib", reason="the extra 'plot' installs it")

import matplotlib as mpl
from matplotlib import pyplot


@pytest.fixture(autouse=True)
def no_display_and_nothing_changed() -> Iterator[None]:
    """Without a display, and with the settings of Matplotlib as they were before."""
    mpl.use("Agg")
    before = dict(mpl.rcParams)
    yield
    pyplot.close("all")
    assert dict(mpl.rcParams) == before
