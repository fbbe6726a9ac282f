"""One name for a type, and one type for a name, in the whole house."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import riskscreen

SOURCE = Path(riskscreen.__file__).parent

# Two public classes: in `riskscreen.types` a vector that riskscreen made, in `riskscreen.testing` one that it read.
SHARED = {"Vector"}


def types_in(path: Path) -> Iterator[tuple[str, str]]:
    """The name of each type in a module, and what it means: a class itself, an alias what it stands for."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match node:
            case ast.ClassDef():
                yield node.name, path.as_posix()
            case ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id="TypeAlias"), value=ast.expr()):
                yield name, meaning(node.value)
            case ast.Assign(targets=[ast.Name(id=name)]) if name.lstrip("_")[:1].isupper() and not name.isupper():
                yield name, meaning(node.value)


def meaning(value: ast.expr | None) -> str:
    """What an alias stands for, whether it is written as a text or not."""
    return str(value.value) if isinstance(value, ast.Constant) else ast.unparse(value or ast.Constant(None))


def test_name_of_a_type_has_one_meaning() -> None:
    """Nobody has to look which of two types a name stands for."""
    meanings: dict[str, set[str]] = defaultdict(set)
    for path in SOURCE.rglob("*.py"):
        for name, means in types_in(path):
            meanings[name].add(means)

    assert {name: sorted(found) for name, found in meanings.items() if len(found) > 1 and name not in SHARED} == {}


def test_name_that_is_shared_is_shared() -> None:
    """What is left out above is still there."""
    assert all(sum(name in dict(types_in(path)) for path in SOURCE.rglob("*.py")) > 1 for name in SHARED)
