"""The published scoring rules that are written as definitions here, and the vectors beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import riskscreen
from riskscreen import Instrument

FOLDER = Path(__file__).parent
RUN = " to "


def names() -> list[str]:
    """The definitions, by the order of the survey that the rules come from."""
    return [name for name in surveyed() if (FOLDER / f"{name}.json").exists()]


def surveyed() -> dict[str, str]:
    """The instruments whose rules were looked at: id to name."""
    return dict(_read("surveyed"))


def left_out() -> dict[str, str]:
    """The instruments whose rule is not written here, each with the reason."""
    return dict(_read("left_out"))


def document(name: str) -> Mapping[str, Any]:
    """One definition, as it is written."""
    return _read(name)


@cache
def instrument(name: str) -> Instrument:
    """One definition, through every check of loading."""
    return riskscreen.load(FOLDER / f"{name}.json")


def vectors(name: str) -> list[Mapping[str, Any]]:
    """The vectors beside a definition, each with one answer to an item."""
    return [{**vector, "answers": item_by_item(vector["answers"])} for vector in _read(f"{name}.vectors")["vectors"]]


def mutation_scores() -> dict[str, str]:
    """For each definition, how many of how many small mistakes its vectors notice; kept, since it takes its time."""
    return dict(_read("mutation_scores"))


def mutation_score(name: str) -> str:
    """The same for one definition, worked out."""
    found = instrument(name).mutations(vectors(name))
    n_caught = len(found.with_fate("caught"))
    return f"{n_caught} of {n_caught + len(found.survivors)}"


def item_by_item(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers in which no key stands for a run of items.

    Examples:
        >>> item_by_item({"item_1 to item_3": "no", "age": 40})
        {'item_1': 'no', 'item_2': 'no', 'item_3': 'no', 'age': 40}
    """
    return {item: answer for key, answer in answers.items() for item in _run(key)}


def _run(key: str) -> list[str]:
    first, _, last = key.partition(RUN)
    if not last:
        return [first]
    (stem, start), (same_stem, end) = first.rsplit("_", 1), last.rsplit("_", 1)
    assert stem == same_stem, key
    assert int(start) < int(end), key
    return [f"{stem}_{number}" for number in range(int(start), int(end) + 1)]


def level_ends(expected: Any) -> tuple[str, str]:
    """The lowest and the highest level that a vector expects."""
    return (expected[0], expected[1]) if isinstance(expected, list) else (expected, expected)


def number_ends(expected: Any) -> tuple[Fraction, Fraction]:
    """The least and the most that a vector expects of a scale; a fraction is written as a text."""
    least, most = expected if isinstance(expected, list) else (expected, expected)
    return Fraction(least), Fraction(most)


@cache
def _read(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal)
    return found
