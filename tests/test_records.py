"""Records: all of them are attrs classes, frozen and slotted."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Iterator

import attrs
import pytest

from modules import every_module
from riskscreen.errors import Problem
from riskscreen.model.diagram import Diagram, Variable

# What lives inside one call, and is filled in there.
GATHERED = {"_Copying", "DrawnNames", "Findings"}


def own_classes() -> Iterator[type]:
    """Every class that a module of riskscreen defines."""
    for module in every_module():
        yield from (each for each in vars(module).values()
                    if isinstance(each, type) and each.__module__ == module.__name__)


def test_records_are_frozen_slotted_attrs_classes() -> None:
    """There is one kind of record: no dataclass, no named tuple, none that can be changed."""
    classes = set(own_classes())
    records = {each for each in classes if attrs.has(each)}
    assert len(records) > 100

    assert [each for each in classes if dataclasses.is_dataclass(each) or hasattr(each, "_make")] == []
    assert {each.__name__ for each in records if each.__setattr__ is object.__setattr__} == GATHERED
    assert [each for each in records if "__slots__" not in vars(each)] == []


def test_fields_cannot_be_set_or_deleted() -> None:
    """A record never changes."""
    problem = Problem("D-too-few", "/items", "This is empty.")

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        problem.code = "D-too-many"  # type: ignore[misc]  # what is tested
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del problem.code
    assert problem.code == "D-too-few"


def test_copies_and_pickles_are_equal() -> None:
    """A record survives what moves it between processes, whatever it has worked out and kept."""
    both = Variable("option", ("no", "yes"), "a")
    diagram = Diagram("small", "1.0.0", "", "risk", ("low", "high"), (both,), 0, ((0, -1, -2),), (), exact=True)
    assert "n0 -> level1" in diagram.to_dot()  # keeps the nodes in the order in which they are drawn

    moved = [pickle.loads(pickle.dumps(diagram)), copy.deepcopy(diagram)]

    assert moved == [diagram, diagram]
    assert [hash(each) for each in moved] == [hash(diagram)] * 2
    assert moved[0].to_dot() == diagram.to_dot()
