"""What users hold has public names: every type that a public call gives, and every type that such a value holds."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from modules import every_module
from riskscreen import types

SOURCE = Path(types.__file__)
# They come along with what users hold, and are not promised; docs/reference/stability.md says so.
INTERNAL = {
    "Definition": "what an instrument is made of; its parts have names of their own",
    "Accepted": "part of a definition that only the check of it reads",
    "Compiled": "the engine's form of a definition",
    "Ways": "the diagram that changes are listed from",
    "Again": "a record with the engine's form of its definition",
    "Row": "what scoring asks of packed codes, as the next two are",
    "Column": "",
    "PackedColumn": "",
}


CLASSES: dict[str, set[type]] = {}
for _module in every_module():
    if re.search(r"\.(testing|store|research|plot|notebook)\b", _module.__name__):
        continue  # these name their own types
    for _name, _value in vars(_module).items():
        if isinstance(_value, type) and _value.__module__.startswith("riskscreen"):
            CLASSES.setdefault(_name, set()).add(_value)


def named(annotation: object, module: str) -> Iterator[type]:
    """The classes of ours that an annotation names; a name that only type checkers see stands for all of that name."""
    for word in re.findall(r"\b[A-Z]\w*", str(annotation)):
        here = vars(sys.modules[module]).get(word)
        if isinstance(here, type):
            yield here
        elif isinstance(here, str) and here != annotation:
            yield from named(here, module)
        elif here is None:
            yield from CLASSES.get(word, ())


def given_by(kind: type) -> Iterator[tuple[type, str]]:
    """The classes that the public attributes, properties and methods of a class give."""
    for base in kind.__mro__:
        if not base.__module__.startswith("riskscreen"):
            continue
        for name, annotation in vars(base).get("__annotations__", {}).items():
            if not name.startswith("_"):
                yield from ((given, f"{kind.__name__}.{name}") for given in named(annotation, base.__module__))
        for name, member in vars(base).items():
            function = getattr(member, "fget", None) or getattr(member, "func", None) or member
            function = getattr(function, "__func__", function)
            if inspect.isfunction(function) and (not name.startswith("_") or name in ("__iter__", "__getitem__")):
                returned = function.__annotations__.get("return", "")
                yield from ((given, f"{kind.__name__}.{name}") for given in named(returned, function.__module__))


def held() -> dict[type, str]:
    """Every class of ours that somebody can hold who uses public names alone, and where it comes from."""
    found: dict[type, str] = {}
    todo: list[tuple[Any, str]] = [(getattr(riskscreen, name), name) for name in riskscreen.__all__]
    while todo:
        value, origin = todo.pop()
        if inspect.isfunction(value):
            todo += [(given, origin) for given in named(value.__annotations__.get("return", ""), value.__module__)]
        elif isinstance(value, type) and value.__module__.startswith("riskscreen") and value not in found:
            found[value] = origin
            if value.__name__ not in INTERNAL:
                todo += given_by(value)
    return found


def public() -> set[object]:
    """The types that have a public name."""
    return {getattr(types, name) for name in types.__all__} | {getattr(riskscreen, name) for name in riskscreen.__all__
                                                               if isinstance(getattr(riskscreen, name), type)}


def test_every_type_that_users_hold_has_a_public_name() -> None:
    """Whoever annotates with one need not know where in the package it is defined today."""
    nameless = {f"{kind.__module__}.{kind.__name__}, from {origin}" for kind, origin in held().items()
                if kind not in public() and kind.__name__ not in INTERNAL}

    assert nameless == set()


def test_walk_finds_what_users_hold() -> None:
    """The test above cannot pass by finding nothing."""
    assert {"Level", "Text", "Answers", "AnswersFile", "Trace", "Reasons", "Reason", "Changes", "Change", "Questions",
            "Question", "Prospect", "Comparison", "Hint", "Analysis", "Finding", "Difference", "Vector", "Mutations",
            "ScoredCodes", "PackedCodes", "Item", "Section", "Scale", "Outcome", "About", "Named", "Diagram", "Record",
            "Judgement", "Replay"} <= {kind.__name__ for kind in held()}


@pytest.mark.parametrize("name", types.__all__)
def test_every_name_is_a_type(name: str) -> None:
    """It loads, and has its own name: one type name, one meaning."""
    found = getattr(types, name)

    assert isinstance(found, type)
    assert found.__name__ == name


def test_type_checkers_see_the_same_names() -> None:
    """What stands in the table for running programs stands in the imports for type checkers."""
    imports = [node for node in ast.walk(ast.parse(SOURCE.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)
               and (node.module or "").startswith("riskscreen.")]
    seen = {alias.asname: getattr(importlib.import_module(str(node.module)), alias.name)
            for node in imports for alias in node.names}

    assert seen == {name: getattr(types, name) for name in types.__all__}


def test_name_that_is_no_type_is_no_attribute() -> None:
    """As with any module."""
    with pytest.raises(AttributeError, match="has no attribute 'Levle'"):
        types.Levle  # noqa: B018  # asking is the test


def test_names_are_loaded_when_they_are_asked_for() -> None:
    """Who annotates with a level waits for no NumPy."""
    script = "import sys\nfrom riskscreen.types import Level\nprint('numpy' in sys.modules, Level.__name__)"

    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout \
        == "False Level\n"
