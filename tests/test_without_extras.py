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
    """What a module imports when it is imported itself, and not only when something is called."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def needing() -> dict[str, str]:
    """The modules that need such a library, by themselves or for another module that they import."""
    imports = {path.relative_to(ROOT / "src").as_posix(): set(imported_at_once(path.read_text(encoding="utf-8")))
               for path in sorted((ROOT / "src").rglob("*.py"))}
    found: dict[str, str] = {}
    more = True
    while more:
        by_name = {module.removesuffix(".py").replace("/", "."): library for module, library in found.items()}
        now = {module: library for module, names in imports.items() for name in names
               for library in [by_name.get(name) or name.partition(".")[0]] if library in LEFT_OUT}
        more, found = now != found, now
    return found


def test_every_module_that_needs_such_a_library_is_named() -> None:
    """One that is not named ends the README's test command before its first test."""
    assert "pyarrow" in LEFT_OUT
    assert runpy.run_path(str(ROOT / "src" / "conftest.py"))["NEEDS"] == needing()
