"""The import graph: what import-linter does not say of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

grimp = pytest.importorskip("grimp", reason="import-linter, which brings it, is not installed (extra dev)")

ROOT = Path(__file__).parents[1]
BOTH = frozenset({"riskscreen.screening.instrument", "riskscreen.screening.result"})


def circles(imports: Mapping[str, set[str]]) -> Iterator[frozenset[str]]:
    """Sets of modules each of which leads to all others of the set, larger than one (Tarjan's algorithm)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []

    def visit(module: str) -> Iterator[frozenset[str]]:
        number[module] = lowest[module] = len(number)
        stack.append(module)
        for other in imports[module]:
            if other not in number:
                yield from visit(other)
                lowest[module] = min(lowest[module], lowest[other])
            elif other in stack:
                lowest[module] = min(lowest[module], number[other])
        if lowest[module] == number[module]:
            found = stack[stack.index(module):]
            del stack[stack.index(module):]
            if len(found) > 1:
                yield frozenset(found)

    for module in imports:
        if module not in number:
            yield from visit(module)


def imports(*, for_types_too: bool) -> dict[str, set[str]]:
    """What each module imports, inside functions too."""
    graph = grimp.build_graph("riskscreen", exclude_type_checking_imports=not for_types_too, cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def test_circles_are_found() -> None:
    """Two that import one another, and three in a ring; what leads there is in no circle."""
    graph = {"a": {"b"}, "b": {"a"}, "c": {"d", "a"}, "d": {"e"}, "e": {"c"}, "f": {"a", "c"}}

    assert set(circles(graph)) == {frozenset("ab"), frozenset("cde")}


def test_no_module_leads_back_to_itself() -> None:
    """Instruments give results, and results know their instruments, by type alone."""
    assert [*circles(imports(for_types_too=False))] == []
    assert [*circles(imports(for_types_too=True))] == [BOTH]


def test_facade_is_imported_by_nobody_inside() -> None:
    """The names for users are gathered at the end, and nothing waits for them."""
    inside = {module for module, used in imports(for_types_too=True).items() if "riskscreen" in used}

    assert inside <= {"riskscreen.__main__"}


def test_page_shows_the_layers_that_are_checked() -> None:
    """The table of the architecture page has the layers of import-linter, in their order, and no others."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = [set(re.findall(r"\w+", layer)) for layer in contracts[0]["layers"]]
    page = (ROOT / "docs" / "explanation" / "architecture.md").read_text("utf-8")
    rows = [set(re.findall(r"`(\w+)`", row.split("|")[1])) for row in page.splitlines() if row.startswith("| `")]

    assert [layers[0] | layers[1], *layers[2:]] == rows
