"""Documents with one random structural damage, for whoever must refuse or survive them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from generators.text import as_json
from riskscreen.testing.documents.basics import Document, picked

Path = tuple[str | int, ...]
WRONG_VALUES: tuple[object, ...] = (
    None, True, 0, -1, 10**7, 1.5, Decimal("0.0001"), "", " ", "unknown", "a\x00b", "x" * 20_000, [], {}, [[]], {"": 0},
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, document: Document) -> tuple[Any, str]:
    """A copy of *document* with one damage, and what it is, such as ``drop /sections/0/title``.

    A few damages leave a valid document (an optional part is dropped): the claim to test is "loads or is refused
    with problems", not "is refused".
    """
    broken: Document = copy.deepcopy(document)
    kind = picked(draw, tuple(KINDS))
    wanted, damage = KINDS[kind]
    path = picked(draw, [path for path, value in nodes(broken) if path and wanted(path, value)])
    parent: Any = broken
    for step in path[:-1]:
        parent = parent[step]
    detail = damage(draw, parent, path[-1])
    if as_json(broken) == as_json(document):
        kind, detail = "drop", _drop(draw, parent, path[-1])
    return broken, f"{kind} {pointer(path)}{detail}"


def nodes(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every value of a document with its path, the document itself first."""
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from nodes(inner, (*path, key))
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from nodes(inner, (*path, number))


def pointer(path: Path) -> str:
    """The JSON Pointer of a path."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _drop(draw: st.DrawFn, parent: Any, key: str | int) -> str:
    del parent[key]
    return ""


def _replace(draw: st.DrawFn, parent: Any, key: str | int) -> str:
    parent[key] = copy.deepcopy(picked(draw, WRONG_VALUES))
    return f" with {str(parent[key])[:20]!r}"


def _rename_key(draw: st.DrawFn, parent: Any, key: str | int) -> str:
    new = picked(draw, (f"{key}s", str(key).upper(), f" {key}", "$ref", "__class__", ""))
    parent[new] = parent.pop(key)
    return f" to {new!r}"


def _rename(draw: st.DrawFn, parent: Any, key: str | int) -> str:
    new = picked(draw, (f"{parent[key]}_x", parent[key].upper(), parent[key][:-1], f"{parent[key]}\n", "é"))
    parent[key] = new
    return f" to {new!r}"


def _add_key(draw: st.DrawFn, parent: Any, key: str | int) -> str:
    new = picked(draw, ("extra", "score", "is", "all", "sum", "bands", "unknown"))
    parent[key][new] = picked(draw, WRONG_VALUES)
    return f"/{new}"


def _repeat(draw: st.DrawFn, parent: Any, key: str | int) -> str:
    parent.insert(key, copy.deepcopy(parent[key]))
    return ""


def _reverse(draw: st.DrawFn, parent: Any, key: str | int) -> str:
    parent[key].reverse()
    return ""


def _wrap(draw: st.DrawFn, parent: Any, key: str | int) -> str:
    parent[key] = picked(draw, ([parent[key]], {"id": parent[key]}, {"all": [parent[key]]}))
    return ""


Damage = Callable[[st.DrawFn, Any, str | int], str]
KINDS: Mapping[str, tuple[Callable[[Path, object], bool], Damage]] = {
    "drop": (lambda path, value: True, _drop),
    "replace": (lambda path, value: True, _replace),
    "rename key": (lambda path, value: isinstance(path[-1], str), _rename_key),
    "rename": (lambda path, value: isinstance(value, str), _rename),
    "rename id": (lambda path, value: path[-1] == "id" and isinstance(value, str), _rename),
    "add": (lambda path, value: isinstance(value, dict), _add_key),
    "repeat": (lambda path, value: isinstance(path[-1], int), _repeat),
    "reverse": (lambda path, value: isinstance(value, list) and len(value) > 1, _reverse),
    "wrap": (lambda path, value: True, _wrap),
}
