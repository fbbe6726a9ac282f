"""The sheet *choices* of an XLSForm: lists of options, each of which becomes a response scale."""

from __future__ import annotations

from collections.abc import Sequence

from riskscreen.errors import Problem, pointer_to
from riskscreen.importing.columns import Row, Table
from riskscreen.importing.draft import Open, Part
from riskscreen.importing.entries import number_of

CHOICES = {"list": ("list name", "list"), "name": ("name", "value"), "label": ("label",),
           "score": ("score", "scores", "points")}


def choice_lists(table: Table, languages: Sequence[str], still_open: Open, problems: list[Problem]) -> dict[str, Part]:
    """The response scale of each list."""
    lists: dict[str, list[Part]] = {}
    for row in table.rows:
        name, code = row.cell("list"), row.cell("name")
        if name is None or code is None:
            problems.append(table.empty("list" if name is None else "name", row).problem(
                "I-missing", "An option stands in a list and has a name; this one is without."))
            continue
        options = lists.setdefault(name.text, [])
        if any(option["id"] == code.text for option in options):
            problems.append(code.problem("I-duplicate-id", f"The list {name.text} has this option already."))
        pointer = f"/response_scales{pointer_to(name.text)}/options/{len(options)}"
        options.append({"id": code.text, "score": _score(row, problems),
                        "label": still_open.text(row.texts("label"), languages, pointer + "/label",
                                                 f"the label of {code.text}", row.number)})
    for listed, options in lists.items():
        if any(option["score"] is None for option in options):
            still_open.gap(f"/response_scales{pointer_to(listed)}/options", f"Options of {listed} have no score. What "
                           "do they score? Take \"score\" out where an option scores nothing.")
    return {listed: {"options": options} for listed, options in lists.items()}


def _score(row: Row, problems: list[Problem]) -> object:
    cell = row.cell("score")
    number = number_of(cell.text) if cell else None
    if cell and number is None:
        problems.append(cell.problem("I-not-a-number", "This is not a score.",
                                     expected="a number, with a point before its decimals"))
    return number
