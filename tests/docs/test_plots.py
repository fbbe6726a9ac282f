"""The pictures on the page about pictures are those that its code draws, and none is heavy."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

import pytest

from docs.pages import ROOT

pytest.importorskip("matplotlib", reason="the extra 'plot' installs it")

from matplotlib import pyplot
from PIL import Image

from riskscreen import plot

FOLDER = ROOT / "docs" / "pictures"
PAGE = (ROOT / "docs" / "how-to" / "draw-pictures.md").read_text(encoding="utf-8")


def script() -> Any:
    """The script that draws them."""
    spec = spec_from_file_location("plots", ROOT / "docs" / "plots.py")
    assert spec is not None
    assert spec.loader is not None
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_every_picture_is_shown_and_is_what_its_code_draws() -> None:
    """All eight; who changes a picture draws them again with docs/plots.py."""
    plots = script()
    pyplot.switch_backend("Agg")
    drawn = {name: plots.said(axes) for name, axes in plots.plots()}
    pyplot.close("all")
    kept = {}
    for name in drawn:
        with Image.open(FOLDER / name) as picture:
            kept[name] = picture.text["Comment"]  # type: ignore[attr-defined]  # a PNG has it

    assert kept == drawn
    assert set(drawn) == {f"plot-{name}.png" for name in plot.__all__ if not name.endswith("_table")}
    assert set(drawn) == {path.name for path in FOLDER.glob("plot-*.png")}


def test_pictures_are_light_and_have_words() -> None:
    """Each under 60 kB, six inches wide, and told to who cannot see it."""
    shown = dict(re.findall(r"!\[(.{40,})\]\(\.\./(pictures/.+)\)", PAGE))

    assert len(shown) == 8
    for name in shown.values():
        assert (ROOT / "docs" / name).stat().st_size < 60_000
        with Image.open(ROOT / "docs" / name) as picture:
            assert picture.width == 660
