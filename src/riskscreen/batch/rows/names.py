"""The columns of a table, by their names: each item has one, and each only once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from riskscreen.errors import Problem, UsageError, describe, near_names
from riskscreen.model.item import Item

# What readers of files make of a name that stands twice: pandas and polars.
_RENAMED = re.compile(r"(.+?)(?:\.[0-9]+|_duplicated_[0-9]+)")


def check_columns(items: Sequence[Item], names: Sequence[object], results: Sequence[str]) -> None:
    """Refuse a table that does not have one column for each item, or that has one with the name of a result.

    Raises:
        UsageError: With every problem; near names are suggested.
    """
    problems = [*_blank(names), *_doubled(items, names), *_missing(items, names), *_taken(names, results)]
    if problems:
        raise UsageError(problems, about="The table")


def _blank(names: Sequence[object]) -> Iterator[Problem]:
    for n, name in enumerate(names):
        if isinstance(name, str) and not name.strip():
            yield Problem("U-blank-column", "", f"Column {n + 1} has no name. Name it, or take it out.",
                          found=describe(name), expected="a name for each column")


def _doubled(items: Sequence[Item], names: Sequence[object]) -> Iterator[Problem]:
    known = {item.id for item in items}
    for name, count in Counter(names).items():
        if count > 1 and not (isinstance(name, str) and not name.strip()):
            yield Problem("U-duplicate-column", "", "Columns share a name. Keep one of them.", found=describe(name))
        renamed = _RENAMED.fullmatch(name) if isinstance(name, str) and name not in known else None
        if renamed and renamed[1] in known:
            yield Problem("U-renamed-column", "", "This looks like a column that stood twice in a file, and was "
                          "renamed when it was read. Keep one of the two.", found=describe(name), item=renamed[1])


def _missing(items: Sequence[Item], names: Sequence[object]) -> Iterator[Problem]:
    known = {item.id for item in items}
    others = [name for name in names if isinstance(name, str) and name not in known]
    for item in items:
        if item.id not in names:
            yield Problem("U-missing-column", "", f"The item {item.id} has no column.", item=item.id,
                          suggestions=near_names(item.id, others))


def _taken(names: Sequence[object], results: Sequence[str]) -> Iterator[Problem]:
    for name in results:
        if name in names:
            yield Problem("U-name-taken", "", "A column of this name would be added, and the table has one. Rename or "
                          "drop it.", found=describe(name))
