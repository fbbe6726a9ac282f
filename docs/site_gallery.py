"""The gallery of notebooks: of each, its title, what it is about, and something that it shows, all read from itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
_MOST_LINES = 14


def notebooks() -> list[Path]:
    """Those among the examples."""
    return sorted(EXAMPLES.glob("*.ipynb"))


def gallery_page() -> str:
    """A page with all of them; each leads to the notebook with all that it showed when it was run."""
    return "\n\n".join(["# Notebooks", "With what they showed when they were run; the tests run them again.",
                        *map(_entry, notebooks())]) + "\n"


def _entry(path: Path) -> str:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    title, _, text = "".join(cells[0]["source"]).partition("\n")
    about = text.strip().split("\n\n")[0]
    name = title.lstrip("# ")
    return f"## {name}\n\n{about}\n\n{_shown(cells)}\n\n[The whole of: {name}](/examples/{path.name})"


def _shown(cells: list[Mapping[str, Any]]) -> str:
    """The first picture; where there is none, the beginning of the longest text."""
    for data in _kept(cells):
        if "image/png" in data:
            picture = "".join("".join(data["image/png"]).split())
            return f'<img src="data:image/png;base64,{picture}" alt="A picture from the notebook">'
    lines = max(("".join(data["text/plain"]) for data in _kept(cells)), key=len).splitlines()
    shown = "\n".join([*lines[:_MOST_LINES], *(["..."] if len(lines) > _MOST_LINES else [])])
    return f"```text\n{shown}\n```"


def _kept(cells: list[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for cell in cells:
        for output in cell.get("outputs", ()):
            yield output["data"] if "data" in output else {"text/plain": output["text"]}
