"""Who adds a kind of scale or condition finds every place that has to know it: on the page, or by a failing test."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from docs.pages import ROOT
from oracle import by_bits, naive
from riskscreen.definition import kinds as in_documents
from riskscreen.definition.schema import schema
from riskscreen.model.condition import Condition
from riskscreen.model.scale import SELECTING, Formula
from riskscreen.testing.documents import scales

PAGE = ROOT / "docs" / "how-to" / "add-a-new-kind-of-scale.md"
SOURCE = ROOT / "src" / "riskscreen"
SCALES, CONDITIONS = ({kind.__name__ for kind in get_args(kinds)} for kinds in (Formula, Condition))
FAMILIES = (SCALES, CONDITIONS)
KEYS = [kind.key for kind in get_args(Formula)]
MODULES = sorted(SOURCE.rglob("*.py"))


def tree_of(path: Path) -> ast.Module:
    """A module, read and not run."""
    return ast.parse(path.read_text(encoding="utf-8"))


def named(node: ast.AST) -> set[str]:
    """The names in a part of a module."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def tables(tree: ast.Module) -> Iterator[set[str]]:
    """The kinds in each dictionary that has several kinds as its keys."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            keys = {key.id for key in node.keys if isinstance(key, ast.Name)}
            if any(len(keys & family) > 1 for family in FAMILIES):
                yield keys


def matches(tree: ast.Module) -> Iterator[tuple[set[str], ast.match_case]]:
    """The kinds in each match that asks for one, and its last case."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Match):
            kinds = {name for case in node.cases for name in named(case.pattern)} & (SCALES | CONDITIONS)
            if kinds:
                yield kinds, node.cases[-1]


def asks(tree: ast.Module) -> set[str]:
    """The kinds of scale that a module asks for by themselves."""
    return {name for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            and node.func.id == "isinstance" for name in named(node.args[1])} & SCALES


def listed(heading: str) -> set[str]:
    """The files of the package that a section of the page links."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    return set(re.findall(r"\]\(\.\./\.\./src/riskscreen/([\w./]+)\)", section))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_every_table_and_match_has_every_kind(path: Path) -> None:
    """A table over kinds has them all; a match does, or its last case takes what is left on purpose."""
    tree = tree_of(path)

    for keys in tables(tree):
        assert keys in FAMILIES
    for kinds, last in matches(tree):
        is_complete = any(kinds == family for family in FAMILIES)
        assert is_complete == ("assert_never" in named(last)), "a complete match ends with assert_never"
        assert is_complete or isinstance(last.pattern, ast.MatchAs)


@pytest.mark.parametrize("found", [
    {key for each in schema()["$defs"]["scale"]["oneOf"] for key in each["required"]} & set(KEYS),
    in_documents._FORMULAS.keys(), scales.KINDS.keys(), {*scales.LATER_KINDS}, naive.VALUES.keys(),
    by_bits.KINDS.keys(),
], ids=["schema", "documents", "generators", "generators draw", "oracle", "oracle in bits"])
def test_every_table_by_key_has_every_kind(found: set[str]) -> None:
    """What reads documents knows kinds by their keys."""
    assert set(found) == set(KEYS)


def test_what_a_kind_reads_is_told_by_itself() -> None:
    """Items by a selection, conditions, or earlier scales, and no two of these."""
    assert SELECTING == ("sum", "count", "highest")
    for kind in get_args(Formula):
        assert all(hasattr(kind, name) for name in ("key", "selection", "conditions", "scales")), kind


def test_page_has_each_place_that_must_know_every_kind() -> None:
    """The modules with a table or a match over all kinds of scale, and no module that is none of these."""
    found = {path.relative_to(SOURCE).as_posix() for path in MODULES for tree in [tree_of(path)]
             if SCALES in [*tables(tree), *(kinds for kinds, _ in matches(tree))]}

    modules = {name for name in listed("The files") if name.endswith(".py")}
    by_key = {"model/scale.py", "testing/documents/scales.py"}
    assert found == modules - by_key
    assert by_key <= modules


def test_page_has_each_place_that_asks_for_a_kind_by_itself() -> None:
    """A module may ask for one kind, and take the others alike: then the new one is among the others."""
    found = {path.relative_to(SOURCE).as_posix() for path in MODULES if asks(tree_of(path))}

    assert found - listed("The files") == listed("Places to look at")
