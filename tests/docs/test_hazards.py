"""The list of hazards: each control has tests, and they are there."""

from __future__ import annotations

import re

from docs.pages import ROOT

PAGE = (ROOT / "docs" / "explanation" / "hazards.md").read_text(encoding="utf-8")
TESTS = re.findall(r"(?m)^- `(tests/[\w/]+\.py)::(\w+)`$", PAGE)


def test_every_test_that_is_named_is_there() -> None:
    """Whoever looks for the control of a hazard finds it."""
    missing = [f"{file}::{name}" for file, name in TESTS
               if not (ROOT / file).exists() or f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8")]

    assert TESTS
    assert missing == []


def test_every_hazard_has_cause_harm_control_and_a_test() -> None:
    """A row without one of them is a worry, and no hazard that is under control."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines()
            if line.startswith("| [H")]
    parts = dict(re.findall(r"(?ms)^### (H\d+)\n(.*?)(?=^##)", PAGE))

    assert len(rows) >= 20
    assert all(len(row) == 4 and all(row) for row in rows)
    assert [f"[{name}](#{name.lower()})" for name in parts] == [row[0] for row in rows]
    assert all("::test_" in part and part.split("\n")[1].rstrip(".") == row[1]
               for part, row in zip(parts.values(), rows, strict=True))


def test_what_was_seen_elsewhere_is_a_hazard_here() -> None:
    """Each report leads to the hazard that it is one case of, and stands once."""
    table = PAGE.partition("## What was seen elsewhere")[2]
    rows = re.findall(r"(?m)^\| (.+?) \| (.+?) \| \[(H\d+)\]\(#(h\d+)\) \|$", table)
    lines = [line for line in table.splitlines() if line.startswith("|")][2:]

    assert len(rows) == len(lines) > 70
    assert all(hazard.lower() == anchor and f"\n### {hazard}\n" in PAGE for _, _, hazard, anchor in rows)
    assert len({where + what for where, what, _, _ in rows}) == len(rows)
