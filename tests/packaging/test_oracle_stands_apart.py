"""The oracle judges the engine, so it may share no code with it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ORACLE = Path(__file__).resolve().parents[1] / "oracle"


def test_oracle_imports_nothing_of_riskscreen() -> None:
    """No module of the oracle imports a module of the package that it judges."""
    imported = {(path.name, name) for path in ORACLE.rglob("*.py") for name in imports_of(path)}

    assert imported
    assert not {(module, name) for module, name in imported if name.split(".")[0] == "riskscreen"}


def imports_of(path: Path) -> Iterator[str]:
    """The names of all modules that the file at *path* imports, at any depth."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
