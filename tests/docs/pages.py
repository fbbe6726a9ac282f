"""The pages of the documentation, and the fenced blocks on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parents[2]
DOORSTEP = ROOT / "tests" / "data" / "doorstep-check.json"

FENCE = re.compile(r"(`{3,})(\w*)\s*")
MARK = re.compile(r"<!-- (.*) -->")
HEADING = re.compile(r"#+ +(.+)")


@attrs.frozen
class Block:
    """A fenced block: its language, its text, the line of the page on which the text begins, and the mark above it.

    ``shown`` is the text of a block of plain text that follows at once: what a reader is told that this block prints.
    """

    language: str
    text: str
    line: int
    mark: str = ""
    shown: str | None = None


def pages() -> list[Path]:
    """Every page that is written for readers; what the site makes from the code is none."""
    written = (page for page in (ROOT / "docs").rglob("*.md") if "generated" not in page.parts)
    return [*sorted(ROOT.glob("*.md")), *sorted(written),
            *sorted((ROOT / "instruments").rglob("*.md")), *sorted((ROOT / "benchmarks").rglob("*.md"))]


def name_of(page: Path) -> str:
    """The page's place in the checkout, to name a test with."""
    return page.relative_to(ROOT).as_posix()


def blocks_of(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    found: list[Block] = []
    follows_at_once = False
    lines = page.read_text(encoding="utf-8").splitlines()
    mark = ""
    numbered = iter(enumerate(lines, 1))
    for number, line in numbered:
        if fence := FENCE.fullmatch(line):
            text = "".join(f"{inner}\n" for inner in _inside(numbered, fence[1]))
            if fence[2] == "text" and follows_at_once:
                found[-1] = attrs.evolve(found[-1], shown=text)
            found.append(Block(fence[2], text, number + 1, mark))
            follows_at_once, mark = True, ""
        elif mark_here := MARK.fullmatch(line):
            mark = mark_here[1]
        elif line:
            follows_at_once, mark = False, ""
    return found


def _inside(numbered: Iterator[tuple[int, str]], fence: str) -> Iterator[str]:
    """The lines up to the closing fence."""
    for _, line in numbered:
        if line == fence:
            return
        yield line
    raise AssertionError("a fenced block is never closed")


def prose_of(page: Path) -> str:
    """The page without its fenced blocks and its code in the line."""
    prose = []
    fence = ""
    for line in page.read_text(encoding="utf-8").splitlines():
        if fence:
            fence = "" if line == fence else fence
        elif opening := FENCE.fullmatch(line):
            fence = opening[1]
        else:
            prose.append(re.sub(r"`[^`]*`", "", line))
    return "\n".join(prose)


def headings_of(page: Path) -> list[str]:
    """The headings of a page as they are written, with code in them."""
    inside = {number for block in blocks_of(page)
              for number in range(block.line, block.line + block.text.count("\n"))}
    return [heading[1] for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1)
            if number not in inside and (heading := HEADING.fullmatch(line))]


def anchor_of(heading: str) -> str:
    """What a link to a heading is written with, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
