"""The README's test command installs no library for tables or pictures: modules that need one are left out by name."""

from __future__ import annotations

import ast
import re
import runpy
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def named(requirements: list[str]) -> set[str]:
    """The libraries of these requirements, as they are imported."""
    return {re.split(r"[^a-zA-Z0-9_-]", requirement)[0].replace("-", "_") for requirement in requirements}


EXTRAS = PROJECT["optional-dependencies"]
LEFT_OUT = (named(EXTRAS["frame"] + EXTRAS["tables"] + EXTRAS["notebook"] + EXTRAS["plot"])
            - named(PROJECT["dependencies"] + EXTRAS["test"]))


def imported_at_once(source: str) -> Iterator[str]:
    """The libraries that a module imports when it is imported itself, and not only when something is called."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_every_module_that_needs_such_a_library_is_named() -> None:
    """One that is not named ends the README's test command before its first test."""
    needing = {f"{path.relative_to(ROOT / 'src').as_posix()}": library
               for path in sorted((ROOT / "src").rglob("*.py"))
               for library in LEFT_OUT & set(imported_at_once(path.read_text(encoding="utf-8")))}

    assert "pyarrow" in LEFT_OUT
    assert runpy.run_path(str(ROOT / "src" / "conftest.py"))["NEEDS"] == needing
