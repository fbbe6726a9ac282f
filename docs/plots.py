"""The plots of the documentation: what the code on `how-to/draw-pictures.md` draws, as small pictures beside it.

Run it as ``python docs/plots.py``, with the extra ``plot``; it writes to ``docs/pictures``.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.text import Text
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
PAGE = ROOT / "docs" / "how-to" / "draw-pictures.md"
SHOWN = re.compile(r"!\[[^]]+\]\(\.\./pictures/(.+)\)")
_BLOCK = re.compile(r"```python\n(?P<code>.*?)```(?:\n\n!\[[^]]+\]\(\.\./pictures/(?P<name>.+?)\))?", re.DOTALL)
_DOTS = 110  # an inch


def plots() -> Iterator[tuple[str, Axes]]:
    """The pictures by the names of their files: the ``axes`` of each block that has a picture beneath it."""
    names: dict[str, Any] = {}
    with contextlib.chdir(ROOT):
        for block in _BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
            if ">>> " not in block["code"]:
                exec(block["code"], names)  # noqa: S102  # as a reader would
            if block["name"]:
                yield block["name"], names["axes"]


def said(axes: Axes) -> str:
    """A digest of all that is written on a picture, wherever its lines break: so one that is outdated is known."""
    texts = "".join(text.get_text() for text in axes.figure.findobj(Text))  # type: ignore[attr-defined]  # they are texts
    return hashlib.sha256("".join(texts.split()).encode()).hexdigest()


def main() -> None:
    """Draw them all."""
    for name, axes in plots():
        axes.figure.savefig(FOLDER / name, dpi=_DOTS)  # type: ignore[union-attr]  # no subfigure here
        with Image.open(FOLDER / name) as picture:
            few = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
        info = _described(said(axes))
        few.save(FOLDER / name, optimize=True, pnginfo=info)


def _described(text: str) -> Any:  # noqa: ANN401  # Pillow's own
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415

    info = PngInfo()
    info.add_text("Comment", text)
    return info


if __name__ == "__main__":
    os.environ.setdefault("MPLBACKEND", "Agg")
    mpl.use("Agg")
    main()
